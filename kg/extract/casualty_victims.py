"""The counted people of a sentence: which numbers count victims, and what became of them."""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.casualty_outcomes import (
    Fate,
    fate_of,
    lexicon,
    verb_fates,
    words,
)
from kg.nlp.analysis import Sentence
from kg.nlp.numbers import Count, Quantity, find_quantities
from kg.records import Outcome


@dataclass(frozen=True, slots=True)
class Victims:
    """People told as one: their count, what became of them, and the words for both."""

    count: Count
    counted: Tokens  # the words of the count
    group: Token | None  # the noun for the people
    fate: Fate
    share: bool = False  # told as part of a count before

    @property
    def order(self) -> tuple[int, str]:
        """Where the claim stands in its sentence."""
        return self.counted.start, self.fate.outcome


_ONE = Count(1, 1)
_NONE = Count(0, 0)
_UNITS = {"DATE", "TIME", "MONEY", "PERCENT", "ORDINAL", "QUANTITY"}


def find_victims(sentence: Sentence) -> list[Victims]:
    """The victims that a sentence counts, in order."""
    quantities = [q for q in find_quantities(sentence) if _counts_people(q)]
    found = list(_denied(sentence))
    taken: set[int] = set()
    for index, quantity in enumerate(quantities):
        victims = _counted(sentence, quantities, index, found)
        if victims:
            found.append(victims)
            taken.update(t.i for t in victims.counted)
            if victims.group is not None:
                taken.add(victims.group.i)
    found += [v for v in _single(sentence) if v.counted[-1].i not in taken]
    return sorted(found, key=lambda v: v.order)


def _counts_people(quantity: Quantity) -> bool:
    """False for ages, dates, sums of money and things."""
    number, noun = quantity.number, _noun(quantity)
    if noun is not None and noun.lemma_.lower() in words("things"):
        return False
    if number.ent_type_ in {"MONEY", "PERCENT"} or number.dep_ == "appos":
        return False
    if number.ent_type_ in _UNITS and (noun is None or noun.ent_type_ in _UNITS):
        return number.ent_type_ == "QUANTITY"
    after = number.nbor() if number.i + 1 < len(number.doc) else None
    if after is not None and after.text in {"-", "%", "per", "km"}:
        return False
    before = quantity.tokens[0].nbor(-1) if quantity.tokens[0].i else None
    return not (
        before is not None
        and (before.lower_ in {"aged", "age", "$", "no", "article", "chapter"} or before.text == ",")
        and _is_age(quantity)
    )


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
    if number.dep_ in {"nummod", "quantmod", "compound", "amod", "nmod"} and number.head.pos_ in {
        "NOUN",
        "PROPN",
        "ADJ",
    }:
        return number.head
    return None


def _counted(
    sentence: Sentence, quantities: list[Quantity], index: int, before: list[Victims]
) -> Victims | None:
    quantity = quantities[index]
    number, noun = quantity.number, _noun(quantity)
    partitive = noun is not None and noun.head.lower_ == "of" and noun.head.head == number
    head = number if noun is None or partitive else noun
    share = _is_share(quantity, noun)
    group = noun
    if partitive and noun is not None:
        state = lexicon("states").get(noun.lower_)
        if state and (noun.tag_ != "NN" or noun.lower_ in {"dead", "wounded", "injured"}):
            # "three of the dead were women"
            group = _predicate_noun(number)
            return Victims(quantity.count, quantity.tokens, group, Fate(state, noun), True)
    fate = fate_of(head) or (fate_of(noun) if noun is not None and not partitive else None)
    if fate is None and share:
        whole = next((v for v in reversed(before) if v.counted.start < quantity.tokens.start), None)
        fate = whole.fate if whole else None
    if fate is None:
        fate = _beside(quantity) or _toll(sentence, quantity)
    if fate is None:
        return None
    if group is not None and group == fate.cue and fate.cue.lower_ not in {"bodies", "lives"}:
        group = None
    return Victims(quantity.count, quantity.tokens, group, fate, share)


def _predicate_noun(number: Token) -> Token | None:
    verb = number.head
    return next((c for c in verb.children if c.dep_ == "attr" and c.pos_ == "NOUN"), None)


_SHARE_BEFORE = ("including", "among them", "among whom", "them", "whom", "notably", "comprising")


def _is_share(quantity: Quantity, noun: Token | None) -> bool:
    """ "including 68 children", "among them 3 women", "five of them children"."""
    if noun is not None and noun.lower_ in {"them", "whom", "these", "those"}:
        return True
    if noun is not None and any(c.lower_ in {"including", "among"} for c in noun.children):
        return False
    start = quantity.tokens.start
    text = quantity.tokens.doc[max(0, start - 3) : start].text.lower()
    return text.endswith(_SHARE_BEFORE)


