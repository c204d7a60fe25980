"""How sure the extractor may be: chances as they come true on documents that it never saw.

``python -m training.calibrate GOLD --out kg/neural/data`` extracts the documents of a gold folder,
and writes ``calibration.json``: for events of the network, for those of the rules, and for claims,
points (chance, share that is right) between which confidence is read off.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kg.evaluate import Evaluation, Figure, Job, run
from kg.evaluate.calibration import Calibration
from kg.extract.base import Extractor
from kg.extract.confidence import CALIBRATION
from kg.extract.rules import RuleExtractor
from kg.extract.trained import TrainedExtractor
from kg.neural.model import Model
from kg.nlp.analysis import analyse
from kg.records import Document, EventType, Extraction

Point = tuple[float, float]
_LEAST = 12  # statements behind a point
_PRIOR = 4.0  # events that a type with few is drawn with to the share of all


def curve(judged: Sequence[tuple[float, bool]]) -> list[Point]:
    """The isotonic curve through (chance, came true), by pooling adjacent violators."""
    pools: list[list[float]] = []  # sum of chances, number right, number
    for chance, right in sorted(judged):
        pools.append([chance, float(right), 1.0])
        while len(pools) > 1 and (
            pools[-2][1] / pools[-2][2] >= pools[-1][1] / pools[-1][2] or pools[-2][2] < _LEAST
        ):
            last = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], last, strict=True)]
    points: list[Point] = []
    for chance, right, number in pools:
        share = min(0.99, (right + 0.5) / (number + 1))
        points.append((round(chance / number, 4), round(max(share, *(y for _, y in points), 0), 4)))
    return points


def _judged(calibration: Calibration, measure: int) -> list[tuple[float, bool]]:
    return [(item.confidence, item.right[measure]) for item in calibration.judged]


def _share(figure: Figure | None, evaluation: Evaluation) -> float:
    """The share of the rules' events of a type that are right, drawn to that of all types."""
    every = evaluation.scores.figures["type"].precision
    matched, given = (figure.matched, figure.predicted) if figure else (0, 0)
    return round((matched + _PRIOR * every) / (given + _PRIOR), 3)


def extract(extractor: Extractor, documents: Sequence[Document]) -> dict[str, Extraction]:
    """What one extractor reads out of each document."""
    return {document.id: extractor.extract(analyse(document)) for document in documents}


def main() -> None:
    """Extracts, judges, writes."""
    parser = argparse.ArgumentParser(description="gold folder -> calibration.json")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    raw = TrainedExtractor(network=Model(options.out), calibrated=False)
    rules = RuleExtractor(calibrated=False)

    trained = run(Job(options.gold), lambda documents: extract(raw, documents))
    ruled = run(Job(options.gold), lambda documents: extract(rules, documents))
    figures, claims = ruled.scores.types, ruled.scores.figures["claim"]
    curves = {
        "events": curve(_judged(trained.event_calibration, 1)),
        "claims": curve(_judged(trained.claim_calibration, 0)),
        "rules": {leaf: _share(figures.get(leaf), ruled) for leaf in EventType},
        "rules_claims": round(claims.precision, 3),
    }
    target = options.out / CALIBRATION
    target.write_text(json.dumps(curves, indent=1) + "\n", encoding="utf-8")
    sys.stderr.write(f"{target}: {curves}\n")


if __name__ == "__main__":
    main()
