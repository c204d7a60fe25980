"""The answers about several windows as one extraction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kg.extract.llm.reading import Read
from kg.iri import normal_name
from kg.records import CasualtyClaim, EventReport, Mention

Key = tuple[object, ...]


def join_windows(reads: Sequence[Read]) -> Read:
    """All events and claims, with ids of their own.

    Events of different windows are one where they tell the same type, modality, days, first place
    and sides in the same words. Two events of one window stay two: the model told them apart.
    """
    events: dict[str, EventReport] = {}
    claims: list[CasualtyClaim] = []
    known: dict[Key, str] = {}
    for index, read in enumerate(reads, 1):
        unused, fresh = dict(known), dict[Key, str]()
        ids: dict[str, str] = {}
        for event in read.events:
            key = _told(event)
            same = unused.pop(key, None) if key else None
            ids[event.id] = same or f"w{index}.{event.id}"
            if same:
                events[same] = _joined(events[same], event)
            elif key:
                fresh.setdefault(key, ids[event.id])
        for event in read.events:
            if ids[event.id] not in events:
                whole = ids[event.part_of] if event.part_of else None
                events[ids[event.id]] = replace(event, id=ids[event.id], part_of=whole)
        known = fresh | known
        claims += [_renamed(claim, ids, index) for claim in read.claims]
    return Read(tuple(events.values()), tuple(claims))


def _told(event: EventReport) -> Key | None:
    """What makes two reports tell of one happening, or None where too little is told."""
    if event.earliest is None or not event.places or not (event.agents or event.targets):
        return None
    place = normal_name(event.places[0].name)
    days = event.earliest, event.latest
    return event.type, event.modality, days, place, _names(event.agents), _names(event.targets)


def _names(mentions: Iterable[Mention]) -> frozenset[str]:
    return frozenset(normal_name(mention.name) for mention in mentions)


def _joined(event: EventReport, other: EventReport) -> EventReport:
    return replace(
        event,
        evidence=tuple(dict.fromkeys((*event.evidence, *other.evidence))),
        attributed_to=tuple(dict.fromkeys((*event.attributed_to, *other.attributed_to))),
    )


def _renamed(claim: CasualtyClaim, ids: Mapping[str, str], index: int) -> CasualtyClaim:
    return replace(
        claim,
        id=f"w{index}.{claim.id}",
        event=ids[claim.event],
        including=f"w{index}.{claim.including}" if claim.including else None,
    )
