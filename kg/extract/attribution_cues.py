"""The words that attribute a statement, their sources and how far they reach in the sentence."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from spacy.tokens import Token

from kg.nlp.analysis import Sentence

_SUBJECTS = {"nsubj", "nsubjpass"}
_CLAUSES = {"ccomp", "xcomp"}
_WHICH = {"the", "this", "that", "these", "those"}
_LONGEST_SOURCE = 12  # words
_SPEAKING = ("saying", "with_clause", "denying", "blaming", "counting")
_MARKS = {'"', "“", "”", "``"}
_QUOTES = {'"', "“", "”", "``", "''", "'", "‘", "’"}


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes, the heads of its sources and the tokens that it covers."""

    word: Token
    sources: tuple[Token, ...]
    scope: frozenset[int]
    opens: bool  # a colon follows, and then words without quotation marks


@cache
def words(name: str) -> frozenset[str]:
    """One list of ``attribution.toml``."""
    data = tomllib.loads((files("kg.extract") / "attribution.toml").read_text(encoding="utf-8"))
    return frozenset(data[name])


def cues_of(sentence: Sentence) -> list[Cue]:
    """Every attributing word of a sentence with its source and its reach, in order."""
    found = []
    quoted = False
    for token in sentence.tokens:
        if token.text in _MARKS:
            quoted = not quoted
        for sources, scope in _readings(sentence, token):
            named = tuple(s for s in sources if not (quoted and s.pos_ == "PRON"))
            if named:
                found.append(Cue(token, named, frozenset(scope), _opens(sentence, token)))
    return _carried(sentence, found)


def _opens(sentence: Sentence, word: Token) -> bool:
    """True for "the minister said:" before a statement that no marks enclose."""
    last = sentence.tokens.end
    following = list(word.doc[word.i + 1 : last])
    colons = [t.i for t in following if t.text == ":"]
    if not colons or any(t.text in _MARKS for t in following):
        return False
    return colons[0] == word.i + 1 or colons[-1] >= last - 2


def _carried(sentence: Sentence, cues: list[Cue]) -> list[Cue]:
    """The cues, each reaching on over the parts after a semicolon that have no cue of their own."""
    last = sentence.tokens.end
    carried = list(cues)
    for i, cue in enumerate(cues):
        part = segment(sentence, cue.word)
        while part.stop + 1 < last:
            part = segment(sentence, sentence.tokens.doc[part.stop + 1])
            if not part or any(c.word.i in part for c in cues):
                break
            carried[i] = replace(carried[i], scope=carried[i].scope | set(part))
    return carried


def makers_of(noun: Token) -> tuple[Token, ...]:
    """Who makes a claim or a report: "residents' claims", "allegations by residents"."""
    heads = [c for c in noun.children if c.dep_ == "poss" and c.pos_ != "PRON"]
    for prep in (c for c in noun.children if c.lower_ in {"by", "from"}):
        heads += [c for c in prep.children if c.dep_ == "pobj"]
    heads += [c for c in noun.children if c.dep_ == "compound" and c.pos_ == "PROPN"]
    return tuple(h for head in heads for h in _all(head))


def _readings(sentence: Sentence, token: Token) -> Iterator[tuple[tuple[Token, ...], set[int]]]:
    lemma = token.lemma_.lower()
    if token.lower_ in words("according"):
        yield _according(token), _clause_around(sentence, token)
    elif token.pos_ in {"VERB", "AUX"} and _attributes(sentence, token, lemma):
        sources = _sources(token)
        yield sources, _reach(sentence, token, sources)
    elif token.dep_ == "ROOT" and token.pos_ == "VERB" and _quotes(sentence, token):
        # "The senator defended it: "…"": he speaks, but vouches for nothing outside the marks
        yield _sources(token), set()
    elif lemma in words("nouns") and token.pos_ == "NOUN":
        makers = makers_of(token)
        yield (
            makers,
            {t.i for c in token.children if c.dep_ in {"acl", "relcl", "ccomp"} for t in c.subtree},
        )


def _attributes(sentence: Sentence, verb: Token, lemma: str) -> bool:
    """True where the verb, used as it is here, tells what somebody says."""
    if any(
        lemma in words(name) for name in ("saying", "denying", "counting", "blaming", "willing")
    ):
        return True
    if lemma in {"speak", "put"}:
        return any(t.lower_ == {"speak": "of", "put": "at"}[lemma] for t in verb.subtree)
    if lemma == "describe" and any(c.dep_ == "xcomp" for c in verb.children):
        return True
    if lemma == "give":
        return bool({t.lemma_ for t in verb.children} & {"toll", "figure", "number", "count"})
    if any(c.dep_ == "dobj" and c.lemma_ in words("utterances") for c in verb.children):
        return True
    if lemma not in words("with_clause"):
        return False
    clause = any(c.dep_ == "ccomp" for c in verb.children)
    return clause or any(c.text in _QUOTES for c in verb.children)


