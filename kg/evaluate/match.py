"""Events and claims as the scorer compares them, and when two of them are the same."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from kg.annotation import Json
from kg.errors import InputError
from kg.evaluate.assignment import best_pairs
from kg.records import EventType

ROLES = {"place": "places", "agent": "agents", "target": "targets", "source": "attributed_to"}
_WEIGHED_ROLES = ("place", "agent", "target")
_NO_NAME_WORDS = frozenset(
    ("the", "a", "an", "of", "mr", "mrs", "ms", "dr", "gen", "general", "president")
)

_G = TypeVar("_G")
_P = TypeVar("_P")
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Argument:
    """Somebody or something by name and place in the text."""

    words: tuple[str, ...]
    ranges: Ranges

    def same_as(self, other: "Argument") -> bool:
        """True where the two overlap, or one name's words are all in the other's."""
        return overlap(self.ranges, other.ranges) or same_words(self.words, other.words)


@dataclass(frozen=True, slots=True)
class ScoredEvent:
    """What counts of an event."""

    type: EventType
    evidence: Ranges
    trigger: Ranges
    roles: Mapping[str, tuple[Argument, ...]]
    days: tuple[str | None, str | None]
    modality: str
    confidence: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ScoredClaim:
    """What counts of a casualty claim."""

    counted: tuple[str, int | None, int | None]  # outcome, min, max
    group: tuple[str, ...]
    evidence: Ranges
    sources: tuple[Argument, ...]
    type: EventType | None = None  # of the event that it belongs to
    confidence: float | None = field(default=None, compare=False)

    def same_sources(self, other: "ScoredClaim") -> bool:
        """True where neither has a source, or they share one."""
        if not self.sources and not other.sources:
            return True
        return shared(self.sources, other.sources) > 0


@dataclass(frozen=True, slots=True)
class ScoredDocument:
    """The events and claims of one document."""

    events: tuple[ScoredEvent, ...] = ()
    claims: tuple[ScoredClaim, ...] = ()


def scored(name: str, annotation: Json) -> ScoredDocument:
    """An annotation as the scorer compares it; an InputError where it does not fit the format."""
    try:
        items = annotation.get("events") or ()
        types = {item.get("id"): EventType(item["type"]) for item in items}
        claims = annotation.get("claims") or ()
        return ScoredDocument(
            tuple(_event(item) for item in items), tuple(_claim(item, types) for item in claims)
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(
            f"annotation of {name}: {type(error).__name__}: {error}; see the annotation format"
        ) from error


def pair(
    gold: Sequence[_G], predicted: Sequence[_P], weight: Callable[[_G, _P], float]
) -> list[tuple[_G, _P]]:
    """The pairs, one to one, of greatest total weight; pairs without weight are left out."""
    return [(gold[r], predicted[c]) for r, c in pair_indices(gold, predicted, weight)]


def pair_indices(
    gold: Sequence[_G], predicted: Sequence[_P], weight: Callable[[_G, _P], float]
) -> list[tuple[int, int]]:
    """Those pairs by their places in the two lists."""
    weights = [[weight(g, p) for p in predicted] for g in gold]
    return [(r, c) for r, c in best_pairs(weights) if weights[r][c] > 0]


def shared_indices(
    gold: Sequence[Argument], predicted: Sequence[Argument]
) -> list[tuple[int, int]]:
    """The places of the arguments that two lists have in common."""
    return pair_indices(gold, predicted, lambda g, p: 1.0 if g.same_as(p) else 0.0)


def shared(gold: Sequence[Argument], predicted: Sequence[Argument]) -> int:
    """How many arguments two lists have in common."""
    return len(shared_indices(gold, predicted))


def event_weight(gold: ScoredEvent, predicted: ScoredEvent) -> float:
    """How well two events match; 0 where their families differ or no evidence overlaps."""
    if gold.type.family is not predicted.type.family:
        return 0.0
    if not overlap(gold.evidence, predicted.evidence):
        return 0.0
    weight = 2.0 if gold.type is predicted.type else 1.0
    if overlap(gold.trigger, predicted.trigger):
        weight += 0.75
    for role in _WEIGHED_ROLES:
        weight += 0.2 * min(2, shared(gold.roles[role], predicted.roles[role]))
    return weight


def claim_weight(gold: ScoredClaim, predicted: ScoredClaim) -> float:
    """How well two claims match; 0 where outcome or bounds differ or no evidence overlaps."""
    if gold.counted != predicted.counted or not overlap(gold.evidence, predicted.evidence):
        return 0.0
    return 1.5 if same_words(gold.group, predicted.group) else 1.0


def overlap(some: Ranges, others: Ranges) -> bool:
    """True where a range of the one shares a character with a range of the other."""
    return any(a < d and c < b for a, b in some for c, d in others)


def same_words(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True where all words of the one name are in the other; a name without words is none."""
    if not some or not others:
        return False
    return set(some) <= set(others) or set(others) <= set(some)


def _words(name: str | None) -> tuple[str, ...]:
    words = re.findall(r"\w+", (name or "").lower())
    return tuple(word for word in words if word not in _NO_NAME_WORDS) or tuple(words)


def _ranges(items: Any) -> Ranges:  # noqa: ANN401 - JSON
    listed = [items] if isinstance(items, dict) else items or []
    return tuple((i["begin"], i["end"]) for i in listed if i.get("begin") is not None)


def _arguments(items: Sequence[Json] | None) -> tuple[Argument, ...]:
    return tuple(Argument(_words(item.get("name")), _ranges(item)) for item in items or ())


def _event(item: Json) -> ScoredEvent:
    day = item.get("date") or {}
    return ScoredEvent(
        type=EventType(item["type"]),
        evidence=_ranges(item["evidence"]),
        trigger=_ranges(item.get("trigger")),
        roles={role: _arguments(item.get(key)) for role, key in ROLES.items()},
        days=(day.get("earliest"), day.get("latest")),
        modality=item.get("modality", "asserted"),
        confidence=_confidence(item),
    )


def _claim(item: Json, types: Mapping[Any, EventType]) -> ScoredClaim:
    return ScoredClaim(
        counted=(item["outcome"], item.get("min"), item.get("max")),
        group=_words(item.get("group")),
        evidence=_ranges(item["evidence"]),
        sources=_arguments(item.get("attributed_to")),
        type=types.get(item.get("event")),
        confidence=_confidence(item),
    )


def _confidence(item: Json) -> float | None:
    value = item.get("confidence")
    if value is None or (isinstance(value, int | float) and 0 <= value <= 1):
        return value
    raise ValueError(f"a confidence of {value!r} is not between 0 and 1")
