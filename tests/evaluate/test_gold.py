import json
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.evaluate import gold_annotations, gold_documents

DEV = Path(__file__).parents[1] / "data" / "dev"
SEEDS = Path(__file__).parents[2] / "seeds"
TEXT = "Rebels shelled Asker."


def gold(folder, quote="shelled", text=TEXT):
    for name in ("annotations", "docs"):
        (folder / name).mkdir(parents=True)
    evidence = {"begin": 0, "end": len(TEXT)}
    trigger = {"begin": 7, "end": 14, "quote": quote}
    data = {"doc": "a", "events": [{"id": "e1", "evidence": [evidence], "trigger": trigger}]}
    (folder / "annotations" / "a.json").write_text(json.dumps(data))
    (folder / "docs" / "a.json").write_text(json.dumps({"id": "a", "text": text}))
    return folder


def test_a_gold_folder_or_its_annotation_folder(tmp_path):
    folder = gold(tmp_path / "gold")
    assert gold_annotations(folder) == gold_annotations(folder / "annotations")
    assert gold_documents(folder) == gold_documents(folder / "annotations")
    assert [document.id for document in gold_documents(folder)] == ["a"]


def test_documents_may_lie_elsewhere_and_be_plain_text(tmp_path):
    folder = gold(tmp_path / "gold")
    (folder / "docs" / "a.json").unlink()
    with pytest.raises(InputError, match=r"no document a\.json; say with --docs"):
        gold_documents(folder)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.txt").write_text(TEXT)
    [document] = gold_documents(folder, tmp_path / "elsewhere")
    assert document.text == TEXT


def test_a_document_goes_by_the_name_of_its_annotation(tmp_path):
    folder = gold(tmp_path)
    (folder / "docs" / "a.json").write_text(json.dumps({"id": "other", "text": TEXT}))
    assert [document.id for document in gold_documents(folder)] == ["a"]


def test_a_quote_that_the_text_does_not_bear_out_is_an_error(tmp_path):
    with pytest.raises(InputError, match="characters 7 to 14 are 'shelled', not 'bombed'"):
        gold_documents(gold(tmp_path, quote="bombed"))


def test_a_document_that_cannot_be_read_is_an_error(tmp_path):
    with pytest.raises(InputError, match="empty"):
        gold_documents(gold(tmp_path, text=" "))


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "not valid JSON"), ("[]", "no annotation"), ('{"events": {}}', "no annotation")],
)
def test_a_broken_annotation_is_an_error_with_its_path(tmp_path, content, words):
    (tmp_path / "a.json").write_text(content)
    with pytest.raises(InputError, match=f"a.json: {words}"):
        gold_annotations(tmp_path)


def test_folders_without_annotations(tmp_path):
    with pytest.raises(InputError, match="no annotations"):
        gold_annotations(tmp_path)
    with pytest.raises(InputError, match="no such folder"):
        gold_annotations(tmp_path / "nowhere")


def test_the_development_gold_fits_its_documents():
    assert {document.id for document in gold_documents(DEV)} == set(gold_annotations(DEV))


@pytest.mark.skipif(
    not list(SEEDS.glob("000_*.txt")), reason="the source archive does not carry the article"
)
def test_the_gold_of_the_given_article_fits_it():
    [document] = gold_documents(DEV.parent / "seed", SEEDS)
    assert document.source == "Agence France-Presse"
