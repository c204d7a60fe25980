"""Answers as records: what the form or the document does not bear out is dropped and counted."""

from datetime import date

import pytest

from kg.extract.llm.drops import Drop, Drops
from kg.extract.llm.mentions import Quotes
from kg.extract.llm.reading import Read, read_events
from kg.extract.llm.schema import answer_schema
from kg.extract.llm.windows import split
from kg.nlp.analysis import analyse
from kg.records import Document, EventType, Extraction, Kind, Modality
from tests.extract.llm import sample
from tests.extract.llm.sample import accusation, answer, claim, event, named, quoted, share


def read(told: dict, about: Document | None = None) -> tuple[Read, dict[Drop, int]]:
    analysis = analyse(about) if about else sample.analysis()
    drops = Drops("tarsel")
    (window,) = split(analysis, 10_000)
    found = read_events(told, Quotes(analysis.document, window.spans, drops))
    Extraction(analysis.document, found.events, found.claims)  # every span and reference holds
    return found, dict(drops.counts)


def words(span) -> str:
    return sample.TEXT[span.begin : span.end]


def test_a_good_answer_becomes_records_whose_offsets_lead_to_the_words():
    found, dropped = read(sample.GOOD)
    assert dropped == {}
    strike, blame = found.events
    assert (strike.type, strike.modality) == (EventType.AIR_STRIKE, Modality.ASSERTED)
    assert words(strike.trigger) == "bombed"
    assert words(strike.evidence[0]).startswith("Jets") and len(strike.evidence) == 1
    assert (strike.earliest, strike.latest) == (date(2021, 5, 3), date(2021, 5, 3))
    assert words(strike.date_span) == "Monday"
    assert [(m.name, words(m.span), m.kind) for m in (*strike.agents, *strike.targets)] == [
        ("Northern Army", "Northern Army", Kind.STATE_FORCES),
        ("market", "market", Kind.OBJECT),
        ("people", "people", Kind.GROUP),
    ]
    assert (strike.instrument.name, strike.instrument.kind) == ("Jets", Kind.WEAPON)
    assert [m.name for m in strike.attributed_to] == ["Tarsel Observatory"]
    people, children = found.claims
    assert (people.min, people.max, people.group, people.event) == (12, None, "people", "e1")
    assert words(people.count_span) == "at least 12"
    assert (children.min, children.max, children.including) == (3, 3, "c1")
    assert [(m.name, m.link) for m in blame.agents] == [("Russia", "Q159")]


def test_white_space_and_printers_marks_do_not_matter_but_words_do():
    place = quoted("market of Tarsel", name="market of Tarsel")
    speaker = named("Moscow's envoy", "Person", sentence=2)
    found, dropped = read(answer(event(places=[place]), accusation(agents=[speaker])))
    assert dropped == {}
    assert words(found.events[0].places[0].span) == "market of\u00a0 Tarsel"
    assert found.events[0].places[0].name == "market of Tarsel"
    assert words(found.events[1].agents[0].span) == "Moscow’s envoy"


@pytest.mark.parametrize(
    "agent",
    [
        named("Southern Army", "StateForces"),  # nowhere
        named("rebels", "ArmedGroup"),  # in another sentence
        named("rebels", "ArmedGroup", sentence=9),  # in no sentence
        named("rmy", "StateForces"),  # part of a word
    ],
)
def test_an_invented_mention_is_dropped_and_the_event_stays(agent: dict):
    found, dropped = read(answer(event(agents=[agent])))
    assert dropped == {Drop.MENTION_QUOTE: 1}
    assert found.events[0].agents == ()
    assert found.events[0].places


def test_an_event_whose_trigger_is_invented_goes_with_its_claims_and_references():
    told = answer(
        event(trigger=quoted("napalmed")), accusation(part_of="e1"), claims=(claim(), share())
    )
    found, dropped = read(told)
    assert [e.id for e in found.events] == ["e2"]
    assert found.events[0].part_of is None
    assert found.claims == ()
    assert dropped == {Drop.EVENT_QUOTE: 1, Drop.CLAIM_EVENT: 2, Drop.LINK: 1}


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "War"},
        {"modality": "certain"},
        {"id": None},
        {"part_of": "e1"},
        {"evidence": []},
        {"evidence": [1, 99]},
        {"evidence": ["1"]},
        {"evidence": [2]},  # the trigger stands elsewhere
        {"trigger": None},
        {"date": quoted("Monday", earliest="2021-05-34", latest=None)},
        {"date": quoted("Monday", earliest="20210503", latest=None)},
        {"date": quoted("Monday", earliest="2021-05-03", latest="2021-05-02")},
        {"agents": [named("Tarsel", "Place")]},
        {"agents": [named("Northern Army")]},
        {"agents": "Northern Army"},
        {"flags": {"suicide": "yes"}},
        {"flags": {"count": 0}},
        {"flags": {"count": 2.5}},
    ],
)
def test_an_event_of_a_wrong_form_is_dropped_and_not_mended(changes: dict):
    found, dropped = read(answer(event(**changes), accusation()))
    assert [e.id for e in found.events] == ["e2"]
    assert dropped == {Drop.EVENT_FORM: 1}


