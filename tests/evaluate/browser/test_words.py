import pytest

from kg.evaluate.browser import words


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (("2031-03-03", "2031-03-03"), "2031-03-03"),
        (("2031-03-03", "2031-03-05"), "2031-03-03 to 2031-03-05"),
        (("2031-03-03", None), "from 2031-03-03"),
        ((None, "2031-03-03"), "by 2031-03-03"),
        ((None, None), "no day"),
    ],
)
def test_days(told, expected):
    assert words.days(told) == expected


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (7, 7, "7 killed"),
        (371, None, "371 or more killed"),
        (None, 30, "up to 30 killed"),
        (10, 20, "10 to 20 killed"),
        (0, 0, "nobody killed"),
        (2000, 2000, "2,000 killed"),
        (None, None, "an untold number killed"),
    ],
)
def test_counts(low, high, expected):
    assert words.count({"outcome": "killed", "min": low, "max": high}) == expected


def test_an_approximate_count():
    claim = {"outcome": "injured", "min": 50, "max": 50, "approximate": True}
    assert words.count(claim) == "about 50 injured"
