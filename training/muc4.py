"""MUC-4 documents with our annotation: offsets are carried here, the texts are read from a path.

The texts may not be carried, so ``muc4.jsonl`` beside this module holds numbers only. ``python -m
training.muc4 train.jsonl --out DIR`` joins them to the texts of the MUC-4 corpus (as published at
https://github.com/xinyadu/gtt: ``id`` and ``text``) and writes ``docs/`` and ``annotations/``.
"""

import argparse
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

Json = dict[str, Any]
_OFFSETS = Path(__file__).parent / "muc4.jsonl"


def with_quotes(item: Any, text: str) -> Any:  # noqa: ANN401 - any part of an annotation
    """An annotation's part with the quote that its offsets give."""
    if isinstance(item, list):
        return [with_quotes(part, text) for part in item]
    if not isinstance(item, Mapping):
        return item
    whole = {key: with_quotes(part, text) for key, part in item.items()}
    if "begin" in whole:
        whole["quote"] = text[whole["begin"] : whole["end"]]
    return whole


def main() -> None:
    """Writes the documents that the corpus file holds; names those that it lacks."""
    parser = argparse.ArgumentParser(description="MUC-4 texts + offsets -> docs/, annotations/")
    parser.add_argument("corpus", type=Path, help="JSON lines with id and text")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    texts = {}
    for line in options.corpus.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        texts[f"muc-{row['id']}"] = " ".join(row["text"].split())
    for folder in ("docs", "annotations"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    for line in _OFFSETS.read_text(encoding="utf-8").splitlines():
        row: Json = json.loads(line)
        name = row["document"]["id"]
        text = texts.get(name)
        if text is None:
            sys.stderr.write(f"{options.corpus} has no {name}: left out\n")
            continue
        document = {**row["document"], "text": text}
        annotation = with_quotes(row["annotation"], text)
        for folder, data in (("docs", document), ("annotations", annotation)):
            target = options.out / folder / f"{name}.json"
            target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")


if __name__ == "__main__":
    main()
