"""Noun phrases as mentions: where a name begins and ends."""

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.nlp.analysis import Analysis, Sentence
from kg.records import Kind, Mention

_NAME_KINDS = {
    "PERSON": Kind.PERSON,
    "ORG": Kind.ORGANIZATION,
    "GPE": Kind.PLACE,
    "LOC": Kind.PLACE,
}
_LEFT = frozenset({"compound", "amod", "nmod", "poss", "nummod", "punct", "advmod", "npadvmod"})
_DROPPED_POS = frozenset({"DET", "NUM", "SYM", "PUNCT", "ADV", "SCONJ", "CCONJ"})
_DROPPED = frozenset(
    {
        *("some", "many", "several", "few", "more", "dozens", "scores", "hundreds", "other"),
        *("at", "up", "to", "as", "almost", "roughly", "another", "further"),
        *("such", "least", "about", "around", "nearly", "than", "over", "most", "own", "least"),
        *("'s", "’s", "'", "’", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "of"),
    }
)
_OPEN_HEADS = frozenset(
    {
        *("government", "member", "force", "army", "family", "resident", "employee", "ministry"),
        *("people", "group", "troop", "president", "minister", "state", "republic", "leader"),
        *("supporter", "relative", "part", "outskirt", "official", "front", "movement", "soldier"),
        *("organisation", "organization", "citizen", "town", "village", "city", "province"),
    }
)
_PLACES = frozenset(
    {
        *("province", "region", "district", "city", "town", "village", "road", "street", "port"),
        *("suburb", "neighbourhood", "neighborhood", "area", "capital", "governorate", "state"),
    }
)
_TITLES = frozenset(
    {
        *("president", "minister", "prime", "foreign", "defence", "defense", "secretary", "sir"),
        *("general", "colonel", "major", "captain", "lieutenant", "lt", "lt.", "gen", "gen."),
        *("col", "col.", "brigadier", "commander", "sergeant", "admiral", "chief", "king"),
        *("prince", "queen", "sheikh", "pope", "senator", "governor", "ambassador", "judge"),
        *("spokesman", "spokeswoman", "spokesperson", "deputy", "vice", "of", "state", "rep."),
        *("superintendent", "inspector", "commissioner", "premier", "chancellor", "speaker"),
        *("maj", "maj.", "brig", "brig.", "sgt", "sgt.", "corporal", "constable", "press", "envoy"),
        *("special", "presidential", "director", "archbishop", "bishop", "imam", "justice"),
        *("ayatollah", "emir", "sultan", "congressman", "congresswoman", "representative", "mayor"),
    }
)
_OFFICES = frozenset(
    {"ministry", "department", "office", "forces", "force", "council", "army", "minister", "staff"}
)
_JOINTS = frozenset({"of"})
_NAME_LABELS = frozenset({"PERSON", "GPE", "LOC", "ORG", "FAC"})


def mention_of(analysis: Analysis, sentence: Sentence, head: Token) -> Mention:
    """The noun phrase around a head noun, named as told."""
    span = sentence.span_of(phrase_of(head))
    name = " ".join(analysis.document.quote(span).split())
    return Mention(name, span, _NAME_KINDS.get(head.ent_type_, Kind.GROUP))


def phrase_of(head: Token) -> Tokens:
    """The tokens of the noun phrase around a head: no article, no number, no relative clause."""
    if head.pos_ == "PRON":
        return head.doc[head.i : head.i + 1]
    entity = entity_of(head)
    if entity is not None and head.ent_type_ == "PERSON":
        return _trimmed(_untitled(entity))
    first = _left_end(head)
    last = head.i
    if head.lemma_.lower() in _OPEN_HEADS:
        last = _of_phrase_end(head)
    if entity is not None:
        first, last = min(first, entity.start), max(last, entity.end - 1)
    elif head.pos_ == "PROPN" and head.lower_ not in _OFFICES:
        return _trimmed(_untitled(head.doc[first : last + 1]))
    return _trimmed(head.doc[first : last + 1])


def _left_end(token: Token) -> int:
    """Where the modifiers of a noun begin, those of its modifiers too, none coordinated."""
    first = token.i
    place = token.ent_type_ in {"GPE", "LOC", "FAC"} or token.lemma_.lower() in _PLACES
    for child in token.lefts:
        if place and child.dep_ == "poss" and child.ent_type_ in {"GPE", "LOC"}:
            continue  # "Syria's Aleppo" is Aleppo
        if child.dep_ in _LEFT:
            first = min(first, _left_end(child))
    return first


def entity_of(token: Token) -> Tokens | None:
    """The named entity that the token is part of, where it names somebody or some place."""
    if token.ent_type_ not in _NAME_LABELS:
        return None
    first = last = token.i
    doc = token.doc
    while doc[first].ent_iob_ == "I" and first > 0:
        first -= 1
    while last + 1 < len(doc) and doc[last + 1].ent_iob_ == "I":
        last += 1
    return doc[first : last + 1]


def is_title(word: str) -> bool:
    """True for a word of an office or rank, in small letters ("foreign", "minister")."""
    return word in _TITLES


def entities_in(tokens: Tokens) -> list[Tokens]:
    """The named entities of a sentence; the parser's own list goes through the whole text."""
    doc, found, first = tokens.doc, [], -1
    for i in range(tokens.start, tokens.end + 1):
        inside = i < tokens.end and doc[i].ent_iob_ == "I"
        if first >= 0 and not inside:
            found.append(Tokens(doc, first, i, label=doc[first].ent_type))
            first = -1
        if i < tokens.end and doc[i].ent_iob_ == "B":
            first = i
    return found


def _untitled(name: Tokens) -> Tokens:
    """A person's name without "President" and the like before it."""
    first = name.start
    while first < name.end - 1 and name.doc[first].lower_ in _TITLES:
        first += 1
    if first == name.end - 1 and name.doc[first].lower_ in _TITLES:
        return name  # "Foreign Secretary" alone
    return name.doc[first : name.end]


def _of_phrase_end(head: Token) -> int:
    for child in head.rights:
        if child.lower_ in _JOINTS and child.i == head.i + 1:
            for inner in child.children:
                if inner.dep_ == "pobj" and not inner.lower_.endswith("ing"):
                    entity = entity_of(inner)
                    return max(inner.i, entity.end - 1 if entity is not None else 0)
    return head.i


def _hyphened_end(token: Token) -> int:
    """Where the word ends that a token begins: "28-year-old" is three tokens and two hyphens."""
    doc, end = token.doc, token.i + 1
    while end + 1 < len(doc) and doc[end].text in {"-", "–"} and not doc[end - 1].whitespace_:
        end += 2
    return end


def _trimmed(tokens: Tokens) -> Tokens:
    first, last = tokens.start, tokens.end
    doc = tokens.doc
    while first < last - 1 and (
        doc[first].pos_ in _DROPPED_POS or doc[first].lower_ in _DROPPED or doc[first].is_space
    ):
        end = _hyphened_end(doc[first])
        if end > first + 1 and (end >= last or doc[first].pos_ != "NUM"):
            break  # half of "north-eastern" is no word
        first = end
    while last - 1 > first and (
        doc[last - 1].lower_ in {"'s", "’s", "'", "’"} or doc[last - 1].is_punct
    ):
        last -= 1
    return doc[first:last]
