import pytest

from tests.extract.reading import names, only, read

HITS = [
    ("Rebels attacked an army convoy.", "Attack", ["Rebels"], ["army convoy"]),
    ("An army convoy was attacked by rebels.", "Attack", ["rebels"], ["army convoy"]),
    ("Gunmen shot and killed two policemen.", "Attack", ["Gunmen"], ["policemen"]),
    ("The army carried out an attack on rebels.", "Attack", ["army"], ["rebels"]),
    ("An attack by militants on a police station was repelled.", "Attack", ["militants"],
     ["police station"]),
    ("Militants torched dozens of houses.", "Destruction", ["Militants"], ["houses"]),
    ("Police arrested four demonstrators.", "Arrest", ["Police"], ["demonstrators"]),
    ("Rebels kidnapped three nurses.", "Abduction", ["Rebels"], ["nurses"]),
    ("The army accused the rebels of looting.", "Accusation", ["army"], ["rebels"]),
    ("The rebels were accused by the army of looting.", "Accusation", ["army"], ["rebels"]),
    ("The president urged the rebels to disarm.", "Demand", ["president"], ["rebels"]),
    ("Troops captured the town from insurgents.", "TerritorialGain", ["Troops"], ["insurgents"]),
    ("Thousands of villagers fled the fighting.", "Displacement", [], ["villagers"]),
    ("Gunmen who stormed a hotel killed a guard.", "Attack", ["Gunmen"], ["hotel", "guard"]),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "type_", "agents", "targets"), HITS)
def test_who_did_what_to_whom(sentence, type_, agents, targets):
    event = only(read(sentence), type_)
    assert (names(event.agents), names(event.targets)) == (agents, targets)


SIDES = [
    ("Soldiers clashed with rebels in the hills.", "ArmedClash", {"Soldiers", "rebels"}),
    ("Fighting between soldiers and rebels went on.", "ArmedClash", {"soldiers", "rebels"}),
    ("Peace talks between the army and the rebels began.", "Negotiation", {"army", "rebels"}),
    ("The army and the rebels signed a truce.", "Agreement", {"army", "rebels"}),
]


@pytest.mark.parametrize(("sentence", "type_", "sides"), SIDES)
def test_both_sides_are_agents(sentence, type_, sides):
    event = only(read(sentence), type_)
    assert (set(names(event.agents)), event.targets) == (sides, ())


PLACES = [
    ("Militants attacked a base in Gao.", "Attack", ["base", "Gao"]),
    ("Jets bombed a barracks near the town of Prizren.", "AirStrike", ["barracks", "Prizren"]),
    ("In Mosul, soldiers clashed with militants.", "ArmedClash", ["Mosul"]),
    ("Troops captured the city of Palmyra.", "TerritorialGain", ["Palmyra"]),
    ("Rebels withdrew from Goma.", "Withdrawal", ["Goma"]),
    ("Militants attacked a camp 30 km north of Kabul.", "Attack", ["camp"]),
    ("Soldiers retreated to Asker.", "Withdrawal", ["Asker"]),
    (
        "Gunmen attacked a convoy in Burkina Faso's Sahel region.",
        "Attack",
        ["Sahel region", "Burkina Faso"],
    ),
    (
        "Rebels seized guns in Mosul on Monday, and soldiers retook the city.",
        "TerritorialGain",
        ["Mosul"],
    ),
]


@pytest.mark.parametrize(("sentence", "type_", "places"), PLACES)
def test_where_it_happened(sentence, type_, places):
    assert names(only(read(sentence), type_).places) == places


def test_the_weapon_is_an_instrument_and_no_target():
    event = only(read("Rebels fired mortar shells at a hospital in Aleppo."), "Shelling")
    assert event.instrument is not None
    assert (event.instrument.name, names(event.targets)) == ("mortar shells", ["hospital"])


def test_a_dateline_is_no_actor():
    event = only(read("GOMA, Nov 4 (Reuters) - Rebels attacked an army post on Tuesday."), "Attack")
    assert names(event.agents) == ["Rebels"]


def test_a_claim_of_responsibility_names_agent_and_source():
    extraction = read(
        "A car bomb exploded outside a police station in Kabul. "
        "The Taliban claimed responsibility for the attack."
    )
    event = only(extraction, "Bombing")
    assert names(event.agents) == ["Taliban"]
    assert names(event.attributed_to) == ["Taliban"]
    assert len(event.evidence) == 2


def test_upper_case_copy_is_read_like_any_other():
    extraction = read(
        "BOGOTA, 24 JUN 99 (EFE) -- [TEXT] SOME 300 GUERRILLAS ATTACKED THE POLICE POST IN THE "
        "TOWN OF TORIBIO. THREE POLICEMEN DIED."
    )
    event = only(extraction, "Attack")
    assert names(event.agents) == ["GUERRILLAS"]
    assert "TORIBIO" in names(event.places)
    assert [(c.min, c.event) for c in extraction.claims] == [(3, event.id)]


def test_whoever_a_machine_belongs_to_acts():
    assert names(only(read("Syrian artillery fired on the town of Asker."), "Shelling").agents) == [
        "Syria"
    ]
    text = "NATO aircraft bombed an army barracks near Asker."
    assert names(only(read(text), "AirStrike").agents) == ["NATO"]


def test_what_strikes_are_aimed_at_stands_after_the_aircraft_too():
    text = (
        "In Syria, coalition forces conducted 15 strikes using attack, bomber and fighter aircraft "
        "against ISIL targets. Near Asker, one strike destroyed a bunker."
    )
    assert names(read(text).events[0].targets) == ["ISIL targets"]


def test_a_thing_that_no_list_knows_is_hit_beside_others():
    text = "In Syria, five air strikes destroyed three houses, two pump jacks and a truck."
    assert names(only(read(text), "AirStrike").targets) == ["houses", "pump jacks", "truck"]


def test_bodies_are_not_hit():
    text = "Shells hit the market in Asker on Monday, and residents counted nine bodies."
    assert "bodies" not in names(only(read(text), "Shelling").targets)


@pytest.mark.parametrize(
    ("sentence", "type_", "targets"),
    [
        ("The US remains committed to supporting the Iraqi army.", "Support", ["Iraqi army"]),
        ("France called for an end to the rebels' attacks.", "Demand", ["rebels"]),
        (
            "It is vital that the rebels and the army respect it.",
            "Demand",
            ["rebels", "Iraqi army"],
        ),
    ],
)
def test_whom_a_statement_is_about(sentence, type_, targets):
    extraction = read(f"Rebels attacked the Iraqi army in Mosul. {sentence}")
    assert names(only(extraction, type_).targets) == targets
