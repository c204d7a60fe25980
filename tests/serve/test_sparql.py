import csv
import io
import json
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.serve import ServeConfig, create_app
from kg.store import MemoryStore
from kg.store.query import Limits
from kg.store.runner import Slots
from tests.serve import sample

COUNT = (
    "PREFIX ck: <https://w3id.org/conflict-kg/ontology#> SELECT (COUNT(?e) AS ?n) { ?e a ck:Event }"
)
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } LIMIT 5"
ASK = "ASK { ?s ?p ?o }"
DIRECT = "application/sparql-query"


def counted(response):
    assert response.status_code == 200, response.text
    return int(response.json["results"]["bindings"][0]["n"]["value"])


def problem(response, status):
    assert response.status_code == status
    assert response.mimetype == "application/problem+json"
    assert response.json["status"] == status
    return response.json["detail"]


def test_a_query_is_answered_by_get_form_and_direct_post(client):
    by_get = client.get("/sparql", query_string={"query": COUNT})
    by_form = client.post("/sparql", data={"query": COUNT})
    direct = client.post("/sparql", data=COUNT, content_type=f"{DIRECT}; charset=UTF-8")
    assert [counted(r) for r in (by_get, by_form, direct)] == [5, 5, 5]


@pytest.mark.parametrize(
    ("query", "accept", "media_type"),
    [
        (COUNT, None, "application/sparql-results+json"),
        (COUNT, "text/csv", "text/csv"),
        (COUNT, "text/tab-separated-values", "text/tab-separated-values"),
        (COUNT, "application/sparql-results+xml", "application/sparql-results+xml"),
        (COUNT, "application/json", "application/json"),
        (ASK, "*/*", "application/sparql-results+json"),
        (GRAPH, None, "text/turtle"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml;q=0.5, text/turtle;q=0.4", "application/rdf+xml"),
        (GRAPH, "application/ld+json", "application/ld+json"),
    ],
)
def test_the_accept_header_decides(client, query, accept, media_type):
    headers = {"Accept": accept} if accept else {}
    response = client.get("/sparql", query_string={"query": query}, headers=headers)
    assert response.status_code == 200
    assert response.mimetype == media_type
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("parameter", ["format", "output"])
def test_a_parameter_overrides_the_accept_header(client, parameter):
    response = client.get(
        "/sparql", query_string={"query": COUNT, parameter: "csv"}, headers={"Accept": "text/html"}
    )
    assert list(csv.reader(io.StringIO(response.text))) == [["n"], ["5"]]


@pytest.mark.parametrize(
    ("query", "options"),
    [
        (COUNT, {"headers": {"Accept": "image/png"}}),
        (ASK, {"headers": {"Accept": "text/csv"}}),
        (GRAPH, {"query_string": {"query": GRAPH, "format": "csv"}}),
    ],
)
def test_what_cannot_be_had_is_406(client, query, options):
    options = {"query_string": {"query": query}, **options}
    problem(client.get("/sparql", **options), 406)


@pytest.mark.parametrize(
    ("status", "options"),
    [
        (400, {"query_string": {"query": [COUNT, COUNT]}, "method": "GET"}),
        (400, {"data": {}, "content_type": "application/x-www-form-urlencoded"}),
        (400, {"data": {"query": [COUNT, ASK]}}),
        (400, {"data": {"query": COUNT}, "query_string": {"query": COUNT}}),
        (400, {"data": COUNT, "content_type": DIRECT, "query_string": {"query": ASK}}),
        (400, {"data": b"SELECT \xff", "content_type": DIRECT}),
        (415, {"data": COUNT.encode("utf-16"), "content_type": f"{DIRECT}; charset=utf-16"}),
        (415, {"data": COUNT, "content_type": "text/plain"}),
        (415, {"data": COUNT}),
        (403, {"data": "CLEAR ALL", "content_type": "application/sparql-update"}),
        (403, {"data": {"update": "CLEAR ALL"}}),
        (403, {"query_string": {"update": "CLEAR ALL"}, "method": "GET"}),
        (403, {"data": {"query": "INSERT DATA { <a:a> <a:a> 1 }"}}),
        (403, {"data": {"query": "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }"}}),
        (405, {"method": "PUT"}),
        (405, {"method": "DELETE"}),
        (413, {"data": {"query": "#" * (1024 * 1024 + 1)}}),
        (413, {"data": "#" * (1024 * 1024 + 1), "content_type": DIRECT}),
    ],
)
def test_what_the_protocol_does_not_allow_is_a_problem(client, status, options):
    problem(client.open("/sparql", **{"method": "POST", **options}), status)


def test_the_refusal_of_an_update_explains(client):
    assert "read-only" in problem(client.post("/sparql", data={"update": "CLEAR ALL"}), 403)


def test_a_wrong_method_names_the_right_ones(client):
    assert "POST" in client.put("/sparql").headers["Allow"]


def test_a_syntax_error_has_its_position(client):
    response = client.get("/sparql", query_string={"query": "SELECT *\nWHERE { ?s ?p }"})
    assert "line 2" in problem(response, 400)
    assert (response.json["line"], response.json["column"]) == (2, 16)


def test_the_dataset_of_the_request_is_used(client):
    world = sample.MINTER.world
    document = sample.MINTER.graph(sample.FIRST.text_hash)
    query = {"query": COUNT, "default-graph-uri": document}
    assert counted(client.get("/sparql", query_string=query)) == 0
    assert counted(client.post("/sparql", data={**query, "default-graph-uri": world})) == 5
    named = {"query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g {} }", "named-graph-uri": [world]}
    assert counted(client.get("/sparql", query_string=named)) == 1


def test_a_graph_name_that_is_no_iri_is_a_problem(client):
    query = {"query": COUNT, "default-graph-uri": "not an iri"}
    problem(client.get("/sparql", query_string=query), 400)


def test_head_has_the_headers_and_no_body(client):
    whole = client.get("/sparql", query_string={"query": COUNT})
    head = client.head("/sparql", query_string={"query": COUNT})
    assert head.data == b""
    assert head.headers["ETag"] == whole.headers["ETag"]
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_any_origin_may_ask(client):
    options = client.options(
        "/sparql",
        headers={"Origin": "https://a.example", "Access-Control-Request-Headers": "X-Mine"},
    )
    assert options.status_code == 204
    assert options.headers["Access-Control-Allow-Origin"] == "*"
    assert options.headers["Access-Control-Allow-Headers"] == "X-Mine"
    answer = client.get("/sparql", query_string={"query": COUNT})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_an_unchanged_answer_is_not_sent_again(client):
    query = {"query": COUNT}
    tag = client.get("/sparql", query_string=query).headers["ETag"]
    again = client.get("/sparql", query_string=query, headers={"If-None-Match": tag})
    assert (again.status_code, again.data) == (304, b"")
    as_csv = {"If-None-Match": tag, "Accept": "text/csv"}
    assert client.get("/sparql", query_string=query, headers=as_csv).status_code == 200


def test_an_answer_that_changes_by_itself_has_no_tag(client):
    response = client.get("/sparql", query_string={"query": "SELECT (NOW() AS ?t) {}"})
    assert "ETag" not in response.headers


def test_a_rebuilt_graph_changes_answers_and_tags():
    source = MemoryStore(sample.graph())
    client = create_app(source, ServeConfig(reopen_seconds=0)).test_client()
    before = client.get("/sparql", query_string={"query": COUNT})
    event = ox.Quad(
        ox.NamedNode("http://example.org/e"),
        ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        ox.NamedNode("https://w3id.org/conflict-kg/ontology#Event"),
        ox.NamedNode(sample.MINTER.world),
    )
    rebuilt = MemoryStore([*sample.graph(), event])
    source.__dict__.update(rebuilt.__dict__)
    after = client.get("/sparql", query_string={"query": COUNT})
    assert (counted(before), counted(after)) == (5, 6)
    assert before.headers["ETag"] != after.headers["ETag"]


def test_a_large_answer_is_whole(client):
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    response = client.get("/sparql", query_string={"query": query})
    assert len(response.data) > 4 * 1024 * 1024
    assert int(response.headers["Content-Length"]) == len(response.data)
    assert len(json.loads(response.data)["results"]["bindings"]) == 30000


def test_an_answer_over_its_limit_is_503_and_never_a_short_200():
    config = ServeConfig(limits=Limits(bytes=1000))
    client = create_app(sample.store(), config).test_client()
    response = client.get("/sparql", query_string={"query": "SELECT * { ?a ?b ?c }"})
    assert "larger" in problem(response, 503)
    assert response.headers["Retry-After"]


def test_a_full_house_is_503():
    app = create_app(sample.store(), ServeConfig(slots=Slots(1, 0.01)))
    app.extensions["conflict_kg"].runner.free.acquire()
    problem(app.test_client().get("/sparql", query_string={"query": COUNT}), 503)


def test_without_a_query_the_service_describes_itself(client):
    response = client.get("/sparql")
    assert response.mimetype == "text/turtle"
    store = ox.Store()
    store.load(response.data, format=ox.RdfFormat.TURTLE)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    endpoints = [
        q.object.value for q in store.quads_for_pattern(None, ox.NamedNode(sd + "endpoint"), None)
    ]
    assert endpoints == ["http://localhost/sparql"]
    xml = client.get("/sparql", headers={"Accept": "application/rdf+xml"})
    assert xml.mimetype == "application/rdf+xml"


def test_the_description_names_the_public_address():
    config = ServeConfig(public_url="https://graph.example/")
    text = create_app(sample.store(), config).test_client().get("/sparql").text
    assert "<https://graph.example/sparql>" in text


def test_a_browser_without_a_query_is_led_to_the_editor(client):
    response = client.get("/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert response.status_code == 303
    assert response.headers["Location"] == "/query"


def test_a_query_text_has_its_limit(client):
    text = "ASK {} #" + "x" * (256 * 1024)
    assert "262,144" in problem(client.post("/sparql", data={"query": text}), 413)


def test_the_usual_prefixes_need_no_declaration(client):
    query = "SELECT (COUNT(?e) AS ?n) { ?e a ck:Event }"
    assert counted(client.get("/sparql", query_string={"query": query})) == 5
    wrong = client.get("/sparql", query_string={"query": "SELECT *\n{ ?s a ck:Event ; no:no 1 }"})
    assert "“no:” is not declared" in problem(wrong, 400)
    assert (wrong.json["line"], wrong.json["column"]) == (2, 19)


@pytest.mark.parametrize("media_type", ["application/sparql-results+xml", "application/rdf+xml"])
def test_characters_that_xml_cannot_carry_are_replaced(media_type):
    word = ox.Literal("page\x0cbreak\x01 \ufffe\uffff ok\u00bf")
    quad = ox.Quad(ox.NamedNode("http://e/s"), ox.NamedNode("http://e/p"), word)
    client = create_app(MemoryStore([quad])).test_client()
    query = "SELECT ?o { ?s ?p ?o }" if "sparql" in media_type else "CONSTRUCT WHERE { ?s ?p ?o }"
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
    text = "".join(ElementTree.fromstring(response.data).itertext())
    assert text.strip() == "page\ufffdbreak\ufffd \ufffd\ufffd ok\u00bf"


def test_constructed_json_ld_is_compact(client):
    query = "CONSTRUCT { ?e a ck:Event ; ck:status ?s } WHERE { ?e a ck:Event ; ck:status ?s }"
    response = client.get("/sparql", query_string={"query": query, "format": "jsonld"})
    nodes = response.json["@graph"]
    assert len(nodes) == 5
    assert all(node["type"] == ["ck:Event"] and node["status"] for node in nodes)
    assert len(list(ox.parse(response.data, format=ox.RdfFormat.JSON_LD))) == 10
    small = create_app(sample.store(), ServeConfig(limits=Limits(bytes=100))).test_client()
    problem(small.get("/sparql", query_string={"query": query, "format": "jsonld"}), 503)


def test_a_base_of_ones_own_holds_everywhere():
    base = "http://data.example.org/x/"
    quad = ox.Quad(
        ox.NamedNode(base + "event/a"),
        ox.NamedNode("https://w3id.org/conflict-kg/ontology#partOf"),
        ox.NamedNode(base + "event/b"),
        ox.NamedNode(base + "graph/world"),
    )
    client = create_app(MemoryStore([quad]), ServeConfig(base_iri=base)).test_client()
    query = {"query": "CONSTRUCT WHERE { ?s ?p ?o }", "format": "jsonld"}
    texts = [client.get("/sparql").text, client.get("/sparql", query_string=query).text]
    texts += [client.get(f"/data/event/a.{e}").text for e in ("ttl", "trig", "jsonld")]
    texts.append(client.get("/data/all.trig").text)
    for text in texts:
        assert base in text
        assert "w3id.org/conflict-kg/id/" not in text
