"""Counts, documents and sources."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from kg.serve.links import key_of, local
from kg.serve.marking import Mark, Piece, pieces
from kg.serve.read.event import mention_mark
from kg.serve.read.events import EventSummary, summaries
from kg.serve.state import document as stored_document
from kg.serve.state import rows, state
from kg.store.query import Iri, Row

_COUNTS = {
    "documents": "SELECT (COUNT(*) AS ?n) { ?x a ck:Document }",
    "events": "SELECT (COUNT(*) AS ?n) { ?x a ck:Event }",
    "claims": "SELECT (COUNT(*) AS ?n) { ?x a ck:CasualtyClaim }",
    "sources": (
        "SELECT (COUNT(DISTINCT LCASE(?label)) AS ?n) "
        "{ ?s ck:attributedTo ?x . ?x rdfs:label ?label }"
    ),
}
_TYPES = "SELECT ?type (COUNT(?e) AS ?n) { ?e a ?type ; ck:status ?s } GROUP BY ?type"
_LINE = """
SELECT ?document ?title ?published ?publisher ?licence ?url (COUNT(?report) AS ?reports) WHERE {
  ?document a ck:Document ; rdfs:label ?title .
  OPTIONAL { ?document ck:published ?published }
  OPTIONAL { ?document ck:publisherName ?publisher }
  OPTIONAL { ?document dcterms:license ?licence }
  OPTIONAL { ?document schema:url ?url }
  OPTIONAL { ?document ck:hasReport ?report }
"""
_GROUPED = "} GROUP BY ?document ?title ?published ?publisher ?licence ?url"
_DOCUMENT = _LINE + "VALUES ?document { @{document} }" + _GROUPED
_DOCUMENT_SPANS = """
SELECT ?event ?begin ?end WHERE {
  @{document} ck:hasReport ?report . ?report ck:reports ?event .
  { ?report ck:evidence ?span } UNION { ?report ck:hasClaim/ck:evidence ?span }
  ?span ck:begin ?begin ; ck:end ?end .
} ORDER BY ?begin"""
_DOCUMENT_MENTIONS = """
SELECT DISTINCT ?event ?role ?begin ?end ?name ?thing WHERE {
  @{document} ck:hasReport ?report . ?report ck:reports ?event .
  { ?report ck:hasMention ?mention } UNION { ?report ck:hasClaim/ck:hasMention ?mention }
  ?mention ck:role ?role ; ck:begin ?begin ; ck:end ?end .
  OPTIONAL { ?mention ck:name ?name }
  OPTIONAL { ?mention ck:refersTo ?thing }
}"""
_SOURCES = """
SELECT (MAX(?name) AS ?label) (SAMPLE(?source) AS ?any) (COUNT(DISTINCT ?report) AS ?reports)
       (COUNT(DISTINCT ?claim) AS ?claims) (COUNT(DISTINCT ?document) AS ?documents) WHERE {
  ?statement ck:attributedTo ?source ; ck:inDocument ?document . ?source rdfs:label ?name .
  BIND(LCASE(?name) AS ?folded)
  OPTIONAL { ?statement ck:reports ?event BIND(?statement AS ?report) }
  OPTIONAL { ?statement ck:about ?event BIND(?statement AS ?claim) }
} GROUP BY ?folded ORDER BY DESC(?reports) DESC(?claims) ?folded"""
_PUBLISHERS = """
SELECT ?name (COUNT(DISTINCT ?document) AS ?documents) (COUNT(?report) AS ?reports) WHERE {
  ?document ck:publisherName ?name . OPTIONAL { ?document ck:hasReport ?report }
} GROUP BY ?name ORDER BY DESC(?documents) ?name"""


@dataclass(frozen=True, slots=True)
class TypeCount:
    """How many events a type has."""

    type: str
    count: int


@dataclass(frozen=True, slots=True)
class DocumentLine:
    """A document as a line of a list."""

    iri: str
    title: str
    published: date | None
    publisher: str
    licence: str
    url: str
    reports: int


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """A document with its text marked; no pieces where the store keeps no text."""

    line: DocumentLine
    pieces: tuple[Piece, ...]
    lines: bool  # True where every line is a paragraph: no blank line stands between any two
    events: tuple[tuple[EventSummary, str], ...]  # each with the anchor of its first evidence


def counts() -> dict[str, int]:
    """How many documents, events, claims and sources there are."""
    return {name: cast(int, rows(query)[0]["n"]) for name, query in _COUNTS.items()}


def types() -> dict[str, list[TypeCount]]:
    """The leaf types that occur, by family, the most frequent first."""
    found = {str(row["type"]): cast(int, row["n"]) for row in rows(_TYPES) if "type" in row}
    return {
        family: sorted(
            (TypeCount(leaf, found[leaf]) for leaf in leaves if leaf in found),
            key=lambda entry: (-entry.count, entry.type),
        )
        for family, leaves in state().terms.families.items()
        if any(leaf in found for leaf in leaves)
    }


def documents(limit: int, offset: int = 0) -> list[DocumentLine]:
    """A stretch of the documents, the latest first."""
    window = f" ORDER BY DESC(?published) ?title ?document LIMIT {limit} OFFSET {offset}"
    return [_line(row) for row in rows(_LINE + _GROUPED + window)]


def _line(row: Row) -> DocumentLine:
    return DocumentLine(
        iri=str(row["document"]),
        title=str(row["title"]),
        published=cast("date | None", row.get("published")),
        publisher=str(row.get("publisher", "")),
        licence=str(row.get("licence", "")),
        url=str(row.get("url", "")),
        reports=cast(int, row["reports"]),
    )


def document(iri: Iri) -> DocumentPage | None:
    """A document's text with all that was read out of it marked; None where it is unknown."""
    found = rows(_DOCUMENT, {"document": iri})
    if not found:
        return None
    spans = rows(_DOCUMENT_SPANS, {"document": iri})
    evidence = [(cast(int, row["begin"]), cast(int, row["end"])) for row in spans]
    anchors: dict[Iri, str] = {}
    for row, (begin, end) in zip(spans, evidence, strict=True):
        anchors.setdefault(cast(Iri, row["event"]), f"char={begin},{end}")
    stored = stored_document(key_of(iri))
    cut = pieces(stored.text, _marks(iri), evidence) if stored else []
    events = summaries(list(anchors))
    return DocumentPage(
        line=_line(found[0]),
        pieces=tuple(cut),
        lines=stored is not None and "\n\n" not in stored.text,
        events=tuple((event, anchors[Iri(event.iri)]) for event in events),
    )


def _marks(iri: Iri) -> list[Mark]:
    return [
        mention_mark(row, trigger_href=local(str(row["event"])))
        for row in rows(_DOCUMENT_MENTIONS, {"document": iri})
    ]


def sources() -> list[Row]:
    """Who is quoted, by name whatever its case, with how many reports, claims and documents."""
    return [row for row in rows(_SOURCES) if "label" in row]


def publishers() -> list[Row]:
    """Who published the documents, by name."""
    return [row for row in rows(_PUBLISHERS) if "name" in row]
