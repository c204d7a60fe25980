"""What the rules read out of a text, in the few words that a test compares."""

from datetime import date

from kg.extract.rules import RuleExtractor
from kg.nlp.analysis import analyse
from kg.records import Document, EventReport, Extraction

EXTRACTOR = RuleExtractor()


def read(text: str, published: date | None = date(2016, 10, 14), source: str | None = None):
    return EXTRACTOR.extract(analyse(Document("test", text, published=published, source=source)))


def types(extraction: Extraction) -> list[str]:
    return [event.type.value for event in extraction.events]


def only(extraction: Extraction, type_: str) -> EventReport:
    found = [event for event in extraction.events if event.type.value == type_]
    assert len(found) == 1, types(extraction)
    return found[0]


def names(mentions) -> list[str]:
    return [mention.name for mention in mentions]
