"""How figures, days and concepts are worded on pages."""

import re
from datetime import date

from flask import Flask
from markupsafe import Markup, escape

from kg.serve import links
from kg.serve.state import state
from kg.vocab import CK

_ISO_DAYS = re.compile(r"\b(\d{4}-\d{2}-\d{2})(?: to (\d{4}-\d{2}-\d{2}))?\b")
MONTHS = (
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
)
STATUS_WORDS = {
    "Asserted": "told as having happened",
    "Planned": "planned or expected, not yet told as done",
    "Proposed": "offered, demanded or threatened only",
    "Denied": "denied",
}


def bounds(low: int | None, high: int | None, approximate: bool = False, told: str = "") -> str:
    """A claim's bounds in words: "at least 17", "371 or more", "about 50", "10 to 20", "none"."""
    if low is None and high is None:
        return "not told"
    if low is None:
        return f"up to {high:,}"
    if high is None:
        if "at least" in told.lower():
            return f"at least {low:,}"
        return f"{low:,} or more"
    if low == high == 0:
        return "none"
    figure = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    return f"about {figure}" if approximate else figure


def day(value: date) -> str:
    """A day: "3 March 2031"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def days(earliest: date | None, latest: date | None) -> str:
    """One day or the span between two; the words for an open end, and for none told."""
    if earliest is None and latest is None:
        return "no day told"
    if earliest is None or latest is None:
        return f"from {day(earliest)}" if earliest else f"by {day(latest)}"  # type: ignore[arg-type]
    if earliest == latest:
        return day(earliest)
    if (earliest.year, earliest.month) == (latest.year, latest.month):
        return f"{earliest.day}–{day(latest)}"
    if earliest.year == latest.year:
        return f"{earliest.day} {MONTHS[earliest.month - 1]} – {day(latest)}"
    return f"{day(earliest)} – {day(latest)}"


def dated(label: str) -> str:
    """A label with its days as pages write them: "Raid in Velda on 3 March 2031"."""
    return _ISO_DAYS.sub(_worded_days, label)


def _worded_days(found: re.Match[str]) -> str:
    try:
        first, last = (date.fromisoformat(found.group(n) or found.group(1)) for n in (1, 2))
    except ValueError:
        return found.group()
    return days(first, last)


def number(value: int) -> str:
    """A whole number with thousands marked."""
    return f"{value:,}"


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 document", "2 documents"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def term(iri: str) -> str:
    """The label of an ontology term."""
    return state().terms.label(iri)


def comment(iri: str) -> str:
    """What an ontology term means."""
    return state().terms.comment(iri)


def name(iri: str) -> str:
    """The last part of an IRI, such as ``Asserted``."""
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def status_words(iri: str) -> str:
    """An event's status in a few plain words."""
    return STATUS_WORDS.get(name(iri), term(iri))


def paragraphs(text: str, lines: bool) -> Markup:
    """The text for HTML; where every line is a paragraph, with a gap at each line's end."""
    escaped = escape(text)
    if not lines:
        return escaped
    return escaped.replace("\n", Markup('<span class="gap">\n</span>'))


def shortened(text: str, limit: int) -> str:
    """The text in one line, cut at a word and with "…" where it is longer than the limit."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rsplit(" ", 1)[0].rstrip(",;:") + " …"


def register(app: Flask) -> None:
    """Make the words available to the templates."""
    app.jinja_env.filters.update(
        bounds=bounds,
        day=day,
        dated=dated,
        paragraphs=paragraphs,
        shortened=shortened,
        number=number,
        term=term,
        comment=comment,
        name=name,
        status_words=status_words,
        local=links.local,
        outside=links.outside,
        short=links.short,
        key=links.key_of,
    )
    app.jinja_env.globals.update(days=days, plural=plural, ck=CK)
