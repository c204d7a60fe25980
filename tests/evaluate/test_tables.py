import pytest

from kg.evaluate.scores import Figure, total
from kg.evaluate.tables import EventFree, by_source, by_type, confusion, event_free, prefix
from kg.records import EventType

from . import example


@pytest.fixture(scope="module")
def scores():
    return example.scores()


def test_a_pair_counts_for_its_gold_type_and_a_spurious_event_for_its_own(scores):
    found = by_type(scores.comparisons)
    assert list(found) == [leaf for leaf in EventType if leaf in found]
    attack = found[EventType.ATTACK]
    assert attack["event"] == Figure(1, 1, 3)  # read as ArmedClash once; twice on the quiet page
    assert attack["type"] == Figure(0, 1, 3)
    assert attack["place"] == Figure(0, 1, 0)
    assert found[EventType.SHELLING]["event"] == Figure(0, 0, 1)
    assert EventType.ARMED_CLASH not in found


def test_figures_by_type_add_up_to_the_figures(scores):
    assert total(by_type(scores.comparisons).values()) == scores.figures


def test_a_claim_counts_for_the_type_of_its_event(scores):
    assert by_type(scores.comparisons)[EventType.AIR_STRIKE]["claim"] == Figure(0, 1, 1)


def test_documents_go_by_source_and_without_one_by_the_prefix_of_the_id(scores):
    found = by_source(scores, {"wire-1": "Kestrian Wire"})
    assert {source: group.documents for source, group in found.items()} == {
        "note": ("note-2", "note-3"),
        "Kestrian Wire": ("wire-1",),
    }
    assert list(found) == ["note", "Kestrian Wire"]
    assert total(group.figures for group in found.values()) == scores.figures


@pytest.mark.parametrize(
    ("name", "expected"),
    [("muc-0017", "muc"), ("re3d-00A", "re3d"), ("wire_7", "wire"), ("-x", "-x"), ("seed", "seed")],
)
def test_the_prefix_of_an_id(name, expected):
    assert prefix(name) == expected


def test_what_was_read_as_what(scores):
    leaf = EventType
    assert dict(confusion(scores.comparisons)) == {
        (leaf.AIR_STRIKE, leaf.AIR_STRIKE): 1,
        (leaf.ATTACK, leaf.ARMED_CLASH): 1,
        (leaf.ARREST, leaf.ARREST): 1,
        (leaf.DESTRUCTION, None): 1,
        (leaf.SUPPORT, None): 1,  # Aid is of another family: no pair
        (None, leaf.AID): 1,
        (None, leaf.SHELLING): 1,
        (None, leaf.ATTACK): 2,
        (None, leaf.SUPPORT): 1,
    }


def test_only_asserted_violence_in_documents_without_events_counts(scores):
    assert event_free(scores.comparisons) == EventFree(documents=1, violence=1)
    assert EventFree(4, 1).per_document == 0.25
    assert EventFree().per_document == 0
