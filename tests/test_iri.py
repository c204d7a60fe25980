"""IRIs are functions of content."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.iri import Minter, digest, document_key, normal_name

MINTER = Minter("https://example.org/id/")


def test_a_document_is_named_by_the_first_24_digits_of_its_hash():
    text_hash = "sha256:" + "0123456789abcdef" * 4
    assert MINTER.document(text_hash) == "https://example.org/id/doc/0123456789abcdef01234567"
    assert MINTER.graph(text_hash).endswith("graph/" + document_key(text_hash))


def test_evidence_is_a_range_of_characters_of_the_document():
    assert MINTER.evidence("https://example.org/id/doc/1", 3, 7).endswith("doc/1#char=3,7")


@given(st.text(), st.text())
def test_different_parts_give_different_hashes(one: str, other: str):
    equal = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    assert (digest("name", one) == digest("name", other)) == equal
    assert re.fullmatch("[0-9a-f]{24}", digest(one, other))


def test_parts_are_not_run_together():
    assert digest("ab", "c") != digest("a", "bc")


def test_composed_and_decomposed_letters_are_one_name_in_a_hash():
    assert digest("é") == digest("e\u0301")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("al-Ra’i", "Al Rai"),
        ("Erdoğan", "ERDOGAN"),
        ("U.S. forces", "u s forces"),
        ("  the  army ", "The Army"),
    ],
)
def test_the_same_name_written_in_two_ways(one: str, other: str):
    assert normal_name(one) == normal_name(other)


def test_a_name_without_letters_stays_itself():
    assert normal_name("—") == "—"
