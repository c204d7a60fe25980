"""What the head of a text tells of itself: title, publication date, publisher.

Only what is written counts: a date without its year is left alone.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.sources.boilerplate import is_boilerplate
from kg.sources.bylines import PARTS, is_byline, named_source, outlet
from kg.sources.dates import date_at_end, date_at_start, date_only, wire_date_at_end
from kg.sources.lines import HEAD_LINES, TAIL_LINES, Line, text_lines
from kg.sources.lists import agencies

_DASH = re.compile(
    r"^(?P<front>(?:[^\n()\u2013\u2014]|\([^()\n]{1,40}\)){2,90}?)"
    r"\s*(?:\u2013|\u2014|\s--?)(?:\s+(?=\S)|$)"
)
_AGENCY = re.compile(r"\s*\((?P<name>[^()]{2,40})\)$")
_PLACE = re.compile(
    r"[^\W\d_][\w.'\u2019-]*(?:(?:, ?| and |[ /]|/ ?)\(?[^\W\d_][\w.'\u2019-]*\)?){0,6},?$"
)
_LABEL = re.compile(
    r"^(?P<label>(?:first |date )?(?:published|posted|issued|released)|publication date|date|dated"
    r"|(?:last )?(?:updated|modified))(?: (?:on|at))?\s*[:\u2013-]?\s*",
    re.IGNORECASE,
)
_LABELLED_CLOCK = re.compile(
    r"^(?:published|posted|(?:last )?updated)(?: at)?[: ]+\d{1,2}[:.]\d{2}[ ()a-z.]{0,14}$",
    re.IGNORECASE,
)
_TITLE_LABEL = re.compile(r"^(?:(?:title|headline|subject):|#+)\s*", re.IGNORECASE)
_ISSUED = re.compile(
    r"\b(?:release|report|update|bulletin|communiqu[eé]|statement|briefing|no\. ?\d+|as of)"
    r"[\s,:(\u2013-]*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^(?:q(?:uestion)?|a(?:nswer)?):|\? [A-Z]", re.IGNORECASE)
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}\b")
_TITLE_LIMIT = 120  # a longer line that looks like one is more likely a summary
_ENDS_SENTENCE = (".", ",", ";", ":")


@dataclass(frozen=True, slots=True)
class Dateline:
    """The opening of a wire report: "ALEPPO, Syria, Oct 13 2016 (AFP) -"."""

    place: str
    published: date | None
    source: str | None


@dataclass(frozen=True, slots=True)
class Told:
    """What a text says of itself; None and "" where it says nothing."""

    title: str = ""
    published: date | None = None
    source: str | None = None


def read_head(text: str) -> Told:
    """Title, publication date and publisher as a text's first and last lines give them."""
    lines = text_lines(text)
    head = lines[:HEAD_LINES]
    tail = lines[HEAD_LINES:][-TAIL_LINES:]
    return Told(_title(head), _published(head, tail), _source(head, tail))


def dateline(line: str) -> Dateline | None:
    """The dateline that a line begins with, where it begins with one."""
    match = _DASH.match(line)
    if not match:
        return None
    front = match["front"].strip()
    agency = _AGENCY.search(front)
    if agency:
        front = front[: agency.start()].rstrip()
    dated = wire_date_at_end(front)
    place = (dated[0] if dated else _without_day(front)).rstrip(" ,")
    if not _PLACE.match(place):
        return None
    known = agencies().get(agency["name"]) if agency else None
    in_capitals = place.split(",")[0].isupper()
    if not (known or (in_capitals and len(place) <= 60) or (dated and agency)):
        return None
    told = agency["name"] if agency and in_capitals and dated else None
    return Dateline(place, dated[1] if dated else None, known or told)


def is_dateline(line: str) -> bool:
    """True for a line that says when, perhaps where, a text was issued and nothing else."""
    if len(line) > 100:
        return False
    if date_only(line) or _labelled(line) or _LABELLED_CLOCK.match(line):
        return True
    parts = PARTS.split(line)
    if len(parts) > 1 and any(date_only(part) for part in parts):
        return all(date_only(p) or (len(p) <= 30 and len(p.split()) <= 4) for p in parts)
    return _place_and_date(line) is not None


