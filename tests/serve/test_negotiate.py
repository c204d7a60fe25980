import pytest

from kg.serve.negotiate import by_name, choose, choose_format
from kg.store.query import CSV, GRAPH_FORMATS, JSON, SOLUTION_FORMATS, TURTLE, XML

OFFERS = ("text/turtle", "text/html", "application/ld+json")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (None, "text/turtle"),
        ("", "text/turtle"),
        ("*/*", "text/turtle"),
        (BROWSER, "text/html"),
        ("text/*;q=0.2, application/ld+json", "application/ld+json"),
        ("text/html;q=0.3, text/turtle;q=0.4", "text/turtle"),
        ("text/html, */*;q=0", "text/html"),
        ("*/*, text/turtle;q=0", "text/html"),
        ("TEXT/HTML ; Q=1", "text/html"),
        ("text/html;q=nonsense", None),
        ("image/png", None),
    ],
)
def test_the_most_liked_offer_is_chosen(header, expected):
    assert choose(header, OFFERS) == expected


@pytest.mark.parametrize(
    ("header", "form", "media_type"),
    [
        (None, JSON, "application/sparql-results+json"),
        ("*/*", JSON, "application/sparql-results+json"),
        ("application/json", JSON, "application/json"),
        ("application/xml", XML, "application/xml"),
        ("text/csv;q=0.9, application/sparql-results+xml;q=0.8", CSV, "text/csv"),
        ("text/*", CSV, "text/csv"),
        (BROWSER, XML, "application/xml"),
    ],
)
def test_an_alias_counts_only_where_it_is_named(header, form, media_type):
    assert choose_format(header, SOLUTION_FORMATS) == (form, media_type)


def test_nothing_is_chosen_where_nothing_fits():
    assert choose_format("image/png", SOLUTION_FORMATS) is None


@pytest.mark.parametrize("name", ["turtle", "ttl", "text/turtle", "TURTLE"])
def test_formats_go_by_name_alias_and_media_type(name):
    assert by_name(name, GRAPH_FORMATS) is TURTLE


def test_an_unknown_name_is_no_format():
    assert by_name("pdf", GRAPH_FORMATS) is None
