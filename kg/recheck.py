"""Validation of what exists already: RDF files, or everything in a store."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg import vocab
from kg.config import Config
from kg.errors import InputError
from kg.graph.canon import read_rdf, to_ntriples
from kg.graph.world import world_links
from kg.store import StoreDirectory
from kg.validate import Gate, Result, Severity, load_gate

if TYPE_CHECKING:
    from pyoxigraph import Quad

_WORLD = "/graph/world"  # under whatever base


@dataclass(frozen=True, slots=True)
class Checked:
    """One graph that was validated, by its name."""

    name: str
    results: tuple[Result, ...]

    @property
    def violations(self) -> list[Result]:
        """The results that would have kept it out."""
        return [r for r in self.results if r.severity is Severity.VIOLATION]


def check_store(
    store: StoreDirectory, config: Config, progress: Callable[[str], None] = lambda _: None
) -> list[Checked]:
    """Every graph of a store: documents alone, then the world with the links to it."""
    return check_quads(store.open().raw, config, progress)


def check_files(
    files: Sequence[Path], config: Config, progress: Callable[[str], None] = lambda _: None
) -> list[Checked]:
    """Every graph of some RDF files, joined as a store would join them."""
    quads = [quad for file in files for quad in read_rdf(file)]
    return check_quads(quads, config, progress)


def check_quads(
    quads: "Iterable[Quad]", config: Config, progress: Callable[[str], None] = lambda _: None
) -> list[Checked]:
    """Each document graph against the document shapes, the rest against the world shapes.

    Triples with no graph name, as Turtle files give them, are judged by both: they may be a
    document, the world, or both merged. A triple in two graphs is a violation too.
    """
    gate = load_gate(config.shacl_engine)
    graphs: defaultdict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        graphs[getattr(quad.graph_name, "value", "")].append(quad)
    if not any(q.predicate.value == vocab.RDF_TYPE for qs in graphs.values() for q in qs):
        raise InputError("there is nothing in it that the shapes speak of; is it such a graph?")
    checked = []
    for name in sorted(graphs):
        if not name.endswith(_WORLD):
            progress(name)
            checked.append(_document(gate, name, graphs[name]))
    links = [q for qs in graphs.values() for q in world_links(qs)]
    for name in sorted(n for n in graphs if not n or n.endswith(_WORLD)):
        progress(name)
        verdict = gate.judge_world(to_ntriples([*graphs[name], *links]))
        checked.append(Checked(name or "world shapes", verdict.results))
    twice = _in_two_graphs(graphs)
    return [*checked, Checked("all graphs", twice)] if twice else checked


def _document(gate: Gate, name: str, quads: "list[Quad]") -> Checked:
    verdict = gate.judge_document(to_ntriples(quads))
    return Checked(name or "document shapes", verdict.results)


def _in_two_graphs(graphs: "dict[str, list[Quad]]") -> tuple[Result, ...]:
    seen: dict[object, str] = {}
    found = []
    for name, quads in graphs.items():
        for quad in quads:
            first = seen.setdefault(quad.triple, name)
            if first != name:
                message = f"this triple stands in {first} and in {name}"
                found.append(
                    Result(
                        Severity.VIOLATION,
                        str(quad.subject),
                        str(quad.predicate),
                        "EachTripleInOneGraph",
                        "",
                        str(quad.object),
                        message,
                    )
                )
    return tuple(found)
