"""The graph of one document."""

from dataclasses import replace
from datetime import date

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from kg.graph.canon import from_nquads, to_nquads
from kg.graph.document import build_document_graph
from kg.graph.keys import event_keys
from kg.graph.labels import event_label
from kg.records import Extraction, Kind, Modality
from kg.store.query import select
from tests import sample


@pytest.fixture(scope="module")
def store() -> Store:
    filled = Store()
    filled.extend(sample.graph().quads)
    return filled


def test_every_quad_is_in_the_graph_of_the_document_and_has_no_blank_node():
    built = sample.graph()
    for quad in built.quads:
        assert quad.graph_name == NamedNode(built.graph)
        assert isinstance(quad.subject, NamedNode)
        assert isinstance(quad.object, NamedNode | Literal)


def test_the_same_extraction_gives_the_same_bytes_and_reads_back_the_same():
    data = to_nquads(sample.graph().quads)
    assert data == to_nquads(sample.graph().quads)
    assert set(from_nquads(data)) == set(sample.graph().quads)


def test_the_store_gives_back_every_literal_as_it_was_written(store: Store):
    assert set(store) == set(sample.graph().quads)


def test_a_report_tells_type_sides_place_day_modality_and_source(store: Store):
    rows = select(
        store,
        """SELECT * { ?r a ck:Report ; ck:eventType ck:AirStrike ; ck:modality ck:Asserted ;
             ck:earliest ?earliest ; ck:latest ?latest ; ck:dateText ?text ; ck:count ?count ;
             ck:agent ?agent ; ck:place ?place ; ck:instrument ?means ; ck:attributedTo ?source ;
             ck:extractor ?extractor ; ck:confidence ?confidence }""",
    )
    assert len(rows) == 1
    row = rows[0]
    assert (row["earliest"], row["latest"]) == (date(2021, 5, 3), date(2021, 5, 3))
    assert (row["text"], row["count"], row["extractor"]) == ("Monday", 2, "test@1")
    assert row["confidence"] == 0.75


def test_every_argument_leads_to_its_characters(store: Store):
    rows = select(
        store,
        """SELECT ?role ?name ?quote ?begin ?end { ?r a ck:Report ; ck:hasMention ?m .
             ?m ck:role ?role ; ck:quote ?quote ; ck:begin ?begin ; ck:end ?end .
             OPTIONAL { ?m ck:name ?name } }""",
    )
    for row in rows:
        begin, end = row["begin"], row["end"]
        assert isinstance(begin, int)
        assert isinstance(end, int)
        assert sample.TEXT[begin:end] == row["quote"]
    found = {(str(row["role"]).rpartition("#")[2], row["quote"]) for row in rows}
    assert {
        ("TriggerRole", "bombed"),
        ("AgentRole", "Northern Army"),
        ("TargetRole", "market"),
        ("PlaceRole", "Tarsel"),
        ("InstrumentRole", "Jets"),
        ("SourceRole", "Tarsel Observatory"),
        ("DateRole", "Monday"),
    } <= found


def test_claims_carry_bounds_source_share_and_quote(store: Store):
    rows = select(
        store,
        """SELECT ?min ?max ?text ?quote ?whole { ?r ck:hasClaim ?c . ?c ck:outcome ck:Killed ;
             ck:min ?min ; ck:countText ?text ; ck:attributedTo ?source ;
             ck:evidence/ck:quote ?quote .
             OPTIONAL { ?c ck:max ?max } OPTIONAL { ?c ck:includedIn/ck:min ?whole } }
           ORDER BY DESC(?min)""",
    )
    assert [(r["min"], r.get("max"), r["text"], r.get("whole")) for r in rows] == [
        (12, None, "at least 12", None),
        (3, 3, "3", 12),
    ]
    assert all(str(r["quote"]).startswith("Jets of") for r in rows)


def test_a_denial_is_another_event_than_what_is_asserted():
    keys = event_keys(sample.extraction())
    assert keys["e1"] != keys["e2"]


def test_two_documents_that_report_the_same_share_the_event_and_not_the_report():
    def events(**changes: object) -> set[str]:
        built = build_document_graph(sample.extraction(**changes), sample.RUN, sample.MINTER)
        return {q.object.value for q in built.quads if q.predicate.value.endswith("#reports")}

    longer = {"text": sample.TEXT + "\n\nMore to follow.", "id": "other"}
    shared = events() & events(**longer)
    assert len(shared) == 2  # the strike and the talks; the denial has no day: it is vague


def test_events_of_one_document_that_look_alike_stay_apart():
    strike, denial, talks = sample.events()
    second = replace(strike, id="e4", trigger=sample.span("raid"), evidence=(sample.DENIAL,))
    extraction = Extraction(sample.document(), (strike, denial, talks, second), sample.claims())
    keys = event_keys(extraction)
    assert len(set(keys.values())) == 4


def test_linking_a_name_does_not_rename_the_event():
    strike, denial, talks = sample.events()
    linked = replace(
        strike, agents=(sample.mention("Northern Army", Kind.STATE_FORCES, link="Q1"),)
    )
    before = event_keys(Extraction(sample.document(), (strike, denial, talks)))
    after = event_keys(Extraction(sample.document(), (linked, denial, talks)))
    assert before == after


def test_a_linked_place_is_one_place_in_all_documents_and_an_unlinked_one_is_not():
    def places(**changes: object) -> set[str]:
        return {
            q.object.value
            for q in sample.graph(**changes).quads
            if q.predicate.value.endswith("#place")
        }

    assert len(places() & places(text=sample.TEXT + " ", id="other")) == 1


def test_labels_read_as_one_line():
    strike, denial, talks = sample.events()
    assert event_label(strike) == (
        "Air strike by Northern Army on market and people in Tarsel, 2021-05-03"
    )
    assert event_label(replace(talks, latest=date(2021, 5, 10))).endswith(
        "in Oster, 2021-05-09 to 2021-05-10"
    )
    assert event_label(denial) == "Air strike by Northern Army"


def test_modality_is_a_concept_of_the_report():
    built = sample.graph()
    values = [q.object.value for q in built.quads if q.predicate.value.endswith("#modality")]
    assert sorted(v.rpartition("#")[2] for v in values) == ["Asserted", "Denied", "Planned"]
    assert Modality.DENIED in {e.modality for e in sample.events()}


def test_a_quad_of_strange_text_survives_the_round_trip():
    text = 'Line "one"\\two\ttab \N{GRINNING FACE} \u0001'
    quad = Quad(NamedNode("urn:a"), NamedNode("urn:b"), Literal(text), NamedNode("urn:g"))
    assert from_nquads(to_nquads([quad])) == [quad]
