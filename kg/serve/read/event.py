"""One event: who reports it, in which words, with which tolls."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import cast

from kg.serve.links import local
from kg.serve.marking import Mark, Piece, pieces
from kg.serve.read.events import EventSummary, Link, row_bounds, summaries
from kg.serve.state import rows
from kg.store.query import Iri, Row
from kg.vocab import CK

_REPORTS = """
SELECT ?report ?document ?title ?published ?publisher ?licence ?url ?modality ?dateText ?count
       ?background WHERE {
  ?report ck:reports @{event} ; ck:inDocument ?document ; ck:modality ?modality .
  ?document rdfs:label ?title .
  OPTIONAL { ?document ck:published ?published }
  OPTIONAL { ?document ck:publisherName ?publisher }
  OPTIONAL { ?document dcterms:license ?licence }
  OPTIONAL { ?document schema:url ?url }
  OPTIONAL { ?report ck:dateText ?dateText }
  OPTIONAL { ?report ck:count ?count }
  OPTIONAL { ?report ck:background ?background }
} ORDER BY ?published ?title ?report"""
_EVIDENCE = """
SELECT DISTINCT ?report ?span ?begin ?end ?quote WHERE {
  ?report ck:reports @{event} .
  { ?report ck:evidence ?span } UNION { ?report ck:hasClaim/ck:evidence ?span }
  ?span ck:begin ?begin ; ck:end ?end ; ck:quote ?quote .
} ORDER BY ?report ?begin"""
_MENTIONS = """
SELECT DISTINCT ?report ?role ?begin ?end ?name ?thing WHERE {
  ?report ck:reports @{event} .
  { ?report ck:hasMention ?mention } UNION { ?report ck:hasClaim/ck:hasMention ?mention }
  ?mention ck:role ?role ; ck:begin ?begin ; ck:end ?end .
  OPTIONAL { ?mention ck:name ?name }
  OPTIONAL { ?mention ck:refersTo ?thing }
}"""
_SOURCES = """
SELECT ?statement ?source ?label WHERE {
  { ?statement ck:reports @{event} } UNION { ?statement ck:about @{event} }
  ?statement ck:attributedTo ?source . ?source rdfs:label ?label .
} ORDER BY ?label"""
_CLAIMS = """
SELECT ?claim ?outcome ?min ?max ?approximate ?told ?group ?groupName ?whole ?document ?title
       ?publisher ?quote ?span WHERE {
  ?claim ck:about @{event} ; ck:outcome ?outcome ; ck:inDocument ?document ; ck:evidence ?span .
  ?document rdfs:label ?title . ?span ck:quote ?quote .
  OPTIONAL { ?document ck:publisherName ?publisher }
  OPTIONAL { ?claim ck:min ?min }
  OPTIONAL { ?claim ck:max ?max }
  OPTIONAL { ?claim ck:approximate ?approximate }
  OPTIONAL { ?claim ck:countText ?told }
  OPTIONAL { ?claim ck:group ?group . OPTIONAL { ?group rdfs:label ?groupName } }
  OPTIONAL { ?claim ck:includedIn ?whole }
} ORDER BY ?outcome DESC(?min) ?claim"""
_RELATED = """
SELECT DISTINCT ?whole ?part WHERE {
  { @{event} ck:partOf ?whole } UNION { ?part ck:partOf @{event} }
}"""
_FLAGS = """
SELECT ?flag WHERE { VALUES ?flag { ck:suicide ck:ceasefire ck:riot } @{event} ?flag true }"""
_OUTCOMES = ("Killed", "Injured", "Missing", "Abducted", "Detained", "Displaced", "Besieged")


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of evidence, with its mentions marked."""

    iri: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """What one document tells of the event."""

    iri: str
    document: str
    title: str
    published: date | None
    publisher: str
    licence: str
    url: str
    modality: str
    date_text: str
    count: int | None
    background: bool
    sources: tuple[Link, ...]
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """A toll as one source gives it."""

    iri: str
    outcome: str
    figure: str
    low: int | None
    high: int | None
    group: str
    group_iri: str
    whole: str
    document: str
    title: str
    publisher: str
    quote: str
    evidence: str
    sources: tuple[Link, ...]

    @property
    def anchor(self) -> str:
        """The name of the claim's row on its page."""
        return "claim-" + self.iri.rsplit("/", 1)[-1]

    def rivals(self, other: "Claim") -> bool:
        """True where the two count the same people on different words."""
        same_word = self.document == other.document and self.sources == other.sources
        return self.group.casefold() == other.group.casefold() and not same_word

    def contradicts(self, other: "Claim") -> bool:
        """True where no one figure fits both."""
        below = self.high is not None and other.low is not None and self.high < other.low
        above = other.high is not None and self.low is not None and other.high < self.low
        return below or above


@dataclass(frozen=True, slots=True)
class Toll:
    """The claims of one outcome; ``heads`` are those that are no share of another."""

    outcome: str
    claims: tuple[Claim, ...]
    heads: tuple[Claim, ...]

    @property
    def figures(self) -> dict[str, str]:
        """The worded figure of each claim by its IRI."""
        return {claim.iri: claim.figure for claim in self.claims}

    @property
    def verdict(self) -> str:
        """How claims about the same people stand to each other; empty where none has a rival."""
        rivals = [(a, b) for a, b in combinations(self.heads, 2) if a.rivals(b)]
        if any(a.contradicts(b) for a, b in rivals):
            return "These figures contradict each other; each stands as its source gives it."
        if any(a.figure != b.figure for a, b in rivals):
            return "These figures differ but can both be true."
        return ""


