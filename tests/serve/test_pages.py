import re
from html.parser import HTMLParser

import pyoxigraph as ox
import pytest

from kg.serve import create_app
from kg.serve.read.event import Claim, Toll
from kg.serve.read.events import Link
from kg.store import MemoryStore
from kg.store.query import Iri, select
from tests.serve import sample


class _Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = set()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name in ("href", "src", "action") and value:
                self.found.add(value)


def links(html):
    parser = _Links()
    parser.feed(html)
    return parser.found


def text_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def event(label):
    store = sample.store().open().raw
    row = select(
        store,
        "SELECT ?e { ?e a ck:Event ; rdfs:label ?l FILTER(STRSTARTS(?l, @{l})) }",
        {"l": label},
    )
    return "/page/event/" + str(row[0]["e"]).rsplit("/", 1)[-1]


def document(given):
    return "/page/doc/" + sample.MINTER.document(given.text_hash).rsplit("/", 1)[-1]


@pytest.fixture
def strike(client):
    return client.get(event("Air strike by Kestrian air force")).text


def test_the_start_page_counts_and_links(client):
    page = client.get("/")
    text = text_of(page.text)
    for words in ("2 documents", "documents", "Violence and control", "air strike"):
        assert words in text or words.split()[-1] in text
    assert re.search(r"events</dt><dd><a [^>]*>5<", page.text)
    assert "killed: 23 · at least 17" in text


def test_every_page_that_a_page_links_to_is_there(client):
    seen, todo = set(), ["/"]
    while todo:
        path = todo.pop()
        response = client.get(
            path, headers={"Accept": "text/html,*/*;q=0.1"}, follow_redirects=True
        )
        assert response.status_code == 200, path
        if response.mimetype != "text/html":
            continue
        for link in links(response.text):
            target = link.partition("#")[0]
            if target.startswith("/") and target not in seen and not target.startswith("/query?"):
                seen.add(target)
                todo.append(target)
    assert any(path.startswith("/id/place/") for path in seen)


def test_every_page_keeps_to_this_host(client):
    for path in (
        "/",
        "/events",
        event("Air strike by Kestrian air force"),
        document(sample.FIRST),
        "/query",
    ):
        page = client.get(path)
        loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="([^"]+)"', page.text)
        assert all(address.startswith("/") for address in loaded)
        assert "style=" not in page.text
        assert "default-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", 5),
        ("type=AirStrike", 2),
        ("type=Violence", 3),
        ("status=Denied", 1),
        ("status=Planned", 1),
        ("place=VELDA", 2),
        ("actor=brigade", 1),
        ("actor=market", 2),
        ("source=observatory", 1),
        ("source=northern", 4),
        ("since=2031-03-04", 3),
        ("until=2031-03-03", 2),
        ("since=2031-03-04&until=2031-03-04&type=Shelling", 1),
        ("place=nowhere", 0),
        ('place="+}+UNION+{', 0),
    ],
)
def test_the_list_of_events_is_narrowed(client, query, expected):
    page = client.get(f"/events?{query}").text
    assert page.count('class="event-line"') == expected


@pytest.mark.parametrize("query", ["since=yesterday", "type=Nonsense", "status=Nonsense"])
def test_a_condition_that_cannot_be_is_said_so(client, query):
    page = client.get(f"/events?{query}")
    assert page.status_code == 200
    assert 'role="alert"' in page.text


def test_events_come_by_date_and_page(monkeypatch, client):
    monkeypatch.setattr("kg.serve.read.events.PER_PAGE", 2)
    monkeypatch.setattr("kg.serve.pages.PER_PAGE", 2)
    first = client.get("/events?place=&type=").text
    assert [m.lower() for m in re.findall(r"<h3><a [^>]+>(\w+)", first)] == [
        "negotiation",
        "shelling",
    ]
    following = next(link for link in links(first) if "page=2" in link)
    second = client.get(following).text
    assert re.findall(r"<h3><a [^>]+>([\w ]+?) ?<", second)[0] == "Air strike"
    assert "page 2 of 3" in text_of(second)


def test_a_page_names_its_data(client, strike):
    address = re.search(r'rel="alternate" type="text/turtle" href="([^"]+)"', strike).group(1)
    assert "ck:AirStrike" in client.get(address).text


