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
from dataclasses import dataclass, field
from pathlib import Path

from kg.annotation import Json, extraction_to_json
from kg.errors import InputError
from kg.evaluate.compare import Comparison, Pairing, compare_all
from kg.evaluate.gold import gold_annotations, read_annotation
from kg.evaluate.match import ROLES, ScoredClaim, ScoredEvent, shared
from kg.records import EventType, Extraction

OVERALL = ("event", "type", "place", "agent", "target", "source", "date", "claim", "claim_source")
Figures = Mapping[str, "Figure"]


@dataclass(frozen=True, slots=True)
class Figure:
    """How many matched, of how many in gold and how many predicted."""

    matched: int = 0
    gold: int = 0
    predicted: int = 0

    @property
    def told(self) -> bool:
        """True where gold or prediction has anything to count."""
        return self.gold > 0 or self.predicted > 0

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

    figures: Figures
    types: Mapping[EventType, Figure]
    documents: Mapping[str, Figures]
    missing: tuple[str, ...] = ()  # gold documents without a prediction, counted as empty
    comparisons: tuple[Comparison, ...] = field(default=(), repr=False, compare=False)

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
    if isinstance(predicted, Path):
        return score(annotations, predictions(predicted, annotations))
    return score(annotations, annotations_of(predicted))


def score(gold: Mapping[str, Json], predicted: Mapping[str, Json]) -> Scores:
    """The scores of annotations against gold annotations, both by document id."""
    comparisons = compare_all(gold, predicted)
    documents = {c.name: event_figures(c.events) | claim_figures(c.claims) for c in comparisons}
    types = _type_figures(c.events for c in comparisons)
    return Scores(
        figures=total(documents.values()),
        types={leaf: types[leaf] for leaf in EventType if leaf in types},
        documents=documents,
        missing=tuple(name for name in gold if name not in predicted),
        comparisons=comparisons,
    )


def annotations_of(extractions: Mapping[str, Extraction]) -> dict[str, Json]:
    """Extractions as annotations."""
    return {name: extraction_to_json(extraction) for name, extraction in extractions.items()}


def predictions(folder: Path, names: Iterable[str]) -> dict[str, Json]:
    """The annotations in a folder for the documents of those names."""
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give one with a JSON file per document")
    files = {name: folder / f"{name}.json" for name in names}
    return {name: read_annotation(path) for name, path in files.items() if path.exists()}


def mean_f1(figures: Figures) -> float | None:
    """The overall score of a part: the mean of those of the nine that it has anything for."""
    present = [figures[name] for name in OVERALL if name in figures and figures[name].told]
    return sum(figure.f1 for figure in present) / len(present) if present else None


def event_figures(events: Pairing[ScoredEvent]) -> dict[str, Figure]:
    """The figures of events and their fields."""
    pairs = events.pairs
    counts = len(events.gold), len(events.predicted)
    found = {
        "event": Figure(len(pairs), *counts),
        "type": Figure(sum(g.type is p.type for g, p in pairs), *counts),
    }
    for role in ROLES:
        found[role] = Figure(
            sum(shared(g.roles[role], p.roles[role]) for g, p in pairs),
            sum(len(event.roles[role]) for event in events.gold),
            sum(len(event.roles[role]) for event in events.predicted),
        )
    found["date"] = Figure(
        sum(any(g.days) and g.days == p.days for g, p in pairs),
        sum(any(event.days) for event in events.gold),
        sum(any(event.days) for event in events.predicted),
    )
    found["modality"] = Figure(
        sum(g.modality == p.modality for g, p in pairs), counts[0], len(pairs)
    )
    return found


def claim_figures(claims: Pairing[ScoredClaim]) -> dict[str, Figure]:
    """The figures of claims."""
    pairs = claims.pairs
    counts = len(claims.gold), len(claims.predicted)
    return {
        "claim": Figure(len(pairs), *counts),
        "claim_source": Figure(sum(g.same_sources(p) for g, p in pairs), *counts),
    }


def total(parts: Iterable[Figures]) -> dict[str, Figure]:
    """Each figure summed over the parts."""
    found: dict[str, Figure] = {}
    for figures in parts:
        for name, figure in figures.items():
            found[name] = found.get(name, Figure()) + figure
    return found


def _type_figures(documents: Iterable[Pairing[ScoredEvent]]) -> dict[EventType, Figure]:
    matched: Counter[EventType] = Counter()
    gold: Counter[EventType] = Counter()
    predicted: Counter[EventType] = Counter()
    for events in documents:
        matched.update(g.type for g, p in events.pairs if g.type is p.type)
        gold.update(event.type for event in events.gold)
        predicted.update(event.type for event in events.predicted)
    return {leaf: Figure(matched[leaf], gold[leaf], predicted[leaf]) for leaf in gold | predicted}
