from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.evaluate.assignment import best_pairs


def matrices(values, most=6):
    sizes = st.tuples(st.integers(1, most), st.integers(1, most))
    return sizes.flatmap(
        lambda size: st.lists(
            st.lists(values, min_size=size[1], max_size=size[1]),
            min_size=size[0],
            max_size=size[0],
        )
    )


WEIGHTS = st.floats(0, 10) | st.sampled_from([0.0, 0.2, 0.75, 1.0, 2.0])


def best_by_trying(weights):
    rows, columns = range(len(weights)), range(len(weights[0]))
    if len(rows) <= len(columns):
        return max(
            sum(weights[r][c] for r, c in zip(rows, order, strict=True))
            for order in permutations(columns, len(rows))
        )
    return best_by_trying([list(column) for column in zip(*weights, strict=True)])


@pytest.mark.parametrize("weights", [[], [[]], [[], []]])
def test_nothing_to_pair(weights):
    assert best_pairs(weights) == []


def test_the_greatest_sum_wins_over_the_greatest_pair():
    assert best_pairs([[3, 2], [2, 0]]) == [(0, 1), (1, 0)]


def test_equal_weights_pair_in_order():
    assert best_pairs([[1.0] * 3] * 3) == [(0, 0), (1, 1), (2, 2)]


@settings(deadline=None)
@given(matrices(WEIGHTS, most=5))
def test_no_other_pairing_weighs_more(weights):
    pairs = best_pairs(weights)
    assert len(pairs) == min(len(weights), len(weights[0]))
    assert pairs == sorted(pairs)
    assert len({row for row, _ in pairs}) == len({column for _, column in pairs}) == len(pairs)
    assert sum(weights[r][c] for r, c in pairs) == pytest.approx(best_by_trying(weights))


@settings(deadline=None)
@given(matrices(WEIGHTS, most=12))
def test_the_pairs_are_those_of_scipy(weights):
    optimize = pytest.importorskip("scipy.optimize")
    rows, columns = optimize.linear_sum_assignment([[-w for w in row] for row in weights])
    assert best_pairs(weights) == list(zip(rows.tolist(), columns.tolist(), strict=True))
