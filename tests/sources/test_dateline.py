from datetime import date

import pytest

from kg.sources.bylines import is_byline
from kg.sources.dateline import Dateline, dateline, is_dateline, read_head

BODY = (
    "Rebels shelled the market town of Asker on Monday, killing at least 12 people, most of them "
    "traders, a monitor said."
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ASKER, Norland \u2013 Rebels said", ("ASKER, Norland", None, None)),
        (
            "ASKER, Norland, Oct 13 2016 (AFP) - Rebels",
            ("ASKER, Norland", 13, "Agence France-Presse"),
        ),
        ("ASKER (AP) \u2014 Rebels said", ("ASKER", None, "Associated Press")),
        ("ASKER, Oct 13 (Reuters) - Rebels said", ("ASKER", None, "Reuters")),
        ("Asker, Norland (AP) -- Rebels", ("Asker, Norland", None, "Associated Press")),
        ("ASKER/NORD, 13 October 2016 - Rebels", ("ASKER/NORD", 13, None)),
        ("ASKER, Oct. 13, 2016 \u2014 The army", ("ASKER", 13, None)),
        (
            "ASKER (NORLAND), 13 OCT 16 (RADIO NORD) -- [TEXT] REBELS",
            ("ASKER (NORLAND)", 13, "RADIO NORD"),
        ),
        ("ASKER, 13 OCT 16 (ACAN - EFE) --", ("ASKER", 13, "EFE")),
        ("RA'S AL-AYN, Norland - The army", ("RA'S AL-AYN, Norland", None, None)),
    ],
)
def test_the_opening_of_a_wire_report(line, expected):
    place, day, source = expected
    published = date(2016, 10, day) if day else None
    assert dateline(line) == Dateline(place, published, source)


@pytest.mark.parametrize(
    "line",
    [
        BODY,
        "The army \u2013 long feared \u2013 withdrew.",
        "UN chief - speaking in Asker - called for calm.",
        "Asker, Norland - rebels said",
        "Forty-two people died.",
        "The rebels (SLF) - backed by the army - withdrew.",
    ],
)
def test_no_dateline(line):
    assert dateline(line) is None


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee",
        "By Ann Lee and Omar al Hadi in Asker",
        "By Ann Lee | Associated Press",
        "BY ANN LEE",
        "Agence France-Presse",
        "AFP",
        "AFP, Asker",
        "Source: Nord Herald",
        "Ann Lee and the Associated Press contributed to this report.",
    ],
)
def test_bylines(line):
    assert is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "By nightfall the rebels had left.",
        "By Monday the Army Had Left",
        "By the time they left, 12 people were dead",
        "Ann Lee said so",
        "BY WHAT CAN BE SEEN, THE ARMY SHELLED ASKER",
        "AFP, which counted 12 dead",
        "BY THIS, THEY -- EVEN LEE -- MEANT WAR",
        BODY,
    ],
)
def test_no_bylines(line):
    assert not is_byline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Tuesday, October 15, 2019",
        "Published: 2016-10-14",
        "Last updated on 14 October 2016 at 10:30 GMT",
        "Dec. 6, 2016 | Release # 20161206-01",
        "ASSOCIATED PRESS | Oct 14, 2016 at 3:12 PM",
        "World / 14 October 2016 / 5 years ago",
        "*Friday 14 October 2016 10.30 BST*",
        "Updated: 01:15 PM (GMT)",
        "Asker and Nord, 16 February 1999",
    ],
)
def test_lines_that_only_say_when(line):
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "The war began on 16 February 1999",
        "Attack in Asker, 16 February 1999",
        "On October 15, 2019 rebels shelled Asker.",
        "Tuesday, October 15",
        "Updated: tomorrow",
        BODY,
    ],
)
def test_lines_that_say_more_or_less_than_when(line):
    assert not is_dateline(line)


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("Tuesday, October 15, 2019\n\n", date(2019, 10, 15)),
        ("Shells hit Asker\n\nPublished: 2016-10-14\nUpdated: 2016-10-16\n\n", date(2016, 10, 14)),
        ("Shells hit Asker\n\nUpdated: 2016-10-16\n\n", date(2016, 10, 16)),
        ("Army statement\nDec. 6, 2016 | Release # 20161206-01\n\n", date(2016, 12, 6)),
        ("By Ann Lee | Reuters | Oct. 14, 2016\n\n", date(2016, 10, 14)),
        ("Norland: Situation Report No. 4, 12 May 2021\n\n", date(2021, 5, 12)),
        ("Norland | Flash Update (as of 12 May 2021)\n\n", date(2021, 5, 12)),
        ("Ministry of Defence\nNews release, 12 May 2000\n\n", date(2000, 5, 12)),
        ("ASKER, Norland, May 12 2021 (AFP) - ", date(2021, 5, 12)),
        ("ASKER, Norland, May 12 (AFP) - ", None),
        ("Shells hit Asker\n\nThursday, October 13\n\n", None),
        ("Timeline of the war since 11 September 2001\n\n", None),
        ("", None),
    ],
)
def test_the_publication_day_is_told_or_unknown(head, published):
    assert read_head(head + BODY).published == published


