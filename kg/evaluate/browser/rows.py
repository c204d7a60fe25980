"""What the page shows of one event or claim: gold on the one side, the prediction on the other."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kg.annotation import Json
from kg.evaluate.browser.marks import Mark, Piece, Verdict, pieces
from kg.evaluate.compare import Pairing
from kg.evaluate.match import Argument, Ranges, pair_indices, shared_indices
from kg.records import EventType

T = TypeVar("T")
EVENT_ERRORS = {
    "missed": "missed",
    "spurious": "spurious",
    "family": "read as another family",
    "type": "wrong type",
    "place": "place",
    "agent": "agent",
    "target": "target",
    "source": "source",
    "date": "date",
    "modality": "modality",
}
CLAIM_ERRORS = {
    "claim-missed": "missed",
    "claim-spurious": "spurious",
    "claim-value": "outcome or bounds",
    "claim-source": "source",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a side with its verdict."""

    role: str
    value: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Side:
    """An event or claim as one side tells it."""

    head: str
    fields: tuple[Field, ...]
    excerpts: tuple[tuple[Piece, ...], ...]
    marks: tuple[Mark, ...]
    evidence: Ranges
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """An event or claim of gold, of the prediction, or of both.

    ``types`` are the leaf types of gold and prediction, None where there is no such side;
    ``errors`` are keys of EVENT_ERRORS or CLAIM_ERRORS.
    """

    anchor: str
    what: str  # "event" or "claim"
    kind: str  # right, differs, wrong, missed, spurious
    title: str
    types: tuple[EventType | None, EventType | None]
    errors: tuple[str, ...]
    differences: tuple[str, ...]
    gold: Side | None
    predicted: Side | None

    @property
    def begin(self) -> int:
        """Where the row's first evidence begins."""
        sides = [side for side in (self.gold, self.predicted) if side]
        return min(begin for side in sides for begin, _ in side.evidence)


@dataclass(frozen=True, slots=True)
class Told:
    """An argument with the verdict on it."""

    role: str
    name: str
    ranges: Ranges
    verdict: Verdict


def places(pairing: Pairing[T], likeness: Callable[[T, T], float]) -> Iterator[tuple[int, int]]:
    """The places of the two sides of each row, -1 for none.

    What is no pair and yet alike stands in one row, so that the eye need not look for it.
    """
    missed, spurious = pairing.missed, pairing.spurious
    alike = pair_indices(
        [pairing.gold[g] for g in missed], [pairing.predicted[p] for p in spurious], likeness
    )
    yield from pairing.indices
    yield from ((missed[g], spurious[p]) for g, p in alike)
    yield from ((place, -1) for n, place in enumerate(missed) if n not in {g for g, _ in alike})
    yield from ((-1, place) for n, place in enumerate(spurious) if n not in {p for _, p in alike})


def verdict_of(kind: str, alone: Verdict) -> Verdict:
    """What a trigger or count is, by the kind of row; ``alone`` where the other side has none."""
    if kind in ("missed", "spurious"):
        return alone
    return Verdict.WRONG if kind == "wrong" else Verdict.RIGHT


def judged(
    role: str, items: Sequence[Json], arguments: Sequence[Argument], right: Iterable[int], bad: str
) -> list[Told]:
    """The arguments of one side in a role: those at the places ``right`` are, the others bad."""
    good = set(right)
    return [
        Told(
            role,
            str(item.get("name") or item.get("quote") or "?"),
            argument.ranges,
            Verdict.RIGHT if place in good else Verdict(bad),
        )
        for place, (item, argument) in enumerate(zip(items, arguments, strict=True))
    ]


def in_common(
    gold: Sequence[Argument] | None, predicted: Sequence[Argument] | None
) -> tuple[list[int], list[int]]:
    """The places of the arguments that both sides have; none where a side is not there."""
    if gold is None or predicted is None:
        return [], []
    common = shared_indices(gold, predicted)
    return [g for g, _ in common], [p for _, p in common]


def marks_of(told: Iterable[Told], where: str, anchor: str) -> list[Mark]:
    """The marks of arguments that stand in the text."""
    return [
        Mark(begin, end, t.role, t.verdict, f"{t.role} of {where}: {t.verdict}", anchor)
        for t in told
        for begin, end in t.ranges
    ]


def excerpts(text: str, evidence: Ranges, marks: Sequence[Mark]) -> tuple[tuple[Piece, ...], ...]:
    """The evidence sentences with their marks."""
    return tuple(tuple(pieces(text, begin, end, marks)) for begin, end in evidence)
