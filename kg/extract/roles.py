"""Who did it and to whom: the arguments of a trigger, read off its clause."""

from collections.abc import Callable, Mapping

from spacy.tokens import Token

from kg.extract.classes import PLACES, classes_of, is_actor, lexicon
from kg.extract.matching import Trigger, is_force
from kg.extract.syntax import (
    agents_of,
    clause_head,
    conjuncts,
    governors,
    is_passive,
    modifiers,
    patients_of,
    prep_objects,
)
from kg.link.countries import load_countries
from kg.records import EventType, Family

_T = EventType
SIDES = frozenset({_T.ARMED_CLASH, _T.NEGOTIATION, _T.AGREEMENT})
SPEECH = frozenset({_T.ACCUSATION, _T.DEMAND, _T.THREAT, _T.PROPOSAL, _T.SUPPORT, _T.SANCTION})
NO_TARGET = frozenset({_T.MOBILIZATION, _T.WITHDRAWAL, _T.PROTEST, *SIDES})
_SUPPORT_VERBS = frozenset(
    {
        *("launch", "carry", "conduct", "stage", "mount", "begin", "start", "perpetrate", "lead"),
        *("hold", "commit", "undertake", "order", "continue", "wage", "attend", "make", "impose"),
        *("sign", "announce", "declare", "reach", "resume", "inflict", "execute", "plan", "take"),
        *("break", "violate", "observe", "host", "step", "end", "agree", "use", "have", "issue"),
        *(
            "call",
            "join",
            "keep",
            "intensify",
            "provide",
            "give",
            "suspend",
            "lift",
            "complete",
            "deliver",
            "offer",
        ),
    }
)
_ATTENDING = frozenset({"back", "support", "condemn", "follow", "accompany", "cause", "assist"})
_AGAINST = ("on", "against", "at", "upon", "targeting")
_OWNED = frozenset({_T.WITHDRAWAL, _T.MOBILIZATION, _T.PROTEST})
_MEANS = frozenset({"explosive", "projectile", "gunfire", "chemical", "bomb_load"})
_MACHINES = frozenset({"projectile", "vehicle", "aircraft", "explosive"})
_NUMBERS = frozenset(
    {
        *("dozen", "hundred", "thousand", "score", "million", "number", "series", "handful"),
        *("volley", "couple", "majority", "lot", "ton", "tonne", "pair", "barrage", "group"),
        *("some", "several", "many", "most", "all", "one", "two", "three", "each", "any"),
    }
)
_SUFFERED = frozenset(
    {
        *("assassination", "murder", "killing", "arrest", "detention", "kidnapping", "abduction"),
        *("trial", "rape", "execution", "extradition", "stabbing", "beheading", "evacuation"),
        *("torture", "imprisonment", "repatriation", "hanging", "shooting", "sentencing"),
    }
)
_STRIKING = frozenset(
    {
        *("kill", "hit", "strike", "target", "destroy", "wound", "injure", "engage", "suppress"),
        *("damage", "disable", "level", "flatten", "rip", "tear", "pound", "maim"),
    }
)
_HELPING = frozenset({"support", "assist", "help", "aid", "back", "work"})
_MOVED = frozenset({_T.DISPLACEMENT, _T.EVACUATION})


def agents(trigger: Trigger) -> list[Token]:
    """Heads of those who did what the trigger names."""
    rule, token = trigger.rule, trigger.token
    if "none" in rule.agent:
        return []
    if rule.type in SIDES:
        return _sides(trigger)
    if rule.agent:
        found = [t for slot in sorted(rule.agent) for t in _slot(token, slot)]
        return [t for t in found if _may_act(t)] or _noun_agents(token) * trigger.nominal
    if not trigger.nominal:
        found = [t for a in agents_of(token) for t in _doers(a)]
        if rule.type in {_T.WITHDRAWAL, _T.MOBILIZATION} and not found:
            found = [t for t in patients_of(token) if is_force(t)]
        return [t for t in found if _may_act(t)]
    found = _noun_agents(token)
    if rule.type in _OWNED and not found:
        of = map(counted, prep_objects(token, "of"))
        people = {"people"} if rule.type is _T.PROTEST else set()
        found = [t for t in of if is_force(t) or t.ent_type_ == "GPE" or classes_of(t) & people]
    if rule.type is _T.PROTEST:
        found = [t for t in found if t.dep_ == "poss" or t.ent_type_ != "GPE"]
    return [t for t in found if _may_act(t)]


