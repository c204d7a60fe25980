import io
import socket
import threading
from datetime import date

import pyoxigraph as ox
import pytest

from kg.errors import QueryError, QueryLimitError, QueryRefusedError
from kg.store import query as q
from kg.store.lexer import Operation, read

DATA = """
@prefix ex: <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
ex:g1 { ex:a ex:p 1 ; ex:name "Ada \\"A\\"" . }
ex:g2 { ex:b ex:p 2 ; ex:day "2016-10-13"^^xsd:date ; ex:flag true ; ex:size 1.5 . }
"""
EX = "PREFIX ex: <http://example.org/> "


@pytest.fixture
def store():
    store = ox.Store()
    store.load(DATA.encode(), format=ox.RdfFormat.TRIG)
    return store


def written(store, text, form, dataset=None):
    out = io.BytesIO()
    q.evaluate(store, text, dataset).write(out, form)
    return out.getvalue()


def subjects(store, text, dataset=None):
    table = written(store, text, q.TSV, dataset).decode().splitlines()[1:]
    return {line.split("\t")[0] for line in table}


def test_the_default_graph_is_the_union_of_all_graphs(store):
    assert subjects(store, EX + "SELECT ?s { ?s ex:p ?o }") == {
        "<http://example.org/a>",
        "<http://example.org/b>",
    }


@pytest.mark.parametrize(
    ("text", "dataset", "expected"),
    [
        ("SELECT ?s { ?s ex:p ?o }", q.Dataset(default=("http://example.org/g1",)), {"a"}),
        ("SELECT ?s { ?s ex:p ?o }", q.Dataset(named=("http://example.org/g1",)), set()),
        (
            "SELECT ?s { GRAPH ?g { ?s ex:p ?o } }",
            q.Dataset(named=("http://example.org/g1",)),
            {"a"},
        ),
        ("SELECT ?s FROM ex:g2 { ?s ex:p ?o }", None, {"b"}),
        ("SELECT ?s FROM NAMED ex:g2 { GRAPH ?g { ?s ex:p ?o } }", None, {"b"}),
        (
            "SELECT ?s FROM ex:g2 { ?s ex:p ?o }",
            q.Dataset(default=("http://example.org/g1",)),
            {"a"},
        ),
    ],
)
def test_the_dataset_of_the_protocol_wins_over_that_of_the_query(store, text, dataset, expected):
    found = subjects(store, EX + text, dataset)
    assert found == {f"<http://example.org/{name}>" for name in expected}


@pytest.mark.parametrize("form", q.SOLUTION_FORMATS, ids=lambda f: f.name)
def test_solutions_are_written_in_every_result_format(store, form):
    data = written(store, EX + "SELECT ?o { ex:b ex:p ?o }", form)
    if form is q.CSV:
        assert data == b"o\r\n2\r\n"
        return
    parsed = ox.parse_query_results(data, format=form.engine)
    assert [row["o"] for row in parsed] == [ox.Literal(2)]


@pytest.mark.parametrize("form", q.BOOLEAN_FORMATS, ids=lambda f: f.name)
def test_truth_values_are_written_in_every_format_that_has_them(store, form):
    parsed = ox.parse_query_results(written(store, "ASK { ?s ?p ?o }", form), format=form.engine)
    assert bool(parsed)


@pytest.mark.parametrize("form", q.GRAPH_FORMATS, ids=lambda f: f.name)
def test_graphs_are_written_in_every_rdf_format(store, form):
    data = written(store, EX + "CONSTRUCT { ?s ex:p ?o } WHERE { ?s ex:p ?o }", form)
    triples = {quad.triple for quad in ox.parse(data, format=form.engine)}
    assert triples == {
        quad.triple
        for quad in store.quads_for_pattern(None, ox.NamedNode("http://example.org/p"), None)
    }


def test_constructed_turtle_has_the_usual_prefixes(store):
    text = "CONSTRUCT { <http://e/x> a <https://w3id.org/conflict-kg/ontology#Event> } {}"
    assert b"<http://e/x> a ck:Event" in written(store, text, q.TURTLE)


