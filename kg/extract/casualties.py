"""Casualty claims: how many were killed, injured, displaced, and according to whom."""

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract.attribution import Attributions
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.numbers import find_quantities
from kg.records import Mention, Outcome, Span


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A count of people at its words; its evidence is the sentence."""

    sentence: Sentence
    cue: Token  # the word that tells the outcome
    outcome: Outcome
    min: int | None
    max: int | None
    approximate: bool
    group: str
    group_span: Span | None
    count_span: Span
    attributed_to: tuple[Mention, ...]
    including: int | None  # index among the claims found of the one that this is a share of


_OUTCOMES = {"kill": Outcome.KILLED, "die": Outcome.KILLED, "wound": Outcome.INJURED}


def find_claims(analysis: Analysis, attributions: Attributions) -> tuple[FoundClaim, ...]:
    """Every casualty claim of a document, in order."""
    found = []
    for sentence in analysis.sentences:
        for quantity in find_quantities(sentence):
            noun = quantity.number.head
            cue = noun.head
            outcome = _OUTCOMES.get(cue.lemma_.lower())
            if outcome is None or noun.dep_ not in {"nsubj", "nsubjpass", "dobj"}:
                continue
            count = quantity.count
            found.append(
                FoundClaim(
                    sentence,
                    cue,
                    outcome,
                    count.min,
                    count.max,
                    count.approximate,
                    noun.text,
                    sentence.span_of(noun),
                    sentence.span_of(quantity.tokens),
                    attributions.sources_of(sentence, cue),
                    None,
                )
            )
    return tuple(found)
