import json
import logging
import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import InputError
from kg.records import Document, RegionKind
from kg.sources import SourceDefaults, SourceFailure, build_document, load_documents

BODY = "Rebels shelled the town of Asker on Monday, killing at least 12 people.\n"


def load(*paths, **defaults):
    return list(load_documents(paths, SourceDefaults(**defaults)))


def only(*paths, **defaults):
    [found] = load(*paths, **defaults)
    return found


def failure(path, **defaults):
    found = only(path, **defaults)
    assert isinstance(found, SourceFailure)
    assert found.path == path
    assert isinstance(found.error, InputError)
    assert str(path) in str(found.error)
    return str(found.error)


def written(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    elif isinstance(content, str):
        path.write_bytes(content.encode())
    else:
        path.write_text(json.dumps(content))
    return path


def test_a_text_file_becomes_a_document(tmp_path):
    path = written(
        tmp_path / "asker.txt", "Shells hit Asker\n\nReuters\n14 October 2016\n\n" + BODY
    )
    document = only(path)
    assert isinstance(document, Document)
    assert (document.id, document.title) == ("asker", "Shells hit Asker")
    assert (document.published, document.source) == (date(2016, 10, 14), "Reuters")
    assert document.path == str(path)
    assert [region.kind for region in document.regions] == [
        RegionKind.HEADLINE,
        RegionKind.BYLINE,
        RegionKind.DATELINE,
    ]


def test_the_text_of_a_file_keeps_its_line_ends_and_loses_its_mark(tmp_path):
    text = "Shells hit Asker\r\n\r\n" + BODY
    document = only(written(tmp_path / "a.txt", b"\xef\xbb\xbf" + text.encode()))
    assert document.text == text
    assert document.title == "Shells hit Asker"
    assert document.quote(document.regions[0].span) == "Shells hit Asker"


def test_a_decomposed_text_is_composed(tmp_path):
    document = only(written(tmp_path / "a.txt", "Erdog\u0306an said so on Monday.\n"))
    assert document.text == "Erdo\u011fan said so on Monday.\n"


def test_the_hash_of_a_composed_utf_8_file_is_that_of_its_bytes(tmp_path):
    path = written(tmp_path / "a.txt", "Fighting in S\u00fcd went on.\r\nThe end came.\n")
    assert only(path).text_hash == "sha256:" + sha256(path.read_bytes()).hexdigest()


def test_a_json_document_gives_all_fields(tmp_path):
    given = {
        "id": "x-1",
        "title": "T",
        "published": "2016-10-14",
        "source": "S",
        "url": "https://example.org/1",
        "licence": "CC0",
        "text": BODY,
    }
    document = only(written(tmp_path / "other.json", given))
    assert (document.id, document.title, document.text) == ("x-1", "T", BODY)
    assert (document.published, document.source) == (date(2016, 10, 14), "S")
    assert (document.url, document.licence) == ("https://example.org/1", "CC0")


def test_a_json_document_needs_its_text_only(tmp_path):
    document = only(written(tmp_path / "bare.json", {"text": BODY, "published": None}))
    assert (document.id, document.published, document.source) == ("bare", None, None)


TOLD = "Shells hit Asker\n\nReuters\nPublished: 3 May 2017\n\n" + BODY


def test_the_sidecar_goes_before_the_text_and_the_text_before_the_options(tmp_path):
    path = written(tmp_path / "a.txt", TOLD)
    options = {"published": date(2001, 1, 1), "source": "Option", "licence": "CC0"}
    document = only(path, **options)
    assert (document.published, document.source) == (date(2017, 5, 3), "Reuters")
    assert document.licence == "CC0"
    written(tmp_path / "a.meta.json", {"published": "2017-05-04", "source": "Sidecar"})
    document = only(path, **options)
    assert (document.published, document.source) == (date(2017, 5, 4), "Sidecar")
    assert (document.title, document.licence) == ("Shells hit Asker", "CC0")


def test_fields_of_a_json_document_go_before_its_text(tmp_path):
    given = {"text": TOLD, "published": "2017-05-04", "source": None}
    document = only(written(tmp_path / "a.json", given), source="Option")
    assert (document.published, document.source) == (date(2017, 5, 4), "Reuters")


def test_a_folder_is_read_sorted_without_sidecars_readmes_and_hidden_files(tmp_path):
    for name in ("b.txt", "a.txt", "deep/c.json", "deep/er/d.TXT"):
        content = {"text": name + BODY} if name.endswith("json") else name + BODY
        written(tmp_path / name, content)
    written(tmp_path / "a.meta.json", {"source": "S"})
    for name in ("README.txt", "readme.json", ".hidden.txt", ".git/e.txt", "notes.md", "f.pdf"):
        written(tmp_path / name, b"left out")
    found = load(tmp_path)
    assert [document.id for document in found] == ["a", "b", "c", "d"]
    assert found[0].source == "S"


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    written(tmp_path / "a.txt", b"")
    written(tmp_path / "b.json", b"{")
    written(tmp_path / "c.txt", BODY)
    found = load(tmp_path)
    assert [type(item) for item in found] == [SourceFailure, SourceFailure, Document]


def test_the_same_text_twice_is_loaded_once_with_a_note(tmp_path, caplog):
    written(tmp_path / "a.txt", BODY)
    written(tmp_path / "b.json", {"text": BODY})
    with caplog.at_level(logging.WARNING):
        assert only(tmp_path, tmp_path / "a.txt").id == "a"
    assert len(caplog.records) == 2
    assert "b.json: the same text as" in caplog.text


def test_equal_names_with_unequal_texts_get_distinct_ids(tmp_path):
    written(tmp_path / "one/a.txt", BODY)
    written(tmp_path / "two/a.txt", BODY + BODY)
    first, second = load(tmp_path)
    assert first.id == "a"
    assert second.id == "a-" + second.text_hash[7:15]


def test_a_name_with_spaces_becomes_an_id_without(tmp_path):
    assert only(written(tmp_path / "my news (2).txt", BODY)).id == "my-news-2"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.txt", b"", ["empty"]),
        ("a.txt", b" \n\t\n", ["empty"]),
        ("a.txt", b"text\0more", ["binary", "offset 4"]),
        ("a.txt", b"%PDF-1.7 ...", ["PDF", "pdftotext"]),
        ("a.txt", b"PK\x03\x04....", ["ZIP"]),
        ("a.txt", "<!DOCTYPE html><p>x", ["HTML", "without markup"]),
        ("a.txt", "The caf\u00e9 burned.".encode("latin-1"), ["UTF-8", "offset 7", "iconv -f"]),
        ("a.txt", BODY.encode("utf-16"), ["UTF-16LE", "iconv -f UTF-16LE"]),
        ("a.json", b'{"text": "x",\n  oops}', ["line 2", "column 3"]),
        ("a.json", b"[" * 100_000, ["JSON"]),
        ("a.json", b"[]", ["list"]),
        ("a.json", {"title": "x"}, ["'text' is missing"]),
        ("a.json", {"text": 5}, ["'text' is missing or no string"]),
        ("a.json", {"text": "  "}, ["empty"]),
        ("a.json", {"text": "a\0b"}, ["binary"]),
        ("a.json", b'{"text": "half \\ud83d"}', ["surrogate", "character 5"]),
        ("a.json", {"text": BODY, "published": "last week"}, ["'last week'", "2016-10-14"]),
        ("a.json", {"text": BODY, "published": 2016}, ["2016", "string or null"]),
        ("a.json", {"text": BODY, "url": "javascript:alert(1)"}, ["https://"]),
        ("a.json", {"text": BODY, "id": "../../etc/passwd"}, ["'id'", "letters"]),
        ("a.json", {"text": BODY, "id": "a\n"}, ["'id'"]),
        ("a.json", {"text": BODY, "id": 7}, ["'id'"]),
        ("a.md", BODY, ["neither .txt nor .json"]),
        ("a.meta.json", {"title": "x"}, ["a.txt instead"]),
    ],
)
def test_what_cannot_be_read_says_what_is_wrong_and_what_to_do(tmp_path, name, content, words):
    message = failure(written(tmp_path / name, content))
    for word in words:
        assert word in message