@pytest.mark.parametrize(
    ("text", "line", "column", "reason"),
    [
        ("SELECT * {\n  ?s ?p }", 2, 10, "missing or wrong"),
        ("SELECT *\n{ ?s foo:bar ?o }", 2, 6, "“foo:” is not declared"),
        ("PREFIX a: <http://e/>\nSELECT * { ?s a:b ?o ; b:c 1 }", 2, 24, "“b:” is not declared"),
        ("SELECT * {\n ?s ?p ?o {\n ?a ?b ?c }", 1, 10, "“{” is never closed"),
        ("SELECT * { ?s ?p ?o } }", 1, 23, "“}” closes nothing"),
        ("SELECT * { FILTER(1 = 1 }", 1, 25, "“}” closes nothing"),
        ("SELCT * {}", 1, 10, "no SELECT"),
        ("ASK {}\nASK {}", 2, 7, "missing or wrong"),
        ("SELECT ?x (COUNT(?y) AS ?n) { ?x ?p ?y }", 1, 41, "neither grouped nor counted"),
        ("SELECT * { ?s ?p 1 } GROUP BY ?s", 1, 33, "GROUP BY"),
    ],
)
def test_a_syntax_error_carries_its_place_and_reason(store, text, line, column, reason):
    with pytest.raises(QueryError, match=reason) as caught:
        q.evaluate(store, text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert f"line {line}, column {column}" in str(caught.value)


def test_given_prefixes_need_no_declaration(store):
    known = {"ex": "http://example.org/"}
    q.evaluate(store, "SELECT * { ?s ex:p ?o }", prefixes=known)
    with pytest.raises(QueryError, match="“foo:”"):
        q.evaluate(store, "SELECT * { ?s ex:p ?o ; foo:p ?o }", prefixes=known)


def test_brackets_and_prefixes_in_strings_and_comments_do_not_count(store):
    q.evaluate(store, "SELECT * { ?s ?p '{ foo:bar ((' } # } ) x:y")
    q.evaluate(store, "SELECT * { _:b ?p <http://e/(> }")


SERVICE_AT = "SELECT * { %s <http://127.0.0.1:%d/> { ?s ?p ?o } }"


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://h/> { ?s ?p ?o } }",
        "SELECT * { service SILENT <http://h/> { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://h/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p 'it' . SERVICE<http://h/>{ ?s ?p ?o } }",
        "PREFIX ex: <http://e/> SELECT * { ex:a\\' ?p 1 . SERVICE <http://h/> {} ex:b\\' ?p 2 }",
        "PREFIX ex: <http://e/> SELECT * { ex:a\\# ?p 1 . SERVICE <http://h/> {} }",
        "SELECT * { FILTER(1<2) SERVICE ?x {} FILTER(3>2) }",
        "SELECT * { # a comment\n SERVICE <http://h/> {} }",
        "PREFIX x: <http://e/> SELECT * { ?s ?p x:.SERVICE <http://h/> {} }",
        "PREFIX x: <http://e/> SELECT * { ?s ?p x:.service silent <http://h/> {} }",
        "PREFIX x: <http://e/> SELECT * { ?s ?p x:a.\nSERVICE <http://h/> {} }",
        "SELECT * { ?s ?p 1SERVICE <http://h/> {} }",
        "PREFIX x: <http://e/> SELECT * { ?s ?p x:a.b.SERVICE <http://h/> {} }",
        "SELECT * { ?s ?p _:a.b.SERVICE <http://h/> {} }",
        "SELECT * { ?s ?p 1.SERVICE <http://h/> {} }",
        "SELECT * { ?s ?p 1e5SERVICE <http://h/> {} }",
        "SELECT * { ?s ?p trueSERVICE <http://h/> {} }",
        "PREFIX ex: <http://h/> SELECT * { SERVICEex:x {} }",
        "PREFIX : <http://h/> SELECT * { SERVICE:x {} }",
        "SELECT * { ?a ?b ?c FILTER(?a<?b#>'''\n) SERVICE <http://h/> {} #'''\n }",
        "SELECT * { ?a ?b ?c FILTER((?a<(?b>?c)) && ?a<?b#>'''\n) SERVICE <http://h/> {} #'''\n}",
        "PREFIX h: <http://h/> ASK { <<h:#>'''\n h:p h:o>> h:p 1 SERVICE h:x {} #'''\n }",
    ],
)
def test_service_is_refused_however_it_is_written(store, text):
    with pytest.raises(QueryRefusedError, match="SERVICE"):
        q.evaluate(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { ?s ?p "SERVICE <http://h/> {}" }',
        "SELECT * { ?s ?p '''a ' SERVICE''' }",
        "SELECT * { ?s ?p <http://h/SERVICE> }",
        "SELECT ?service { ?service ?p ?o }",
        "SELECT * { ?s ?p ?o } # SERVICE <http://h/> {}",
        "SELECT * { ?s ?p ?o_SERVICE }".replace("_", "\u0300"),
        "PREFIX ex: <http://e/> SELECT * { ?s ex:aSERVICE.x ?o ; ex:%41SERVICE 1 }",
        "PREFIX ex: <http://e/> SELECT * { _:bSERVICE ex:p:SERVICE 1 }",
        "SELECT ?service { ?service ?p ?o FILTER(?p IN (<http://e/a#b>, <http://e/#c>)) }",
        "PREFIX ex: <http://e/> SELECT * { ?s ex:SERVICE ?o }",
        'SELECT * { ?s ?p "x"@service }',
    ],
)
def test_the_word_service_alone_is_no_federation(store, text):
    q.evaluate(store, text)


