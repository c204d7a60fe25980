"""A text cut into pieces by what gold or prediction marks in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from kg.evaluate.match import Ranges


class Verdict(StrEnum):
    """What became of a trigger, an argument, a value, the worst first."""

    MISSED = "missed"
    SPURIOUS = "spurious"
    WRONG = "wrong"  # found, and told otherwise
    RIGHT = "right"


_ROLES = ("trigger", "count", "agent", "target", "place", "source", "victims")


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters of the text that name something in a role."""

    begin: int
    end: int
    role: str
    verdict: Verdict
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text under the same marks; ``first`` where its mark begins."""

    text: str
    mark: Mark | None = None
    first: bool = False
    evidence: bool = False


def pieces(
    text: str, begin: int, end: int, marks: Iterable[Mark], evidence: Ranges = ()
) -> list[Piece]:
    """The characters from ``begin`` to ``end`` in order; joined, the pieces are that text.

    Where marks overlap the shorter one is shown, and the title names all.
    """
    inside = [m for m in marks if m.begin < end and begin < m.end]
    spans = [(m.begin, m.end) for m in inside] + list(evidence)
    cuts = {begin, end} | {cut for span in spans for cut in span if begin < cut < end}
    found = []
    for first, last in pairwise(sorted(cuts)):
        over = [m for m in inside if m.begin <= first and last <= m.end]
        covered = any(b <= first and last <= e for b, e in evidence)
        top = _top(over) if over else None
        starts = top is not None and first == max(top.begin, begin)
        found.append(Piece(text[first:last], top, starts, covered))
    return found


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the lines of a text begin and end; empty ones are left out."""
    found = []
    begin = 0
    for line in text.split("\n"):
        if line.strip():
            found.append((begin, begin + len(line)))
        begin += len(line) + 1
    return found


def _top(over: Sequence[Mark]) -> Mark:
    ordered = sorted(over, key=_order)
    titles = dict.fromkeys(mark.title for mark in ordered)
    return replace(ordered[0], title="; ".join(titles))


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.end - mark.begin, _ROLES.index(mark.role), list(Verdict).index(mark.verdict)
