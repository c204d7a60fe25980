"""Documents and extractions as JSON: the annotation format, read and written.

A document is ``{"id", "title", "published", "source", "url", "licence", "text"}``, an annotation
``{"doc", "events", "claims"}``; offsets count code points of ``text``.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from kg.errors import InputError, KgError
from kg.records import (
    FLAG_NAMES,
    CasualtyClaim,
    Document,
    Entity,
    EventReport,
    EventType,
    Extraction,
    Flags,
    Kind,
    Mention,
    Modality,
    Outcome,
    Span,
)

Json = dict[str, Any]


def document_to_json(document: Document) -> Json:
    """The project's JSON document."""
    return {
        "id": document.id,
        "title": document.title,
        "published": _iso(document.published),
        "source": document.source,
        "url": document.url,
        "licence": document.licence,
        "text": document.text,
    }


def document_from_json(data: Mapping[str, Any]) -> Document:
    """The record of a JSON document; an InputError names what is missing or malformed."""
    name = data.get("id") if isinstance(data, Mapping) else None
    try:
        return Document(
            id=_required(data, "id"),
            text=unicodedata.normalize("NFC", data["text"]),
            title=_text(data, "title") or "",
            published=_day(data.get("published")),
            source=_text(data, "source"),
            url=_text(data, "url"),
            licence=_text(data, "licence"),
        )
    except (KeyError, TypeError, ValueError, AttributeError, KgError) as error:
        raise InputError(
            f"document {name or '?'}: {type(error).__name__}: {error}; "
            "see the document format in README.md"
        ) from error


def extraction_to_json(extraction: Extraction) -> Json:
    """The annotation of one document, with quotes beside every offset."""
    document = extraction.document
    found: Json = {
        "doc": document.id,
        "events": [_event_to_json(document, event) for event in extraction.events],
        "claims": [_claim_to_json(document, claim) for claim in extraction.claims],
    }
    if extraction.entities:
        found["entities"] = [
            {"type": entity.type, **_span_to_json(document, entity.span)}
            for entity in extraction.entities
        ]
    return found


def extraction_from_json(document: Document, data: Mapping[str, Any]) -> Extraction:
    """The records of an annotation; an InputError names what does not fit.

    Kinds, links and the spans of dates and counts come back where the annotation has them, as
    those that :func:`extraction_to_json` writes do; else agents, targets and sources are groups.
    """
    try:
        events = tuple(_event_from_json(item) for item in data["events"])
        claims = tuple(_claim_from_json(item) for item in data.get("claims", ()))
        entities = tuple(
            Entity(_required(item, "type"), _span(item)) for item in data.get("entities", ())
        )
        return Extraction(document, events, claims, entities)
    except (KeyError, TypeError, ValueError, AttributeError, KgError) as error:
        raise InputError(
            f"annotation of {document.id}: {type(error).__name__}: {error}; "
            "see the annotation format in README.md"
        ) from error


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _span_to_json(document: Document, span: Span) -> Json:
    return {"begin": span.begin, "end": span.end, "quote": document.quote(span)}


def _mention_to_json(document: Document, mention: Mention) -> Json:
    named = {"name": mention.name, **_span_to_json(document, mention.span)}
    named["kind"] = mention.kind.value
    return named | ({"link": mention.link} if mention.link else {})


def _event_to_json(document: Document, event: EventReport) -> Json:
    def mentions(items: Iterable[Mention]) -> list[Json]:
        return [_mention_to_json(document, item) for item in items]

    return {
        "id": event.id,
        "type": event.type.value,
        "evidence": [_span_to_json(document, span) for span in event.evidence],
        "trigger": _span_to_json(document, event.trigger),
        "date": _date_to_json(document, event),
        "places": mentions(event.places),
        "agents": mentions(event.agents),
        "targets": mentions(event.targets),
        "instrument": _mention_to_json(document, event.instrument) if event.instrument else None,
        "modality": event.modality.value,
        "attributed_to": mentions(event.attributed_to),
        "part_of": event.part_of,
        "flags": {n: v for n in FLAG_NAMES if (v := getattr(event.flags, n)) not in (False, None)},
        "extractor": event.extractor,
        "confidence": event.confidence,
    }


def _date_to_json(document: Document, event: EventReport) -> Json | None:
    if not (event.earliest or event.latest or event.date_span):
        return None
    told = _span_to_json(document, event.date_span) if event.date_span else {}
    return {"earliest": _iso(event.earliest), "latest": _iso(event.latest), **told}


