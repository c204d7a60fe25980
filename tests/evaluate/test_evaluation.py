import json

import pytest

from kg.annotation import document_to_json
from kg.errors import InputError
from kg.evaluate import Job, evaluation_text, run
from kg.evaluate.tables import EventFree
from kg.records import EventReport, EventType, Extraction, Span

from . import example


@pytest.fixture
def gold(tmp_path):
    folders = {name: tmp_path / name for name in ("annotations", "docs", "predicted")}
    for folder in folders.values():
        folder.mkdir()
    for document in example.DOCUMENTS:
        name = f"{document.id}.json"
        (folders["docs"] / name).write_text(json.dumps(document_to_json(document)))
        (folders["annotations"] / name).write_text(json.dumps(example.GOLD[document.id]))
        (folders["predicted"] / name).write_text(json.dumps(example.PREDICTED[document.id]))
    return tmp_path


def everywhere(documents):
    """An extractor that takes every text for an attack."""
    return {
        document.id: Extraction(
            document,
            (EventReport("e1", EventType.ATTACK, (Span(0, len(document.text)),), Span(0, 4)),),
        )
        for document in documents
    }


def never(documents):
    raise AssertionError("extracted")


def test_predictions_are_scored_without_extracting(gold):
    found = run(Job(gold, predicted=gold / "predicted"), never)
    assert found.scores == example.scores()
    assert set(found.by_source) == {"note", "Kestrian Wire"}


def test_predictions_need_no_documents_unless_texts_are_shown(gold):
    for path in (gold / "docs").iterdir():
        path.unlink()
    found = run(Job(gold, predicted=gold / "predicted"), never)
    assert set(found.by_source) == {"note", "wire"}
    with pytest.raises(InputError, match="no document"):
        run(Job(gold, predicted=gold / "predicted", whole_texts=True), never)


def test_documents_are_extracted_where_there_are_no_predictions(gold):
    found = run(Job(gold), everywhere)
    assert found.scores.figures["event"].predicted == 3
    assert found.stability == ()
    assert len(run(Job(gold, stable=True), everywhere).stability) == 4


def test_a_folder_of_documents_without_events_needs_no_annotations(gold):
    found = run(Job(gold / "docs", event_free=True), everywhere)
    assert found.event_free == EventFree(documents=3, violence=3)
    text = evaluation_text(found)
    assert "asserted violence / document" in text
    assert "overall" not in text


def test_a_broken_document_without_events_is_an_error(gold):
    (gold / "docs" / "x.json").write_text("{")
    with pytest.raises(InputError, match=r"x\.json"):
        run(Job(gold / "docs", event_free=True), everywhere)


def test_a_folder_without_documents_is_an_error(tmp_path):
    with pytest.raises(InputError):
        run(Job(tmp_path, event_free=True), everywhere)


def test_the_text_has_every_table(gold):
    text = evaluation_text(run(Job(gold, stable=True), everywhere))
    for words in ("overall", "F1 by source", "read as", "nothing to calibrate", "first output"):
        assert words in text
