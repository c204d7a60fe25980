from dataclasses import replace

import pytest

import tests.sample as sample
from kg.config import Config
from kg.errors import ConfigError
from kg.process import sure_enough
from kg.records import Extraction
from kg.run import describe_run


def found() -> Extraction:
    events = tuple(
        replace(event, confidence=sure)
        for event, sure in zip(sample.events(), (0.9, 0.4, None, 0.7) * 9, strict=False)
    )
    claims = tuple(replace(claim, confidence=0.8) for claim in sample.claims())
    return Extraction(sample.document(), events, claims)


def test_without_a_bound_nothing_is_left_out():
    assert sure_enough(found(), 0) == found()


def test_what_is_less_sure_goes_with_its_claims():
    kept = sure_enough(found(), 0.5)
    assert kept.events
    assert all(e.confidence is not None and e.confidence >= 0.5 for e in kept.events)
    assert {c.event for c in kept.claims} <= {e.id for e in kept.events}
    assert {e.part_of for e in kept.events} <= {None, *(e.id for e in kept.events)}


def test_above_every_confidence_nothing_is_left():
    kept = sure_enough(found(), 1.0)
    assert (kept.events, kept.claims) == ((), ())


def test_the_bound_makes_another_run():
    assert describe_run(Config(), []) != describe_run(Config(min_confidence=0.5), [])


@pytest.mark.parametrize("bound", [-0.1, 1.1])
def test_a_bound_that_is_no_share_is_refused(bound: float):
    with pytest.raises(ConfigError, match="min_confidence"):
        Config(min_confidence=bound)
