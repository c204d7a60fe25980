from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.records import RegionKind
from kg.sources import build_document
from kg.sources.regions import find_regions

BODY = (
    "Rebels shelled the market town of Asker on Monday, killing at least 12 people, most of them "
    "traders, a monitor said."
)
MORE = (
    "The army said its planes had bombed the rebels' guns, and that 3 of its men had been killed."
)


def marked(text, title=""):
    return [
        (region.kind.value, text[region.span.begin : region.span.end])
        for region in find_regions(text, title)
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Add a comment",
        "Sort by",
        "There are no comments yet. Add your comment to start the conversation.",
        "Share this article",
        "SHARE",
        "Read more",
        "Read more: Truce talks in Nord",
        "Read More \u00bb",
        "ADVERTISEMENT",
        "We use cookies to improve your visit. By going on you agree to our use of them.",
        "Subscribe to our newsletter for the news of the day",
        "Sign up for our morning briefing",
        "\u00a9 2016 The Nord Herald",
        "Copyright \u00a9 The Nord Herald",
        "Copyright 2016 The Nord Herald. All rights reserved.",
        "(c) 2016 The Nord Herald",
        "Photo: Ann Lee/AFP",
        "File photo: smoke over Asker",
        "Smoke over Asker. Photo: Ann Lee/AFP",
        "Smoke over Asker (Image: Ann Lee)",
        "Contact: press desk, +1 555 0100",
        "Image source, Ann Lee",
        "Slideshow (5 images)",
        "\u2588\u2588 Held by the army",
        "* * *",
        "###",
    ],
)
def test_page_remains_are_boilerplate(line):
    text = f"{BODY}\n\n{line}\n\n{MORE}\n"
    assert marked(text) == [("boilerplate", line)]


@pytest.mark.parametrize(
    "line",
    [
        "Sort by sort, the shells were counted.",
        "Share prices fell after the attack on Asker.",
        "The army called the photo: a fake.",
        "Copyright law does not stop a war.",
        "Report: army shells Asker, kills 12",
        "Subscribers fled the town after the attack.",
        "Comments by the minister led to an attack on his house.",
        "Contact was lost with 12 soldiers.",
        "Advertisements for the militia appeared before the attack.",
        "We used cookies to bait the trap.",
        "Source: the army, 12 people died.",
        "World powers met in Nord",
        "Related attacks killed 12 people in Nord.",
        "By nightfall the rebels had left.",
        "AFP reported 12 dead.",
        "Ten killed",
        "On 12 May 2021 rebels attacked Asker.",
        "The picture was clear: ten people had died",
        "THE FIGURES GIVE A SIMILAR PICTURE:  IN 29 OF THE 262",
    ],
)
def test_body_lines_stay_readable(line):
    for text in (f"{BODY}\n\n{line}", f"{BODY}\n{line}\n{MORE}", f"{line}\n{MORE}"):
        assert marked(text) == []


def test_a_wrapped_paragraph_keeps_a_line_that_looks_like_a_page_remain():
    text = (
        "The bodies of the twelve were laid out in what had been their\nhome\nand buried at noon.\n"
        "Fighters of the front, who had come to buy a\nmenu\n"
    )
    assert marked(text) == []


def test_both_copies_of_the_headline_and_the_byline_between():
    text = (
        f"Shells hit Asker\n\nAgence France-Presse\nShells hit Asker\n{MORE} - so far\n\n{BODY}\n"
    )
    assert marked(text, "Shells hit Asker") == [
        ("headline", "Shells hit Asker"),
        ("byline", "Agence France-Presse"),
        ("headline", "Shells hit Asker"),
    ]


def test_a_headline_counts_in_any_case_and_with_the_site_after_it():
    text = f"SHELLS HIT ASKER \u2013 12 DEAD | Nord Herald\n\n{BODY}"
    assert marked(text, "Shells hit Asker - 12 dead") == [
        ("headline", "SHELLS HIT ASKER \u2013 12 DEAD | Nord Herald")
    ]


def test_a_title_that_the_text_does_not_have_marks_nothing():
    assert marked(f"{BODY}\n\n{MORE}", "Shells hit Asker") == []


def test_a_headline_stays_readable_where_nothing_else_is():
    assert marked("Shells hit Asker\n\nShare\n", "Shells hit Asker") == [("boilerplate", "Share")]


def test_the_headline_is_looked_for_at_the_head_only():
    text = "\n\n".join([BODY] * 14 + ["Shells hit Asker", "Shells hit Nord"])
    assert marked(text, "Shells hit Asker") == []