def targets(trigger: Trigger) -> list[Token]:
    """Heads of those whom or what it hit, or whom the speech addresses."""
    rule, token = trigger.rule, trigger.token
    if "none" in rule.target or rule.type in NO_TARGET:
        return []
    if rule.target:
        found = [t for slot in sorted(rule.target) for t in _slot(token, slot)]
    elif trigger.nominal:
        found = _noun_targets(token)
    else:
        found = [*patients_of(token), *prep_objects(token, *_AGAINST)]
        if rule.type is _T.AID:
            found = prep_objects(token, "to", "for")
        elif rule.type is _T.SANCTION:
            found = [*found, *(t for p in patients_of(token) for t in modifiers(p))]
        if rule.type is _T.TERRITORIAL_GAIN:
            found = [*found, *prep_objects(token, "from")]
    hit = [t for t in map(counted, found) if _may_suffer(t, rule.type)]
    if rule.type.family is Family.VIOLENCE:
        listed = {c for t in hit for c in (t, *t.conjuncts)}
        hit = [t for t in map(counted, found) if t in hit or (t in listed and _is_thing(t))]
    return hit


def _is_thing(noun: Token) -> bool:
    """True for what no list knows: it suffers where the nouns beside it do."""
    return noun.pos_ == "NOUN" and not noun.ent_type_ and not _lexical(noun)


def instruments(trigger: Trigger) -> list[Token]:
    """Heads of the weapons or means that the clause tells."""
    token = trigger.token
    found = [*prep_objects(token, "with", "using", "by")]
    if not trigger.nominal:
        found += [*patients_of(token), *agents_of(token)]
    else:
        found += modifiers(token)
    return [t for t in map(counted, found) if t.pos_ != "VERB" and _lexical(t) & _MEANS]


def counted(token: Token) -> Token:
    """What is counted, for a number noun: "dozens of houses" are houses."""
    if token.lemma_.lower() in _NUMBERS:
        for inner in prep_objects(token, "of"):
            return inner
    return token


def _doers(token: Token) -> list[Token]:
    """Whose deed a noun is ("driven out by the army's offensive"); else the noun itself."""
    if "deed" in _lexical(token) and token.pos_ == "NOUN":
        return _noun_agents(token)
    if _is_machine(token):
        owners = [m for m in modifiers(token) if _names_actor(m) and not _is_machine(m)]
        return sorted(owners, key=lambda t: t.i)[:1] or [token]
    if token.head.lower_ == "by" and "vehicle" in _lexical(token) and token.left_edge == token:
        return []
    return [token]


def _is_machine(token: Token) -> bool:
    """True for "artillery", "rockets" and "jets": whoever they belong to acts."""
    return token.pos_ == "NOUN" and bool(_lexical(token) & _MACHINES)


def _may_act(token: Token) -> bool:
    if token.pos_ == "PRON":
        return "pronoun" in classes_of(token)
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "EVENT"}:
        return False
    known = _lexical(token)
    if known and not known & {"armed", "government", "people"}:
        return token.pos_ == "PROPN" and not known & PLACES and is_actor(token)
    return is_actor(token)


def _may_suffer(token: Token, type_: EventType) -> bool:
    classes = classes_of(token)
    if token.ent_type_ in {"DATE", "TIME", "MONEY", "PERCENT"}:
        return False
    if type_ in SPEECH or type_ in {_T.AGREEMENT_BREAKDOWN, _T.AID}:
        return is_actor(token) and "relief" not in _lexical(token)
    if _lexical(token) & _MEANS or token.lemma_.lower() in {"fire", "force", "ground"}:
        return False
    if type_ is _T.TERRITORIAL_GAIN:
        return not classes & PLACES and bool(classes & {"armed", "people"})
    if type_ in _MOVED:
        return bool(classes & {"people", "armed", "pronoun"})
    if token.pos_ == "PRON":
        return "pronoun" in classes
    if "settlement" in classes and not classes & {"facility", "people", "vehicle", "thing"}:
        return False
    return bool(classes)


