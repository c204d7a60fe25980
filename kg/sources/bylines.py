"""Lines that name who wrote or sent a report: "By Ann Lee | Reuters", "Agence France-Presse"."""

import re

from kg.sources.dates import date_only
from kg.sources.lists import agencies

PARTS = re.compile(r"\s+[|/\u00b7\u2022]\s+|\s*\|\s*")  # between the parts of a line of facts
_BYLINE = re.compile(r"^(?:by|BY|By)[ :]+(?P<names>[^\W\d_].*)$")
_SOURCE = re.compile(r"^source:\s*(?P<name>[^\W_][^.;:!?]{1,60})$", re.IGNORECASE)
_SMALL_WORDS = re.compile(r"(?:and|in|for|of|the|with|del?|[ae]l|bin|ibn|van|von|der|da|di|at)$")
_NO_NAME = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july"
    r"|august|september|october|november|december|the|an?)$",
    re.IGNORECASE,
)
_NO_BYLINE = re.compile(r" --? |[\u2013\u2014\"\u201c]|[;:?!]$")
_HELP = re.compile(r"^.{3,200} contributed (?:reporting )?to this (?:report|story|article)\.?$")
_WORD = re.compile(r"[^\W\d_][\w.'\u2019-]*")


def is_byline(line: str) -> bool:
    """True for a line that only names an author, an agency or a source."""
    if len(line) > 200:
        return False
    if _SOURCE.match(line) or _HELP.match(line) or _agency_and_place(line):
        return True
    match = _BYLINE.match(line)
    if not match or len(line) > 100 or _NO_BYLINE.search(line):
        return False
    names = PARTS.split(match["names"])[0]
    if line.isupper() and len(names.split()) > 4:  # a line of wire copy in capitals
        return False
    return _are_names(names)


def named_source(line: str) -> str | None:
    """The publisher that "Source: Nord Herald" gives."""
    match = _SOURCE.match(line)
    return agencies().get(match["name"], match["name"]) if match else None


def outlet(line: str) -> str | None:
    """The outlet that a byline or a line of facts names; agencies by their full name."""
    names = agencies()
    parts = [part.strip() for part in PARTS.split(line) if part.strip()]
    if found := next((names[part] for part in parts if part in names), None):
        return found
    if not is_byline(line) or not parts:
        return None
    if found := _agency_and_place(line):
        return found
    first = re.split(r",\s+| and | for ", re.sub(r"^(?:by|BY|By)[ :]+", "", parts[0]))
    if found := next((names[piece] for piece in first if piece in names), None):
        return found
    return next((part for part in parts[1:] if not date_only(part)), None)


def _agency_and_place(line: str) -> str | None:
    """The agency of "AFP" and of "BBC News, Beirut"."""
    name, _, place = line.partition(",")
    known = agencies().get(name.strip())
    return known if known and (not place or (len(place) <= 40 and _are_names(place))) else None


def _are_names(text: str) -> bool:
    words = _WORD.findall(text)
    if not words or len(words) > 12 or _NO_NAME.match(words[0]):
        return False
    return all(word[0].isupper() or _SMALL_WORDS.match(word) for word in words)
