"""Canonical bytes: no blank nodes, lines sorted, so that equal graphs are equal bytes."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, parse, serialize

from kg.errors import InputError


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


def read_rdf(path: Path) -> list[Quad]:
    """The quads of an RDF file, its format told by the suffix; an InputError where it breaks."""
    form = RdfFormat.from_extension(path.suffix.lstrip("."))
    if form is None:
        raise InputError(f"{path}: no RDF format has the suffix {path.suffix!r}; use .ttl or .trig")
    try:
        return list(parse(path=str(path), format=form))
    except (OSError, SyntaxError, ValueError) as error:
        raise InputError(f"{path}: {error}") from error
