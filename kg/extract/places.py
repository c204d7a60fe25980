"""Where it happened: places that a trigger's clause names."""

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.classes import PLACES, classes_of, lexicon
from kg.extract.matching import Trigger
from kg.extract.syntax import conjuncts, governors, modifiers, patients_of
from kg.link.countries import load_countries
from kg.records import EventType

_T = EventType
_AT = frozenset(
    {
        *("in", "at", "near", "on", "outside", "around", "across", "inside", "over", "along"),
        *("throughout", "off", "within", "beside", "between", "behind", "opposite", "through"),
    }
)
_TO = frozenset({"to", "into", "towards", "toward", "onto", "against", "for"})
_FROM = frozenset({"from", "out", "of"})
_TOWARDS = frozenset(
    {
        *(_T.WITHDRAWAL, _T.DISPLACEMENT, _T.EVACUATION, _T.MOBILIZATION, _T.AID, _T.OFFENSIVE),
        *(_T.SHELLING, _T.AIR_STRIKE, _T.ATTACK),
    }
)
_AWAY = frozenset({_T.WITHDRAWAL, _T.DISPLACEMENT, _T.EVACUATION, _T.TERRITORIAL_GAIN, _T.SIEGE})
_HIT = frozenset(
    {
        *(_T.TERRITORIAL_GAIN, _T.SIEGE, _T.SHELLING, _T.AIR_STRIKE, _T.ATTACK, _T.OFFENSIVE),
        *(_T.WITHDRAWAL, _T.BOMBING, _T.CHEMICAL_ATTACK, _T.MOBILIZATION, _T.DISPLACEMENT),
        *(_T.DESTRUCTION, _T.EVACUATION, _T.AID),
    }
)
_PAPER = frozenset({_T.AGREEMENT, _T.AGREEMENT_BREAKDOWN})
NOWHERE = frozenset({_T.ACCUSATION, _T.DEMAND, _T.THREAT, _T.PROPOSAL, _T.SUPPORT, _T.SANCTION})
_CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "conj", "xcomp", "pcomp", "csubj"})
_DISTANCES = frozenset({"km", "kilometre", "kilometer", "mile", "kms", "metre", "meter"})
_COMPASS = frozenset(
    {
        *("north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"),
        *("north-east", "north-west", "south-east", "south-west"),
    }
)
_KINDS = frozenset(
    {
        *("town", "village", "city", "district", "province", "region", "neighbourhood", "state"),
        *("neighborhood", "suburb", "area", "county", "municipality", "township", "department"),
        *("port", "island", "capital", "governorate", "hamlet", "quarter"),
    }
)
_IN = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "around",
        "from",
        "to",
        "towards",
        "into",
        "on",
        "through",
        "along",
    }
)
_NOT_NAMES = frozenset({"parliament", "congress", "islam", "twitter", "facebook", "x", "telegram"})
_VAGUE = frozenset({"office", "street", "prison", "court", "home", "house", "shop", "ministry"})
_NOT_PLACES = frozenset({"DATE", "TIME", "PERSON", "EVENT", "MONEY", "CARDINAL", "PERCENT", "LAW"})


def places(trigger: Trigger) -> list[Token]:
    """Heads of the places of the event, most specific first."""
    type_ = trigger.rule.type
    if type_ in NOWHERE:
        return []
    token = trigger.token
    found = list(_held_by(token, type_, token))
    if trigger.nominal:
        found += [
            t
            for t in modifiers(token)
            if t.ent_type_ in {"GPE", "LOC"} and (_is_local(t) or type_ is _T.PROTEST)
        ]
    if type_ in _PAPER:
        return list(dict.fromkeys(found))
    path = {token, *governors(token)}
    for clause in _clauses_above(token):
        if any(_is_named(t) for t in found):
            break
        found += _held_by(clause, type_, token, path)
    return list(dict.fromkeys(found or _elsewhere(token)))


def _elsewhere(trigger: Token) -> list[Token]:
    """Named places that the sentence locates anything in."""
    return [
        token
        for token in trigger.sent
        if token.dep_ == "pobj"
        and token.ent_type_ in {"GPE", "LOC", "FAC"}
        and token.head.lower_ in _AT
        and not _measures(token.head)
    ]


def _clauses_above(token: Token) -> Iterator[Token]:
    """The clause's verb, then those that it depends on, short of a verb of speech."""
    current = token
    for governor in governors(token):
        if current.dep_ == "ccomp":
            return
        if governor.pos_ in {"VERB", "AUX"}:
            yield governor
        current = governor


