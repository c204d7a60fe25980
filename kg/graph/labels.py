"""What a person reads first of an event: its type, sides, place and days in one line."""

import re
from collections.abc import Sequence

from kg.records import EventReport, EventType, Mention

_SHOWN = 2


def type_words(leaf: EventType) -> str:
    """The type in words: "Air strike" for AirStrike."""
    return re.sub(r"(?<=[a-z])[A-Z]", lambda m: " " + m[0].lower(), leaf.value)


def event_label(event: EventReport) -> str:
    """One line as the document tells it: "Air strike on civilians in east Aleppo, 2016-10-13"."""
    parts = [type_words(event.type)]
    if event.agents:
        parts.append(f"by {_names(event.agents)}")
    if event.targets:
        parts.append(f"on {_names(event.targets)}")
    if event.places:
        parts.append(f"in {event.places[0].name}")
    return " ".join(parts) + _days(event)


def _names(mentions: Sequence[Mention]) -> str:
    names = list(dict.fromkeys(m.name for m in mentions))
    more = [f"{len(names) - _SHOWN} more"] if len(names) > _SHOWN else []
    shown = names[:_SHOWN] + more
    return " and ".join(shown) if len(shown) < 3 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _days(event: EventReport) -> str:
    days = list(dict.fromkeys(d.isoformat() for d in (event.earliest, event.latest) if d))
    return ", " + " to ".join(days) if days else ""
