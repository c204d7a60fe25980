import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotation import (
    document_from_json,
    document_to_json,
    extraction_from_json,
    extraction_to_json,
)
from kg.errors import InputError
from kg.records import (
    CasualtyClaim,
    Document,
    EventReport,
    EventType,
    Extraction,
    Flags,
    Kind,
    Mention,
    Modality,
    Outcome,
    Span,
)

DEV = Path(__file__).parent / "data" / "dev"
TEXT = "Rebels shelled Asker on Monday, killing 12 people, S\u00fcd TV said \U0001f4a5 today."
DOCUMENT = Document("a", TEXT, "Title", date(2016, 10, 14), "S", "https://example.org/", "CC0")
OURS = {"extractor", "confidence", "kind", "link", "count_span", "group_span"}


def spans():
    return st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 20)).map(
        lambda pair: Span(pair[0], min(len(TEXT), sum(pair)))
    )


NAMES = st.text(min_size=1, max_size=8).filter(str.strip)
ACTORS = [kind for kind in Kind if kind.is_actor]
SHARES = st.none() | st.floats(0, 1)


def mentions(*kinds):
    return st.builds(
        Mention, NAMES, spans(), st.sampled_from(kinds), st.sampled_from([None, "Q858"])
    )


def some_mentions(*kinds):
    return st.lists(mentions(*kinds), max_size=2).map(tuple)


@st.composite
def events(draw, name, others):
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    return EventReport(
        id=name,
        type=draw(st.sampled_from(EventType)),
        evidence=tuple(draw(st.lists(spans(), min_size=1, max_size=3))),
        trigger=draw(spans()),
        earliest=draw(st.sampled_from([None, days[0]])),
        latest=draw(st.sampled_from([None, days[1]])),
        date_span=draw(st.none() | spans()),
        places=draw(some_mentions(Kind.PLACE)),
        agents=draw(some_mentions(*ACTORS)),
        targets=draw(some_mentions(*Kind)),
        instrument=draw(st.none() | mentions(Kind.WEAPON)),
        modality=draw(st.sampled_from(Modality)),
        attributed_to=draw(some_mentions(*ACTORS)),
        part_of=draw(st.sampled_from([None, *others])),
        flags=draw(st.builds(Flags, count=st.none() | st.integers(1, 99))),
        extractor=draw(st.sampled_from(["", "rules"])),
        confidence=draw(SHARES),
    )


@st.composite
def claims(draw, name, event_ids, others):
    bounds = sorted(draw(st.lists(st.integers(0, 500), min_size=2, max_size=2)))
    low, high = draw(st.sampled_from([(bounds[0], None), (None, bounds[1]), tuple(bounds)]))
    return CasualtyClaim(
        id=name,
        event=draw(st.sampled_from(event_ids)),
        outcome=draw(st.sampled_from(Outcome)),
        min=low,
        max=high,
        group=draw(NAMES),
        evidence=draw(spans()),
        approximate=draw(st.booleans()),
        count_span=draw(st.none() | spans()),
        group_span=draw(st.none() | spans()),
        attributed_to=draw(some_mentions(*ACTORS)),
        including=draw(st.sampled_from([None, *others])),
        confidence=draw(SHARES),
    )


@st.composite
def extractions(draw):
    event_ids = [f"e{n}" for n in range(draw(st.integers(1, 3)))]
    claim_ids = [f"c{n}" for n in range(draw(st.integers(0, 2)))]
    return Extraction(
        DOCUMENT,
        tuple(draw(events(name, event_ids[:n])) for n, name in enumerate(event_ids)),
        tuple(draw(claims(name, event_ids, claim_ids[:n])) for n, name in enumerate(claim_ids)),
    )


@given(extractions())
@settings(deadline=None, max_examples=60)
def test_records_come_back_from_json_as_they_were(extraction):
    data = json.loads(json.dumps(extraction_to_json(extraction)))
    assert extraction_from_json(DOCUMENT, data) == extraction


@given(extractions())
@settings(deadline=None, max_examples=30)
def test_every_quote_is_what_the_text_has_there(extraction):
    def check(value):
        if isinstance(value, dict):
            if "quote" in value:
                assert value["quote"] == TEXT[value["begin"] : value["end"]]
            value = list(value.values())
        for item in value if isinstance(value, list) else []:
            check(item)

    check(extraction_to_json(extraction))


def without_ours(value):
    """JSON without the keys that only our own annotations have, and flags always an object."""
    if isinstance(value, dict):
        kept = {key: without_ours(item) for key, item in value.items() if key not in OURS}
        if "trigger" in kept:
            kept["flags"] = kept.get("flags") or {}
        if kept.get("instrument"):
            kept["instrument"].pop("name", None)
        return kept
    return [without_ours(item) for item in value] if isinstance(value, list) else value


@pytest.mark.parametrize("path", sorted(DEV.glob("docs/*.json")), ids=lambda path: path.stem)
def test_gold_comes_back_from_records_as_it_was(path):
    given_document = json.loads(path.read_text())
    document = document_from_json(given_document)
    assert document_to_json(document) == given_document
    gold = json.loads((DEV / "annotations" / path.name).read_text())
    written = extraction_to_json(extraction_from_json(document, gold))
    assert without_ours(written) == without_ours(gold)


