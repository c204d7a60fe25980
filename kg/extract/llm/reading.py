"""An answer as records: what the form or the document does not bear out is dropped and counted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from kg.errors import RecordError
from kg.extract.llm.drops import Drop, Drops
from kg.extract.llm.mentions import Quotes
from kg.extract.llm.schema import ACTORS, TARGETS
from kg.extract.llm.told import (
    FormError,
    as_object,
    day_or_none,
    items,
    number_or_none,
    one_of,
    text,
    text_or_none,
    truth,
)
from kg.nlp.numbers import Count, parse_count
from kg.records import (
    FLAG_NAMES,
    CasualtyClaim,
    EventReport,
    EventType,
    Flags,
    Kind,
    Modality,
    Outcome,
    Span,
)

Item = Mapping[str, Any]
T = TypeVar("T")


class _UnborneError(Exception):
    """An event or claim of the right form that the document does not bear out."""

    def __init__(self, drop: Drop) -> None:
        super().__init__(drop)
        self.drop = drop


@dataclass(frozen=True, slots=True)
class Read:
    """What one answer gave."""

    events: tuple[EventReport, ...] = ()
    claims: tuple[CasualtyClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class _Dates:
    earliest: date | None = None
    latest: date | None = None
    span: Span | None = None


def read_events(answer: Item, quotes: Quotes) -> Read:
    """The events and claims of an answer that its window's sentences bear out."""
    return _Reader(quotes).read(answer)


