"""What happened to the people of a noun phrase: the outcome that the words around it tell."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.nlp.numbers import Count
from kg.records import Outcome

_VICTIM_DEPS = {"dobj", "nsubjpass", "dative"}
_PASSIVE_AUX = {"auxpass"}


@dataclass(frozen=True, slots=True)
class Fate:
    """An outcome and the word that tells it."""

    outcome: Outcome
    cue: Token


@dataclass(frozen=True, slots=True)
class Victims:
    """People told as one: their count, what became of them, and the words for both."""

    count: Count
    counted: Tokens  # the words of the count
    group: Token | None  # the noun for the people
    fate: Fate
    share: bool = False  # told as part of a count before

    @property
    def order(self) -> tuple[int, str]:
        """Where the claim stands in its sentence."""
        return self.counted.start, self.fate.outcome


@cache
def _data() -> dict[str, Any]:
    return tomllib.loads((files("kg.extract") / "casualties.toml").read_text(encoding="utf-8"))


@cache
def lexicon(name: str) -> dict[str, Outcome]:
    """A table of ``casualties.toml``: word or phrase to outcome."""
    return {word: Outcome(outcome) for outcome, ws in _data()[name].items() for word in ws}


@cache
def words(name: str) -> frozenset[str]:
    """A list of ``casualties.toml``."""
    return frozenset(_data()["words"][name])


def fate_of(head: Token) -> Fate | None:
    """The outcome that a phrase's verb, its clause or its own words tell, or None."""
    fate = _by_verb(head) or _by_clause(head) or _by_deed(head) or _own(head)
    return None if fate is None or counted_together(fate) else fate


def counted_together(fate: Fate) -> bool:
    """True for "60 were killed and injured" and "47 dead and wounded"."""
    cue = fate.cue
    others = [c for c in cue.children if c.dep_ == "conj"]
    if cue.dep_ == "conj" and not any(c.dep_ in _OWN_PEOPLE for c in cue.children):
        others.append(cue.head)
    for other in others:
        if any(c.dep_ in _OWN_PEOPLE for c in other.children) and other.dep_ == "conj":
            continue
        lemma = other.lemma_.lower()
        outcome = lexicon("harmed").get(lemma) or lexicon("states").get(other.lower_)
        if {outcome, fate.outcome} == {Outcome.KILLED, Outcome.INJURED}:
            return lemma != "shoot" and cue.lemma_ != "shoot"
    return False


_OWN_PEOPLE = {"nsubj", "nsubjpass", "dobj", "nummod", "quantmod"}


def first_conjunct(token: Token) -> Token:
    """The first member of the enumeration that a word stands in."""
    while token.dep_ in {"conj", "appos"} and token.head.pos_ in {"NOUN", "PROPN", "NUM", "PRON"}:
        if token.dep_ == "appos" and token.head.pos_ != "NUM":
            break
        token = token.head
    return token


def verb_fates(verb: Token) -> Iterator[tuple[Fate, str]]:
    """(outcome, "object" or "subject") that a verb tells of its arguments."""
    lemma = verb.lemma_.lower()
    below = {t.lemma_.lower() for t in verb.children} | {t.lower_ for t in verb.children}
    below |= {t.lemma_.lower() for c in verb.children for t in c.children if c.dep_ in _DEEP}
    for table, role in (("phrases", "object"), ("subject_phrases", "subject")):
        for phrase, outcome in lexicon(table).items():
            first, second = phrase.split()
            if first == lemma and second in below:
                yield Fate(outcome, verb), role
                return
    if lemma == "shoot" and below & {"down", "at"}:
        return
    if lemma in lexicon("harmed"):
        yield Fate(lexicon("harmed")[lemma], verb), "object"
    if lemma in lexicon("suffering"):
        yield Fate(lexicon("suffering")[lemma], verb), "subject"


_DEEP = {"prep", "dobj", "xcomp", "acomp", "oprd", "advcl", "pobj", "prt"}


def happened(verb: Token) -> bool:
    """False for what is denied, planned, threatened or only possible."""
    if any(t.dep_ == "neg" or t.lower_ in words("modal") for t in verb.children):
        return False
    if any(t.dep_ == "mark" and t.lower_ in {"if", "unless", "whether"} for t in verb.children):
        return False
    if verb.dep_ == "conj" and verb.head.pos_ == "VERB" and verb.tag_ in {"VB", "VBG"}:
        return happened(verb.head)
    governed = verb.dep_ in {"xcomp", "ccomp", "pcomp"} and verb.tag_ in {"VB", "VBG"}
    if governed:
        above = verb.head if verb.head.pos_ == "VERB" else verb.head.head
        return above.lemma_.lower() not in words("unreal")
    return not (verb.tag_ == "VB" and any(t.tag_ == "TO" for t in verb.children))


def is_person(token: Token) -> bool:
    """True for a noun that names people."""
    lemma = token.lemma_.lower()
    if lemma == "old" and token.i > 1 and token.nbor(-2).lower_ in {"year", "month"}:
        return True
    return lemma in words("persons") or lemma.endswith(("man", "men", "woman", "women"))


def _own(head: Token) -> Fate | None:
    """ "62 bodies", "14 dead", "30 wounded soldiers", "450,000 displaced people"."""
    if any(c.lower_ in words("institutions") for c in head.children):
        return None
    if head.head.pos_ == "VERB" and not happened(head.head):
        return None
    for token in (head, *(c for c in head.children if c.dep_ == "amod")):
        fate = _state_of(token)
        if fate:
            return fate
    return None


