"""Victims that no number counts: nobody at all, and single persons."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.extract.casualty_outcomes import (
    Fate,
    Victims,
    fate_of,
    first_conjunct,
    is_person,
    verb_fates,
    words,
)
from kg.nlp.analysis import Sentence
from kg.nlp.numbers import Count
from kg.records import Outcome

_ONE = Count(1, 1)
_NONE = Count(0, 0)
_OF_PERSONS = {Outcome.KILLED, Outcome.INJURED}


def nobody(sentence: Sentence) -> Iterator[Victims]:
    """ "No casualties": nobody killed and nobody injured; "no one was hurt": nobody injured."""
    for token in sentence.tokens:
        word = token.lower_
        noun = token.lemma_.lower()
        none = any(c.lower_ in {"no", "any"} and c.dep_ == "det" for c in token.children) or (
            token.head.lower_ == "without"
            or (token.head.lower_ == "causing" and token.head.head.lower_ == "without")
        )
        if none and not _any_without_negation(token):
            span = token.doc[token.i : token.i + 1]
            if noun == "casualty":
                yield Victims(_NONE, span, None, Fate(Outcome.KILLED, token))
                yield Victims(_NONE, span, None, Fate(Outcome.INJURED, token))
            elif noun in {"death", "fatality"}:
                yield Victims(_NONE, span, None, Fate(Outcome.KILLED, token))
            elif noun == "injury":
                yield Victims(_NONE, span, None, Fate(Outcome.INJURED, token))
        if word in {"nobody", "none"} or (
            word == "one" and token.i and token.nbor(-1).lower_ == "no"
        ):
            yield from _no_one(token)
        if word in {"unhurt", "unharmed", "unscathed", "uninjured"}:
            yield Victims(
                _NONE, token.doc[token.i : token.i + 1], None, Fate(Outcome.INJURED, token)
            )


def _any_without_negation(token: Token) -> bool:
    if not any(c.lower_ == "any" for c in token.children):
        return False
    verb = token.head
    return not any(c.dep_ == "neg" for c in verb.children) and verb.lower_ not in {
        "without",
        "causing",
    }


def _no_one(token: Token) -> Iterator[Victims]:
    if token.dep_ not in {"nsubjpass", "dobj", "nsubj"} or token.head.pos_ != "VERB":
        return
    for fate, role in verb_fates(token.head):
        if fate.outcome in {Outcome.KILLED, Outcome.INJURED} and (role == "subject") == (
            token.dep_ == "nsubj"
        ):
            yield Victims(_NONE, token.doc[token.i : token.i + 1], None, fate)


def single_victims(sentence: Sentence, before: Sequence[Victims]) -> Iterator[Victims]:
    """Single victims: "a soldier was killed", "killing a woman and her son"."""
    for token in sentence.tokens:
        if not _is_one(token):
            continue
        first = first_conjunct(token)
        share = first.dep_ == "pobj" and first.head.lower_ == "including"
        share = share or _follows_among(token)
        fate = fate_of(token)
        if share:
            whole = [v for v in before if v.counted.end <= token.i]
            fate = whole[-1].fate if whole else None
        if fate is None or fate.cue == token or fate.outcome is Outcome.BESIEGED:
            continue
        if fate.cue.dep_ == "amod" or _too_weak(fate):
            continue
        if not token.ent_type_ and token.tag_ == "NNP" and fate.outcome not in _OF_PERSONS:
            continue
        yield Victims(_ONE, token.doc[token.i : token.i + 1], token, fate, share)


def _follows_among(token: Token) -> bool:
    """True for "among them a judge"."""
    start = token.left_edge.i
    return token.doc[max(0, start - 2) : start].text.lower() in {"among them", "among whom"}


def _too_weak(fate: Fate) -> bool:
    """True for verbs that kill many but not one: "fell", and "shot" without "dead"."""
    below = {c.lower_ for c in fate.cue.children}
    together = {c.lemma_ for c in fate.cue.conjuncts}
    if fate.cue.lemma_ == "shoot":
        return not (below & {"dead", "death"} or together & {"kill", "murder"})
    return fate.cue.lemma_ == "fall"


def _is_one(token: Token) -> bool:
    """True for the head of a phrase that names one person."""
    if any(c.dep_ in {"nummod", "quantmod"} for c in token.children):
        return False
    if token.dep_ in {"compound", "amod", "nmod", "poss"}:
        return False
    if token.pos_ == "PRON":
        return token.lower_ in {"him", "her"} and token.dep_ == "dobj"
    if token.tag_ not in {"NN", "NNP"} or token.lemma_.lower() in words("collective"):
        return False
    if token.ent_type_ == "PERSON":
        return True
    if token.tag_ == "NNP" and not token.ent_type_:
        return any(c.dep_ == "compound" and c.pos_ in {"PROPN", "NOUN"} for c in token.children)
    return token.tag_ == "NN" and is_person(token)
