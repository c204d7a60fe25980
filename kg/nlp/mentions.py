"""Noun phrases as mentions: where a name begins and ends, and what kind of thing it names."""

from spacy.tokens import Token

from kg.nlp.analysis import Analysis, Sentence
from kg.records import Kind, Mention

_NAME_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
}
_LEFT = {"compound", "amod", "nmod", "poss", "case", "nummod"}


def mention_of(analysis: Analysis, sentence: Sentence, head: Token) -> Mention:
    """The noun phrase around a head noun: no determiner, no relative clause."""
    first = last = head
    for child in head.children:
        if child.i < first.i and child.dep_ in _LEFT:
            first = min(first, *child.subtree, key=lambda t: t.i)
    tokens = head.doc[first.i : last.i + 1]
    span = sentence.span_of(tokens)
    kind = _NAME_KINDS.get(head.ent_type_, Kind.GROUP)
    return Mention(analysis.document.quote(span), span, kind)
