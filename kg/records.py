"""The typed records that flow between the stages.

``Document -> Analysis -> Extraction -> DocumentGraph -> Verdict -> Store``: every record is
frozen, checks what its types cannot say, and knows nothing of spaCy, RDF or files. The terms are
those of the event model; their JSON form stands in :mod:`kg.annotation`.
"""

import hashlib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum

from kg.errors import RecordError


class Family(StrEnum):
    """The five families of event types."""

    VIOLENCE = "Violence"
    CONTROL = "Control"
    DIPLOMACY = "Diplomacy"
    HUMANITARIAN = "Humanitarian"
    PUBLIC_ORDER = "PublicOrder"


class EventType(StrEnum):
    """The 28 leaves of the event model, family by family."""

    ARMED_CLASH = "ArmedClash"
    OFFENSIVE = "Offensive"
    AIR_STRIKE = "AirStrike"
    SHELLING = "Shelling"
    BOMBING = "Bombing"
    CHEMICAL_ATTACK = "ChemicalAttack"
    ATTACK = "Attack"
    ABDUCTION = "Abduction"
    SEXUAL_VIOLENCE = "SexualViolence"
    SIEGE = "Siege"
    DESTRUCTION = "Destruction"
    TERRITORIAL_GAIN = "TerritorialGain"
    WITHDRAWAL = "Withdrawal"
    MOBILIZATION = "Mobilization"
    NEGOTIATION = "Negotiation"
    AGREEMENT = "Agreement"
    AGREEMENT_BREAKDOWN = "AgreementBreakdown"
    PROPOSAL = "Proposal"
    DEMAND = "Demand"
    ACCUSATION = "Accusation"
    THREAT = "Threat"
    SUPPORT = "Support"
    SANCTION = "Sanction"
    AID = "Aid"
    EVACUATION = "Evacuation"
    DISPLACEMENT = "Displacement"
    PROTEST = "Protest"
    ARREST = "Arrest"

    @property
    def family(self) -> Family:
        """The family that this leaf belongs to."""
        return _FAMILY_OF[self]


_LEAVES = tuple(EventType)
FAMILIES: dict[Family, tuple[EventType, ...]] = {
    Family.VIOLENCE: _LEAVES[:11],
    Family.CONTROL: _LEAVES[11:14],
    Family.DIPLOMACY: _LEAVES[14:23],
    Family.HUMANITARIAN: _LEAVES[23:26],
    Family.PUBLIC_ORDER: _LEAVES[26:],
}
_FAMILY_OF = {leaf: family for family, leaves in FAMILIES.items() for leaf in leaves}


class Modality(StrEnum):
    """How an event is told, strongest first."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    PROPOSED = "proposed"
    DENIED = "denied"


class Outcome(StrEnum):
    """What happened to the people whom a casualty claim counts."""

    KILLED = "killed"
    INJURED = "injured"
    MISSING = "missing"
    DISPLACED = "displaced"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    BESIEGED = "besieged"


class Kind(StrEnum):
    """What a mention refers to; each is a class of the ontology."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    ARMED_GROUP = "ArmedGroup"
    STATE_FORCES = "StateForces"
    GOVERNMENT = "Government"
    MEDIA_OUTLET = "MediaOutlet"
    GROUP = "Group"
    PLACE = "Place"
    OBJECT = "Object"
    WEAPON = "Weapon"

    @property
    def is_actor(self) -> bool:
        """True for people and organisations: whoever can act or be a source."""
        return self not in (Kind.PLACE, Kind.OBJECT, Kind.WEAPON)


