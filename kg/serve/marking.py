"""Text cut into pieces by the evidence and the mentions that lie over it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

# Where two mentions cover the same characters the earlier role is shown.
ROLES = (
    "trigger",
    "count",
    "agent",
    "target",
    "place",
    "instrument",
    "source",
    "date",
    "victims",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of a document that name something in one role."""

    begin: int
    end: int
    role: str
    title: str = ""
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks."""

    text: str
    role: str | None = None
    title: str = ""
    href: str | None = None
    evidence: bool = False
    anchors: tuple[str, ...] = ()


def pieces(
    text: str, marks: Sequence[Mark], evidence: Iterable[tuple[int, int]] = (), offset: int = 0
) -> list[Piece]:
    """The whole text in order; joined, the pieces are the text again.

    ``offset`` is where the text begins in its document: marks and evidence count from there.
    Where mentions overlap, the shorter one is shown and the title names all; a mention of a whole
    sentence, where the text names nobody in particular, is not shown. An evidence span leaves
    the anchor ``char=begin,end``, the fragment of its IRI, at its first character.
    """
    spans = sorted(set(evidence))
    last = offset + len(text)
    inside = [
        m
        for m in marks
        if m.begin < last and offset < m.end
        if (m.begin, m.end) not in spans and not (m.begin <= offset and last <= m.end)
    ]
    cuts = {offset, last}
    for begin, end in [(m.begin, m.end) for m in inside] + spans:
        cuts.update(cut for cut in (begin, end) if offset < cut < last)
    ordered = sorted(cuts)
    found = []
    for begin, end in pairwise(ordered):
        over = [m for m in inside if m.begin <= begin and end <= m.end]
        anchors = tuple(f"char={b},{e}" for b, e in spans if b == begin)
        covered = any(b <= begin and end <= e for b, e in spans)
        found.append(_piece(text[begin - offset : end - offset], over, covered, anchors))
    return found


def _piece(text: str, over: list[Mark], covered: bool, anchors: tuple[str, ...]) -> Piece:
    if not over:
        return Piece(text, evidence=covered, anchors=anchors)
    top = min(over, key=lambda m: (m.end - m.begin, _rank(m.role)))
    titles = dict.fromkeys(m.title for m in sorted(over, key=lambda m: _rank(m.role)) if m.title)
    return Piece(text, top.role, "; ".join(titles), top.href, covered, anchors)


def _rank(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)
