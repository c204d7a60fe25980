"""The same documents slightly otherwise; every text keeps its length, so offsets stay comparable.

Everything is a function of the document and a seed.
"""

import random
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from kg.records import Document
from kg.sources.regions import find_regions

_SENTENCE_END = re.compile(r"""(?<=[a-z0-9)"'”’])[.!?]["'”’)]*(?=\s)|\n""")
_LONG_WORD = re.compile(r"(?<![\w'’-])[a-z]{6,}(?![\w'’-])")


def reordered(documents: Sequence[Document], seed: int = 0) -> tuple[Document, ...]:
    """The documents in another order."""
    shuffled = list(documents)
    random.Random(seed).shuffle(shuffled)
    return tuple(shuffled)


def with_typos(document: Document, seed: int = 0) -> Document:
    """The document with one typo a sentence: two neighbours inside a longer word change places.

    Only lower-case words of six letters and more, so names and figures stay; a sentence without
    one stays as it is.
    """
    chance = random.Random(f"{seed} {document.id}")
    letters = list(document.text)
    begin = 0
    ends = [match.end() for match in _SENTENCE_END.finditer(document.text)]
    for end in [*ends, len(letters)]:
        places = _swaps(document.text, begin, end)
        if places:
            first = chance.choice(places)
            letters[first], letters[first + 1] = letters[first + 1], letters[first]
        begin = end
    return _with_text(document, "".join(letters))


def upper_cased(document: Document) -> Document:
    """The document in upper case; a letter whose upper case is longer stays as it is."""
    return _with_text(document, _upper(document.text), _upper(document.title))


def _swaps(text: str, begin: int, end: int) -> list[int]:
    """The places of inner letters of a sentence's longer words that differ from the next one."""
    return [
        place
        for word in _LONG_WORD.finditer(text, begin, end)
        for place in range(word.start() + 1, word.end() - 2)
        if text[place] != text[place + 1]
    ]


def _upper(text: str) -> str:
    """The text in upper case, as long as before and in normal form C as before.

    A letter under a combining mark stays: "i" with a dot would be one character in upper case.
    """
    letters = []
    for letter, after in zip_longest(text, text[1:], fillvalue=""):
        upper = letter.upper()
        stays = len(upper) != 1 or (after and unicodedata.combining(after))
        letters.append(letter if stays else upper)
    return "".join(letters)


def _with_text(document: Document, text: str, title: str | None = None) -> Document:
    title = document.title if title is None else title
    return replace(document, text=text, title=title, regions=find_regions(text, title))