@dataclass(frozen=True, slots=True)
class Event:
    """Everything that the page of an event shows."""

    summary: EventSummary
    flags: tuple[str, ...]
    reports: tuple[Report, ...]
    tolls: tuple[Toll, ...]
    wholes: tuple[EventSummary, ...]
    parts: tuple[EventSummary, ...]


def read(event: Iri) -> Event | None:
    """The event, or None where the graph has none of that name."""
    found = summaries([event])
    if not found:
        return None
    related = rows(_RELATED, {"event": event})
    sources = _sources(event)
    return Event(
        summary=found[0],
        flags=tuple(str(row["flag"]) for row in rows(_FLAGS, {"event": event})),
        reports=_reports(event, sources),
        tolls=_tolls(event, sources),
        wholes=tuple(summaries([cast(Iri, r["whole"]) for r in related if "whole" in r])),
        parts=tuple(summaries([cast(Iri, r["part"]) for r in related if "part" in r])),
    )


def _sources(event: Iri) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for row in rows(_SOURCES, {"event": event}):
        link = Link(str(row["source"]), str(row["label"]))
        if link not in found[str(row["statement"])]:
            found[str(row["statement"])].append(link)
    return {statement: tuple(links) for statement, links in found.items()}


def mention_mark(row: Row, trigger_href: str | None = None) -> Mark:
    """The mark of a row with ?role, ?begin, ?end and perhaps ?name and ?thing."""
    role = str(row["role"]).removeprefix(CK).removesuffix("Role").lower()
    name = str(row.get("name", ""))
    href = trigger_href if role == "trigger" else None
    if "thing" in row:
        href = local(str(row["thing"]))
    title = f"{role}: {name}" if name else role
    return Mark(cast(int, row["begin"]), cast(int, row["end"]), role, title, href)


def _reports(event: Iri, sources: dict[str, tuple[Link, ...]]) -> tuple[Report, ...]:
    marks: dict[str, list[Mark]] = defaultdict(list)
    for row in rows(_MENTIONS, {"event": event}):
        marks[str(row["report"])].append(mention_mark(row))
    quotes: dict[str, list[Quote]] = defaultdict(list)
    for row in rows(_EVIDENCE, {"event": event}):
        report, text = str(row["report"]), str(row["quote"])
        cut = pieces(text, marks[report], offset=cast(int, row["begin"]))
        quotes[report].append(Quote(str(row["span"]), tuple(cut)))
    return tuple(
        _report(row, sources.get(str(row["report"]), ()), tuple(quotes[str(row["report"])]))
        for row in rows(_REPORTS, {"event": event})
    )


def _report(row: Row, sources: tuple[Link, ...], quotes: tuple[Quote, ...]) -> Report:
    return Report(
        iri=str(row["report"]),
        document=str(row["document"]),
        title=str(row["title"]),
        published=cast("date | None", row.get("published")),
        publisher=str(row.get("publisher", "")),
        licence=str(row.get("licence", "")),
        url=str(row.get("url", "")),
        modality=str(row["modality"]),
        date_text=str(row.get("dateText", "")),
        count=cast("int | None", row.get("count")),
        background=row.get("background") is True,
        sources=sources,
        quotes=quotes,
    )


def _tolls(event: Iri, sources: dict[str, tuple[Link, ...]]) -> tuple[Toll, ...]:
    claims: dict[str, dict[str, Claim]] = defaultdict(dict)
    for row in rows(_CLAIMS, {"event": event}):
        claim = _claim(row, sources.get(str(row["claim"]), ()))
        claims[claim.outcome.removeprefix(CK)].setdefault(claim.iri, claim)
    order = [*_OUTCOMES, *sorted(set(claims) - set(_OUTCOMES))]
    return tuple(
        Toll(CK + name, _family(list(claims[name].values())), _heads(claims[name]))
        for name in order
        if name in claims
    )


def _heads(claims: dict[str, Claim]) -> tuple[Claim, ...]:
    return tuple(claim for claim in claims.values() if claim.whole not in claims)


def _family(claims: list[Claim]) -> tuple[Claim, ...]:
    """Each claim followed by its shares."""
    known = {claim.iri for claim in claims}
    ordered: list[Claim] = []

    def add(claim: Claim) -> None:
        if claim not in ordered:
            ordered.append(claim)
            for share in claims:
                if share.whole == claim.iri:
                    add(share)

    for claim in claims:
        if claim.whole not in known:
            add(claim)
    return tuple([*ordered, *(claim for claim in claims if claim not in ordered)])


def _claim(row: Row, sources: tuple[Link, ...]) -> Claim:
    return Claim(
        iri=str(row["claim"]),
        outcome=str(row["outcome"]),
        figure=row_bounds(row),
        low=cast("int | None", row.get("min")),
        high=cast("int | None", row.get("max")),
        group=str(row.get("groupName", "")),
        group_iri=str(row.get("group", "")),
        whole=str(row.get("whole", "")),
        document=str(row["document"]),
        title=str(row["title"]),
        publisher=str(row.get("publisher", "")),
        quote=str(row["quote"]),
        evidence=str(row["span"]),
        sources=sources,
    )
