"""What an event takes over from the text around it: the place that heads its item, its crowd."""

import re
from dataclasses import replace

from kg.extract.drafts import Draft, Reader
from kg.extract.kinds import acting
from kg.extract.places import NOWHERE
from kg.link.countries import load_countries
from kg.nlp.analysis import Analysis, is_dateline
from kg.records import EventType, Kind, Mention, Span

_CROWD = frozenset({"protester", "demonstrator", "marcher", "rioter", "striker"})
_BULLET = re.compile(r"[*•–-]\s*")
_PLACE = re.compile(r"[^,(\d–—]+?(?=\s*(?:,|\(|-\s|--|—|–))")


def with_places(analysis: Analysis, events: list[Draft]) -> list[Draft]:
    """The events; one without a place of its own is where its item of a list is headed."""
    headed = _heads(analysis)
    found: list[Draft] = []
    for event in events:
        place = headed.get(event.head.sentence.paragraph)
        if place is not None and not event.places and event.type not in NOWHERE:
            event = replace(event, places=(place,))
        found.append(event)
    return found


def with_crowds(reader: Reader, events: list[Draft]) -> list[Draft]:
    """The events, a protest without sides being that of the protesters named nearest to it."""
    crowds = [
        (sentence, token)
        for sentence in reader.analysis.sentences
        for token in sentence.tokens
        if token.lemma_.lower() in _CROWD and token.dep_ not in {"compound", "amod"}
    ]
    found: list[Draft] = []
    for event in events:
        if event.type is EventType.PROTEST and not event.agents and crowds:
            index = event.head.sentence.index
            sentence, token = min(crowds, key=lambda c: abs(c[0].index - index))
            crowd = reader.names.actor(sentence, token)
            event = replace(event, agents=(acting(crowd),) if crowd else ())
        found.append(event)
    return found


def _heads(analysis: Analysis) -> dict[int, Mention]:
    """The place that heads each item of a list, by paragraph."""
    found: dict[int, Mention] = {}
    for sentence in analysis.sentences:
        span = sentence.span
        text = analysis.document.quote(span)
        bullet = _BULLET.match(text)
        place = _PLACE.match(text, bullet.end()) if bullet and is_dateline(text) else None
        if place is not None:
            begin = span.begin + place.start()
            country = load_countries().named(place.group().title())
            found[sentence.paragraph] = Mention(
                place.group(),
                Span(begin, begin + len(place.group())),
                Kind.PLACE,
                country.qid if country else None,
            )
    return found
