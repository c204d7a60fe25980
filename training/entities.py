"""Scores of the entity tagger against re3d: ``python -m training.entities dev.jsonl``.

Micro F1 over spans: ``exact`` wants type and both ends right, ``overlap`` the type and a shared
character, ``untyped`` both ends. Of nested gold spans all count.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from kg.extract.trained import TrainedExtractor
from kg.neural.labels import ENTITIES
from kg.nlp.analysis import analyse
from kg.records import Document

Tagged = tuple[str, int, int]


def matches(gold: Iterable[Tagged], found: Iterable[Tagged], how: str) -> int:
    """How many of the found are paired with a gold span each of its own."""
    left, hits = list(gold), 0
    for kind, begin, end in found:
        for other in left:
            same = kind == other[0] or how == "untyped"
            place = (
                begin < other[2] and other[1] < end
                if how == "overlap"
                else (begin, end) == other[1:]
            )
            if same and place:
                left.remove(other)
                hits += 1
                break
    return hits


def main() -> None:
    """Tags each document and prints precision, recall and F1."""
    parser = argparse.ArgumentParser(description="entity scores against re3d")
    parser.add_argument("gold", type=Path)
    options = parser.parse_args()
    extractor = TrainedExtractor()
    counts = dict.fromkeys(("exact", "overlap", "untyped"), 0)
    told = given = 0
    for line in options.gold.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        gold = {
            (e["type"], e["begin"], e["end"])
            for e in row["entities"]
            if e.get("confidence", 1) >= 0.5 and e["type"] in ENTITIES
        }
        found = extractor.extract(analyse(Document(row["id"], row["text"]))).entities
        spans = [(e.type, e.span.begin, e.span.end) for e in found]
        told, given = told + len(gold), given + len(spans)
        for how in counts:
            counts[how] += matches(sorted(gold), spans, how)
    for how, hits in counts.items():
        precision, recall = hits / max(1, given), hits / max(1, told)
        f1 = 2 * hits / max(1, given + told)
        sys.stdout.write(f"{how:8} P {precision:.3f} R {recall:.3f} F1 {f1:.3f}\n")


if __name__ == "__main__":
    main()
