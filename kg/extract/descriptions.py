"""Whom "the rebels", "the group" and "the army" mean: the name that the text told before."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.classes import is_actor
from kg.extract.kinds import actor_kind
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.mentions import entities_in, phrase_of
from kg.records import Kind

_FIGHTERS = frozenset(
    {
        *("rebel", "insurgent", "militant", "guerrilla", "fighter", "jihadist", "extremist"),
        *("terrorist", "gunman", "paramilitary", "militiaman", "islamist", "separatist"),
    }
)
_GROUPS = frozenset({"group", "movement", "militia", "faction", "gang", "cartel"})
_PEACEFUL = frozenset({"rights", "aid", "relief", "monitoring", "advocacy", "media", "press"})
_NAMES = frozenset({"ORG", "NORP", "GPE", "PERSON"})


_OWN_NAME = frozenset({"fighter", "militant", "gunman", "jihadist", "extremist", "terrorist"})


@dataclass(frozen=True, slots=True)
class _Told:
    place: tuple[int, int]  # sentence and token
    name: str
    plural: bool


@dataclass(frozen=True)
class Descriptions:
    """The named forces and bodies of a document, in the order of the text."""

    by_noun: Mapping[str, tuple[_Told, ...]]  # "army" -> "Syrian army"
    fighters: tuple[_Told, ...]  # "M23 rebels", and groups under arms that are known by name
    groups: tuple[_Told, ...]  # the same and "the Wazalendo militia"

    def meant(self, sentence: Sentence, head: Token) -> str | None:
        """The name that a bare definite noun stands for, the one told last before it."""
        lemma, place = head.lemma_.lower(), (sentence.index, head.i)
        plural = head.tag_ == "NNS"
        told = [t for t in self.by_noun.get(lemma, ()) if t.place < place and t.plural is plural]
        if not told and lemma in _FIGHTERS and plural:
            told = [t for t in self.fighters if t.place < place]
        if not told and lemma in _GROUPS and not plural:
            told = [t for t in self.groups if t.place < place]
        return told[-1].name if told else None


def find_descriptions(analysis: Analysis) -> Descriptions:
    """What later descriptions can stand for."""
    by_noun: dict[str, list[_Told]] = {}
    known: list[_Told] = []
    for sentence in analysis.sentences:
        known += _armed_groups(sentence)
        for token in sentence.tokens:
            noun = _noun(token)
            if noun and is_actor(token) and (name := _name_of(token, noun)):
                told = _Told((sentence.index, token.i), name, token.tag_ in {"NNS", "NNPS"})
                by_noun.setdefault(noun, []).append(told)
    rebels = [t for lemma in _FIGHTERS for t in by_noun.get(lemma, ())]
    bodies = [t for lemma in _GROUPS for t in by_noun.get(lemma, ())]
    return Descriptions(
        {lemma: tuple(told) for lemma, told in by_noun.items()},
        _in_order([*known, *rebels]),
        _in_order([*known, *rebels, *bodies]),
    )


def _armed_groups(sentence: Sentence) -> Iterator[_Told]:
    for entity in entities_in(sentence.tokens):
        name, root = " ".join(entity.text.split()), entity.root
        if actor_kind(root, name) is Kind.ARMED_GROUP or _is_called_armed(root):
            yield _Told((sentence.index, entity.root.i), name, plural=True)


def _is_called_armed(name: Token) -> bool:
    """True for "the Shining Path, a guerrilla movement"."""
    beside = [c for c in name.children if c.dep_ == "appos"]
    if name.dep_ == "appos":
        beside.append(name.head)
    return any(
        noun.lemma_.lower() in _FIGHTERS | _GROUPS
        and not {c.lower_ for c in noun.children} & _PEACEFUL
        for noun in beside
    )


def _noun(token: Token) -> str | None:
    """The noun of a description; the parser takes "Rebels" at the head of a text for a name."""
    if token.pos_ == "NOUN":
        return token.lemma_.lower()
    singular = token.lower_.removesuffix("s")
    return singular if token.pos_ == "PROPN" and singular in _FIGHTERS else None


def _name_of(token: Token, noun: str) -> str | None:
    """The name in a description: "M23 rebels", "Ansar Dine" for its fighters; None without one."""
    phrase = phrase_of(token)
    names = [t for t in phrase if t != token and (t.ent_type_ in _NAMES or t.pos_ == "PROPN")]
    if noun in _FIGHTERS:
        for prep in token.children:
            for inner in prep.children if prep.lower_ in {"of", "from"} else ():
                if inner.pos_ == "PROPN":
                    return " ".join(phrase_of(inner).text.split())
    if not names:
        return None
    if noun in _OWN_NAME and all(t.ent_type_ == "ORG" for t in names):
        return " ".join(t.text for t in names)
    return " ".join(phrase.text.split())


def _in_order(told: Iterable[_Told]) -> tuple[_Told, ...]:
    return tuple(sorted(told, key=lambda t: t.place))
