"""Scores of extracted events and claims against gold annotations."""

from kg.evaluate.evaluation import Evaluation, Job, evaluation_of, evaluation_text, run
from kg.evaluate.gate import Fall, falls, read_floors
from kg.evaluate.gold import event_free_documents, gold_annotations, gold_documents
from kg.evaluate.report import scores_table
from kg.evaluate.report_json import evaluation_to_json
from kg.evaluate.scores import Figure, Scores, annotations_of, evaluate, score
from kg.evaluate.stability import Stability, stability

__all__ = [
    "Evaluation",
    "Fall",
    "Figure",
    "Job",
    "Scores",
    "Stability",
    "annotations_of",
    "evaluate",
    "evaluation_of",
    "evaluation_text",
    "evaluation_to_json",
    "event_free_documents",
    "falls",
    "gold_annotations",
    "gold_documents",
    "read_floors",
    "run",
    "score",
    "scores_table",
    "stability",
]
