import pytest

from kg.link.countries import load_countries

KNOWN = [
    ("Syria", "Syria"),
    ("Syrian", "Syria"),
    ("Damascus", "Syria"),
    ("the United States", "United States"),
    ("U.S.", "United States"),
    ("Washington", "United States"),
    ("British", "United Kingdom"),
    ("Kremlin", "Russia"),
    ("Zaire", "DR Congo"),
    ("Salvadoran", "El Salvador"),
    ("Soviet", "Soviet Union"),
    ("Dutch", "Netherlands"),
]


@pytest.mark.parametrize(("text", "name"), KNOWN)
def test_names_people_and_seats_of_countries(text, name):
    country = load_countries().any(text)
    assert country is not None
    assert country.name == name


@pytest.mark.parametrize("text", ["United Nations", "us", "Aleppo", "", "army", "Republic"])
def test_what_is_no_country(text):
    assert load_countries().any(text) is None


def test_a_capital_is_no_name_of_its_country():
    countries = load_countries()
    assert countries.named("Moscow") is None
    assert countries.seat("Moscow") == countries.named("Russia")


def test_every_country_has_one_identifier():
    rows = load_countries().rows
    assert all(row.qid.startswith("Q") and row.qid[1:].isdigit() for row in rows)
    assert len({row.qid for row in rows}) == len(rows)
