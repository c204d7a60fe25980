from datetime import date

import pytest

from kg.serve.wording import bounds, dated, days, plural


@pytest.mark.parametrize(
    ("low", "high", "approximate", "told", "expected"),
    [
        (17, None, False, "at least 17", "at least 17"),
        (371, None, False, "more than 370", "371 or more"),
        (50, 50, True, "about 50", "about 50"),
        (0, 0, False, "nobody", "none"),
        (None, 30, False, "up to 30", "up to 30"),
        (10, 20, False, "10 to 20", "10 to 20"),
        (1, 1, False, "", "1"),
        (200000, None, False, "hundreds of thousands", "200,000 or more"),
        (None, None, False, "", "not told"),
    ],
)
def test_bounds_in_words(low, high, approximate, told, expected):
    assert bounds(low, high, approximate, told) == expected


@pytest.mark.parametrize(
    ("earliest", "latest", "expected"),
    [
        (date(2031, 3, 3), date(2031, 3, 3), "3 March 2031"),
        (date(2031, 3, 3), date(2031, 3, 4), "3–4 March 2031"),
        (date(2031, 3, 30), date(2031, 4, 2), "30 March – 2 April 2031"),
        (date(2030, 12, 30), date(2031, 1, 2), "30 December 2030 – 2 January 2031"),
        (date(2031, 3, 3), None, "from 3 March 2031"),
        (None, date(2031, 3, 3), "by 3 March 2031"),
        (None, None, "no day told"),
    ],
)
def test_days_in_words(earliest, latest, expected):
    assert days(earliest, latest) == expected


def test_counts_with_their_noun():
    assert [plural(1, "document"), plural(1200, "document")] == ["1 document", "1,200 documents"]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Raid in Velda, 2031-03-03", "Raid in Velda, 3 March 2031"),
        ("Raid, 2031-03-03 to 2031-03-07", "Raid, 3–7 March 2031"),
        ("Raid 2031-13-03 on X", "Raid 2031-13-03 on X"),
    ],
)
def test_days_in_a_label_are_worded_like_all_days(label, expected):
    assert dated(label) == expected
