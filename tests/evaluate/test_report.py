import json

import pytest

from kg.evaluate import evaluate, evaluation_of, evaluation_to_json, score, scores_table
from kg.evaluate.calibration import Calibration
from kg.evaluate.report import (
    calibration_table,
    confusion_table,
    event_free_line,
    sources_table,
    stability_table,
    types_table,
)
from kg.evaluate.scores import Figure
from kg.evaluate.stability import Stability

from . import example
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


@pytest.fixture(scope="module")
def evaluation():
    return example.evaluation()


def rows(table):
    return [line.split() for line in table.splitlines()]


def test_the_table_has_a_line_for_each_figure_and_names_what_is_missing(scores):
    lines = scores_table(scores).splitlines()
    assert lines[0].split() == ["P", "R", "F1", "gold", "pred"]
    assert lines[1].split() == ["event", "1.000", "0.500", "0.667", "2", "1"]
    assert [line.split()[0] for line in lines[1:12]] == [*scores.figures, "overall"]
    assert lines[11].split() == ["overall", f"{scores.overall:.3f}"]
    assert lines[-1] == "without a prediction: b"


def test_the_table_of_types_has_f1_by_field(scores):
    table = types_table(scores, evaluation_of(scores).by_type)
    assert rows(table)[0][:7] == ["P", "R", "F1", "gold", "pred", "event", "place"]
    strike, aid = rows(table)[1:]
    assert strike[:7] == ["AirStrike", "1.000", "1.000", "1.000", "1", "1", "1.000"]
    assert strike[7:] == ["-", "-", "-", "-", "-", "1.000", "1.000"]
    assert aid[:7] == ["Aid", "0.000", "0.000", "0.000", "1", "0", "0.000"]


def test_a_type_that_is_only_read_into_others_has_a_line_too(evaluation):
    table = types_table(evaluation.scores, evaluation.by_type)
    [clash] = [row for row in rows(table) if row[0] == "ArmedClash"]
    assert clash[1:7] == ["0.000", "0.000", "0.000", "0", "1", "-"]


def test_the_table_of_sources(evaluation):
    head, note, wire = rows(sources_table(evaluation.by_source))
    assert head[-1] == "cl.src"
    assert note[:2] == ["note", "2"]
    assert wire[:3] == ["Kestrian", "Wire", "1"]
    figures = evaluation.by_source["Kestrian Wire"].figures
    assert wire[4] == f"{figures['event'].f1:.3f}"


def test_a_source_with_nothing_to_find_and_nothing_found_has_no_figure():
    empty = {"events": [], "claims": []}
    found = evaluation_of(score({"note-1": empty}, {})).by_source
    assert set(rows(sources_table(found))[1][2:]) == {"-"}


def test_the_table_of_what_was_read_as_what(evaluation):
    found = {row[0]: row[1:] for row in rows(confusion_table(evaluation.confusion))[1:]}
    assert found["Attack"] == ["1", "0", "0", "2", "ArmedClash", "1"]
    assert found["Destruction"] == ["1", "0", "1", "0"]
    assert found["Support"] == ["1", "0", "1", "1"]
    assert found["Arrest"] == ["1", "1", "0", "0"]


def test_the_table_of_confidence(evaluation):
    table = rows(calibration_table("event", evaluation.event_calibration))
    assert table[0] == ["confidence", "of", "events", "n", "mean", "family", "type"]
    assert len(table) == 1 + 10 + 1 + 1
    assert table[6] == ["0.5", "to", "0.6", "1", "0.550", "1.000", "0.000"]
    assert table[7] == ["0.6", "to", "0.7", "0"]
    assert table[11] == ["expected", "error", "4", "0.250", "0.275"]
    assert table[12][-1] == "4"


def test_no_confidence_is_said():
    assert calibration_table("claim", Calibration(("claim",), (), 3)) == (
        "no predicted claim has a confidence: nothing to calibrate"
    )


def test_the_table_of_stability():
    run = Stability("upper case", {"event": Figure(1, 2, 2)}, 3, 4)
    row = rows(stability_table([run]))[1]
    assert row[:5] == ["upper", "case", "3/4", "0.500", "0.500"]
    assert set(row[5:]) == {"-"}


def test_the_line_of_documents_without_events(evaluation):
    line = event_free_line(evaluation.event_free)
    assert line.split() == [
        *("asserted", "violence", "/", "document", "1.000"),
        *("(1", "in", "1", "documents", "without", "events)"),
    ]


def test_the_json_holds_the_same(scores):
    data = json.loads(json.dumps(evaluation_to_json(evaluation_of(scores))))
    assert data["overall"] == scores.overall
    assert data["figures"]["event"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": pytest.approx(2 / 3),
        "matched": 1,
        "gold": 2,
        "pred": 1,
    }
    assert set(data["types"]) == set(data["fields_by_type"]) == {"AirStrike", "Aid"}
    assert set(data["documents"]) == {"a", "b"}
    assert data["missing"] == ["b"]
    assert data["calibration"] == {"events": None, "claims": None}
    assert data["stability"] == {}
    assert data["event_free"]["documents"] == 1


def test_the_json_of_the_tables():
    run = Stability("again", {"event": Figure(1, 1, 1)}, 1, 1)
    data = json.loads(json.dumps(evaluation_to_json(example.evaluation(runs=(run,)))))
    assert data["confusion"]["Attack"] == {"ArmedClash": 1}
    assert data["confusion"]["Destruction"] == {"missed": 1}
    assert data["confusion"]["spurious"]["Attack"] == 2
    assert data["sources"]["note"]["documents"] == ["note-2", "note-3"]
    assert data["event_free"] == {"documents": 1, "asserted_violence": 1, "per_document": 1.0}
    assert data["calibration"]["events"]["expected_error"]["type"] == pytest.approx(0.275)
    assert data["calibration"]["events"]["bins"][5]["family"] == 1
    assert data["calibration"]["events"]["bins"][6]["confidence"] is None
    assert data["stability"]["again"]["overall"] == 1
