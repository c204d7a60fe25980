"""What is known of a document besides its text: from its JSON, its sidecar, or options."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from kg.errors import InputError
from kg.sources.decode import check_characters, read_text

FIELDS = ("title", "published", "source", "url", "licence")
_URL = re.compile(r"https?://[^\s<>\"{}|\\^`]+$")


@dataclass(frozen=True, slots=True)
class SourceDefaults:
    """What to assume of documents that say nothing of it themselves; None is unknown."""

    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None


def read_object(path: Path) -> dict[str, Any]:
    """The JSON object in a file; an InputError names the line and column of what is wrong."""
    text = read_text(path)
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"{path}: not valid JSON at line {error.lineno}, column {error.colno}: {error.msg}; "
            "correct it there"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: JSON that cannot be read ({error}); write it anew") from error
    if not isinstance(data, dict):
        raise InputError(f"{path}: holds a JSON {type(data).__name__}, not one object in {{…}}")
    return data


def read_sidecar(path: Path) -> SourceDefaults:
    """The metadata in ``<stem>.meta.json``; a key that is not known is an InputError."""
    data = read_object(path)
    unknown = sorted(set(data) - set(FIELDS))
    if unknown:
        raise InputError(
            f"{path}: unknown key {unknown[0]!r}; a sidecar may have {', '.join(FIELDS)}"
        )
    return metadata_of(data, path)


def metadata_of(data: Mapping[str, Any], path: Path) -> SourceDefaults:
    """The metadata fields of a JSON object, checked; missing, null and empty are the same."""
    return SourceDefaults(
        title=_string(data, "title", path),
        published=parse_day(_string(data, "published", path), str(path)),
        source=_string(data, "source", path),
        url=_url(_string(data, "url", path), path),
        licence=_string(data, "licence", path),
    )


def parse_day(text: str | None, where: str) -> date | None:
    """The day that an ISO date or date and time gives; an InputError says what was expected."""
    if text is None:
        return None
    try:
        return datetime.fromisoformat(text).date()
    except ValueError as error:
        raise InputError(
            f"{where}: 'published' is {text!r}, which is no date; write it as 2016-10-14, "
            "or leave it out"
        ) from error


def first_of(*layers: SourceDefaults) -> SourceDefaults:
    """Each field from the first layer that gives it."""

    def pick(name: str) -> Any:  # noqa: ANN401 - the fields differ in type
        return next((v for layer in layers if (v := getattr(layer, name)) is not None), None)

    return SourceDefaults(**{name: pick(name) for name in FIELDS})


def _string(data: Mapping[str, Any], key: str, path: Path) -> str | None:
    value = data.get(key)
    if value is None:
        return None
    if not isinstance(value, str):
        raise InputError(f"{path}: {key!r} is {value!r}; it must be a string or null")
    check_characters(value, f"{path}: {key!r}")
    return value.strip() or None


def _url(text: str | None, path: Path) -> str | None:
    if text is not None and not _URL.match(text):
        raise InputError(f"{path}: 'url' is {text!r}; it must begin with http:// or https://")
    return text
