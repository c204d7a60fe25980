"""The command line as a user runs it: results on stdout, the rest on stderr, exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS

TEXT = (
    "Rebels shelled the port of Odessa on 3 May 2020, killing at least 12 people, including 3 "
    "children, the mayor said.\n"
)


def kg(
    *arguments: object, cwd: Path, stdin: str = "", **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "kg", *(str(a) for a in arguments)],
        cwd=cwd,
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a document and a store that was built from it."""
    folder = tmp_path_factory.mktemp("cli")
    (folder / "in").mkdir()
    (folder / "in" / "port.txt").write_text(TEXT)
    done = kg("build", "in", "--store", "store", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_help_lists_every_command(tmp_path: Path):
    done = kg("--help", cwd=tmp_path)
    assert done.returncode == 0
    for name in COMMANDS:
        assert f"\n  {name} " in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_that_begins_as_the_list_says(name: str, tmp_path: Path):
    done = kg(name, "--help", cwd=tmp_path)
    assert done.returncode == 0
    first = COMMANDS[name].split(":")[0].split(",")[0].rstrip(".")
    assert first in " ".join(done.stdout.split())


def test_build_tells_what_it_did_on_stderr_and_as_json_on_stdout(place: Path, tmp_path: Path):
    done = kg("build", place / "in", "--store", tmp_path / "store", "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (report["documents"], report["quarantined"], report["unreadable"]) == (1, [], [])
    assert report["events"] >= 1
    assert "1 documents" in done.stderr


def test_bad_input_is_told_and_the_rest_is_built(tmp_path: Path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "good.txt").write_text(TEXT)
    (inputs / "quiet.txt").write_text("The library opens at nine.\n")
    (inputs / "empty.txt").write_text("")
    (inputs / "binary.txt").write_bytes(bytes(range(256)))
    (inputs / "latin.txt").write_bytes("Überfall in Köln\n".encode("latin-1"))
    (inputs / "broken.json").write_text('{"id": "x", ')
    done = kg("build", inputs, "--store", "store", "--json", cwd=tmp_path)
    assert done.returncode == 1
    report = json.loads(done.stdout)
    assert report["documents"] == 2
    assert sorted(Path(path).name for path, _ in report["unreadable"]) == [
        "binary.txt",
        "broken.json",
        "empty.txt",
        "latin.txt",
    ]
    for name in ("binary.txt", "broken.json", "empty.txt", "latin.txt"):
        assert name in done.stderr
    assert "Traceback" not in done.stderr


def test_a_path_that_does_not_exist_is_told(tmp_path: Path):
    done = kg("build", "nowhere", "--store", "store", cwd=tmp_path)
    assert done.returncode == 2
    assert "kg: nowhere: does not exist" in done.stderr
    assert not list(tmp_path.glob("store/generations/*"))


def test_bad_characters_in_metadata_and_names_stop_nothing(tmp_path: Path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "good.txt").write_text(TEXT)
    (inputs / "half.json").write_text(r'{"id": "x", "title": "a\ud800b", "text": "Rebels fled."}')
    (inputs / "bell.txt").write_text("Rebels fled.\x07\n")
    (inputs / os.fsdecode(b"\xff.txt")).write_text("Soldiers fled from the town.\n")
    done = kg("build", inputs, "--store", "store", "--json", cwd=tmp_path)
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["documents"] == 2
    assert sorted(Path(path).name for path, _ in report["unreadable"]) == ["bell.txt", "half.json"]


def test_a_store_among_the_documents_is_not_read(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT)
    for _ in range(2):
        done = kg("build", ".", "--store", "store", "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout)["documents"] == 1


def test_annotate_never_overwrites_a_document(tmp_path: Path):
    document = {"id": "x", "text": TEXT, "published": "2020-05-06"}
    (tmp_path / "x.json").write_text(json.dumps(document))
    done = kg("annotate", "x.json", "--out", ".", cwd=tmp_path)
    assert done.returncode == 2
    assert "give another folder" in done.stderr
    assert json.loads((tmp_path / "x.json").read_text()) == document


def test_query_prints_a_table_with_short_names(place: Path):
    done = kg(
        "query",
        "--store",
        "store",
        "SELECT ?type ?day { ?r ck:eventType ?type ; ck:earliest ?day }",
        cwd=place,
    )
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["type", "day"]
    assert ["ck:Shelling", "2020-05-03"] in [line.split() for line in lines]


@pytest.mark.parametrize(
    ("query", "form", "begin"),
    [
        ("ASK { ?r a ck:Report }", None, "true\n"),
        ("ASK { ?r a ck:Report }", "json", '{"head":'),
        ("SELECT * { ?r a ck:Report }", "csv", "r\r\nhttps://"),
        ("CONSTRUCT { ?r a ck:Report } WHERE { ?r a ck:Report }", None, "@prefix"),
        ("DESCRIBE ?r { ?r a ck:Document }", "ntriples", "<https://"),
    ],
)
def test_query_answers_in_every_kind_of_format(place: Path, query, form, begin):
    options = ["--format", form] if form else []
    done = kg("query", "--store", "store", *options, query, cwd=place)
    assert done.returncode == 0, done.stderr
    assert done.stdout.encode().decode().startswith(begin.replace("\r\n", "\n")) or (
        done.stdout.startswith(begin)
    )


def test_query_reads_a_file_and_stdin(place: Path, tmp_path: Path):
    query = "SELECT (COUNT(*) AS ?n) { ?r a ck:Report }"
    (tmp_path / "q.rq").write_text(query)
    by_file = kg("query", "--store", "store", "-f", tmp_path / "q.rq", cwd=place)
    by_stdin = kg("query", "--store", "store", "-f", "-", cwd=place, stdin=query)
    assert by_file.stdout == by_stdin.stdout != ""


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT", "kg: "),
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("DROP ALL", "kg: "),
    ],
)
def test_query_refuses_what_it_cannot_answer(place: Path, query: str, message: str):
    done = kg("query", "--store", "store", query, cwd=place)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_export_writes_the_same_bytes_to_stdout_and_to_a_file(place: Path, tmp_path: Path):
    out = tmp_path / "graph.ttl"
    printed = kg("export", "--store", "store", "--format", "turtle", cwd=place)
    written = kg("export", "--store", "store", "--format", "turtle", "--out", out, cwd=place)
    assert written.returncode == 0
    assert written.stdout == ""
    assert out.read_text() == printed.stdout
    table = kg("export", "--store", "store", "--format", "csv", cwd=place).stdout
    assert next(csv.DictReader(io.StringIO(table)))["title"]


def test_validate_checks_the_store_and_files(place: Path, tmp_path: Path):
    assert kg("validate", "--store", "store", cwd=place).returncode == 0
    graph = tmp_path / "g.trig"
    kg("export", "--store", "store", "--format", "trig", "--out", graph, cwd=place)
    assert kg("validate", graph, cwd=place).returncode == 0
    graph.write_text(graph.read_text().replace("ck:Asserted", "ck:Certain"))
    broken = kg("validate", graph, "--json", cwd=place)
    assert broken.returncode == 1
    found = {r["shape"] for g in json.loads(broken.stdout) for r in g["results"]}
    assert "https://w3id.org/conflict-kg/shapes#Report-modality" in found


def test_annotate_writes_annotations_with_no_store(place: Path, tmp_path: Path):
    done = kg("annotate", place / "in", "--out", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    data = json.loads((tmp_path / "out" / "port.json").read_text())
    assert data["doc"] == "port"
    assert "Shelling" in {event["type"] for event in data["events"]}
    bounds = {(c["outcome"], c["min"], c["max"]) for c in data["claims"]}
    assert ("killed", 12, None) in bounds
    for event in data["events"]:
        for span in (*event["evidence"], event["trigger"]):
            assert TEXT[span["begin"] : span["end"]] == span["quote"]
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_without_a_publication_date_only_dates_with_a_year_are_told(tmp_path: Path):
    (tmp_path / "a.txt").write_text("Rebels shelled the port on Monday.\n")
    kg("annotate", "a.txt", "--out", "undated", cwd=tmp_path)
    kg("annotate", "a.txt", "--out", "dated", "--published", "2020-05-06", cwd=tmp_path)

    def day(folder: str) -> object:
        data = json.loads((tmp_path / folder / "a.json").read_text())
        return [event["date"] and event["date"]["earliest"] for event in data["events"]]

    assert day("undated") == [None]
    assert day("dated") == ["2020-05-04"]


def test_evaluate_prints_the_table_and_holds_floors(tmp_path: Path):
    gold = Path(__file__).parent.parent / "data" / "dev"
    floors = tmp_path / "floors.toml"
    floors.write_text("event = 0.999\n")
    done = kg("evaluate", gold, "--floors", floors, cwd=tmp_path)
    assert done.returncode == 1
    assert "event" in done.stderr
    for row in ("event", "type", "claim_source", "overall"):
        assert row in done.stdout


def test_plugins_config_and_doctor_report(tmp_path: Path):
    plugins = json.loads(kg("plugins", "--json", cwd=tmp_path).stdout)
    assert {"rules", "jsonld", "pyshacl"} <= {p["name"] for p in plugins}
    (tmp_path / "kg.toml").write_text("port = 8123\n")
    settings = json.loads(kg("config", "--show", "--json", cwd=tmp_path, KG_HOST="::1").stdout)
    found = {s["name"]: (s["value"], s["origin"]) for s in settings}
    assert found["port"] == (8123, "kg.toml")
    assert found["host"] == ("::1", "variable KG_HOST")
    done = kg("doctor", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert {c["name"]: c["ok"] for c in json.loads(done.stdout)}["language model"]


def test_doctor_names_a_model_that_is_not_there(tmp_path: Path):
    done = kg("doctor", cwd=tmp_path, KG_SPACY_MODEL="no_such_model")
    assert "no_such_model" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query", "ASK {}", "--store", "none"], "kg build"),
        (["export", "--store", "none"], "kg build"),
        (["serve", "--store", "none"], "kg build"),
        (["serve", "--store", "none", "--port", "99999"], "between 0 and 65535"),
        (["evaluate", "none"], "none"),
        (["build"], "Missing argument"),
        (["query"], "give the query"),
        (["frobnicate"], "No such command"),
    ],
)
def test_wrong_use_exits_2_and_says_what_to_do(arguments, message, tmp_path: Path):
    done = kg(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_an_unknown_setting_is_an_error(tmp_path: Path):
    (tmp_path / "kg.toml").write_text("prot = 1\n")
    done = kg("config", cwd=tmp_path)
    assert done.returncode == 2
    assert "unknown setting 'prot'" in done.stderr


def test_logs_can_be_json_lines(tmp_path: Path):
    (tmp_path / "a.txt").write_text(TEXT)
    (tmp_path / "b.txt").write_text(TEXT)
    done = kg("--log-format", "json", "annotate", "a.txt", "b.txt", "--out", "o", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    assert any("the same text" in line["message"] for line in lines)
