"""One actor, place, object or means; and any other resource as a table."""

from dataclasses import dataclass
from typing import cast

from kg.serve.read.events import EventSummary, Link, summaries
from kg.serve.state import rows
from kg.store.query import Iri, Row, Value

_ABOUT = """
SELECT ?label ?class ?wikidata WHERE {
  @{thing} rdfs:label ?label .
  OPTIONAL { @{thing} a ?class }
  OPTIONAL { @{thing} ck:wikidata ?wikidata }
}"""
_NAMES = """
SELECT ?quote (COUNT(*) AS ?n) WHERE {
  ?mention ck:refersTo @{thing} ; ck:quote ?quote
} GROUP BY ?quote ORDER BY DESC(?n) ?quote LIMIT 40"""
_ROLES = """
SELECT ?role ?event WHERE {
  VALUES ?role { ck:agent ck:target ck:place ck:instrument }
  ?event ?role @{thing} ; ck:status ?status .
  OPTIONAL { ?event ck:latest ?latest }
} ORDER BY DESC(?latest) ?event LIMIT 500"""
_TOLD = """
SELECT DISTINCT ?event ?label ?document ?title ?published ?quote ?span WHERE {
  ?report ck:attributedTo @{thing} ; ck:reports ?event ; ck:inDocument ?document .
  ?event rdfs:label ?label . ?document rdfs:label ?title .
  ?report ck:evidence ?span . ?span ck:quote ?quote .
  OPTIONAL { ?document ck:published ?published }
} ORDER BY DESC(?published) ?label LIMIT 200"""
_PUBLISHED = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d ck:publisher @{thing} }"
_OUT = """
SELECT ?graph ?property ?value ?label WHERE {
  GRAPH ?graph { @{thing} ?property ?value } OPTIONAL { ?value rdfs:label ?label }
} ORDER BY ?property ?value"""
_IN = """
SELECT ?graph ?property ?subject ?label WHERE {
  GRAPH ?graph { ?subject ?property @{thing} } OPTIONAL { ?subject rdfs:label ?label }
} ORDER BY ?property ?subject LIMIT 200"""


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that events name."""

    iri: str
    label: str
    classes: tuple[str, ...]
    wikidata: str
    names: tuple[tuple[str, int], ...]
    roles: dict[str, tuple[EventSummary, ...]]
    told: tuple[Row, ...]
    published: int  # documents


@dataclass(frozen=True, slots=True)
class Fact:
    """A property of a resource with one value, and the graph that says so."""

    property: str
    value: Value
    label: str
    graph: str


def read(thing: Iri) -> Entity | None:
    """The entity with the events that name it; None where the graph has no label for it."""
    about = rows(_ABOUT, {"thing": thing})
    if not about:
        return None
    by_role: dict[str, list[Iri]] = {}
    for row in rows(_ROLES, {"thing": thing}):
        by_role.setdefault(str(row["role"]), []).append(cast(Iri, row["event"]))
    names = rows(_NAMES, {"thing": thing})
    return Entity(
        iri=str(thing),
        label=str(about[0]["label"]),
        classes=tuple(sorted({str(row["class"]) for row in about if "class" in row})),
        wikidata=str(about[0].get("wikidata", "")),
        names=tuple((str(row["quote"]), cast(int, row["n"])) for row in names if "quote" in row),
        roles={role: tuple(summaries(events)) for role, events in by_role.items()},
        told=tuple(rows(_TOLD, {"thing": thing})),
        published=cast(int, rows(_PUBLISHED, {"thing": thing})[0]["n"]),
    )


def facts(thing: Iri) -> tuple[list[Fact], list[tuple[str, Link]]]:
    """All that the graph says of a resource, and what points at it."""
    outgoing = [
        Fact(str(r["property"]), r["value"], str(r.get("label", "")), str(r["graph"]))
        for r in rows(_OUT, {"thing": thing})
    ]
    incoming = [
        (str(r["property"]), Link(str(r["subject"]), str(r.get("label", ""))))
        for r in rows(_IN, {"thing": thing})
    ]
    return outgoing, incoming
