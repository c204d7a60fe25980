"""Documents into a store: gate, quarantine, resumption and publication."""

import dataclasses
import json
import os
import signal
import subprocess
import sys
import time
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from rdflib import Graph

from kg import plugins
from kg.config import Config
from kg.errors import ConfigError, KgError, ShapeError, StoreError
from kg.graph.world import derive_world
from kg.pipeline import BuildReport, build
from kg.process import join
from kg.records import Document, Extraction
from kg.sources import load_documents
from kg.store import StoreDirectory
from kg.store.query import select
from tests import sample

CONFIG = Config(processes=1, extractors="keywordextractor,badlinkextractor,raisingextractor")


@pytest.fixture
def extractors(monkeypatch):
    """The extractors of tests.fake_extractors instead of those that are installed."""
    classes = ("KeywordExtractor", "BadLinkExtractor", "RaisingExtractor")
    points = [
        EntryPoint(name.lower(), f"tests.fake_extractors:{name}", "kg.extractors")
        for name in classes
    ]
    real = plugins.entry_points
    monkeypatch.setattr(
        plugins,
        "entry_points",
        lambda group: points if group == "kg.extractors" else real(group=group),
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    texts = {
        "one": "Rebels attack the bridge.",
        "two": "Nothing happened in the town.",
        "boom": "Rebels attack with a boom.",
        "gate": "The gate held, rebels attack again.",
    }
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name, text in texts.items():
        (inputs / f"{name}.txt").write_text(text)
    return inputs


def run(folder: Path, store: Path, config: Config = CONFIG) -> BuildReport:
    return build(load_documents([folder]), StoreDirectory(store), config)


def contents(store: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(store)): path.read_bytes()
        for path in sorted(store.rglob("*"))
        if path.is_file() and "generations" not in path.parts
    }


def ids(store: Path) -> set[str]:
    rows = select(
        StoreDirectory(store).open().raw, "SELECT ?id { ?d a ck:Document ; dcterms:identifier ?id }"
    )
    return {str(row["id"]) for row in rows}


def test_what_fails_is_quarantined_whole_and_the_rest_is_built(extractors, folder, tmp_path):
    report = run(folder, tmp_path / "store")
    assert (report.documents, report.events) == (4, 1)
    assert sorted(name for name, _ in report.quarantined) == ["boom", "gate"]
    assert not report.clean
    assert ids(tmp_path / "store") == {"one", "two"}


def test_a_document_that_breaks_a_shape_keeps_its_validation_report(extractors, folder, tmp_path):
    report = run(folder, tmp_path / "store")
    assert "at most one Wikidata item" in dict(report.quarantined)["gate"]
    reports = list((tmp_path / "store" / "quarantine").glob("*/report.ttl"))
    assert len(reports) == 1
    graph = Graph().parse(reports[0], format="turtle")
    assert bool(
        graph.query(
            "PREFIX sh: <http://www.w3.org/ns/shacl#> ASK { ?r a sh:ValidationReport ; "
            "sh:conforms false }"
        )
    )
    assert (reports[0].parent / "graph.nq").read_bytes()
    assert json.loads((reports[0].parent / "document.json").read_text())["id"] == "gate"


def test_an_extractor_that_raises_quarantines_the_document_with_the_trace(
    extractors, folder, tmp_path
):
    report = run(folder, tmp_path / "store")
    assert "cannot read boom" in dict(report.quarantined)["boom"]
    traces = list((tmp_path / "store" / "quarantine").glob("*/error.txt"))
    assert len(traces) == 1
    assert "Traceback" in traces[0].read_text()


def test_a_second_build_writes_nothing(extractors, folder, tmp_path):
    store = tmp_path / "store"
    first = run(folder, store)
    before = {p: p.stat().st_mtime_ns for p in store.rglob("*") if p.name != ".lock"}
    second = run(folder, store)
    assert (second.documents, second.unchanged, second.removed) == (4, 2, 0)
    assert second.generation == first.generation
    assert {p: p.stat().st_mtime_ns for p in store.rglob("*") if p.name != ".lock"} == before


