from datetime import date

import pytest

from kg.sources.dates import date_at_end, date_at_start, date_only, wire_date_at_end

DAY = date(2016, 10, 14)


@pytest.mark.parametrize(
    "text",
    [
        "October 14, 2016",
        "Friday, October 14, 2016",
        "Fri. Oct. 14, 2016",
        "Oct 14 2016",
        "14 October 2016",
        "Friday 14 October 2016",
        "Friday, the 14th of October 2016",
        "14th Oct, 2016",
        "2016-10-14",
        "2016/10/14",
        "2016-10-14T09:30:00Z",
        "2016-10-14 09:30 GMT",
        "October 14, 2016 at 9:30 p.m. EDT",
        "14 October 2016, 21.05",
        "14 October 2016.",
    ],
)
def test_a_full_date_alone(text):
    assert date_only(text) == DAY


@pytest.mark.parametrize(
    "text",
    [
        "October 14",
        "Friday, October 14",
        "October 2016",
        "14/10/2016",
        "10/14/2016",
        "14.10.2016",
        "30 February 2016",
        "2016-13-01",
        "2016-10-14-005",
        "14 Oct 16",
        "in 2016",
        "",
    ],
)
def test_no_full_date(text):
    assert date_only(text) is None


def test_text_after_a_date_makes_it_no_date_alone():
    assert date_only("October 14, 2016 was a Friday") is None
    assert date_at_start("October 14, 2016 was a Friday") == (DAY, 16)


def test_a_date_at_the_end_gives_what_stands_before_it():
    assert date_at_end("Bishkek, 14 October 2016") == ("Bishkek, ", DAY)
    assert date_at_end("14 October 2016 in Bishkek") is None


@pytest.mark.parametrize(
    ("text", "year"),
    [("LIMA, 14 OCT 88", 1988), ("LIMA, 14 OCT 69", 1969), ("LIMA, 14 OCT 05", 2005)],
)
def test_wire_services_write_two_digit_years(text, year):
    assert wire_date_at_end(text) == ("LIMA, ", date(year, 10, 14))