def _held_by(
    top: Token, type_: EventType, trigger: Token, path: frozenset[Token] | set[Token] = frozenset()
) -> Iterator[Token]:
    """Places below a token, not going into other clauses."""
    words = _AT | (_TO if type_ in _TOWARDS else set()) | (_FROM if type_ in _AWAY else set())
    if type_ in _HIT and top.pos_ != "NOUN":
        for patient in patients_of(top):
            told = top == trigger or _is_named(patient)
            if patient != trigger and told and _is_spot(patient):
                yield from _with_inner(patient)
    for child in top.children:
        if child.dep_ in _CLAUSES and child.pos_ in {"VERB", "AUX"} and child not in path:
            continue
        if child.dep_ in {"prep", "agent"}:
            if child.lower_ in words and not _measures(child):
                yield from _spots(child)
            else:
                yield from _deeper(child, type_, trigger)
        elif child.dep_ in {"dobj", "nsubjpass", "nsubj", "attr", "prep", "advmod"}:
            yield from _held_by(child, type_, trigger, path)


def _deeper(prep: Token, type_: EventType, trigger: Token) -> Iterator[Token]:
    """Places behind an object that is none itself ("strikes against rebels in Syria")."""
    for child in prep.children:
        if child.dep_ == "prep":
            if child.lower_ in _AT:
                yield from _spots(child)
        elif child.dep_ == "pobj" and not _measures(prep):
            for noun in conjuncts(child):
                yield from _held_by(noun, type_, trigger)


def _is_named(token: Token) -> bool:
    return token.ent_type_ in {"GPE", "LOC", "FAC"} or token.pos_ == "PROPN"


def _is_local(token: Token) -> bool:
    countries = load_countries()
    return not (countries.named(token.text) or countries.adjective(token.text))


def _is_spot(token: Token) -> bool:
    if token.ent_type_ in _NOT_PLACES or token.pos_ == "PRON":
        return False
    known = lexicon().get(token.lemma_.lower(), frozenset())
    if token.pos_ != "PROPN" and (known & {"people", "armed"} or _is_vague(token)):
        return False
    return bool(classes_of(token) & PLACES) and token.ent_type_ not in {"NORP"}


def _is_vague(noun: Token) -> bool:
    return noun.lemma_ in _VAGUE and not any(c.pos_ == "PROPN" for c in noun.children)


def _spots(prep: Token) -> Iterator[Token]:
    for child in prep.children:
        if child.dep_ == "pobj":
            for spot in conjuncts(child):
                if _is_spot(spot) or _is_unlisted(spot, prep.lower_):
                    yield from _with_inner(spot)
                else:
                    yield from _inner(spot)
        elif child.dep_ == "prep":
            yield from _spots(child)


def _is_unlisted(noun: Token, preposition: str) -> bool:
    """True for a name after "in" or "near" that the parser takes for a person or body."""
    return (
        preposition in _IN
        and noun.pos_ == "PROPN"
        and noun.ent_type_ in {"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", ""}
        and not load_countries().adjective(noun.text)
        and not (set(noun.text) & set("0123456789") or noun.lower_ in _NOT_NAMES)
    )


def _with_inner(spot: Token) -> Iterator[Token]:
    """A place and those that it lies in ("a school in Saada, Yemen"); "the city of X" is X."""
    inner = list(_inner(spot))
    named = any(c.lower_ == "of" and any(t in inner for t in c.subtree) for c in spot.children)
    if not (named and spot.lemma_.lower() in _KINDS and spot.pos_ != "PROPN"):
        yield spot
    yield from inner


def _inner(spot: Token) -> Iterator[Token]:
    for child in spot.children:
        if child.dep_ == "prep" and child.lower_ in _AT | {"of"} and not _measures(child):
            for held in child.children:
                if held.dep_ == "pobj":
                    for place in conjuncts(held):
                        unlisted = spot.lemma_.lower() in _KINDS and _is_unlisted(place, "in")
                        if _is_spot(place) or unlisted:
                            yield from _with_inner(place)
        elif child.dep_ in {"appos", "npadvmod", "conj"} and child.ent_type_ in {"GPE", "LOC"}:
            yield from _with_inner(child)
        elif _is_premodifier(child) and (child.dep_ == "poss" or not _is_district(spot)):
            yield child


def _is_district(spot: Token) -> bool:
    """True for the head of a name that begins with another: "Hama province", "Kabul University"."""
    return spot.pos_ == "PROPN" or spot.lemma_ in _KINDS


def _is_premodifier(token: Token) -> bool:
    """True for the town in "a Mosul market"."""
    return token.dep_ in {"compound", "nmod", "poss"} and token.ent_type_ in {"GPE", "LOC"}


def _measures(prep: Token) -> bool:
    """True in "30 km from X", "north of X" and "according to X"."""
    head = prep.head
    return head.lemma_.lower() in _DISTANCES or head.lower_ in _COMPASS | {"according"}
