"""Who may import whom: what gets loaded with each package, and which module names which library."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("spacy", "flask", "pyshacl", "rdflib", "pyoxigraph", "granian")
LOADS = {
    "kg": set(),
    "kg.records": set(),
    "kg.annotation": set(),
    "kg.config": set(),
    "kg.iri": set(),
    "kg.vocab": set(),
    "kg.cli": set(),
    "kg.sources": set(),
    "kg.evaluate": set(),
    "kg.link": set(),
    "kg.graph": set(),
    "kg.store": {"pyoxigraph"},
    "kg.export": {"pyoxigraph"},
    "kg.nlp.analysis": {"spacy"},
    "kg.extract.base": {"spacy"},
    "kg.validate": {"pyshacl", "rdflib", "pyoxigraph"},
    "kg.serve": {"flask", "pyoxigraph", "granian"},
}
OWNERS = {
    "spacy": {"nlp", "extract"},
    "flask": {"serve"},
    "granian": {"serve"},
    "pyshacl": {"validate"},
    "shacl": {"validate"},
    "pyoxigraph": {"store", "graph"},
    "oxrdflib": {"store"},
    "rdflib": {"validate", "export", "store"},
}


@pytest.mark.parametrize("module", sorted(LOADS))
def test_an_import_loads_no_more_than_it_should(module: str):
    code = f"import sys, {module}; print(*[m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= LOADS[module]


def test_a_library_is_imported_where_it_belongs_and_nowhere_else():
    for path in (ROOT / "kg").rglob("*.py"):
        room = path.relative_to(ROOT / "kg").parts[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                names = [node.module]
            for name in names:
                owners = OWNERS.get(name.partition(".")[0])
                type_only = path.name in ("recheck.py", "pipeline.py") and name == "pyoxigraph"
                assert owners is None or room in owners or type_only, f"{path} imports {name}"


def test_modules_stay_small():
    for path in (ROOT / "kg").rglob("*.py"):
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert lines < 400, f"{path}: {lines} lines"
