"""How an event is told: asserted, planned, proposed or denied."""

from spacy.tokens import Token

from kg.extract.syntax import governors
from kg.records import Modality

_PLANNING = frozenset(
    {
        *("plan", "prepare", "intend", "schedule", "expect", "order", "set", "agree", "decide"),
        *("aim", "pledge", "promise", "vow", "commit", "approve", "authorise", "authorize"),
        *("due", "ready", "about", "poise", "await", "mull", "announce", "swear", "hope"),
    }
)
_PROPOSING = frozenset(
    {
        *("call", "urge", "demand", "ask", "appeal", "request", "offer", "propose", "threaten"),
        *("warn", "want", "seek", "suggest", "recommend", "consider", "press", "plead", "beg"),
        *("insist", "advise", "advocate", "wish", "need", "refuse", "let", "allow", "invite"),
        *("pressure", "push", "would", "try", "fear", "prevent", "avoid", "avert"),
    }
)
_DENYING = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "disclaim"})
_SUPPORT = frozenset(
    {
        *("hold", "launch", "carry", "stage", "conduct", "mount", "begin", "start", "take"),
        *("sign", "reach", "resume", "continue", "make", "deliver", "open", "undertake"),
        *("lead", "host", "attend", "join", "declare", "impose", "lift", "be", "have", "do"),
        *("occur", "happen", "follow", "end", "hit", "strike", "kill", "perform", "participate"),
    }
)
_FUTURE = frozenset({"will", "shall", "'ll", "wo"})
_CONDITIONAL = frozenset({"would", "could", "may", "might", "should", "must", "can", "'d"})
_PLANNED_WORDS = frozenset({"planned", "upcoming", "expected", "next", "imminent", "future"})
_PROPOSED_WORDS = frozenset({"possible", "potential", "proposed", "any", "further", "would-be"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl"})


def modality_of(trigger: Token) -> Modality:
    """The modality of the event that a verb or noun names."""
    verb = trigger
    if trigger.pos_ not in {"VERB", "AUX"}:
        word = {c.lower_ for c in trigger.children}
        if word & _PLANNED_WORDS:
            return Modality.PLANNED
        if word & _PROPOSED_WORDS:
            return Modality.PROPOSED
        above = _governing_verb(trigger)
        if above is None:
            return Modality.ASSERTED
        lemma = above.lemma_.lower()
        if lemma in _DENYING:
            return Modality.DENIED
        if lemma in _PROPOSING and _is_wish(trigger, above):
            return Modality.PROPOSED
        if lemma in _PLANNING and trigger.dep_ == "dobj" and lemma not in {"announce", "approve"}:
            return Modality.PLANNED
        if lemma not in _SUPPORT:
            return Modality.ASSERTED
        verb = above
    return _verb_modality(verb)


def is_negated(trigger: Token) -> bool:
    """True where the text says that it did not happen."""
    if any(c.dep_ == "neg" or c.lower_ in {"no", "never"} for c in trigger.children):
        return True
    if trigger.pos_ in {"VERB", "AUX"}:
        subjects = (c for c in trigger.children if c.dep_ in {"nsubj", "nsubjpass"})
        return any(s.lower_ in {"nobody", "none"} or _has_no(s) for s in subjects)
    above = _governing_verb(trigger)
    return above is not None and above.lemma_.lower() in _SUPPORT and is_negated(above)


def _has_no(noun: Token) -> bool:
    return any(c.lower_ == "no" for c in noun.children)


def _governing_verb(noun: Token) -> Token | None:
    for token in governors(noun):
        if token.pos_ in {"VERB", "AUX"}:
            return token
    return None


def _is_wish(noun: Token, verb: Token) -> bool:
    """ "Called for a ceasefire" is a wish; "urged them after the attack" is none."""
    if noun.head == verb:
        return noun.dep_ == "dobj"
    chain = noun
    while chain.head != verb:
        chain = chain.head
    if chain.dep_ == "prep":
        return chain.lower_ in {"for", "to"}
    return chain.dep_ in {"dobj", "xcomp", "ccomp"} and noun.dep_ in {"dobj", "pobj", "conj"}


def _verb_modality(verb: Token) -> Modality:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    marks = {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}}
    if marks & {"if", "unless", "whether"}:
        return Modality.PROPOSED
    if helpers & _CONDITIONAL:
        return _stronger(_above(verb), Modality.PROPOSED)
    if helpers & _FUTURE:
        return _stronger(_above(verb), Modality.PLANNED)
    if _going_to(verb):
        return Modality.PLANNED
    return _above(verb)


def _going_to(verb: Token) -> bool:
    return verb.dep_ == "xcomp" and verb.head.lower_ == "going"


def _stronger(above: Modality, own: Modality) -> Modality:
    return above if above is Modality.DENIED else own


def _above(verb: Token) -> Modality:
    """What governing verbs make of a clause."""
    current = verb
    for governor in governors(verb):
        step = _step(current, governor)
        if step is not None:
            return step
        if current.dep_ not in _CLAUSES | {"conj", "prep"}:
            break
        current = governor
    return Modality.ASSERTED


def _step(clause: Token, governor: Token) -> Modality | None:
    lemma = governor.lemma_.lower()
    infinitive = clause.tag_ == "VB" and any(c.lower_ == "to" for c in clause.children)
    if clause.dep_ in {"ccomp", "xcomp", "pcomp", "acl"} and lemma in _DENYING:
        return Modality.DENIED
    if clause.dep_ in {"ccomp", "xcomp", "acl"} and clause.tag_ in {"VB", "VBP"}:
        if lemma in _PROPOSING:
            return Modality.PROPOSED
        if lemma in _PLANNING:
            return Modality.PLANNED
    if clause.dep_ == "pcomp" and governor.head.lemma_.lower() in _PROPOSING:
        return Modality.PROPOSED
    if infinitive and clause.dep_ in {"advcl", "xcomp", "acl", "relcl"}:
        return (
            None
            if lemma in {"begin", "start", "continue", "manage", "help"}
            else (Modality.PLANNED)
        )
    return None
