"""Which words of a sentence name an event: the lexicons' conditions, tried one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.classes import PLACES, classes_of, lexicon
from kg.extract.lexicon import Rule, rules_by_word
from kg.extract.syntax import (
    agents_of,
    is_passive,
    modifiers,
    particles,
    patients_of,
    prep_objects,
    preps,
)
from kg.records import Family

_NOUN_SLOTS = frozenset({"nsubj", "nsubjpass", "csubj", "dobj", "pobj"})
_MODIFIER_SLOTS = frozenset({"compound", "nmod", "amod"})
_OPERATION = "operation"
_DOERS = frozenset({"armed", "government", "pronoun", "people", "organisation", "person"})
_BESIEGED = frozenset({"besieged", "encircled", "blockaded"})


@dataclass(frozen=True, slots=True)
class Scene:
    """What the document as a whole is about, as far as rules depend on it."""

    conflict: bool
    violent: bool
    political: bool
    protest: bool
    counted: frozenset[int]  # indices of sentences with a casualty claim


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that names an event, and the rule that says so."""

    token: Token
    rule: Rule
    nominal: bool


def triggers(tokens: Iterable[Token], scene: Scene, counted: bool) -> Iterator[Trigger]:
    """The triggers among the tokens of one sentence, in order."""
    for token in tokens:
        trigger = _match(token, scene, counted)
        if trigger is not None:
            yield trigger


def _match(token: Token, scene: Scene, counted: bool) -> Trigger | None:
    for pos in _readings(token):
        gerund = pos == "noun" and token.tag_ == "VBG"
        lemma = token.lower_ if gerund else token.lemma_.lower()
        for rule in rules_by_word().get((pos, lemma), ()):
            if not _fits_scene(rule, scene):
                continue
            nominal = pos == "noun"
            if _switches_hold(token, rule, scene, counted) and (
                _noun_fits(token, rule) if nominal else _verb_fits(token, rule)
            ):
                return Trigger(token, rule, nominal)
    return None


def _is_doing(token: Token) -> bool:
    """True for the "-ing" that is a noun by what follows it ("shelling by rebels")."""
    return any(c.dep_ in {"prep", "agent"} and c.lower_ == "by" for c in token.children)


def _fits_scene(rule: Rule, scene: Scene) -> bool:
    """False for violence in news of sport or business, and the like."""
    if rule.type.family in {Family.VIOLENCE, Family.CONTROL, Family.HUMANITARIAN}:
        return scene.violent or scene.conflict
    if rule.type.family is Family.DIPLOMACY:
        return scene.political or scene.conflict
    return True


def _readings(token: Token) -> tuple[str, ...]:
    if token.pos_ == "VERB":
        if token.dep_ == "amod" and token.lower_ not in _BESIEGED:
            return ()
        if token.tag_ == "VBG" and (token.dep_ in _NOUN_SLOTS or _is_doing(token)):
            return ("noun", "verb")
        return ("verb",)
    if token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in _MODIFIER_SLOTS:
        if token.i + 1 < len(token.doc) and token.nbor().text == "-" and not token.whitespace_:
            return ()
        if token.ent_type_ in {"DATE", "TIME"}:
            return ()
        if token.ent_type_ in {"PERSON", "GPE", "ORG"} and token.pos_ == "PROPN":
            return ()
        if any("aircraft" in lexicon().get(c.lemma_.lower(), ()) for c in token.conjuncts):
            return ()  # "attack, bomber and fighter aircraft"
        return ("noun",)
    if token.pos_ == "ADJ" and token.dep_ == "amod" and token.i > token.head.i:
        return ("noun",)  # "a ground offensive", taken for an adjective
    if token.pos_ == "ADJ" and token.dep_ in {"acomp", "attr", "oprd"}:
        return ("adjective",)
    if token.tag_ == "MD":
        return ("verb",)
    if token.lower_ in _BESIEGED and token.dep_ == "amod":
        return ("verb",)
    return ()


def lemmas(tokens: Iterable[Token]) -> set[str]:
    """The lemmas of tokens, those of hyphenated parts too."""
    found: set[str] = set()
    for token in tokens:
        lemma = token.lemma_.lower()
        found |= {lemma, token.lower_, *lemma.split("-")}
    return found


