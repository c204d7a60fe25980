import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from kg.records import Document, RegionKind
from kg.sources import load_documents

SEEDS = Path(__file__).parents[2] / "seeds"
GIVEN = SEEDS / "000_41a8fdfbb5ce15d5.txt"
LICENCES = {
    "CC BY 2.5",
    "CC BY-SA 3.0",
    "CC BY 3.0 AU",
    "OGL v3.0",
    "public domain (US Government)",
}


def test_every_seed_loads_and_says_where_it_comes_from():
    found = list(load_documents([SEEDS]))
    assert len(found) >= 40
    for document in found:
        assert isinstance(document, Document)
        assert document.title
        assert document.source
        assert document.licence


def test_every_seed_but_the_given_one_is_openly_licensed_and_listed():
    readme = (SEEDS / "README.md").read_text()
    for path in SEEDS.glob("*.json"):
        if path.name.endswith(".meta.json"):
            continue
        data = json.loads(path.read_text())
        assert data["licence"] in LICENCES
        row = next(line for line in readme.splitlines() if line.startswith(f"| {path.name} |"))
        assert f"| {data['licence']} |" in row
        assert f"<{data['url']}>" in row


@pytest.mark.skipif(not GIVEN.exists(), reason="the source archive does not carry the article")
def test_the_given_article_is_as_given_and_read_as_far_as_it_reports():
    assert hashlib.sha256(GIVEN.read_bytes()).hexdigest().startswith("87379fa83d25b78b")
    [document] = load_documents([GIVEN])
    assert isinstance(document, Document)
    assert document.published == date(2016, 10, 14)
    assert document.source == "Agence France-Presse"
    assert "no open licence" in (document.licence or "")
    marked = [(region.kind, document.quote(region.span)[:12]) for region in document.regions]
    assert marked == [
        (RegionKind.HEADLINE, "Russia offer"),
        (RegionKind.BYLINE, "Agence Franc"),
        (RegionKind.HEADLINE, "Russia offer"),
        (RegionKind.HEADLINE, "Fresh truce "),
        (RegionKind.HEADLINE, "\u2018Fanning hys"),
        (RegionKind.BOILERPLATE, "Add a commen"),
        (RegionKind.BOILERPLATE, "Sort by"),
        (RegionKind.BOILERPLATE, "There are no"),
    ]
