"""The kind of actor, object or place that a mention names."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources

from spacy.tokens import Token

from kg.extract.classes import lexicon
from kg.link.countries import load_countries
from kg.records import Kind, Mention

_BY_LABEL = {"PERSON": Kind.PERSON, "ORG": Kind.ORGANIZATION, "GPE": Kind.PLACE, "LOC": Kind.PLACE}


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = (resources.files("kg.extract") / "kinds.toml").read_text(encoding="utf-8")
    return {
        name: frozenset(" ".join(value.split()).replace("| ", "|").split("|"))
        if "|" in value
        else frozenset(value.split())
        for name, value in tomllib.loads(text).items()
    }


def actor_kind(head: Token, name: str) -> Kind:
    """The kind of somebody or something that acts, speaks or is hit."""
    lists = _lists()
    lemma = head.lemma_.lower()
    if name in lists["armed_groups"] or head.text in lists["armed_groups"]:
        return Kind.ARMED_GROUP
    if set(name.split()) & lists["media_names"] or lemma in lists["media"]:
        return Kind.MEDIA_OUTLET
    if load_countries().any(name):
        return Kind.GOVERNMENT
    if head.ent_type_ == "PERSON":
        return Kind.PERSON
    if lemma in lists["state_forces"]:
        return Kind.STATE_FORCES
    if lemma in lists["government"]:
        return Kind.GOVERNMENT
    if head.pos_ != "PROPN" and lemma in lists["object"]:
        return Kind.OBJECT
    if head.pos_ != "PROPN" and lexicon().get(lemma, frozenset()) & {
        "facility",
        "vehicle",
        "thing",
    }:
        return Kind.OBJECT
    return _BY_LABEL.get(head.ent_type_, Kind.GROUP) if head.pos_ == "PROPN" else Kind.GROUP


def acting(mention: Mention) -> Mention:
    """The mention as of one who acts: a place stands for its government, a thing for its crew."""
    if mention.kind.is_actor:
        return mention
    return replace(mention, kind=Kind.GOVERNMENT if mention.kind is Kind.PLACE else Kind.GROUP)
