"""Gold documents as words with labels: what the network learns from."""

import argparse
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from kg.extract.trained import words_of
from kg.neural.labels import ENTITIES, ROLES
from kg.nlp.analysis import Analysis, Sentence, analyse
from kg.nlp.dates import Dates, find_dates
from kg.records import Document
from kg.sources import load_documents

Json = dict[str, Any]
Item = tuple[int, int, int]  # sentence, first word, last word + 1
_NEAR = 2  # sentences between an event and the words that date it


@dataclass(frozen=True)
class EventExample:
    """One gold event by words; ``dating`` is one of ``kg.neural.labels.DATINGS``."""

    type: str
    sentence: int
    head: int  # the word that the trigger is known by
    span: tuple[int, int]  # all words of the trigger
    roles: dict[str, list[Item]]
    modality: str
    dating: str


@dataclass(frozen=True)
class Example:
    """A document: words by sentence, its events, and entities where it has them."""

    id: str
    sentences: list[list[str]]
    events: list[EventExample]
    retold: list[int]  # sentences that tell again of an event whose trigger stands later
    entities: list[tuple[str, int, int, int]] | None = None  # type, sentence, words


class _Words:
    """Words of an analysis with their offsets."""

    def __init__(self, analysis: Analysis) -> None:
        self.sentences = [self._of(sentence) for sentence in analysis.sentences]

    @staticmethod
    def _of(sentence: Sentence) -> list[tuple[int, int]]:
        spans = [sentence.span_of(token) for token in sentence.tokens]
        return [(span.begin, span.end) for span in spans]

    def find(self, begin: int, end: int) -> Item | None:
        """The words under a run of characters, all of one sentence."""
        for index, words in enumerate(self.sentences):
            hit = [i for i, (b, e) in enumerate(words) if b < end and begin < e]
            if hit:
                return index, hit[0], hit[-1] + 1
        return None


def example_of(document: Document, gold: Json, entities: Iterable[Json] | None) -> Example:
    """The document's words with what its annotation says of them."""
    analysis = analyse(document)
    words = _Words(analysis)
    texts = words_of(analysis)
    events: list[EventExample] = []
    retold: set[int] = set()
    dates = find_dates(analysis)
    for event in gold["events"]:
        found = _event(event, words, analysis, dates)
        if found is None:
            continue
        events.append(found)
        for part in event["evidence"]:
            item = words.find(part["begin"], part["end"])
            if item and item[0] < found.sentence:
                retold.add(item[0])
    tagged = None
    if entities is not None:
        tagged = []
        for entity in entities:
            item = words.find(entity["begin"], entity["end"])
            if item and entity["type"] in ENTITIES:
                tagged.append((entity["type"], *item))
    return Example(document.id, texts, events, sorted(retold), tagged)


def _event(event: Json, words: _Words, analysis: Analysis, dates: Dates) -> EventExample | None:
    trigger = event.get("trigger")
    item = words.find(trigger["begin"], trigger["end"]) if trigger else None
    if item is None:
        return None
    sentence, first, last = item
    tokens = analysis.sentences[sentence].tokens
    head = tokens[first:last].root.i - tokens.start
    roles: dict[str, list[Item]] = {}
    for role in ROLES[:-1]:
        told = event.get(role) or []
        for mention in [told] if isinstance(told, dict) else told:
            if mention.get("begin") is not None:
                place = words.find(mention["begin"], mention["end"])
                if place:
                    roles.setdefault(role, []).append(place)
    modality = event.get("modality") or "asserted"
    dating, spans = _dating(event, tokens[head], sentence, dates, modality, words)
    if spans:
        roles["date"] = spans
    return EventExample(event["type"], sentence, head, (first, last), roles, modality, dating)


def _dating(
    event: Json, trigger: Token, sentence: int, dates: Dates, modality: str, words: _Words
) -> tuple[str, list[Item]]:
    """How the event is dated, and the expression that says so: the nearest that fits."""
    told = event.get("date") or {}
    interval = (told.get("earliest"), told.get("latest"))
    if not any(interval):
        return "none", []
    ahead = modality in ("planned", "proposed")
    fitting: list[tuple[int, Item]] = []
    for expression in dates.expressions:
        item = words.find(expression.span.begin, expression.span.end)
        found = dates.by_expression(expression, trigger, ahead=ahead)
        if item is None or found is None or abs(item[0] - sentence) > _NEAR:
            continue
        days = tuple(day.isoformat() if day else None for day in (found.earliest, found.latest))
        if days == interval:
            fitting.append((abs(item[0] - sentence), item))
    if fitting:
        return "told", [min(fitting)[1]]
    published = dates.published.isoformat() if dates.published else None
    return ("publication" if interval == (published, published) else "other"), []


def read_entities(paths: Iterable[Path]) -> dict[str, tuple[str, list[Json]]]:
    """The re3d entities of each document by the first eight letters of its id, with the text."""
    found: dict[str, tuple[str, list[Json]]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            kept = [e for e in row["entities"] if e.get("confidence", 1) >= 0.5]
            found[row["id"][:8]] = (row["text"], kept)
    return found


def main() -> None:
    """Writes one JSON line a document to ``--out``."""
    parser = argparse.ArgumentParser(description="gold folders -> examples.jsonl")
    parser.add_argument("folders", nargs="+", type=Path, help="each with docs/ and annotations/")
    parser.add_argument("--entities", nargs="*", type=Path, default=[], help="re3d .jsonl files")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    entities = read_entities(options.entities)
    count = events = 0
    with options.out.open("w", encoding="utf-8") as out:
        for folder in options.folders:
            for document in load_documents([folder / "docs"]):
                path = folder / "annotations" / f"{document.id}.json"
                gold = json.loads(path.read_text(encoding="utf-8"))
                text, tagged = entities.get(document.id.removeprefix("re3d-"), ("", None))
                same = text.strip() == document.text.strip()
                example = example_of(document, gold, tagged if same else None)
                out.write(json.dumps(asdict(example), ensure_ascii=False) + "\n")
                count += 1
                events += len(example.events)
    sys.stderr.write(f"{options.out}: {count} documents, {events} events\n")


if __name__ == "__main__":
    main()
