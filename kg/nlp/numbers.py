"""Numbers and bounds as told: "more than 370" is at least 371, "dozens" at least 24."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.nlp.analysis import Sentence


@dataclass(frozen=True, slots=True)
class Count:
    """A number as a text bounds it; an open bound is None."""

    min: int | None
    max: int | None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count and the tokens that say it, its qualifier included; ``number`` ends the numeral."""

    count: Count
    tokens: Tokens
    number: Token

    @property
    def is_bare(self) -> bool:
        """True where nothing bounds the number."""
        return self.count.min == self.count.max and not self.count.approximate


class _Word(NamedTuple):
    text: str  # lower case
    begin: int
    end: int


class _Read(NamedTuple):
    said: Count
    end: int  # index after the last word read


@dataclass(frozen=True, slots=True)
class _Grammar:
    values: dict[str, int]
    multipliers: dict[str, int]
    phrases: dict[tuple[str, ...], tuple[int, bool]]  # words -> value, vague
    before: dict[tuple[str, ...], str]
    after: dict[tuple[str, ...], str]


@cache
def _grammar() -> _Grammar:
    data = tomllib.loads((files("kg.nlp") / "numbers.toml").read_text(encoding="utf-8"))
    phrases = {tuple(k.split()): (v, True) for k, v in data["vague"].items()}
    phrases |= {tuple(k.split()): (v, False) for k, v in data["exact"].items()}
    return _Grammar(
        data["values"],
        data["multipliers"],
        phrases,
        {tuple(p.split()): kind for kind, ps in data["before"].items() for p in ps},
        {tuple(p.split()): kind for kind, ps in data["after"].items() for p in ps},
    )


_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?(?:st|nd|rd|th|s)?\b|[^\W\d_]+|[^\w\s]")
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_DASHES = {"-", "–", "—"}
_LONGEST = 5


def parse_count(text: str) -> Count | None:
    """The count that a phrase says from its first to its last word, or None.

    >>> parse_count("more than 370")
    Count(min=371, max=None, approximate=False)
    """
    words = _words(text)
    read = _read(words, 0) if words else None
    return read.said if read and read.end == len(words) else None


def find_quantities(sentence: Sentence) -> tuple[Quantity, ...]:
    """Every count of a sentence with its tokens, in order; what they count is for others to say."""
    tokens = sentence.tokens
    found = []
    for count, begin, end in _scan(_words(tokens.text)):
        span = tokens.char_span(begin, end, alignment_mode="expand")
        if span is not None:
            found.append(Quantity(count, span, _number_token(span)))
    return tuple(found)


def shared_bound(first: Quantity, second: Quantity) -> Count:
    """The second count under the bound of the first: "at least 35 died and 350 were wounded"."""
    if first.count.min is None or first.count.max is not None or not second.is_bare:
        return second.count
    told = parse_count(first.number.text.lower())
    if told is None or told.max is None:
        return second.count
    return _bound("at_least" if told.min == first.count.min else "more", second.count)


def _number_token(span: Tokens) -> Token:
    """The token of a quantity that the parse hangs on the counted noun."""
    inside = {token.i for token in span}
    heads = [t for t in span if t.head.i not in inside or t.head == t]
    numerals = [t for t in heads if t.pos_ in {"NUM", "NOUN", "PROPN", "ADJ"}]
    return (numerals or heads or list(span))[-1]


