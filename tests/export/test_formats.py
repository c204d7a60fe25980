"""Every export says what the store holds."""

import csv
import io
import json

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Dataset, Graph
from rdflib.compare import isomorphic

from kg.errors import ConfigError
from kg.export import export
from kg.export.formats import formats
from kg.graph.jsonld import context
from kg.graph.world import derive_world
from kg.store import MemoryStore, Snapshot
from tests import sample


@pytest.fixture(scope="module")
def snapshot() -> Snapshot:
    quads = sample.graph().quads
    world = derive_world([quads], sample.MINTER.world, {})
    return MemoryStore([*quads, *world]).open()


def exported(snapshot: Snapshot, form: str) -> bytes:
    out = io.BytesIO()
    export(snapshot, form, out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "engine"),
    [("trig", RdfFormat.TRIG), ("nquads", RdfFormat.N_QUADS), ("jsonld", RdfFormat.JSON_LD)],
)
def test_formats_with_graphs_read_back_as_the_store(snapshot, form, engine):
    assert set(parse(exported(snapshot, form), format=engine)) == set(snapshot.raw)


def test_turtle_holds_every_triple_of_every_graph(snapshot):
    triples = set(parse(exported(snapshot, "turtle"), format=RdfFormat.TURTLE))
    assert {q.triple for q in triples} == {q.triple for q in snapshot.raw}


def test_rdflib_reads_our_json_ld_and_turtle_as_the_same_graph(snapshot):
    dataset = Dataset()
    dataset.parse(data=exported(snapshot, "jsonld"), format="json-ld")
    merged = Graph()
    for subject, predicate, value, _ in dataset.quads():
        merged.add((subject, predicate, value))
    turtle = Graph().parse(data=exported(snapshot, "turtle"), format="turtle")
    assert isomorphic(merged, turtle)


def test_json_ld_is_compact_with_our_context(snapshot):
    data = json.loads(exported(snapshot, "jsonld"))
    assert data["@context"] == context()
    nodes = [node for graph in data["@graph"] for node in graph["@graph"]]
    claim = next(n for n in nodes if "ck:CasualtyClaim" in n["type"] and n.get("max"))
    assert (claim["min"], claim["max"], claim["outcome"]) == (3, 3, "ck:Killed")
    assert claim["approximate"] is False
    event = next(n for n in nodes if "ck:AirStrike" in n["type"] and "earliest" in n)
    assert event["earliest"] == "2021-05-03"
    assert event["id"].startswith("kg:event/")


@pytest.mark.parametrize("form", ["turtle", "trig", "nquads", "jsonld", "csv"])
def test_the_same_graph_gives_the_same_bytes(snapshot, form):
    shuffled = MemoryStore(sorted(snapshot.raw, key=lambda quad: str(quad)[::-1])).open()
    assert exported(snapshot, form) == exported(shuffled, form)


def test_csv_has_a_row_a_report_with_names_claims_and_quotes(snapshot):
    text = exported(snapshot, "csv").decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == 3
    strike = next(r for r in rows if r["modality"] == "Asserted")
    assert strike["type"] == "AirStrike"
    assert strike["target"] == "market; people"
    assert strike["source"] == "Tarsel Observatory"
    assert strike["claims"].split("; ") == [
        "killed 12.. people (Tarsel Observatory)",
        "killed 3 children (Tarsel Observatory)",
    ]
    assert strike["quotes"].startswith("Jets of the Northern Army")
    assert strike["published"] == "2021-05-04"


def test_an_unknown_format_lists_the_known_ones(snapshot):
    assert formats() == ["csv", "jsonld", "nquads", "trig", "turtle"]
    with pytest.raises(ConfigError, match="csv, jsonld, nquads, trig, turtle"):
        exported(snapshot, "doc")
