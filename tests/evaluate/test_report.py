import json

import pytest

from kg.errors import ConfigError
from kg.evaluate import (
    Fall,
    evaluate,
    falls,
    read_floors,
    scores_table,
    scores_to_json,
    types_table,
)

from .sample import claim, event, write


@pytest.fixture
def scores(tmp_path):
    gold = write(
        tmp_path / "gold",
        a=([event("e1"), event("e2", "Aid", at=(60, 70))], [claim("c1")]),
        b=([], []),
    )
    predicted = write(tmp_path / "predicted", a=([event("p1")], [claim("p1")]))
    return evaluate(gold, predicted)


def test_the_table_has_a_line_for_each_figure_and_names_what_is_missing(scores):
    lines = scores_table(scores).splitlines()
    assert lines[0].split() == ["P", "R", "F1", "gold", "pred"]
    assert lines[1].split() == ["event", "1.000", "0.500", "0.667", "2", "1"]
    assert [line.split()[0] for line in lines[1:12]] == [*scores.figures, "overall"]
    assert lines[11].split() == ["overall", f"{scores.overall:.3f}"]
    assert lines[-1] == "without a prediction: b"


def test_the_table_of_types(scores):
    assert [line.split() for line in types_table(scores).splitlines()[1:]] == [
        ["AirStrike", "1.000", "1.000", "1.000", "1", "1"],
        ["Aid", "0.000", "0.000", "0.000", "1", "0"],
    ]


def test_the_json_holds_the_same(scores):
    data = json.loads(json.dumps(scores_to_json(scores)))
    assert data["overall"] == scores.overall
    assert data["figures"]["event"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "matched": 1,
        "gold": 2,
        "pred": 1,
    }
    assert set(data["types"]) == {"AirStrike", "Aid"}
    assert set(data["documents"]) == {"a", "b"}
    assert data["missing"] == ["b"]


def test_a_figure_below_its_floor_falls(scores):
    assert falls(scores, {"event": 0.667, "claim": 1.0}) == ()
    assert falls(scores, {"event": 0.67, "overall": 0.9}) == (
        Fall("event", scores.figures["event"].f1, 0.67),
        Fall("overall", scores.overall, 0.9),
    )


def test_a_fall_says_what_fell_and_how_far():
    assert str(Fall("event", 0.6, 0.67)) == "event: F1 0.600 is below its floor of 0.670"


def test_a_floor_for_no_figure_is_an_error(scores):
    with pytest.raises(ConfigError, match="'evnet'"):
        falls(scores, {"evnet": 0.5})


def test_floors_are_read_from_toml(tmp_path):
    path = tmp_path / "floors.toml"
    path.write_text("event = 0.6\noverall = 0\n")
    assert read_floors(path) == {"event": 0.6, "overall": 0}


@pytest.mark.parametrize(
    ("content", "words"),
    [("event", "not valid TOML"), ('event = "high"', "'event' is 'high'"), ("event = 60", "60")],
)
def test_broken_floors_are_an_error(tmp_path, content, words):
    path = tmp_path / "floors.toml"
    path.write_text(content)
    with pytest.raises(ConfigError, match=words):
        read_floors(path)


def test_missing_floors_are_an_error(tmp_path):
    with pytest.raises(ConfigError, match="cannot be read"):
        read_floors(tmp_path / "floors.toml")
