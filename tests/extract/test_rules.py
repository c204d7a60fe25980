import pytest

from kg.extract.base import Extractor
from kg.extract.rules import RuleExtractor
from kg.records import EventType
from tests.extract.reading import names, only, read, types

PHRASES = [
    ("Soldiers clashed with rebels near the town of Marea on Monday.", "ArmedClash"),
    ("The army launched a ground offensive to retake Mosul from the militants.", "Offensive"),
    ("Rebel columns advanced on the capital as soldiers dug in.", "Offensive"),
    ("Warplanes bombed a rebel-held village in Hama province.", "AirStrike"),
    ("Government helicopters dropped barrel bombs on the town.", "AirStrike"),
    ("Rebels shelled government positions in the city with mortars.", "Shelling"),
    ("Militants fired dozens of rockets at the army base.", "Shelling"),
    ("A suicide bomber blew himself up at a police checkpoint in Kabul.", "Bombing"),
    ("A roadside bomb exploded near an army patrol in Diyala.", "Bombing"),
    ("Government forces used chlorine gas against civilians in Saraqeb.", "ChemicalAttack"),
    ("Gunmen shot dead a village elder in Kunduz.", "Attack"),
    ("Militants ambushed an army convoy in the mountains.", "Attack"),
    ("Gunmen kidnapped three aid workers near Gao.", "Abduction"),
    ("Militiamen raped at least nine women in the village.", "SexualViolence"),
    ("Government troops have besieged the town since March.", "Siege"),
    ("Militiamen looted shops and torched houses in the village.", "Destruction"),
    ("Government troops captured the town of Talbiseh from rebels.", "TerritorialGain"),
    ("The town of Dikwa fell to the insurgents on Sunday.", "TerritorialGain"),
    ("Rebel fighters withdrew from the city of Goma.", "Withdrawal"),
    ("The soldiers laid down their arms at the border post.", "Withdrawal"),
    ("France sent 500 troops to the border with Chad.", "Mobilization"),
    ("Government and rebel negotiators held peace talks in Geneva.", "Negotiation"),
    ("President Hassan Rouhani met the Turkish foreign minister in Ankara.", "Negotiation"),
    ("The government and the rebels signed a ceasefire in Lome.", "Agreement"),
    ("The rebels violated the truce within hours, the army said.", "AgreementBreakdown"),
    ("Peace talks between the government and the rebels collapsed.", "AgreementBreakdown"),
    ("The government offered the rebels an amnesty.", "Proposal"),
    ("The United Nations urged the rebels to release the hostages.", "Demand"),
    ("The regime must allow aid convoys into the besieged city, the minister said.", "Demand"),
    ("Russia said it was prepared to secure safe passage for the rebels.", "Proposal"),
    ("The army said it would shell the town if the rebels stayed.", "Threat"),
    ("Rebels said they had carried out raids on three army posts.", "Attack"),
    ("Turkey called on Russia to stop the air strikes.", "Demand"),
    ("The army accused the rebels of killing prisoners.", "Accusation"),
    ("France condemned the massacre of civilians in Bria.", "Accusation"),
    ("The rebels threatened to attack the capital.", "Threat"),
    ("Britain welcomed the ceasefire between the army and the rebels.", "Support"),
    ("The European Union imposed sanctions on the military junta.", "Sanction"),
    ("The United States expelled two Russian diplomats over the war.", "Sanction"),
    ("The Red Cross delivered food and medicine to besieged civilians.", "Aid"),
    ("The army evacuated hundreds of civilians from the besieged town.", "Evacuation"),
    ("Thousands of residents fled the fighting in Bunia.", "Displacement"),
    ("Thousands of people protested in Baghdad against the government.", "Protest"),
    ("Police arrested twelve protesters in Minsk.", "Arrest"),
]


@pytest.mark.parametrize(("sentence", "type_"), PHRASES)
def test_a_phrase_gives_an_event_of_its_type(sentence, type_):
    assert type_ in types(read(sentence))


def test_the_phrases_cover_every_type():
    assert {type_ for _, type_ in PHRASES} == {leaf.value for leaf in EventType}


QUIET = [
    "City were under siege for most of the match, and the striker shot wide after a quick attack.",
    "The company launched an offensive on bread prices as rivals cut margins, analysts said.",
    "A fire destroyed forty homes in the suburb and killed two people, firefighters said.",
    "An earthquake killed more than 300 people and injured thousands.",
    "Workers at the plant went on strike over pay.",
    "The team killed time with a long spell of possession before the coach struck a deal.",
    "He died of a heart attack in hospital aged 91.",
    "Chemical pellets kill dozens of slugs overnight, gardeners say.",
    "The investigation is continuing, the spokesman said.",
    "The army offered its condolences to the families of the victims.",
]


