"""The trained extractor, with the network that the package carries, on sentences of its own."""

from datetime import date

import pytest

from kg.extract.confidence import curves
from kg.extract.trained import TrainedExtractor
from kg.nlp.analysis import analyse
from kg.records import (
    Document,
    EventReport,
    EventType,
    Extraction,
    Modality,
    Region,
    RegionKind,
    Span,
)

NEWS = (
    "Government warplanes bombed a market in Idlib on Monday, killing at least 12 civilians, the "
    "Syrian Observatory for Human Rights said.\n\n"
    "Rebels shelled the town of Azaz on Sunday with mortars, wounding three children.\n\n"
    "France condemned the air strikes. The army denied that it had attacked the market.\n\n"
    "Talks between the two sides are to resume in Geneva next week."
)


@pytest.fixture(scope="module")
def extractor() -> TrainedExtractor:
    return TrainedExtractor()


def read(extractor: TrainedExtractor, text: str, **more: object) -> Extraction:
    return extractor.extract(analyse(Document("a", text, published=date(2020, 2, 5), **more)))


def only(found: Extraction, leaf: EventType, modality: Modality = Modality.ASSERTED) -> EventReport:
    (event,) = [e for e in found.events if e.type is leaf and e.modality is modality]
    return event


@pytest.fixture(scope="module")
def news(extractor: TrainedExtractor) -> Extraction:
    return read(extractor, NEWS)


def test_who_did_what_to_whom_where_when_and_who_says_so(news: Extraction):
    strike = only(news, EventType.AIR_STRIKE)
    assert news.document.quote(strike.trigger) == "bombed"
    assert any("market" in place.name for place in (*strike.places, *strike.targets))
    assert "Idlib" in [place.name for place in strike.places]
    assert any("overnment" in agent.name for agent in strike.agents)
    assert (strike.earliest, strike.latest) == (date(2020, 2, 3), date(2020, 2, 3))
    assert [s.name for s in strike.attributed_to] == ["Syrian Observatory for Human Rights"]


def test_every_argument_stands_in_the_text(news: Extraction):
    shelling = only(news, EventType.SHELLING)
    assert [news.document.quote(a.span) for a in shelling.agents] == ["Rebels"]
    assert any("Azaz" in news.document.quote(p.span) for p in shelling.places)
    assert (shelling.earliest, shelling.latest) == (date(2020, 2, 2), date(2020, 2, 2))
    assert shelling.attributed_to == ()


def test_what_is_denied_or_planned_is_told_apart(extractor: TrainedExtractor):
    denied = read(extractor, "Russia denied that its planes had bombed the school in Idlib.")
    raid = only(denied, EventType.AIR_STRIKE, Modality.DENIED)
    assert next(m.name for m in (*raid.attributed_to, *raid.agents)) == "Russia"
    planned = read(extractor, "The two sides will meet for peace talks in Geneva on Monday.")
    talks = only(planned, EventType.NEGOTIATION, Modality.PLANNED)
    assert [p.name for p in talks.places] == ["Geneva"]
    assert talks.earliest == date(2020, 2, 10)


def test_an_accusation_has_its_speaker_as_agent(news: Extraction):
    blame = only(news, EventType.ACCUSATION)
    assert [a.name for a in blame.agents] == ["France"]
    assert blame.attributed_to == ()


def test_a_toll_belongs_to_the_event_that_it_counts(news: Extraction):
    toll = next(c for c in news.claims if c.min == 12)
    assert (toll.max, toll.group, toll.event) == (
        None,
        "civilians",
        only(news, EventType.AIR_STRIKE).id,
    )
    assert [s.name for s in toll.attributed_to] == ["Syrian Observatory for Human Rights"]


def test_every_statement_says_how_sure_it_is(news: Extraction):
    sure = [s.confidence for s in (*news.events, *news.claims)]
    assert all(c is not None and 0 <= c <= 1 for c in sure)
    assert len(set(sure)) > 1


def test_upper_case_copy_is_read_alike(extractor: TrainedExtractor):
    text = "GUERRILLAS KIDNAPPED THE MAYOR OF SAN VICENTE ON MONDAY, POLICE SAID."
    event = only(read(extractor, text), EventType.ABDUCTION)
    assert any("GUERRILLAS" in a.name.upper() for a in event.agents)
    assert any("SAN VICENTE" in p.name.upper() for p in event.places)


def test_the_same_text_gives_the_same_twice(extractor: TrainedExtractor, news: Extraction):
    assert read(extractor, NEWS) == news


@pytest.mark.parametrize(
    "text",
    [
        "The striker fired a shot from the edge of the area and the visitors' defence collapsed.",
        "Shares of the bank exploded after the merger deal was announced on Monday.",
        "The film, about the battle of Stalingrad, bombed at the box office.",
        "",
        "\n\n \t\n",
        "7 8 9 . . . !!!",
    ],
)
def test_news_without_conflict_gives_no_violence(extractor: TrainedExtractor, text: str):
    found = read(extractor, text)
    assert [e for e in found.events if e.type.family == "Violence"] == []


def test_names_are_tagged_as_re3d_tags_them(news: Extraction):
    tagged = {(e.type, news.document.quote(e.span)) for e in news.entities}
    assert ("Location", "Idlib") in tagged
    assert any(t == "Organisation" and "Observatory" in quote for t, quote in tagged)


def test_what_stands_in_a_marked_region_is_not_read(extractor: TrainedExtractor):
    text = "Talks resumed in Geneva on Monday. Rebels bombed a market in Idlib. The envoy left."
    begin = text.index("Rebels")
    hidden = Region(Span(begin, text.index(" The envoy")), RegionKind.BOILERPLATE)
    found = read(extractor, text, regions=(hidden,))
    assert not [e for e in found.events if e.trigger.overlaps(hidden.span)]
    assert not [e for e in found.entities if e.span.overlaps(hidden.span)]


def test_a_pronoun_that_stands_for_nobody_is_no_actor(extractor: TrainedExtractor):
    found = read(extractor, "They shelled the village of Rabek on Monday.")
    assert [a.name for e in found.events for a in e.agents] == []


def test_double_spaces_part_no_name(extractor: TrainedExtractor):
    text = "A bomb killed two people in Idlib, the Syrian Observatory  for Human Rights said."
    (source,) = {s.span for e in read(extractor, text).events for s in e.attributed_to}
    assert text[source.begin : source.end] == "Syrian Observatory  for Human Rights"


def test_a_claim_is_as_sure_as_those_of_events_with_its_chance(extractor: TrainedExtractor):
    raw = read(TrainedExtractor(calibrated=False), NEWS)
    chance = {event.id: event.confidence for event in raw.events}
    for claim in read(extractor, NEWS).claims:
        assert claim.confidence == curves().claim(chance[claim.event] or 0)


def test_more_chance_is_no_less_confidence():
    steps = [i / 200 for i in range(201)]
    for curve in (curves().event, curves().claim):
        values = [curve(step) for step in steps]
        assert values == sorted(values)
        assert 0 < values[0] <= values[-1] < 1
