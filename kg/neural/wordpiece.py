"""Words as the word pieces of an uncased BERT vocabulary."""

import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
_LONGEST = 100  # characters of a run that is looked up at all
_LONGEST_WORD = 400  # characters of a word that are looked at
_PIECES = 8  # pieces kept of one word: the tail of a web address tells nothing


class WordPieces:
    """A vocabulary that cuts words greedily into its longest pieces (Devlin et al. 2019)."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        """Keeps the vocabulary: pieces, those inside a word with ``##`` before them."""
        self._ids = vocabulary
        self.cls, self.sep = vocabulary[CLS], vocabulary[SEP]
        self._unknown = vocabulary[UNKNOWN]
        self._cached = lru_cache(maxsize=50_000)(self._cut)

    def cut(self, word: str) -> tuple[int, ...]:
        """The ids of one word; empty for white space and control characters."""
        return self._cached(word[:_LONGEST_WORD])

    def _cut(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        for run in _runs(word):
            found += self._run(run)
        return tuple(found[:_PIECES])

    def _run(self, run: str) -> list[int]:
        if len(run) > _LONGEST:
            return [self._unknown]
        found: list[int] = []
        begin = 0
        while begin < len(run):
            for end in range(len(run), begin, -1):
                piece = run[begin:end] if begin == 0 else f"##{run[begin:end]}"
                if piece in self._ids:
                    found.append(self._ids[piece])
                    begin = end
                    break
            else:
                return [self._unknown]
        return found


def read_vocabulary(path: Path) -> WordPieces:
    """The vocabulary of a file with one piece a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return WordPieces({piece: index for index, piece in enumerate(lines)})


def _runs(word: str) -> Iterator[str]:
    """Lower-case runs without accents; each punctuation mark is a run of its own."""
    run = ""
    for char in unicodedata.normalize("NFD", word.lower()):
        category = unicodedata.category(char)
        if category == "Mn":
            continue
        if char.isspace() or category[0] == "C" or _is_punctuation(char, category):
            if run:
                yield run
            run = ""
            if _is_punctuation(char, category):
                yield char
        else:
            run += char
    if run:
        yield run


def _is_punctuation(char: str, category: str) -> bool:
    ascii_mark = char.isascii() and char.isprintable() and not char.isalnum() and char != " "
    return ascii_mark or category[0] == "P"
