"""The counted people of a sentence: which numbers count victims, and what became of them."""

from dataclasses import replace

from spacy.tokens import Token

from kg.extract.casualty_outcomes import (
    Fate,
    Victims,
    counted_together,
    fate_of,
    first_conjunct,
    happened,
    is_person,
    lexicon,
    words,
)
from kg.extract.casualty_single import nobody, single_victims
from kg.nlp.analysis import Sentence
from kg.nlp.numbers import Count, Quantity, find_quantities, shared_bound
from kg.records import Outcome

_UNITS = {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"}
_COUNTING = {"nummod", "quantmod", "compound", "amod", "nmod"}
_SUBJECTS = {"nsubj", "nsubjpass"}
_MANY = 100  # from here on people who leave or arrive are told as displaced


def find_victims(sentence: Sentence) -> list[Victims]:
    """The victims that a sentence counts, in order."""
    quantities = [q for q in find_quantities(sentence) if _counts_people(q)]
    found = list(nobody(sentence))
    taken: set[int] = set()
    for quantity in quantities:
        victims = _counted(sentence, quantity, found)
        if victims:
            victims = replace(victims, count=_bounded(quantities, quantity))
            if _or_more(victims):
                victims = replace(victims, count=replace(victims.count, max=None))
            found.append(victims)
            taken.update(t.i for t in victims.counted)
            if victims.group is not None:
                taken.add(victims.group.i)
    for victims in single_victims(sentence, found):
        if victims.counted[-1].i not in taken:
            found.append(victims)
    return sorted(_families(found), key=lambda v: v.order)


def _families(found: list[Victims]) -> list[Victims]:
    """The victims, with "a mother and her two daughters" told as three."""
    joined = list(found)
    for victims in found:
        noun = victims.group
        if noun is None or noun.dep_ != "conj" or noun.head.tag_ != "NN":
            continue
        own = any(c.dep_ == "poss" and c.pos_ == "PRON" for c in noun.children)
        first = next((v for v in joined if v.group == noun.head and v.fate == victims.fate), None)
        if not own or first is None or first.count.max != 1 or victims.count.min is None:
            continue
        count = Count(victims.count.min + 1, victims.count.max and victims.count.max + 1)
        joined[joined.index(first)] = replace(first, count=count)
        joined.remove(victims)
    return joined


def _or_more(victims: Victims) -> bool:
    """True for "sixty people or more"."""
    group = victims.group
    return group is not None and group.doc[group.i + 1 : group.i + 3].text.lower() == "or more"


def _bounded(quantities: list[Quantity], quantity: Quantity) -> Count:
    """The count with the bound that words outside of it set."""
    doc, start = quantity.tokens.doc, quantity.tokens.start
    if quantity.is_bare and start and doc[start - 1].lemma_ in words("surpassing"):
        return Count((quantity.count.min or 0) + 1, None)
    noun = _noun(quantity) or quantity.number
    first = _first_subject(noun)
    for other in quantities:
        if other is not quantity and (_noun(other) or other.number) == first:
            return shared_bound(other, quantity)
    return quantity.count


def _first_subject(noun: Token) -> Token | None:
    """The subject that a noun is coordinated with before the verb, or that of the verb before."""
    first = first_conjunct(noun)
    if first != noun and first.dep_ in _SUBJECTS:
        return first
    if noun.dep_ not in _SUBJECTS:
        return None
    verb = noun.head.head if noun.head.dep_ == "conj" else noun.head
    subjects = (c for c in verb.children if c.dep_ in _SUBJECTS and c.i < noun.i)
    return next(subjects, None)


def _counts_people(quantity: Quantity) -> bool:
    """False for ages, dates, rates, sums of money and things."""
    number, noun = quantity.number, _noun(quantity)
    doc, start, end = quantity.tokens.doc, quantity.tokens.start, quantity.tokens.end
    if noun is not None and noun.lemma_.lower() in words("things"):
        return False
    if noun is not None and quantity.count.max == 1 and noun.lemma_ in words("collective"):
        return False
    if number.ent_type_ in {"MONEY", "PERCENT"}:
        return False
    if number.ent_type_ in _UNITS - {"QUANTITY"} and (noun is None or noun.ent_type_ in _UNITS):
        # The tagger takes "wounding 86" for a year.
        harmed = noun is None and number.head.lemma_.lower() in lexicon("harmed")
        if not harmed or number.dep_ != "dobj":
            return False
    after = doc[end : end + 3].text.lower()
    if after[:1] in {"-", "%"} or after.startswith(
        ("per ", "per cent", "km ", "a day", "a month", "years ")
    ):
        return False
    if noun is not None and doc[noun.i + 1 : noun.i + 3].text.lower() in {"a day", "per day"}:
        return False
    before = doc[max(0, start - 2) : start].text.lower()
    if before.endswith(("[", "aged", "age", "$", "article", "all but", "one in", "some of")):
        return False
    return not (before.endswith(",") and _is_age(quantity))


def _is_age(quantity: Quantity) -> bool:
    """True for "Jomar Sali, 24, was shot"."""
    number = quantity.number
    after = number.nbor() if number.i + 1 < len(number.doc) else None
    bare = len(quantity.tokens) == 1 and number.text.isdigit()
    return bare and (after is None or after.text in {",", ".", ";"}) and int(number.text) < 110


def _noun(quantity: Quantity) -> Token | None:
    """The noun that a quantity counts: "17 people", "dozens of people", "three of the dead"."""
    number = quantity.number
    of = next((c for c in number.children if c.lower_ == "of" and c.dep_ == "prep"), None)
    if of is not None:
        return next((c for c in of.children if c.dep_ == "pobj"), None)
    noun = number
    while noun.dep_ in _COUNTING and noun.head.pos_ in {"NOUN", "PROPN", "ADJ", "NUM"}:
        noun = noun.head
    return noun if noun != number else None


def _counted(sentence: Sentence, quantity: Quantity, before: list[Victims]) -> Victims | None:
    number, noun = quantity.number, _noun(quantity)
    partitive = noun is not None and noun.head.lower_ == "of" and noun.head.head == number
    if partitive and noun is not None:
        state = _group_state(noun)
        if state:
            # "three of the dead were women"
            group = _predicate_noun(number)
            return Victims(quantity.count, quantity.tokens, group, Fate(state, noun), True)
    if noun is None:
        noun = _family(number)
    head = number if noun is None or partitive else noun
    among = _among(head)
    if among:
        return Victims(quantity.count, quantity.tokens, noun, among, True)
    share = _is_share(quantity, noun)
    fate = (_beside(quantity) if noun is None else None) or fate_of(head)
    if fate is None and noun is not None:
        fate = fate_of(noun) if partitive else _moved(quantity, noun)
    if fate is None and share:
        fate = next(
            (v.fate for v in reversed(before) if v.counted.end <= quantity.tokens.start), None
        )
    fate = fate or _beside(quantity) or _toll(sentence, quantity) or _elided(quantity, before)
    if fate is None or counted_together(fate) or _together(quantity):
        return None
    group = _group(noun, fate) if noun is not None else None
    return Victims(quantity.count, quantity.tokens, group, fate, share)


def _group(noun: Token, fate: Fate) -> Token | None:
    """The noun for the people: "five of them children", "28 bodies of peasants", "62 bodies"."""
    if noun.pos_ == "PRON":
        for token in noun.doc[noun.i + 1 : noun.i + 5]:
            if token.pos_ in {"NOUN", "PROPN"}:
                return token
            if token.pos_ in {"VERB", "PUNCT", "SCONJ", "CCONJ"}:
                return None
        return None
    if noun != fate.cue:
        return noun
    for prep in noun.children:
        if prep.lower_ == "of":
            return next((c for c in prep.children if c.dep_ == "pobj"), noun)
    told = noun.pos_ == "NOUN" and noun.lower_ not in {"dead", "wounded", "injured", "missing"}
    modified = any(c.dep_ in {"compound", "amod", "poss"} for c in noun.children)
    return noun if told and (modified or noun.lower_ not in {"deaths", "injuries"}) else None


def _together(quantity: Quantity) -> bool:
    """True for "47 dead and wounded", which counts neither."""
    doc, end = quantity.tokens.doc, quantity.tokens.end
    following = [t.lower_ for t in doc[end : end + 4]]
    for first, link, second in zip(following, following[1:], following[2:], strict=False):
        outcomes = {lexicon("states").get(first), lexicon("states").get(second)}
        if link in {"and", "or"} and outcomes == {Outcome.KILLED, Outcome.INJURED}:
            return True
    return False


def _group_state(noun: Token) -> Outcome | None:
    """The outcome of "the dead", "the wounded", "the victims"."""
    if not any(c.dep_ in {"det", "poss"} for c in noun.children):
        return None
    if noun.lower_ in {"victims", "casualties", "fatalities"}:
        return Outcome.KILLED
    return lexicon("states").get(noun.lower_)


def _family(number: Token) -> Token | None:
    """The noun of "a family of five", which the number counts."""
    noun = number.head.head
    if number.dep_ == "pobj" and number.head.lower_ == "of" and noun.pos_ == "NOUN":
        return noun if noun.lemma_.lower() in words("collective") else None
    return None


def _among(head: Token) -> Fate | None:
    """ "Fifteen children were among the dead", "among the dead are two nuns"."""
    first = first_conjunct(head)
    if first.dep_ not in {"nsubj", "attr"} or first.head.lemma_ != "be":
        return None
    for prep in first.head.children:
        for noun in prep.children:
            if prep.lower_ in {"among", "amongst"} and noun.dep_ in {"pobj", "pcomp"}:
                state = _group_state(noun) or _suffered(noun)
                return Fate(state, noun) if state else None
    return None


def _suffered(noun: Token) -> Outcome | None:
    """The outcome of "those killed"."""
    verbs = [noun, *(c for c in noun.children if c.dep_ == "acl")]
    lemmas = (v.lemma_.lower() for v in verbs)
    return next((o for o in map(lexicon("harmed").get, lemmas) if o), None)


def _moved(quantity: Quantity, noun: Token) -> Fate | None:
    """ "18,000 people had crossed into Diffa": many people on the move are displaced."""
    verb, least = noun.head, quantity.count.min or quantity.count.max or 0
    if noun.dep_ != "nsubj" or verb.lemma_.lower() not in words("moving") or least < _MANY:
        return None
    named = (
        noun.lemma_.lower() in words("movers") or noun.tag_ == "NNPS" or noun.ent_type_ == "NORP"
    )
    return Fate(Outcome.DISPLACED, verb) if named and happened(verb) else None


def _elided(quantity: Quantity, before: list[Victims]) -> Fate | None:
    """The outcome told before a bare number: "a Sadr aide said four", "put the figure at nine"."""
    number = quantity.number
    if not before or _noun(quantity) is not None or number.ent_type_ in _UNITS:
        return None
    verb = number.head if number.head.pos_ == "VERB" else number.head.head
    if verb.lemma_.lower() not in words("giving"):
        return None
    last = before[-1].fate
    return Fate(last.outcome, verb) if last.outcome is not Outcome.DISPLACED else None


def _predicate_noun(number: Token) -> Token | None:
    verb = number.head
    return next((c for c in verb.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)


_SHARE_BEFORE = ("including", "among them", "among whom", "them", "whom", "notably", "comprising")


def _is_share(quantity: Quantity, noun: Token | None) -> bool:
    """ "including 68 children", "among them 3 women", "five of them children"."""
    if noun is not None and noun.lower_ in {"them", "whom", "these", "those"}:
        return True
    start = quantity.tokens.start
    text = quantity.tokens.doc[max(0, start - 3) : start].text.lower()
    if text.endswith(_SHARE_BEFORE):
        return True
    first = first_conjunct(noun) if noun is not None else quantity.number
    return first.dep_ == "pobj" and first.head.lower_ == "including"


def _beside(quantity: Quantity) -> Fate | None:
    """The outcome of the very next words: "12 dead", "19 injured", "30 others taken hostage"."""
    doc = quantity.tokens.doc
    for token in doc[quantity.tokens.end : quantity.tokens.end + 3]:
        after = token.nbor().lower_ if token.i + 1 < len(doc) else ""
        phrase = lexicon("phrases").get(f"{token.lemma_} {after}")
        if phrase is not None:
            return Fate(phrase, token)
        if token.lower_ in lexicon("states") and token.pos_ != "VERB":
            return Fate(lexicon("states")[token.lower_], token)
        if token.tag_ in {"VBN", "VBD"} and token.lemma_ in lexicon("harmed"):
            if after in {"down", "at"} or any(c.dep_ == "dobj" for c in token.children):
                return None
            return Fate(lexicon("harmed")[token.lemma_], token)
        if token.pos_ not in {"ADJ", "NOUN", "ADV", "AUX"}:
            return None
    return None


def _toll(sentence: Sentence, quantity: Quantity) -> Fate | None:
    """The outcome of "the death toll rose to 35", "put the number of wounded at 20"."""
    doc, start = quantity.tokens.doc, quantity.tokens.start
    window = list(doc[max(sentence.tokens.start, start - 18) : start])
    for i in range(len(window) - 1, -1, -1):
        token = window[i]
        if token.text in {";", ":"}:
            return None
        outcome = lexicon("tolls").get(token.lower_)
        if outcome is None:
            continue
        near = window[max(0, i - 6) :]
        reached = any(t.lemma_.lower() in words("reaching") for t in near)
        return Fate(outcome, token) if reached and _noun_free(quantity) else None
    return None


def _noun_free(quantity: Quantity) -> bool:
    """True where a number stands alone or with a word for people."""
    noun = _noun(quantity)
    return noun is None or is_person(noun) or noun.lemma_.lower() in words("movers")
