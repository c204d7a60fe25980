"""What the graph says of one resource, and graphs as text that people can read."""

import json
from collections.abc import Iterable
from typing import IO

import pyoxigraph as ox

from kg.errors import QueryError
from kg.store.query import JSON_LD, TRIG, TURTLE, Format
from kg.vocab import PREFIXES, RDF_TYPE

_CK = PREFIXES["ck"]
_XSD = PREFIXES["xsd"]
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
    prefixes = dict(PREFIXES) if form is TRIG else None
    store.dump(output, format=form.engine, prefixes=prefixes)  # type: ignore[arg-type]


def write(quads: Iterable[ox.Quad], form: Format) -> bytes:
    """The quads in one of the RDF formats, with the usual prefixes where the format has them.

    Formats without graphs get each triple once.
    """
    if form is JSON_LD:
        return _json_ld(quads)
    if form.name in _QUAD_FORMATS:
        prefixes = dict(PREFIXES) if form is TRIG else None
        return ox.serialize(quads, format=form.engine, prefixes=prefixes)  # type: ignore[return-value, arg-type]
    triples = sorted({quad.triple for quad in quads}, key=str)
    prefixes = dict(PREFIXES) if form is TURTLE else None
    return ox.serialize(triples, format=form.engine, prefixes=prefixes)  # type: ignore[return-value, arg-type]


def _json_ld(quads: Iterable[ox.Quad]) -> bytes:
    """Compact JSON-LD: one node object a subject, under the name of its graph."""
    graphs: dict[str, dict[str, dict[str, list[object]]]] = {}
    for quad in quads:
        graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else quad.graph_name.value
        subject = _reference(quad.subject)
        node = graphs.setdefault(graph, {}).setdefault(subject, {})
        if quad.predicate.value == RDF_TYPE:
            node.setdefault("@type", []).append(_compact(_reference(quad.object)))
        else:
            node.setdefault(_compact(quad.predicate.value), []).append(_object(quad.object))
    contents: list[object] = []
    for graph, nodes in graphs.items():
        written = [{"@id": subject, **_unwrapped(node)} for subject, node in nodes.items()]
        contents += [{"@id": graph, "@graph": written}] if graph else written
    document = {"@context": dict(PREFIXES), "@graph": contents}
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _unwrapped(node: dict[str, list[object]]) -> dict[str, object]:
    return {key: values[0] if len(values) == 1 else values for key, values in node.items()}


def _compact(iri: str) -> str:
    for prefix, namespace in PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and local.replace("_", "").replace("-", "").isalnum():
            return f"{prefix}:{local}"
    return iri


def _reference(term: object) -> str:
    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _object(term: object) -> object:
    if not isinstance(term, ox.Literal):
        return {"@id": _compact(_reference(term))}
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == _XSD + "string":
        return term.value
    if kind == _XSD + "boolean":
        return term.value == "true"
    if kind == _XSD + "integer" and term.value == str(int(term.value)):
        return int(term.value)
    return {"@value": term.value, "@type": _compact(kind)}