def _noun_agents(noun: Token) -> list[Token]:
    found = [t for t in prep_objects(noun, "by") if is_actor(t)]
    owned = noun.lemma_.lower() in _SUFFERED
    for owner in [m for m in modifiers(noun) if not (owned and m.dep_ == "poss")]:
        if _names_actor(owner):
            found += conjuncts(owner)
    if not found and noun.head.pos_ == "NOUN" and noun.dep_ == "conj":
        found = [t for t in prep_objects(noun.head, "by") if is_actor(t)]
    if not found:
        shared = [c for c in noun.children if c.dep_ == "conj" and c.pos_ == "NOUN"]
        found = [t for c in shared for t in prep_objects(c, "by") if is_actor(t)]
    if found:
        return found
    verb = clause_head(noun)
    if verb is None or verb.lemma_.lower() not in _SUPPORT_VERBS:
        return _reduced_agents(noun)
    if _is_object_of(noun, verb) and not is_passive(verb):
        return agents_of(verb)
    return agents_of(verb) if is_passive(verb) else []


def _reduced_agents(noun: Token) -> list[Token]:
    """ "the attack carried out by X", "the raid X launched"."""
    found: list[Token] = []
    for child in noun.children:
        lemma = child.lemma_.lower()
        told = lemma in _SUPPORT_VERBS or (child.tag_ == "VBN" and lemma not in _ATTENDING)
        if child.dep_ in {"acl", "relcl"} and told:
            found += agents_of(child)
    return [t for t in found if t != noun]


def _is_object_of(noun: Token, verb: Token) -> bool:
    current = noun
    while current != verb and current.head != current:
        if current.head == verb:
            return current.dep_ in {"dobj", "attr", "prep", "dative", "conj"}
        if current.dep_ not in {"pobj", "prep", "conj", "dobj"}:
            return False
        current = current.head
    return False


def _names_actor(token: Token) -> bool:
    if token.ent_type_ in {"DATE", "TIME", "FAC", "LOC"} or _is_hyphened(token):
        return False
    if token.dep_ == "poss":
        return is_actor(token)
    countries = load_countries()
    if token.ent_type_ == "GPE" or countries.seat(token.text):
        return (countries.named(token.text) or countries.adjective(token.text)) is not None
    if token.ent_type_ in {"NORP", "ORG", "PERSON"} or load_countries().any(token.text):
        return True
    if token.pos_ != "NOUN" or token.lemma_ in {"drone", "air"}:
        return False
    return is_force(token) or token.lemma_ in {"government", "regime", "opposition"}


def _is_hyphened(token: Token) -> bool:
    """True for a part of "pro-Kurdish" or "Russian-backed"."""
    after = token.nbor().text if token.i + 1 < len(token.doc) else ""
    return "-" in {token.nbor(-1).text if token.i else "", after}


def _noun_targets(noun: Token) -> list[Token]:
    found = prep_objects(noun, *_AGAINST)
    found += [t for by in prep_objects(noun, "by") for t in prep_objects(by, "on", "against")]
    if noun.lemma_.lower() in _SUFFERED:
        found += [c for c in noun.children if c.dep_ == "poss"]
    of = [t for t in prep_objects(noun, "of") if not classes_of(t) & {"explosive", "chemical"}]
    found += of
    verb = clause_head(noun)
    if verb is not None and not found and _is_object_of(noun, verb):
        found += _aimed_at(noun, verb)
    if verb is not None and noun.dep_ == "nsubj":
        deeds = (verb, *(c for c in verb.children if c.dep_ in {"conj", "advcl"}))
        found += [t for d in deeds if d.lemma_.lower() in _STRIKING for t in patients_of(d)]
    for child in noun.children:
        if child.dep_ in {"relcl", "acl"} and child.lemma_.lower() in _STRIKING:
            found += [t for t in patients_of(child) if t != noun]
    return found


def _aimed_at(noun: Token, verb: Token) -> list[Token]:
    """Whom "conducted ten strikes with jets and drones against X" is against."""
    for prep in verb.subtree:
        if prep.lower_ == "against" and prep.dep_ == "prep" and prep.i > noun.i:
            between = [t for t in governors(prep) if t.i > verb.i]
            if not any("deed" in _lexical(t) and not _is_craft(t) and t != noun for t in between):
                return [
                    t for child in prep.children if child.dep_ == "pobj" for t in conjuncts(child)
                ]
    return []


