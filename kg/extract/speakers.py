"""Names for the sources of statements: pronouns stand for whoever was named last."""

from collections.abc import Iterable
from dataclasses import replace

from spacy.tokens import Token

from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.mentions import mention_of
from kg.records import Kind, Mention

_PERSONAL = {"he", "she"}
_PLURAL = {"they"}
_NEUTRAL = {"it"}


class Speakers:
    """Remembers, sentence by sentence, whom a pronoun can stand for."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._person: Mention | None = None
        self._body: Mention | None = None
        self._group: Mention | None = None

    def mentions_of(self, sentence: Sentence, heads: Iterable[Token]) -> tuple[Mention, ...]:
        """A mention for each source; a pronoun takes the name of whom it stands for."""
        found = []
        for head in heads:
            mention = self._mention(sentence, head)
            if mention is not None:
                found.append(mention)
        return tuple(found)

    def _mention(self, sentence: Sentence, head: Token) -> Mention | None:
        known = {**dict.fromkeys(_PERSONAL, self._person), **dict.fromkeys(_NEUTRAL, self._body)}
        known |= dict.fromkeys(_PLURAL, self._group or self._body)
        if head.pos_ == "PRON" and head.lower_ in known:
            name = known[head.lower_]
            return replace(name, span=sentence.span_of(head)) if name else None
        mention = mention_of(self._analysis, sentence, head)
        return mention

    def hear(self, sentence: Sentence) -> None:
        """Takes in the subjects of a sentence as those that later pronouns stand for."""
        for token in sentence.tokens:
            if token.dep_ not in {"nsubj", "nsubjpass"} or token.pos_ not in {"NOUN", "PROPN"}:
                continue
            mention = mention_of(self._analysis, sentence, token)
            if token.ent_type_ == "PERSON" or mention.kind is Kind.PERSON:
                self._person = mention
            elif token.tag_ in {"NNS", "NNPS"}:
                self._group = mention
            else:
                self._body = mention
                if token.lemma_.lower() in _ROLES:
                    self._person = mention


_ROLES = {
    "spokesman", "spokeswoman", "minister", "president", "commander", "official", "officer", "resident",
    "witness", "doctor", "mayor", "governor", "general", "colonel", "chief", "leader", "envoy", "driver",
}  # fmt: skip
