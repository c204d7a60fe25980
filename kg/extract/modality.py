"""How an event is told: asserted, planned, proposed or denied."""

from spacy.tokens import Token

from kg.extract.syntax import clause_head, governors
from kg.records import EventType, Family, Modality

_T = EventType
SPEECH = frozenset({_T.ACCUSATION, _T.DEMAND, _T.THREAT, _T.PROPOSAL, _T.SUPPORT})

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
        *("pressure", "push", "fear", "prevent", "avoid", "avert"),
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
_EXPECTING = frozenset({"plan", "schedule", "expect", "await", "prepare", "foresee", "draft"})
_REPORTING = frozenset({"say", "announce", "tell", "declare", "state", "add", "report", "confirm"})
_WISHES = frozenset(
    {"offer", "proposal", "call", "demand", "appeal", "request", "plea", "threat", "need", "bid"}
)
_IF = frozenset({"if", "unless", "whether"})
_CARRIED_OUT = frozenset({"begin", "start", "continue", "manage", "help", "try", "attempt"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD"})
_CLAUSES = frozenset({"ccomp", "xcomp", "advcl", "acl", "pcomp", "relcl"})


def modality_of(trigger: Token, type_: EventType) -> Modality:
    """The modality of the event that a verb or noun names."""
    if trigger.tag_ == "MD":
        return Modality.ASSERTED
    if trigger.pos_ in {"VERB", "AUX"}:
        return _verb_modality(trigger, type_ in SPEECH)
    if {c.lower_ for c in trigger.children} & _PLANNED_WORDS:
        return Modality.PLANNED
    if {c.lower_ for c in trigger.children} & _PROPOSED_WORDS:
        return Modality.PROPOSED
    return _noun_modality(trigger, type_)


def _noun_modality(noun: Token, type_: EventType) -> Modality:
    if type_ not in SPEECH and _is_offered(noun):
        return Modality.PROPOSED
    verb = clause_head(noun)
    if verb is None:
        return Modality.ASSERTED
    lemma = verb.lemma_.lower()
    if lemma in _DENYING:
        diplomatic = type_.family is Family.DIPLOMACY
        return Modality.ASSERTED if diplomatic or noun.dep_ == "nsubj" else Modality.DENIED
    if lemma in _PROPOSING and type_ not in SPEECH and _is_wish(noun, verb):
        return Modality.PROPOSED
    if lemma in _EXPECTING and noun.dep_ in {"dobj", "nsubjpass", "nsubj"}:
        return Modality.PLANNED
    if lemma == "be" and any(_is_bare_infinitive(c) for c in verb.children):
        return Modality.PLANNED
    return _verb_modality(verb, False) if lemma in _SUPPORT else Modality.ASSERTED


def _is_bare_infinitive(token: Token) -> bool:
    """True for "to be held" after "are"."""
    return token.dep_ == "xcomp" and any(c.lower_ == "to" for c in token.children)


def _is_offered(noun: Token) -> bool:
    """True behind a noun of wish: "an offer of talks", "calls for a truce"."""
    if noun.dep_ != "pobj" or noun.head.dep_ != "prep":
        return False
    holder = noun.head.head
    return holder.pos_ == "NOUN" and holder.lemma_.lower() in _WISHES


def is_negated(trigger: Token) -> bool:
    """True where the text says that it did not happen."""
    if trigger.dep_ in {"pcomp", "pobj"} and trigger.head.lower_ == "without":
        return True
    if any(c.dep_ == "neg" or c.lower_ in {"no", "never"} for c in trigger.children):
        return True
    if trigger.pos_ in {"VERB", "AUX"}:
        subjects = (c for c in trigger.children if c.dep_ in {"nsubj", "nsubjpass"})
        return any(s.lower_ in {"nobody", "none"} or _has_no(s) for s in subjects)
    above = clause_head(trigger)
    return above is not None and above.lemma_.lower() in _SUPPORT and is_negated(above)


def _has_no(noun: Token) -> bool:
    return any(c.lower_ == "no" for c in noun.children)


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


def _verb_modality(verb: Token, speech: bool) -> Modality:
    helpers = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if {c.lower_ for c in verb.children if c.dep_ in {"mark", "advmod"}} & _IF:
        return Modality.PROPOSED
    above = _above(verb)
    if above is Modality.DENIED:
        return Modality.ASSERTED if speech else above
    if "would" in helpers and _is_reported(verb):
        return above if above is Modality.PROPOSED else Modality.PLANNED
    if helpers & _CONDITIONAL:
        return Modality.PROPOSED
    if helpers & _FUTURE or (verb.dep_ == "xcomp" and verb.head.lower_ == "going"):
        return Modality.PLANNED
    return Modality.ASSERTED if speech else above


def _is_reported(verb: Token) -> bool:
    return verb.dep_ == "ccomp" and verb.head.lemma_.lower() in _REPORTING


def _above(verb: Token) -> Modality:
    """What governing verbs make of a clause."""
    current = verb
    for governor in governors(verb):
        step = _step(current, governor)
        if step is not None:
            return step
        if current.dep_ not in _CLAUSES | {"conj", "prep"}:
            break
        if _is_finite(current) and current.dep_ != "conj":
            break
        current = governor
    return Modality.ASSERTED


def _is_finite(verb: Token) -> bool:
    if verb.tag_ in {"VBD", "VBZ", "VBP"}:
        return True
    return any(c.dep_ in {"aux", "auxpass"} and c.tag_ in _FINITE_TAGS for c in verb.children)


def _step(clause: Token, governor: Token) -> Modality | None:
    lemma = governor.lemma_.lower()
    if clause.dep_ in {"ccomp", "xcomp", "acl"} and lemma in _DENYING:
        return Modality.DENIED
    bare = clause.tag_ == "VB" or any(c.lower_ == "be" for c in clause.children if "aux" in c.dep_)
    if clause.dep_ in {"ccomp", "xcomp", "acl"} and bare:
        if lemma in _PROPOSING | _WISHES:
            return Modality.PROPOSED
        if lemma in _PLANNING or (lemma == "be" and clause.dep_ == "xcomp"):
            return Modality.PLANNED
    if clause.dep_ == "pcomp" and governor.head.lemma_.lower() in _PROPOSING:
        return Modality.PROPOSED
    infinitive = clause.tag_ == "VB" and any(c.lower_ == "to" for c in clause.children)
    if infinitive and clause.dep_ in {"advcl", "xcomp", "acl", "relcl"}:
        return None if lemma in _CARRIED_OUT else Modality.PLANNED
    return None
