"""Validation of what exists already."""

from pathlib import Path

import pytest

from kg.config import Config
from kg.errors import InputError
from kg.graph.canon import to_nquads
from kg.graph.world import derive_world
from kg.graph.write import write
from kg.recheck import check_files
from kg.vocab import CK
from tests import sample

RUN = {CK + n: "x" for n in ("softwareVersion", "ontologyVersion", "modelVersion", "extractors")}
CONFIG = Config()


def files(tmp_path: Path, form: str, suffix: str, damage: bool = False) -> list[Path]:
    quads = set(sample.graph().quads)
    quads |= derive_world([sample.graph().quads], sample.MINTER.world, {sample.RUN: RUN})
    if damage:
        quads = {q for q in quads if q.predicate.value != CK + "modality"}
    path = tmp_path / f"graph.{suffix}"
    path.write_bytes(write(quads, form))
    return [path]


@pytest.mark.parametrize(
    ("form", "suffix"), [("trig", "trig"), ("nquads", "nq"), ("turtle", "ttl")]
)
def test_what_was_exported_passes_in_every_format(tmp_path, form, suffix):
    checked = check_files(files(tmp_path, form, suffix), CONFIG)
    assert len(checked) == 2
    assert all(graph.results == () for graph in checked)


def test_a_damaged_graph_is_named_with_what_is_wrong(tmp_path):
    checked = check_files(files(tmp_path, "trig", "trig", damage=True), CONFIG)
    broken = [graph for graph in checked if graph.violations]
    assert [graph.name for graph in broken] == [sample.graph().graph]
    assert len(broken[0].violations) == 3


def test_a_world_of_another_base_is_judged_as_a_world(tmp_path):
    world = derive_world([sample.graph().quads], "https://example.org/x/graph/world", {})
    unlabelled = [q for q in world if not q.predicate.value.endswith("#label")]
    path = tmp_path / "world.nq"
    path.write_bytes(to_nquads(unlabelled))
    shapes = {r.shape.rpartition("#")[2] for g in check_files([path], CONFIG) for r in g.violations}
    assert {"Event-label", "Actor-label"} <= shapes


@pytest.mark.parametrize("text", ["", "<http://a.b/c> <http://a.b/d> 'e' ."])
def test_a_file_with_nothing_to_judge_is_no_pass(tmp_path, text):
    path = tmp_path / "a.ttl"
    path.write_text(text)
    with pytest.raises(InputError, match="nothing in it"):
        check_files([path], CONFIG)


def test_a_triple_in_two_graphs_is_a_violation(tmp_path):
    quads = to_nquads(sample.graph().quads)
    one, other = tmp_path / "one.nq", tmp_path / "other.nq"
    one.write_bytes(quads)
    line = quads.decode().splitlines()[0]
    other.write_text(line.replace(sample.graph().graph, sample.MINTER.world) + "\n")
    components = {r.component for g in check_files([one, other], CONFIG) for r in g.violations}
    assert "EachTripleInOneGraph" in components


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.ttl", "<a> <b>", "a.ttl"),
        ("a.xyz", "x", "no RDF format"),
        ("missing.ttl", None, "missing.ttl"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(tmp_path, name, content, message):
    path = tmp_path / name
    if content is not None:
        path.write_text(content)
    with pytest.raises(InputError, match=message):
        check_files([path], CONFIG)
