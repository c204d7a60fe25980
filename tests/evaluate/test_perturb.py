import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.perturb import reordered, upper_cased, with_typos
from kg.records import Document

STORY = (
    "Rebels attacked the village of Asker. Soldiers answered with mortars, U.S. officials said.\n"
    "No one died. THE ARMY DENIED IT."
)
TEXTS = st.text(min_size=1).map(lambda text: unicodedata.normalize("NFC", text))


def changes(some, other):
    return [place for place, (a, b) in enumerate(zip(some, other, strict=True)) if a != b]


def test_one_typo_a_sentence_inside_a_longer_lower_case_word():
    text = with_typos(Document("a", STORY)).text
    places = changes(STORY, text)
    assert len(places) == 4  # two letters in each of the two sentences that have such a word
    for first, second in zip(places[::2], places[1::2], strict=True):
        assert second == first + 1
        assert (text[first], text[second]) == (STORY[second], STORY[first])
    sentence = STORY.index("Soldiers")
    assert places[1] < sentence <= places[2]
    words = [w for w in text.replace(".", " ").split() if w not in STORY.replace(".", " ").split()]
    assert len(words) == 2
    for word in words:
        assert any(
            word[0] == old[0] and word[-1] == old[-1] and sorted(word) == sorted(old)
            for old in ("attacked", "village", "answered", "mortars,", "officials")
        )


def test_typos_are_a_function_of_document_and_seed():
    document = Document("a", STORY)
    assert with_typos(document) == with_typos(document)
    assert len({with_typos(document, seed).text for seed in range(8)}) > 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rebels left Asker", "REBELS LEFT ASKER"),
        ("Weißenfels ŉ", "WEIßENFELS ŉ"),  # in upper case these two are longer
        ("été", "ÉTÉ"),
        ("i\u0307", "i\u0307"),  # the capital with a dot is one character
    ],
)
def test_upper_case_keeps_the_length(text, expected):
    assert upper_cased(Document("a", text)).text == expected


def test_the_title_is_in_upper_case_too_so_that_the_headline_is_still_known():
    story = Document("a", f"Rebels leave Asker\n{STORY}", title="Rebels leave Asker")
    found = upper_cased(story)
    assert found.title == "REBELS LEAVE ASKER"
    assert [str(region.kind) for region in found.regions] == ["headline"]


@given(TEXTS, st.integers(0, 3))
def test_offsets_stay(text, seed):
    document = Document("a", text)
    assert len(with_typos(document, seed).text) == len(text)
    upper = upper_cased(document).text
    assert len(upper) == len(text)
    assert unicodedata.is_normalized("NFC", upper)


def test_another_order_has_the_same_documents():
    documents = [Document(name, STORY) for name in "abcdefgh"]
    assert reordered(documents) == reordered(documents) != tuple(documents)
    assert sorted(d.id for d in reordered(documents)) == list("abcdefgh")