@pytest.mark.parametrize(
    ("changes", "drop"),
    [
        ({"min": None, "max": None}, Drop.CLAIM_FORM),
        ({"min": 12, "max": 11}, Drop.CLAIM_FORM),
        ({"min": -1}, Drop.CLAIM_FORM),
        ({"min": True}, Drop.CLAIM_FORM),
        ({"min": 10**30}, Drop.CLAIM_FORM),
        ({"outcome": "sad"}, Drop.CLAIM_FORM),
        ({"sentence": 7}, Drop.CLAIM_FORM),
        ({"count": "at least 120"}, Drop.CLAIM_QUOTE),
        ({"min": 21}, Drop.CLAIM_COUNT),
        ({"max": 12}, Drop.CLAIM_COUNT),
        ({"event": "e9"}, Drop.CLAIM_EVENT),
    ],
)
def test_a_claim_that_its_sentence_does_not_bear_out_is_dropped(changes: dict, drop: Drop):
    found, dropped = read(answer(event(), claims=(claim(**changes), share(including=None))))
    assert [c.id for c in found.claims] == ["c2"]
    assert dropped == {drop: 1}


def test_a_bare_number_may_have_its_qualifier_outside_the_quote():
    found, dropped = read(answer(event(), claims=(claim(count="12", min=13),)))
    assert (found.claims[0].min, dropped) == (13, {})


def test_what_is_missing_counts_as_not_told():
    told = {"id": "e1", "type": "AirStrike", "evidence": [1], "modality": "asserted"}
    found, dropped = read({"events": [{**told, "trigger": quoted("bombed")}]})
    assert dropped == {}
    assert found.events[0].agents == () and found.events[0].earliest is None


def test_a_date_with_invented_words_is_dropped_and_one_without_words_is_kept():
    made_up = quoted("Friday", earliest="2021-04-30", latest="2021-04-30")
    going_on = {"earliest": "2021-05-04", "latest": "2021-05-04", "sentence": None, "quote": None}
    found, dropped = read(answer(event(date=made_up), accusation(date=going_on)))
    assert dropped == {Drop.DATE_QUOTE: 1}
    first, second = found.events
    assert (first.earliest, first.latest, first.date_span) == (None, None, None)
    assert (second.earliest, second.date_span) == (date(2021, 5, 4), None)


def test_without_a_day_of_publication_a_year_must_stand_in_the_text():
    about = sample.document(published=None)
    found, dropped = read(answer(event()), about)
    assert (found.events[0].earliest, dropped) == (None, {Drop.DATE_YEAR: 1})


def test_a_name_that_the_text_does_not_have_gives_way_to_the_words():
    agents = [named("Northern Army", "StateForces", "Grand Army of the North")]
    source = [named("The Observatory", "Organization", "Tarsel  Observatory", 3)]
    found, dropped = read(
        answer(event(agents=agents), accusation(evidence=[2, 3], attributed_to=source))
    )
    assert dropped == {Drop.NAME: 1}
    assert found.events[0].agents[0].name == "Northern Army"
    assert found.events[1].attributed_to[0].name == "Tarsel Observatory"


def test_references_in_a_circle_are_dropped():
    told = answer(
        event(part_of="e2"),
        accusation(part_of="e1"),
        event(id="e3", part_of="e1"),
    )
    found, dropped = read(told)
    assert [e.part_of for e in found.events] == [None, None, "e1"]
    assert dropped == {Drop.LINK: 2}


def test_victims_that_are_invented_leave_the_number():
    found, dropped = read(answer(event(), claims=(claim(group="nurses"), share(group=None))))
    assert [(c.group, c.group_span) for c in found.claims] == [("people", None), ("people", None)]
    assert dropped == {Drop.GROUP_QUOTE: 1}


def test_an_id_is_used_once():
    found, dropped = read(answer(event(), accusation(id="e1")))
    assert [e.type for e in found.events] == [EventType.AIR_STRIKE]
    assert dropped == {Drop.EVENT_FORM: 1}


def test_the_form_asks_for_every_property_and_no_others_as_strict_servers_want():
    def objects(schema: object):
        if isinstance(schema, dict):
            if schema.get("type") == "object":
                yield schema
            for value in schema.values():
                yield from objects(value)
        elif isinstance(schema, list):
            for value in schema:
                yield from objects(value)

    found = list(objects(answer_schema()))
    assert len(found) > 8
    for schema in found:
        assert schema["required"] == list(schema["properties"])
        assert schema["additionalProperties"] is False
    (told,) = (s for s in found if "modality" in s["properties"])
    assert set(told["properties"]) == set(event())
    (told,) = (s for s in found if "outcome" in s["properties"])
    assert set(told["properties"]) == set(claim())
