"""Which words of a parse a date expression belongs to."""

import itertools
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

_DEMANDS = {"must", "should", "ought"}
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
    clause: Token | None = None  # the only clause that it dates
    closing: bool = False  # nothing but punctuation follows


def place_of(tokens: list[Token]) -> Place:
    """The head of an expression and what it dates, prepositions climbed over."""
    inside = {t.i for t in tokens}
    head = next((t for t in tokens if t.head.i not in inside or t.head == t), tokens[0])
    head = governor = _preposition(head, tokens[0]) or head
    while governor.head != governor:
        governor = governor.head
        if governor.i not in inside and governor.pos_ not in _LINKS:
            break
    sentence = head.sent
    closing = all(t.is_punct for t in sentence.doc[tokens[-1].i + 1 : sentence.end])
    return Place(head, governor, closing=closing)


def _preposition(head: Token, first: Token) -> Token | None:
    """The "on" of "On 6 June RSF fighters came", where the parser takes the day for a name's."""
    if head.dep_ not in {"compound", "nmod", "nummod", "amod"} or first.i == first.sent.start:
        return None
    before = first.nbor(-1)
    return before if before.pos_ == "ADP" and before.lower_ in words("on_a_day") else None


def place_after(tokens: list[Token]) -> Place | None:
    """The clause that "a day after" counts from: "a day after guerrillas blew up a bus"."""
    link = tokens[-1]
    if link.dep_ == "mark":
        return Place(link.head, link.head, clause=link.head)
    below = [c for c in link.children if c.dep_ in {"pobj", "pcomp"}]
    return Place(below[0], below[0], clause=below[0]) if below else None


def clause_verb(token: Token) -> Token:
    """The verb of the clause that a word stands in, or the sentence's root."""
    return next((t for t in chain(token) if t.pos_ in {"VERB", "AUX"}), token.sent.root)


def chain(token: Token) -> list[Token]:
    """The token and all words above it."""
    return [token, *token.ancestors]


def is_future(place: Place, relation: str) -> bool:
    """True where the clause of a date tells what is to come: "will meet on Sunday"."""
    verb = clause_verb(place.governor)
    if any(t.lower_ in {"will", "shall", "'ll", "would", "to"} for t in _auxiliaries(verb)):
        return True
    if relation in {"by", "until"}:
        return not any(t.lemma_ == "have" for t in _auxiliaries(verb))
    if verb.dep_ == "acl" and any(t.lower_ == "will" for t in _auxiliaries(verb.head.head)):
        return True
    told = bound(place) and verb.tag_ == "VBD"  # "Thursday's offer was a gambit"
    if place.governor != verb and not told:
        lemmas = {place.governor.lemma_.lower(), place.governor.head.lemma_.lower()}
        if lemmas & words("future"):
            return True
    if verb.tag_ in {"VBD", "VBN"}:
        if verb.lemma_ in words("future") and any(
            t.tag_ in {"VBZ", "VBP"} for t in _auxiliaries(verb)
        ):
            return any(t.lemma_ == "be" for t in _auxiliaries(verb))
        due = {c for c in verb.children if c.dep_ in {"acomp", "oprd"}}
        return any(t.lemma_.lower() in words("future") for t in due)
    if verb.tag_ in {"VBP", "VBZ"} and not _auxiliaries(verb):
        return verb.lemma_ in words("scheduled")
    return verb.lemma_ in words("future")


def _auxiliaries(verb: Token) -> list[Token]:
    return [t for t in verb.children if t.dep_ in {"aux", "auxpass"}]


def bound(place: Place) -> bool:
    """True for "the January coup" and "Tuesday's raid": a date of that noun alone."""
    return place.head.dep_ in {
        "compound",
        "nmod",
        "poss",
        "nummod",
        "amod",
    }


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
    if place.clause is not None:
        return (0, up.index(place.clause)) if place.clause in up else None
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
    if _is_apart(trigger, mine) or _is_content(trigger, theirs):
        return None
    steps = len(mine) + len(theirs)
    if any(t.dep_ == "acl" and t.head != trigger for t in theirs):
        return (4, steps) if place.closing else None
    if any(t.dep_ in {"xcomp", "ccomp", "advcl", "pcomp"} for t in theirs):
        return (3, steps)
    return (bool(mine) + bool(theirs and mine), steps)


def _is_apart(trigger: Token, mine: list[Token]) -> bool:
    """True for "suspended the talks", "called for a truce": a date of the verb alone."""
    if not mine or trigger.pos_ not in {"NOUN", "PROPN"}:
        return False
    if mine[-1].pos_ in {"VERB", "AUX"} or _breaks_out(mine[-1].head):
        return False
    if mine[-1].dep_ == "nsubj" and (mine[-1] != trigger or _is_sitting(trigger)):
        return False
    return mine[-1].head.lemma_.lower() in words("apart")


def _is_sitting(trigger: Token) -> bool:
    """True for what ends on the days that it is held on: "the talks ended on Monday"."""
    return trigger.lemma_.lower() in words("sittings")


