"""Values of an answer's JSON, each of the type that the form asks for.

A value that is missing counts as null: a server without the schema leaves out what is not told.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

E = TypeVar("E", bound=StrEnum)
_MOST = 10_000_000_000  # no number of people or attacks is larger


class FormError(ValueError):
    """A value that the form does not allow."""


def as_object(value: object) -> Mapping[str, Any]:
    """A JSON object."""
    if not isinstance(value, dict):
        raise FormError(f"{value!r:.80} is no object")
    return value


def items(item: Mapping[str, Any], key: str) -> list[Any]:
    """A list; null is an empty one."""
    value = item.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise FormError(f"{key} {value!r:.80} is no list")
    return value


def text(item: Mapping[str, Any], key: str) -> str:
    """A string with something in it."""
    value = text_or_none(item, key)
    if value is None:
        raise FormError(f"{key} is missing")
    return value


def text_or_none(item: Mapping[str, Any], key: str) -> str | None:
    """A string, or None where it is null or empty."""
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise FormError(f"{key} {value!r:.80} is no string")
    return value if value and value.strip() else None


def whole(value: object) -> int:
    """A whole number; JSON's true and 3.5 are none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise FormError(f"{value!r:.80} is no whole number")
    return value


def number_or_none(item: Mapping[str, Any], key: str) -> int | None:
    """A number of people or things, or None."""
    value = item.get(key)
    if value is None:
        return None
    if not 0 <= whole(value) <= _MOST:
        raise FormError(f"{key} {value} is no number of people or things")
    return whole(value)


def truth(item: Mapping[str, Any], key: str) -> bool:
    """True or false; null is false."""
    value = item.get(key)
    if value is not None and not isinstance(value, bool):
        raise FormError(f"{key} {value!r:.80} is neither true nor false")
    return bool(value)


def one_of(item: Mapping[str, Any], key: str, kind: type[E]) -> E:
    """A member of an enumeration, by its value."""
    value = text(item, key)
    try:
        return kind(value)
    except ValueError:
        raise FormError(f"{key} {value!r:.80} is unknown") from None


def day_or_none(item: Mapping[str, Any], key: str) -> date | None:
    """A day as YYYY-MM-DD, or None."""
    value = text_or_none(item, key)
    if value is None:
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise FormError(f"{key} {value!r:.80} is no day") from None
    if value != day.isoformat():
        raise FormError(f"{key} {value!r:.80} is not written as YYYY-MM-DD")
    return day
