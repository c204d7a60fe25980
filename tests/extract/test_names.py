import pytest

from kg.records import Kind
from tests.extract.reading import names, only, read

FULL = [
    (
        "The Syrian Democratic Forces (SDF) said they were ready. The SDF attacked the village.",
        "Attack",
        ["Syrian Democratic Forces"],
    ),
    (
        "President Emmanuel Macron spoke on Monday. Macron condemned the rebels.",
        "Accusation",
        ["Emmanuel Macron"],
    ),
    ("Moscow condemned the rebel attack.", "Accusation", ["Russia"]),
    ("Syrian and Russian warplanes bombed the town.", "AirStrike", None),
]


@pytest.mark.parametrize(("text", "type_", "agents"), FULL)
def test_actors_carry_the_fullest_name_that_the_text_gives(text, type_, agents):
    event = only(read(text), type_)
    if agents is not None:
        assert names(event.agents) == agents


def test_a_capital_is_linked_as_its_country():
    (agent,) = only(read("Moscow condemned the rebel attack."), "Accusation").agents
    assert (agent.name, agent.link, agent.kind) == ("Russia", "Q159", Kind.GOVERNMENT)


def test_we_is_the_publisher_of_a_statement():
    text = "We condemn the attack on the village by the rebels."
    (agent,) = only(read(text, source="US State Department"), "Accusation").agents
    assert agent.name == "United States"


KINDS = [
    ("Soldiers attacked the village.", "agents", Kind.STATE_FORCES),
    ("Rebels attacked the village.", "agents", Kind.GROUP),
    ("Taliban attacked the army base.", "agents", Kind.ARMED_GROUP),
    ("Rebels attacked a convoy.", "targets", Kind.OBJECT),
    ("Rebels attacked soldiers.", "targets", Kind.STATE_FORCES),
]


@pytest.mark.parametrize(("text", "role", "kind"), KINDS)
def test_mentions_have_a_kind(text, role, kind):
    (mention,) = getattr(only(read(text), "Attack"), role)
    assert mention.kind is kind


def test_a_pronoun_stands_for_whom_it_follows():
    text = "Boko Haram fighters entered the town on Monday. They burned houses and shops."
    event = only(read(text), "Destruction")
    assert names(event.agents) == ["Boko Haram fighters"]


def test_an_office_stands_for_who_holds_it():
    text = (
        "Foreign Secretary Ann Lee flew to Asker on Monday.\n\n"
        "The Foreign Secretary condemned the attacks by the rebels."
    )
    assert names(only(read(text), "Accusation").agents) == ["Ann Lee"]


def test_an_office_of_two_persons_stands_for_neither():
    text = (
        "Foreign Minister Ann Lee met Foreign Minister Omar Khan in Asker on Monday.\n\n"
        "The foreign minister condemned the attacks by the rebels."
    )
    assert names(only(read(text), "Accusation").agents) == ["foreign minister"]


def test_a_minister_for_a_region_is_the_person_named_after_it():
    text = "Minister for the Middle East Ann Lee condemned the attack on Mosul by Daesh."
    assert names(only(read(text), "Accusation").agents) == ["Ann Lee"]


def test_a_compound_is_never_cut_in_half():
    text = "A 28-year-old man was killed by shelling in Mosul."
    assert names(only(read(text), "Attack").targets) == ["man"]


DESCRIPTIONS = [
    ("M23 rebels took Sake on Monday. The rebels shelled the village.", "M23 rebels"),
    ("M23 rebels took Sake on Monday. The insurgents shelled the village.", "M23 rebels"),
    ("Fighters of Ansar Dine took Goundam. The militants shelled the village.", "Ansar Dine"),
    ("Boko Haram released a video on Monday. The group shelled the village.", "Boko Haram"),
    ("The Malian army took Goundam. On Monday the army shelled the village.", "Malian army"),
    ("The rebels shelled the village. M23 rebels took Sake on Monday.", "rebels"),
    ("Several gangs took Goundam. The rebels shelled the village.", "rebels"),
    ("M23 rebels took Sake on Monday. Other rebels shelled the village.", "rebels"),
]


@pytest.mark.parametrize(("text", "name"), DESCRIPTIONS)
def test_a_definite_description_stands_for_the_name_told_before(text, name):
    assert names(only(read(text), "Shelling").agents) == [name]


def test_initials_of_another_language_stand_for_the_name_before_them():
    text = (
        "The Revolutionary Armed Forces of Colombia (FARC) released a hostage on Monday."
        " The FARC attacked the village."
    )
    assert names(only(read(text), "Attack").agents) == ["Revolutionary Armed Forces of Colombia"]


def test_a_people_is_not_its_government():
    (target,) = only(read("Soldiers killed two Malians in the town."), "Attack").targets
    assert (target.name, target.link) == ("Malians", None)


def test_nobody_acts_on_himself():
    text = "Students marched in the capital. Police arrested 25 of them."
    assert "police" not in [n.lower() for n in names(only(read(text), "Arrest").targets)]


def test_who_is_told_something_is_not_what_it_stands_for():
    text = "Boko Haram took the town, residents told Reuters. The group attacked a village."
    assert names(only(read(text), "Attack").agents) == ["Boko Haram"]
