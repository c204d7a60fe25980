import pytest

from kg.evaluate.calibration import Calibration, Judged, claim_calibration, event_calibration

from . import example


def judged(*items):
    return Calibration(("family", "type"), tuple(Judged(sure, right) for sure, right in items))


def test_ten_bins_of_equal_width_and_the_last_one_is_closed():
    found = judged((0.0, (False, False)), (0.1, (True, False)), (0.99, (True, True)), (1, (1, 0)))
    assert [b.n for b in found.bins] == [1, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    assert found.bins[9].confidence == pytest.approx(0.995)
    assert found.bins[9].right == (1, 0.5)
    assert (found.bins[3].low, found.bins[3].high) == (0.3, 0.4)


def test_the_expected_error_is_the_mean_gap_weighed_by_bin():
    found = judged(
        *[(0.85, (i < 5, False)) for i in range(10)], *[(0.25, (False, False)) for _ in range(1)]
    )
    assert found.error("family") == pytest.approx((10 * 0.35 + 1 * 0.25) / 11)
    assert found.error("type") == pytest.approx((10 * 0.85 + 1 * 0.25) / 11)


def test_confidence_that_is_right_has_no_error():
    assert judged(*[(0.75, (i < 3, i < 3)) for i in range(4)]).error("family") == 0


def test_events_are_judged_by_family_and_type_and_those_without_confidence_left_out():
    found = event_calibration(example.scores().comparisons)
    assert found.measures == ("family", "type")
    assert sorted((item.confidence, item.right) for item in found.judged) == [
        (0.15, (False, False)),
        (0.35, (False, False)),
        (0.55, (True, False)),
        (0.95, (True, True)),
    ]
    assert found.without == 4


def test_claims_are_judged_by_claim_and_source():
    found = claim_calibration(example.scores().comparisons)
    assert found.judged == (Judged(0.5, (False, False)),)


def test_nothing_judged_has_no_error():
    assert judged().error("family") == 0
    assert [b.n for b in judged().bins] == [0] * 10
