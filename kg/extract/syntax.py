"""Grammatical roles of a token: who does it, to whom, and with what, past passives and gaps."""

from collections.abc import Iterator

from spacy.tokens import Token

NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_SUBJECTS = frozenset({"nsubj", "csubj", "expl"})
_PASSIVE = frozenset({"nsubjpass"})
_OBJECTS = frozenset({"dobj", "obj"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_BLAMING = frozenset(
    {
        *("accuse", "charge", "suspect", "convict", "prevent", "stop", "keep", "blame", "detain"),
        *("arrest", "sentence", "criticise", "criticize", "condemn", "acquit", "bar"),
    }
)
_CALLING = frozenset({"call", "appeal"})
_MAX_CLIMB = 6
_ADJACENT = 3  # tokens


def is_passive(verb: Token) -> bool:
    """True where the grammatical subject suffers the deed ("was seized", "seized by")."""
    if verb.dep_ == "amod" or any(
        c.dep_ in {"nsubjpass", "auxpass", "agent"} for c in verb.children
    ):
        return True
    if verb.dep_ in {"acl", "oprd", "acomp"} and verb.tag_ == "VBN":
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not _own(verb, _SUBJECTS | _OBJECTS):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return False


def agents_of(verb: Token) -> list[Token]:
    """Heads of those who do what the verb says, coordinated ones included."""
    if is_passive(verb):
        by = [
            c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ == "by")
        ]
        return [t for prep in by for t in _pobjs(prep)]
    return _with_conjuncts(_subject(verb))


def patients_of(verb: Token) -> list[Token]:
    """Heads of those whom the deed hits, coordinated ones included."""
    if not is_passive(verb):
        return _with_conjuncts(_own(verb, _OBJECTS) or _gap_object(verb) or _shared_object(verb))
    if verb.dep_ == "amod":
        return _with_conjuncts([verb.head])
    found = _own(verb, _PASSIVE)
    if not found and verb.dep_ == "acl":
        found = [verb.head]
    if not found and verb.dep_ == "relcl":
        found = [verb.head]
    if not found and verb.dep_ in {"oprd", "acomp"}:
        return patients_of(verb.head) if is_passive(verb.head) else agents_of(verb.head)
    if not found and verb.dep_ in {"conj", "xcomp"}:
        return patients_of(verb.head) if is_passive(verb.head) else agents_of(verb.head)
    return _with_conjuncts([_antecedent(t) for t in found])


def prep_objects(token: Token, *words: str) -> list[Token]:
    """Objects of the token's own prepositions; any preposition where no word is given."""
    found: list[Token] = []
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and (not words or child.lower_ in words):
            found += _pobjs(child)
    return found


def preps(token: Token) -> Iterator[Token]:
    """The token's own prepositions, and those chained to them ("out of")."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"}:
            yield child
            yield from preps(child)


def particles(verb: Token) -> set[str]:
    """The particles and bare adverbs that go with a verb ("pull out", "put down")."""
    kinds = {"prt", "advmod", "prep", "dobj", "acomp", "ccomp", "oprd", "npadvmod"}
    return {c.lower_ for c in verb.children if c.dep_ in kinds}


def modifiers(noun: Token) -> list[Token]:
    """Nouns and adjectives that stand before a noun and belong to it."""
    kinds = {"compound", "amod", "nmod", "poss"}
    found = [c for c in noun.lefts if c.dep_ in kinds]
    for child in list(found):
        found += modifiers(child) if child.dep_ in {"compound", "nmod"} else []
    return found


def conjuncts(token: Token) -> list[Token]:
    """The token and what is coordinated with it after it, nouns only."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOUNS:
            found += conjuncts(child)
    return found


def governors(token: Token) -> Iterator[Token]:
    """The token's head, that one's head, and so on to the root."""
    current = token
    for _ in range(_MAX_CLIMB):
        if current.head == current:
            return
        current = current.head
        yield current


def clause_head(noun: Token) -> Token | None:
    """The verb that a noun is subject, object or complement of, past nouns that hold it."""
    for token in governors(noun):
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _own(verb: Token, deps: frozenset[str]) -> list[Token]:
    return [c for c in verb.children if c.dep_ in deps and c.pos_ != "SCONJ"]


def _pobjs(prep: Token) -> list[Token]:
    found: list[Token] = []
    for child in prep.children:
        if child.dep_ in {"pobj", "pcomp"} and child.pos_ in NOUNS | {"ADJ", "NUM", "DET"}:
            found += conjuncts(child)
        elif child.dep_ == "prep":
            found += _pobjs(child)
    return found


def _subject(verb: Token) -> list[Token]:
    if verb.pos_ == "ADJ":
        return _controller(verb.head) if verb.head.pos_ in {"VERB", "AUX"} else []
    own = _own(verb, _SUBJECTS)
    if own:
        return [_antecedent(t) for t in own]
    if verb.dep_ in {"acl", "relcl"} and verb.head.pos_ in NOUNS:
        if verb.tag_ == "VB":
            return _owner(verb.head)
        return [] if verb.dep_ == "relcl" else [verb.head]
    if verb.dep_ in {"conj", "xcomp", "advcl", "ccomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        return _shared_subject(verb)
    if verb.dep_ == "pcomp" and verb.head.dep_ == "prep":
        blamed = verb.head.head.lemma_.lower() in _BLAMING
        return patients_of(verb.head.head) if blamed else _owner(verb.head.head)
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ":
        return _owner(verb.head)
    return []


def _owner(head: Token) -> list[Token]:
    """Who is meant by a bare "-ing" or infinitive: the subject of the clause around it."""
    if head.pos_ in {"VERB", "AUX"}:
        return _controller(head)
    owners = [c for c in head.children if c.dep_ == "poss"]
    verb = clause_head(head)
    return owners or (_controller(verb) if verb is not None else [])


def _shared_subject(verb: Token) -> list[Token]:
    head = verb.head
    if verb.dep_ in {"xcomp", "advcl"} and verb.tag_ == "VB":
        called = head.lemma_.lower() in _CALLING
        persuaded = prep_objects(head, "on", "upon", "to") if called else _own(head, _OBJECTS)
        if verb.dep_ == "advcl" and not called:
            persuaded = []
        return persuaded or _controller(head)
    if verb.dep_ == "ccomp" and verb.tag_ not in {"VB", "VBG"}:
        return []
    return _controller(head)


def _controller(head: Token) -> list[Token]:
    if is_passive(head):
        return patients_of(head)
    return _subject(head)


def _gap_object(verb: Token) -> list[Token]:
    """The head of an object relative ("the town they seized")."""
    if verb.dep_ != "relcl":
        return []
    return [verb.head] if _own(verb, _SUBJECTS) and not _relative_subject(verb) else []


def _shared_object(verb: Token) -> list[Token]:
    """The object that a coordinated verb holds for both ("shot and killed two men")."""
    for child in verb.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - verb.i <= _ADJACENT:
            return _own(child, _OBJECTS)
    return []


def _relative_subject(verb: Token) -> bool:
    return any(t.lower_ in _RELATIVE for t in _own(verb, _SUBJECTS))


def _antecedent(token: Token) -> Token:
    """What a relative pronoun stands for; else the token."""
    if token.lower_ not in _RELATIVE or token.pos_ == "DET":
        return token
    for governor in governors(token):
        if governor.dep_ == "relcl":
            return governor.head
        if governor.dep_ not in {"conj", "xcomp", "advcl"}:
            break
    return token


def _with_conjuncts(tokens: list[Token]) -> list[Token]:
    return [t for token in tokens for t in conjuncts(token)]
