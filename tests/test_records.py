import dataclasses
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import RecordError
from kg.records import (
    FAMILIES,
    CasualtyClaim,
    Document,
    EventReport,
    EventType,
    Extraction,
    Family,
    Flags,
    Kind,
    Mention,
    Outcome,
    Region,
    RegionKind,
    Span,
)

DOCUMENT = Document("a", "Rebels shelled Asker on Monday, killing 12 people.")
ALL = Span(0, 50)


def event(name="e1", **more):
    return EventReport(name, EventType.SHELLING, **{"evidence": (ALL,), "trigger": ALL} | more)


def claim(name="c1", low=12, high=12, **more):
    given = {"event": "e1", "outcome": Outcome.KILLED, "group": "people", "evidence": ALL} | more
    return CasualtyClaim(id=name, min=low, max=high, **given)


def test_every_leaf_belongs_to_one_family():
    assert len(EventType) == 28
    assert sorted(leaf for leaves in FAMILIES.values() for leaf in leaves) == sorted(EventType)
    assert EventType.SIEGE.family is Family.VIOLENCE
    assert EventType.ARREST.family is Family.PUBLIC_ORDER


@pytest.mark.parametrize(("begin", "end"), [(3, 3), (4, 3), (-1, 3)])
def test_a_span_has_characters(begin, end):
    with pytest.raises(RecordError, match="empty or reversed"):
        Span(begin, end)


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [
        (Span(10, 20), True, True),
        (Span(12, 15), True, True),
        (Span(5, 11), True, False),
        (Span(19, 25), True, False),
        (Span(5, 25), True, False),
        (Span(5, 10), False, False),
        (Span(20, 25), False, False),
    ],
)
def test_spans_overlap_and_contain(other, overlaps, contains):
    span = Span(10, 20)
    assert span.overlaps(other) is other.overlaps(span) is overlaps
    assert span.contains(other) is contains


@given(
    st.tuples(st.integers(0, 20), st.integers(1, 9)),
    st.tuples(st.integers(0, 20), st.integers(1, 9)),
)
@settings(deadline=None)
def test_spans_overlap_where_they_share_a_character(one, other):
    first, second = Span(one[0], sum(one)), Span(other[0], sum(other))
    chars = set(range(first.begin, first.end)), set(range(second.begin, second.end))
    assert first.overlaps(second) == bool(chars[0] & chars[1])
    assert first.contains(second) == (chars[1] <= chars[0])


def test_records_are_frozen():
    with pytest.raises(dataclasses.FrozenInstanceError):
        DOCUMENT.id = "b"


def test_a_document_quotes_its_text_and_no_further():
    assert DOCUMENT.quote(Span(0, 6)) == "Rebels"
    with pytest.raises(RecordError, match="a: span 45,51 leaves the text"):
        DOCUMENT.quote(Span(45, 51))


def test_the_hash_is_that_of_the_text_alone():
    assert DOCUMENT.text_hash == Document("b", DOCUMENT.text, title="T").text_hash
    assert DOCUMENT.text_hash != Document("a", DOCUMENT.text + " ").text_hash
    assert DOCUMENT.text_hash.startswith("sha256:")
    assert len(DOCUMENT.text_hash) == 71


def test_where_a_document_was_read_is_no_part_of_it():
    assert Document("a", "x", path="one") == Document("a", "x", path="two")


@given(st.text(max_size=60))
@settings(deadline=None)
def test_any_composed_text_is_a_document_and_no_other(text):
    composed = unicodedata.normalize("NFC", text)
    document = Document("a", composed)
    for begin in range(len(composed)):
        assert document.quote(Span(begin, begin + 1)) == composed[begin]
    if composed != text:
        with pytest.raises(RecordError, match="normal form C"):
            Document("a", text)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Document("", "x"), "needs an id"),
        (lambda: Document("a", "e\u0301"), "normal form C"),
        (lambda: Document("a", "x", regions=(Region(Span(0, 2), RegionKind.BYLINE),)), "leaves"),
        (lambda: Mention(" ", Span(3, 4), Kind.PLACE), "mention at 3,4 has no name"),
        (lambda: Flags(count=0), "count of 0"),
        (lambda: claim(low=None, high=None), "claim c1 has neither"),
        (lambda: claim(low=-1), "claim c1 counts fewer than nobody"),
        (lambda: claim(low=None, high=-1), "fewer than nobody"),
        (lambda: claim(low=13), "claim c1: at most 12 is below at least 13"),
        (lambda: claim(including="c1"), "share of itself"),
        (lambda: claim(confidence=1.5), "claim c1 has confidence 1.5"),
        (lambda: event(evidence=()), "event e1 has no evidence"),
        (
            lambda: event(earliest=date(2016, 10, 14), latest=date(2016, 10, 13)),
            "event e1 ends on 2016-10-13, before 2016-10-14",
        ),
        (lambda: event(part_of="e1"), "part of itself"),
        (lambda: event(confidence=-0.1), "event e1 has confidence -0.1"),
        (lambda: Extraction(DOCUMENT, (event(), event())), "a: two events share an id"),
        (lambda: Extraction(DOCUMENT, (event(),), (claim(), claim())), "two claims share an id"),
        (lambda: Extraction(DOCUMENT, (event(part_of="e2"),)), "event e1 is part of unknown e2"),
        (lambda: Extraction(DOCUMENT, (), (claim(),)), "claim c1 belongs to unknown e1"),
        (
            lambda: Extraction(DOCUMENT, (event(),), (claim(including="c2"),)),
            "claim c1 is a share of unknown c2",
        ),
        (
            lambda: Extraction(DOCUMENT, (event("e1", part_of="e2"), event("e2", part_of="e1"))),
            "a: event e1 is, through others, part of itself",
        ),
        (
            lambda: Extraction(
                DOCUMENT, (event(),), (claim("c1", including="c2"), claim("c2", including="c1"))
            ),
            "a: claim c1 is, through others, a share of itself",
        ),
    ],
)
def test_what_contradicts_itself_is_no_record(make, words):
    with pytest.raises(RecordError, match=words):
        make()