def test_a_document_comes_back_from_json_as_it_was():
    assert document_from_json(document_to_json(DOCUMENT)) == DOCUMENT
    assert document_from_json({"id": "a", "text": "x"}) == Document("a", "x")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"id": None}, "'id' is missing"),
        ({"id": 3}, "'id' is 3"),
        ({"text": None}, "document a"),
        ({"title": ["x"]}, "'title'"),
        ({"source": 3}, "'source' is 3"),
        ({"published": "14.10.2016"}, "14.10.2016"),
        ({"published": 2016}, "document a"),
    ],
)
def test_a_malformed_document_is_an_error(changes, words):
    with pytest.raises(InputError, match=words):
        document_from_json({"id": "a", "text": "x"} | changes)


@pytest.mark.parametrize("data", [None, [], "x"])
def test_what_is_no_object_is_no_document(data):
    with pytest.raises(InputError, match=r"document \?"):
        document_from_json(data)


def minimal_event(**changes):
    return {"id": "e1", "type": "Shelling", "evidence": [{"begin": 0, "end": 6}]} | changes


def minimal_claim(**changes):
    evidence = {"begin": 0, "end": 6}
    given = {"id": "c1", "event": "e1", "outcome": "killed", "min": 1, "evidence": evidence}
    return given | changes


def test_what_an_annotation_leaves_out_has_its_default():
    found = extraction_from_json(
        DOCUMENT, {"events": [minimal_event()], "claims": [minimal_claim()]}
    )
    [event], [claim] = found.events, found.claims
    assert event == EventReport("e1", EventType.SHELLING, (Span(0, 6),), Span(0, 6))
    assert (claim.min, claim.max, claim.group, claim.approximate) == (1, None, "people", False)


def test_kinds_that_an_annotation_leaves_out_follow_the_role():
    here = {"name": "x", "begin": 0, "end": 6}
    roles = {key: [here] for key in ("agents", "targets", "places", "attributed_to")}
    [event] = extraction_from_json(
        DOCUMENT,
        {"events": [minimal_event(instrument={"quote": "x", "begin": 0, "end": 6}, **roles)]},
    ).events
    assert [(role, mention.kind) for role, mention in event.mentions()] == [
        ("agent", Kind.GROUP),
        ("target", Kind.GROUP),
        ("place", Kind.PLACE),
        ("instrument", Kind.WEAPON),
        ("source", Kind.GROUP),
    ]


def test_a_mention_without_characters_is_left_out():
    [event] = extraction_from_json(
        DOCUMENT, {"events": [minimal_event(agents=[{"name": "x", "begin": None}])]}
    ).events
    assert event.agents == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"id": None},
        {"id": ""},
        {"type": "Explosion"},
        {"type": None},
        {"evidence": []},
        {"evidence": [{"begin": 0}]},
        {"evidence": [{"begin": 0, "end": 6.5}]},
        {"evidence": [{"begin": 0, "end": "6"}]},
        {"evidence": [{"begin": 6, "end": 6}]},
        {"evidence": [{"begin": 0, "end": 6_000}]},
        {"evidence": ["Rebels"]},
        {"date": {"earliest": "yesterday"}},
        {"date": {"earliest": "2016-10-14", "latest": "2016-10-13"}},
        {"date": "2016-10-14"},
        {"modality": "maybe"},
        {"part_of": "e7"},
        {"part_of": "e1"},
        {"agents": [{"begin": 0, "end": 6}]},
        {"agents": [{"name": "x", "begin": 0, "end": 6, "kind": "Robot"}]},
        {"agents": "Rebels"},
        {"flags": {"count": "3"}},
        {"flags": {"count": True}},
        {"flags": {"suicide": "no"}},
        {"flags": ["suicide"]},
        {"confidence": "high"},
        {"confidence": 2},
    ],
)
def test_a_malformed_event_is_an_error_that_names_the_document(changes):
    with pytest.raises(InputError, match=r"annotation of a: .*; see the annotation format"):
        extraction_from_json(DOCUMENT, {"events": [minimal_event(**changes)]})


@pytest.mark.parametrize(
    "changes",
    [
        {"event": "e7"},
        {"event": None},
        {"outcome": "sad"},
        {"min": None},
        {"min": "12"},
        {"min": 1.5},
        {"min": True},
        {"min": 3, "max": 2},
        {"approximate": "yes"},
        {"including": "c7"},
        {"evidence": None},
        {"group": 3},
        {"count_span": {"begin": 5, "end": 5}},
    ],
)
def test_a_malformed_claim_is_an_error_that_names_the_document(changes):
    data = {"events": [minimal_event()], "claims": [minimal_claim(**changes)]}
    with pytest.raises(InputError, match="annotation of a: "):
        extraction_from_json(DOCUMENT, data)


@pytest.mark.parametrize("data", [{}, {"events": None}, [], None])
def test_what_is_no_annotation_is_an_error(data):
    with pytest.raises(InputError, match="annotation of a: "):
        extraction_from_json(DOCUMENT, data)


def test_flags_that_are_not_known_are_left_out():
    [event] = extraction_from_json(
        DOCUMENT, {"events": [minimal_event(flags={"riot": True, "odd": 5, "suicide": None})]}
    ).events
    assert event.flags == Flags(riot=True)
