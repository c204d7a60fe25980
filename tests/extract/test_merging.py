import pytest

from tests.extract.reading import only, read, types

ONE = [
    ("The army launched an air strike that killed ten rebels.", "AirStrike"),
    ("A roadside bomb hit an army truck, killing four soldiers.", "Bombing"),
    ("Four soldiers were killed when a roadside bomb exploded.", "Bombing"),
    ("Militants attacked an army base. The attack left four soldiers dead.", "Attack"),
    ("A car bomb exploded in Kabul. The blast killed nine people.", "Bombing"),
    ("Militants stormed a hotel. Five guards were killed.", "Attack"),
    ("Rebels looted and burned shops in the village.", "Destruction"),
    ("The army began an offensive on Monday. The offensive is going well, it said.", "Offensive"),
]


@pytest.mark.parametrize(("text", "type_"), ONE)
def test_mentions_of_one_happening_are_one_event(text, type_):
    assert types(read(text)) == [type_]


def test_the_repeated_mention_adds_its_sentence():
    text = "Militants attacked an army base. The attack left four soldiers dead."
    event = only(read(text), "Attack")
    assert [text[s.begin : s.end] for s in event.evidence] == [
        "Militants attacked an army base.",
        "The attack left four soldiers dead.",
    ]


MANY = [
    ("Rebels kidnapped a priest and bombed a bridge.", 2),
    ("Militants attacked a base in Gao on Monday. Another attack hit Kidal on Tuesday.", 2),
    ("The army shelled Homs. Rebels attacked a convoy near Hama.", 2),
    ("France condemned the massacre of villagers by rebels.", 2),
]


@pytest.mark.parametrize(("text", "number"), MANY)
def test_different_happenings_stay_apart(text, number):
    assert len(read(text).events) == number


def test_whoever_did_the_deed_is_accused_by_its_condemnation():
    event = only(read("France condemned the massacre of villagers by rebels."), "Accusation")
    assert [m.name for m in event.targets] == ["rebels"]


def test_a_deed_of_a_campaign_is_part_of_it():
    extraction = read(
        "The army began an offensive in Idlib province on Monday. "
        "On Tuesday the army captured the town of Saraqeb."
    )
    gain = only(extraction, "TerritorialGain")
    assert gain.part_of == only(extraction, "Offensive").id


def test_strikes_on_one_town_are_part_of_the_series():
    extraction = read(
        "Coalition military forces conducted 9 strikes against ISIL terrorists in Iraq.\n"
        "Iraq\n"
        "* Near Sinjar, two strikes destroyed an ISIL vehicle.\n"
    )
    series, item = extraction.events
    assert (series.part_of, item.part_of) == (None, series.id)
