"""Gold and prediction of each document side by side: which events and claims are the same."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.annotation import Json
from kg.evaluate.match import (
    ScoredClaim,
    ScoredDocument,
    ScoredEvent,
    claim_weight,
    event_weight,
    pair_indices,
    scored,
)

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Pairing(Generic[T]):
    """Two lists and the places of those that are the same, one to one."""

    gold: Sequence[T] = ()
    predicted: Sequence[T] = ()
    indices: Sequence[tuple[int, int]] = ()

    @property
    def pairs(self) -> list[tuple[T, T]]:
        """What is in both."""
        return [(self.gold[g], self.predicted[p]) for g, p in self.indices]

    @property
    def missed(self) -> list[int]:
        """The places in gold of what was not found."""
        found = {g for g, _ in self.indices}
        return [g for g in range(len(self.gold)) if g not in found]

    @property
    def spurious(self) -> list[int]:
        """The places in the prediction of what is not in gold."""
        right = {p for _, p in self.indices}
        return [p for p in range(len(self.predicted)) if p not in right]

    def split(self, key: Callable[[T], K]) -> dict[K, "Pairing[T]"]:
        """A pairing for each key; a pair goes by its gold side, what is spurious by itself."""
        parts: dict[K, list[tuple[int | None, int | None]]] = {}
        for g, p in self.indices:
            parts.setdefault(key(self.gold[g]), []).append((g, p))
        for g in self.missed:
            parts.setdefault(key(self.gold[g]), []).append((g, None))
        for p in self.spurious:
            parts.setdefault(key(self.predicted[p]), []).append((None, p))
        return {name: self._only(places) for name, places in parts.items()}

    def _only(self, places: Sequence[tuple[int | None, int | None]]) -> "Pairing[T]":
        gold = [g for g, _ in places if g is not None]
        predicted = [p for _, p in places if p is not None]
        return Pairing(
            [self.gold[g] for g in gold],
            [self.predicted[p] for p in predicted],
            [
                (gold.index(g), predicted.index(p))
                for g, p in places
                if g is not None and p is not None
            ],
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document: both annotations as they are, and their events and claims in pairs."""

    name: str
    gold: Json
    predicted: Json
    events: Pairing[ScoredEvent]
    claims: Pairing[ScoredClaim]


def compare(name: str, gold: Json, predicted: Json | None) -> Comparison:
    """The comparison of a document; no prediction counts as one in which nothing was found."""
    found = predicted or {"doc": name, "events": [], "claims": []}
    truth, guess = scored(name, gold), scored(name, found)
    return Comparison(name, gold, found, _events(truth, guess), _claims(truth, guess))


def compare_all(gold: Mapping[str, Json], predicted: Mapping[str, Json]) -> tuple[Comparison, ...]:
    """The comparison of every gold document."""
    return tuple(compare(name, item, predicted.get(name)) for name, item in gold.items())


def _events(gold: ScoredDocument, predicted: ScoredDocument) -> Pairing[ScoredEvent]:
    indices = pair_indices(gold.events, predicted.events, event_weight)
    return Pairing(gold.events, predicted.events, indices)


def _claims(gold: ScoredDocument, predicted: ScoredDocument) -> Pairing[ScoredClaim]:
    indices = pair_indices(gold.claims, predicted.claims, claim_weight)
    return Pairing(gold.claims, predicted.claims, indices)
