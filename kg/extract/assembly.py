"""Drafts as records: what the text around adds, which claims are whose, ids."""

from collections.abc import Sequence

from kg.extract.casualties import FoundClaim
from kg.extract.claims import build_claims, with_tolls, with_victims
from kg.extract.denied_days import with_denied_days
from kg.extract.drafts import Draft, Reader
from kg.extract.parts import whole_of
from kg.extract.settings import with_crowds, with_lists, with_places
from kg.extract.speech import with_speaker
from kg.records import EventReport, Extraction, Span


def with_surroundings(reader: Reader, events: list[Draft]) -> list[Draft]:
    """The events with what headings, lists and crowds around them tell."""
    analysis = reader.analysis
    return with_lists(analysis, with_crowds(reader, with_places(analysis, events)))


def assembled(reader: Reader, claims: Sequence[FoundClaim], events: list[Draft]) -> Extraction:
    """One document's events and claims as records, each claim with the event that it counts."""
    events = with_victims(claims, events)
    ids = [f"e{i + 1}" for i in range(len(events))]
    reports = tuple(_report(i, events, ids) for i in range(len(events)))
    tolls = build_claims(claims, events, ids, reader.names)
    told = with_denied_days(tuple(map(with_speaker, with_tolls(reports, tolls))))
    return Extraction(reader.analysis.document, told, tolls)


def _report(index: int, events: Sequence[Draft], ids: Sequence[str]) -> EventReport:
    event, whole = events[index], whole_of(index, events)
    date = event.date
    if date and date.earliest and date.latest and date.latest < date.earliest:
        date = None
    return EventReport(
        id=ids[index],
        type=event.type,
        evidence=_evidence(event),
        trigger=event.head.sentence.span_of(event.head.token),
        earliest=date.earliest if date else None,
        latest=date.latest if date else None,
        date_span=date.span if date else None,
        places=event.places,
        agents=event.agents,
        targets=event.targets,
        instrument=event.instrument,
        modality=event.modality,
        attributed_to=event.sources,
        part_of=ids[whole] if whole is not None else None,
        flags=event.flags,
        confidence=event.confidence,
    )


def _evidence(event: Draft) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(told.sentence.span for told in event.told))
