"""Who vouches for a statement: "X said", "according to X", quotations and statement blocks."""

from collections.abc import Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.attribution_cues import Cue, cues_of, words
from kg.extract.quotations import quotations_of
from kg.extract.speakers import Speakers
from kg.nlp.analysis import Analysis, Sentence
from kg.records import Mention


@dataclass(frozen=True)
class Attributions:
    """The sources of a document's statements, by sentence index and token index."""

    by_token: Mapping[tuple[int, int], tuple[Mention, ...]]

    def sources_of(self, sentence: Sentence, token: Token) -> tuple[Mention, ...]:
        """Everybody to whom the sentence attributes the statement that stands at ``token``."""
        return self.by_token.get((sentence.index, token.i), ())

    def is_cue(self, sentence: Sentence, token: Token) -> bool:
        """True where the token is a bare verb of speech, which names no event."""
        return token.pos_ == "VERB" and token.lemma_.lower() in words("speech")


def find_attributions(analysis: Analysis) -> Attributions:
    """The sources of every statement of a document."""
    speakers = Speakers(analysis)
    by_token: dict[tuple[int, int], tuple[Mention, ...]] = {}
    cues: dict[int, list[Cue]] = {}
    voices: dict[int, list[tuple[Cue, tuple[Mention, ...]]]] = {}
    for sentence in analysis.sentences:
        cues[sentence.index] = cues_of(sentence)
        voices[sentence.index] = [
            (cue, speakers.mentions_of(sentence, cue.sources)) for cue in cues[sentence.index]
        ]
        speakers.hear(sentence)
    for sentence in analysis.sentences:
        for cue, mentions in voices[sentence.index]:
            for i in cue.scope:
                _add(by_token, (sentence.index, i), mentions)
    for quotation in quotations_of(analysis, voices):
        for key in quotation.tokens:
            _add(by_token, key, quotation.speakers)
    return Attributions(by_token)


def _add(
    by_token: dict[tuple[int, int], tuple[Mention, ...]],
    key: tuple[int, int],
    mentions: tuple[Mention, ...],
) -> None:
    known = by_token.get(key, ())
    names = {m.name for m in known}
    by_token[key] = (*known, *(m for m in mentions if m.name not in names))
