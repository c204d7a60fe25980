"""What a date expression stands for: one resolver for each rule of the date grammar."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from kg.nlp import calendar_periods as cal
from kg.nlp import date_counting as counting
from kg.nlp.calendar_periods import Period
from kg.nlp.date_reference import Reference


def resolve(rule: str, match: re.Match[str], relation: str, reference: Reference) -> Period | None:
    """The days of an expression, or None where the reference does not settle them."""
    period = _RESOLVERS[rule](match, reference)
    return _related(relation, period, reference) if period else None


def _related(relation: str, period: Period, reference: Reference) -> Period | None:
    """The period with "since", "by" or "until" applied to it."""
    published = reference.published
    match relation:
        case "since":
            if period.earliest is None or published is None or period.earliest > published:
                return period
            return Period(period.earliest, published)
        case "by" | "until":
            starts = (d for d in (published, reference.anchor) if d)
            start = next((d for d in starts if period.latest and d <= period.latest), None)
            return Period(start, period.latest) if start else period
    return period


def _iso(m: re.Match[str], r: Reference) -> Period | None:
    return cal.one_day(cal.day_of(int(m["year"]), int(m["month"]), int(m["day"])))


def _short(m: re.Match[str], r: Reference) -> Period | None:
    return cal.one_day(
        cal.day_of(1900 + int(m["year"]), cal.month_number(m["month"]), int(m["day"]))
    )


def _year_for(m: re.Match[str], r: Reference, month: int, day: int) -> int | None:
    """The year told, or the one that puts the day nearest before the reference day."""
    groups = m.groupdict()
    if groups.get("year"):
        return int(m["year"])
    if groups.get("year2"):
        return int(m["year2"])
    near = r.near
    if near is None:
        return None
    word = groups.get("thatyear") or ""
    if word:
        anchor = (r.told.latest if r.told else None) or near
        shift = {"last": -1, "next": 1}.get(word.split()[0].lower(), 0)
        return (anchor if word.lower().startswith("that") else near).year + shift
    if r.published is None:
        return near.year
    return cal.nearest_year(month, day, near, future=r.future)


def _year_of_weekday(m: re.Match[str], r: Reference, month: int, day: int) -> int | None:
    """The year near the reference day in which a day of a month falls on the weekday told."""
    near = r.near
    if not m["weekday"] or m["year"] or near is None:
        return None
    for year in (near.year, near.year - 1, near.year + 1):
        found = cal.day_of(year, month, day)
        if found and found.weekday() == cal.weekday_number(m["weekday"]):
            return year
    return None


def _single_day(m: re.Match[str], r: Reference) -> Period | None:
    month, day = cal.month_number(m["month"]), int(m["day"])
    year = _year_of_weekday(m, r, month, day) or _year_for(m, r, month, day)
    return cal.one_day(cal.day_of(year, month, day)) if year else None


def _day_range(m: re.Match[str], r: Reference) -> Period | None:
    last_month = cal.month_number(m["month2"] or m["month"])
    first_month = cal.month_number(m["month"] or m["month2"])
    year = _year_for(m, r, last_month, int(m["day2"]))
    if year is None:
        return None
    first = cal.day_of(year - (first_month > last_month), first_month, int(m["day"]))
    last = cal.day_of(year, last_month, int(m["day2"]))
    return Period(first, last) if first and last and first <= last else None


def _month(m: re.Match[str], r: Reference) -> Period | None:
    month = cal.month_number(m["month"])
    near = r.near
    year = _year_for(m, r, month, 1)
    which = (m["which"] or "").lower()
    if year is not None and near is not None and not m["year"] and which:
        if which == "next":
            year = cal.nearest_year(month, 1, near, future=True)
        elif which == "last":
            year = near.year - (month >= near.month)
    return cal.part_of(cal.month_of(year, month), m["part"]) if year else None


def _months(m: re.Match[str], r: Reference) -> Period | None:
    first, last = cal.month_number(m["month"]), cal.month_number(m["month2"])
    if m["year2"] or not m["year"]:
        year = _year_for(m, r, last, 1) if not m["year2"] else int(m["year2"])
        start = int(m["year"]) if m["year"] else (year - (first > last) if year else None)
    else:
        start = int(m["year"])
        year = start + (first > last)
    if year is None or start is None:
        return None
    return Period(cal.month_of(start, first).earliest, cal.month_of(year, last).latest)


def _weekday(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if near is None:
        return None
    which, week = (m["which"] or "").lower().split(), (m["week"] or "").lower().split()
    number = cal.weekday_number(m["weekday"])
    if week:
        monday = near - timedelta(days=near.weekday())
        shift = 7 if week[0] == "next" else -7
        return cal.one_day(monday + timedelta(days=shift + number))
    if r.anchor and which[-1:] in (["previous"], ["following"]):
        near = r.anchor
    future = which[-1:] in (["next"], ["following"]) or (r.future and which[:1] != ["last"])
    day = cal.nearest_weekday(number, near, future=future)
    if day == near and which[:1] in (["last"], ["next"], ["the"]):
        day += timedelta(days=7 if future else -7)
    return cal.one_day(day)


def _weekdays(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if near is None:
        return None
    last = cal.nearest_weekday(cal.weekday_number(m["weekday2"]), near, future=r.future)
    first = cal.nearest_weekday(cal.weekday_number(m["weekday"]), last, future=False)
    return Period(first, last)


def _day_word(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if near is None:
        return None
    word = m["word"].lower().split()
    if word == ["overnight"]:
        return Period(near - timedelta(days=1), near)
    back = {"yesterday": 1, "night": 1, "tomorrow": -1}.get(word[-1], 0)
    return cal.one_day(near - timedelta(days=2 if "before" in word else back))


def _night(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    return Period(near - timedelta(days=1), near) if near else None


def _unit(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if near is None:
        return None
    which = m["which"].lower().split()[-1]
    period = cal.unit_of(near, m["unit"].lower(), {"last": -1, "next": 1}.get(which, 0))
    part = (m["part"] or "").lower()
    if which in {"last", "next"}:
        return cal.part_of(period, part) if m["unit"].lower() == "month" else period
    if r.future or "later" in part:
        return Period(near, period.latest)
    return Period(period.earliest, near)


def _in_unit(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if near is None:
        return None
    period = cal.unit_of(near, m["unit"].lower(), 0)
    later = m["part"].lower() == "later"
    return Period(near, period.latest) if later else Period(period.earliest, near)


def _same_unit(m: re.Match[str], r: Reference) -> Period | None:
    """ "later that month", of the month told last."""
    told = (r.told.latest if r.told else None) or r.anchor
    if told is None:
        return None
    period = cal.unit_of(told, m["unit"].lower(), 0)
    if not m["part"] or told == period.latest:
        return period
    later = m["part"].lower() == "later"
    return Period(told, period.latest) if later else Period(period.earliest, told)


def _part_unit(m: re.Match[str], r: Reference) -> Period | None:
    """ "the beginning of the month"; what has not come yet is left out."""
    if r.near is None:
        return None
    period = cal.part_of(cal.unit_of(r.near, m["unit"].lower(), 0), m["part"])
    if r.future or period.latest is None or period.earliest is None or period.latest <= r.near:
        return period
    return Period(period.earliest, max(r.near, period.earliest))


def _quarter(m: re.Match[str], r: Reference) -> Period | None:
    """ "the first quarter of 2016", "the first six months of the year"."""
    if m["year"]:
        year = int(m["year"])
    elif r.near:
        year = r.near.year - ((m["which"] or "").lower() == "last")
    else:
        return None
    months = 6 if (m["num"] or "").lower() == "six" else 3
    nth = cal.ORDINALS.get(m["nth"].lower(), 12 // months)
    if nth * months > 12:
        return None
    last = cal.month_of(year, nth * months)
    return Period(date(year, (nth - 1) * months + 1, 1), last.latest)


def _weekend(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if near is None:
        return None
    sunday = cal.nearest_weekday(6, near, future=r.future or m["which"].lower() == "next")
    if near.weekday() == 5 and not r.future:
        sunday = near + timedelta(days=1)
    return Period(sunday - timedelta(days=1), sunday)


def _season(m: re.Match[str], r: Reference) -> Period | None:
    near = r.near
    if m["year"]:
        return cal.season_of(int(m["year"]), m["season"].lower())
    if near is None:
        return None
    period = cal.season_of(near.year, m["season"].lower())
    if period.earliest and period.earliest > near and not r.future:
        return cal.season_of(near.year - 1, m["season"].lower())
    return period


def _years(m: re.Match[str], r: Reference) -> Period | None:
    first = int(m["year"])
    last = int(m["year2"]) if len(m["year2"]) == 4 else first // 100 * 100 + int(m["year2"])
    return Period(date(first, 1, 1), date(last, 12, 31)) if first <= last else None


def _decade(m: re.Match[str], r: Reference) -> Period | None:
    first = int(m["decade"])
    low, high = {"early": (0, 3), "mid": (4, 6), "late": (6, 9)}.get(
        (m["part"] or "").lower(), (0, 9)
    )
    return Period(date(first + low, 1, 1), date(first + high, 12, 31))


def _year(m: re.Match[str], r: Reference) -> Period | None:
    return cal.part_of(cal.unit_of(date(int(m["year"]), 1, 1), "year", 0), m["part"])


def _now(m: re.Match[str], r: Reference) -> Period | None:
    return cal.one_day(r.published)


def _old_year(m: re.Match[str], r: Reference) -> Period | None:
    return cal.unit_of(date(int(m["year"]), 1, 1), "year", 0)


def _september_11(m: re.Match[str], r: Reference) -> Period | None:
    return cal.one_day(date(2001, 9, 11))


def _feast(m: re.Match[str], r: Reference) -> Period | None:
    name = re.sub(r"\s+", " ", m["feast"].lower())
    if m["year"]:
        return cal.one_day(cal.feast_of(int(m["year"]), name))
    if r.near is None:
        return None
    about = cal.feast_of(r.near.year, name)
    year = _year_for(m, r, about.month, about.day)
    return cal.one_day(cal.feast_of(year, name)) if year else None


_RESOLVERS: dict[str, Callable[[re.Match[str], Reference], Period | None]] = {
    "iso": _iso,
    "short": _short,
    "days": _day_range,
    "days_us": _day_range,
    "day": _single_day,
    "day_us": _single_day,
    "months": _months,
    "month": _month,
    "weekdays": _weekdays,
    "weekday": _weekday,
    "day_word": _day_word,
    "night": counting.night,
    "within": counting.within,
    "coming": counting.within,
    "past": counting.past,
    "ago": counting.ago,
    "shift": counting.shift,
    "offset": counting.offset,
    "nth": counting.nth,
    "then": counting.then,
    "after_that": counting.after_that,
    "anniversary": counting.anniversary,
    "eve": counting.eve,
    "length": counting.length,
    "long": counting.length,
    "month_long": counting.length,
    "for": counting.lasting,
    "adjacent": counting.adjacent,
    "same": counting.same,
    "unit": _unit,
    "in_unit": _in_unit,
    "same_unit": _same_unit,
    "part_unit": _part_unit,
    "quarter": _quarter,
    "weekend": _weekend,
    "season_year": _season,
    "season": _season,
    "years": _years,
    "decade": _decade,
    "year": _year,
    "old_year": _old_year,
    "september_11": _september_11,
    "now": _now,
    "feast": _feast,
}
