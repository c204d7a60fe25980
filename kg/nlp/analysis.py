"""A document as sentences with their parse: the ``Analysis`` that every extractor is given."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.nlp.model import load_model, model_name
from kg.records import Document, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """One parsed sentence; ``offset`` is where its paragraph begins in the document's text."""

    index: int  # in the document
    paragraph: int  # in the document
    offset: int  # code points
    tokens: Tokens

    @property
    def span(self) -> Span:
        """The sentence's characters in the document, white space at its ends left out."""
        text = self.tokens.text
        begin = self.offset + self.tokens.start_char + len(text) - len(text.lstrip())
        return Span(begin, begin + len(text.strip()))

    def span_of(self, part: Token | Tokens) -> Span:
        """The characters in the document of a token or of a run of tokens of this sentence."""
        if isinstance(part, Token):
            begin = self.offset + part.idx
            return Span(begin, begin + len(part))
        return Span(self.offset + part.start_char, self.offset + part.end_char)


@dataclass(frozen=True, slots=True)
class Analysis:
    """A document and its sentences, in order; marked regions are left out."""

    document: Document
    sentences: tuple[Sentence, ...]


def analyse(document: Document, nlp: Language | None = None) -> Analysis:
    """The parse of everything in a document that is not a marked region.

    Each line is parsed by itself: a line end is always a sentence end, and memory stays bounded
    on a text of any length.
    """
    nlp = nlp or load_model(model_name())
    pieces = list(_readable_lines(document))
    sentences: list[Sentence] = []
    parsed = nlp.pipe((text for _, text in pieces), batch_size=32)
    for paragraph, ((offset, _), doc) in enumerate(zip(pieces, parsed, strict=True)):
        for tokens in doc.sents:
            if tokens.text.strip():
                sentences.append(Sentence(len(sentences), paragraph, offset, tokens))
    return Analysis(document, tuple(sentences))


def _readable_lines(document: Document) -> Iterator[tuple[int, str]]:
    """(offset, text) of each line that has text outside the marked regions.

    Marked characters become spaces, so that offsets inside the line hold.
    """
    chars = list(document.text)
    for region in document.regions:
        for i in range(region.span.begin, region.span.end):
            if chars[i] != "\n":
                chars[i] = " "
    offset = 0
    for line in "".join(chars).split("\n"):
        stripped = line.strip()
        if stripped:
            yield offset + line.index(stripped), stripped
        offset += len(line) + 1
