import io
import json
import os
import signal
import threading

import pytest

from kg.errors import QueryError, QueryLimitError, QueryRefusedError
from kg.store import StoreDirectory
from kg.store.copy import in_memory
from kg.store.manifest import Manifest
from kg.store.query import CSV, JSON, TURTLE, Dataset, Limits
from kg.store.runner import LocalRunner, ProcessRunner, Slots

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
PRODUCT = "{ ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
BASE = "http://example.org/"


def publish(path, generation, size):
    directory = StoreDirectory(path)
    lines = [f"<{BASE}s{n}> <{BASE}p> <{BASE}o> <{BASE}g> .\n" for n in range(size)]
    with directory.locked():
        directory.publish(Manifest(generation, "", {}, {}), ["".join(lines).encode()])


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("run") / "store"
    publish(path, "g1", 200)
    return path


@pytest.fixture(scope="module")
def runner(path):
    runner = ProcessRunner(path, Slots(1, 0.05), Limits(seconds=20))
    yield runner
    runner.close()


def limited(path, **limits):
    return ProcessRunner(path, Slots(1, 0.05), Limits(**limits))


def asked(runner, text, form=JSON, dataset=None):
    out = io.BytesIO()
    with runner.answer(text, dataset or Dataset(), BASE) as answer:
        answer.write(out, form)
    return out.getvalue()


def counted(runner):
    return int(json.loads(asked(runner, COUNT))["results"]["bindings"][0]["n"]["value"])


@pytest.mark.parametrize(
    ("text", "form"),
    [
        (COUNT, JSON),
        ("SELECT * { ?s ?p ?o } ORDER BY ?s", CSV),
        ("CONSTRUCT { ?s a <x> } WHERE { ?s ?p ?o }", TURTLE),
        ("ASK {}", JSON),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", CSV),
    ],
)
def test_a_query_process_gives_the_same_answer_as_this_process(path, runner, text, form):
    local = LocalRunner(StoreDirectory(path).open, Slots(), Limits())
    ours, theirs = asked(runner, text, form), asked(local, text, form)
    assert sorted(ours.splitlines()) == sorted(theirs.splitlines())


def test_the_dataset_and_the_generation_go_through(runner):
    assert counted(runner) == 200
    with runner.answer(COUNT, Dataset(default=(BASE + "none",)), BASE) as answer:
        out = io.BytesIO()
        answer.write(out, CSV)
        assert answer.generation == "g1"
    assert out.getvalue() == b"n\r\n0\r\n"


def test_errors_keep_their_kind_and_place(runner):
    with pytest.raises(QueryError) as caught:
        asked(runner, "SELECT *\n{ ?s foo:bar ?o }")
    assert (caught.value.line, caught.value.column) == (2, 6)
    with pytest.raises(QueryRefusedError):
        asked(runner, "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }")
    assert counted(runner) == 200


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT (COUNT(*) AS ?n) {PRODUCT}",
        f"SELECT * {PRODUCT}",
        "SELECT (COUNT(*) AS ?n) { ?a (!<x:x>)* ?b . ?c (!<x:x>)* ?d . ?e (!<x:x>)* ?f }",
    ],
)
def test_a_query_over_its_time_is_killed_and_the_next_one_answered(path, text):
    runner = limited(path, seconds=0.5)
    with pytest.raises(QueryLimitError, match="longer"):
        asked(runner, text)
    assert counted(runner) == 200
    runner.close()


@pytest.mark.parametrize("sig", [signal.SIGSEGV, signal.SIGABRT])
def test_the_death_of_a_query_process_is_told_by_its_cause(path, sig):
    runner = limited(path)
    words = {signal.SIGSEGV: "too deep", signal.SIGABRT: "memory"}
    with (
        pytest.raises(QueryLimitError, match=words[sig]),
        runner.answer(COUNT, Dataset(), BASE) as answer,
    ):
        os.kill(answer._process.pid, sig)
        answer._process.wait()
        answer.write(io.BytesIO(), JSON)
    assert counted(runner) == 200
    runner.close()


def test_the_usual_prefixes_hold_without_being_declared(path, runner):
    local = LocalRunner(StoreDirectory(path).open, Slots(), Limits())
    for each in (runner, local):
        asked(each, "ASK { ?s a ck:Event }")
        asked(each, "PREFIX ck: <http://other.example/> ASK { ?s a ck:Event }")


def test_a_query_over_its_memory_is_killed_and_the_next_one_answered(path, capfd):
    runner = limited(path, memory=200 * 1024 * 1024)
    with pytest.raises(QueryLimitError, match="memory"):
        asked(runner, f"SELECT * {PRODUCT} ORDER BY ?c ?f ?i")
    assert counted(runner) == 200
    runner.close()


def test_an_answer_over_its_size_ends_as_an_error(path):
    runner = limited(path, bytes=1000)
    with pytest.raises(QueryLimitError, match="larger"):
        asked(runner, "SELECT * { ?s ?p ?o }")
    assert counted(runner) == 200
    runner.close()


def test_an_answer_that_nobody_wants_does_not_stand_in_the_way(runner):
    with runner.answer(COUNT, Dataset(), BASE):
        pass
    assert counted(runner) == 200


class _Full(io.RawIOBase):
    def write(self, data):
        raise OSError("no space left")


def test_an_answer_that_breaks_off_does_not_stand_in_the_way(runner):
    with (
        pytest.raises(OSError, match="space"),
        runner.answer(f"SELECT * {PRODUCT}", Dataset(), BASE) as answer,
    ):
        answer.write(_Full(), CSV)
    assert counted(runner) == 200


def test_more_queries_than_slots_are_turned_away(runner):
    with (
        runner.answer(COUNT, Dataset(), BASE),
        pytest.raises(QueryLimitError, match="in use"),
        runner.answer(COUNT, Dataset(), BASE),
    ):
        pass
    assert counted(runner) == 200


def test_long_queries_leave_room_for_short_ones(path):
    slots = Slots(count=3, wait=0.05, long=1, long_after=0.5)
    runner = ProcessRunner(path, slots, Limits(seconds=1.5))
    said = []

    def run_away():
        try:
            asked(runner, f"SELECT (COUNT(*) AS ?n) {PRODUCT}")
        except QueryLimitError as error:
            said.append(str(error))

    threads = [threading.Thread(target=run_away) for _ in range(2)]
    for thread in threads:
        thread.start()
    assert counted(runner) == 200
    for thread in threads:
        thread.join()
    assert "too many long queries" in said[0]
    assert "longer than 1.5 seconds" in said[1]
    assert counted(runner) == 200
    runner.close()


def test_a_small_graph_is_copied_to_memory_and_a_large_one_is_not(path):
    snapshot = StoreDirectory(path).open()
    copied = in_memory(snapshot, limit=200)
    assert copied.raw is not snapshot.raw
    assert set(copied.raw) == set(snapshot.raw)
    assert copied.generation == "g1"
    assert in_memory(snapshot, limit=199) is snapshot


def test_a_new_generation_is_read(tmp_path):
    publish(tmp_path / "store", "g1", 3)
    runner = limited(tmp_path / "store")
    assert counted(runner) == 3
    publish(tmp_path / "store", "g2", 5)
    assert counted(runner) == 5
    runner.close()