class RegionKind(StrEnum):
    """Parts of a text that no extractor reads."""

    HEADLINE = "headline"
    BYLINE = "byline"
    DATELINE = "dateline"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A run of characters of ``Document.text``."""

    begin: int  # code points
    end: int  # exclusive

    def __post_init__(self) -> None:
        if not 0 <= self.begin < self.end:
            raise RecordError(f"span {self.begin},{self.end} is empty or reversed")

    def overlaps(self, other: "Span") -> bool:
        """True where the two share a character."""
        return self.begin < other.end and other.begin < self.end

    def contains(self, other: "Span") -> bool:
        """True where the other lies wholly inside this one."""
        return self.begin <= other.begin and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Region:
    """A part of a document that no extractor reads, and why."""

    span: Span
    kind: RegionKind


@dataclass(frozen=True, slots=True)
class Document:
    """One text as given (NFC); every offset counts in its ``text``.

    ``id`` is the name in files (a stem); the graph names a document by its text hash. ``path`` is
    where it was read from, which is no part of its content.
    """

    id: str
    text: str
    title: str = ""
    published: date | None = None
    source: str | None = None
    url: str | None = None
    licence: str | None = None
    regions: tuple[Region, ...] = ()
    path: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        if not self.id:
            raise RecordError("a document needs an id")
        if not unicodedata.is_normalized("NFC", self.text):
            raise RecordError(f"{self.id}: the text is not in Unicode normal form C")
        for region in self.regions:
            self.quote(region.span)

    @property
    def text_hash(self) -> str:
        """``sha256:`` and 64 hex digits over the UTF-8 text."""
        return "sha256:" + hashlib.sha256(self.text.encode()).hexdigest()

    def quote(self, span: Span) -> str:
        """The characters of a span; a RecordError where it leaves the text."""
        if span.end > len(self.text):
            raise RecordError(
                f"{self.id}: span {span.begin},{span.end} leaves the text "
                f"({len(self.text)} characters)"
            )
        return self.text[span.begin : span.end]


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody, something or some place as one span of the text names it.

    ``name`` is the fullest name that the document gives ("the Observatory" has the name "Syrian
    Observatory for Human Rights"), ``link`` an identifier that comes from data, such as ``Q858``.
    """

    name: str
    span: Span
    kind: Kind
    link: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise RecordError(f"mention at {self.span.begin},{self.span.end} has no name")


@dataclass(frozen=True, slots=True)
class Flags:
    """What the event model keeps besides the arguments."""

    suicide: bool = False
    ceasefire: bool = False
    riot: bool = False
    background: bool = False
    count: int | None = None

    def __post_init__(self) -> None:
        if self.count is not None and self.count < 1:
            raise RecordError(f"a count of {self.count} attacks is no event")


@dataclass(frozen=True, slots=True)
class CasualtyClaim:
    """A count of people as one source gives it; ``including`` names the claim it is a share of."""

    id: str
    event: str
    outcome: Outcome
    min: int | None
    max: int | None
    group: str
    evidence: Span
    approximate: bool = False
    count_span: Span | None = None
    group_span: Span | None = None
    attributed_to: tuple[Mention, ...] = ()
    including: str | None = None
    extractor: str = ""
    confidence: float | None = None

    def __post_init__(self) -> None:
        if self.min is None and self.max is None:
            raise RecordError(f"claim {self.id} has neither a lower nor an upper bound")
        if any(bound is not None and bound < 0 for bound in (self.min, self.max)):
            raise RecordError(f"claim {self.id} counts fewer than nobody")
        if self.min is not None and self.max is not None and self.max < self.min:
            raise RecordError(f"claim {self.id}: at most {self.max} is below at least {self.min}")
        if self.including == self.id:
            raise RecordError(f"claim {self.id} is a share of itself")
        _check_confidence(f"claim {self.id}", self.confidence)
        _check_sources(f"claim {self.id}", self.attributed_to)


def _check_sources(where: str, mentions: Iterable[Mention]) -> None:
    for mention in mentions:
        if not mention.kind.is_actor:
            raise RecordError(f"{where}: {mention.name!r} cannot act: {mention.kind}")