def _without_day(front: str) -> str:
    """A dateline's front without a day that has no year: "BEIRUT, Oct 6"."""
    return re.sub(r",?\s+(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][A-Za-z]{2,8}\.?)$", "", front)


def _labelled(line: str) -> tuple[bool, date] | None:
    """(first publication?, date) of "Published: 2016-10-14" and the like."""
    match = _LABEL.match(line)
    if not match:
        return None
    found = date_at_start(line[match.end() :])
    if not found or line[match.end() + found[1] :].strip(" .)"):
        return None
    return "updat" not in match["label"].lower() and "modif" not in match["label"].lower(), found[0]


def _place_and_date(line: str) -> date | None:
    """The date of "Freetown and London, 16 February 1999"."""
    found = date_at_end(line)
    if not found or not re.search(r"[,:]\s*$", found[0]):
        return None
    words = found[0].rstrip(" ,:").replace(",", " ").split()
    named = all(word[0].isupper() or word == "and" for word in words)
    return found[1] if named and 1 <= len(words) <= 5 else None


def _dates(head: Sequence[Line], tail: Sequence[Line]) -> Iterator[tuple[int, date]]:
    """Every date that may be the publication day, with its rank; the lowest rank wins."""
    for index, line in enumerate(head):
        text = line.text
        opening = dateline(text)
        if opening and opening.published:
            yield 2, opening.published
        if len(text) > 160:
            continue
        if label := _labelled(text):
            yield (0 if label[0] else 5), label[1]
        below = head[index + 1] if index + 1 < len(head) else None
        wrapped = below is not None and below.text[0].islower() and below.goes_on_from(line)
        for part in () if wrapped else PARTS.split(text):
            if day := date_only(part):
                yield 1, day
        ended = date_at_end(text.rstrip(" )"))
        if ended and (_ISSUED.search(ended[0]) or (index and _place_and_date(text))):
            yield 3, ended[1]
    for line in tail:
        if len(line.text) <= 100 and (label := _labelled(line.text)):
            yield (4 if label[0] else 6), label[1]


def _published(head: Sequence[Line], tail: Sequence[Line]) -> date | None:
    return min(_dates(head, tail), key=lambda found: found[0], default=(0, None))[1]


def _source(head: Sequence[Line], tail: Sequence[Line]) -> str | None:
    for line in (*head, *tail):
        if source := named_source(line.text):
            return source
    for line in head:
        if len(line.text) <= 120 and (source := outlet(line.text)):
            return source
    openings = (dateline(line.text) for line in head)
    return next((found.source for found in openings if found and found.source), None)


def _title(head: Sequence[Line]) -> str:
    """The first line that is no date, byline or page remain, where it looks like a headline."""
    for index, line in enumerate(head):
        if is_dateline(line.text) or is_byline(line.text) or is_boilerplate(line.text):
            continue
        rest = head[index + 1 :]
        return bare_title(line.text) if rest and _is_headline(line, rest) else ""
    return ""


def bare_title(line: str) -> str:
    """A title line without "Title:" or the "#" of a Markdown heading."""
    return _TITLE_LABEL.sub("", line)


def _is_headline(line: Line, rest: Sequence[Line]) -> bool:
    text = line.text
    if len(text) > _TITLE_LIMIT or text.endswith(_ENDS_SENTENCE) or _CLOCK.match(text):
        return False
    if _QUESTION.search(text) or dateline(text) or not any(char.isalpha() for char in text):
        return False
    if any(other.text == text for other in rest):
        return True
    below = rest[0]
    if is_byline(below.text) or is_dateline(below.text):
        return True
    if below.number > line.number + 1:
        return True
    # Directly above the body: a hard-wrapped paragraph's lines are about equally long.
    if text.endswith("?") or below.text[0].islower():
        return False
    return len(below.text) > max(100, 1.5 * len(text))