@dataclass(slots=True)
class _Reader:
    quotes: Quotes
    events: dict[str, EventReport] = field(default_factory=dict)
    claims: dict[str, CasualtyClaim] = field(default_factory=dict)

    @property
    def drops(self) -> Drops:
        return self.quotes.drops

    def read(self, answer: Item) -> Read:
        for item in items(answer, "events"):
            self._keep(item, self.event, self.events, Drop.EVENT_FORM)
        for item in items(answer, "claims"):
            self._keep(item, self.claim, self.claims, Drop.CLAIM_FORM)
        wholes = self._links({id_: event.part_of for id_, event in self.events.items()})
        totals = self._links({id_: claim.including for id_, claim in self.claims.items()})
        return Read(
            tuple(replace(event, part_of=wholes[id_]) for id_, event in self.events.items()),
            tuple(replace(claim, including=totals[id_]) for id_, claim in self.claims.items()),
        )

    def _keep(
        self, item: object, read: Callable[[str, Item], T], kept: dict[str, T], form: Drop
    ) -> None:
        try:
            told = as_object(item)
            id_ = text(told, "id")
            if id_ in kept:
                raise FormError(f"{id_} is there twice")
            kept[id_] = read(id_, told)
        except (FormError, RecordError) as error:
            self.drops.add(form, f"{error} in {item!r:.500}")
        except _UnborneError as error:
            self.drops.add(error.drop, f"{item!r:.500}")

    def event(self, id_: str, item: Item) -> EventReport:
        """One event; a trigger that is not where it is said to be leaves nothing of it."""
        quotes = self.quotes
        evidence = {quotes.sentence(number) for number in items(item, "evidence")}
        told = as_object(item.get("trigger"))
        if quotes.sentence(told.get("sentence")) not in evidence:
            raise FormError("the trigger is in no sentence of the evidence")
        dates = self._dates(item)
        instrument = item.get("instrument")
        trigger = quotes.find(told)
        if trigger is None:
            raise _UnborneError(Drop.EVENT_QUOTE)
        return EventReport(
            id=id_,
            type=one_of(item, "type", EventType),
            evidence=tuple(sorted(evidence)),
            trigger=trigger,
            earliest=dates.earliest,
            latest=dates.latest,
            date_span=dates.span,
            places=quotes.mentions(items(item, "places"), (Kind.PLACE,)),
            agents=quotes.mentions(items(item, "agents"), ACTORS),
            targets=quotes.mentions(items(item, "targets"), TARGETS),
            instrument=quotes.mention(as_object(instrument), (Kind.WEAPON,))
            if instrument is not None
            else None,
            modality=one_of(item, "modality", Modality),
            attributed_to=quotes.mentions(items(item, "attributed_to"), ACTORS),
            part_of=text_or_none(item, "part_of"),
            flags=_flags(item),
        )

    def _dates(self, item: Item) -> _Dates:
        """The days of an event, unless words that tell them are made up."""
        told = item.get("date")
        if told is None:
            return _Dates()
        told = as_object(told)
        dates = _Dates(day_or_none(told, "earliest"), day_or_none(told, "latest"))
        document = self.quotes.document
        years = {str(day.year) for day in (dates.earliest, dates.latest) if day}
        if document.published is None and any(year not in document.text for year in years):
            self.drops.add(Drop.DATE_YEAR, told)
            return _Dates()
        if text_or_none(told, "quote") is None:
            return dates
        span = self.quotes.find(told) if told.get("sentence") is not None else None
        if span is None:
            self.drops.add(Drop.DATE_QUOTE, told)
            return _Dates()
        return replace(dates, span=span)

    def claim(self, id_: str, item: Item) -> CasualtyClaim:
        """One claim, about an event that was kept and with a number that the sentence tells."""
        quotes = self.quotes
        evidence = quotes.sentence(item.get("sentence"))
        count = quotes.find(item, "count")
        if text(item, "event") not in self.events:
            raise _UnborneError(Drop.CLAIM_EVENT)
        if count is None:
            raise _UnborneError(Drop.CLAIM_QUOTE)
        group = self._group(item)
        claim = CasualtyClaim(
            id=id_,
            event=text(item, "event"),
            outcome=one_of(item, "outcome", Outcome),
            min=number_or_none(item, "min"),
            max=number_or_none(item, "max"),
            approximate=truth(item, "approximate"),
            group=" ".join(quotes.document.quote(group).split()) if group else "people",
            evidence=evidence,
            count_span=count,
            group_span=group,
            attributed_to=quotes.mentions(items(item, "attributed_to"), ACTORS),
            including=text_or_none(item, "including"),
        )
        if not _agree(parse_count(quotes.document.quote(count)), claim.min, claim.max):
            raise _UnborneError(Drop.CLAIM_COUNT)
        return claim

    def _group(self, item: Item) -> Span | None:
        if text_or_none(item, "group") is None:
            return None
        span = self.quotes.find(item, "group")
        if span is None:
            self.drops.add(Drop.GROUP_QUOTE, item)
        return span

    def _links(self, parents: Mapping[str, str | None]) -> dict[str, str | None]:
        """The references that lead to something kept and not, through others, back."""
        kept: dict[str, str | None] = {}
        for child, parent in parents.items():
            sound = parent is None or (parent in parents and not _is_circular(child, parents))
            if not sound:
                self.drops.add(Drop.LINK, f"{child} to {parent}")
            kept[child] = parent if sound else None
        return kept


def _is_circular(start: str, parents: Mapping[str, str | None]) -> bool:
    above = parents[start]
    for _ in parents:
        if above is None or above == start:
            return above == start
        above = parents.get(above)
    return False


def _flags(item: Item) -> Flags:
    told = as_object(item.get("flags") or {})
    switches = {name: truth(told, name) for name in FLAG_NAMES if name != "count"}
    return Flags(**switches, count=number_or_none(told, "count"))


def _agree(said: Count | None, least: int | None, most: int | None) -> bool:
    """True unless the words of number, where they can be read, say other bounds.

    A bare number may stand with its qualifier outside the quote: "more than" makes it one more.
    """
    if said is None:
        return True
    if said.min == said.max and said.min is not None:
        near = (said.min - 1, said.min, said.min + 1)
        return (least is None or least in near[1:]) and (most is None or most in near[:2])
    return (said.min, said.max) == (least, most)
