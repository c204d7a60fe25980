"""Which words of a parse a date expression belongs to."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

_LINKS = {"ADP", "SCONJ", "NUM", "ADV", "PART", "ADJ"}


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``dates.toml``."""
    data = tomllib.loads((files("kg.nlp") / "dates.toml").read_text(encoding="utf-8"))
    return frozenset(data[name])


@dataclass(frozen=True, slots=True)
class Place:
    """Where a date expression hangs in the parse."""

    head: Token  # of the expression
    governor: Token  # the verb or noun that it dates


def place_of(tokens: list[Token]) -> Place:
    """The head of an expression and what it dates, prepositions climbed over."""
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])
    governor = head
    while governor.head != governor:
        governor = governor.head
        if governor.i not in inside and governor.pos_ not in _LINKS:
            break
    return Place(head, governor)


def clause_verb(token: Token) -> Token:
    """The verb of the clause that a word stands in, or the sentence's root."""
    return next((t for t in chain(token) if t.pos_ in {"VERB", "AUX"}), token.sent.root)


def chain(token: Token) -> list[Token]:
    """The token and all words above it."""
    return [token, *token.ancestors]


def is_future(place: Place, relation: str) -> bool:
    """True where the clause of a date tells what is to come: "will meet on Sunday"."""
    verb = clause_verb(place.governor)
    auxiliaries = [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]
    if any(t.lower_ in {"will", "shall", "'ll", "would", "to"} for t in auxiliaries):
        return True
    if relation in {"by", "until"}:
        return not any(t.lemma_ == "have" for t in auxiliaries)
    if any(t.lemma_.lower() in words("future") for t in (place.governor, place.governor.head)):
        return True
    if verb.tag_ in {"VBP", "VBZ"} and not auxiliaries:
        return verb.lemma_ in words("scheduled")
    return any(t.lemma_ in words("future") for t in (verb, *verb.children) if t.tag_ != "VBD")


def bound(place: Place) -> bool:
    """True for "the January coup" and "Tuesday's raid": a date of that noun alone."""
    return place.head.dep_ in {"compound", "nmod", "poss", "nummod", "amod"}


def since_clause(place: Place, trigger: Token) -> bool:
    """True where a date stands after "since", in words that the trigger is outside of."""
    up = set(chain(trigger))
    for token in chain(place.head):
        if token in up:
            return False
        if token.lower_ == "since" or any(
            t.lower_ == "since" and t.dep_ == "mark" for t in token.children
        ):
            return True
    return False


def rank(place: Place, trigger: Token) -> tuple[int, int] | None:
    """How closely a date belongs to a trigger, lowest best; None where it does not."""
    up, down = chain(trigger), chain(place.head)
    if place.head in up and place.head != trigger:
        # "since July 12, when rebels captured two soldiers"
        return (0, up.index(place.head))
    if bound(place):
        return (0, 0) if place.governor == trigger else None
    meeting = next((t for t in up if t in down), None)
    if meeting is None:
        return None
    mine, theirs = up[: up.index(meeting)], down[: down.index(meeting)]
    if any(_closed(t) for t in mine) or any(_encloses(t, trigger) for t in theirs):
        return None
    steps = len(mine) + len(theirs)
    if any(t.dep_ in {"xcomp", "ccomp", "advcl", "pcomp"} for t in theirs):
        return (3, steps)
    return (bool(mine) + bool(theirs and mine), steps)


def _encloses(token: Token, trigger: Token) -> bool:
    """True where a clause keeps its dates to itself."""
    if token.dep_ in {"relcl", "acl"}:
        return token.head != trigger
    return token.dep_ == "ccomp" and token.head != trigger


def _closed(token: Token) -> bool:
    """True where the date of the word above does not reach down to this one."""
    if token.dep_ == "xcomp":
        return token.head.lemma_.lower() not in words("aspect")
    if token.dep_ in {"relcl", "acl"}:
        return True
    return token.dep_ == "ccomp" and token.head.lemma_.lower() in words("telling")


def begins(place: Place, trigger: Token) -> bool:
    """True for "the offensive began on Thursday": what lasts from its day on."""
    verb = place.governor
    if verb.lemma_.lower() not in words("beginning") or verb == trigger:
        return False
    return trigger.lemma_.lower() in words("lasting") and (
        trigger.head == verb or verb.head == trigger
    )


def is_state(trigger: Token) -> bool:
    """True for "the besieged city": a state of the day of telling."""
    return trigger.dep_ == "amod" and trigger.lemma_.lower() in words("states")


def goes_on(trigger: Token) -> bool:
    """True for what the present tense tells: "are fighting", "are held", "calls for a truce"."""
    auxiliaries = [t for t in trigger.children if t.dep_ in {"aux", "auxpass"}]
    if trigger.tag_ == "VBG":
        return any(t.tag_ in {"VBP", "VBZ"} and t.lemma_ == "be" for t in auxiliaries)
    if trigger.tag_ == "VBN":
        return [t.tag_ for t in auxiliaries] in (["VBP"], ["VBZ"]) and auxiliaries[0].lemma_ == "be"
    return trigger.tag_ in {"VBP", "VBZ"} and not auxiliaries and trigger.dep_ != "relcl"