def test_a_date_in_the_body_is_no_publication_day():
    text = f"{BODY}\n\nThe truce of 12 May 2021 held.\n\nIt was signed on\n12 May 2021\nin Nord.\n"
    assert read_head(text).published is None
    assert read_head("\n\n".join([BODY] * 13 + ["12 May 2021"])).published is None


def test_the_day_may_stand_at_the_end_with_its_label():
    assert read_head("\n\n".join([BODY] * 13 + ["Published 12 May 2021"])).published == date(
        2021, 5, 12
    )


@pytest.mark.parametrize(
    ("head", "source"),
    [
        ("Shells hit Asker\n\nAgence France-Presse\n", "Agence France-Presse"),
        ("Shells hit Asker\n\nBy Ann Lee | Associated Press\n", "Associated Press"),
        ("Shells hit Asker\n\nBy Ann Lee | The Nord Herald\n", "The Nord Herald"),
        ("Shells hit Asker\n\nBy Ann Lee, Reuters\n", "Reuters"),
        ("Source: AFP\n\n", "Agence France-Presse"),
        ("Source: Nord Herald\n\n", "Nord Herald"),
        ("ASKER (Reuters) - ", "Reuters"),
        ("ASSOCIATED PRESS | Oct 14, 2016\n\n", "Associated Press"),
        ("BBC News, Asker\n", "BBC"),
        ("ASKER, Norland - ", None),
        ("By Ann Lee\n\n", None),
    ],
)
def test_the_publisher_as_the_text_names_it(head, source):
    assert read_head(head + BODY).source == source


def test_an_agency_that_the_body_quotes_is_no_publisher():
    assert read_head(BODY + " Reuters reported 14 dead (AFP).").source is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Shells hit Asker\n\n{BODY}", "Shells hit Asker"),
        (f"Shells hit Asker\n{BODY}", "Shells hit Asker"),
        (f"Shells hit Asker\nBy Ann Lee\n{BODY}", "Shells hit Asker"),
        (f"Is the war over?\n\n{BODY}", "Is the war over?"),
        (f"\n\n  Shells hit Asker  \n\n{BODY}", "Shells hit Asker"),
        (f"Tuesday, October 15, 2019\n\nShells hit Asker\n\n{BODY}", "Shells hit Asker"),
        (f"FOR IMMEDIATE RELEASE\n\nShells hit Asker\n\n{BODY}", "Shells hit Asker"),
        (f"Title: Shells hit Asker\nDate: 2016-10-14\n\n{BODY}", "Shells hit Asker"),
        (f"# Shells hit Asker\n\n{BODY}", "Shells hit Asker"),
        (f"Tuesday, October 15, 2019\n\n{BODY}", ""),
        (BODY, ""),
        (f"ASKER, Norland \u2013 {BODY}", ""),
        ("Shells hit Asker", ""),
        (f"Question: Did you discuss Asker? Was there a deal?\n\n{BODY}", ""),
        ("The army said on Monday that rebels had shelled\nthe town of Asker.\n", ""),
        ("The army said that rebels had shelled the town of\nAsker and killed 12\npeople.\n", ""),
        (f"19:40 GMT \u2014 Summary\n{BODY}", ""),
        (f"What has happened?\n{BODY}", ""),
        (f"{'A very long line ' * 20}\n\n{BODY}", ""),
        ("", ""),
    ],
)
def test_the_title_is_a_first_line_that_looks_like_a_headline(text, title):
    assert read_head(text).title == title
