"""What the graph says of one resource, and graphs as text that people can read."""

import json
from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.graph.jsonld import to_jsonld
from kg.graph.write import prefixes
from kg.store.query import JSON_LD, TRIG, TURTLE, Format
from kg.vocab import PREFIXES

_CK = PREFIXES["ck"]
_PARTS = tuple(ox.NamedNode(_CK + name) for name in ("evidence", "hasMention", "hasClaim"))
_QUAD_FORMATS = ("trig", "nquads", "jsonld")


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


def everything(store: ox.Store) -> list[ox.Quad]:
    """All quads of a small store, sorted."""
    return sorted(store, key=str)


def parse_turtle(text: str, base_iri: str) -> list[ox.Quad]:
    """The triples of a Turtle text, in the default graph."""
    return list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, base_iri=base_iri))


def dump(store: ox.Store, output: IO[bytes], form: Format) -> None:
    """Write all graphs of a store, in a format that has graphs."""
    known = prefixes() if form is TRIG else None
    store.dump(output, format=form.engine, prefixes=known)  # type: ignore[arg-type]


def write(quads: Iterable[ox.Quad], form: Format) -> bytes:
    """The quads in one of the RDF formats, with the usual prefixes where the format has them.

    Formats without graphs get each triple once.
    """
    if form is JSON_LD:
        return (json.dumps(to_jsonld(quads), ensure_ascii=False, indent=1) + "\n").encode()
    if form.name in _QUAD_FORMATS:
        known = prefixes() if form is TRIG else None
        return ox.serialize(quads, format=form.engine, prefixes=known)  # type: ignore[return-value, arg-type]
    triples = sorted({quad.triple for quad in quads}, key=str)
    known = prefixes() if form is TURTLE else None
    return ox.serialize(triples, format=form.engine, prefixes=known)  # type: ignore[return-value, arg-type]