def _words(text: str) -> list[_Word]:
    return [_Word(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(text)]


def _scan(words: list[_Word]) -> Iterator[tuple[Count, int, int]]:
    i = 0
    while i < len(words):
        read = _read(words, i)
        if read:
            yield read.said, words[i].begin, words[read.end - 1].end
            i = read.end
        else:
            i += 1


def _read(words: list[_Word], i: int) -> _Read | None:
    """A count with its qualifiers that begins at word ``i``."""
    if words[i].text in {"between", "from"}:
        return _range_of(words, i + 1)
    kind, start = _lookup(words, i, _grammar().before)
    if kind is not None:
        # "at least some 50", "up to about 60": the first word bounds, the second only loosens.
        read = _read(words, start) if start < len(words) else None
        return _Read(_bound(kind, read.said), read.end) if read else None
    read = _range_of(words, i) or _numeral(words, i)
    if read is None:
        return None
    kind, end = _lookup(words, read.end, _grammar().after)
    return _Read(_bound(kind, read.said), end) if kind else read


def _range_of(words: list[_Word], i: int) -> _Read | None:
    """ "10 to 20", "35,000 and 40,000" after "between", "two or three", "10-20"."""
    low = _numeral(words, i) if i < len(words) else None
    if low is None or low.end >= len(words) - 1 or low.said.min != low.said.max:
        return None
    link = words[low.end].text
    between = i > 0 and words[i - 1].text == "between"
    if not (link in {"to", "or"} or link in _DASHES or (between and link == "and")):
        return None
    if link in _DASHES and words[low.end + 1].begin - words[low.end - 1].end > 1:
        return None
    high = _numeral(words, low.end + 1)
    if high is None or high.said.max is None or low.said.min is None:
        return None
    least, most = low.said.min, high.said.max
    if least < 1000 <= most and most % 1000 == 0 and "," not in words[low.end - 1].text:
        least *= _scale(words, low.end + 1, high.end)
    return _Read(Count(least, most), high.end) if least < most else None


def _scale(words: list[_Word], i: int, end: int) -> int:
    """What the last word of "two to three million" multiplies the first number by."""
    return _grammar().multipliers.get(words[end - 1].text, 1) if end - i > 1 else 1


def _bound(kind: str, count: Count) -> Count:
    low, high = count.min, count.max
    match kind:
        case "at_least":
            return Count(low, None)
        case "more" if low is not None:
            # "more than dozens" says no more than "dozens" does.
            return Count(low + 1 if high is not None else low, None)
        case "at_most":
            return Count(None, high) if high is not None else count
        case "less" if high is not None:
            return Count(None, high - 1)
        case "about" if low == high:
            return replace(count, approximate=True)
    return count


def _lookup(
    words: list[_Word], i: int, phrases: dict[tuple[str, ...], str]
) -> tuple[str | None, int]:
    for length in range(min(_LONGEST, len(words) - i), 0, -1):
        kind = phrases.get(tuple(w.text for w in words[i : i + length]))
        if kind is not None:
            return kind, i + length
    return None, i


def _numeral(words: list[_Word], i: int) -> _Read | None:
    """A number without qualifiers: a set phrase, else digits or number words."""
    phrases = _grammar().phrases
    for length in range(min(_LONGEST, len(words) - i), 0, -1):
        known = phrases.get(tuple(w.text for w in words[i : i + length]))
        if known is not None:
            value, vague = known
            return _Read(Count(value, None if vague else value), i + length)
    return _digits(words, i) or _spelt(words, i)


def _digits(words: list[_Word], i: int) -> _Read | None:
    match = _DIGITS.fullmatch(words[i].text)
    if match is None:
        return None
    value = float(words[i].text.replace(",", ""))
    end = i + 1
    while end < len(words) and words[end].text in _grammar().multipliers:
        value *= _grammar().multipliers[words[end].text]
        end += 1
    if value != int(value):
        return None
    count = Count(int(value), int(value))
    if end < len(words) and words[end].text == "+" and words[end].begin == words[end - 1].end:
        return _Read(Count(count.min, None), end + 1)
    return _Read(count, end)


def _spelt(words: list[_Word], i: int) -> _Read | None:
    """ "twenty-one", "two hundred and thirty", "two dozen"."""
    grammar = _grammar()
    if words[i].text not in grammar.values:
        return None
    total, part, end = 0, 0, i
    j = i
    while j < len(words):
        word = words[j].text
        if word in grammar.values:
            value = grammar.values[word]
            if part % 100 and not (part % 10 == 0 and part % 100 >= 20 and 0 < value < 10):
                break
            part += value
        elif word in grammar.multipliers and part:
            factor = grammar.multipliers[word]
            part *= factor
            if factor >= 1000:
                total, part = total + part, 0
        elif not _joins(words, j, total + part):
            break
        else:
            j += 1
            continue
        j += 1
        end = j
    return _Read(Count(total + part, total + part), end)


def _joins(words: list[_Word], j: int, value: int) -> bool:
    """True for the dash of "twenty-one" and the "and" of "two hundred and thirty"."""
    following = words[j + 1].text if j + 1 < len(words) else ""
    if words[j].text in _DASHES:
        units = _grammar().values.get(following, 0)
        return value % 100 >= 20 and value % 10 == 0 and 0 < units < 10
    return (
        words[j].text == "and"
        and value >= 100
        and following in _grammar().values
        and (value % 100 == 0)
    )
