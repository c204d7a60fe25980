"""Who vouches for a statement: "X said", "according to X", quotations and statement blocks."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.mentions import mention_of
from kg.records import Mention


@cache
def _words(name: str) -> frozenset[str]:
    data = tomllib.loads((files("kg.extract") / "attribution.toml").read_text(encoding="utf-8"))
    return frozenset(data[name])


@dataclass(frozen=True)
class Attributions:
    """The sources of a document's statements, by sentence index and token index."""

    by_token: Mapping[tuple[int, int], tuple[Mention, ...]]

    def sources_of(self, sentence: Sentence, token: Token) -> tuple[Mention, ...]:
        """Everybody to whom the sentence attributes the statement that stands at ``token``."""
        return self.by_token.get((sentence.index, token.i), ())

    def is_cue(self, sentence: Sentence, token: Token) -> bool:
        """True where the token is a bare verb of speech, which names no event."""
        return token.pos_ == "VERB" and token.lemma_.lower() in _words("speech")


def find_attributions(analysis: Analysis) -> Attributions:
    """The sources of every statement of a document."""
    by_token: dict[tuple[int, int], tuple[Mention, ...]] = {}
    for sentence in analysis.sentences:
        for cue, source in _cues(sentence):
            mention = mention_of(analysis, sentence, source)
            outside = set(source.subtree)
            for token in cue.subtree:
                if token not in outside and token != cue:
                    key = (sentence.index, token.i)
                    by_token[key] = (*by_token.get(key, ()), mention)
    return Attributions(by_token)


def _cues(sentence: Sentence) -> Iterator[tuple[Token, Token]]:
    """The head of each attributed clause with the head noun of its source."""
    for token in sentence.tokens:
        if token.pos_ == "VERB" and token.lemma_.lower() in _words("verbs"):
            yield from ((token, c) for c in token.children if c.dep_ == "nsubj")
        elif token.lower_ == "according":
            for to in token.children:
                yield from ((token.head, c) for c in to.children if c.dep_ == "pobj")