def test_an_event_shows_its_facts(strike):
    text = text_of(strike)
    for words in ("3 March 2031", "Velda", "Kestrian air force", "warplanes", "2 documents"):
        assert words in text


def test_each_report_shows_its_document_and_words(strike):
    text = text_of(strike)
    assert "Northern Wire · 5 March 2031 · licence CC-BY-4.0 · original" in text
    assert "on the word of Kestrian Observatory for Human Rights; day told as “on Monday”" in text
    assert "on the word of the director of the town" in text


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("trigger", "bombed"),
        ("agent", "Government"),
        ("target", "market"),
        ("place", "Velda"),
        ("source", "Kestrian Observatory for Human Rights"),
        ("count", "at least 17"),
        ("victims", "people"),
        ("instrument", "warplanes"),
        ("date", "on Monday"),
    ],
)
def test_evidence_has_its_mentions_marked_by_role(strike, role, words):
    evidence = strike.split('class="evidence"', 1)[1]
    assert re.search(rf'class="m m-{role}[^"]*"[^>]*>{words}<', evidence)
    assert f'class="m m-{role}">{role}</mark>' in strike  # the legend


def test_tolls_stand_side_by_side_with_their_sources(strike):
    figures = text_of(strike.split('class="figures"')[1].split("</section>")[0])
    assert "at least 17" in figures and "23" in figures
    assert "Kestrian Observatory" in figures and "director" in figures
    assert "differ but can both be true" in figures


def test_claims_are_worded_with_bounds_share_and_source(strike):
    table = strike.split('class="claims"')[1]
    text = text_of(table)
    assert "at least 17" in text and "about 50" in text
    assert "out of at least 17" in text
    assert "the document itself" in text
    share = re.search(r'class="share-of" href="#(claim-\w+)"', table).group(1)
    assert f'id="{share}"' in table


def test_no_casualties_are_none(client):
    assert "none" in text_of(client.get(event("Shelling")).text.split('class="figures"')[1])


def test_contradicting_tolls_are_called_so():
    graph = [
        quad
        for quad in sample.graph()
        if not (quad.predicate.value.endswith("#min") and quad.object.value == "23")
        and not (quad.predicate.value.endswith("#max") and quad.object.value == "23")
    ]
    claim = next(
        q for q in sample.graph() if q.predicate.value.endswith("#max") and q.object.value == "23"
    )
    low = type(claim)(claim.subject, claim.predicate, type(claim.object)(12), claim.graph_name)
    app = create_app(MemoryStore([*graph, low]))
    page = app.test_client().get(event("Air strike by Kestrian air force")).text
    assert "contradict each other" in page


def test_a_document_shows_its_whole_text_marked(client):
    page = client.get(document(sample.FIRST)).text
    body = page.split('<div class="text">')[1].split("</div>")[0]
    assert re.sub(r"<[^>]+>", "", body).strip() == sample.FIRST.text
    trigger = re.search(r'<a class="m m-trigger ev" href="(/id/event/\w+)"[^>]*>bombed', body)
    assert client.get(trigger.group(1), headers={"Accept": "text/html"}).status_code == 303
    end = sample.FIRST.text.index("\n\n")
    assert f'id="char=0,{end}"' in body


def test_a_document_without_text_says_so():
    app = create_app(MemoryStore(sample.graph()))
    page = app.test_client().get(document(sample.FIRST))
    assert page.status_code == 200
    assert "not kept in the store" in page.text


def test_what_a_text_says_is_never_markup(client):
    page = client.get(document(sample.SECOND)).text
    assert "The Velda &lt;b&gt;Post&lt;/b&gt;" in page
    assert "&lt;Velda&gt; strike &amp; fire" in page
    assert "javascript:" not in page
    for path in ("/", "/sources", "/documents", event("Air strike by Kestrian air force")):
        assert "<b>Post" not in client.get(path).text


def test_a_search_text_comes_back_as_text(client):
    page = client.get("/events?place=%22%3E%3Cscript%3E").text
    assert "<script>" not in page
    assert "&lt;script&gt;" in page


