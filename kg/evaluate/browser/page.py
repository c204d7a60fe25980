"""The page: tables, then every document with gold and predicted side by side."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import InputError
from kg.evaluate.browser.claims import claim_rows
from kg.evaluate.browser.curve import SIZE, curves
from kg.evaluate.browser.events import event_rows
from kg.evaluate.browser.marks import Piece, paragraphs, pieces
from kg.evaluate.browser.rows import CLAIM_ERRORS, EVENT_ERRORS, Row
from kg.evaluate.compare import Comparison
from kg.evaluate.evaluation import Evaluation
from kg.evaluate.scores import OVERALL, Figure, mean_f1
from kg.records import Document, EventType


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as the page shows it."""

    anchor: str
    document: Document
    source: str
    figures: dict[str, Figure]
    overall: float | None
    events: tuple[Row, ...]
    claims: tuple[Row, ...]
    text: tuple[tuple[list[Piece], list[Piece]], ...]  # by line: gold, predicted

    def errors(self, name: str) -> int:
        """How many rows have an error of that name."""
        return sum(name in row.errors for row in (*self.events, *self.claims))


def write_page(path: Path, evaluation: Evaluation, title: str) -> None:
    """Write the page; an InputError says why it cannot be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render_page(evaluation, title), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from error


def render_page(evaluation: Evaluation, title: str) -> str:
    """The whole page as HTML with its style and script inside; it asks for nothing else."""
    environment = Environment(
        loader=PackageLoader("kg.evaluate.browser"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
    environment.filters["inline"] = _inline(environment)
    types = [leaf for leaf in EventType if any(leaf in cell for cell in evaluation.confusion)]
    return environment.get_template("page.html").render(
        title=title,
        evaluation=evaluation,
        names=[*OVERALL[:7], "modality", *OVERALL[7:]],
        mean_f1=mean_f1,
        types=types,
        calibrations=[
            (what, calibration, curves(calibration))
            for what, calibration in (
                ("events", evaluation.event_calibration),
                ("claims", evaluation.claim_calibration),
            )
        ],
        size=SIZE,
        event_errors=EVENT_ERRORS,
        claim_errors=CLAIM_ERRORS,
        documents=_views(evaluation),
    )


def _inline(environment: Environment) -> object:
    """The filter that puts one of our own files into the page as it is."""

    def inline(name: str) -> Markup:
        source = environment.get_template(name).render()
        return Markup(source)

    return inline


def _views(evaluation: Evaluation) -> list[DocumentView]:
    source_of = {
        name: source for source, group in evaluation.by_source.items() for name in group.documents
    }
    return [
        _view(evaluation, comparison, source_of[comparison.name], f"d{number}")
        for number, comparison in enumerate(evaluation.scores.comparisons, 1)
    ]


def _view(evaluation: Evaluation, comparison: Comparison, source: str, anchor: str) -> DocumentView:
    document = evaluation.documents[comparison.name]
    events = event_rows(comparison, document.text, anchor)
    claims = claim_rows(comparison, document.text, anchor)
    figures = dict(evaluation.scores.documents[comparison.name])
    return DocumentView(
        anchor=anchor,
        document=document,
        source=source,
        figures=figures,
        overall=mean_f1(figures),
        events=tuple(events),
        claims=tuple(claims),
        text=_text(document.text, [*events, *claims]),
    )


def _text(text: str, rows: Sequence[Row]) -> tuple[tuple[list[Piece], list[Piece]], ...]:
    sides = [row.gold for row in rows if row.gold], [row.predicted for row in rows if row.predicted]
    marks = [[mark for side in found for mark in side.marks] for found in sides]
    evidence = [tuple(span for side in found for span in side.evidence) for found in sides]
    return tuple(
        (
            pieces(text, begin, end, marks[0], evidence[0]),
            pieces(text, begin, end, marks[1], evidence[1]),
        )
        for begin, end in paragraphs(text)
    )