@pytest.mark.parametrize("sentence", QUIET)
def test_news_without_deliberate_violence_gives_none(sentence):
    violent = [e for e in read(sentence).events if e.type.family.value in {"Violence", "Control"}]
    assert violent == []


def test_evidence_is_the_whole_sentence_and_the_trigger_the_word():
    extraction = read("It was quiet at dawn. Militants attacked an army base in Gao on Thursday.")
    event = only(extraction, "Attack")
    quote = extraction.document.quote
    assert [quote(s) for s in event.evidence] == [
        "Militants attacked an army base in Gao on Thursday."
    ]
    assert quote(event.trigger) == "attacked"


def test_strikes_told_as_one_are_counted():
    event = only(read("Coalition jets carried out 12 air strikes against militants."), "AirStrike")
    assert event.flags.count == 12


def test_a_suicide_attack_and_a_ceasefire_are_flagged():
    assert only(read("A suicide bomber blew himself up near soldiers."), "Bombing").flags.suicide
    truce = only(read("The army and the rebels signed a truce in Juba."), "Agreement")
    assert truce.flags.ceasefire


def test_a_list_of_strikes_gives_an_event_a_line_with_its_number_and_country():
    extraction = read(
        "Coalition military forces conducted 7 strikes against ISIL terrorists on Tuesday.\n"
        "Iraq\n"
        "* Near Sinjar, two strikes destroyed an ISIL vehicle and a tunnel.\n"
        "* Near Tal Afar, five strikes engaged an ISIL tactical unit and destroyed three boats.\n"
    )
    items = [e for e in extraction.events if e.flags.count in {2, 5}]
    assert [e.flags.count for e in items] == [2, 5]
    assert [names(e.places) for e in items] == [["Sinjar", "Iraq"], ["Tal Afar", "Iraq"]]
    assert [names(e.agents) for e in items] == [["Coalition military forces"]] * 2


def test_a_place_that_heads_an_item_holds_for_its_events():
    extraction = read("* BASRA - Gunmen killed two policemen on Sunday, police said.")
    assert names(only(extraction, "Attack").places) == ["BASRA"]


def test_claims_belong_to_the_event_that_their_sentence_tells():
    extraction = read(
        "A car bomb exploded at a market in Baghdad, killing 12 people. "
        "Rebels shelled a village in Idlib, wounding three children."
    )
    by_event = {c.event: (c.outcome.value, c.min) for c in extraction.claims}
    assert by_event == {
        only(extraction, "Bombing").id: ("killed", 12),
        only(extraction, "Shelling").id: ("injured", 3),
    }


def test_victims_of_a_claim_are_targets():
    event = only(read("A car bomb exploded in Kabul, killing nine policemen."), "Bombing")
    assert "policemen" in names(event.targets)


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Government bombardment killed 12 people in the city.", "Shelling"),
        ("Government bombardment killed 12 people. Its warplanes left at dusk.", "AirStrike"),
    ],
)
def test_bombardment_is_from_the_air_where_the_text_tells_of_aircraft(text, type_):
    assert type_ in types(read(text))


def test_more_than_since_is_the_toll_of_a_whole_conflict():
    extraction = read(
        "A car bomb killed three soldiers in Kabul on Monday. "
        "More than 2,000 people have been killed since March."
    )
    assert types(extraction) == ["Bombing", "ArmedClash"]
    assert [c.min for c in extraction.claims] == [3, 2001]


ODD = [
    *("", " \n\n ", "!!! ??? *** --- @@@", ".", "(", '"' * 200, "1234 5678", "🙂" * 40),
    *("مرحبا بالعالم " * 20, "ATTACK! KILLED! BOMB!", "* - ", "BAGHDAD - ", "Near , strikes"),
    *("killed " * 300, "said said said. denied denied it.", "x" * 3000),
]


@pytest.mark.parametrize("text", ODD)
def test_odd_input_gives_a_sane_extraction(text):
    extraction = read(text)
    assert extraction.document.text == text


def test_one_line_of_any_length_is_read_in_pieces():
    sentence = "Rebels attacked the town of Marea and killed 12 soldiers, officials said. "
    extraction = read(sentence * 400)
    assert extraction.events
    assert max(e.end for event in extraction.events for e in event.evidence) <= len(sentence * 400)


def test_the_same_text_gives_the_same_events():
    text = "Militants attacked an army base in Gao. The attack killed three soldiers."
    assert read(text) == read(text)


def test_it_is_an_extractor():
    assert isinstance(RuleExtractor(), Extractor)
