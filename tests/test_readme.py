"""README.md says what is so: queries, answers, commands, settings and plug-in groups."""

import re

import pytest

from kg.cli import COMMANDS
from kg.config import NAMES
from kg.plugins import GROUPS
from tests.cli.test_commands import kg
from tests.conftest import ROOT

README = ROOT / "README.md"
PAIR = re.compile(r"```sparql\n(.*?)```\n```text\n(.*?)```", re.S)


def test_the_five_queries_give_the_answers_that_are_shown(seed_store, request):
    text = README.read_text(encoding="utf-8")
    pairs = PAIR.findall(text)
    assert len(pairs) == 5
    for query, shown in pairs:
        done = kg("query", "--store", seed_store.path, query, cwd=ROOT)
        assert done.returncode == 0, done.stderr
        assert len(done.stdout.splitlines()) > 2, query
        if request.config.getoption("--update-seeds"):
            block = f"```sparql\n{query}```\n```text\n"
            text = text.replace(block + shown, block + done.stdout)
        else:
            assert done.stdout == shown, "run: pytest --update-seeds"
    if request.config.getoption("--update-seeds"):
        README.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "name", [*(f" {c}" for c in COMMANDS), *(f"`{n}`" for n in NAMES), *GROUPS]
)
def test_every_command_setting_and_plug_in_group_is_documented(name: str):
    assert name in README.read_text(encoding="utf-8")


def test_the_commands_that_are_shown_exist():
    for command in re.findall(r"(?:^|\bbin/|`)kg (\w+)", README.read_text(encoding="utf-8"), re.M):
        assert command in COMMANDS


def test_no_placeholder_is_left():
    assert "@@" not in README.read_text(encoding="utf-8")


def test_files_that_are_linked_exist():
    for target in re.findall(r"\]\(([^)#:]+)\)", README.read_text(encoding="utf-8")):
        assert (ROOT / target).exists(), target


def test_the_python_example_runs(seed_store, monkeypatch, capsys):
    code = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.S)
    assert code
    monkeypatch.chdir(seed_store.path.parent)
    (seed_store.path.parent / "demo-store").symlink_to(seed_store.path)
    exec(compile(code[1], "README.md", "exec"), {})
    assert "https://w3id.org/conflict-kg/id/event/" in capsys.readouterr().out
