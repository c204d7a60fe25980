"""An evaluation as text tables."""

from collections.abc import Iterable, Mapping, Sequence

from kg.evaluate.calibration import Calibration
from kg.evaluate.scores import Figure, Scores, mean_f1
from kg.evaluate.stability import Stability
from kg.evaluate.tables import Confusion, EventFree, Group
from kg.records import EventType

_WIDTH = 20
_FIELDS = ("event", "place", "agent", "target", "source", "date", "modality", "claim")
_SHORT = {"overall": "all", "modality": "modal.", "claim_source": "cl.src"}
_HEADER = f"{'':{_WIDTH}}{'P':>7}{'R':>7}{'F1':>7}{'gold':>7}{'pred':>7}"


def scores_table(scores: Scores) -> str:
    """A line for each figure, and the overall score."""
    rows = [_row(name, figure) for name, figure in scores.figures.items()]
    lines = [_HEADER, *rows, f"{'overall':{_WIDTH}}{'':14}{scores.overall:7.3f}"]
    if scores.missing:
        lines.append(f"without a prediction: {', '.join(scores.missing)}")
    return "\n".join(lines)


def types_table(scores: Scores, fields: Mapping[EventType, Mapping[str, Figure]]) -> str:
    """A line for each event type that gold or prediction has: its own figures, then F1 by field."""
    lines = [_HEADER + "  " + _names(_FIELDS)]
    for leaf, figure in scores.types.items():
        lines.append(_row(leaf, figure) + "  " + _f1s(fields.get(leaf, {}), _FIELDS))
    return "\n".join(lines)


def sources_table(groups: Mapping[str, Group]) -> str:
    """A line of F1 for each source."""
    names = ("event", "type", *_FIELDS[1:], "claim_source")
    lines = [f"{'F1 by source':30}{'docs':>6}" + _names(("overall", *names))]
    for source, group in groups.items():
        mean = mean_f1(group.figures)
        overall = f"{'-':>7}" if mean is None else f"{mean:7.3f}"
        line = f"{source[:29]:30}{len(group.documents):6}{overall}"
        lines.append(line + _f1s(group.figures, names))
    return "\n".join(lines)


def confusion_table(confusion: Confusion) -> str:
    """A line for each type: how many gold events were read right, as something else, or not."""
    leaves = [leaf for leaf in EventType if any(leaf in cell for cell in confusion)]
    lines = [f"{'':{_WIDTH}}{'gold':>7}{'right':>7}{'missed':>8}{'spurious':>10}  read as"]
    for leaf in leaves:
        row = {p: n for (g, p), n in confusion.items() if g is leaf}
        other = sorted(
            ((n, p) for p, n in row.items() if p not in (leaf, None)), key=lambda x: -x[0]
        )
        read_as = ", ".join(f"{p} {n}" for n, p in other)
        counts = f"{sum(row.values()):7}{row.get(leaf, 0):7}{row.get(None, 0):8}"
        spurious = confusion.get((None, leaf), 0)
        lines.append(f"{leaf:{_WIDTH}}{counts}{spurious:10}  {read_as}".rstrip())
    return "\n".join(lines)


def calibration_table(what: str, calibration: Calibration) -> str:
    """Ten bins of confidence and the share that is right in each; a line where none is known."""
    if not calibration.judged:
        return f"no predicted {what} has a confidence: nothing to calibrate"
    measures = calibration.measures
    title = f"confidence of {what}s"
    lines = [f"{title:{_WIDTH}}{'n':>7}{'mean':>7}" + "".join(f"{m:>14}" for m in measures)]
    for b in calibration.bins:
        name = f"{b.low:.1f} to {b.high:.1f}"
        shares = f"{b.confidence:7.3f}" + "".join(f"{share:14.3f}" for share in b.right)
        lines.append(f"{name:{_WIDTH}}{b.n:7}" + (shares if b.n else ""))
    errors = "".join(f"{calibration.error(measure):14.3f}" for measure in measures)
    lines.append(f"{'expected error':{_WIDTH}}{len(calibration.judged):7}{'':7}{errors}")
    if calibration.without:
        lines.append(f"without a confidence, and left out: {calibration.without}")
    return "\n".join(lines)


def stability_table(runs: Sequence[Stability]) -> str:
    """A line of F1 against the first output for each perturbation."""
    names = ("event", "type", *_FIELDS[1:], "claim_source")
    lines = [f"{'F1 with the first output':30}{'same':>9}" + _names(("overall", *names))]
    for run in runs:
        same = f"{run.same}/{run.documents}"
        line = f"{run.perturbation:30}{same:>9}{run.overall:7.3f}"
        lines.append(line + _f1s(run.figures, names))
    return "\n".join(lines)


def event_free_line(free: EventFree) -> str:
    """The asserted violence a document where there is none."""
    return (
        f"{'asserted violence / document':34}{free.per_document:7.3f}  "
        f"({free.violence} in {free.documents} documents without events)"
    )


def _row(name: str, figure: Figure) -> str:
    shares = f"{figure.precision:7.3f}{figure.recall:7.3f}{figure.f1:7.3f}"
    return f"{name:{_WIDTH}}{shares}{figure.gold:7}{figure.predicted:7}"


def _names(names: Iterable[str]) -> str:
    return "".join(f"{_SHORT.get(name, name):>7}" for name in names)


def _f1s(figures: Mapping[str, Figure], names: Iterable[str]) -> str:
    found = (figures.get(name, Figure()) for name in names)
    return "".join(f"{figure.f1:7.3f}" if figure.told else f"{'-':>7}" for figure in found)
