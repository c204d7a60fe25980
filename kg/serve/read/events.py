"""Lists of events."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from kg.serve.state import rows, state
from kg.serve.wording import bounds
from kg.store.query import Iri, Row
from kg.vocab import CK

PER_PAGE = 25

_FILTERS = {
    "status": "?e ck:status @{status} .",
    "place": (
        "?e ck:place ?place . ?place rdfs:label ?placeName . "
        "FILTER(CONTAINS(LCASE(STR(?placeName)), @{place}))"
    ),
    "actor": (
        "{ ?e ck:agent ?actor } UNION { ?e ck:target ?actor } ?actor rdfs:label ?actorName . "
        "FILTER(CONTAINS(LCASE(STR(?actorName)), @{actor}))"
    ),
    "source": (
        "?sourceReport ck:reports ?e . "
        "{ ?sourceReport ck:attributedTo ?source . ?source rdfs:label ?sourceName } UNION "
        "{ ?sourceReport ck:inDocument ?sourceDocument . "
        "?sourceDocument ck:publisherName ?sourceName } "
        "FILTER(CONTAINS(LCASE(STR(?sourceName)), @{source}))"
    ),
    "since": "FILTER(?latest >= @{since})",
    "until": "FILTER(?earliest <= @{until})",
}
_MATCHING = """
  ?e a @{type} .
  OPTIONAL { ?e ck:earliest ?earliest }
  OPTIONAL { ?e ck:latest ?latest }
"""
_SUMMARY = """
SELECT ?e ?label ?type ?status ?earliest ?latest ?reports WHERE {
  VALUES ?e { @{events} }
  ?e rdfs:label ?label ; a ?type .
  OPTIONAL { ?e ck:status ?status }
  OPTIONAL { ?e ck:earliest ?earliest }
  OPTIONAL { ?e ck:latest ?latest }
  OPTIONAL { ?e ck:reportCount ?reports }
}"""
_ARGUMENTS = """
SELECT ?e ?role ?thing ?label WHERE {
  VALUES ?e { @{events} }
  { ?e ck:place ?thing BIND(ck:place AS ?role) } UNION
  { ?e ck:agent ?thing BIND(ck:agent AS ?role) } UNION
  { ?e ck:target ?thing BIND(ck:target AS ?role) } UNION
  { ?e ck:instrument ?thing BIND(ck:instrument AS ?role) }
  ?thing rdfs:label ?label .
} ORDER BY ?label"""
_TOLD = """
SELECT ?e ?document ?title ?quote WHERE {
  VALUES ?e { @{events} }
  ?report ck:reports ?e ; ck:inDocument ?document ; ck:trigger/ck:begin ?at ; ck:evidence ?span .
  ?document rdfs:label ?title .
  ?span ck:begin ?begin ; ck:end ?end ; ck:quote ?quote .
  FILTER(?begin <= ?at && ?at < ?end)
} ORDER BY ?title ?begin"""
_KILLED = """
SELECT ?e ?claim ?min ?max ?approximate ?told ?victims WHERE {
  VALUES ?e { @{events} }
  ?claim ck:about ?e ; ck:outcome ck:Killed .
  OPTIONAL { ?claim ck:min ?min }
  OPTIONAL { ?claim ck:max ?max }
  OPTIONAL { ?claim ck:approximate ?approximate }
  OPTIONAL { ?claim ck:countText ?told }
  OPTIONAL { ?claim ck:group/rdfs:label ?victims }
  MINUS { ?claim ck:includedIn ?whole }
} ORDER BY DESC(COALESCE(?min, ?max)) ?max"""


@dataclass(frozen=True, slots=True)
class Link:
    """A thing with its label."""

    iri: str
    label: str


@dataclass(frozen=True, slots=True)
class EventSummary:
    """An event as a line of a list; things of the same name are named once."""

    iri: str
    label: str
    type: str
    family: str
    status: str
    earliest: date | None
    latest: date | None
    reports: int
    arguments: dict[str, tuple[Link, ...]]
    killed: tuple[str, ...]  # the figures of claims that are no share of another, largest first
    document: Link  # the first of the documents by title
    quote: str  # its sentence with the trigger


@dataclass(frozen=True, slots=True)
class EventFilter:
    """What a visitor narrowed the list to; empty fields do not narrow."""

    type: str = ""
    status: str = ""
    place: str = ""
    actor: str = ""
    source: str = ""
    since: date | None = None
    until: date | None = None
    problems: tuple[str, ...] = field(default=())

    def values(self) -> dict[str, Any]:
        """The terms that the query's placeholders stand for; text is compared in lower case."""
        found: dict[str, Any] = {
            key: text.lower()
            for key in ("place", "actor", "source")
            if (text := getattr(self, key).strip())
        }
        found["type"] = state().terms.event_type(self.type) or Iri(CK + "Event")
        if self.status:
            found["status"] = Iri(CK + self.status)
        if self.since:
            found["since"] = self.since
        if self.until:
            found["until"] = self.until
        return found