def test_two_stores_of_the_same_input_are_the_same_bytes(extractors, folder, tmp_path):
    run(folder, tmp_path / "a")
    run(folder, tmp_path / "b")
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def test_the_ontology_is_a_graph_of_the_store(extractors, folder, tmp_path):
    run(folder, tmp_path / "store")
    rows = select(
        StoreDirectory(tmp_path / "store").open().raw,
        "SELECT ?label ?code { ?r ck:eventType ?t . ?t rdfs:label ?label ; "
        "skos:closeMatch/skos:notation ?code }",
    )
    assert [(row["label"], row["code"]) for row in rows] == [("attack", "Attack")]


def test_a_changed_file_takes_the_place_of_what_it_gave_before(extractors, folder, tmp_path):
    store = tmp_path / "store"
    first = run(folder, store)
    (folder / "two.txt").write_text("Militias attack the town.")
    second = run(folder, store)
    assert (second.unchanged, second.removed) == (1, 1)
    assert second.generation != first.generation
    assert ids(store) == {"one", "two"}
    quotes = select(StoreDirectory(store).open().raw, "SELECT ?q { ?m ck:name ?q }")
    assert {row["q"] for row in quotes} == {"Rebels", "Militias"}


def test_a_file_that_was_moved_and_another_in_its_place_are_both_kept(extractors, tmp_path):
    inputs, store = tmp_path / "in", tmp_path / "store"
    for folder in ("today", "archive"):
        (inputs / folder).mkdir(parents=True)
    latest = inputs / "today" / "latest.txt"
    latest.write_text("Rebels attack the bridge.")
    run(inputs, store)
    latest.rename(inputs / "archive" / "latest.txt")
    latest.write_text("Militias attack the town.")
    report = run(inputs, store)
    assert (report.documents, report.removed) == (2, 0)
    assert len(StoreDirectory(store).manifest().accepted) == 2


def test_files_of_one_name_in_two_folders_are_two_documents(extractors, tmp_path, monkeypatch):
    store = tmp_path / "store"
    for folder, text in (("a", "Rebels attack the bridge."), ("b", "Militias attack the town.")):
        (tmp_path / folder / "articles").mkdir(parents=True)
        (tmp_path / folder / "articles" / "one.txt").write_text(text)
        monkeypatch.chdir(tmp_path / folder)
        run(Path("articles"), store)
    assert len(StoreDirectory(store).manifest().accepted) == 2


def test_pruning_leaves_the_given_documents_and_those_that_cannot_be_read(extractors, tmp_path):
    inputs, store = tmp_path / "in", tmp_path / "store"
    inputs.mkdir()
    for name in ("one", "two", "three"):
        (inputs / f"{name}.txt").write_text(f"Rebels attack village {name}.")
    run(inputs, store)
    (inputs / "two.txt").unlink()
    (inputs / "three.txt").write_bytes(b"\xff\xfe\x00")
    assert build(load_documents([inputs]), StoreDirectory(store), CONFIG).removed == 0
    report = build(load_documents([inputs]), StoreDirectory(store), CONFIG, prune=True)
    assert report.removed == 1
    assert ids(store) == {"one", "three"}


def test_a_document_that_failed_by_accident_is_tried_again(extractors, folder, tmp_path):
    store = tmp_path / "store"
    boom = folder / "boom.txt"
    run(folder, store)
    key = next(k for k, e in StoreDirectory(store).manifest().documents.items() if e.id == "boom")
    monkey = pytest.MonkeyPatch()
    monkey.setattr("tests.fake_extractors.RaisingExtractor.extract", keep_quiet)
    assert boom.exists()
    assert [name for name, _ in run(folder, store).quarantined] == ["gate"]
    monkey.undo()
    assert key in StoreDirectory(store).manifest().accepted


def keep_quiet(self, analysis):
    return Extraction(analysis.document)