def entity(label, kind):
    store = sample.store().open().raw
    rows = select(store, "SELECT ?x { ?x rdfs:label @{l} }", {"l": label})
    iri = next(str(r["x"]) for r in rows if isinstance(r["x"], Iri) and f"/{kind}/" in r["x"])
    return f"/page/{kind}/" + iri.rsplit("/", 1)[-1]


def test_an_actor_shows_its_events_and_what_it_tells(client):
    army = text_of(client.get(entity("Kestrian army", "actor")).text)
    assert "Events by this agent" in army
    observatory = text_of(client.get(entity("Kestrian Observatory for Human Rights", "actor")).text)
    assert "Told on this source’s word" in observatory
    assert "Government warplanes bombed" in observatory
    assert "“Observatory”" in observatory


def test_a_place_shows_what_happened_there(client):
    store = sample.store().open().raw
    place = str(select(store, "SELECT ?p { ?p ck:wikidata ?item }")[0]["p"])
    page = client.get("/page/place/" + place.rsplit("/", 1)[-1]).text
    assert "Events here" in page
    assert 'href="http://www.wikidata.org/entity/Q1000001"' in page


def test_any_other_resource_is_a_table(client):
    store = sample.store().open().raw
    claim = str(select(store, "SELECT ?c { ?c a ck:CasualtyClaim } LIMIT 1")[0]["c"])
    page = client.get("/page/claim/" + claim.rsplit("/", 1)[-1]).text
    assert "ck:outcome" in page and "ck:hasClaim" in page


def test_sources_are_counted(client):
    text = text_of(client.get("/sources").text)
    assert re.search(r"Kestrian Observatory for Human Rights ?1 ?2 ?1", text)
    assert "Northern Wire" in text


@pytest.mark.parametrize("path", ["/nope", "/page/event/none", "/page/planet/x"])
def test_what_is_not_there_is_a_page(client, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "<h1>404" in response.text


def test_our_fault_is_a_page_without_details(monkeypatch, client, caplog):
    def fail():
        raise RuntimeError("secret path")

    monkeypatch.setattr("kg.serve.read.overview.counts", fail)
    response = client.get("/")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert "secret path" in caplog.text


def test_an_empty_graph_has_pages_too():
    client = create_app(MemoryStore([])).test_client()
    for path in ("/", "/events", "/documents", "/sources", "/about", "/query"):
        assert client.get(path).status_code == 200


def test_the_small_things_are_there(client):
    assert client.get("/healthz").status_code == 204
    assert "Disallow: /sparql" in client.get("/robots.txt").text
    assert client.get("/favicon.ico", follow_redirects=True).mimetype == "image/svg+xml"


def test_security_headers_stand_on_every_response(client):
    for path in ("/", "/nope", "/sparql", "/static/style.css"):
        headers = client.get(path).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "default-src 'self'" in headers["Content-Security-Policy"]


def claim(figure, group="people", document="d1", source="s1"):
    return Claim(
        iri=f"c{figure}{group}{document}{source}",
        outcome="Killed",
        figure=str(figure),
        low=figure,
        high=figure,
        group=group,
        group_iri="",
        whole="",
        document=document,
        title="",
        publisher="",
        quote="",
        evidence="",
        sources=(Link(source, source),),
    )


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ((claim(9), claim(12, document="d2")), "contradict"),
        ((claim(9), claim(12, source="s2")), "contradict"),
        ((claim(9), claim(9, source="s2")), ""),
        ((claim(9), claim(12)), ""),
        ((claim(90, "civilians"), claim(17, "soldiers", source="s2")), ""),
        ((claim(9),), ""),
    ],
)
def test_figures_are_compared_only_where_they_count_the_same_people(claims, expected):
    verdict = Toll("Killed", claims, claims).verdict
    assert verdict.startswith("These figures contradict") if expected else verdict == ""


def test_a_share_of_a_count_elsewhere_links_to_that_claim(client):
    graph = list(sample.graph())
    share = next(q for q in graph if q.predicate.value.endswith("#includedIn"))
    elsewhere = sample.MINTER.hashed("claim", "elsewhere")
    moved = type(share)(
        share.subject, share.predicate, type(share.object)(elsewhere), share.graph_name
    )
    app = create_app(MemoryStore([q for q in graph if q != share] + [moved]))
    page = app.test_client().get(event("Air strike by Kestrian air force")).text
    path = elsewhere.removeprefix("https://w3id.org/conflict-kg")
    assert f'class="share-of" href="{path}"' in page


