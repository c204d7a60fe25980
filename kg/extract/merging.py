"""Which mentions tell of one happening: within a sentence by the parse, across by reference."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.drafts import Draft
from kg.extract.syntax import agents_of, governors, patients_of
from kg.records import EventType, Family, Mention, Modality

_T = EventType
_RANK = (
    *(_T.CHEMICAL_ATTACK, _T.BOMBING, _T.AIR_STRIKE, _T.SHELLING, _T.OFFENSIVE, _T.ATTACK),
    _T.ARMED_CLASH,
)
_STRIKES = frozenset({_T.CHEMICAL_ATTACK, _T.BOMBING, _T.AIR_STRIKE, _T.SHELLING, _T.ATTACK})
_VAGUE = frozenset(
    {"attack", "raid", "assault", "strike", "incident", "violence", "killing", "blast", "explosion"}
)
_NEW = frozenset({"a", "an", "another", "second", "third", "other", "new", "no", "any", "more"})
_AIM_WITHIN = 3  # tokens
_OTHER = frozenset(
    {
        *("another", "second", "third", "other", "last", "next", "previous", "earlier", "latest"),
        *("similar", "new", "separate", "further", "fresh", "future", "upcoming", "past"),
    }
)
_REACH = 8  # sentences that a repeated mention reaches back over
_TOLL_REACH = 3  # sentences that a count of victims reaches back over
_ANYBODY = frozenset({"people", "civilians", "soldiers", "policemen", "children", "women", "men"})
_SOON = 3  # sentences within which a place may be told anew
_TOLLS = frozenset({"kill", "wound", "injure", "maim"})
_AVOWALS = frozenset({"committed", "commit", "reaffirm", "reiterate", "pledge", "ready"})
_STANDING = frozenset({"ceasefire", "truce", "talk", "fighting", "protest", "siege", "negotiation"})


def join_sentence(drafts: list[Draft]) -> list[Draft]:
    """The drafts of one sentence, those of one happening joined."""
    joined = [d for d in drafts if not d.toll]
    for toll in (d for d in drafts if d.toll):
        home = _home_of_toll(toll, joined)
        if home is None:
            joined.append(toll)
        else:
            joined[home] = joined[home].joined(toll)
    joined = _with_aims(joined)
    changed = True
    while changed:
        changed = False
        for i, j in _pairs(joined):
            if _same_in_sentence(joined[i], joined[j]):
                first, second = joined[i], joined[j]
                joined[i] = first.joined(second, named_by_other=_rank(second) < _rank(first))
                del joined[j]
                changed = True
                break
    return joined


def _with_aims(drafts: list[Draft]) -> list[Draft]:
    """The drafts, "an operation to retake X" being one event and no gain yet."""
    found = [d for d in drafts if d.type is not _T.TERRITORIAL_GAIN]
    for gain in (d for d in drafts if d.type is _T.TERRITORIAL_GAIN):
        verb = gain.head.token
        for i, draft in enumerate(found):
            noun = draft.head.token
            aimed = verb.tag_ == "VB" and 0 < verb.i - noun.i <= _AIM_WITHIN
            if draft.type is _T.OFFENSIVE and draft.head.trigger.nominal and aimed:
                found[i] = draft.joined(gain)
                break
        else:
            found.append(gain)
    return found


def _pairs(drafts: list[Draft]) -> Iterator[tuple[int, int]]:
    for i in range(len(drafts)):
        for j in range(i + 1, len(drafts)):
            yield i, j


def _rank(draft: Draft) -> int:
    return _RANK.index(draft.type) if draft.type in _RANK else len(_RANK)


def _home_of_toll(toll: Draft, drafts: list[Draft]) -> int | None:
    token = toll.head.token
    best: tuple[int, int] | None = None
    for i, draft in enumerate(drafts):
        if draft.type.family is not Family.VIOLENCE or draft.type in {
            _T.ABDUCTION,
            _T.SEXUAL_VIOLENCE,
            _T.DESTRUCTION,
            _T.SIEGE,
        }:
            continue
        if draft.modality is not toll.modality:
            continue
        distance = _tree_distance(token, draft.head.token)
        if distance is not None and (best is None or distance < best[0]):
            best = (distance, i)
    return best[1] if best else None


def _tree_distance(one: Token, two: Token) -> int | None:
    """Steps between two tokens where one stands above the other or they share a head."""
    up_one = [one, *governors(one)]
    up_two = [two, *governors(two)]
    for steps, token in enumerate(up_one):
        if token in up_two:
            return steps + up_two.index(token)
    return None


def _same_in_sentence(one: Draft, two: Draft) -> bool:
    if one.type.family is not two.type.family or one.modality is not two.modality:
        return False
    a, b = one.head, two.head
    upper, lower = (a, b) if a.token in governors(b.token) else (b, a)
    linked = upper.token in governors(lower.token)
    if one.type is two.type and not _acts(a.token, b.token):
        return _same_type(one, two, upper.token, lower.token, linked)
    if linked and lower.token.lemma_ in _TOLLS and {one.type, two.type} <= _STRIKES:
        return True
    if _acts(a.token, b.token) or _acts(b.token, a.token):
        return one.type in _STRIKES and two.type in _STRIKES
    if one.type in _STRIKES and two.type in _STRIKES and linked:
        nominal = a.trigger.nominal or b.trigger.nominal
        return nominal and _is_argument(lower.token, upper.token)
    return False


def _acts(noun: Token, verb: Token) -> bool:
    """True where a deed's name is the subject of another word for it ("two strikes destroyed")."""
    return noun.pos_ == "NOUN" and verb.pos_ == "VERB" and noun in agents_of(verb)