@pytest.mark.parametrize(
    "text",
    [
        'SELECT * { VALUES ?x {"""a"} SERVICE <http://h/> {} }',
        'SELECT * { VALUES ?x {"""a"} SERVICE <http://h/> {} # \\z """\n}',
        'SELECT * { VALUES ?x {"""a"} SERVICE <http://h/> {} # \\uD800 """\n}',
        'SELECT * { ?s ?p "a\n" }',
    ],
)
def test_a_string_that_does_not_end_well_never_reaches_the_engine(store, text):
    with pytest.raises(QueryError) as caught:
        q.evaluate(store, text)
    if not isinstance(caught.value, QueryRefusedError):
        assert "never closed" in str(caught.value)
        assert caught.value.column == text.index('"') + 1


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?s ?p """a"b""c\\"""" }',
        "ASK { ?s ?p '''\n'\\u0022''', '', \"\", '\\'', \"\"\"\"\"\" }",
    ],
)
def test_strings_end_where_the_grammar_ends_them(store, text):
    q.evaluate(store, text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("SELECT * " + "{" * 30000 + "}" * 30000, "100 deep"),
        ("ASK { FILTER(" + "(" * 101 + "1" + ")" * 101 + ") }", "100 deep"),
        ("ASK { FILTER(" + "!" * 30000 + "1) }", "1,000 clauses and operators"),
        ("ASK {" + "MINUS{}" * 3000 + "}", "1,000 clauses and operators"),
        ("ASK {}" + " " * q.MAX_TEXT, "262,144 characters"),
    ],
)
def test_what_would_exhaust_the_engines_stack_is_refused(store, text, reason):
    with pytest.raises(QueryError, match=reason):
        q.evaluate(store, text)


@pytest.mark.parametrize(
    "part",
    ['"""\n\\', '"\\', "<a", "a.", "a...", "x:a.", "'''", "@a-", "_:..a", "a-b.", "1e", "\\u00"],
)
def test_reading_takes_no_step_twice(part):
    """In quadratic time each of these would take minutes."""
    text = "ASK {} " + part * (q.MAX_TEXT // len(part) - 7)
    assert read(text).operation is Operation.QUERY


def test_no_connection_leaves_the_process(store):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.2)
        port = listener.getsockname()[1]
        called = threading.Event()

        def wait():
            try:
                listener.accept()
                called.set()
            except TimeoutError:
                return

        thread = threading.Thread(target=wait)
        thread.start()
        for word in ("SERVICE", "SERVICE SILENT", "\\u0053ERVICE"):
            with pytest.raises(QueryRefusedError):
                q.evaluate(store, SERVICE_AT % (word, port))
        thread.join()
    assert not called.is_set()


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:b> <a:c> 1 }",
        "PREFIX ex: <http://e/> DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://h/x.ttl>",
        "CLEAR ALL",
        "BASE <http://e/> WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_by_name(store, text):
    with pytest.raises(QueryRefusedError, match="Update"):
        q.evaluate(store, text)


def test_an_answer_stops_at_its_size(store):
    answer = q.evaluate(store, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    with pytest.raises(QueryLimitError, match="larger"):
        answer.write(io.BytesIO(), q.JSON, q.Limits(bytes=100))


def test_an_answer_stops_at_its_deadline(store):
    answer = q.evaluate(store, "SELECT * { ?a ?b ?c . ?d ?e ?f }")
    with pytest.raises(QueryLimitError, match="longer"):
        answer.write(io.BytesIO(), q.JSON, q.Limits(seconds=-1))


def test_rows_hold_python_values(store):
    text = (
        "PREFIX ex: <http://example.org/> "
        "SELECT * { ?s ex:day ?d ; ex:flag ?f ; ex:size ?z ; ex:p ?n }"
    )
    assert q.select(store, text) == [
        {"s": q.Iri("http://example.org/b"), "d": date(2016, 10, 13), "f": True, "z": 1.5, "n": 2}
    ]


def test_an_error_of_the_engine_is_a_query_error(store):
    with pytest.raises(QueryError, match="cannot be evaluated"):
        q.select(store, "SELECT * { ?s ?p ?o } OFFSET 99999999999999999999999")


def test_values_are_filled_in_as_terms_and_never_as_text(store):
    text = "SELECT ?s { ?s <http://example.org/name> ?n FILTER(?n = @{name}) }"
    assert q.select(store, text, {"name": 'Ada "A"'}) == [{"s": q.Iri("http://example.org/a")}]
    assert q.select(store, text, {"name": '" || true || "'}) == []


def test_a_list_fills_a_values_block(store):
    iris = [q.Iri("http://example.org/a"), q.Iri("http://example.org/b")]
    rows = q.select(
        store, "SELECT ?n { VALUES ?s { @{all} } ?s <http://example.org/p> ?n }", {"all": iris}
    )
    assert sorted(row["n"] for row in rows) == [1, 2]


def test_an_iri_that_would_leave_its_brackets_is_refused(store):
    with pytest.raises(QueryError):
        q.fill("SELECT * { @{x} ?p ?o }", {"x": q.Iri("http://e/> ?p ?o } #")})
