import pytest

from kg.evaluate.browser.claims import claim_rows
from kg.evaluate.browser.events import event_rows
from kg.evaluate.browser.marks import Verdict
from kg.evaluate.compare import compare
from tests.evaluate import example
from tests.evaluate.example import LINES, MONITOR, TEXT, claim, event, named


@pytest.fixture(scope="module")
def rows():
    [comparison] = [c for c in example.scores().comparisons if c.name == "wire-1"]
    return {row.title: row for row in event_rows(comparison, TEXT, "d1")}


def claims(gold, predicted):
    events = [event("e1", "AirStrike", LINES["Army"], "bombed")]
    sides = [{"events": events, "claims": side} for side in (gold, predicted)]
    return claim_rows(compare("a", *sides), TEXT, "d1")


def fields(side):
    return [(field.role, field.value, str(field.verdict)) for field in side.fields]


def test_every_event_of_either_side_has_a_row_in_the_order_of_the_text(rows):
    assert [(row.kind, row.title) for row in rows.values()] == [
        ("differs", "AirStrike, told otherwise"),
        ("wrong", "Attack read as ArmedClash"),
        ("missed", "Destruction"),
        ("wrong", "Support read as Aid, of another family: missed and spurious"),
        ("spurious", "Shelling"),
    ]
    assert len({row.anchor for row in rows.values()}) == 5


def test_differences_are_told_in_words(rows):
    row = rows["AirStrike, told otherwise"]
    assert row.differences == (
        "date: 2031-03-03 in gold, no day predicted",
        "modality: asserted in gold, planned predicted",
        "agent missed: Army",
        "target spurious: people",
        "source spurious: Nord Observatory",
    )
    assert row.errors == ("date", "modality", "agent", "target", "source")


def test_each_argument_has_its_verdict_in_the_fields_and_on_the_text(rows):
    row = rows["AirStrike, told otherwise"]
    assert fields(row.gold) == [
        ("place", "Asker", "right"),
        ("agent", "Army", "missed"),
        ("date", "2031-03-03", "wrong"),
        ("modality", "asserted", "wrong"),
    ]
    assert fields(row.predicted) == [
        ("place", "Asker", "right"),
        ("target", "people", "spurious"),
        ("source", "Nord Observatory", "spurious"),
        ("date", "no day", "wrong"),
        ("modality", "planned", "wrong"),
    ]
    [excerpt] = row.predicted.excerpts
    marks = {piece.text: (piece.mark.role, piece.mark.verdict) for piece in excerpt if piece.mark}
    assert marks == {
        "bombed": ("trigger", Verdict.RIGHT),
        "Asker": ("place", Verdict.RIGHT),
        "people": ("target", Verdict.SPURIOUS),
        "the Nord Observatory": ("source", Verdict.SPURIOUS),
    }
    assert row.predicted.confidence == 0.95


def test_a_wrong_type_is_marked_on_both_triggers(rows):
    row = rows["Attack read as ArmedClash"]
    assert row.errors == ("type", "place")
    for side in (row.gold, row.predicted):
        assert [m.verdict for m in side.marks if m.role == "trigger"] == [Verdict.WRONG]


def test_one_trigger_read_as_another_family_counts_as_missed_and_spurious(rows):
    row = rows["Support read as Aid, of another family: missed and spurious"]
    assert row.errors == ("family", "missed", "spurious")
    assert [str(leaf) for leaf in row.types] == ["Support", "Aid"]


def test_what_stands_on_one_side_has_no_other(rows):
    missed, spurious = rows["Destruction"], rows["Shelling"]
    assert (missed.errors, missed.predicted) == (("missed",), None)
    assert (spurious.errors, spurious.gold) == (("spurious",), None)
    assert {field.verdict for field in missed.gold.fields} == {Verdict.MISSED}


def test_an_event_that_is_right_has_no_error():
    [arrest] = [c for c in example.scores().comparisons if c.name == "note-2"]
    [row] = event_rows(arrest, example.SECOND, "d2")
    assert (row.kind, row.errors, row.differences) == ("right", (), ())


def test_a_name_without_a_place_in_the_text_is_listed_and_not_marked():
    told = {"name": "the air force", "begin": None, "end": None}
    gold = [event("e1", "AirStrike", LINES["Army"], "bombed", agents=[told])]
    comparison = compare("a", {"events": gold}, {"events": gold})
    [row] = event_rows(comparison, TEXT, "d1")
    assert ("agent", "the air force", "right") in fields(row.gold)
    assert [m.role for m in row.gold.marks] == ["trigger"]


def test_claims_of_one_sentence_that_do_not_match_stand_in_one_row():
    [row] = claims([claim("c1", 7, 7, sources=[MONITOR])], [claim("c1", 7, None)])
    assert row.title == "7 killed read as 7 or more killed"
    assert row.kind == "wrong"
    assert row.errors == ("claim-value", "claim-missed", "claim-spurious")
    assert row.differences == (
        "count: 7 killed in gold, 7 or more killed predicted",
        "source missed: Nord Observatory",
    )
    assert fields(row.predicted) == [
        ("count", "7 or more killed", "wrong"),
        ("victims", "people", "right"),
    ]


def test_a_claim_by_somebody_else_is_a_wrong_source():
    [row] = claims([claim("c1", 7, 7, sources=[MONITOR])], [claim("c1", 7, 7, group="troops")])
    assert (row.kind, row.errors) == ("differs", ("claim-source",))
    assert ("victims", "troops", "wrong") in fields(row.predicted)


def test_claims_with_nothing_in_common_are_missed_and_spurious():
    other = claim("c2", 90, 95, outcome="displaced")
    found = claims([claim("c1", 7, 7)], [other])
    assert [(row.kind, row.title) for row in found] == [
        ("missed", "7 killed"),
        ("spurious", "90 to 95 displaced"),
    ]
    assert [row.errors for row in found] == [("claim-missed",), ("claim-spurious",)]


def test_a_claim_goes_by_the_type_of_its_event():
    [row] = claims([claim("c1", 7, 7)], [claim("c1", 7, 7)])
    assert [str(leaf) for leaf in row.types] == ["AirStrike", "AirStrike"]
    assert [m.role for m in row.gold.marks] == ["count"]


def test_the_name_that_the_document_gives_is_shown_not_the_words():
    gold = [event("e1", "AirStrike", LINES["Army"], "bombed", agents=[named("Army", "Kestria")])]
    [row] = event_rows(compare("a", {"events": gold}, None), TEXT, "d1")
    assert ("agent", "Kestria", "missed") in fields(row.gold)