@pytest.mark.parametrize(
    "make",
    [
        lambda: claim(low=None, high=12),
        lambda: claim(low=12, high=None),
        lambda: claim(low=0, high=0),
        lambda: event(earliest=date(2016, 10, 14)),
        lambda: event(latest=date(2016, 10, 14)),
        lambda: event(earliest=date(2016, 10, 14), latest=date(2016, 10, 14)),
        lambda: Extraction(
            DOCUMENT,
            (event("e1", part_of="e2"), event("e2", part_of="e3"), event("e3")),
            (claim("c1", including="c2"), claim("c2")),
        ),
    ],
)
def test_what_holds_together_is_a_record(make):
    make()


MENTION = Mention("x", Span(49, 51), Kind.GROUP)


@pytest.mark.parametrize(
    "outside",
    [
        {"evidence": (ALL, Span(49, 51))},
        {"trigger": Span(49, 51)},
        {"date_span": Span(49, 51)},
        {"agents": (MENTION,)},
        {"targets": (MENTION,)},
        {"places": (Mention("x", Span(49, 51), Kind.PLACE),)},
        {"instrument": MENTION},
        {"attributed_to": (MENTION,)},
    ],
)
def test_every_span_of_an_event_lies_in_the_text(outside):
    with pytest.raises(RecordError, match="span 49,51 leaves the text"):
        Extraction(DOCUMENT, (event(**outside),))


@pytest.mark.parametrize(
    "outside",
    [
        {"evidence": Span(49, 51)},
        {"count_span": Span(49, 51)},
        {"group_span": Span(49, 51)},
        {"attributed_to": (MENTION,)},
    ],
)
def test_every_span_of_a_claim_lies_in_the_text(outside):
    with pytest.raises(RecordError, match="span 49,51 leaves the text"):
        Extraction(DOCUMENT, (event(),), (claim(**outside),))


@pytest.mark.parametrize(
    ("role", "kind", "message"),
    [
        ("agents", Kind.PLACE, "cannot act: Place"),
        ("attributed_to", Kind.WEAPON, "cannot act: Weapon"),
        ("places", Kind.GROUP, "is no place: Group"),
    ],
)
def test_an_argument_is_of_a_kind_that_fits_its_role(role, kind, message):
    with pytest.raises(RecordError, match=message):
        event(**{role: (Mention("x", ALL, kind),)})


def test_the_source_of_a_claim_can_speak():
    with pytest.raises(RecordError, match="cannot act: Object"):
        claim(attributed_to=(Mention("x", ALL, Kind.OBJECT),))


def test_the_mentions_of_an_event_come_with_their_roles():
    def named(name, kind=Kind.GROUP):
        return Mention(name, ALL, kind)

    found = event(
        agents=(named("a"),),
        targets=(named("t"), named("u")),
        places=(named("p", Kind.PLACE),),
        instrument=named("i", Kind.WEAPON),
        attributed_to=(named("s"),),
    ).mentions()
    assert [(role, mention.name) for role, mention in found] == [
        ("agent", "a"),
        ("target", "t"),
        ("target", "u"),
        ("place", "p"),
        ("instrument", "i"),
        ("source", "s"),
    ]


def test_long_chains_of_parts_are_no_cycle():
    events = [event(f"e{n}", part_of=f"e{n + 1}") for n in range(500)]
    Extraction(DOCUMENT, (*events, event("e500")))
