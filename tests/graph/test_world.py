"""The world graph is a function of the document graphs."""

from dataclasses import replace
from datetime import date

from pyoxigraph import Quad, Store

from kg.graph.canon import to_nquads
from kg.graph.document import build_document_graph
from kg.graph.world import derive_world
from kg.records import Extraction, Kind, Modality
from kg.store.query import select
from tests import sample

RUNS = {sample.RUN: {"https://w3id.org/conflict-kg/ontology#softwareVersion": "test"}}


def graphs() -> list[frozenset[Quad]]:
    """The sample, and a second document that plans the same strike and names another place."""
    strike, _, talks = sample.events()
    other = sample.document(id="other", text=sample.TEXT + "\n")
    planned = replace(
        strike,
        modality=Modality.PLANNED,
        latest=date(2021, 5, 4),
        instrument=sample.mention("Jets", Kind.WEAPON, "warplanes"),
    )
    second = build_document_graph(Extraction(other, (planned, talks)), sample.RUN, sample.MINTER)
    return [sample.graph().quads, second.quads]


def filled(documents: list[frozenset[Quad]]) -> Store:
    store = Store()
    for quads in documents:
        store.extend(quads)
    store.extend(derive_world(documents, sample.MINTER.world, RUNS))
    return store


def test_no_triple_stands_in_two_graphs():
    store = filled(graphs())
    triples = [quad.triple for quad in store]
    assert len(triples) == len(set(triples))


def test_the_order_of_documents_does_not_matter():
    forwards = derive_world(graphs(), sample.MINTER.world, RUNS)
    backwards = derive_world(reversed(graphs()), sample.MINTER.world, RUNS)
    assert to_nquads(forwards) == to_nquads(backwards)


def test_an_event_has_its_leaf_its_family_and_the_strongest_status():
    rows = select(
        filled(graphs()),
        """SELECT ?event ?n ?label ?latest { ?event a ck:AirStrike , ck:Violence , ck:Event ;
             ck:status ck:Asserted ; ck:reportCount ?n ; rdfs:label ?label ; ck:latest ?latest }""",
    )
    assert [(row["n"], row["latest"]) for row in rows] == [(2, date(2021, 5, 3))]
    assert str(rows[0]["label"]).startswith("Air strike by Northern Army")


def test_weaker_reports_add_nothing_to_what_the_strongest_tell():
    rows = select(
        filled(graphs()),
        "SELECT ?name { ?e a ck:AirStrike ; ck:instrument ?m . ?m rdfs:label ?name }",
    )
    assert [row["name"] for row in rows] == ["Jets"]


def test_actors_places_and_means_have_class_label_and_link():
    store = filled(graphs())
    row = select(store, "SELECT ?p ?w { ?p a ck:Place ; rdfs:label 'Oster' ; ck:wikidata ?w }")
    assert [r["w"] for r in row] == ["http://www.wikidata.org/entity/Q42"]
    army = "?a a ck:StateForces , ck:Organization , ck:Actor ; rdfs:label 'Northern Army'"
    assert len(select(store, f"SELECT ?a {{ {army} }}")) == 2  # unlinked: one a document
    assert select(store, "SELECT ?a { ?a a ck:Weapon ; rdfs:label 'Jets' }")
    publisher = "?d ck:publisher ?p . ?p a ck:Organization ; rdfs:label 'The Example'"
    assert len({r["p"] for r in select(store, f"SELECT ?p {{ {publisher} }}")}) == 1


def test_every_reference_of_a_document_to_the_world_has_a_label_there():
    store = filled(graphs())
    rows = select(
        store,
        """SELECT ?x { ?s ck:agent|ck:target|ck:place|ck:instrument|ck:attributedTo|ck:group ?x
             FILTER NOT EXISTS { ?x rdfs:label ?label } }""",
    )
    assert rows == []
