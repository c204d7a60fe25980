"""The trigger lexicons: which word, under which conditions, names an event of which type."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib import resources
from typing import Any

from kg.errors import ConfigError
from kg.records import EventType

_LEXICONS = ("violence", "control", "diplomacy", "public_order", "humanitarian")
_SWITCHES = frozenset(
    {
        *("ceasefire", "named", "needs_claim", "needs_conflict", "needs_fight", "needs_protest"),
        *("of_deal", "of_place", "of_relief", "of_troops", "plural", "political"),
        *("subject_forces", "subject_not_forces", "threat", "toll", "with_object"),
        *("without_object", "xcomp_or_that", "object_or_clause", "has_infinitive"),
        *(
            "has_agent",
            "active",
            "demanding",
            "obliged",
            "conditional",
            "object_owned",
            "object_clause",
            "owned",
            "has_deed",
            "xcomp_or_prep",
        ),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One entry of a lexicon: words of one part of speech and the conditions they are under.

    ``subject``, ``object`` and the values of ``prep`` are classes, the fields that end in
    ``words`` lemmas; ``agent`` and ``target`` name slots; ``switches`` are conditions in code.
    """

    type: EventType
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    subject: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    prep: Mapping[str, frozenset[str]] | None = None
    words: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    exclude: frozenset[str] = frozenset()
    particle: frozenset[str] = frozenset()
    particle_or_prep: frozenset[str] = frozenset()
    prep_words: frozenset[str] = frozenset()
    object_words: frozenset[str] = frozenset()
    object_exclude: frozenset[str] = frozenset()
    subject_exclude: frozenset[str] = frozenset()
    subject_words: frozenset[str] = frozenset()
    of_words: frozenset[str] = frozenset()
    xcomp_words: frozenset[str] = frozenset()
    infinitive: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    target: frozenset[str] = frozenset()
    switches: frozenset[str] = frozenset()


@cache
def rules_by_word() -> Mapping[tuple[str, str], tuple[Rule, ...]]:
    """Every rule under ("verb", "noun" or "adjective", lemma), in the order of the lexicons."""
    found: dict[tuple[str, str], list[Rule]] = {}
    for name in _LEXICONS:
        for rule in load_lexicon(name):
            for pos, lemmas in (
                ("verb", rule.verbs),
                ("noun", rule.nouns),
                ("adjective", rule.adjectives),
            ):
                for lemma in lemmas:
                    found.setdefault((pos, lemma), []).append(rule)
    return {key: tuple(rules) for key, rules in found.items()}


def load_lexicon(name: str) -> tuple[Rule, ...]:
    """The rules of one lexicon file; a ConfigError names what does not fit."""
    text = (resources.files("kg.extract") / f"{name}.toml").read_text(encoding="utf-8")
    return tuple(_rule(name, number, raw) for number, raw in enumerate(tomllib.loads(text)["rule"]))


def _rule(lexicon: str, number: int, raw: Mapping[str, Any]) -> Rule:
    known = {f.name for f in fields(Rule)}
    values: dict[str, Any] = {"switches": frozenset(k for k, v in raw.items() if v is True)}
    unknown = values["switches"] - _SWITCHES
    for key, value in raw.items():
        if key == "type":
            values[key] = EventType(value)
        elif key == "prep":
            values[key] = {word: frozenset(names.split()) for word, names in value.items()}
        elif isinstance(value, str) and key in known:
            values[key] = frozenset(value.split())
        elif value is not True:
            unknown |= {key}
    if unknown:
        raise ConfigError(
            f"{lexicon}.toml, rule {number + 1}: unknown {', '.join(sorted(unknown))}"
        )
    return Rule(**values)
