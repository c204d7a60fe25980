"""Canonical bytes: no blank nodes, lines sorted, so that equal graphs are equal bytes."""

import hashlib
from collections.abc import Iterable

from pyoxigraph import Quad, RdfFormat, parse, serialize


def to_nquads(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads, one a line, sorted by their text."""
    lines = sorted({str(quad) + " .\n" for quad in quads})
    return "".join(lines).encode()


def to_ntriples(quads: Iterable[Quad]) -> str:
    """The triples of the quads as N-Triples, sorted; which graph they stand in is left out."""
    triples = {quad.triple for quad in quads}
    data = serialize(triples, format=RdfFormat.N_TRIPLES)
    return "".join(sorted((data or b"").decode().splitlines(keepends=True)))


def from_nquads(data: bytes) -> list[Quad]:
    """The quads of N-Quads bytes."""
    return list(parse(data, format=RdfFormat.N_QUADS))


def content_hash(data: bytes) -> str:
    """``sha256:`` and 64 hex digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()
