"""Full dates as texts write them; a date without its year is no date here."""

import re
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?"
    r"|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_WEEKDAY = (
    r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?:the\s+)?)?"
)
_CLOCK = (
    r"(?:(?:,|\s+at)?\s*\(?\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?)?\s*"
    r"(?:gmt|utc|[a-z]{1,4}t|local time|hrs)?\)?)?"
)
_FORMS = tuple(
    re.compile(rf"(?<![\w/.-]){_WEEKDAY}{form}(?![\w/-]|\.\d)", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s+{_DAY},?\s+{_YEAR}",
        rf"{_DAY}\s+(?:of\s+)?{_MONTH},?\s+{_YEAR}",
        rf"{_YEAR}[-/](?P<month>\d{{2}})[-/](?P<day>\d{{2}})(?:T\d{{2}}:\d{{2}}[\d:.Z+-]*)?",
    )
)
_SHORT_YEAR = re.compile(rf"\b{_DAY}\s+{_MONTH}\s+(?P<year>\d{{2}})$", re.IGNORECASE)
_CLOCK_ONLY = re.compile(rf"{_CLOCK}$", re.IGNORECASE)
_PIVOT = 69  # of two-digit years, as POSIX has it: 69 is 1969, 68 is 2068


def date_at_start(text: str) -> tuple[date, int] | None:
    """The full date that a text begins with, and where it ends (the time of day included)."""
    for form in _FORMS:
        match = form.match(text)
        if match and (day := _as_date(match)):
            clock = re.match(_CLOCK, text[match.end() :], re.IGNORECASE)
            return day, match.end() + (clock.end() if clock else 0)
    return None


def date_only(text: str) -> date | None:
    """The date where a text is a date, perhaps with a time of day, and nothing else."""
    text = text.strip(" *_")
    found = date_at_start(text)
    if found and not text[found[1] :].strip(" ."):
        return found[0]
    return None


def date_at_end(text: str) -> tuple[str, date] | None:
    """What stands before the full date that a text ends with, and that date."""
    for form in _FORMS:
        for match in form.finditer(text):
            day = _as_date(match)
            if day and _CLOCK_ONLY.match(text[match.end() :]):
                return text[: match.start()], day
    return None


def wire_date_at_end(text: str) -> tuple[str, date] | None:
    """Like :func:`date_at_end`, and "25 SEP 88" as wire services wrote it."""
    found = date_at_end(text)
    if found:
        return found
    match = _SHORT_YEAR.search(text)
    day = _as_date(match) if match else None
    return (text[: match.start()], day) if match and day else None


def _as_date(match: re.Match[str]) -> date | None:
    month, year = match["month"].lower(), int(match["year"])
    if len(match["year"]) == 2:
        year += 1900 if year >= _PIVOT else 2000
    number = int(month) if month.isdigit() else _MONTHS.index(month[:3]) + 1
    try:
        return date(year, number, int(match["day"]))
    except ValueError:
        return None
