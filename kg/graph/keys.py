"""Which reports tell of the same event: the keys that event and report IRIs are hashed from."""

from collections.abc import Iterable

from kg.iri import normal_name
from kg.records import EventReport, Extraction, Modality

Key = tuple[str, ...]


def event_keys(extraction: Extraction) -> dict[str, Key]:
    """The key of each event of a document, by event id.

    Documents that report the same type, first day, place and sides share the key, so the event is
    one. A vague event, with no day or no place, never merges by accident: its key holds document
    and trigger. Nor do two events of one document: where they would share a key, the later ones
    are told apart by their triggers.
    """
    keys: dict[str, Key] = {}
    taken: set[Key] = set()
    text_hash = extraction.document.text_hash
    for event in sorted(extraction.events, key=lambda e: (e.trigger, e.id)):
        key = _told(event)
        if event.earliest is None or not event.places or key in taken:
            trigger = event.trigger
            key = (*key, text_hash, str(trigger.begin), str(trigger.end), *_evidence(event))
        if key in taken:
            key = (*key, event.id)
        taken.add(key)
        keys[event.id] = key
    return keys


def _told(event: EventReport) -> Key:
    denied = "denied" if event.modality is Modality.DENIED else ""
    earliest = event.earliest.isoformat() if event.earliest else ""
    place = normal_name(event.places[0].name) if event.places else ""
    agents, targets = (_names(m.name for m in side) for side in (event.agents, event.targets))
    return (event.type.value, denied, earliest, place, *agents, "against", *targets)


def _evidence(event: EventReport) -> list[str]:
    return [f"{span.begin},{span.end}" for span in event.evidence]


def _names(names: Iterable[str]) -> list[str]:
    return sorted({normal_name(name) for name in names})