def _is_content(trigger: Token, theirs: list[Token]) -> bool:
    """True where a date stands in what the trigger says, demands or threatens."""
    if trigger.lemma_.lower() not in words("telling") | words("future"):
        return False
    return any(t.dep_ in {"xcomp", "ccomp", "pcomp"} for t in theirs)


def _encloses(token: Token, trigger: Token) -> bool:
    """True where a clause keeps its dates to itself."""
    return token.dep_ in {"relcl", "ccomp"} and token.head != trigger


def _closed(token: Token) -> bool:
    """True where the date of the word above does not reach down to this one."""
    if token.dep_ == "xcomp":
        return token.head.lemma_.lower() not in words("aspect")
    if token.dep_ == "advcl":
        # "unless it pulls back", "after its clinic was ransacked"
        marks = {c.lower_ for c in token.children if c.dep_ in {"mark", "aux"}}
        return bool(marks & {"if", "unless", "after"})
    if token.dep_ in {"relcl", "acl"}:
        return True
    if token.dep_ != "ccomp" or any(t.lower_ in _DEMANDS for t in _auxiliaries(token)):
        # "said on Monday that they must leave" demands it on Monday
        return False
    # "…, the ministry announced on Friday" dates the announcement
    return token.i < token.head.i or token.head.lemma_.lower() in words("telling")


def begins(place: Place, trigger: Token) -> bool:
    """True for "the offensive began on Thursday": what lasts from its day on."""
    verb = place.governor
    if trigger == verb and trigger.lemma_.lower() in words("lasting_verbs"):
        return any(t.lower_ == "since" for t in trigger.children)
    if trigger == verb and trigger.dep_ == "xcomp":
        return trigger.head.lemma_.lower() in words("aspect_begun")
    if verb == trigger or not (_breaks_out(verb) or verb.lemma_.lower() in words("beginning")):
        return False
    return trigger.lemma_.lower() in words("lasting") and (
        trigger.head == verb or verb.head == trigger
    )


def teller(trigger: Token) -> Token | None:
    """The verb that tells of a trigger: "said" for "backed" in "said that he backed it"."""
    for token in chain(trigger):
        if token.dep_ == "ccomp" and token.head.lemma_.lower() in words("telling"):
            return token.head
    return None


def _breaks_out(verb: Token) -> bool:
    return verb.lemma_ == "break" and any(t.lower_ == "out" for t in verb.children)


def is_due(place: Place, trigger: Token) -> bool:
    """True for "the talks are planned for Friday", not for "planned on Friday that they meet"."""
    if place.governor.lemma_.lower() not in words("future"):
        return False
    below = itertools.takewhile(lambda t: t != place.governor, chain(trigger))
    return not any(t.dep_ in {"ccomp", "xcomp", "advcl"} for t in below)


def is_perfect(place: Place) -> bool:
    """True for "has been under siege for three weeks"."""
    auxiliaries = _auxiliaries(clause_verb(place.governor))
    return any(t.lemma_ == "have" and t.tag_ in {"VBZ", "VBP"} for t in auxiliaries)


def dates_what_lasts(place: Place) -> bool:
    """True for "the four-day assault", False for "a two-day visit"."""
    return place.governor.lemma_.lower() in words("lasting")


def refers_back(place: Place) -> bool:
    """True for "two days after that massacre": counted from a happening told before."""
    noun = place.head
    return noun.pos_ == "NOUN" and any(c.lower_ in {"that", "the", "this"} for c in noun.children)


def lasts(trigger: Token) -> bool:
    """True for a happening that "the third day" is one of."""
    return trigger.lemma_.lower() in words("lasting")


def is_state(trigger: Token) -> bool:
    """True for "the besieged city": a state of the day of telling."""
    return trigger.dep_ == "amod" and trigger.lemma_.lower() in words("states")


def goes_on(trigger: Token) -> bool:
    """True for what the present tense tells: "are fighting", "are held", "calls for a truce"."""
    auxiliaries = _auxiliaries(trigger)
    if trigger.pos_ == "NOUN" and trigger.dep_ in {"dobj", "nsubj", "nsubjpass"}:
        verb = trigger.head
        kills = trigger.dep_ == "nsubj" and verb.tag_ != "VBG" and verb.pos_ == "VERB"
        return (kills or verb.tag_ == "VBG") and goes_on(verb)
    if trigger.dep_ == "conj" and not auxiliaries and trigger.tag_ in {"VBN", "VBG"}:
        return goes_on(trigger.head)
    if trigger.tag_ == "VBG":
        return any(t.tag_ in {"VBP", "VBZ"} and t.lemma_ == "be" for t in auxiliaries)
    if trigger.tag_ == "VBN":
        return [t.tag_ for t in auxiliaries] in (["VBP"], ["VBZ"]) and auxiliaries[0].lemma_ == "be"
    # The tagger takes some past tenses for the present: "retook".
    present = trigger.tag_ == "VBZ" or (
        trigger.tag_ == "VBP" and trigger.lower_ == trigger.lemma_.lower()
    )
    present = present and trigger.pos_ == "VERB" and trigger.lemma_ not in words("telling")
    return present and not auxiliaries and trigger.dep_ != "relcl"
