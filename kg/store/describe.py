"""What the graph says of one resource, and graphs as text that people can read."""

from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.write import WRITERS, prefixes
from kg.graph.write import write as write_quads
from kg.iri import DEFAULT_BASE
from kg.store.query import RDF_XML, TRIG, Format, without_controls
from kg.vocab import PREFIXES

_CK = PREFIXES["ck"]
_PARTS = tuple(ox.NamedNode(_CK + name) for name in ("evidence", "hasMention", "hasClaim"))


def about(store: ox.Store, iri: str) -> list[ox.Quad]:
    """Every quad with the resource as subject or object, sorted; empty where it is unknown.

    The evidence, mentions and claims that a report points at come along, for without them its
    links end nowhere. A graph's IRI gives the whole graph.
    """
    try:
        node = ox.NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"not an IRI: {iri!r}") from error
    quads = set(store.quads_for_pattern(None, None, None, node))
    quads.update(store.quads_for_pattern(node, None, None))
    for predicate in _PARTS:
        for quad in store.quads_for_pattern(node, predicate, None):
            quads.update(store.quads_for_pattern(quad.object, None, None))  # type: ignore[arg-type]
    quads.update(store.quads_for_pattern(None, None, node))
    return sorted(quads, key=str)


def is_known(store: ox.Store, iri: str) -> bool:
    """True where the graph says anything about the resource, or has a graph of that name."""
    node = ox.NamedNode(iri)
    patterns = ((node, None, None, None), (None, None, node, None), (None, None, None, node))
    return any(next(store.quads_for_pattern(*p), None) for p in patterns)


def everything(store: ox.Store) -> list[ox.Quad]:
    """All quads of a small store, sorted."""
    return sorted(store, key=str)


def parse_turtle(text: str, base_iri: str) -> list[ox.Quad]:
    """The triples of a Turtle text, in the default graph."""
    return list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=base_iri))


def dump(store: ox.Store, output: IO[bytes], form: Format, base: str = DEFAULT_BASE) -> None:
    """Write all graphs of a store, in a format that has graphs."""
    known = prefixes(base) if form is TRIG else None
    store.dump(output, format=form.engine, prefixes=known)  # type: ignore[arg-type]


def write(quads: Iterable[ox.Quad], form: Format, base: str = DEFAULT_BASE) -> bytes:
    """The quads in one of the RDF formats, with the usual prefixes where the format has them.

    Formats without graphs get each triple once.
    """
    if form.name in WRITERS:
        return write_quads(quads, form.name, base)
    triples = sorted({quad.triple for quad in quads}, key=str)
    data = ox.serialize(triples, format=form.engine) or b""  # type: ignore[arg-type]
    return without_controls(data) if form is RDF_XML else data
