"""Claims of responsibility and denials: what they add to events told before."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.drafts import Draft, Reader, Told
from kg.extract.kinds import acting
from kg.extract.lexicon import Rule
from kg.extract.matching import Trigger
from kg.extract.syntax import agents_of, patients_of, prep_objects
from kg.nlp.analysis import Sentence
from kg.records import EventType, Family, Mention, Modality

_CLAIMED = frozenset({"responsibility", "attack", "bombing", "blast", "assault", "it", "killing"})
_DENYING = frozenset({"deny", "reject", "dismiss", "refute"})
_DENIED = frozenset(
    {
        *("allegation", "charge", "claim", "report", "accusation", "attack", "involvement", "it"),
        *("responsibility", "role", "killing", "strike", "that", "which", "this", "raid"),
    }
)
_NOBODY = frozenset({"no", "nobody", "none"})
_DEEDS = frozenset({Family.VIOLENCE, Family.CONTROL})
_REACH = 4  # sentences


def claimants(reader: Reader, sentence: Sentence) -> tuple[Mention, ...]:
    """Those who in this sentence say that a deed was theirs."""
    found: list[Mention] = []
    for token in sentence.tokens:
        if token.lemma_.lower() == "claim" and token.pos_ == "VERB" and _claims_deed(token):
            doers = [t for t in agents_of(token) if not _is_nobody(t)]
            named = (reader.names.actor(sentence, t) for t in doers)
            found += [acting(m) for m in named if m is not None]
    return tuple(found)


def _claims_deed(verb: Token) -> bool:
    return any(t.lemma_.lower() in _CLAIMED for t in patients_of(verb)) and not any(
        c.dep_ in {"ccomp", "neg"} for c in verb.children
    )


def _is_nobody(token: Token) -> bool:
    return token.lower_ in _NOBODY or any(c.lower_ in _NOBODY for c in token.children)


def with_claimants(
    events: list[Draft], sentence: Sentence, who: tuple[Mention, ...]
) -> list[Draft]:
    """The events, the deed last told before a claim of responsibility laid to who claims it."""
    for i in range(len(events) - 1, -1, -1):
        event = events[i]
        if event.type.family is Family.VIOLENCE and event.modality is Modality.ASSERTED:
            if sentence.index - event.told[-1].sentence.index > _REACH:
                return events
            told = event.told
            if sentence not in [t.sentence for t in told]:
                told = (*told, Told(sentence, told[0].trigger))
            event = replace(
                event,
                told=told,
                agents=event.agents or who,
                sources=(*event.sources, *(m for m in who if m not in event.sources)),
            )
            return [*events[:i], event, *events[i + 1 :]]
    return events


def denials(
    reader: Reader, sentence: Sentence, own: list[Draft], events: list[Draft]
) -> Iterator[Draft]:
    """Denied events: a deed told before, as the one who denies it has it."""
    if any(draft.modality is Modality.DENIED for draft in own):
        return
    for token in sentence.tokens:
        if token.pos_ != "VERB" or token.lemma_.lower() not in _DENYING:
            continue
        objects = [*patients_of(token), *(c for c in token.children if c.dep_ == "mark")]
        if not any(t.lemma_.lower() in _DENIED for t in objects):
            continue
        told = [*events, *(d for d in own if d.head.token.i < token.i)]
        deed = _last_deed(told, sentence)
        denier = tuple(
            acting(m)
            for t in agents_of(token)
            if (m := reader.names.actor(sentence, t)) is not None
        )
        if deed is not None and denier:
            rule = Rule(type=deed.type, switches=frozenset({"denial"}))
            yield replace(
                deed,
                told=(Told(sentence, Trigger(token, rule, nominal=False)),),
                modality=Modality.DENIED,
                sources=denier,
                date=None if prep_objects(token, "on") else deed.date,
            )
            return


def _last_deed(events: list[Draft], sentence: Sentence) -> Draft | None:
    for event in reversed(events):
        if event.type.family in _DEEDS and event.modality is Modality.ASSERTED:
            near = sentence.index - event.told[-1].sentence.index <= _REACH
            return event if near and event.type is not EventType.SIEGE else None
    return None


def with_accused(events: list[Draft]) -> list[Draft]:
    """The events, an accusation for a deed laid to those who did the deed."""
    doers = {t.token.doc[t.token.i]: e.agents for e in events for t in e.told if e.agents}
    found: list[Draft] = []
    for event in events:
        if event.type is EventType.ACCUSATION and not event.targets:
            deeds = [d for t in event.told for d in patients_of(t.token)]
            accused = [m for d in deeds for m in doers.get(d, ())]
            own = {m.name for m in event.agents}
            event = replace(event, targets=tuple(m for m in accused if m.name not in own))
        found.append(event)
    return found