def _noun_fits(token: Token, rule: Rule) -> bool:
    before = lemmas(modifiers(token))
    if rule.words and not rule.words & (before | lemmas(prep_objects(token, "with", "by"))):
        return False
    if rule.exclude & (before | {c.lemma_.lower() for c in token.children}):
        return False
    if rule.of_words and not rule.of_words & lemmas(_deep(prep_objects(token, "of", "in", "to"))):
        return False
    if rule.prep and not _prep_fits(token, rule.prep):
        return False
    return not rule.infinitive or bool(rule.infinitive & lemmas(_infinitives(token)))


def _verb_fits(token: Token, rule: Rule) -> bool:
    agents, patients = agents_of(token), patients_of(token)
    may_lack = is_passive(token) and (rule.subject <= _DOERS or "toll" in rule.switches)
    if rule.subject and not _role_fits(agents, rule.subject, may_lack):
        return False
    if rule.object and not _role_fits(patients, rule.object, False):
        return False
    objects = lemmas(_deep(patients))
    if rule.object_words and not rule.object_words & objects:
        return False
    if rule.object_exclude & lemmas(patients) or rule.exclude & objects:
        return False
    if rule.subject_exclude & lemmas(_deep(agents)):
        return False
    if rule.subject_words:
        doers = agents or (patients if is_passive(token) else [])
        if not rule.subject_words & lemmas(_deep(doers)):
            return False
    return _complements_fit(token, rule)


def _complements_fit(token: Token, rule: Rule) -> bool:
    near = particles(token) | {
        m.lower_
        for c in token.children
        for m in c.children
        if m.dep_ == "mark" and m.lower_ == "for"
    }
    if rule.particle and not rule.particle & near:
        return False
    if rule.particle_or_prep and not rule.particle_or_prep & (
        near | {p.lower_ for p in preps(token)}
    ):
        return False
    if rule.prep_words and not rule.prep_words & lemmas(prep_objects(token)):
        return False
    if rule.prep and not _prep_fits(token, rule.prep):
        return False
    if rule.near and not rule.near & lemmas(token.subtree):
        return False
    if rule.xcomp_words:
        return bool(rule.xcomp_words & lemmas(c for c in token.children if c.dep_ == "xcomp"))
    return True


def _role_fits(tokens: list[Token], wanted: frozenset[str], may_lack: bool) -> bool:
    if not tokens:
        return may_lack
    return "any" in wanted or any(classes_of(t) & wanted for t in tokens)


def _prep_fits(token: Token, wanted: Mapping[str, frozenset[str]]) -> bool:
    return any(
        "any" in classes or any(classes_of(t) & classes for t in objects)
        for word, classes in wanted.items()
        if (
            objects := [
                t for held in (token, *patients_of(token)) for t in prep_objects(held, word)
            ]
        )
    )


def _deep(tokens: Iterable[Token]) -> list[Token]:
    """The tokens, their modifiers, and what stands after "of" below them."""
    found: list[Token] = []
    for token in tokens:
        found += [token, *modifiers(token)]
        for inner in prep_objects(token, "of", "with"):
            found += [inner, *modifiers(inner)]
    return found


def _infinitives(noun: Token) -> list[Token]:
    found = [c for c in noun.children if c.dep_ in {"acl", "relcl", "xcomp"} and c.tag_ == "VB"]
    after = noun.doc[noun.i + 1 : noun.i + 3]
    if len(after) > 1 and after[0].lower_ == "to" and after[1].tag_ == "VB":
        found.append(after[1])
    return found


def is_force(token: Token) -> bool:
    """True for a noun that names armed people as such: troops, rebels, the army."""
    if token.pos_ == "PROPN" and token.ent_type_ in {"ORG", "NORP"}:
        return True
    return "armed" in lexicon().get(token.lemma_.lower(), frozenset())


def _places_below(token: Token) -> bool:
    found = [*prep_objects(token, "of", "in"), *(c for c in token.children if c.dep_ == "poss")]
    return any(classes_of(t) & PLACES for t in found)


def _has_clause(token: Token) -> bool:
    return any(c.dep_ in {"xcomp", "ccomp"} for c in token.children)


