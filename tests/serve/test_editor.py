import io
import json

import pytest

from kg.serve.example_queries import examples
from kg.store.query import JSON, evaluate
from tests.serve import sample

ALL = examples()


def test_there_are_ten_examples_with_a_title_and_a_line():
    assert len(ALL) == 10
    assert len({x.title for x in ALL}) == 10
    assert all(x.title and x.about.endswith(".") and x.text.startswith("PREFIX") for x in ALL)


@pytest.mark.parametrize("example", ALL, ids=lambda x: x.name)
def test_every_example_finds_something_in_the_sample(example):
    out = io.BytesIO()
    evaluate(sample.store().open().raw, example.text).write(out, JSON)
    assert json.loads(out.getvalue())["results"]["bindings"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("01-events", {"type": "Shelling", "agents": "Free Valley Brigade", "status": "Asserted"}),
        ("02-claims", {"outcome": "Killed", "min": "17", "victims": "people"}),
        ("03-by-source", {"source": "Kestrian Observatory for Human Rights"}),
        ("04-not-yet", {"status": "Planned"}),
        ("05-conflicting-tolls", {"low": "17", "high": "23"}),
        ("06-who-acted", {"agent": "Kestrian air force", "target": "market"}),
        ("07-by-month", {"month": "2031-03", "type": "AirStrike", "events": "1"}),
        ("08-several-documents", {"documents": "2"}),
        ("09-most-quoted", {"source": "Kestrian Observatory for Human Rights", "statements": "3"}),
        ("10-denied", {"denier": "Kestrian army"}),
    ],
)
def test_the_examples_answer_their_question(name, expected):
    text = next(x.text for x in ALL if x.name == name)
    out = io.BytesIO()
    evaluate(sample.store().open().raw, text).write(out, JSON)
    rows = [
        {key: value["value"] for key, value in row.items()}
        for row in json.loads(out.getvalue())["results"]["bindings"]
    ]
    assert any(expected.items() <= row.items() for row in rows), rows


def test_the_page_lists_the_examples_and_works_without_script(client):
    page = client.get("/query?query=ASK+%7B%7D").text
    assert all(x.title in page for x in ALL)
    assert 'action="/sparql"' in page
    assert ">ASK {}</textarea>" in page


def test_completion_comes_from_the_ontology(client):
    terms = client.get("/query/terms.json").json
    ck = terms["prefixes"]["ck"]
    assert {ck + "AirStrike", ck + "Event", ck + "Actor"} <= set(terms["classes"])
    assert {ck + "reports", ck + "agent", ck + "min"} <= set(terms["properties"])
    assert [x["name"] for x in terms["examples"]] == [x.name for x in ALL]


def test_tolls_that_do_not_agree_are_paired_and_shares_are_not(client):
    (text,) = [e.text for e in examples() if e.name == "05-conflicting-tolls"]
    found = client.get("/sparql", query_string={"query": text}).json["results"]["bindings"]
    assert [(row["low"]["value"], row["high"]["value"]) for row in found] == [("17", "23")]
    assert found[0]["highSource"]["value"] == "the director of the town's hospital"
