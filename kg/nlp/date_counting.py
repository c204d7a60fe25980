"""Days that a text counts: "three days ago", "the previous night", "after a week of fighting"."""

import re
from datetime import date, timedelta

from kg.nlp import calendar_periods as cal
from kg.nlp.calendar_periods import Period
from kg.nlp.date_reference import Reference
from kg.nlp.numbers import parse_count

_DAYS = {"day", "night"}


def number(text: str | None) -> int | None:
    """The one number that words stand for; "a" is 1, "several" none."""
    if not text or text.lower() in {"a", "an"}:
        return 1
    count = parse_count(re.sub(r"\s+", " ", text.lower()))
    return count.min if count and count.min == count.max else None


def night(m: re.Match[str], r: Reference) -> Period | None:
    """The night up to the day of telling."""
    return Period(r.near - timedelta(days=1), r.near) if r.near else None


def within(m: re.Match[str], r: Reference) -> Period | None:
    """ "within 48 hours" of what is to come; "24 raids in two days" of what has been."""
    near, count = r.published, number(m["num"])
    if near is None or count is None:
        return None
    if r.future:
        return Period(near, cal.shifted(near, count, m["unit"]))
    if m["how"].lower() == "within":
        start = r.spoken or r.anchor
        return Period(start, cal.shifted(start, count, m["unit"])) if start else None
    if m["how"].lower() == "in" and m["unit"].lower() in {"hour", "day", "night", "week"}:
        days = count - 1 if m["unit"].lower() in _DAYS else count
        return Period(cal.shifted(near, -days, m["unit"]), near)
    return None


def past(m: re.Match[str], r: Reference) -> Period | None:
    """ "the past 24 hours", up to the publication."""
    near, count, unit = r.published, number(m["num"]), (m["unit"] or m["unit2"]).lower()
    if count is None and unit in {"hour", "minute"}:
        count = 1
    if near is None or count is None:
        return None
    first = cal.shifted(near, -count, unit)
    return Period(first if unit == "decade" else cal.whole(first, unit).earliest, near)


def ago(m: re.Match[str], r: Reference) -> Period | None:
    """ "three days ago"; hours ago is the day of telling."""
    near, count = r.near, number(m["num"])
    if m["unit"].lower() in {"hour", "minute"}:
        return cal.one_day(r.published)
    if near is None or count is None:
        return None
    return cal.whole(cal.shifted(near, -count, m["unit"]), m["unit"])


def shift(m: re.Match[str], r: Reference) -> Period | None:
    """ "two days later", from the day told last; "three years later", from the year told last."""
    anchor, count = r.anchor or r.published, number(m["num"])
    if m["unit"].lower() in {"year", "decade"} and r.told and r.told.latest:
        anchor = r.told.latest
    if anchor is None or count is None:
        return None
    back = m["way"].lower() in {"earlier", "before", "previously"}
    return cal.whole(cal.shifted(anchor, -count if back else count, m["unit"]), m["unit"])


def offset(m: re.Match[str], r: Reference) -> Period | None:
    """ "a day after the raid": the day of the raid, counted back from what the text told last."""
    count, unit = number(m["num"]), (m["unit"] or m["unit2"]).lower()
    way = (m["way"] or m["way2"]).lower()
    if way == "since":
        return _since(r, count, unit)
    if r.spoken is None:
        return None
    before = way == "before"
    if unit in {"hour", "minute"}:
        return cal.one_day(r.spoken)
    if unit not in {"day", "week"} or count is None:
        return None
    return cal.one_day(cal.shifted(r.spoken, count if before else -count, unit))


def _since(r: Reference, count: int | None, unit: str) -> Period | None:
    """ "twenty years since the raid": the day of the raid; a day only where one is told."""
    end = r.spoken or r.published
    if end is None or count is None or unit not in {"week", "month", "year"}:
        return None
    day = cal.shifted(end, -count, unit)
    return cal.one_day(day) if r.spoken else cal.whole(day, unit)


def anniversary(m: re.Match[str], r: Reference) -> Period | None:
    """ "the tenth anniversary of the raid": the day of the raid."""
    count = number(m["num"]) if m["num"] else cal.ORDINALS[m["nth"].lower()]
    return _since(r, count, "year")


def eve(m: re.Match[str], r: Reference) -> Period | None:
    """ "the eve of the talks": the day of the talks."""
    day = r.spoken or r.published
    return cal.one_day(day + timedelta(days=1)) if day else None


def after_that(m: re.Match[str], r: Reference) -> Period | None:
    """ "Two days after that raid, ": counted from the day told last."""
    count, unit = number(m["num"]), (m["unit"] or m["unit2"]).lower()
    if r.anchor is None or count is None or unit in {"hour", "minute"}:
        return None
    back = (m["way"] or m["way2"]).lower() == "before"
    return cal.one_day(cal.shifted(r.anchor, -count if back else count, unit))


def nth(m: re.Match[str], r: Reference) -> Period | None:
    """ "the third day of fighting": from two days before."""
    near = r.spoken or r.published
    if near is None:
        return None
    return Period(cal.shifted(near, -cal.ORDINALS[m["nth"].lower()] + 1, m["unit"]), near)


def length(m: re.Match[str], r: Reference) -> Period | None:
    """ "after three days of fighting": the days up to the one told last in the sentence."""
    count, unit, end = number(m["num"]), m["unit"].lower(), r.spoken or r.published
    if end is None or count is None or r.future:
        return None
    return Period(cal.shifted(end, -(count - 1 if unit in _DAYS else count), unit), end)


def lasting(m: re.Match[str], r: Reference) -> Period | None:
    """ "for seventeen years", up to the publication."""
    count, near = number(m["num"]), r.published
    if near is None or count is None:
        return None
    return Period(cal.whole(cal.shifted(near, -count, m["unit"]), m["unit"]).earliest, near)


def up_to(m: re.Match[str], end: date) -> Period | None:
    """ "the 24 hours to Thursday evening", the end being Thursday."""
    count = number(m["num"])
    return Period(cal.shifted(end, -count, m["unit"]), end) if count is not None else None


def then(m: re.Match[str], r: Reference) -> Period | None:
    """ "since then", and "since" alone."""
    return Period(r.anchor, r.published) if r.anchor else None


def adjacent(m: re.Match[str], r: Reference) -> Period | None:
    """ "the previous day", "the month after"."""
    anchor = r.anchor or r.published
    unit = (m["unit"] or m["unit2"]).lower()
    back = (m["way"] or m["way2"]).lower() in {"previous", "preceding", "before"}
    if anchor is None:
        return None
    if unit in {"week", "month", "year"}:
        return cal.unit_of(anchor, unit, -1 if back else 1)
    return cal.one_day(anchor + timedelta(days=-1 if back else 1))


def same(m: re.Match[str], r: Reference) -> Period | None:
    """ "the same day"."""
    return cal.one_day(r.anchor or r.published)
