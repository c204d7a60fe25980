"""Quads in the standard formats: sorted, with prefixes, the same bytes for the same quads."""

import json
from collections.abc import Callable, Iterable

from pyoxigraph import Quad, RdfFormat, serialize

from kg.graph.canon import to_nquads
from kg.graph.jsonld import to_jsonld
from kg.iri import DEFAULT_BASE
from kg.vocab import PREFIXES

_KINDS = ("actor", "claim", "doc", "event", "graph", "mention", "object", "place", "report", "run")


def prefixes(base: str = DEFAULT_BASE) -> dict[str, str]:
    """The prefixes that our files use: the vocabularies and one a kind of data IRI."""
    return {**PREFIXES, **{kind: f"{base}{kind}/" for kind in (*_KINDS, "weapon")}}


def write(quads: Iterable[Quad], form: str, base: str = DEFAULT_BASE) -> bytes:
    """The quads as ``turtle`` (graphs merged), ``trig``, ``nquads`` or ``jsonld``."""
    return WRITERS[form](quads, base)


def _turtle(quads: Iterable[Quad], base: str) -> bytes:
    triples = sorted({quad.triple for quad in quads}, key=str)
    return serialize(triples, format=RdfFormat.TURTLE, prefixes=prefixes(base)) or b""


def _trig(quads: Iterable[Quad], base: str) -> bytes:
    ordered = sorted(set(quads), key=lambda quad: (str(quad.graph_name), str(quad)))
    return serialize(ordered, format=RdfFormat.TRIG, prefixes=prefixes(base)) or b""


def _nquads(quads: Iterable[Quad], base: str) -> bytes:
    return to_nquads(quads)


def _jsonld(quads: Iterable[Quad], base: str) -> bytes:
    data = to_jsonld(quads, base)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


WRITERS: dict[str, Callable[[Iterable[Quad], str], bytes]] = {
    "turtle": _turtle,
    "trig": _trig,
    "nquads": _nquads,
    "jsonld": _jsonld,
}