def _beside(quantity: Quantity) -> Fate | None:
    """The outcome of the very next words: "12 dead", "19 injured", "and 30 others wounded"."""
    doc = quantity.tokens.doc
    for token in doc[quantity.tokens.end : quantity.tokens.end + 3]:
        word = token.lower_
        if word in lexicon("states") and token.pos_ != "VERB":
            return Fate(lexicon("states")[word], token)
        if token.tag_ in {"VBN", "VBD"} and token.lemma_ in lexicon("harmed"):
            if any(c.dep_ == "dobj" for c in token.children):
                return None
            return Fate(lexicon("harmed")[token.lemma_], token)
        if token.pos_ not in {"ADJ", "NOUN", "ADV", "AUX"}:
            return None
    return None


def _toll(sentence: Sentence, quantity: Quantity) -> Fate | None:
    """The outcome of "the death toll rose to 35", "put the number of wounded at 20"."""
    doc, end = quantity.tokens.doc, quantity.tokens.start
    reached = False
    for token in reversed(doc[max(sentence.tokens.start, end - 14) : end]):
        if token.text in {";", ":"} or (token.like_num and token.ent_type_ not in _UNITS):
            return None
        reached = reached or token.lemma_.lower() in words("reaching")
        outcome = lexicon("tolls").get(token.lower_)
        if outcome is not None and (reached or token.lower_ == "toll"):
            return Fate(outcome, token)
    return None


def _denied(sentence: Sentence) -> Iterator[Victims]:
    """ "No casualties": nobody killed and nobody injured; "no one was hurt": nobody injured."""
    for token in sentence.tokens:
        word = token.lower_
        noun = token.lemma_.lower()
        none = any(c.lower_ in {"no", "any"} and c.dep_ == "det" for c in token.children) or (
            token.head.lower_ == "without"
            or (token.head.lower_ == "causing" and token.head.head.lower_ == "without")
        )
        if none and not _any_without_negation(token):
            span = token.doc[token.i : token.i + 1]
            if noun == "casualty":
                yield Victims(_NONE, span, None, Fate(Outcome.KILLED, token))
                yield Victims(_NONE, span, None, Fate(Outcome.INJURED, token))
            elif noun in {"death", "fatality"}:
                yield Victims(_NONE, span, None, Fate(Outcome.KILLED, token))
            elif noun == "injury":
                yield Victims(_NONE, span, None, Fate(Outcome.INJURED, token))
        if word in {"nobody", "none"} or (
            word == "one" and token.i and token.nbor(-1).lower_ == "no"
        ):
            yield from _nobody(token)
        if word in {"unhurt", "unharmed", "unscathed", "uninjured"}:
            yield Victims(_NONE, token.doc[token.i : token.i + 1], None, Fate(Outcome.INJURED, token))


def _any_without_negation(token: Token) -> bool:
    if not any(c.lower_ == "any" for c in token.children):
        return False
    verb = token.head
    return not any(c.dep_ == "neg" for c in verb.children) and verb.lower_ not in {
        "without",
        "causing",
    }


def _nobody(token: Token) -> Iterator[Victims]:
    if token.dep_ not in {"nsubjpass", "dobj", "nsubj"} or token.head.pos_ != "VERB":
        return
    for fate, role in verb_fates(token.head):
        if fate.outcome in {Outcome.KILLED, Outcome.INJURED} and (role == "subject") == (
            token.dep_ == "nsubj"
        ):
            yield Victims(_NONE, token.doc[token.i : token.i + 1], None, fate)


def _single(sentence: Sentence) -> Iterator[Victims]:
    """Single victims: "a soldier was killed", "killing a woman and her son"."""
    for token in sentence.tokens:
        if not _is_one(token):
            continue
        fate = fate_of(token)
        if fate is None or fate.cue == token or fate.outcome is Outcome.BESIEGED:
            continue
        if fate.cue.dep_ == "amod":
            continue
        span = token.doc[token.i : token.i + 1]
        share = token.dep_ == "pobj" and token.head.lower_ == "including"
        yield Victims(_ONE, span, token, fate, share)


def _is_one(token: Token) -> bool:
    """True for the head of a phrase that names one person."""
    if any(c.dep_ in {"nummod", "quantmod"} for c in token.children):
        return False
    if token.dep_ in {"compound", "amod", "nmod", "poss"}:
        return False
    if token.pos_ == "PRON":
        return token.lower_ in {"him", "her", "he", "she"} and token.dep_ != "poss"
    if token.tag_ not in {"NN", "NNP"} or token.lemma_.lower() in words("collective"):
        return False
    if token.ent_type_ == "PERSON":
        return True
    return token.tag_ == "NN" and token.lemma_.lower() in words("persons")