def _by_verb(head: Token) -> Fate | None:
    first = first_conjunct(head)
    verb, dep = first.head, first.dep_
    if dep == "pobj" and verb.lower_ in {"between", "from"}:
        verb, dep = verb.head, "dobj"
    if dep == "nsubj" and (verb.pos_ in {"ADJ", "NOUN"} or verb.lower_ == "missing"):
        # "leaving 12 dead" where the parser takes 12 for the subject of "dead"
        return _state_of(verb)
    if verb.pos_ not in {"VERB", "AUX"}:
        return None
    if dep == "attr" and verb.lemma_ == "be":
        # "the confirmed deaths are four nuns and a guard"
        subjects = (_state_of(c) for c in verb.children if c.dep_ == "nsubj")
        return next((fate for fate in subjects if fate), None)
    if verb.lemma_ == "lose" and dep == "dobj" and is_person(head) and happened(verb):
        return Fate(Outcome.KILLED, verb)
    for candidate, its_dep in _verbs_of(verb, dep):
        for fate, role in verb_fates(candidate):
            if _plays(role, its_dep, candidate) and happened(candidate):
                return fate
    if dep in {"nsubj", "nsubjpass", "dobj"}:
        return _predicate(verb, dep)
    return None


def _verbs_of(verb: Token, dep: str) -> Iterator[tuple[Token, str]]:
    """The verb, those coordinated with it that have the same subject, those it is raised from."""
    yield verb, dep
    if dep not in {"nsubj", "nsubjpass"}:
        return
    for child in verb.children:
        raised = child.dep_ == "xcomp" and verb.lemma_ in words("raising")
        shared = child.dep_ == "conj" and not any(
            c.dep_ in {"nsubj", "nsubjpass"} for c in child.children
        )
        if child.pos_ == "VERB" and (raised or shared):
            passive = any(c.dep_ == "auxpass" for c in child.children)
            bare = shared and dep == "nsubjpass" and child.tag_ in {"VBN", "VBD"}
            yield child, "nsubjpass" if passive or bare else "nsubj"


def _plays(role: str, dep: str, verb: Token) -> bool:
    if role == "subject":
        return dep in {"nsubj", "nsubjpass"} and not any(c.dep_ == "auxpass" for c in verb.children)
    if dep in _VICTIM_DEPS:
        return True
    # "35 died and 350 wounded": a participle that lost its auxiliary
    return (
        dep == "nsubj"
        and verb.tag_ in {"VBN", "VBD"}
        and not any(c.dep_ in {"dobj", "aux"} for c in verb.children)
    )


def _predicate(verb: Token, dep: str) -> Fate | None:
    """ "13 were dead", "left 12 dead", "400 are unaccounted for"."""
    kinds = {"acomp", "attr", "oprd", "xcomp", "ccomp"} if dep != "dobj" else {"oprd", "xcomp"}
    if verb.lemma_ not in {"be", "leave", "remain", "become", "go", "find", "report", "declare"}:
        return None
    if dep == "dobj" and verb.lemma_ == "be":
        return None
    if dep == "nsubj" and verb.lemma_ in {"leave", "find", "report", "declare"}:
        return None
    for child in verb.children:
        if child.dep_ in kinds:
            fate = _state_of(child)
            if fate and happened(verb):
                return fate
    return None


def _state_of(token: Token) -> Fate | None:
    states = lexicon("states")
    word = token.lower_ if token.lower_ in states else token.lemma_.lower()
    if word in states:
        return Fate(states[word], token)
    lemma = token.lemma_.lower()
    if token.tag_ == "VBN" and lemma in lexicon("harmed"):
        return Fate(lexicon("harmed")[lemma], token)
    return None


def _by_clause(head: Token) -> Fate | None:
    """ "17 civilians executed by", "21 people whom the group snatched", "the 14 who died"."""
    conjuncts = (head, *head.conjuncts)
    children = (c for h in conjuncts for c in h.children if h == head or c.dep_ == "acl")
    for verb in (c for c in children if c.dep_ in {"acl", "relcl"} and c.pos_ == "VERB"):
        for fate, role in verb_fates(verb):
            if not happened(verb):
                continue
            passive = any(c.dep_ in _PASSIVE_AUX for c in verb.children)
            if verb.dep_ == "acl" and verb.tag_ == "VBN" and role == "object":
                return fate
            relative = next((c for c in verb.children if c.tag_ in {"WP", "WDT"}), None)
            if relative is None:
                continue
            if role == "object" and (passive or relative.dep_ == "dobj"):
                return fate
            if role == "subject" and relative.dep_ == "nsubj":
                return fate
    return None


def _by_deed(head: Token) -> Fate | None:
    """ "the murder of a judge", "the loss of six men"."""
    first = first_conjunct(head)
    of = first.head
    if first.dep_ != "pobj" or of.lower_ != "of":
        return None
    deed = of.head
    outcome = lexicon("deeds").get(deed.lemma_.lower())
    if outcome is None or deed.pos_ not in {"NOUN", "PROPN"}:
        return None
    governor = deed.head
    if governor.pos_ == "VERB" and not happened(governor):
        return None
    return Fate(outcome, deed)
