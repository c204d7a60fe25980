import pytest

from kg.nlp.analysis import Sentence, analyse
from kg.nlp.numbers import Count, find_quantities, parse_count, shared_bound
from kg.records import Document


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("17", 17, 17),
        ("1,200", 1200, 1200),
        ("twenty-one", 21, 21),
        ("two hundred and thirty", 230, 230),
        ("one hundred twenty thousand", 120000, 120000),
        ("1.2 million", 1200000, 1200000),
        ("half a million", 500000, 500000),
        ("a dozen", 12, 12),
        ("two dozen", 24, 24),
        ("a couple", 2, 2),
        ("at least 17", 17, None),
        ("no fewer than 12", 12, None),
        ("66 or more", 66, None),
        ("more than 370", 371, None),
        ("over 370", 371, None),
        ("well over a hundred", 101, None),
        ("more than 2.5 million", 2500001, None),
        ("up to 30", None, 30),
        ("no more than 9", None, 9),
        ("as many as 20,000", None, 20000),
        ("fewer than 10", None, 9),
        ("10 to 20", 10, 20),
        ("10-20", 10, 20),
        ("between 35,000 and 40,000", 35000, 40000),
        ("two or three", 2, 3),
        ("2 to 3 million", 2000000, 3000000),
        ("several", 3, None),
        ("a few", 3, None),
        ("dozens", 24, None),
        ("several dozen", 36, None),
        ("scores", 40, None),
        ("hundreds", 200, None),
        ("thousands", 2000, None),
        ("tens of thousands", 20000, None),
        ("hundreds of thousands", 200000, None),
        ("millions", 2000000, None),
    ],
)
def test_bounds(text: str, low: int | None, high: int | None) -> None:
    assert parse_count(text) == Count(low, high)
    assert parse_count(text.capitalize()) == Count(low, high)


@pytest.mark.parametrize(
    ("text", "number"), [("about 50", 50), ("some 450,000", 450000), ("nearly 7,000", 7000)]
)
def test_approximate(text: str, number: int) -> None:
    assert parse_count(text) == Count(number, number, approximate=True)


@pytest.mark.parametrize("text", ["", "soldiers", "17 soldiers", "first", "21st", "and four"])
def test_no_count(text: str) -> None:
    assert parse_count(text) is None


def only_sentence(text: str) -> Sentence:
    (sentence,) = analyse(Document("d", text)).sentences
    return sentence


def test_quantities_of_a_sentence_with_their_words() -> None:
    found = find_quantities(
        only_sentence("The blast killed at least 12 people and wounded 30, he said.")
    )
    assert [(q.tokens.text, q.count) for q in found] == [
        ("at least 12", Count(12, None)),
        ("30", Count(30, 30)),
    ]
    assert [q.number.text for q in found] == ["12", "30"]


def test_a_comma_after_a_number_is_no_part_of_it() -> None:
    found = find_quantities(only_sentence("They wounded more than 100, police said."))
    assert [q.count for q in found] == [Count(101, None)]


def test_a_bound_is_shared_with_a_bare_count_only() -> None:
    text = (
        "At least 35 villagers, 20 guards and about 6 nurses died after more than 40 shells fell."
    )
    first, second, third, fourth = find_quantities(only_sentence(text))
    assert shared_bound(first, second) == Count(20, None)
    assert shared_bound(first, third) == third.count
    assert shared_bound(fourth, second) == Count(21, None)
    assert shared_bound(second, first) == first.count