@pytest.mark.parametrize("path", ["/events", "/documents", "/claims"])
def test_a_page_after_the_last_is_the_last(client, path):
    response = client.get(path + "?page=99999999999999999999999")
    assert response.status_code == 200
    assert response.text == client.get(path).text


def test_the_start_page_leads_with_what_was_done_and_links_its_claims(client):
    page = client.get("/").text
    lines = re.findall(r'<h3><a href="/id/event/[^"]*">(.*?)</a></h3>', page, re.S)
    assert [text_of(line).strip() for line in lines] == ["Air strike in Velda", "Shelling in Orlo"]
    assert re.search(r'claims</dt><dd><a href="/claims">5<', page)


@pytest.mark.parametrize(
    ("query", "figures"),
    [
        ("", ["about 50", "23", "at least 17", "9", "none"]),
        ("?outcome=Injured", ["about 50"]),
        ("?source=kestrian+observ", ["at least 17", "9"]),
        ("?source=velda+%3Cb", ["23", "none"]),
        ("?source=nobody", []),
        ("?outcome=Nothing", ["about 50", "23", "at least 17", "9", "none"]),
    ],
)
def test_the_list_of_claims_is_narrowed_and_the_largest_come_first(client, query, figures):
    page = client.get("/claims" + query).text
    assert re.findall(r'class="fig"><a [^>]*>(.*?)</a>', page) == figures


def test_a_claim_is_listed_with_its_words_source_and_event(client):
    text = text_of(client.get("/claims").text)
    assert "share of another count" in text
    assert "Nine of the dead were children" in text
    assert "Kestrian Observatory for Human Rights" in text
    assert "Air strike by Kestrian air force on market in Velda, 3 March 2031" in text


def test_claims_come_in_pages(monkeypatch, client):
    monkeypatch.setattr("kg.serve.read.claims.PER_PAGE", 2)
    monkeypatch.setattr("kg.serve.pages.PER_PAGE", 2)
    page = client.get("/claims?page=2&outcome=Killed").text
    assert re.findall(r'class="fig"><a [^>]*>(.*?)</a>', page) == ["9", "none"]
    assert "/claims?outcome=Killed&amp;page=1" in page


def test_a_figure_names_whom_it_counts_where_that_is_not_people():
    ck = "https://w3id.org/conflict-kg/ontology#"
    iri = ox.NamedNode
    base = "https://w3id.org/conflict-kg/id/"
    rdf_type = iri("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    label = iri("http://www.w3.org/2000/01/rdf-schema#label")
    event, claim, group = (iri(base + name) for name in ("event/e", "claim/c", "actor/g"))
    triples = [
        (event, rdf_type, iri(ck + "Violence")),
        (event, rdf_type, iri(ck + "Event")),
        (event, label, ox.Literal("Raid")),
        (event, iri(ck + "status"), iri(ck + "Asserted")),
        (event, iri(ck + "reportCount"), ox.Literal(1)),
        (claim, iri(ck + "about"), event),
        (claim, iri(ck + "outcome"), iri(ck + "Killed")),
        (claim, iri(ck + "min"), ox.Literal(14)),
        (claim, iri(ck + "max"), ox.Literal(14)),
        (claim, iri(ck + "group"), group),
        (group, label, ox.Literal("rebel fighters")),
    ]
    store = MemoryStore([ox.Quad(*t, iri(base + "graph/world")) for t in triples])
    assert "killed: 14 rebel fighters" in create_app(store).test_client().get("/").text


def test_a_publisher_is_called_so(client):
    store = sample.store().open().raw
    (row, *_) = select(store, "SELECT ?p { ?d ck:publisher ?p . ?p rdfs:label 'Northern Wire' }")
    page = client.get("/page/actor/" + str(row["p"]).rsplit("/", 1)[-1]).text
    assert re.search(r'class="kicker">publisher<', page)
    assert "1 document" in text_of(page)


def test_the_about_page_tells_the_limits(client):
    text = text_of(client.get("/about").text)
    assert "30 seconds, 2,048 MiB of memory and 512 MiB of answer" in text
    assert "262,144 characters" in text
