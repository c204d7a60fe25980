"""Which day, or which days, an event falls on: date expressions resolved and joined to triggers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.date_grammar import resolve
from kg.records import Span


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the days it stands for; an open end is None."""

    span: Span
    earliest: date | None
    latest: date | None


@dataclass(frozen=True)
class Dates:
    """The date expressions of a document, by sentence index."""

    by_sentence: Mapping[int, tuple[DateMention, ...]]

    def for_trigger(self, sentence: Sentence, trigger: Token) -> DateMention | None:
        """The date of the event that ``trigger`` names, or None where the text tells none."""
        begin = sentence.span_of(trigger).begin
        mentions = self.by_sentence.get(sentence.index, ())
        return min(mentions, key=lambda m: abs(m.span.begin - begin), default=None)


def find_dates(analysis: Analysis) -> Dates:
    """The dates of a document, resolved against its publication day."""
    found: dict[int, tuple[DateMention, ...]] = {}
    for sentence in analysis.sentences:
        offset = sentence.span_of(sentence.tokens).begin
        resolved = resolve(sentence.tokens.text, analysis.document.published)
        found[sentence.index] = tuple(
            DateMention(Span(offset + r.begin, offset + r.end), r.earliest, r.latest)
            for r in resolved
        )
    return Dates(found)
