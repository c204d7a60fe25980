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
            id=data["id"],
            text=unicodedata.normalize("NFC", data["text"]),
            title=data.get("title") or "",
            published=_day(data.get("published")),
            source=data.get("source"),
            url=data.get("url"),
            licence=data.get("licence"),
        )
    except (KeyError, TypeError, ValueError, AttributeError, KgError) as error:
        raise InputError(
            f"document {name or '?'}: {type(error).__name__}: {error}; "
            "see the document format in README.md"
        ) from error


def extraction_to_json(extraction: Extraction) -> Json:
    """The annotation of one document, with quotes beside every offset."""
    document = extraction.document
    return {
        "doc": document.id,
        "events": [_event_to_json(document, event) for event in extraction.events],
        "claims": [_claim_to_json(document, claim) for claim in extraction.claims],
    }


def extraction_from_json(document: Document, data: Mapping[str, Any]) -> Extraction:
    """The records of an annotation; an InputError names what does not fit.

    The format does not carry kinds, so mentions of agents and targets come back as groups.
    """
    try:
        events = tuple(_event_from_json(item) for item in data["events"])
        claims = tuple(_claim_from_json(item) for item in data.get("claims", ()))
        return Extraction(document, events, claims)
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
    return {"name": mention.name, **_span_to_json(document, mention.span), "kind": mention.kind}


def _event_to_json(document: Document, event: EventReport) -> Json:
    def mentions(items: Iterable[Mention]) -> list[Json]:
        return [_mention_to_json(document, item) for item in items]

    dated = event.earliest or event.latest
    return {
        "id": event.id,
        "type": event.type.value,
        "evidence": [_span_to_json(document, span) for span in event.evidence],
        "trigger": _span_to_json(document, event.trigger),
        "date": {"earliest": _iso(event.earliest), "latest": _iso(event.latest)} if dated else None,
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


def _claim_to_json(document: Document, claim: CasualtyClaim) -> Json:
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
        "extractor": claim.extractor,
        "confidence": claim.confidence,
    }


def _span(item: Mapping[str, Any]) -> Span:
    return Span(int(item["begin"]), int(item["end"]))


def _mentions(items: Iterable[Mapping[str, Any]] | None, kind: Kind) -> tuple[Mention, ...]:
    return tuple(
        Mention(item.get("name") or item["quote"], _span(item), Kind(item.get("kind", kind)))
        for item in items or ()
        if item.get("begin") is not None
    )


def _event_from_json(item: Mapping[str, Any]) -> EventReport:
    day = item.get("date") or {}
    flags = {k: v for k, v in (item.get("flags") or {}).items() if k in FLAG_NAMES}
    instrument = item.get("instrument")
    evidence = tuple(_span(span) for span in item["evidence"])
    return EventReport(
        id=item["id"],
        type=EventType(item["type"]),
        evidence=evidence,
        trigger=_span(item["trigger"]) if item.get("trigger") else evidence[0],
        earliest=_day(day.get("earliest")),
        latest=_day(day.get("latest")),
        places=_mentions(item.get("places"), Kind.PLACE),
        agents=_mentions(item.get("agents"), Kind.GROUP),
        targets=_mentions(item.get("targets"), Kind.GROUP),
        instrument=next(iter(_mentions([instrument] if instrument else [], Kind.WEAPON)), None),
        modality=Modality(item.get("modality", "asserted")),
        attributed_to=_mentions(item.get("attributed_to"), Kind.GROUP),
        part_of=item.get("part_of"),
        flags=Flags(**flags),
        extractor=item.get("extractor") or "",
        confidence=item.get("confidence"),
    )


def _claim_from_json(item: Mapping[str, Any]) -> CasualtyClaim:
    return CasualtyClaim(
        id=item["id"],
        event=item["event"],
        outcome=Outcome(item["outcome"]),
        min=item.get("min"),
        max=item.get("max"),
        approximate=bool(item.get("approximate")),
        group=item.get("group") or "people",
        evidence=_span(item["evidence"]),
        attributed_to=_mentions(item.get("attributed_to"), Kind.GROUP),
        including=item.get("including"),
        extractor=item.get("extractor") or "",
        confidence=item.get("confidence"),
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
