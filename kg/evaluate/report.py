"""Scores as text tables and as JSON."""

from collections.abc import Mapping

from kg.annotation import Json
from kg.evaluate.scores import Figure, Scores

_WIDTH = 20


def scores_table(scores: Scores) -> str:
    """A line for each figure, and the overall score."""
    lines = [_HEADER, *_rows(scores.figures), f"{'overall':{_WIDTH}}{'':14}{scores.overall:7.3f}"]
    if scores.missing:
        lines.append(f"without a prediction: {', '.join(scores.missing)}")
    return "\n".join(lines)


def types_table(scores: Scores) -> str:
    """A line for each event type that gold or prediction has."""
    return "\n".join([_HEADER, *_rows({str(leaf): f for leaf, f in scores.types.items()})])


def scores_to_json(scores: Scores) -> Json:
    """Every figure with its counts; ``documents`` holds those of each document."""
    return {
        "overall": scores.overall,
        "figures": _figures(scores.figures),
        "types": _figures({str(leaf): figure for leaf, figure in scores.types.items()}),
        "documents": {name: _figures(figures) for name, figures in scores.documents.items()},
        "missing": list(scores.missing),
    }


_HEADER = f"{'':{_WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>7}"


def _rows(figures: Mapping[str, Figure]) -> list[str]:
    return [
        f"{name:{_WIDTH}}{f.precision:7.3f}{f.recall:7.3f}{f.f1:7.3f}{f.gold:7}{f.predicted:7}"
        for name, f in figures.items()
    ]


def _figures(figures: Mapping[str, Figure]) -> Json:
    return {
        name: {
            "precision": figure.precision,
            "recall": figure.recall,
            "f1": figure.f1,
            "matched": figure.matched,
            "gold": figure.gold,
            "pred": figure.predicted,
        }
        for name, figure in figures.items()
    }
