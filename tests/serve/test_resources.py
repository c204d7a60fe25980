import json

import pyoxigraph as ox
import pytest

from kg.vocab import CK
from tests.serve import sample

EVENT = "/id/event/"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def event_key():
    graph = sample.graph()
    typed = [q.subject.value for q in graph if q.object == ox.NamedNode(CK + "Shelling")]
    return next(iri for iri in typed if "/event/" in iri).rsplit("/", 1)[-1]


@pytest.mark.parametrize(
    ("accept", "location"),
    [
        ("text/html", "/page/event/{}"),
        (BROWSER["Accept"], "/page/event/{}"),
        ("text/turtle", "/data/event/{}.ttl"),
        ("application/ld+json", "/data/event/{}.jsonld"),
        ("application/json", "/data/event/{}.jsonld"),
        ("application/rdf+xml, text/html;q=0.5", "/data/event/{}.rdf"),
        ("*/*", "/data/event/{}.ttl"),
    ],
)
def test_an_identifier_leads_to_what_the_client_takes(client, accept, location):
    key = event_key()
    response = client.get(EVENT + key, headers={"Accept": accept})
    assert response.status_code == 303
    assert response.headers["Location"] == location.format(key)
    assert response.headers["Vary"] == "Accept"


def test_an_identifier_in_no_offered_form_is_406(client):
    assert client.get(EVENT + event_key(), headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize(
    "path", ["/id/planet/1", "/id/event/a.b", "/id/event/none", "/data/event/none.ttl"]
)
def test_what_is_not_there_is_a_problem(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert response.mimetype == "application/problem+json"


def parsed(client, key, ending, form):
    response = client.get(f"/data/event/{key}.{ending}")
    assert response.status_code == 200
    return set(ox.parse(response.data, format=form))


def test_all_forms_say_the_same(client):
    key = event_key()
    quads = parsed(client, key, "nq", ox.RdfFormat.N_QUADS)
    assert parsed(client, key, "trig", ox.RdfFormat.TRIG) == quads
    assert parsed(client, key, "jsonld", ox.RdfFormat.JSON_LD) == quads
    triples = {q.triple for q in quads}
    assert {q.triple for q in parsed(client, key, "ttl", ox.RdfFormat.TURTLE)} == triples
    assert {q.triple for q in parsed(client, key, "nt", ox.RdfFormat.N_TRIPLES)} == triples
    assert {q.triple for q in parsed(client, key, "rdf", ox.RdfFormat.RDF_XML)} == triples


def test_data_has_the_resource_as_subject_and_as_object(client):
    iri = ox.NamedNode(f"{sample.MINTER.base}event/{event_key()}")
    quads = parsed(client, event_key(), "nq", ox.RdfFormat.N_QUADS)
    assert any(q.subject == iri and q.graph_name.value == sample.MINTER.world for q in quads)
    assert any(q.object == iri and q.predicate.value == CK + "reports" for q in quads)


def test_turtle_and_json_ld_read_well(client):
    turtle = client.get(f"/data/event/{event_key()}.ttl").text
    assert "@prefix ck: <https://w3id.org/conflict-kg/ontology#>" in turtle
    assert "ck:Shelling" in turtle
    document = json.loads(client.get(f"/data/event/{event_key()}.jsonld").data)
    nodes = [node for graph in document["@graph"] for node in graph["@graph"]]
    event = next(node for node in nodes if node["id"].endswith(event_key()))
    assert "ck:Shelling" in event["type"]
    assert (event["earliest"], event["reportCount"]) == ("2031-03-04", 1)


def test_a_documents_graph_is_whole(client):
    key = sample.MINTER.graph(sample.FIRST.text_hash).rsplit("/", 1)[-1]
    response = client.get(f"/data/graph/{key}.nq")
    own = {q for q in sample.graph() if q.graph_name.value.endswith(key)}
    assert own <= set(ox.parse(response.data, format=ox.RdfFormat.N_QUADS))


@pytest.mark.parametrize(
    ("ending", "form"), [("nq", ox.RdfFormat.N_QUADS), ("trig", ox.RdfFormat.TRIG)]
)
def test_everything_can_be_fetched(client, ending, form):
    response = client.get(f"/data/all.{ending}")
    assert set(ox.parse(response.data, format=form)) == set(sample.graph())


def test_data_is_not_sent_twice(client):
    path = f"/data/event/{event_key()}.ttl"
    tag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_the_ontology_is_a_page_and_a_file(client):
    page = client.get("/ontology", headers=BROWSER, follow_redirects=True)
    assert "air strike" in page.text
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert turtle.mimetype == "text/turtle"
    first = {q.triple for q in ox.parse(turtle.data, format=ox.RdfFormat.TURTLE)}
    named = client.get("/ontology.nt")
    assert len(first) == len(list(ox.parse(named.data, format=ox.RdfFormat.N_TRIPLES)))
