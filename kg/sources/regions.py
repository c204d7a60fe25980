"""The parts of a text that are no report: page remains, headlines, bylines, bare datelines.

A region is always a whole line, or the photo credit at the end of one. What is not known for
certain stays readable.
"""

import re
from collections.abc import Sequence

from kg.records import Region, RegionKind, Span
from kg.sources.boilerplate import CAPTION_LIMIT, CREDIT, is_boilerplate
from kg.sources.bylines import is_byline
from kg.sources.dateline import bare_title, is_dateline
from kg.sources.lines import HEAD_LINES, SENTENCE_END, TAIL_LINES, Line, text_lines
from kg.sources.lists import boilerplate, fold

_DESK = re.compile(
    r"^(?P<bracket>[(\[]?)(?i:additional )?(?i:reporting|writing|editing|compiled|edited) by "
    r"(?P<names>[A-Z].{2,200})$"
)
_SIGNED = re.compile(
    r"^(?:[-\u2013\u2014/ ]*)\(?(?:AFP|AP|Reuters|REUTERS|UPI|EFE|dpa|Xinhua|PTI)\)?[-/ .]*$"
)
_NO_HEADING = re.compile(r"[.,;:!?\d]")


def find_regions(text: str, title: str = "") -> tuple[Region, ...]:
    """The regions of a text in order; none overlap.

    The title's copies in the head of the text are headlines, the first one too: a headline says
    again, in the present tense, what the body reports. It stays readable where nothing else is.
    """
    lines = text_lines(text)
    kinds: dict[int, RegionKind] = {}
    for index in range(len(lines)):
        if kind := _kind(lines, index, kinds, title):
            kinds[index] = kind
    _mark_lists(lines, kinds)
    _mark_headings(lines, kinds)
    if all(index in kinds for index in range(len(lines))):
        kinds = {i: kind for i, kind in kinds.items() if kind is not RegionKind.HEADLINE}
    found = [Region(lines[index].span, kind) for index, kind in kinds.items()]
    found += _credits(lines, kinds)
    return tuple(sorted(found, key=lambda region: region.span))


def _kind(
    lines: Sequence[Line], index: int, kinds: dict[int, RegionKind], title: str
) -> RegionKind | None:
    text = lines[index].text
    if len(text) > boilerplate().notices_limit or _inside_a_sentence(lines, index, kinds):
        return None
    in_head = index < HEAD_LINES
    if in_head and title and _same_title(text, title):
        return RegionKind.HEADLINE
    if not in_head and index < len(lines) - TAIL_LINES:
        return RegionKind.BOILERPLATE if is_boilerplate(text) else None
    if is_byline(text):
        return RegionKind.BYLINE
    if is_dateline(text):
        return RegionKind.DATELINE
    if _is_desk_line(text) or _SIGNED.match(text):
        return RegionKind.BYLINE
    return RegionKind.BOILERPLATE if is_boilerplate(text) else None


def _inside_a_sentence(lines: Sequence[Line], index: int, kinds: dict[int, RegionKind]) -> bool:
    """True for a line of a wrapped paragraph."""
    line = lines[index]
    if index and index - 1 not in kinds and line.goes_on_from(lines[index - 1]):
        return True
    below = lines[index + 1] if index + 1 < len(lines) else None
    return below is not None and below.text[0].islower() and below.goes_on_from(line)


def _same_title(text: str, title: str) -> bool:
    def letters(string: str) -> str:
        return "".join(char for char in string.casefold() if char.isalnum())

    bare = bare_title(text)
    return letters(title) in (letters(bare), letters(bare.split(" | ")[0]))


def _is_desk_line(text: str) -> bool:
    """True for "(Reporting by Ann Lee; Editing by Bo Li)", with or without the brackets."""
    match = _DESK.match(text)
    if not match:
        return False
    names = match["names"]
    closed = bool(match["bracket"]) and names.endswith((")", "]", ").", "]."))
    return (
        closed
        or bool(re.search(r"(?:writing|editing) by [A-Z]", names, re.IGNORECASE))
        or (is_byline(f"By {names}"))
    )


def _mark_lists(lines: Sequence[Line], kinds: dict[int, RegionKind]) -> None:
    """Marks the headlines of other articles that stand below "Related stories"."""
    listing = False
    for index, line in enumerate(lines):
        if kinds.get(index) is RegionKind.BOILERPLATE:
            listing = fold(line.text) in boilerplate().lists or listing
        elif listing and len(line.text) <= 150 and not line.text.endswith(SENTENCE_END):
            kinds[index] = RegionKind.BOILERPLATE
        else:
            listing = False


def _mark_headings(lines: Sequence[Line], kinds: dict[int, RegionKind]) -> None:
    """Marks headings inside the body: "Fresh truce talks" between two paragraphs."""
    for index in range(1, len(lines) - 1):
        beside_a_region = not kinds.keys().isdisjoint((index - 1, index, index + 1))
        if not beside_a_region and _is_heading(*lines[index - 1 : index + 2]):
            kinds[index] = RegionKind.HEADLINE


def _is_heading(above: Line, line: Line, below: Line) -> bool:
    text = line.text
    apart = above.number + 1 < line.number and line.number + 1 < below.number
    if not apart or len(text) > 50 or len(text.split()) > 6 or _NO_HEADING.search(text):
        return False
    opens = text.lstrip("\u2018\u201c\"'")
    if not opens or not opens[0].isupper():
        return False
    return above.text.endswith(SENTENCE_END) and len(below.text) >= 60


def _credits(lines: Sequence[Line], kinds: dict[int, RegionKind]) -> list[Region]:
    """Photo credits at the end of lines that are no captions."""
    found = []
    for index, line in enumerate(lines):
        if index in kinds or len(line.text) <= CAPTION_LIMIT:
            continue
        cut = len(line.text) - 100
        if match := CREDIT.search(line.text, cut):
            span = Span(line.begin + match.start("credit"), line.begin + match.end("credit"))
            found.append(Region(span, RegionKind.BOILERPLATE))
    return found
