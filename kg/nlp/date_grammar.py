"""Date expressions as days: "late September", "on Thursday", "6 OCT 89"."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Resolved:
    """A date expression at its offsets in the text given."""

    begin: int
    end: int
    earliest: date | None
    latest: date | None


_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b", re.IGNORECASE)


def resolve(text: str, published: date | None) -> list[Resolved]:
    """The date expressions of a text, resolved against the day it was published."""
    if published is None:
        return []
    found = []
    for match in _WEEKDAY.finditer(text):
        back = (published.weekday() - WEEKDAYS.index(match.group().lower())) % 7
        day = published - timedelta(days=back)
        found.append(Resolved(match.start(), match.end(), day, day))
    return found
