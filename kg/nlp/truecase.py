"""Upper-case wire copy in ordinary letters, character for character, for the parser to read."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from spacy.language import Language

from kg.link.countries import load_countries

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_BRACKETED = re.compile(r"[\[(]([A-Z]{2,6})[\])]|, ([A-Z]{2,5}),")
_SENTENCE_START = re.compile(r'(?:^|[.!?:]["”)]?\s+|--\s*)["“(\[]*$')
_TITLED = re.compile(
    r"\b(president|general|colonel|lieutenant|captain|major|senator|minister|mr|mrs|commander)"
    r"(?=\.?\s+[A-Z][a-z])"
)
_MONTH = re.compile(r"(?<=\d )(jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)\b")
_FUNCTION_WORDS = frozenset(
    (
        "which",
        "who",
        "whom",
        "whose",
        "that",
        "these",
        "those",
        "what",
        "is",
        "was",
        "were",
        "has",
        "had",
        "its",
    )
)
_VOWELS = set("AEIOUY")
_NAME_STARTERS = {"san", "santa", "santo", "puerto", "villa", "los", "las", "el", "la"}
_HEADS = frozenset(
    (
        "front",
        "party",
        "alliance",
        "army",
        "movement",
        "league",
        "commission",
        "union",
        "congress",
        "organization",
        "federation",
        "coalition",
        "council",
        "command",
        "brigade",
        "battalion",
        "committee",
    )
)
_CALENDAR = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
_SUFFIXES: tuple[tuple[str, str], ...] = (
    *(("ies", "y"), ("ied", "y"), ("men", "man"), ("ier", "y"), ("iest", "y"), ("es", "")),
    *(("es", "e"), ("s", ""), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", "")),
    *(("er", ""), ("er", "e"), ("ers", ""), ("ers", "e")),
)
_UPPER_RATIO = 0.85
_ENOUGH_LETTERS = 12


@dataclass(frozen=True, slots=True)
class Truecaser:
    """Gives upper-case text back in lower case but for names.

    ``is_common`` says whether a lower-case word is an ordinary one of the language; ``names`` are
    names of any number of words, written as they should come out.
    """

    is_common: Callable[[str], bool]
    names: Mapping[str, str]  # by their lower-case form

    @classmethod
    def of(cls, is_common: Callable[[str], bool], names: Iterable[str]) -> "Truecaser":
        """A truecaser that knows these names."""
        return cls(is_common, {name.lower(): name for name in names})

    def apply(self, text: str) -> str:
        """The text in ordinary letters, of equal length; unchanged where it is not upper case."""
        if not is_upper(text):
            return text
        chars = [_lower(c) for c in text]
        acronyms = {a or b for a, b in _BRACKETED.findall(text)}
        acronyms = {acronym for acronym in acronyms if not self.is_common(acronym.lower())}
        previous = ""
        for match in _WORD.finditer(text):
            word = match.group()
            keep_upper = word in acronyms or _is_acronym(word, self.is_common)
            if keep_upper:
                chars[match.start() : match.end()] = word
            elif self._is_name(word, previous) or _SENTENCE_START.search(
                text[max(0, match.start() - 6) : match.start()]
            ):
                chars[match.start()] = text[match.start()]
            previous = "".join(chars[match.start() : match.end()])
        self._known_names("".join(chars).lower(), chars)
        for pattern in (_TITLED, _MONTH):
            for match in pattern.finditer("".join(chars)):
                chars[match.start()] = chars[match.start()].upper()
        return "".join(chars)

    def _is_name(self, word: str, previous: str) -> bool:
        lower = word.lower()
        if not self.is_common(lower) or lower in _NAME_STARTERS:
            return True
        if previous.lower() in _NAME_STARTERS:
            return True
        return previous.istitle() and lower in _HEADS and not self.is_common(previous.lower())

    def _known_names(self, lowered: str, chars: list[str]) -> None:
        words = [(m.group(), m.start()) for m in re.finditer(r"[\w.'’-]+", lowered)]
        longest = 4
        for first in range(len(words)):
            for count in range(longest, 0, -1):
                part = words[first : first + count]
                if len(part) < count:
                    continue
                begin = part[0][1]
                end = part[-1][1] + len(part[-1][0])
                found = self._spelling(lowered[begin:end])
                if found:
                    chars[begin:end] = found
                    break

    def _spelling(self, lowered: str) -> str | None:
        for tail in ("", "'s", "."):
            if lowered.endswith(tail):
                name = self.names.get(lowered[: len(lowered) - len(tail)])
                if name:
                    return name + tail
        return None


def is_upper(text: str) -> bool:
    """True where nearly all letters are capitals, as in wire copy of the 1980s."""
    letters = [c for c in text if c.isalpha()]
    if len(letters) < _ENOUGH_LETTERS:
        return False
    return sum(c.isupper() for c in letters) / len(letters) > _UPPER_RATIO


def _lower(char: str) -> str:
    lower = char.lower()
    return lower if len(lower) == 1 else char


def _is_acronym(word: str, is_common: Callable[[str], bool]) -> bool:
    if not 2 <= len(word) <= 5 or is_common(word.lower()):
        return False
    return not _VOWELS & set(word)


@cache
def truecaser(nlp: Language) -> Truecaser:
    """The truecaser for this pipeline: ordinary words are those that its lemmatizer lists."""
    common = set(nlp.Defaults.stop_words)
    if "lemmatizer" in nlp.pipe_names:
        lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
        if lookups is not None and lookups.has_table("lemma_index"):
            for words in lookups.get_table("lemma_index").values():
                common.update(words)
            for forms in lookups.get_table("lemma_exc").values():
                common.update(forms)
    names = {w for w in load_countries().words() if len(w) > 3 or "." in w} | set(_CALENDAR)

    def is_common(word: str) -> bool:
        if word in common or word in _FUNCTION_WORDS:
            return True
        for end, rest in _SUFFIXES:
            if word.endswith(end):
                stem = word[: len(word) - len(end)]
                undoubled = stem[:-1] if stem[-1:] == stem[-2:-1] and not rest else stem
                if stem + rest in common or undoubled in common:
                    return True
        return False

    return Truecaser.of(is_common, names)