def test_lines_that_only_say_when_are_datelines():
    text = f"Tuesday, October 15, 2019\n\n{BODY}\n\n{MORE}\n\nPublished: 2019-10-15\n"
    assert marked(text) == [
        ("dateline", "Tuesday, October 15, 2019"),
        ("dateline", "Published: 2019-10-15"),
    ]


def test_the_dateline_of_a_report_stays_readable():
    assert marked(f"ASKER, Norland, Oct 13 2016 (AFP) - {BODY}") == []


def test_desk_lines_are_bylines():
    lines = [
        "(Reporting by Ann Lee; Editing by Omar al Hadi)",
        "(Additional reporting by Ann Lee in Asker.)",
        "Reporting by Ann Lee",
        "Reporting by Ann Lee in Asker; editing by Bo Li",
        "(AFP)",
    ]
    text = "\n\n".join([BODY, MORE, *lines])
    assert marked(text) == [("byline", line) for line in lines]
    assert marked(f"{BODY}\n\nReporting by Reuters found that 12 had died.\n\n{MORE}") == []


def test_headlines_of_other_articles_go_with_the_heading_above_them():
    others = "Related stories\n\nTwelve dead in Nord\nTruce talks fail"
    text = f"{BODY}\n\n{others}\n\n{MORE}\n\nTen died\n"
    assert [line for _, line in marked(text)] == [
        "Related stories",
        "Twelve dead in Nord",
        "Truce talks fail",
    ]


def test_headings_between_paragraphs_are_headlines():
    text = f"{BODY}\n\nFresh talks\n\n{MORE}\n\n\u2018Total panic\u2019\n\n{BODY}"
    assert marked(text) == [("headline", "Fresh talks"), ("headline", "\u2018Total panic\u2019")]


@pytest.mark.parametrize(
    "line",
    [
        "Twelve people were killed there.",
        "12 people killed",
        "09.40 - Asker shelled again",
        "and fled",
        "Rebels and soldiers fought for hours in the town",
    ],
)
def test_short_body_lines_are_no_headings(line):
    assert marked(f"{BODY}\n\n{line}\n\n{MORE}") == []


def test_a_heading_stands_apart():
    assert marked(f"{BODY}\nFresh talks\n{MORE}") == []


def test_a_credit_at_the_end_of_a_long_line_leaves_the_line_readable():
    text = f"{BODY} {MORE} {BODY} Photo: Ann Lee/AFP"
    assert marked(text) == [("boilerplate", "Photo: Ann Lee/AFP")]


def test_what_a_page_leaves_around_its_article():
    before = [
        ("boilerplate", "Skip to main content"),
        ("boilerplate", "World"),
        ("headline", "Shells hit Asker, killing 12"),
        ("byline", "By Ann Lee"),
        ("byline", "BBC News, Nord"),
        ("byline", "Source: Nord Herald"),
        ("dateline", "14 October 2016 / 3:12 PM"),
        ("boilerplate", "5 min read"),
        ("boilerplate", "Image caption, Smoke rises over Asker"),
    ]
    after = [
        ("boilerplate", "More on this story"),
        ("boilerplate", "Army retakes Nord"),
        ("boilerplate", "https://example.org/news/1"),
    ]
    lines = [line for _, line in before] + [BODY, MORE] + [line for _, line in after]
    assert marked("\n".join(lines), "Shells hit Asker, killing 12") == before + after
    document = build_document("a", "\n".join(lines))
    assert document.title == "Shells hit Asker, killing 12"
    assert str(document.published) == "2016-10-14"
    assert document.source == "Nord Herald"


def test_a_document_carries_its_regions():
    document = build_document("a", f"Shells hit Asker\n\n{BODY}")
    assert [region.kind for region in document.regions] == [RegionKind.HEADLINE]


LINES = st.sampled_from(
    [
        *("", " ", BODY, MORE, "Share", "Related stories", "Shells hit Asker", "By Ann Lee", "AFP"),
        *("x", "Tuesday, October 15, 2019", "Photo: AFP", "\u2014", "Fresh talks", "\u0130\u00df"),
    ]
)


@settings(deadline=None)
@given(st.lists(LINES | st.text(max_size=40), max_size=25), st.sampled_from(["\n", "\r\n"]))
def test_regions_lie_in_the_text_in_order_and_apart(lines, end):
    text = end.join(lines)
    regions = find_regions(text, "Shells hit Asker")
    for region in regions:
        inside = text[region.span.begin : region.span.end]
        assert inside == inside.strip() != ""
        assert "\n" not in inside
    for first, second in pairwise(regions):
        assert first.span.end <= second.span.begin
    assert regions == find_regions(text, "Shells hit Asker")
