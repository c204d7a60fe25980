"""Days, weeks, months and seasons: the calendar under the date grammar."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple


class Period(NamedTuple):
    """A run of days; an open end is None."""

    earliest: date | None
    latest: date | None


WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
MONTH_PATTERN = (
    r"january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?"
)
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
FEASTS = {
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "new year's eve": (12, 31),
    "new year's day": (1, 1),
    "may day": (5, 1),
}
# Days before or after Easter Sunday.
_EASTER = {
    "palm sunday": -7,
    "good friday": -2,
    "easter sunday": 0,
    "easter monday": 1,
    "easter": 0,
}
FEAST_PATTERN = "|".join([*FEASTS, *_EASTER])
# (first month, first day, last month, last day) of the northern seasons.
_SEASONS = {
    "spring": (3, 21, 6, 20),
    "summer": (6, 21, 9, 22),
    "autumn": (9, 23, 12, 20),
    "fall": (9, 23, 12, 20),
    "winter": (12, 21, 3, 20),
}
_FAR, _SOON = 183, 30  # days ahead
_SHORTEST = 27  # days of what has an early, a middle and a late part
_DAYS_OF = {"day": 1, "night": 1, "week": 7}
_MONTHS_OF = {"month": 1, "year": 12, "decade": 120}


def month_number(name: str) -> int:
    """The number of the month whose name begins so."""
    return next(i for i, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def weekday_number(name: str) -> int:
    """The number of a weekday, Monday being 0."""
    return WEEKDAYS.index(name.lower())


def day_of(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def feast_of(year: int, name: str) -> date:
    """The day of a feast in a year; the feasts of Easter move with it."""
    if name in FEASTS:
        month, day = FEASTS[name]
        return date(year, month, day)
    return _easter(year) + timedelta(days=_EASTER[name])


def _easter(year: int) -> date:
    """The western Easter Sunday, by the anonymous Gregorian rule."""
    century, place = divmod(year, 100)
    golden = year % 19
    shift = (
        19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15
    ) % 30
    week = (32 + 2 * (century % 4) + 2 * (place // 4) - shift - place % 4) % 7
    late = (golden + 11 * shift + 22 * week) // 451
    month, day = divmod(shift + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def one_day(day: date | None) -> Period | None:
    """The period of a single day."""
    return Period(day, day) if day else None


def month_of(year: int, month: int) -> Period:
    """A whole month."""
    return Period(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def season_of(year: int, season: str) -> Period:
    """A northern season; winter ends in the year after."""
    month, day, last_month, last_day = _SEASONS[season]
    return Period(date(year, month, day), date(year + (last_month < month), last_month, last_day))


def nearest_year(month: int, day: int, near: date, *, future: bool) -> int:
    """The year of a month and day told without one: the last before ``near``, or the next.

    What would lie most of a year away is taken from the other side.
    """
    last = near.year - ((month, day) > (near.month, near.day))
    until = (date(last + 1, month, min(day, 28)) - near).days
    return last + 1 if until <= (_FAR if future else _SOON) else last


def nearest_weekday(number: int, near: date, *, future: bool) -> date:
    """The last such weekday up to ``near``, or the first from then on."""
    if future:
        return near + timedelta(days=(number - near.weekday()) % 7)
    return near - timedelta(days=(near.weekday() - number) % 7)


def shifted(day: date, number: int, unit: str) -> date:
    """The day so many units later; hours reach one day per 24 that have begun."""
    unit = unit.lower()
    if unit in _DAYS_OF:
        return day + timedelta(days=number * _DAYS_OF[unit])
    if unit in _MONTHS_OF:
        total = day.year * 12 + day.month - 1 + number * _MONTHS_OF[unit]
        year, month = max(total // 12, 1), total % 12 + 1
        return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
    if unit == "hour":
        days = -(-abs(number) // 24) if abs(number) >= 24 else 0
        return day + timedelta(days=days if number > 0 else -days)
    return day


def whole(day: date, unit: str) -> Period:
    """The day itself for days and weeks, else the month or year that it lies in."""
    return unit_of(day, unit.lower(), 0) if unit.lower() in _MONTHS_OF else Period(day, day)


def unit_of(day: date, unit: str, number: int) -> Period:
    """The week, month or year so many after the one that the day lies in."""
    moved = shifted(day, number, unit)
    match unit:
        case "week":
            monday = moved - timedelta(days=moved.weekday())
            return Period(monday, monday + timedelta(days=6))
        case "month":
            return month_of(moved.year, moved.month)
        case "year":
            return Period(date(moved.year, 1, 1), date(moved.year, 12, 31))
        case "decade":
            first = moved.year // 10 * 10
            return Period(date(first, 1, 1), date(first + 9, 12, 31))
    return Period(moved, moved)


def part_of(period: Period, part: str | None) -> Period:
    """A part of a month or year, the whole where none is told.

    Early, middle and late are its thirds; a half, a week and the last days are told of a month.
    """
    first, last = period
    words = (part or "").lower()
    if not words.strip() or first is None or last is None or (last - first).days < _SHORTEST:
        return period
    if "half" in words or "week" in words:
        return _half(first, last, words) if "half" in words else _week(first, last, words)
    if (last - first).days > 31:
        cuts = (date(first.year, 4, 30), date(first.year, 5, 1), date(first.year, 8, 31))
    else:
        cuts = (first.replace(day=10), first.replace(day=11), first.replace(day=20))
    early, middle_first, middle_last = cuts
    if any(
        word in words for word in ("early", "start", "beginning", "earlier", "first", "opening")
    ):
        return Period(first, early)
    if "mid" in words:
        return Period(middle_first, middle_last)
    if any(word in words for word in ("late", "end", "last", "final", "closing", "latter")):
        return Period(middle_last + timedelta(days=1), last)
    return period


def _half(first: date, last: date, words: str) -> Period:
    year = (last - first).days > 31
    second = date(first.year, 7, 1) if year else first.replace(day=16)
    return Period(second, last) if "second" in words else Period(first, second - timedelta(days=1))


def _week(first: date, last: date, words: str) -> Period:
    if "last" in words:
        return Period(last - timedelta(days=6), last)
    nth = next((n for word, n in ORDINALS.items() if word in words), 1)
    monday = first + timedelta(days=7 * (nth - 1))
    return Period(monday, monday + timedelta(days=6))