def test_a_build_that_dies_before_it_publishes_changes_no_graph_that_is_named(
    extractors, folder, tmp_path, monkeypatch
):
    store = tmp_path / "store"
    run(folder, store)
    before = StoreDirectory(store).manifest()
    (folder / "one.meta.json").write_text('{"title": "Another title"}')
    monkeypatch.setattr(StoreDirectory, "publish", die)
    with pytest.raises(RuntimeError):
        run(folder, store)
    monkeypatch.undo()
    directory = StoreDirectory(store)
    for key, entry in before.accepted.items():
        assert b"Another title" not in directory.graph(key, entry.graph_hash)


def die(*_: object) -> None:
    raise RuntimeError("killed")


def test_another_base_in_one_store_is_refused(extractors, folder, tmp_path):
    run(folder, tmp_path / "store")
    other = dataclasses.replace(CONFIG, base="https://example.org/id/")
    with pytest.raises(ConfigError, match=r"begin with https://w3id\.org"):
        run(folder, tmp_path / "store", other)


def test_nothing_to_read_makes_no_store(extractors, tmp_path):
    report = run(tmp_path / "nowhere", tmp_path / "store")
    assert (report.documents, len(report.unreadable)) == (0, 1)
    with pytest.raises(StoreError, match="kg build"):
        StoreDirectory(tmp_path / "store").open()


def test_files_that_change_places_are_both_kept(extractors, folder, tmp_path):
    store = tmp_path / "store"
    run(folder, store)
    one, two = (folder / "one.txt").read_text(), (folder / "two.txt").read_text()
    (folder / "one.txt").write_text(two)
    (folder / "two.txt").write_text(one)
    run(folder, store)
    assert ids(store) == {"one", "two"}
    assert len(StoreDirectory(store).manifest().accepted) == 2


def test_documents_of_earlier_builds_stay(extractors, folder, tmp_path):
    store = tmp_path / "store"
    run(folder / "one.txt", store)
    run(folder / "two.txt", store)
    assert ids(store) == {"one", "two"}


def test_a_mended_document_leaves_the_quarantine(extractors, folder, tmp_path):
    store = tmp_path / "store"
    run(folder, store)
    report = run(folder, store, dataclasses.replace(CONFIG, extractors="keywordextractor"))
    assert report.clean
    assert ids(store) == {"one", "two", "boom", "gate"}
    assert list((store / "quarantine").iterdir()) == []


def test_a_reader_keeps_its_generation_while_another_is_published(extractors, folder, tmp_path):
    store = tmp_path / "store"
    run(folder / "one.txt", store)
    snapshot = StoreDirectory(store).open()
    run(folder, store)
    assert len(select(snapshot.raw, "SELECT ?d { ?d a ck:Document }")) == 1
    assert StoreDirectory(store).generation() != snapshot.generation


