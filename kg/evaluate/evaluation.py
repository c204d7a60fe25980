"""One evaluation as a whole: what is scored, and all that comes of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kg.evaluate.calibration import Calibration, claim_calibration, event_calibration
from kg.evaluate.gold import event_free_documents, gold_annotations, gold_documents
from kg.evaluate.report import (
    calibration_table,
    confusion_table,
    event_free_line,
    scores_table,
    sources_table,
    stability_table,
    types_table,
)
from kg.evaluate.scores import Figure, Scores, annotations_of, predictions, score
from kg.evaluate.stability import Extract, Stability, stability
from kg.evaluate.tables import (
    Confusion,
    EventFree,
    Group,
    by_source,
    by_type,
    confusion,
    event_free,
    sources_of,
)
from kg.records import Document, EventType


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The scores with their tables."""

    scores: Scores
    by_type: Mapping[EventType, Mapping[str, Figure]]
    by_source: Mapping[str, Group]
    confusion: Confusion
    event_free: EventFree
    event_calibration: Calibration
    claim_calibration: Calibration
    stability: tuple[Stability, ...] = ()
    documents: Mapping[str, Document] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Job:
    """What to evaluate: a gold folder, and where the documents and the predictions are.

    Without ``predicted`` the documents are extracted. An ``event_free`` folder holds documents
    only; ``stable`` asks for the stability score, ``whole_texts`` for every document's text.
    """

    gold: Path
    docs: Path | None = None
    predicted: Path | None = None
    event_free: bool = False
    stable: bool = False
    whole_texts: bool = False


def run(job: Job, extract: Extract) -> Evaluation:
    """The evaluation of a job, with the extraction that is given."""
    if job.event_free:
        documents, gold = event_free_documents(job.gold)
    else:
        absent = job.predicted is not None and not job.whole_texts
        documents = gold_documents(job.gold, job.docs, absent)
        gold = gold_annotations(job.gold)
    if job.predicted:
        return evaluation_of(score(gold, predictions(job.predicted, gold)), documents)
    first = extract(documents)
    scores = score(gold, annotations_of(first))
    runs = stability(documents, first, extract) if job.stable else ()
    return evaluation_of(scores, documents, runs)


def evaluation_of(
    scores: Scores, documents: Sequence[Document] = (), runs: tuple[Stability, ...] = ()
) -> Evaluation:
    """The scores with their tables; a document that is not given goes by the prefix of its id."""
    return Evaluation(
        scores=scores,
        by_type=by_type(scores.comparisons),
        by_source=by_source(scores, sources_of(documents)),
        confusion=confusion(scores.comparisons),
        event_free=event_free(scores.comparisons),
        event_calibration=event_calibration(scores.comparisons),
        claim_calibration=claim_calibration(scores.comparisons),
        stability=runs,
        documents={document.id: document for document in documents},
    )


def evaluation_text(evaluation: Evaluation) -> str:
    """Every table; without gold events only what is told of documents without events."""
    scores = evaluation.scores
    parts = []
    if scores.figures["event"].gold:
        parts += [
            scores_table(scores),
            types_table(scores, evaluation.by_type),
            sources_table(evaluation.by_source),
        ]
    parts.append(confusion_table(evaluation.confusion))
    parts.append(calibration_table("event", evaluation.event_calibration))
    parts.append(calibration_table("claim", evaluation.claim_calibration))
    if evaluation.stability:
        parts.append(stability_table(evaluation.stability))
    if evaluation.event_free.documents:
        parts.append(event_free_line(evaluation.event_free))
    return "\n\n".join(parts)