@dataclass(frozen=True, slots=True)
class EventReport:
    """That one document tells of one event: what, who, where, when, on whose word."""

    id: str
    type: EventType
    evidence: tuple[Span, ...]
    trigger: Span
    earliest: date | None = None
    latest: date | None = None
    date_span: Span | None = None
    places: tuple[Mention, ...] = ()
    agents: tuple[Mention, ...] = ()
    targets: tuple[Mention, ...] = ()
    instrument: Mention | None = None
    modality: Modality = Modality.ASSERTED
    attributed_to: tuple[Mention, ...] = ()
    part_of: str | None = None
    flags: Flags = field(default_factory=Flags)
    extractor: str = ""
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise RecordError(f"event {self.id} has no evidence")
        if self.earliest and self.latest and self.latest < self.earliest:
            raise RecordError(f"event {self.id} ends on {self.latest}, before {self.earliest}")
        if self.part_of == self.id:
            raise RecordError(f"event {self.id} is part of itself")
        _check_confidence(f"event {self.id}", self.confidence)
        _check_sources(f"event {self.id}", (*self.agents, *self.attributed_to))
        for place in self.places:
            if place.kind is not Kind.PLACE:
                raise RecordError(f"event {self.id}: {place.name!r} is no place: {place.kind}")

    def mentions(self) -> tuple[tuple[str, Mention], ...]:
        """Every argument with its role (agent, target, place, instrument, source)."""
        found = [("agent", m) for m in self.agents]
        found += [("target", m) for m in self.targets]
        found += [("place", m) for m in self.places]
        if self.instrument:
            found.append(("instrument", self.instrument))
        found += [("source", m) for m in self.attributed_to]
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of text that names something; ``type`` is one of re3d ("Organisation")."""

    type: str
    span: Span


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was read out of one document.

    ``entities`` are annotations of the text alone: they take part in no graph.
    """

    document: Document
    events: tuple[EventReport, ...] = ()
    claims: tuple[CasualtyClaim, ...] = ()
    entities: tuple[Entity, ...] = ()

    def __post_init__(self) -> None:
        event_ids = [e.id for e in self.events]
        claim_ids = [c.id for c in self.claims]
        self._check_references(event_ids, claim_ids)
        for span in self.spans():
            self.document.quote(span)

    def _check_references(self, event_ids: list[str], claim_ids: list[str]) -> None:
        where = self.document.id
        known_events, known_claims = set(event_ids), set(claim_ids)
        for what, ids in (("event", event_ids), ("claim", claim_ids)):
            if len(set(ids)) != len(ids):
                raise RecordError(f"{where}: two {what}s share an id")
        for event in self.events:
            if event.part_of is not None and event.part_of not in known_events:
                raise RecordError(f"{where}: event {event.id} is part of unknown {event.part_of}")
        for claim in self.claims:
            if claim.event not in known_events:
                raise RecordError(f"{where}: claim {claim.id} belongs to unknown {claim.event}")
            if claim.including is not None and claim.including not in known_claims:
                raise RecordError(
                    f"{where}: claim {claim.id} is a share of unknown {claim.including}"
                )
        _check_no_cycle(f"{where}: event", "part of", {e.id: e.part_of for e in self.events})
        _check_no_cycle(f"{where}: claim", "a share of", {c.id: c.including for c in self.claims})

    def spans(self) -> list[Span]:
        """Every span that the events, claims and entities name."""
        found: list[Span | None] = [entity.span for entity in self.entities]
        for event in self.events:
            found += [*event.evidence, event.trigger, event.date_span]
            found += [mention.span for _, mention in event.mentions()]
        for claim in self.claims:
            found += [claim.evidence, claim.count_span, claim.group_span]
            found += [mention.span for mention in claim.attributed_to]
        return [span for span in found if span is not None]


def _check_confidence(what: str, confidence: float | None) -> None:
    if confidence is not None and not 0 <= confidence <= 1:
        raise RecordError(f"{what} has confidence {confidence}, which is not between 0 and 1")


def _check_no_cycle(what: str, relation: str, parents: dict[str, str | None]) -> None:
    sound: set[str] = set()
    for start in parents:
        path: list[str] = []
        above: str | None = start
        while above is not None and above not in sound:
            if above in path:
                raise RecordError(f"{what} {above} is, through others, {relation} itself")
            path.append(above)
            above = parents[above]
        sound.update(path)


FLAG_NAMES = tuple(f.name for f in fields(Flags))
