"""A document as sentences with their parse: the ``Analysis`` that every extractor is given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.nlp.model import load_model, model_name
from kg.nlp.truecase import truecaser
from kg.records import Document, Span

_FEW_LINES = 4
_NARROWEST, _WIDEST = 50, 100  # width of lines that a wire or an editor broke
_LONGEST = 20_000  # characters that the parser is given at once
_DATELINE = re.compile(
    r"(?:[*•–-]\s*)?"
    r"(?=[A-Z’'.\- /]*[A-Z]{3})[A-Z][^\W\d_a-zß-ÿ]+(?:[ '’./-]+[A-ZÀ-Þ]+)*"
    r"(?:,? ?\([^)\n]{2,40}\))?(?:, [^()\n]{2,45}?)?"
    r"(?: ?\([^)\n]{2,40}\))?\s*(?:-{1,2}|—|–)\s+(?:\[[A-Z ]+\]\s+)*(?=[\"“'‘]?[A-ZÀ-Þ0-9]|$)"
)
_ITEM = re.compile(r"[.*•–-]\s+(?=[A-Z0-9])")
_NEAR = re.compile(r"^N(?=ear [A-Z])")
_BULLET = re.compile(r"[-*.•–]\s")


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

    Each paragraph is parsed by itself: its end is always a sentence end, and memory stays bounded
    on a text of any length. Upper-case copy is read in ordinary letters; offsets hold.
    """
    nlp = nlp or load_model(model_name())
    pieces = [
        (paragraph, offset, piece)
        for paragraph, (start, text) in enumerate(_paragraphs(_readable(document)))
        for begin, part in _after_dateline(start, text)
        for offset, piece in _bounded(begin, part)
    ]
    restore = truecaser(nlp).apply
    sentences: list[Sentence] = []
    parsed = nlp.pipe((_lowered(restore(text)) for _, _, text in pieces), batch_size=32)
    for (paragraph, offset, _), doc in zip(pieces, parsed, strict=True):
        for tokens in doc.sents:
            if tokens.text.strip():
                sentences.append(Sentence(len(sentences), paragraph, offset, tokens))
    return Analysis(document, tuple(sentences))


def is_dateline(text: str) -> bool:
    """True for the place, day and agency that stand before a report ("GOMA, Nov 4 (AFP) -")."""
    return _DATELINE.fullmatch(text.strip() + " ") is not None


def _after_dateline(offset: int, text: str) -> Iterator[tuple[int, str]]:
    """The dateline of a paragraph and the rest: the parser takes them for one clause otherwise."""
    match = _DATELINE.match(text)
    if match is None or match.end() >= len(text):
        bullet = _ITEM.match(text)
        begin = bullet.end() if bullet else 0
        yield offset + begin, text[begin:]
        return
    yield offset, match.group().rstrip()
    yield offset + match.end(), text[match.end() :]


def _lowered(text: str) -> str:
    """The text with a small letter where a parser takes a capital for a name ("Near Mosul,")."""
    return _NEAR.sub("n", text)


def _readable(document: Document) -> str:
    """The text with spaces for the characters of marked regions."""
    if not document.regions:
        return document.text
    chars = list(document.text)
    for region in document.regions:
        for i in range(region.span.begin, region.span.end):
            if chars[i] != "\n":
                chars[i] = " "
    return "".join(chars)


def _paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """(offset, text) of each paragraph; lines broken at a fixed width are one paragraph."""
    wrapped = _is_wrapped(text)
    begin, parts = 0, ""
    offset = 0
    for line in text.split("\n"):
        if parts and wrapped and _continues(parts, line):
            parts += " " * (offset - begin - len(parts)) + line.rstrip()
        else:
            if parts:
                yield begin, parts
            parts = line.strip()
            begin = offset + len(line) - len(line.lstrip())
        offset += len(line) + 1
    if parts:
        yield begin, parts


def _is_wrapped(text: str) -> bool:
    """True where most lines end at a width that no sentence chose."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    if len(lines) < _FEW_LINES or max(map(len, lines)) > _WIDEST:
        return False
    full = sum(len(line) > _NARROWEST for line in lines)
    return full > len(lines) / 2


def _continues(before: str, line: str) -> bool:
    """True where a line goes on with the paragraph before it."""
    if not line.strip() or line[0] in " \t" or _BULLET.match(line):
        return False
    return len(before) > _NARROWEST or before[-1:] not in ".!?:"


def _bounded(offset: int, text: str) -> Iterator[tuple[int, str]]:
    """Pieces of a paragraph that the parser can take, cut at white space where there is any."""
    while len(text) > _LONGEST:
        cut = text.rfind(". ", 0, _LONGEST) + 1 or text.rfind(" ", 0, _LONGEST)
        cut = cut if cut > 0 else _LONGEST
        yield offset, text[:cut]
        left = text[cut:]
        offset += cut + len(left) - len(left.lstrip())
        text = left.lstrip()
    if text.strip():
        yield offset, text
