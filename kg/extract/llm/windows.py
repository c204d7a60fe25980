"""A document as the questions that a model is asked: numbered sentences in windows of paragraphs.

Sentences are numbered through the document, so that a number means the same place in every window.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from kg.nlp.analysis import Analysis, Sentence
from kg.records import Document, Span

_BEFORE = 3  # sentences before a window that are shown without a number
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class Window:
    """Sentences that are asked about at once, and those before them that are shown as context."""

    sentences: tuple[Sentence, ...]
    before: tuple[Sentence, ...] = ()

    @property
    def spans(self) -> dict[int, Span]:
        """The characters of each sentence in the document, by the number that it is shown with."""
        return {number(sentence): sentence.span for sentence in self.sentences}


def number(sentence: Sentence) -> int:
    """The number that a sentence is shown with, from 1."""
    return sentence.index + 1


def split(analysis: Analysis, limit: int) -> tuple[Window, ...]:
    """Windows of whole paragraphs with at most ``limit`` characters.

    A longer paragraph is split between sentences; a longer sentence is a window of its own.
    """
    found: list[tuple[Sentence, ...]] = []
    current: list[Sentence] = []
    for piece in _pieces(analysis.sentences, limit):
        if current and _length([*current, *piece]) > limit:
            found.append(tuple(current))
            current = []
        current += piece
    if current:
        found.append(tuple(current))
    return tuple(Window(own, _before(analysis, own[0].index)) for own in found)


def _before(analysis: Analysis, index: int) -> tuple[Sentence, ...]:
    return analysis.sentences[max(0, index - _BEFORE) : index]


def _pieces(sentences: Sequence[Sentence], limit: int) -> Iterator[list[Sentence]]:
    """Paragraphs, those that are too long as single sentences."""
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(group)
        if _length(paragraph) <= limit:
            yield paragraph
        else:
            yield from ([sentence] for sentence in paragraph)


def _length(sentences: Sequence[Sentence]) -> int:
    return sentences[-1].span.end - sentences[0].span.begin


def question(document: Document, window: Window) -> str:
    """What the model is shown of a document: what is known of it, and one window of its text."""
    lines = [
        f"Title: {_line(document.title) or 'not told'}",
        f"Publisher: {_line(document.source or '') or 'not told'}",
        f"Day of publication: {_day(document)}",
    ]
    if window.before:
        shown = " ".join(_shown(document, sentence) for sentence in window.before)
        lines.append(f"What stands before, not to be quoted: {shown}")
    lines += ["", "Text:", *_numbered(document, window.sentences)]
    return "\n".join(lines)


def _numbered(document: Document, sentences: Iterable[Sentence]) -> Iterator[str]:
    """A line for each sentence, paragraphs apart."""
    for _, paragraph in groupby(sentences, key=lambda sentence: sentence.paragraph):
        yield ""
        for sentence in paragraph:
            yield f"[{number(sentence)}] {_shown(document, sentence)}"


def _shown(document: Document, sentence: Sentence) -> str:
    return _line(document.quote(sentence.span))


def _line(text: str) -> str:
    return " ".join(text.split())


def _day(document: Document) -> str:
    day = document.published
    return f"{day.isoformat()}, a {_DAYS[day.weekday()]}" if day else "not told"