def _quotes(sentence: Sentence, verb: Token) -> bool:
    """True where a quotation follows the verb after a comma or colon."""
    doc = verb.doc
    return any(
        doc[i].text in _MARKS and doc[i - 1].text in {",", ":"}
        for i in range(verb.i + 1, sentence.tokens.end)
    )


def _sources(verb: Token) -> tuple[Token, ...]:
    """The heads of the subject of a verb of speech, or of the agent of its passive."""
    heads: list[Token] = []
    if _is_passive(verb):
        for agent in (c for c in verb.children if c.dep_ == "agent"):
            heads += [c for c in agent.children if c.dep_ == "pobj"]
        return tuple(h for head in heads for h in _all(head))
    # Of two subjects the parser took the nearer one from the clause that is told.
    heads = [c for c in verb.children if c.dep_ == "nsubj"][-1:]
    if not heads and verb.head.pos_ == "VERB" and _continues(verb):
        return _sources(_spoken_before(verb))
    if not heads:
        return _before(verb)
    found = [h for head in heads for h in _all(head)]
    if verb.lemma_ == "tell":
        hearers = (c for c in verb.children if c.dep_ in {"dobj", "dative"})
        found += [h for h in hearers if {t.lower_ for t in h.subtree} & words("media")]
    return tuple(found)


def _continues(verb: Token) -> bool:
    """True for "said …, adding that" and "claimed … and said": the subject stands before."""
    return verb.dep_ == "conj" or (verb.dep_ == "advcl" and verb.tag_ == "VBG")


def _spoken_before(verb: Token) -> Token:
    """The verb whose subject goes on speaking: "It hit the town, police said, adding that …"."""
    if verb.dep_ == "conj" or _speaks(verb.head):
        return verb.head
    before = (t for t in reversed(verb.doc[verb.sent.start : verb.i]) if t.pos_ == "VERB")
    return next((t for t in before if _speaks(t)), verb.head)


def _is_passive(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children)


def _before(verb: Token) -> tuple[Token, ...]:
    """The nouns between the last comma and a verb that the parser left without a subject."""
    if verb.tag_ not in {"VBD", "VBZ", "VBP"} or verb.dep_ in {"amod", "acl", "relcl"}:
        return ()
    start = verb.i
    while start > verb.sent.start and verb.doc[start - 1].text not in {",", ";", ":", "–", "—"}:
        start -= 1
        if verb.doc[start].pos_ in {"VERB", "AUX"} and verb.doc[start].dep_ != "amod":
            return ()
    span = range(start, verb.i)
    nouns = [verb.doc[i] for i in span if verb.doc[i].pos_ in {"NOUN", "PROPN"}]
    outer = [n for n in nouns if n.head.i not in span]
    if not outer or len(span) > _LONGEST_SOURCE:
        return ()
    first = outer[-1]
    return tuple(_named(n) for n in nouns if n == first or n in first.conjuncts)


def _all(head: Token) -> Iterator[Token]:
    """A head and the heads coordinated with it; who and which stand for the noun before them."""
    if head.tag_ in {"WP", "WDT"}:
        clause = next((t for t in head.ancestors if t.dep_ == "relcl"), None)
        if clause is None:
            return
        head = clause.head
    if head.lemma_.lower() in words("nobody") and head.lower_ != "it":
        return
    if any(c.dep_ == "det" and c.lower_ in {"no", "neither"} for c in head.children):
        return
    made = head.lemma_.lower() in words("nouns") or head.lemma_.lower() in words("documents")
    makers = makers_of(head) if made else ()
    if makers:
        # "according to conflicting accounts by police and doctors"
        yield from makers
        return
    for child in head.children:
        # "residents and aid workers", where the parser hangs the first on the second
        if child.dep_ == "nmod" and child.nbor().lower_ == "and":
            yield _named(child)
    if head.lemma_.lower() not in words("documents") or any(_says_which(c) for c in head.lefts):
        yield _named(head)
    for other in head.conjuncts:
        if other.i > head.i and other.pos_ in {"NOUN", "PROPN", "PRON"}:
            yield _named(other)


def _says_which(modifier: Token) -> bool:
    """True for the first word of "the report", "a confidential report"."""
    return modifier.dep_ in {"amod", "compound", "poss"} or modifier.lower_ in _WHICH