@pytest.mark.parametrize(
    ("sidecar", "words"),
    [
        (b"{", ["line 1", "column 2"]),
        ({"publised": "2016-10-14"}, ["'publised'", "published"]),
        ({"published": "14/10/2016"}, ["14/10/2016"]),
        ({"source": ["a"]}, ["'source'"]),
    ],
)
def test_a_bad_sidecar_fails_its_text_by_its_own_name(tmp_path, sidecar, words):
    path = written(tmp_path / "a.txt", BODY)
    written(tmp_path / "a.meta.json", sidecar)
    found = only(path)
    assert isinstance(found, SourceFailure)
    assert "a.meta.json" in str(found.error)
    for word in words:
        assert word in str(found.error)


def test_a_path_that_does_not_exist(tmp_path):
    assert "does not exist" in failure(tmp_path / "nowhere.txt")
    assert "does not exist" in failure(tmp_path / "nowhere")


def test_a_folder_without_documents(tmp_path):
    assert "no .txt or .json document" in failure(tmp_path)


def test_a_pipe_is_no_document(tmp_path):
    path = tmp_path / "pipe.txt"
    os.mkfifo(path)
    assert "no regular file" in failure(path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_files_and_folders(tmp_path):
    file = written(tmp_path / "a.txt", BODY)
    folder = tmp_path / "shut"
    folder.mkdir()
    file.chmod(0)
    folder.chmod(0)
    try:
        assert "permissions" in failure(file)
        assert "permissions" in failure(folder)
    finally:
        folder.chmod(0o700)


def test_a_file_that_the_system_refuses_is_a_failure(tmp_path, monkeypatch):
    path = written(tmp_path / "a.txt", BODY)

    def refuse(self):
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert "Permission denied" in failure(path)


def test_more_than_20_mb_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    assert "20 MB" in failure(path)


def test_a_large_text_loads_whole(tmp_path):
    text = ("The army shelled the town again. " * 30 + "\n\n") * 5_000
    assert len(only(written(tmp_path / "a.txt", text)).text) == len(text) > 4_900_000


def test_an_id_and_a_text_are_enough_for_a_document():
    document = build_document("pasted", "Shells hit Asker\n\n" + BODY)
    assert (document.id, document.title) == ("pasted", "Shells hit Asker")
    with pytest.raises(InputError, match="pasted: the text is empty"):
        build_document("pasted", "\n")


WORDS = st.sampled_from(
    [
        "By Ann Lee\n",
        "ASKER (AP) - ",
        "12 May 2021",
        "\n\n",
        "Published: ",
        "|",
        "Share\n",
        "\u2014",
    ]
)
TEXTS = st.text(max_size=60) | st.lists(WORDS | st.text(max_size=5), max_size=20).map("".join)


@given(st.binary(max_size=80) | TEXTS.map(str.encode), st.sampled_from(["a.txt", "a.json"]))
@settings(deadline=None)
def test_any_bytes_are_a_document_or_a_failure(content, name):
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        [found] = load_documents([path])
        assert isinstance(found, Document | SourceFailure)
