"""What a noun can stand for: forces, people, places, weapons, by head noun or entity label."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

from spacy.tokens import Token

from kg.link.countries import load_countries

_BY_LABEL: Mapping[str, frozenset[str]] = {
    "PERSON": frozenset({"person", "people", "government"}),
    "ORG": frozenset({"organisation", "armed", "government"}),
    "GPE": frozenset({"settlement", "government", "armed", "named_place"}),
    "LOC": frozenset({"settlement", "named_place"}),
    "FAC": frozenset({"facility", "named_place"}),
    "NORP": frozenset({"armed", "government", "people"}),
}
_PRONOUNS = frozenset({"he", "she", "they", "them", "him", "her", "it", "we", "us", "i", "who"})
ACTORS = frozenset({"armed", "government", "people", "person", "organisation", "pronoun"})
PLACES = frozenset({"settlement", "facility", "named_place"})


@cache
def lexicon() -> Mapping[str, frozenset[str]]:
    """Classes by lemma, from classes.toml."""
    text = (resources.files("kg.extract") / "classes.toml").read_text(encoding="utf-8")
    classes: dict[str, set[str]] = {}
    for name, lemmas in tomllib.loads(text).items():
        for lemma in lemmas.split():
            classes.setdefault(lemma, set()).add(name)
    return {lemma: frozenset(names) for lemma, names in classes.items()}


def classes_of(token: Token) -> frozenset[str]:
    """Every class that the token may stand for; empty where nothing is known of it."""
    if token.pos_ == "PRON":
        return frozenset({"pronoun"}) if token.lower_ in _PRONOUNS else frozenset()
    found = lexicon().get(token.lemma_.lower(), frozenset())
    if token.ent_type_:
        found |= _BY_LABEL.get(token.ent_type_, frozenset())
        if token.ent_type_ in {"GPE", "LOC", "FAC", "ORG"} and token.pos_ != "PROPN" and found:
            return lexicon().get(token.lemma_.lower(), found)
    if not found and token.pos_ == "PROPN":
        found = frozenset({"organisation", "named_place", "armed", "person"})
    if load_countries().any(token.text):
        found |= {"government", "armed"}
    return found


def is_a(token: Token, names: frozenset[str]) -> bool:
    """True where the token may stand for one of these classes."""
    return bool(classes_of(token) & names)


def is_actor(token: Token) -> bool:
    """True where the token may stand for somebody who acts."""
    return is_a(token, ACTORS)
