"""Quotations and statement blocks: whose words the sentences between the marks are."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.attribution_cues import Cue, words
from kg.nlp.analysis import Analysis, Sentence
from kg.records import Mention

Voices = Mapping[int, list[tuple[Cue, tuple[Mention, ...]]]]
_HEADING = 5  # words at most
_SHORTEST = 4  # words; fewer in quotation marks are a turn of phrase
_OPENING, _CLOSING, _BOTH = "“", "”", '"'


@dataclass(frozen=True, slots=True)
class Quotation:
    """The tokens between two marks, by sentence and token index, and who speaks them."""

    tokens: tuple[tuple[int, int], ...]
    speakers: tuple[Mention, ...]


def quotations_of(analysis: Analysis, voices: Voices) -> list[Quotation]:
    """The quotations and statement blocks of a document whose speaker the text names."""
    found = list(_blocks(analysis, voices))
    last: tuple[int, tuple[Mention, ...]] = (-1, ())
    for tokens, is_open in _between_marks(analysis):
        paragraph = analysis.sentences[tokens[0][0]].paragraph
        speakers = _speakers(analysis, voices, tokens)
        if not speakers and last[0] == paragraph:
            speakers = last[1]
        if speakers:
            # A quotation left open goes on in the next paragraph.
            last = (paragraph + is_open, speakers)
            found.append(Quotation(tuple(tokens), speakers))
    return found


def _between_marks(analysis: Analysis) -> Iterator[tuple[list[tuple[int, int]], bool]]:
    """The tokens of each quotation; one left open ends with its paragraph."""
    inside: list[tuple[int, int]] | None = None
    paragraph = -1
    for sentence in analysis.sentences:
        if sentence.paragraph != paragraph:
            if inside and len(inside) >= _SHORTEST:
                yield inside, True
            inside, paragraph = None, sentence.paragraph
        for token in sentence.tokens:
            if token.text in {_OPENING, _CLOSING, _BOTH, "``", "''"}:
                opens = token.text == _OPENING or (inside is None and token.text != _CLOSING)
                if not opens and inside and len(inside) >= _SHORTEST:
                    yield inside, False
                inside = [] if opens else None
            elif inside is not None:
                inside.append((sentence.index, token.i))
    if inside and len(inside) >= _SHORTEST:
        yield inside, False


def _speakers(
    analysis: Analysis, voices: Voices, tokens: list[tuple[int, int]]
) -> tuple[Mention, ...]:
    """Who speaks a quotation: by its last or first sentence, or by the one before with a colon."""
    within = set(tokens)
    for index in dict.fromkeys((tokens[-1][0], tokens[0][0])):
        for cue, mentions in voices[index]:
            if mentions and (index, cue.word.i) not in within:
                return mentions
    before = tokens[0][0] - 1
    if before >= 0 and voices[before]:
        sentence = analysis.sentences[before]
        if sentence.tokens.text.rstrip().endswith(":"):
            return voices[before][-1][1]
    return ()


def _blocks(analysis: Analysis, voices: Voices) -> Iterator[Quotation]:
    """What follows "The minister said:" up to the next speaker."""
    speakers: tuple[Mention, ...] = ()
    start = 0
    for sentence in analysis.sentences:
        if speakers and sentence.index > start:
            if _ends_block(sentence, voices, speakers):
                speakers = ()
            else:
                yield Quotation(tuple((sentence.index, t.i) for t in sentence.tokens), speakers)
        for cue, mentions in voices[sentence.index]:
            if cue.opens and mentions:
                speakers, start = mentions, sentence.index


def _ends_block(sentence: Sentence, voices: Voices, speakers: tuple[Mention, ...]) -> bool:
    """True where a heading, another speaker or the speaker as "he" of the report takes over."""
    text = sentence.tokens.text.strip()
    if len(text.split()) <= _HEADING and text[-1].isalnum():
        return True
    for cue, mentions in voices[sentence.index]:
        if mentions and cue.word.dep_ == "ROOT" and any(_is_somebody(s) for s in cue.sources):
            return True
    names = {speaker.name.split()[-1].lower() for speaker in speakers}
    return any(t.dep_ == "nsubj" and t.lower_ in names for t in sentence.tokens)


def _is_somebody(source: Token) -> bool:
    if source.lower_ in {"he", "she"}:
        # Nobody speaks of himself so: the report has taken over.
        return True
    return source.ent_type_ == "PERSON" or source.lemma_.lower() in words("roles")
