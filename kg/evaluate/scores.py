"""The figures of an evaluation: precision, recall and F1 of events, arguments and claims.

In each document gold and predicted events are paired one to one, a pair being allowed only where
their evidence overlaps and their types are of one family. Every figure is summed over all
documents before it is divided:

- ``event``: a pair of one family; ``type``: a pair of one leaf type;
- ``place``, ``agent``, ``target``, ``source``: arguments of paired events, which match on
  overlapping characters or on equal or contained names;
- ``date``: earliest and latest day equal; ``modality``: equal, its precision over paired events;
- ``claim``: evidence overlaps, and outcome and bounds are equal; ``claim_source``: a matched
  claim with an attribution in common, or none on both sides.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.annotation import Json, extraction_to_json
from kg.errors import InputError
from kg.evaluate.gold import gold_annotations, read_annotation
from kg.evaluate.match import (
    ROLES,
    ScoredDocument,
    ScoredEvent,
    claim_weight,
    event_weight,
    pair,
    scored,
    shared,
)
from kg.records import EventType, Extraction

OVERALL = ("event", "type", "place", "agent", "target", "source", "date", "claim", "claim_source")


@dataclass(frozen=True, slots=True)
class Figure:
    """How many matched, of how many in gold and how many predicted."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def precision(self) -> float:
        """The share of the predicted that is right."""
        return self.matched / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold that was found."""
        return self.matched / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        if not self.matched:
            return 0.0
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    def __add__(self, other: "Figure") -> "Figure":
        return Figure(
            self.matched + other.matched,
            self.gold + other.gold,
            self.predicted + other.predicted,
        )


@dataclass(frozen=True, slots=True)
class Scores:
    """The figures over all documents, by leaf type, and for each document."""

    figures: Mapping[str, Figure]
    types: Mapping[EventType, Figure]
    documents: Mapping[str, Mapping[str, Figure]]
    missing: tuple[str, ...] = ()  # gold documents without a prediction, counted as empty

    @property
    def overall(self) -> float:
        """The mean F1 of the nine figures that make up the overall score."""
        return sum(self.figures[name].f1 for name in OVERALL) / len(OVERALL)


def evaluate(gold: Path, predicted: Mapping[str, Extraction] | Path) -> Scores:
    """The scores of extractions, or of a folder of annotation files, against a gold folder.

    A gold document without a prediction counts as one in which nothing was found; predictions
    without gold do not count.
    """
    annotations = gold_annotations(gold)
    found = _predictions(predicted, annotations)
    figures: dict[str, dict[str, Figure]] = {}
    types: dict[EventType, Figure] = {}
    for name, annotation in annotations.items():
        truth = scored(name, annotation)
        guess = scored(name, found[name]) if name in found else ScoredDocument()
        pairs = pair(truth.events, guess.events, event_weight)
        figures[name] = _event_figures(truth, guess, pairs) | _claim_figures(truth, guess)
        _count_types(types, truth, guess, pairs)
    return Scores(
        figures=_sum(figures.values()),
        types={leaf: types[leaf] for leaf in EventType if leaf in types},
        documents=figures,
        missing=tuple(name for name in annotations if name not in found),
    )


def _predictions(
    predicted: Mapping[str, Extraction] | Path, names: Iterable[str]
) -> dict[str, Json]:
    if not isinstance(predicted, Path):
        return {name: extraction_to_json(predicted[name]) for name in names if name in predicted}
    if not predicted.is_dir():
        raise InputError(f"{predicted}: no such folder; give one with a JSON file per document")
    files = {name: predicted / f"{name}.json" for name in names}
    return {name: read_annotation(path) for name, path in files.items() if path.exists()}


def _event_figures(
    gold: ScoredDocument,
    predicted: ScoredDocument,
    pairs: list[tuple[ScoredEvent, ScoredEvent]],
) -> dict[str, Figure]:
    events = len(gold.events), len(predicted.events)
    found = {
        "event": Figure(len(pairs), *events),
        "type": Figure(sum(g.type is p.type for g, p in pairs), *events),
    }
    for role in ROLES:
        found[role] = Figure(
            sum(shared(g.roles[role], p.roles[role]) for g, p in pairs),
            sum(len(event.roles[role]) for event in gold.events),
            sum(len(event.roles[role]) for event in predicted.events),
        )
    found["date"] = Figure(
        sum(any(g.days) and g.days == p.days for g, p in pairs),
        sum(any(event.days) for event in gold.events),
        sum(any(event.days) for event in predicted.events),
    )
    found["modality"] = Figure(
        sum(g.modality == p.modality for g, p in pairs), events[0], len(pairs)
    )
    return found


def _claim_figures(gold: ScoredDocument, predicted: ScoredDocument) -> dict[str, Figure]:
    pairs = pair(gold.claims, predicted.claims, claim_weight)
    claims = len(gold.claims), len(predicted.claims)
    return {
        "claim": Figure(len(pairs), *claims),
        "claim_source": Figure(sum(g.same_sources(p) for g, p in pairs), *claims),
    }


def _count_types(
    types: dict[EventType, Figure],
    gold: ScoredDocument,
    predicted: ScoredDocument,
    pairs: list[tuple[ScoredEvent, ScoredEvent]],
) -> None:
    counts = (
        Counter(g.type for g, p in pairs if g.type is p.type),
        Counter(event.type for event in gold.events),
        Counter(event.type for event in predicted.events),
    )
    for leaf in set(counts[1]) | set(counts[2]):
        types[leaf] = types.get(leaf, Figure()) + Figure(*(count[leaf] for count in counts))


def _sum(documents: Iterable[Mapping[str, Figure]]) -> dict[str, Figure]:
    total: dict[str, Figure] = {}
    for figures in documents:
        for name, figure in figures.items():
            total[name] = total.get(name, Figure()) + figure
    return total
