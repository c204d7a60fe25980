"""What an event takes over from the text around it: the place that heads its item, its crowd."""

import re
from dataclasses import replace

from kg.extract.drafts import Draft, Reader
from kg.extract.kinds import acting
from kg.extract.places import NOWHERE
from kg.link.countries import load_countries
from kg.nlp.analysis import Analysis, is_dateline
from kg.records import EventType, Kind, Mention, Span

_FROM_THE_AIR = frozenset(
    {"air", "airstrike", "warplane", "aircraft", "jet", "helicopter", "bomber", "gunship", "drone"}
)
_CROWD = frozenset({"protester", "demonstrator", "marcher", "rioter", "striker"})
_BULLET = re.compile(r"[*•–-]\s*")
_PLACE = re.compile(r"[^,(\d–—]+?(?=\s*(?:,|\(|-\s|-$|--|—|–))")


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


def with_means(analysis: Analysis, events: list[Draft]) -> list[Draft]:
    """The events, bombardment and raids being from the air where the text tells of aircraft."""
    aircraft = any(
        token.lemma_.lower() in _FROM_THE_AIR
        for sentence in analysis.sentences
        for token in sentence.tokens
    )
    if not aircraft:
        return events
    return [
        replace(event, type=EventType.AIR_STRIKE) if _may_be_from_the_air(event) else event
        for event in events
    ]


def _may_be_from_the_air(event: Draft) -> bool:
    token = event.head.token
    if event.type is EventType.SHELLING:
        return token.lemma_.lower() == "bombardment"
    return event.type is EventType.ATTACK and token.tag_ == "NNS" and token.lemma_ == "raid"


def with_lists(analysis: Analysis, events: list[Draft]) -> list[Draft]:
    """The events, each item of a list of strikes by whom and in which country its head tells."""
    found: list[Draft] = []
    for event in events:
        head = _list_head(event, found)
        if head is not None:
            own = tuple(p for p in event.places if p.name[:1].isupper())
            held = {p.name for p in own}
            country = _country_above(analysis, event) or [
                p for p in head.places if load_countries().named(p.name)
            ]
            event = replace(
                event,
                agents=head.agents,
                date=event.date or head.date,
                places=(*own, *(p for p in country[-1:] if p.name not in held)),
            )
        found.append(event)
    return found


def _list_head(event: Draft, before: list[Draft]) -> Draft | None:
    """The strikes told as one, of which "Near Mosul, two strikes destroyed ..." is a part."""
    if event.type is not EventType.AIR_STRIKE or event.agents or not _is_item(event):
        return None
    for other in reversed(before):
        own = any(other.head.sentence.span.contains(a.span) for a in other.agents)
        if other.type is event.type and own and (other.flags.count or 0) > 1:
            return other
    return None


def _country_above(analysis: Analysis, event: Draft) -> list[Mention]:
    """The country that is a heading of its own above a list."""
    for sentence in reversed(analysis.sentences[: event.head.sentence.index]):
        text = sentence.tokens.text.strip().rstrip(":")
        country = load_countries().named(text)
        if country is not None:
            span = Span(sentence.span.begin, sentence.span.begin + len(text))
            return [Mention(text, span, Kind.PLACE, country.qid)]
    return []


def _is_item(event: Draft) -> bool:
    words = [t for t in event.head.sentence.tokens if not t.is_punct and not t.is_space]
    return bool(words) and words[0].lower_ in {"near", "in", "at"} and event.head.trigger.nominal


def _heads(analysis: Analysis) -> dict[int, Mention]:
    """The place that heads each item of a list, by paragraph."""
    found: dict[int, Mention] = {}
    for sentence in analysis.sentences:
        span = sentence.span
        text = analysis.document.quote(span)
        bullet = _BULLET.match(text)
        listed = bullet or _BULLET.match(analysis.document.text[: span.begin].strip()[-1:] + " ")
        start = bullet.end() if bullet else 0
        place = _PLACE.match(text, start) if listed and is_dateline(text) else None
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
