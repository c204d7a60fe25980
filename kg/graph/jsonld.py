"""Quads as compact JSON-LD with a context of our own, made from the ontology."""

import json
from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from kg.iri import DEFAULT_BASE
from kg.resources import resource
from kg.vocab import CK, PREFIXES, RDF_TYPE, XSD_BOOLEAN, XSD_INTEGER

Json = dict[str, Any]

_OBJECT = "http://www.w3.org/2002/07/owl#ObjectProperty"
_RANGE = "http://www.w3.org/2000/01/rdf-schema#range"
_XSD = PREFIXES["xsd"]
_STRING = _XSD + "string"
_LABEL = PREFIXES["rdfs"] + "label"
_BASE_PREFIX = "kg"


@cache
def context(base: str = DEFAULT_BASE) -> Json:
    """The JSON-LD context: a plain name for each property of the ontology, ``kg:`` for data."""
    terms: Json = {"id": "@id", "type": "@type", _BASE_PREFIX: base, **PREFIXES}
    terms["label"] = "rdfs:label"
    for name, range_ in sorted(_properties().items()):
        terms[name] = {"@id": f"ck:{name}"}
        if range_:
            terms[name]["@type"] = range_
    return terms


def to_jsonld(quads: Iterable[Quad], base: str = DEFAULT_BASE) -> Json:
    """Compact JSON-LD, a ``@graph`` a named graph; sorted, so equal quads give equal JSON."""
    graphs: defaultdict[str, defaultdict[str, defaultdict[str, list[Quad]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
        graphs[graph][_value(quad.subject)][quad.predicate.value].append(quad)
    writer = _Writer(base)
    found: list[Json] = []
    for graph, nodes in sorted(graphs.items()):
        items = [writer.node(subject, nodes[subject]) for subject in sorted(nodes)]
        if graph:
            found.append({"id": writer.iri(graph), "@graph": items})
        else:
            found += items
    return {"@context": context(base), "@graph": found}


class _Writer:
    def __init__(self, base: str) -> None:
        self.base = base
        known = [(base, _BASE_PREFIX), *((iri, prefix) for prefix, iri in PREFIXES.items())]
        self.prefixes = sorted(known, key=lambda pair: -len(pair[0]))
        self.properties = _properties()

    def iri(self, iri: str) -> str:
        """The IRI with a prefix of the context where one fits."""
        for namespace, prefix in self.prefixes:
            if iri.startswith(namespace) and not iri[len(namespace) :].startswith("//"):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri

    def node(self, subject: str, values: dict[str, list[Quad]]) -> Json:
        """One node object."""
        item: Json = {"id": self.iri(subject)}
        types = sorted(_value(quad.object) for quad in values.get(RDF_TYPE, ()))
        if types:
            item["type"] = [self.iri(t) for t in types]
        for predicate in sorted(values):
            if predicate == RDF_TYPE:
                continue
            name, range_ = self._term(predicate)
            items = [self._object(quad, range_) for quad in values[predicate]]
            items.sort(key=lambda value: json.dumps(value, sort_keys=True))
            item[name] = items[0] if len(items) == 1 else items
        return item

    def _term(self, predicate: str) -> tuple[str, str | None]:
        name = predicate.removeprefix(CK)
        if name in self.properties:
            return name, self.properties[name]
        return ("label" if predicate == _LABEL else self.iri(predicate)), None

    def _object(self, quad: Quad, range_: str | None) -> Any:  # noqa: ANN401 - any JSON value
        node = quad.object
        if not isinstance(node, Literal):
            iri = self.iri(_value(node))
            return iri if range_ == "@id" else {"id": iri}
        return _literal(node, range_)


def _literal(node: Literal, range_: str | None) -> Any:  # noqa: ANN401 - any JSON value
    datatype = node.datatype.value
    if node.language:
        return {"@value": node.value, "@language": node.language}
    if datatype == _STRING and range_ is None:
        return node.value
    if range_ and datatype == _XSD + range_.removeprefix("xsd:"):
        if datatype == XSD_INTEGER:
            return int(node.value)
        if datatype == XSD_BOOLEAN:
            return node.value == "true"
        return node.value
    return {"@value": node.value, "@type": datatype}


def _value(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


@cache
def _properties() -> dict[str, str | None]:
    """Local names of the ontology's properties with what a plain JSON value of each stands for."""
    found: dict[str, str | None] = {}
    data = resource("ontology/conflict.ttl").read_bytes()
    triples = [t for t in parse(data, format=RdfFormat.TURTLE) if isinstance(t.object, NamedNode)]
    for triple in triples:
        name = _value(triple.subject).removeprefix(CK)
        if triple.object.value == _OBJECT:
            found[name] = "@id"
        elif triple.predicate.value == _RANGE and triple.object.value.startswith(_XSD):
            range_ = "xsd:" + triple.object.value.removeprefix(_XSD)
            found[name] = None if range_ == "xsd:string" else range_
    return found
