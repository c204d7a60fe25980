from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.compare import Pairing, compare

from .sample import claim, event

PAIRINGS = st.integers(0, 6).flatmap(
    lambda pairs: st.builds(
        lambda gold, predicted: Pairing(gold, predicted, [(i, i) for i in range(pairs)]),
        st.lists(st.sampled_from("abc"), min_size=pairs, max_size=pairs + 3),
        st.lists(st.sampled_from("abc"), min_size=pairs, max_size=pairs + 3),
    )
)


def test_a_pairing_tells_what_is_in_both_and_what_is_in_one():
    pairing = Pairing("xyz", "vw", [(2, 0)])
    assert pairing.pairs == [("z", "v")]
    assert pairing.missed == [0, 1]
    assert pairing.spurious == [1]


def test_a_split_goes_by_gold_and_what_is_spurious_by_itself():
    parts = Pairing(["a", "b"], ["b", "b"], [(0, 0)]).split(str)
    assert parts == {
        "a": Pairing(["a"], ["b"], [(0, 0)]),
        "b": Pairing(["b"], ["b"], []),
    }


@given(PAIRINGS)
def test_the_parts_of_a_split_are_the_whole(pairing):
    parts = pairing.split(str)
    assert sorted(x for part in parts.values() for x in part.gold) == sorted(pairing.gold)
    assert sorted(x for part in parts.values() for x in part.predicted) == sorted(pairing.predicted)
    pairs = sorted(pair for part in parts.values() for pair in part.pairs)
    assert pairs == sorted(pairing.pairs)


def test_a_document_without_a_prediction_is_compared_with_nothing():
    gold = {"events": [event("e1")], "claims": [claim("c1")]}
    found = compare("a", gold, None)
    assert found.events.missed == found.claims.missed == [0]
    assert found.predicted["events"] == []
