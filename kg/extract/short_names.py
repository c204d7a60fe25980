"""Short forms of the names that a document tells: last names, initials, "the Observatory"."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from kg.link.countries import load_countries
from kg.nlp.analysis import Analysis

_ACRONYM = re.compile(
    r"((?:[A-Z][\w’'.-]+ (?:(?:of|the|for|and|de|in) )*){1,6}[A-Z]?[\w’'-]*) ?"
    r"[(\[]([A-Z][A-Za-z-]{1,7})[)\]]"
)
_BASED = re.compile(r"^[A-Z]\w+-based ")
_SHORT = 5  # letters; shorter words of a name do not stand for it


def without_seat(name: str) -> str:
    """The name without "Britain-based" before it."""
    return _BASED.sub("", name)


def short_persons(names: Iterable[str]) -> dict[str, str]:
    """Last names and their like, to the longest name that holds them."""
    found: dict[str, str] = {}
    known = sorted({n for n in names if " " in n}, key=len)
    for name in known:
        found[name.split()[-1]] = name
        for shorter in known:
            if shorter != name and name.endswith(f" {shorter}"):
                found[shorter] = name
    return found


def short_bodies(names: Iterable[str]) -> dict[str, str]:
    """ "the Observatory" and initials, to the name that they shorten."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        words = [w for w in re.split(r"[\s-]+", name.removeprefix("the ")) if w[:1].isupper()]
        if len(words) < 2:
            continue
        full = without_seat(name.removeprefix("the ").removeprefix("The "))
        found["".join(w[0] for w in words)] = full
        for word in words:
            if len(word) > _SHORT and not load_countries().any(word):
                found.setdefault(word, full)
    return {short: name for short, name in found.items() if len(short) > 1}


def acronyms(analysis: Analysis) -> dict[str, str]:
    """Initials in brackets, to the name that stands before them."""
    found: dict[str, str] = {}
    for sentence in analysis.sentences:
        for match in _ACRONYM.finditer(sentence.tokens.text):
            words = match.group(1).split()
            letters = [c for c in match.group(2) if c.isupper()]
            capital = [i for i, w in enumerate(words) if w[0].isupper()]
            if len(capital) >= len(letters) > 1:
                start = capital[-len(letters)]
                if _stands_for(letters, [words[i][0] for i in capital[-len(letters) :]]):
                    found.setdefault(match.group(2), " ".join(words[start:]))
    return found


def _stands_for(letters: Sequence[str], initials: Sequence[str]) -> bool:
    """True for "FARC" and "Revolutionary Armed Forces of Colombia": another language's order."""
    shared = (Counter(letters) & Counter(initials)).total()
    return letters[0] == initials[0] or shared * 2 > len(letters)
