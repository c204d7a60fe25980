"""Events while they are put together: mentions with arguments, joined as they turn out one."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from kg.extract.attribution import Attributions
from kg.extract.kinds import acting
from kg.extract.matching import Trigger, lemmas
from kg.extract.modality import SPEECH, modality_of
from kg.extract.names import Names
from kg.extract.places import places
from kg.extract.roles import agents, instruments, targets
from kg.extract.syntax import modifiers
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.dates import DateMention, Dates
from kg.nlp.mentions import mention_of
from kg.nlp.numbers import parse_count
from kg.records import EventType, Family, Flags, Kind, Mention, Modality

_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both", "its", "their", "his"})


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger in its sentence."""

    sentence: Sentence
    trigger: Trigger

    @property
    def token(self) -> Token:
        """The trigger's word."""
        return self.trigger.token

    @property
    def definite(self) -> bool:
        """True for "the attack", "this offensive": a happening already told of."""
        if not self.trigger.nominal:
            return False
        return any(c.lower_ in _DEFINITE for c in self.token.lefts)


@dataclass(frozen=True, slots=True)
class Draft:
    """One event so far; the first mention is the one that names it."""

    told: tuple[Told, ...]
    type: EventType
    agents: tuple[Mention, ...]
    targets: tuple[Mention, ...]
    places: tuple[Mention, ...]
    date: DateMention | None
    modality: Modality
    sources: tuple[Mention, ...]
    instrument: Mention | None = None
    flags: Flags = field(default_factory=Flags)
    confidence: float | None = None

    @property
    def head(self) -> Told:
        """The mention that names the event."""
        return self.told[0]

    @property
    def toll(self) -> bool:
        """True where only a count of victims tells of the event."""
        return all("toll" in t.trigger.rule.switches for t in self.told)

    @property
    def summary(self) -> bool:
        """True for "more than 2,000 have died since March": the toll of a whole conflict."""
        return self.toll and any(c.lower_ == "since" for t in self.told for c in t.token.children)

    def joined(self, other: "Draft", named_by_other: bool = False) -> "Draft":
        """Both as one event, named by the first unless told otherwise."""
        main, side = (other, self) if named_by_other else (self, other)
        return replace(
            main,
            told=(*main.told, *side.told),
            agents=_union(main.agents, side.agents),
            targets=_union(main.targets, side.targets),
            places=_union(main.places, side.places),
            date=main.date or side.date,
            sources=_union(main.sources, side.sources),
            instrument=main.instrument or side.instrument,
            flags=_flags(main.flags, side.flags),
            confidence=max(filter(None, (self.confidence, other.confidence)), default=None),
        )


@dataclass(frozen=True)
class Reader:
    """What is known of a document when its events are read."""

    analysis: Analysis
    names: Names
    dates: Dates
    attributions: Attributions

    def draft(self, sentence: Sentence, trigger: Trigger) -> Draft:
        """The event that one trigger names, with all arguments that its clause gives."""
        token, type_ = trigger.token, trigger.rule.type
        actors = tuple(map(acting, self._actors(sentence, agents(trigger))))
        hit = tuple(
            m for m in self._actors(sentence, targets(trigger)) if m.span not in _spans(actors)
        )
        where = tuple(self.names.place(sentence, t) for t in places(trigger))
        sources = tuple(
            m for m in map(self.names.source, self.attributions.sources_of(sentence, token))
        )
        if type_ in SPEECH and not actors and not trigger.nominal:
            actors, sources = sources, ()
        elif type_ in SPEECH:
            sources = tuple(m for m in sources if m.name not in {a.name for a in actors})
        modality = modality_of(token, type_)
        date = self.dates.for_trigger(
            sentence,
            token,
            ahead=modality in {Modality.PLANNED, Modality.PROPOSED},
            speech=type_ in SPEECH,
        )
        return Draft(
            told=(Told(sentence, trigger),),
            type=type_,
            agents=actors,
            targets=hit,
            places=_union(where, ()),
            date=date,
            modality=modality,
            instrument=self._instrument(sentence, trigger),
            sources=sources,
            flags=_flags_of(trigger),
        )

    def _instrument(self, sentence: Sentence, trigger: Trigger) -> Mention | None:
        for head in instruments(trigger):
            mention = mention_of(self.analysis, sentence, head)
            return replace(mention, kind=Kind.WEAPON)
        return None

    def _actors(self, sentence: Sentence, heads: Iterable[Token]) -> tuple[Mention, ...]:
        found = (self.names.actor(sentence, head) for head in heads)
        return _union(tuple(m for m in found if m is not None), ())


def _spans(mentions: Iterable[Mention]) -> set[object]:
    return {m.span for m in mentions}


def _flags_of(trigger: Trigger) -> Flags:
    token = trigger.token
    near = lemmas([*modifiers(token), *token.children])
    return Flags(
        suicide="suicide" in near
        or (token.lemma_ == "blow" and bool({"himself", "herself"} & near)),
        ceasefire="ceasefire" in trigger.rule.switches,
        riot=token.lemma_ in {"riot", "rioting"},
        background=token.dep_ == "relcl",
        count=_count(trigger),
    )


def _count(trigger: Trigger) -> int | None:
    """How many strikes or attacks a number before the noun tells as one event."""
    if not trigger.nominal or trigger.rule.type.family is not Family.VIOLENCE:
        return None
    for child in trigger.token.lefts:
        if child.dep_ == "nummod":
            told = parse_count(child.text)
            if told is not None and told.min == told.max and told.min != 1:
                return told.min
    return None


def _flags(one: Flags, two: Flags) -> Flags:
    return Flags(
        suicide=one.suicide or two.suicide,
        ceasefire=one.ceasefire or two.ceasefire,
        riot=one.riot or two.riot,
        background=one.background and two.background,
        count=one.count if one.count is not None else two.count,
    )


def _union(one: tuple[Mention, ...], two: tuple[Mention, ...]) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for mention in (*one, *two):
        found.setdefault(mention.name.lower(), mention)
    return tuple(found.values())