def _is_craft(noun: Token) -> bool:
    """True for the first word of "attack, bomber and fighter aircraft"."""
    return any("aircraft" in _lexical(t) for t in noun.conjuncts)


def _sides(trigger: Trigger) -> list[Token]:
    token = trigger.token
    found = _noun_sides(trigger) if trigger.nominal else _verb_sides(trigger)
    found += prep_objects(token, "with", "between", "among", "against")
    if len(set(found)) == 1 and trigger.nominal and prep_objects(token, "with"):
        verb = clause_head(token)
        found += agents_of(verb) if verb is not None else []
    return [t for t in dict.fromkeys(found) if _may_act(t) and "settlement" not in _lexical(t)]


def _verb_sides(trigger: Trigger) -> list[Token]:
    token = trigger.token
    if trigger.rule.type is _T.AGREEMENT and not is_passive(token):
        return agents_of(token)
    return [*agents_of(token), *patients_of(token)]


def _noun_sides(trigger: Trigger) -> list[Token]:
    token = trigger.token
    verb = clause_head(token)
    found = [*_noun_agents(token), *prep_objects(token, "by")]
    if verb is None:
        return found
    if verb.lemma_.lower() in _SUPPORT_VERBS and _is_object_of(token, verb):
        found += [*agents_of(verb), *prep_objects(verb, "with")]
        found += patients_of(verb) if is_passive(verb) else []
    if not found and trigger.rule.type is _T.ARMED_CLASH:
        found = [t for t in [*agents_of(verb), *patients_of(verb)] if is_force(t)]
    return found


def _lexical(token: Token) -> frozenset[str]:
    return lexicon().get(token.lemma_.lower(), frozenset())


def _slot(token: Token, slot: str) -> list[Token]:
    if slot in _SLOTS:
        return _SLOTS[slot](token)
    return prep_objects(token, slot)


def _deed_owner(token: Token) -> list[Token]:
    """Who did what is condemned: the owner or doer of the deed that the object names."""
    found: list[Token] = []
    for deed in patients_of(token):
        known = lexicon().get(deed.lemma_.lower(), frozenset())
        if is_actor(deed) and (deed.pos_ == "PROPN" or known):
            found.append(deed)
        else:
            found += [t for t in _noun_agents(deed) if _may_act(t)]
            found += [] if found else [t for t in prep_objects(deed, "of") if _may_act(t)]
    return found


def _clause_subjects(token: Token) -> list[Token]:
    found: list[Token] = []
    above = token.head.children if token.dep_ == "acomp" else ()  # "it is vital that X pays"
    for child in (*token.children, *above):
        if child.dep_ in {"ccomp", "xcomp"}:
            found += [c for c in child.children if c.dep_ in {"nsubj", "nsubjpass"}]
    return [t for subject in found for t in conjuncts(subject)]


def _helped(token: Token) -> list[Token]:
    """Who is to be helped: "committed to supporting X", "its commitment to work with X"."""
    for verb in token.subtree:
        if verb.pos_ == "VERB" and verb.i > token.i and verb.lemma_.lower() in _HELPING:
            return patients_of(verb) or prep_objects(verb, "with")
    return []


def _called_to_stop(token: Token) -> list[Token]:
    """Whose deeds are to end: "call for an end to X's attacks"."""
    ends = [t for t in prep_objects(token, "for") if t.lemma_.lower() in {"end", "halt"}]
    return [o for end in ends for deed in prep_objects(end, "to") for o in _noun_agents(deed)]


def _addressee(token: Token) -> list[Token]:
    """The person asked, also where the parser hangs them into the clause that follows."""
    return patients_of(token) or _clause_subjects(token)


_SLOTS: Mapping[str, Callable[[Token], list[Token]]] = {
    "object": _addressee,
    "subject": agents_of,
    "deed": _deed_owner,
    "helped": _helped,
    "stopped": _called_to_stop,
    "clause_subject": _clause_subjects,
    "dative": lambda t: [c for c in t.children if c.dep_ == "dative" and c.pos_ != "ADP"],
    "obliged": lambda t: agents_of(t.head),
    "poss": lambda t: [c for c in t.children if c.dep_ == "poss"],
}
