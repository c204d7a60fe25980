"""The words that attribute a statement, their sources and how far they reach in the sentence."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from kg.nlp.analysis import Sentence

_SUBJECTS = {"nsubj", "nsubjpass"}
_CLAUSES = {"ccomp", "xcomp"}
_QUOTES = {'"', "“", "”", "``", "''", "'", "‘", "’"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes, the heads of its sources and the tokens that it covers."""

    word: Token
    sources: tuple[Token, ...]
    scope: frozenset[int]
    opens: bool  # the sentence ends with a colon after it


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``attribution.toml``."""
    data = tomllib.loads((files("kg.extract") / "attribution.toml").read_text(encoding="utf-8"))
    return frozenset(data[name])


def cues_of(sentence: Sentence) -> list[Cue]:
    """Every attributing word of a sentence with its source and its reach, in order."""
    found = []
    for token in sentence.tokens:
        for sources, scope in _readings(sentence, token):
            if sources:
                opens = sentence.tokens.text.rstrip().endswith(":")
                found.append(Cue(token, sources, frozenset(scope), opens))
    return found


def _readings(sentence: Sentence, token: Token) -> Iterator[tuple[tuple[Token, ...], set[int]]]:
    lemma = token.lemma_.lower()
    if token.lower_ in words("according"):
        yield _according(token), _clause_around(sentence, token)
    elif token.pos_ in {"VERB", "AUX"} and _attributes(sentence, token, lemma):
        sources = _sources(token)
        yield sources, _reach(sentence, token, sources)
    elif lemma in words("nouns") and token.pos_ == "NOUN":
        makers = _makers(token)
        yield (
            makers,
            {t.i for c in token.children if c.dep_ in {"acl", "relcl", "ccomp"} for t in c.subtree},
        )
    elif lemma in words("blaming") | words("willing") and token.pos_ == "VERB":
        pass


def _attributes(sentence: Sentence, verb: Token, lemma: str) -> bool:
    """True where the verb, used as it is here, tells what somebody says."""
    if lemma in words("saying") or lemma in words("denying") or lemma in words("with_count"):
        return True
    if lemma in words("blaming"):
        return True
    if lemma not in words("with_clause"):
        return False
    clause = any(c.dep_ == "ccomp" for c in verb.children)
    return clause or any(c.text in _QUOTES for c in verb.children)


def _sources(verb: Token) -> tuple[Token, ...]:
    """The heads of the subject of a verb of speech, or of the agent of its passive."""
    passive = any(c.dep_ == "auxpass" for c in verb.children)
    heads: list[Token] = []
    if passive:
        for agent in (c for c in verb.children if c.dep_ == "agent"):
            heads += [c for c in agent.children if c.dep_ == "pobj"]
    else:
        heads = [c for c in verb.children if c.dep_ == "nsubj"]
        if not heads and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            return _sources(verb.head)
    return tuple(h for head in heads for h in _all(head))


def _all(head: Token) -> Iterator[Token]:
    """A head and the heads coordinated with it; who and which stand for the noun before them."""
    if head.tag_ in {"WP", "WDT"}:
        clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None)
        if clause is None:
            return
        head = clause.head
    if head.lemma_.lower() in words("nobody") and head.pos_ != "PROPN":
        if head.lower_ != "it":
            return
    yield _named(head)
    for other in head.conjuncts:
        if other.i > head.i and other.pos_ in {"NOUN", "PROPN", "PRON"}:
            yield _named(other)


def _named(head: Token) -> Token:
    """The name after a title in apposition: "the defence minister, Jaime Neto"."""
    if head.pos_ == "PROPN":
        return head
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.ent_type_ in {"PERSON", "ORG"}:
            return child
    return head


def _according(word: Token) -> tuple[Token, ...]:
    heads: list[Token] = []
    for child in word.children:
        if child.lower_ == "to":
            heads += [c for c in child.children if c.dep_ == "pobj"]
        elif child.dep_ in {"pobj", "dobj"} and word.lower_ != "according":
            heads.append(child)
    return tuple(h for head in heads for h in _all(head))


def _makers(noun: Token) -> tuple[Token, ...]:
    """Who makes a claim or a report: "residents' claims", "allegations by residents"."""
    heads = [c for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    for prep in (c for c in noun.children if c.lower_ in {"by", "from"}):
        heads += [c for c in prep.children if c.dep_ == "pobj"]
    heads += [c for c in noun.children if c.dep_ == "compound" and c.ent_type_ in {"ORG", "NORP"}]
    return tuple(h for head in heads for h in _all(head))


def segment(sentence: Sentence, token: Token) -> range:
    """The token indices between the semicolons around a token."""
    first, last = sentence.tokens.start, sentence.tokens.end
    for other in sentence.tokens:
        if other.text == ";":
            if other.i < token.i:
                first = other.i + 1
            else:
                last = min(last, other.i)
    return range(first, last)


def _clause_around(sentence: Sentence, word: Token) -> set[int]:
    """The reach of "according to X": its whole segment, or the relative clause that it stands in."""
    inside = set(segment(sentence, word))
    own = {t.i for t in word.subtree}
    clause = next((t for t in (word, *word.ancestors) if t.dep_ == "relcl"), None)
    if clause is not None:
        inside &= {t.i for t in clause.subtree}
    return inside - own


def _reach(sentence: Sentence, verb: Token, sources: tuple[Token, ...]) -> set[int]:
    """The tokens that a verb of speech covers."""
    inside = set(segment(sentence, verb))
    reach = {t.i for t in verb.subtree}
    if _closes(verb):
        reach |= {i for i in inside if i < verb.i}
    for child in verb.children:
        own_subject = any(c.dep_ in _SUBJECTS for c in child.children)
        if child.dep_ in _SUBJECTS | {"agent"}:
            reach -= {t.i for t in child.subtree}
        elif child.dep_ == "conj" and child.pos_ == "VERB":
            reach -= {t.i for t in child.subtree} if _speaks(child) else set()
            if not own_subject:
                reach.discard(child.i)
    for source in sources:
        reach -= {t.i for t in source.subtree if t.i < verb.i or t.head == source}
    if verb.lemma_.lower() not in words("denying"):
        reach.discard(verb.i)
    return reach & inside


def _speaks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return any(lemma in words(name) for name in ("saying", "with_clause", "denying", "blaming"))


def _closes(verb: Token) -> bool:
    """True for "…, police said": what is said stands before."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    if not subjects or verb.lemma_.lower() not in words("saying"):
        return False
    if any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return False
    first = min(verb.i, subjects[0].left_edge.i)
    if first == verb.sent.start:
        return False
    before = verb.doc[first - 1]
    return before.text in {","} | _QUOTES or before.is_punct
