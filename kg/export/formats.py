"""What an exporter is, and the RDF formats."""

from typing import BinaryIO, Protocol

from kg import plugins
from kg.errors import ConfigError
from kg.graph.write import write
from kg.iri import DEFAULT_BASE
from kg.store import Snapshot

GROUP = "kg.exporters"


class Exporter(Protocol):
    """Writes a snapshot of the graph; plug-ins of the group ``kg.exporters`` implement it."""

    def __call__(self, snapshot: Snapshot, out: BinaryIO, base: str) -> None:
        """Write everything to ``out``; ``base`` is what data IRIs begin with."""
        ...


def export(snapshot: Snapshot, form: str, out: BinaryIO, base: str = DEFAULT_BASE) -> None:
    """Write a snapshot in a format by plug-in name; a ConfigError names the formats there are."""
    if form not in plugins.names(GROUP):
        raise ConfigError(f"no export format {form!r}; there are: {', '.join(formats())}")
    exporter: Exporter = plugins.load(GROUP, form)
    exporter(snapshot, out, base)


def formats() -> list[str]:
    """The names of the formats that are installed."""
    return plugins.names(GROUP)


def turtle(snapshot: Snapshot, out: BinaryIO, base: str) -> None:
    """Turtle: all graphs merged into one."""
    out.write(write(snapshot.raw, "turtle", base))


def trig(snapshot: Snapshot, out: BinaryIO, base: str) -> None:
    """TriG: a graph a document, and the world graph."""
    out.write(write(snapshot.raw, "trig", base))


def nquads(snapshot: Snapshot, out: BinaryIO, base: str) -> None:
    """N-Quads, sorted."""
    out.write(write(snapshot.raw, "nquads", base))


def jsonld(snapshot: Snapshot, out: BinaryIO, base: str) -> None:
    """Compact JSON-LD with our own context."""
    out.write(write(snapshot.raw, "jsonld", base))
