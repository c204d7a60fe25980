"""Casualty claims of all events, the largest first."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any, cast

from kg.serve.read.events import PER_PAGE, Link, row_bounds
from kg.serve.state import rows
from kg.store.query import Iri, Row
from kg.vocab import CK

_FILTERS = {
    "outcome": "FILTER(?outcome = @{outcome})",
    "source": (
        "{ ?claim ck:attributedTo/rdfs:label ?sourceName } UNION "
        "{ ?claim ck:inDocument/ck:publisherName ?sourceName } "
        "FILTER(CONTAINS(LCASE(STR(?sourceName)), @{source}))"
    ),
}
_MATCHING = "?claim a ck:CasualtyClaim ; ck:about ?event ; ck:outcome ?outcome . "
_FOUND = """
SELECT DISTINCT ?claim ?size WHERE {
  %s
  OPTIONAL { ?claim ck:min ?min }
  OPTIONAL { ?claim ck:max ?max }
  BIND(COALESCE(?min, ?max, -1) AS ?size)
} ORDER BY DESC(?size) ?claim LIMIT %d OFFSET %d"""
_LINES = """
SELECT ?claim ?event ?label ?outcome ?min ?max ?approximate ?told ?victims ?whole ?document ?title
       ?publisher ?quote ?span WHERE {
  VALUES ?claim { @{claims} }
  ?claim ck:about ?event ; ck:outcome ?outcome ; ck:inDocument ?document ; ck:evidence ?span .
  ?event rdfs:label ?label . ?document rdfs:label ?title . ?span ck:quote ?quote .
  OPTIONAL { ?document ck:publisherName ?publisher }
  OPTIONAL { ?claim ck:min ?min }
  OPTIONAL { ?claim ck:max ?max }
  OPTIONAL { ?claim ck:approximate ?approximate }
  OPTIONAL { ?claim ck:countText ?told }
  OPTIONAL { ?claim ck:group/rdfs:label ?victims }
  OPTIONAL { ?claim ck:includedIn ?whole }
}"""
_SOURCES = """
SELECT ?claim ?source ?label WHERE {
  VALUES ?claim { @{claims} } ?claim ck:attributedTo ?source . ?source rdfs:label ?label
} ORDER BY ?label"""


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What a visitor narrowed the list to; empty fields do not narrow."""

    outcome: str = ""
    source: str = ""

    def values(self) -> dict[str, Any]:
        """The terms that the query's placeholders stand for."""
        found: dict[str, Any] = {}
        if self.outcome:
            found["outcome"] = Iri(CK + self.outcome)
        if self.source.strip():
            found["source"] = self.source.strip().lower()
        return found


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim as a line of a list."""

    iri: str
    event: Link
    outcome: str
    figure: str
    victims: str
    is_share: bool
    document: Link
    publisher: str
    quote: str
    evidence: str
    sources: tuple[Link, ...]


def outcomes() -> list[str]:
    """The outcomes that occur, the most frequent first."""
    found = rows(
        "SELECT ?outcome (COUNT(*) AS ?n) { ?c ck:outcome ?outcome } "
        "GROUP BY ?outcome ORDER BY DESC(?n) ?outcome"
    )
    return [str(row["outcome"]) for row in found if "outcome" in row]


def count(wanted: ClaimFilter) -> int:
    """How many claims match."""
    query = f"SELECT (COUNT(DISTINCT ?claim) AS ?n) {{ {_pattern(wanted)} }}"
    return cast(int, rows(query, wanted.values())[0]["n"])


def find(wanted: ClaimFilter, page: int) -> list[ClaimLine]:
    """The claims of one page (from 1), the largest first."""
    query = _FOUND % (_pattern(wanted), PER_PAGE, (page - 1) * PER_PAGE)
    claims = [cast(Iri, row["claim"]) for row in rows(query, wanted.values())]
    if not claims:
        return []
    sources: dict[str, list[Link]] = defaultdict(list)
    for row in rows(_SOURCES, {"claims": claims}):
        sources[str(row["claim"])].append(Link(str(row["source"]), str(row["label"])))
    lines: dict[str, Row] = {}
    for row in rows(_LINES, {"claims": claims}):
        lines.setdefault(str(row["claim"]), row)
    return [_line(lines[claim], sources[claim]) for claim in claims if claim in lines]


def _pattern(wanted: ClaimFilter) -> str:
    values = wanted.values()
    return _MATCHING + " ".join(text for key, text in _FILTERS.items() if key in values)


def _line(row: Row, sources: list[Link]) -> ClaimLine:
    return ClaimLine(
        iri=str(row["claim"]),
        event=Link(str(row["event"]), str(row["label"])),
        outcome=str(row["outcome"]),
        figure=row_bounds(row),
        victims=str(row.get("victims", "")),
        is_share="whole" in row,
        document=Link(str(row["document"]), str(row["title"])),
        publisher=str(row.get("publisher", "")),
        quote=str(row["quote"]),
        evidence=str(row["span"]),
        sources=tuple(sources),
    )
