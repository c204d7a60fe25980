"""Who holds which office: "the foreign secretary" told after "Foreign Secretary Ann Lee"."""

from collections.abc import Iterator, Mapping

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.nlp.analysis import Analysis
from kg.nlp.mentions import entities_in, is_title, phrase_of

_REGIONS = ("middle east", "near east", "africa", "asia", "europe", "pacific")
_LONGEST = 4  # words


def holders(analysis: Analysis) -> Mapping[str, str]:
    """Names of persons by office, in small letters; an office of two persons is left out."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for sentence in analysis.sentences:
        for name, office in _told(sentence.tokens):
            words = office.lower().split()
            for i in range(len(words)):
                key, known = " ".join(words[i:]), found.get(" ".join(words[i:]))
                if known is not None and not (known.endswith(name) or name.endswith(known)):
                    shared.add(key)
                elif is_title(words[-1]):
                    found[key] = max(name, known or "", key=len)
    return {office: name for office, name in found.items() if office not in shared}


def beside_office(token: Token) -> str | None:
    """The person in "the minister for Africa Ann Lee", for the last word of the name."""
    prep = token.head
    if prep.lower_ not in {"for", "to"} or not is_title(prep.head.lower_):
        return None
    words = [t.text for t in token.doc[prep.i + 1 : token.i + 1] if t.lower_ != "the"]
    place = next((r for r in _REGIONS if " ".join(words).lower().startswith(f"{r} ")), None)
    name = words[len(place.split()) :] if place else []
    return " ".join(name) if 1 < len(name) < _LONGEST else None


def _told(tokens: Tokens) -> Iterator[tuple[str, str]]:
    """(person, office) wherever the two stand side by side."""
    for entity in entities_in(tokens):
        if entity.label_ != "PERSON":
            continue
        person = phrase_of(entity.root)
        name, first, start = person.text, person.start, person.start
        while start > tokens.start and is_title(tokens.doc[start - 1].lower_):
            start -= 1
        if start < first:
            yield name, tokens.doc[start:first].text
        for child in entity.root.children:
            if child.dep_ == "appos" and is_title(child.lower_):
                yield name, phrase_of(child).text
    for token in tokens:
        beside = beside_office(token) if token.pos_ == "PROPN" else None
        if beside:
            yield beside, phrase_of(token.head.head).text