def _named(head: Token) -> Token:
    """The name after a title in apposition: "the defence minister, Jaime Neto"."""
    if head.pos_ == "PROPN" and head.lemma_.lower() not in words("roles"):
        return head
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN" and child.i > head.i:
            adjacent = child.left_edge.i == head.i + 1
            if adjacent or child.ent_type_ in {"PERSON", "ORG"}:
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
    """The reach of "according to X": its segment, or the relative clause that it stands in."""
    inside = set(segment(sentence, word))
    own = {t.i for t in word.subtree}
    clause = next((t for t in (word, *word.ancestors) if t.dep_ == "relcl"), None)
    if clause is not None:
        inside &= {t.i for t in clause.subtree}
    return inside - own


def _reach(sentence: Sentence, verb: Token, sources: tuple[Token, ...]) -> set[int]:
    """The tokens that a verb of speech covers."""
    lemma = verb.lemma_.lower()
    if lemma in words("blaming") or lemma in words("willing"):
        return _named_act(verb)
    if lemma in words("denying"):
        return _named_act(verb) | {verb.i}
    inside = set(segment(sentence, verb))
    reach = {t.i for t in verb.subtree}
    if _closes(verb, sources):
        reach |= inside
    elif _confirms(verb):
        reach = set(inside)
    elif any(c.dep_ in {"ccomp", "dobj"} and c.i > verb.i for c in verb.children):
        reach = {i for i in reach if i > verb.i}
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ in _SUBJECTS and not _is_passive(verb)):
            reach -= {t.i for t in child.subtree}
        elif child.dep_ == "conj" and child.pos_ == "VERB":
            reach -= _coordinated(child)
        elif child.dep_ == "advcl" and child.i > verb.i:
            reach -= {t.i for t in child.subtree}
    for source in sources:
        reach -= {t.i for t in source.subtree if t.i < verb.i or t.head == source}
    return (reach - _asides(sentence, verb) - {verb.i}) & inside


def _confirms(verb: Token) -> bool:
    """True for "…, as the ministry has reported"."""
    marked = any(c.lower_ == "as" and c.dep_ in {"mark", "advmod"} for c in verb.children)
    return marked and not any(c.dep_ in {"ccomp", "dobj"} for c in verb.children)


def _coordinated(verb: Token) -> set[int]:
    """What a verb coordinated with a verb of speech takes out of its reach."""
    if _speaks(verb):
        return {t.i for t in verb.subtree}
    told = any(c.dep_ in _SUBJECTS | {"auxpass"} for c in verb.children)
    joined = any(c.dep_ == "cc" for c in verb.head.children)
    return {verb.i} if joined and not told else set()


def _asides(sentence: Sentence, verb: Token) -> set[int]:
    """The remarks of others inside what is told: "…, which the ministry denied"."""
    found: set[int] = set()
    for token in sentence.tokens:
        if token == verb or not _speaks(token):
            continue
        if token.dep_ == "advcl" and _contrasts(token) and verb not in token.subtree:
            found |= {t.i for t in token.subtree}
        if token.dep_ != "relcl":
            continue
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None)
        if subject is not None and subject.tag_ not in {"WP", "WDT"}:
            lemma = token.lemma_.lower()
            if lemma in words("denying") or lemma in words("condemning"):
                found |= {t.i for t in token.subtree}
    return found - {t.i for t in verb.subtree} if verb.dep_ == "relcl" else found


def _contrasts(verb: Token) -> bool:
    """True for "…, while the directorate counted 64"."""
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    return bool(marks & {"while", "although", "though", "whereas", "as"})


def _named_act(verb: Token) -> set[int]:
    """The act that a verb of blame or will names: "accused it of shelling", "offered to talk"."""
    reach: set[int] = set()
    for child in verb.children:
        if (
            child.dep_ in {"xcomp", "ccomp", "pcomp"}
            or (child.dep_ == "prep" and child.lower_ in {"for", "of", "over", "with"})
            or (child.dep_ == "dobj" and not child.ent_type_)
        ):
            reach |= {t.i for t in child.subtree}
    return reach


def _speaks(verb: Token) -> bool:
    lemma = verb.lemma_.lower()
    return any(lemma in words(name) for name in _SPEAKING)


def _closes(verb: Token, sources: tuple[Token, ...]) -> bool:
    """True for "…, police said" and "…, said the mayor": what is said stands before."""
    if not sources or verb.lemma_.lower() not in words("saying"):
        return False
    near = {verb, *verb.children}
    before = (t for t in verb.doc[verb.left_edge.i : verb.i] if t.head in near)
    if verb.dep_ == "csubj" or any(t.tag_ in {"WP", "WDT"} for t in before):
        return False
    if any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return False
    i = min(verb.i, sources[0].i)
    while i > verb.sent.start:
        i -= 1
        token = verb.doc[i]
        if token.text in {","} | _QUOTES:
            return True
        if (token.pos_ in {"VERB", "AUX"} and token.dep_ != "amod") or token.text == ";":
            return False
    return False