def count(wanted: EventFilter) -> int:
    """How many events match."""
    values = wanted.values()
    query = f"SELECT (COUNT(DISTINCT ?e) AS ?n) WHERE {{ {_pattern(values)} }}"
    return cast(int, rows(query, values)[0]["n"])


def _pattern(values: dict[str, Any]) -> str:
    return _MATCHING + "\n".join(text for key, text in _FILTERS.items() if key in values)


def find(wanted: EventFilter, page: int) -> list[EventSummary]:
    """The events of one page (from 1), the latest first."""
    values = wanted.values()
    pattern = _pattern(values)
    order = "ORDER BY DESC(COALESCE(?earliest, ?latest)) DESC(?latest) ?e"
    window = f"LIMIT {PER_PAGE} OFFSET {(page - 1) * PER_PAGE}"
    found = rows(
        f"SELECT DISTINCT ?e ?latest ?earliest WHERE {{ {pattern} }} {order} {window}", values
    )
    return summaries([cast(Iri, row["e"]) for row in found])


def leading(limit: int) -> list[EventSummary]:
    """Asserted events of violence and control: most documents, most claims, the latest first."""
    found = rows(
        "SELECT ?e ?documents ?latest (COUNT(DISTINCT ?claim) AS ?claims) WHERE { "
        "{ ?e a ck:Violence } UNION { ?e a ck:Control } "
        "?e ck:status ck:Asserted ; ck:reportCount ?documents . "
        "OPTIONAL { ?e ck:latest ?latest } OPTIONAL { ?claim ck:about ?e } } "
        "GROUP BY ?e ?documents ?latest "
        f"ORDER BY DESC(?documents) DESC(?claims) DESC(?latest) ?e LIMIT {limit}"
    )
    return summaries([cast(Iri, row["e"]) for row in found])


def summaries(events: Sequence[Iri]) -> list[EventSummary]:
    """The lines for these events, in the order given; unknown ones are left out."""
    if not events:
        return []
    values = {"events": list(events)}
    about: dict[str, list[Row]] = defaultdict(list)
    for row in rows(_SUMMARY, values):
        about[str(row["e"])].append(row)
    arguments: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))
    for row in rows(_ARGUMENTS, values):
        role = str(row["role"]).removeprefix(CK)
        link = Link(str(row["thing"]), str(row["label"]))
        if link.label not in [known.label for known in arguments[str(row["e"])][role]]:
            arguments[str(row["e"])][role].append(link)
    killed: dict[str, list[str]] = defaultdict(list)
    for row in rows(_KILLED, values):
        killed[str(row["e"])].append(_killed(row))
    told: dict[str, Row] = {}
    for row in rows(_TOLD, values):
        told.setdefault(str(row["e"]), row)
    return [
        _summary(event, about[event], arguments[event], killed[event], told.get(event, {}))
        for event in dict.fromkeys(events)
        if about[event]
    ]


def _killed(row: Row) -> str:
    """The figure, with who is counted where that is not simply people."""
    victims = str(row.get("victims", ""))
    figure = row_bounds(row)
    return figure if victims.lower() in ("", "people") else f"{figure} {victims}"


def row_bounds(row: Row) -> str:
    """The worded bounds of a row with ?min, ?max, ?approximate and ?told."""
    low, high = cast("int | None", row.get("min")), cast("int | None", row.get("max"))
    return bounds(low, high, row.get("approximate") is True, str(row.get("told", "")))


def _summary(
    event: str,
    about: list[Row],
    arguments: dict[str, list[Link]],
    killed: list[str],
    told: Row,
) -> EventSummary:
    terms, first = state().terms, about[0]
    types = sorted({str(row["type"]) for row in about})
    leaf = next((t for t in types if terms.is_leaf(t)), types[0])
    return EventSummary(
        iri=event,
        label=str(first["label"]),
        type=leaf,
        family=terms.family_of(leaf) or "",
        status=str(first.get("status", CK + "Asserted")),
        earliest=cast("date | None", first.get("earliest")),
        latest=cast("date | None", first.get("latest")),
        reports=cast(int, first.get("reports", 1)),
        arguments={role: tuple(links) for role, links in arguments.items()},
        killed=tuple(dict.fromkeys(killed)),
        document=Link(str(told.get("document", "")), str(told.get("title", ""))),
        quote=str(told.get("quote", "")),
    )