def test_the_same_result_in_one_process_and_in_two(extractors, tmp_path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    for n in range(9):
        (inputs / f"d{n}.txt").write_text(
            f"In May 2020 rebels bombed village {n}, killing {n + 2}."
        )
    alone = subprocess_build(inputs, tmp_path / "a", 1)
    both = subprocess_build(inputs, tmp_path / "b", 2)
    assert alone.returncode == both.returncode == 0, alone.stderr + both.stderr
    assert contents(tmp_path / "a") == contents(tmp_path / "b")


def subprocess_build(inputs: Path, store: Path, processes: int) -> "subprocess.CompletedProcess":
    command = [sys.executable, "-m", "kg", "build", str(inputs), "--store", str(store)]
    return subprocess.run(
        [*command, "--processes", str(processes)], capture_output=True, text=True, check=False
    )


def test_a_killed_build_leaves_what_was_there_and_is_taken_up_again(tmp_path):
    inputs, store = tmp_path / "in", tmp_path / "store"
    inputs.mkdir()
    (inputs / "first.txt").write_text("Rebels attacked a bridge on 3 May 2020.")
    assert subprocess_build(inputs, store, 1).returncode == 0
    before = StoreDirectory(store).generation()
    for n in range(400):
        (inputs / f"d{n}.txt").write_text(f"On 3 May 2020 rebels attacked village {n}. " * 20)
    command = [sys.executable, "-m", "kg", "build", str(inputs), "--store", str(store)]
    child = subprocess.Popen([*command, "--processes", "1"], stderr=subprocess.DEVNULL)
    graphs = store / "graphs"
    deadline = time.monotonic() + 60
    while len(list(graphs.glob("*.nq"))) < 5 and time.monotonic() < deadline:
        time.sleep(0.05)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert StoreDirectory(store).generation() == before
    assert ids(store) == {"first"}
    for n in range(400):
        (inputs / f"d{n}.txt").unlink()
    (inputs / "second.txt").write_text("Rebels attacked a school on 4 May 2020.")
    assert subprocess_build(inputs, store, 1).returncode == 0
    assert ids(store) >= {"first", "second"}


def test_a_killed_build_leaves_no_worker_behind(tmp_path):
    inputs = tmp_path / "in"
    inputs.mkdir()
    for n in range(60):
        (inputs / f"d{n}.txt").write_text(f"On 3 May 2020 rebels attacked village {n}. " * 200)
    command = [sys.executable, "-m", "kg", "build", str(inputs), "--store", str(tmp_path / "s")]
    child = subprocess.Popen([*command, "--processes", "2"], stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("s/graphs/*.nq")) and time.monotonic() < deadline:
        time.sleep(0.1)
    tree = Path(f"/proc/{child.pid}/task/{child.pid}/children").read_text().split()
    child.send_signal(signal.SIGKILL)
    child.wait()
    deadline = time.monotonic() + 20
    while any(_alive(pid) for pid in tree) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert tree
    assert not [pid for pid in tree if _alive(pid)]


def _alive(pid: str) -> bool:
    try:
        return " Z " not in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return False


def test_a_full_disk_leaves_the_graph_that_was_there(extractors, folder, tmp_path, monkeypatch):
    store = tmp_path / "store"
    run(folder / "one.txt", store)
    before = contents(store)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StoreError, match="No space left"):
        run(folder, store)
    monkeypatch.undo()
    assert contents(store) == before
    assert ids(store) == {"one"}


def test_a_world_that_breaks_a_shape_is_not_published(extractors, folder, tmp_path, monkeypatch):
    store = tmp_path / "store"
    first = run(folder / "one.txt", store)
    monkeypatch.setattr("kg.pipeline.derive_world", unlabelled_world)
    with pytest.raises(ShapeError, match="one label"):
        run(folder / "two.txt", store)
    monkeypatch.undo()
    assert StoreDirectory(store).generation() == first.generation


def unlabelled_world(*arguments):
    return {q for q in derive_world(*arguments) if not q.predicate.value.endswith("#label")}


def test_two_builds_at_once_are_refused(extractors, folder, tmp_path):
    store = StoreDirectory(tmp_path / "store")
    with store.locked(), pytest.raises(StoreError, match="another build"):
        run(folder, tmp_path / "store")


def test_a_store_that_is_no_folder_is_an_error(extractors, folder, tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be used as a store"):
        run(folder, tmp_path / "file")


def test_a_damaged_manifest_is_an_error_that_names_it(tmp_path):
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(StoreError, match=r"manifest\.json"):
        StoreDirectory(tmp_path).generation()


def test_a_store_without_a_graph_says_how_to_make_one(tmp_path):
    with pytest.raises(StoreError, match="kg build"):
        StoreDirectory(tmp_path).open()


def test_joined_extractions_are_numbered_by_position_and_keep_their_links():
    document = sample.document()
    claims = Extraction(document, sample.events(), sample.claims())
    bare = [dataclasses.replace(e, extractor="") for e in sample.events()]
    other = Extraction(document, (dataclasses.replace(bare[2], part_of=None),))
    joined = join(document, [("a@1", claims), ("b@2", other)])
    assert [e.id for e in joined.events] == ["e1", "e2", "e3", "e4"]
    assert [(c.id, c.event, c.including) for c in joined.claims] == [
        ("c1", "e1", None),
        ("c2", "e1", "c1"),
    ]
    assert joined.events[3].extractor == "b@2"


def test_an_extractor_that_gives_back_another_document_is_told():
    other = Document(id="x", text="x")
    with pytest.raises(KgError, match="another document"):
        join(sample.document(), [("a@1", Extraction(other))])