def _classed(token: Token, name: str) -> bool:
    return any(name in classes_of(t) for t in [*prep_objects(token, "of"), *modifiers(token)])


def _is_threat(token: Token) -> bool:
    """A warning of what the speaker would do, not of a danger."""
    for child in token.children:
        if child.dep_ in {"ccomp", "xcomp"}:
            return any(c.lower_ in {"would", "will", "could", "if"} for c in child.subtree)
    return any(c.lower_ in {"against", "not"} for c in token.children)


def _is_conditional(verb: Token) -> bool:
    """True for what the speaker's side would do if others did not give way."""
    for clause in verb.children:
        if clause.dep_ == "ccomp" and {c.lower_ for c in clause.children} & {"would", "will"}:
            marks = (m for c in clause.children if c.dep_ == "advcl" for m in c.children)
            return any(m.lower_ in {"if", "unless"} for m in marks)
    return False


def _is_obliged(modal: Token) -> bool:
    """True for what others are told to do ("the regime must ..."), not for what one thinks."""
    verb = modal.head
    if is_passive(verb) or verb.dep_ in {"advcl", "relcl"}:
        return False
    subjects = agents_of(verb)
    wanted = {"government", "armed", "organisation"}
    return any(t.pos_ != "PRON" and classes_of(t) & wanted for t in subjects)


_SWITCHES: Mapping[str, Callable[[Token], bool]] = {
    "ceasefire": lambda t: True,
    "toll": lambda t: True,
    "named": lambda t: t.pos_ == "PROPN" and t.lower_ == _OPERATION and t.i + 1 < len(t.doc),
    "of_deal": lambda t: _classed(t, "deal") or _classed(t, "talks"),
    "of_place": _places_below,
    "of_relief": lambda t: _classed(t, "relief"),
    "of_troops": lambda t: _classed(t, "armed"),
    "plural": lambda t: t.lemma_.lower() != "talk" or t.tag_ in {"NNS", "NNPS"},
    "subject_forces": lambda t: any(is_force(a) for a in agents_of(t)),
    "subject_not_forces": lambda t: not any(is_force(a) for a in agents_of(t)),
    "threat": _is_threat,
    "with_object": lambda t: bool(patients_of(t)),
    "without_object": lambda t: not patients_of(t),
    "xcomp_or_that": _has_clause,
    "object_or_clause": lambda t: bool(patients_of(t)) or _has_clause(t),
    "xcomp_or_prep": lambda t: _has_clause(t) or bool(prep_objects(t, "on", "to")),
    "has_infinitive": lambda t: bool(_infinitives(t)),
    "has_agent": lambda t: (
        (bool(agents_of(t)) or t.dep_ not in {"acl", "amod", "relcl"})
        and not any(c.dep_ == "det" for c in t.children)
    ),
    "object_clause": lambda t: any(
        c.dep_ == "ccomp" and any(s.dep_ == "nsubj" for s in c.children) for c in t.children
    ),
    "obliged": _is_obliged,
    "conditional": _is_conditional,
    "object_owned": lambda t: any(
        "government" in classes_of(m) for p in patients_of(t) for m in modifiers(p)
    ),
    "owned": lambda t: any(c.dep_ == "poss" for c in t.children),
    "demanding": lambda t: any(c.lower_ == "that" and c.dep_ == "mark" for c in t.head.subtree),
    "active": lambda t: bool(agents_of(t)),
    "has_deed": lambda t: (
        bool(prep_objects(t, "of", "by", "for"))
        or any(c.dep_ in {"poss", "amod", "compound"} for c in t.children)
    ),
    "needs_fight": lambda t: (
        bool(prep_objects(t, "with", "against", "in", "for", "at"))
        or any(is_force(p) for p in patients_of(t))
    ),
}


def _switches_hold(token: Token, rule: Rule, scene: Scene, counted: bool) -> bool:
    for switch in rule.switches:
        if switch == "needs_conflict":
            held = scene.conflict
        elif switch == "political":
            held = scene.political or scene.conflict
        elif switch == "needs_protest":
            held = scene.protest
        elif switch == "needs_claim":
            held = counted
        else:
            held = _SWITCHES[switch](token)
        if not held:
            return False
    return True
