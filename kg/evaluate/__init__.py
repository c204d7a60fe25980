"""Scores of extracted events and claims against gold annotations."""

from kg.evaluate.gate import Fall, falls, read_floors
from kg.evaluate.gold import gold_annotations, gold_documents
from kg.evaluate.report import scores_table, scores_to_json, types_table
from kg.evaluate.scores import Figure, Scores, evaluate

__all__ = [
    "Fall",
    "Figure",
    "Scores",
    "evaluate",
    "falls",
    "gold_annotations",
    "gold_documents",
    "read_floors",
    "scores_table",
    "scores_to_json",
    "types_table",
]