def _claim_to_json(document: Document, claim: CasualtyClaim) -> Json:
    spans = {"count_span": claim.count_span, "group_span": claim.group_span}
    return {
        "id": claim.id,
        "event": claim.event,
        "outcome": claim.outcome.value,
        "min": claim.min,
        "max": claim.max,
        "approximate": claim.approximate,
        "group": claim.group,
        "including": claim.including,
        "attributed_to": [_mention_to_json(document, m) for m in claim.attributed_to],
        "evidence": _span_to_json(document, claim.evidence),
        **{key: _span_to_json(document, span) for key, span in spans.items() if span},
        "extractor": claim.extractor,
        "confidence": claim.confidence,
    }


def _span(item: Mapping[str, Any]) -> Span:
    return Span(_whole(item["begin"]), _whole(item["end"]))


def _span_or_none(item: Mapping[str, Any] | None) -> Span | None:
    return _span(item) if item and item.get("begin") is not None else None


def _whole(value: object) -> int:
    """A whole number; JSON's true and 3.5 are none."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"{value!r} is no whole number")
    return value


def _bound(value: object) -> int | None:
    return None if value is None else _whole(value)


def _truth(value: object) -> bool:
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ValueError(f"{value!r} is neither true nor false")


def _text(item: Mapping[str, Any], key: str) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{key!r} is {value!r}, no string")
    return value


def _required(item: Mapping[str, Any], key: str) -> str:
    value = _text(item, key)
    if not value:
        raise ValueError(f"{key!r} is missing or empty")
    return value


def _share(value: object) -> float | None:
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool)):
        return value
    raise ValueError(f"{value!r} is no number")


def _flags(items: Mapping[str, Any] | None) -> Flags:
    """The flags that are known; others are left to whoever wrote them."""
    known = {k: v for k, v in (items or {}).items() if k in FLAG_NAMES}
    count = _bound(known.pop("count", None))
    return Flags(**{name: _truth(value) for name, value in known.items()}, count=count)


def _mentions(items: Iterable[Mapping[str, Any]] | None, kind: Kind) -> tuple[Mention, ...]:
    return tuple(
        Mention(
            name=_text(item, "name") or _required(item, "quote"),
            span=_span(item),
            kind=Kind(item.get("kind", kind)),
            link=_text(item, "link"),
        )
        for item in items or ()
        if item.get("begin") is not None
    )


def _event_from_json(item: Mapping[str, Any]) -> EventReport:
    day = item.get("date") or {}
    instrument = item.get("instrument")
    evidence = tuple(_span(span) for span in item["evidence"])
    if not evidence:
        raise ValueError(f"event {item.get('id')} has no evidence")
    return EventReport(
        id=_required(item, "id"),
        type=EventType(item["type"]),
        evidence=evidence,
        trigger=_span(item["trigger"]) if item.get("trigger") else evidence[0],
        earliest=_day(day.get("earliest")),
        latest=_day(day.get("latest")),
        date_span=_span_or_none(day),
        places=_mentions(item.get("places"), Kind.PLACE),
        agents=_mentions(item.get("agents"), Kind.GROUP),
        targets=_mentions(item.get("targets"), Kind.GROUP),
        instrument=next(iter(_mentions([instrument] if instrument else [], Kind.WEAPON)), None),
        modality=Modality(item.get("modality", "asserted")),
        attributed_to=_mentions(item.get("attributed_to"), Kind.GROUP),
        part_of=_text(item, "part_of"),
        flags=_flags(item.get("flags")),
        extractor=_text(item, "extractor") or "",
        confidence=_share(item.get("confidence")),
    )


def _claim_from_json(item: Mapping[str, Any]) -> CasualtyClaim:
    return CasualtyClaim(
        id=_required(item, "id"),
        event=_required(item, "event"),
        outcome=Outcome(item["outcome"]),
        min=_bound(item.get("min")),
        max=_bound(item.get("max")),
        approximate=_truth(item.get("approximate")),
        group=_text(item, "group") or "people",
        evidence=_span(item["evidence"]),
        count_span=_span_or_none(item.get("count_span")),
        group_span=_span_or_none(item.get("group_span")),
        attributed_to=_mentions(item.get("attributed_to"), Kind.GROUP),
        including=_text(item, "including"),
        extractor=_text(item, "extractor") or "",
        confidence=_share(item.get("confidence")),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
