import pytest

from kg.errors import ConfigError
from kg.evaluate import Fall, falls, read_floors, score

from . import example


@pytest.fixture(scope="module")
def scores():
    return example.scores()


def test_a_figure_below_its_floor_falls(scores):
    event = scores.figures["event"].f1
    assert falls(scores, {"event": event, "overall": 0}) == ()
    assert falls(scores, {"event": event + 0.001, "overall": 0.9}) == (
        Fall("event", event, event + 0.001),
        Fall("overall", scores.overall, 0.9),
    )


def test_a_floor_written_with_three_decimals_is_not_missed_by_rounding(scores):
    assert falls(scores, {"event": round(scores.figures["event"].f1, 3)}) == ()


def test_a_type_may_have_a_floor(scores):
    assert falls(scores, {"types.Arrest": 1.0}) == ()
    assert falls(scores, {"types.Attack": 0.5}) == (Fall("types.Attack", 0, 0.5),)


def test_asserted_violence_may_have_a_bound_that_it_must_not_exceed(scores):
    assert falls(scores, {"most.asserted_violence": 1}) == ()
    assert falls(scores, {"most.asserted_violence": 0.05}) == (
        Fall("most.asserted_violence", 1, 0.05),
    )


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("evnet", "no figure is called 'evnet'; there are event, type"),
        ("types.Explosion", "no event type is called 'Explosion'; there are ArmedClash"),
        ("types.Siege", "gold has no event of type Siege"),
        ("types.Shelling", "gold has no event of type Shelling"),
        ("most.event", "'most.event' has no upper bound"),
        ("sources.Wire", "no figure is called 'sources.Wire'"),
    ],
)
def test_a_bound_that_cannot_be_held_is_an_error(scores, name, words):
    with pytest.raises(ConfigError, match=words):
        falls(scores, {name: 0.5})


def test_violence_where_every_document_has_events_cannot_be_held():
    gold = {name: example.GOLD[name] for name in ("wire-1", "note-2")}
    with pytest.raises(ConfigError, match="every document has gold events"):
        falls(score(gold, example.PREDICTED), {"most.asserted_violence": 0.5})


def test_a_fall_says_what_fell_and_how_far():
    assert str(Fall("event", 0.6, 0.67)) == "event: F1 0.600 is below its floor of 0.670"
    assert str(Fall("most.asserted_violence", 0.2, 0.05)) == (
        "most.asserted_violence: 0.200 is above the 0.050 allowed"
    )


def test_floors_are_read_from_toml(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text(
        "event = 0.6\noverall = 0\n[types]\nAttack = 0.5\n[most]\nasserted_violence = 0.05\n"
    )
    assert read_floors(path) == {
        "event": 0.6,
        "overall": 0,
        "types.Attack": 0.5,
        "most.asserted_violence": 0.05,
    }


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("event", "not valid TOML"),
        ('event = "high"', "'event' is 'high'"),
        ("event = 60", "60"),
        ("event = true", "True"),
        ("[types]\nAttack = -1", "'types.Attack' is -1"),
        ("[kinds]\nAttack = 0.5", "'kinds' is"),
    ],
)
def test_broken_floors_are_an_error(tmp_path, content, words):
    path = tmp_path / "floors.toml"
    path.write_text(content)
    with pytest.raises(ConfigError, match=words):
        read_floors(path)


def test_missing_floors_are_an_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_floors(tmp_path / "floors.toml")
