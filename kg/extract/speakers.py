"""Names for the sources of statements: pronouns stand for whoever was named last."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.attribution_cues import makers_of, words
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.mentions import mention_of
from kg.records import Kind, Mention

_PERSONAL = ("he", "she")
_PLURAL = ("they",)
_NEUTRAL = ("it",)


class Speakers:
    """Remembers, sentence by sentence, whom a pronoun can stand for."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._last: dict[str, Mention] = {}
        self._source: Mention | None = None
        self._person: Mention | None = None  # named last, in whatever part of a sentence

    def mentions_of(self, sentence: Sentence, heads: Iterable[Token]) -> tuple[Mention, ...]:
        """A mention for each source; a pronoun takes the name of whom it stands for."""
        found = []
        for head in map(_named, heads):
            mention = mention_of(self._analysis, sentence, head)
            if head.pos_ == "PRON":
                self.hear(sentence, head.i)
                named = self._last.get(head.lower_)
                if named is None and head.lower_ in _PERSONAL:
                    named = self._person
                if named is None:
                    continue
                mention = replace(named, span=mention.span)
            elif named := self._maker_of(head):
                mention = replace(named, span=mention.span)
            self._source = mention
            found.append(mention)
        return tuple(found)

    def _maker_of(self, head: Token) -> Mention | None:
        """Who made "the report", told before, or was the source before "the statement"."""
        lemma = head.lemma_.lower()
        if lemma in words("utterances"):
            return self._source
        definite = any(c.lower_ == "the" for c in head.children)
        known = lemma in words("nouns") or (lemma in words("roles") and head.ent_type_ != "PERSON")
        return self._last.get(lemma) if known and definite else None

    def _title(self, token: Token, mention: Mention) -> None:
        """Remembers whom a title stands for: "Foreign Secretary Ann Lee", "Ann Lee, the mayor"."""
        if token.ent_type_ != "PERSON":
            return
        for child in token.children:
            lemma = child.lemma_.lower()
            if child.dep_ in {"compound", "appos", "nmod"} and lemma in words("roles"):
                self._last[lemma] = mention

    def hear(self, sentence: Sentence, end: int | None = None) -> None:
        """Takes in the subjects before a token as those that later pronouns stand for."""
        for token in sentence.tokens:
            if end is not None and token.i >= end:
                return
            if token.ent_type_ == "PERSON" and token.dep_ not in {"compound", "poss"}:
                self._person = mention_of(self._analysis, sentence, token)
            if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            mention = mention_of(self._analysis, sentence, token)
            lemma = token.lemma_.lower()
            for maker in makers_of(token) if lemma in words("nouns") else ():
                mention = mention_of(self._analysis, sentence, maker)
                self._last[lemma] = mention
            person = token.ent_type_ == "PERSON" or mention.kind is Kind.PERSON
            self._title(token, mention)
            if person or token.lemma_.lower() in words("roles"):
                self._last |= dict.fromkeys(_PERSONAL, mention)
            if token.tag_ in {"NNS", "NNPS"}:
                self._last |= dict.fromkeys(_PLURAL, mention)
            elif not person:
                self._last |= dict.fromkeys((*_NEUTRAL, *_PLURAL), mention)


def _named(head: Token) -> Token:
    """The person whom a title is followed by: "the Foreign Secretary, Ann Lee, said"."""
    people = (c for c in head.children if c.dep_ == "appos" and c.ent_type_ == "PERSON")
    return head if head.ent_type_ == "PERSON" else next(people, head)
