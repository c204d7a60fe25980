"""An evaluation as one JSON object."""

from collections.abc import Mapping

from kg.annotation import Json
from kg.evaluate.calibration import Calibration
from kg.evaluate.evaluation import Evaluation
from kg.evaluate.scores import Figure, mean_f1
from kg.evaluate.stability import Stability
from kg.evaluate.tables import Confusion, EventFree, Group
from kg.records import EventType


def evaluation_to_json(evaluation: Evaluation) -> Json:
    """Every figure with its counts; ``documents`` holds those of each document."""
    scores = evaluation.scores
    return {
        "overall": scores.overall,
        "figures": _figures(scores.figures),
        "types": _figures(scores.types),
        "fields_by_type": {leaf: _figures(f) for leaf, f in evaluation.by_type.items()},
        "sources": {source: _group(group) for source, group in evaluation.by_source.items()},
        "confusion": _confusion(evaluation.confusion),
        "event_free": _event_free(evaluation.event_free),
        "calibration": {
            "events": _calibration(evaluation.event_calibration),
            "claims": _calibration(evaluation.claim_calibration),
        },
        "stability": {run.perturbation: _stability(run) for run in evaluation.stability},
        "documents": {name: _figures(figures) for name, figures in scores.documents.items()},
        "missing": list(scores.missing),
    }


def _figures(figures: Mapping[EventType, Figure] | Mapping[str, Figure]) -> Json:
    return {
        str(name): {
            "precision": figure.precision,
            "recall": figure.recall,
            "f1": figure.f1,
            "matched": figure.matched,
            "gold": figure.gold,
            "pred": figure.predicted,
        }
        for name, figure in figures.items()
    }


def _group(group: Group) -> Json:
    return {
        "documents": list(group.documents),
        "overall": mean_f1(group.figures),
        "figures": _figures(group.figures),
    }


def _confusion(confusion: Confusion) -> Json:
    """Counts by gold type and predicted type, beside them ``missed`` and ``spurious``."""
    rows: Json = {}
    for (gold, predicted), n in confusion.items():
        rows.setdefault(gold or "spurious", {})[predicted or "missed"] = n
    return rows


def _event_free(free: EventFree) -> Json | None:
    if not free.documents:
        return None
    return {
        "documents": free.documents,
        "asserted_violence": free.violence,
        "per_document": free.per_document,
    }


def _calibration(calibration: Calibration) -> Json | None:
    if not calibration.judged:
        return None
    return {
        "n": len(calibration.judged),
        "without": calibration.without,
        "expected_error": {m: calibration.error(m) for m in calibration.measures},
        "bins": [
            {
                "low": b.low,
                "high": b.high,
                "n": b.n,
                "confidence": b.confidence if b.n else None,
                **{
                    measure: share if b.n else None
                    for measure, share in zip(calibration.measures, b.right, strict=True)
                },
            }
            for b in calibration.bins
        ],
    }


def _stability(run: Stability) -> Json:
    return {
        "overall": run.overall,
        "same": run.same,
        "documents": run.documents,
        "figures": _figures(run.figures),
    }
