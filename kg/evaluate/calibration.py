"""Whether confidence means what it says: of all that is 0.8 sure, 80 in 100 should be right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from kg.evaluate.compare import Comparison, Pairing
from kg.evaluate.match import ScoredClaim, ScoredEvent

BINS = 10


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement with its confidence, and whether it is right by each measure."""

    confidence: float
    right: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """The statements of one tenth of the scale; the shares stand in the order of the measures."""

    low: float
    high: float
    n: int
    confidence: float  # the mean
    right: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Calibration:
    """The statements that have a confidence, and how many have none."""

    measures: tuple[str, ...]
    judged: tuple[Judged, ...] = ()
    without: int = 0

    @property
    def bins(self) -> tuple[Bin, ...]:
        """Ten bins of equal width; the last one has 1.0 too."""
        members: list[list[Judged]] = [[] for _ in range(BINS)]
        for item in self.judged:
            members[min(int(item.confidence * BINS), BINS - 1)].append(item)
        return tuple(self._bin(place, items) for place, items in enumerate(members))

    def error(self, measure: str) -> float:
        """The expected calibration error: the mean gap of confidence and share right, by bin."""
        place = self.measures.index(measure)
        gaps = (abs(b.confidence - b.right[place]) * b.n for b in self.bins)
        return sum(gaps) / len(self.judged) if self.judged else 0.0

    def _bin(self, place: int, items: Sequence[Judged]) -> Bin:
        n = len(items)
        shares = (sum(item.right[m] for item in items) for m in range(len(self.measures)))
        return Bin(
            low=place / BINS,
            high=(place + 1) / BINS,
            n=n,
            confidence=sum(item.confidence for item in items) / n if n else 0.0,
            right=tuple(share / n if n else 0.0 for share in shares),
        )


def event_calibration(comparisons: Iterable[Comparison]) -> Calibration:
    """Events: right where paired within the family, and where the type is right too."""
    judged = list(chain.from_iterable(_judged_events(c.events) for c in comparisons))
    return _calibration(("family", "type"), judged)


def claim_calibration(comparisons: Iterable[Comparison]) -> Calibration:
    """Claims: right where matched, and where the source is right too."""
    judged = list(chain.from_iterable(_judged_claims(c.claims) for c in comparisons))
    return _calibration(("claim", "claim_source"), judged)


def _calibration(
    measures: tuple[str, ...], judged: Sequence[tuple[float | None, tuple[bool, ...]]]
) -> Calibration:
    known = tuple(Judged(sure, right) for sure, right in judged if sure is not None)
    return Calibration(measures, known, len(judged) - len(known))


def _judged_events(
    events: Pairing[ScoredEvent],
) -> Iterable[tuple[float | None, tuple[bool, ...]]]:
    gold_of = {p: events.gold[g] for g, p in events.indices}
    for place, event in enumerate(events.predicted):
        gold = gold_of.get(place)
        yield event.confidence, (gold is not None, gold is not None and gold.type is event.type)


def _judged_claims(
    claims: Pairing[ScoredClaim],
) -> Iterable[tuple[float | None, tuple[bool, ...]]]:
    gold_of = {p: claims.gold[g] for g, p in claims.indices}
    for place, claim in enumerate(claims.predicted):
        gold = gold_of.get(place)
        yield claim.confidence, (gold is not None, gold is not None and gold.same_sources(claim))
