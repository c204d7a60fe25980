"""The form of an answer as JSON schema, made from the records' enumerations.

It keeps to what strict structured output accepts: every property required, no others, null for
what is not told. Bounds and references are checked when the answer is read.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from kg.records import FLAG_NAMES, EventType, Kind, Modality, Outcome

SCHEMA_VERSION = 1
Json = dict[str, Any]

ACTORS = tuple(kind for kind in Kind if kind.is_actor)
TARGETS = tuple(kind for kind in Kind if kind is not Kind.WEAPON)


def answer_schema() -> Json:
    """The schema of one answer: events and claims."""
    return _object(events=_list(_event()), claims=_list(_claim()))


def _event() -> Json:
    flags = {name: {"type": "boolean"} for name in FLAG_NAMES if name != "count"}
    return _object(
        id={"type": "string"},
        type=_one_of(EventType),
        evidence=_list({"type": "integer"}),
        trigger=_object(**_QUOTED),
        date=_or_null(
            _object(
                earliest=_NULLABLE_TEXT,
                latest=_NULLABLE_TEXT,
                sentence=_NULLABLE_WHOLE,
                quote=_NULLABLE_TEXT,
            )
        ),
        places=_list(_named()),
        agents=_list(_named(ACTORS)),
        targets=_list(_named(TARGETS)),
        instrument=_or_null(_named()),
        modality=_one_of(Modality),
        attributed_to=_list(_named(ACTORS)),
        part_of=_NULLABLE_TEXT,
        flags=_object(**flags, count=_NULLABLE_WHOLE),
    )


def _claim() -> Json:
    return _object(
        id={"type": "string"},
        event={"type": "string"},
        outcome=_one_of(Outcome),
        min=_NULLABLE_WHOLE,
        max=_NULLABLE_WHOLE,
        approximate={"type": "boolean"},
        sentence={"type": "integer"},
        count={"type": "string"},
        group=_NULLABLE_TEXT,
        attributed_to=_list(_named(ACTORS)),
        including=_NULLABLE_TEXT,
    )


_NULLABLE_TEXT: Json = {"type": ["string", "null"]}
_NULLABLE_WHOLE: Json = {"type": ["integer", "null"]}
_QUOTED: Json = {"sentence": {"type": "integer"}, "quote": {"type": "string"}}


def _named(kinds: tuple[Kind, ...] = ()) -> Json:
    kind = {"kind": _one_of(kinds)} if kinds else {}
    return _object(**_QUOTED, name={"type": "string"}, **kind)


def _object(**properties: Json) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Json) -> Json:
    return {"type": "array", "items": items}


def _or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def _one_of(values: Iterable[StrEnum]) -> Json:
    return {"type": "string", "enum": [value.value for value in values]}