def _same_type(one: Draft, two: Draft, upper: Token, lower: Token, linked: bool) -> bool:
    if one.type is _T.SUPPORT and upper.lemma_.lower() in _AVOWALS:
        return linked
    if one.type.family is Family.DIPLOMACY and one.type not in {_T.NEGOTIATION, _T.AGREEMENT}:
        return linked and lower.pos_ != "VERB" and _is_argument(lower, upper)
    if linked and _is_argument(lower, upper):
        return True
    if lower.dep_ == "conj" and lower.head == upper and upper.pos_ == "VERB":
        if one.type in _STRIKES and not agents_of(lower)[1:]:
            return agents_of(lower) == agents_of(upper)
        return not _own_objects_differ(upper, lower)
    return linked and lower.dep_ in {"advcl", "xcomp", "acl", "pcomp"} and not patients_of(lower)


def _own_objects_differ(one: Token, two: Token) -> bool:
    first, second = patients_of(one), patients_of(two)
    return bool(first and second) and {t.i for t in first} != {t.i for t in second}


def _is_argument(lower: Token, upper: Token) -> bool:
    current = lower
    while current != upper and current.head != current:
        if current.pos_ == "VERB" and current != lower:
            return False
        current = current.head
    return current == upper


def join_document(events: list[Draft], drafts: Iterable[Draft]) -> list[Draft]:
    """The events with those of one more sentence: what refers back is joined to what it means."""
    events = list(events)
    for draft in drafts:
        home = _home(draft, events)
        if home is None:
            events.append(draft)
        else:
            events[home] = _attached(events[home], draft)
    return events


def _attached(event: Draft, draft: Draft) -> Draft:
    if draft.type is event.type or draft.toll:
        return event.joined(draft)
    if _rank(draft) < _rank(event) and event.type is _T.ATTACK:
        return replace(event.joined(draft), type=draft.type)
    return event.joined(draft)


