"""Where it happened: places that a trigger's clause names."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.classes import PLACES, classes_of, is_place, lexicon
from kg.extract.matching import Trigger
from kg.extract.syntax import clause_head, conjuncts, modifiers, patients_of, preps
from kg.link.countries import load_countries
from kg.records import EventType

_T = EventType
_AT = frozenset(
    {
        *("in", "at", "near", "on", "outside", "around", "across", "inside", "over", "along"),
        *("throughout", "off", "within", "outside", "beside", "between", "behind", "opposite"),
        *("by", "through", "under", "above"),
    }
)
_MOVES = frozenset(
    {"to", "into", "from", "towards", "toward", "for", "onto", "of", "out", "against"}
)
_MOVING = frozenset(
    {
        *(_T.WITHDRAWAL, _T.DISPLACEMENT, _T.EVACUATION, _T.MOBILIZATION, _T.AID, _T.OFFENSIVE),
        *(_T.TERRITORIAL_GAIN, _T.ATTACK, _T.SHELLING, _T.AIR_STRIKE, _T.SIEGE, _T.AGREEMENT),
        *(_T.DESTRUCTION, _T.BOMBING, _T.CHEMICAL_ATTACK, _T.ARMED_CLASH, _T.PROTEST),
    }
)
_OBJECT_PLACE = frozenset(
    {
        *(_T.TERRITORIAL_GAIN, _T.SIEGE, _T.SHELLING, _T.AIR_STRIKE, _T.ATTACK, _T.OFFENSIVE),
        *(_T.WITHDRAWAL, _T.BOMBING, _T.CHEMICAL_ATTACK, _T.MOBILIZATION, _T.DISPLACEMENT),
    }
)
SPEECHLESS = frozenset({_T.ACCUSATION, _T.DEMAND, _T.THREAT, _T.PROPOSAL, _T.SUPPORT, _T.SANCTION})
_NESTED = frozenset({"in", "of", "near", "on", "at", "outside", "off"})
_DISTANCES = frozenset({"km", "kilometre", "kilometer", "mile", "kms", "metre", "meter"})


def places(trigger: Trigger) -> list[Token]:
    """Heads of the places of the event, most specific first."""
    type_ = trigger.rule.type
    if type_ in SPEECHLESS:
        return []
    token = trigger.token
    found: list[Token] = []
    if type_ in _OBJECT_PLACE and not trigger.nominal:
        found += [t for p in patients_of(token) if _is_spot(p) for t in _with_nested(p)]
    words = _AT | (_MOVES if type_ in _MOVING else frozenset())
    found += _located(token, words)
    if trigger.nominal:
        found += [t for t in modifiers(token) if t.ent_type_ in {"GPE", "LOC"} and _local(t)]
    verb = clause_head(token)
    while verb is not None and not any(_named(t) for t in found):
        found += _located(verb, _AT)
        if verb.dep_ not in {"conj", "xcomp", "advcl", "acl", "relcl", "ccomp"} or _speaks(verb):
            break
        verb = verb.head if verb.head.pos_ == "VERB" and verb.head != verb else None
    return list(dict.fromkeys(found))


def _speaks(verb: Token) -> bool:
    return verb.dep_ == "ccomp"


def _named(token: Token) -> bool:
    return token.ent_type_ in {"GPE", "LOC", "FAC"} or token.pos_ == "PROPN"


def _local(token: Token) -> bool:
    return load_countries().any(token.text) is None


def _is_spot(token: Token) -> bool:
    classes = classes_of(token)
    if not classes & PLACES:
        return False
    known = lexicon().get(token.lemma_.lower(), frozenset())
    return not (token.pos_ != "PROPN" and known & {"people"})


def _located(token: Token, words: frozenset[str]) -> list[Token]:
    found: list[Token] = []
    for prep in preps(token):
        if prep.lower_ in words and not _measures(prep):
            found += _spots(prep)
    return found


def _spots(prep: Token) -> list[Token]:
    found: list[Token] = []
    for child in prep.children:
        if child.dep_ == "pobj":
            for spot in conjuncts(child):
                if _is_spot(spot) and spot.ent_type_ not in {"DATE", "TIME", "PERSON", "EVENT"}:
                    found += _with_nested(spot)
    return found


def _with_nested(spot: Token) -> Iterator[Token]:
    """A place and those that it lies in ("a school in Saada, Yemen", "the city of X")."""
    yield spot
    for child in spot.children:
        if child.dep_ == "prep" and child.lower_ in _NESTED and not _measures(child):
            for inner in child.children:
                if inner.dep_ == "pobj" and is_place(inner):
                    yield from _with_nested(inner)
        elif child.dep_ in {"appos", "npadvmod", "conj"} and child.ent_type_ in {"GPE", "LOC"}:
            yield from _with_nested(child)
        elif child.dep_ in {"compound", "nmod", "poss", "amod"} and child.ent_type_ in {
            "GPE",
            "LOC",
        }:
            if child.i + 1 < spot.i or child.dep_ == "poss":
                yield child


def _measures(prep: Token) -> bool:
    """True in "30 km from X" and "north of X"."""
    head = prep.head
    if head.lemma_.lower() in _DISTANCES:
        return True
    compass = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}
    if head.lower_ in compass or head.lower_ in {"kilometres", "kilometers"}:
        return True
    return prep.lower_ == "of" and head.lower_ in compass
