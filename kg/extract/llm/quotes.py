"""Where quoted words stand: the only source of offsets."""

import re
import unicodedata

from kg.records import Document, Span

_ALIKE = ("'’‘\u02bc", '"“”„', "-\u2010\u2011–—")  # one is often written for another


def find_quote(document: Document, sentence: Span, quote: str) -> Span | None:
    """The first place in a sentence where these words stand, or None.

    Characters as quoted go first; else any run of white space counts as any other, and a
    typewriter's quotation mark or dash as a printer's. Words are never cut.
    """
    words = " ".join(unicodedata.normalize("NFC", quote).split())
    if not words:
        return None
    for pattern in (re.escape(quote.strip()), _loosely(words)):
        match = re.compile(_whole(pattern, words)).search(
            document.text, sentence.begin, sentence.end
        )
        if match:
            return Span(*match.span())
    return None


def stands_in(document: Document, words: str) -> bool:
    """True where these words stand anywhere in the document, in capitals or not."""
    pattern = _whole(_loosely(" ".join(words.split())), words)
    return re.search(pattern, document.text, re.IGNORECASE) is not None


def _whole(pattern: str, words: str) -> str:
    """The pattern for whole words: nothing of a word before it or after it."""
    before = r"(?<!\w)" if re.match(r"\w", words[0]) else ""
    after = r"(?!\w)" if re.match(r"\w", words[-1]) else ""
    return before + pattern + after


def _loosely(words: str) -> str:
    return "".join(_class_of(char) for char in words)


def _class_of(char: str) -> str:
    if char == " ":
        return r"\s+"
    alike = next((group for group in _ALIKE if char in group), None)
    return f"[{re.escape(alike)}]" if alike else re.escape(char)