def _home(draft: Draft, events: list[Draft]) -> int | None:
    """Index of the event that a draft tells of again."""
    index = draft.head.sentence.index
    for i in range(len(events) - 1, -1, -1):
        event = events[i]
        if event.type is not draft.type and event.type.family is not draft.type.family:
            continue
        gap = index - max(t.sentence.index for t in event.told)
        if gap < 0 or (gap > _REACH and event.type is not draft.type):
            continue
        if Modality.DENIED in {event.modality, draft.modality}:
            continue
        if _refers(draft, event, gap):
            return i
    return None


def _refers(draft: Draft, event: Draft, gap: int) -> bool:
    if draft.toll:
        return _continues(draft, event, gap)
    if _differ_in_date(draft, event):
        return False
    new = {c.lower_ for c in draft.head.token.children} & _OTHER
    if new:
        return False
    if draft.head.definite or (draft.head.trigger.nominal and _is_bare(draft)):
        if gap > _REACH or not _compatible(draft, event) or _clash(draft.agents, event.agents):
            return False
        if draft.agents and not event.agents and gap > _SOON:
            return False
        return gap <= _SOON or not _clash(draft.places, event.places)
    if draft.type is event.type:
        return _same_sides(draft, event) and draft.modality is event.modality
    return False


def _continues(toll: Draft, event: Draft, gap: int) -> bool:
    """True where victims told by themselves are those of an event just told."""
    if toll.summary or not 0 < gap <= _TOLL_REACH or toll.modality is not event.modality:
        return False
    if event.type not in {*_STRIKES, _T.ARMED_CLASH, _T.OFFENSIVE} or _differ_in_date(toll, event):
        return False
    if _clash(toll.places, event.places) or (toll.date is not None and event.date is None):
        return False
    doers = agents_of(toll.head.token)
    if not doers or _names(toll.agents) & _names(event.agents):
        return True
    same = _names(toll.targets) & _names(event.targets) - _ANYBODY
    return not event.agents and (gap <= 1 or bool(same))


def _is_bare(draft: Draft) -> bool:
    """True for a mention that adds nothing to what was told: no article, no other side or place."""
    words = {c.lower_ for c in draft.head.token.children}
    if any(c.dep_ == "nummod" for c in draft.head.token.children):
        return False
    return draft.type in _STRIKES and not words & _NEW and not draft.places and not draft.targets


def _compatible(draft: Draft, event: Draft) -> bool:
    if draft.type is event.type:
        return True
    lemma = draft.head.token.lemma_.lower()
    return lemma in _VAGUE and draft.type in _STRIKES and event.type in _STRIKES


def _differ_in_date(one: Draft, two: Draft) -> bool:
    if one.date is None or two.date is None:
        return False
    first, second = one.date, two.date
    if first.latest and second.earliest and first.latest < second.earliest:
        return True
    return bool(second.latest and first.earliest and second.latest < first.earliest)


def _names(mentions: tuple[Mention, ...]) -> set[str]:
    return {m.name.lower() for m in mentions}


def _clash(one: tuple[Mention, ...], two: tuple[Mention, ...]) -> bool:
    return bool(one and two) and not _names(one) & _names(two)


def _same_sides(draft: Draft, event: Draft) -> bool:
    if draft.type in {_T.NEGOTIATION, _T.AGREEMENT, _T.ARMED_CLASH}:
        lemma = draft.head.token.lemma_.lower()
        if lemma in _STANDING and not _clash(draft.agents, event.agents):
            return not _clash(draft.places, event.places)
        return len(_names(draft.agents) & _names(event.agents)) > 1
    if draft.type in _STRIKES and _names(draft.targets) & _names(event.targets) - _ANYBODY:
        return not _clash(draft.agents, event.agents) and not _clash(draft.places, event.places)
    same_agents = bool(_names(draft.agents) & _names(event.agents))
    same_targets = bool(_names(draft.targets) & _names(event.targets))
    if not draft.targets and not event.targets:
        return same_agents and bool(_names(draft.places) & _names(event.places))
    return same_agents and same_targets and not _clash(draft.places, event.places)
