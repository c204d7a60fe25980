"""Scores cut by type and by source, what was read as what, and what is found where nothing is."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.evaluate.compare import Comparison
from kg.evaluate.scores import Figure, Scores, claim_figures, event_figures, total
from kg.records import Document, EventType, Family, Modality

Confusion = Mapping[tuple[EventType | None, EventType | None], int]


@dataclass(frozen=True, slots=True)
class Group:
    """The documents of one source, and their figures."""

    documents: tuple[str, ...]
    figures: Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class EventFree:
    """Documents whose gold has no event, and the asserted violence that was read in them."""

    documents: int = 0
    violence: int = 0

    @property
    def per_document(self) -> float:
        """Asserted violence events a document."""
        return self.violence / self.documents if self.documents else 0.0


def by_type(comparisons: Iterable[Comparison]) -> dict[EventType, dict[str, Figure]]:
    """Every figure for each leaf type, in the order of the event model.

    A pair counts for its gold type, a spurious event for its own, and a claim for the type of its
    event: so each figure, summed over the types, is the figure of all documents. A claim of no
    event counts for none.
    """
    found: dict[EventType, list[Mapping[str, Figure]]] = {}
    for comparison in comparisons:
        for leaf, events in comparison.events.split(lambda event: event.type).items():
            found.setdefault(leaf, []).append(event_figures(events))
        for told, claims in comparison.claims.split(lambda claim: claim.type).items():
            if told is not None:
                found.setdefault(told, []).append(claim_figures(claims))
    return {leaf: total(found[leaf]) for leaf in EventType if leaf in found}


def by_source(scores: Scores, sources: Mapping[str, str]) -> dict[str, Group]:
    """The figures of each source's documents, the source with most documents first."""
    members: dict[str, list[str]] = {}
    for name in scores.documents:
        members.setdefault(sources.get(name) or prefix(name), []).append(name)
    return {
        source: Group(tuple(names), total(scores.documents[name] for name in names))
        for source, names in sorted(members.items(), key=lambda item: (-len(item[1]), item[0]))
    }


def sources_of(documents: Iterable[Document]) -> dict[str, str]:
    """The source of each document that names one."""
    return {document.id: document.source for document in documents if document.source}


def prefix(name: str) -> str:
    """What an id begins with: documents named "muc-0017" and "muc-0203" are of one source."""
    return re.split("[-_]", name)[0] or name


def confusion(comparisons: Iterable[Comparison]) -> Confusion:
    """How often a gold type was read as which type; None stands for no event on that side."""
    found: Counter[tuple[EventType | None, EventType | None]] = Counter()
    for comparison in comparisons:
        events = comparison.events
        found.update((g.type, p.type) for g, p in events.pairs)
        found.update((events.gold[place].type, None) for place in events.missed)
        found.update((None, events.predicted[place].type) for place in events.spurious)
    return found


def event_free(comparisons: Iterable[Comparison]) -> EventFree:
    """The asserted violence in documents whose gold has no event."""
    documents = [c.events.predicted for c in comparisons if not c.events.gold]
    violence = [
        event
        for events in documents
        for event in events
        if event.type.family is Family.VIOLENCE and event.modality == Modality.ASSERTED
    ]
    return EventFree(len(documents), len(violence))
