"""The graph of the seed documents: what a person who reads the article expects to find in it."""

from collections import Counter
from pathlib import Path

import pytest

from kg.config import Config
from kg.graph.write import write
from kg.recheck import check_store
from kg.store.query import select
from tests.conftest import ARTICLE, ROOT

EXPECTED = ROOT / "seeds" / f"{ARTICLE}.trig"
IN_ARTICLE = f'?doc dcterms:identifier "{ARTICLE}" . ?r ck:inDocument ?doc'

pytestmark = pytest.mark.skipif(
    not (ROOT / "seeds" / f"{ARTICLE}.txt").exists(),
    reason="the seed article is in the repository only, not in source archives",
)


@pytest.fixture(scope="module")
def raw(seed_store):
    return seed_store.open().raw


def test_every_seed_document_passes_the_gate(seed_build):
    _, report = seed_build
    assert report.clean, (report.quarantined, report.unreadable)
    assert report.documents == 41


def test_the_store_passes_when_it_is_checked_again(seed_store):
    assert [v for graph in check_store(seed_store, Config()) for v in graph.violations] == []


def test_the_graph_of_the_article_is_the_one_that_was_reviewed(seed_store, raw, request):
    graph = select(raw, f'SELECT ?g {{ GRAPH ?g {{ ?d dcterms:identifier "{ARTICLE}" }} }}')[0]["g"]
    quads = [
        quad
        for quad in raw
        if quad.graph_name.value == graph and not quad.predicate.value.endswith("#run")
    ]  # the run changes with every rule, what it found does not
    data = write(quads, "trig")
    if request.config.getoption("--update-seeds"):
        EXPECTED.write_bytes(data)
    assert data == EXPECTED.read_bytes(), (
        "the graph of the seed article has changed; look at what changed in "
        f"{EXPECTED.name} after: pytest --update-seeds"
    )


def test_every_span_of_every_document_quotes_its_text(seed_store, raw):
    rows = select(
        raw,
        "SELECT ?doc ?begin ?end ?quote { ?s ck:ofDocument ?doc ; ck:begin ?begin ; "
        "ck:end ?end ; ck:quote ?quote }",
    )
    assert len(rows) > 1000
    for row in rows:
        document = seed_store.document(str(row["doc"]).rpartition("/")[2])
        assert document.text[row["begin"] : row["end"]] == row["quote"]


def test_the_car_bomb_at_the_checkpoint(raw):
    rows = select(
        raw,
        f"SELECT DISTINCT ?day ?place ?min ?max ?victims ?source {{ {IN_ARTICLE} ; "
        "a ck:Report ; ck:eventType ck:Bombing ; ck:modality ck:Asserted ; ck:earliest ?day ; "
        "ck:hasClaim ?c . ?c ck:min ?min ; ck:group/rdfs:label ?victims . "
        "OPTIONAL { ?c ck:max ?max } OPTIONAL { ?c ck:attributedTo/rdfs:label ?source } }",
    )
    tolls = {(row["min"], row.get("max")) for row in rows if str(row["day"]) == "2016-10-13"}
    assert {(17, None), (14, 14)} <= tolls
    assert "Syrian Observatory for Human Rights" in {row.get("source") for row in rows}


def test_the_bombardment_and_the_children_among_its_dead(raw):
    rows = select(
        raw,
        f"SELECT ?min ?source ?whole {{ {IN_ARTICLE} . ?r a ck:CasualtyClaim ; "
        "ck:outcome ck:Killed ; ck:min ?min ; ck:attributedTo/rdfs:label ?source ; "
        "ck:includedIn/ck:min ?whole }",
    )
    assert (68, 371) in {(row["min"], row["whole"]) for row in rows}


def test_events_attributed_to_the_observatory(raw):
    rows = select(
        raw,
        f"SELECT ?type ?sentence {{ {IN_ARTICLE} ; ck:eventType ?type ; "
        "ck:attributedTo/rdfs:label 'Syrian Observatory for Human Rights' ; "
        "ck:evidence/ck:quote ?sentence }",
    )
    types = {str(row["type"]).rpartition("#")[2] for row in rows}
    assert {"Bombing", "AirStrike", "TerritorialGain"} <= types
    assert any("captured high ground" in row["sentence"] for row in rows)


def test_planned_talks_stand_apart_from_what_is_told_as_done(raw):
    rows = select(
        raw,
        f"SELECT ?day ?m {{ {IN_ARTICLE} ; ck:eventType ck:Negotiation ; ck:modality ?m ; "
        "ck:earliest ?day }",
    )
    planned = {str(r["day"]) for r in rows if str(r["m"]).endswith("#Planned")}
    assert "2016-10-15" in planned


def test_page_remains_are_no_evidence(raw):
    quotes = select(raw, f"SELECT ?q {{ {IN_ARTICLE} ; ck:evidence/ck:quote ?q }}")
    assert not [q for q in quotes if "comment" in q["q"] or "Sort by" in q["q"]]


def test_the_archive_holds_many_types_and_sources(raw):
    types = Counter(r["t"] for r in select(raw, "SELECT ?t { ?r a ck:Report ; ck:eventType ?t }"))
    sources = select(raw, "SELECT DISTINCT ?n { ?s ck:attributedTo/rdfs:label ?n }")
    assert len(types) >= 20
    assert len(sources) >= 50
    assert Path(EXPECTED).exists()
