"""How much of an output stays when its documents change in what should not matter."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kg.annotation import Json
from kg.evaluate.compare import Comparison
from kg.evaluate.perturb import reordered, upper_cased, with_typos
from kg.evaluate.scores import Figure, annotations_of, mean_f1, score
from kg.records import Document, Extraction

Extract = Callable[[Sequence[Document]], Mapping[str, Extraction]]


@dataclass(frozen=True, slots=True)
class Stability:
    """An output scored against the first one as gold; ``same`` counts documents read alike."""

    perturbation: str
    figures: Mapping[str, Figure]
    same: int
    documents: int

    @property
    def overall(self) -> float:
        """The mean F1 of the nine figures, those left out that both outputs have nothing for."""
        mean = mean_f1(self.figures)
        return 1.0 if mean is None else mean


def stability(
    documents: Sequence[Document], first: Mapping[str, Extraction], extract: Extract
) -> tuple[Stability, ...]:
    """The documents read again: unchanged, in another order, with typos and in upper case."""
    gold = annotations_of(first)
    perturbed = {
        "again": tuple(documents),
        "reordered": reordered(documents),
        "typos": tuple(with_typos(document) for document in documents),
        "upper case": tuple(upper_cased(document) for document in documents),
    }
    return tuple(
        _compared(name, gold, annotations_of(extract(changed)))
        for name, changed in perturbed.items()
    )


def _compared(name: str, gold: Mapping[str, Json], found: Mapping[str, Json]) -> Stability:
    scores = score(gold, found)
    same = sum(_alike(comparison) for comparison in scores.comparisons)
    return Stability(name, scores.figures, same, len(gold))


def _alike(comparison: Comparison) -> bool:
    events, claims = comparison.events, comparison.claims
    return events.gold == events.predicted and claims.gold == claims.predicted
