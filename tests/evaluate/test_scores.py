import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.annotation import extraction_from_json
from kg.errors import InputError
from kg.evaluate import Figure, evaluate, gold_annotations, gold_documents
from kg.evaluate.match import ScoredDocument, event_weight, pair, scored
from kg.records import EventType, Extraction

from .sample import claim, event, named, write

DEV = Path(__file__).parents[1] / "data" / "dev"


@pytest.fixture
def score(tmp_path):
    def scores(gold, predicted):
        write(tmp_path / "gold", a=gold)
        write(tmp_path / "predicted", a=predicted)
        return evaluate(tmp_path / "gold", tmp_path / "predicted")

    return scores


def figure(found, name):
    f = found.figures[name]
    return f.matched, f.gold, f.predicted


def test_a_figure_is_a_share_of_each_side():
    assert Figure(1, 4, 2).precision == 0.5
    assert Figure(1, 4, 2).recall == 0.25
    assert Figure(1, 4, 2).f1 == pytest.approx(1 / 3)
    assert Figure(0, 4, 0).precision == Figure(0, 0, 4).recall == Figure().f1 == 0
    assert Figure(1, 2, 3) + Figure(10, 20, 30) == Figure(11, 22, 33)


@pytest.mark.parametrize(
    ("guess", "events", "types"),
    [
        (event("p1"), 1, 1),
        (event("p1", "Shelling"), 1, 0),
        (event("p1", "Negotiation"), 0, 0),
        (event("p1", at=(49, 90)), 1, 1),
        (event("p1", at=(50, 90)), 0, 0),
    ],
)
def test_events_pair_within_a_family_where_evidence_overlaps(score, guess, events, types):
    found = score(([event("e1")], []), ([guess], []))
    assert figure(found, "event") == (events, 1, 1)
    assert figure(found, "type") == (types, 1, 1)


def test_an_event_pairs_once(score):
    found = score(([event("e1")], []), ([event("p1"), event("p2")], []))
    assert figure(found, "event") == (1, 1, 2)


def test_type_trigger_and_arguments_decide_between_events_of_one_sentence(score):
    def span(begin):
        return {"begin": begin, "end": begin + 5}

    gold = [
        event("e1", trigger=span(10), places=[named("Asker", 1, 6)]),
        event("e2", "Shelling", trigger=span(30), agents=[named("the army")]),
    ]
    predicted = [
        event("p1", "Bombing", trigger=span(30)),
        event("p2", "AirStrike", places=[named("Asker")]),
    ]
    found = score((gold, []), (predicted, []))
    assert figure(found, "event") == (2, 2, 2)
    assert figure(found, "type") == (1, 2, 2)
    assert figure(found, "place") == (1, 1, 1)


@pytest.mark.parametrize(
    ("gold", "guess", "matches"),
    [
        (named("Asker", 5, 10), named("Nord", 9, 12), True),
        (named("Asker", 5, 10), named("Nord", 10, 12), False),
        (named("the Nord Front"), named("Nord Front"), True),
        (named("Gen. Ann Lee"), named("Lee"), True),
        (named("Nord Front"), named("Nord Army"), False),
        (named("the President"), named("President"), True),
        (named(""), named(""), False),
        (named(None), named("Lee"), False),
    ],
)
@pytest.mark.parametrize("role", ["places", "agents", "targets", "sources"])
def test_arguments_match_by_characters_or_by_contained_names(score, role, gold, guess, matches):
    found = score(
        ([event("e1", **{role: [gold]})], []), ([event("p1", **{role: [guess, guess]})], [])
    )
    name = "source" if role == "sources" else role.removesuffix("s")
    assert figure(found, name) == (int(matches), 1, 2)


def test_arguments_of_unpaired_events_count_as_missed_and_as_wrong(score):
    found = score(
        ([event("e1", agents=[named("Lee")])], []),
        ([event("p1", at=(60, 70), agents=[named("Lee")])], []),
    )
    assert figure(found, "agent") == (0, 1, 1)


@pytest.mark.parametrize(
    ("gold", "guess", "expected"),
    [
        (("2016-10-13", "2016-10-13"), ("2016-10-13", "2016-10-13"), (1, 1, 1)),
        (("2016-10-13", "2016-10-13"), ("2016-10-12", "2016-10-13"), (0, 1, 1)),
        ((None, "2016-10-13"), (None, "2016-10-13"), (1, 1, 1)),
        ((None, None), (None, None), (0, 0, 0)),
        ((None, None), ("2016-10-13", None), (0, 0, 1)),
    ],
)
def test_both_days_must_be_equal(score, gold, guess, expected):
    def day(pair):
        return {"earliest": pair[0], "latest": pair[1]}

    found = score(([event("e1", date=day(gold))], []), ([event("p1", date=day(guess))], []))
    assert figure(found, "date") == expected


def test_modality_is_compared_over_paired_events(score):
    gold = [event("e1"), event("e2", at=(60, 70), modality="planned"), event("e3", at=(80, 90))]
    predicted = [event("p1"), event("p2", at=(60, 70)), event("p3", at=(100, 110))]
    assert figure(score((gold, []), (predicted, [])), "modality") == (1, 3, 2)


@pytest.mark.parametrize(
    ("guess", "matched", "sourced"),
    [
        (claim("p1", sources=[named("a monitor")]), 1, 1),
        (claim("p1", sources=[named("police")]), 1, 0),
        (claim("p1"), 1, 0),
        (claim("p1", group="rebels", sources=[named("monitor")]), 1, 1),
        (claim("p1", high=None), 0, 0),
        (claim("p1", outcome="injured"), 0, 0),
        (claim("p1", at=(50, 60)), 0, 0),
    ],
)
def test_claims_match_on_outcome_and_bounds_then_source(score, guess, matched, sourced):
    found = score(([], [claim("c1", sources=[named("a monitor")])]), ([], [guess]))
    assert figure(found, "claim") == (matched, 1, 1)
    assert figure(found, "claim_source") == (sourced, 1, 1)


def test_the_group_decides_between_equal_claims(score):
    gold = [claim("c1", group="rebels", sources=[named("a monitor")])]
    predicted = [
        claim("p1", group="soldiers"),
        claim("p2", group="the rebels", sources=gold[0]["attributed_to"]),
    ]
    assert figure(score(([], gold), ([], predicted)), "claim_source") == (1, 1, 2)


def test_figures_are_summed_over_documents_and_counted_for_each(tmp_path):
    gold = write(tmp_path / "gold", a=([event("e1")], []), b=([event("e1")], []), c=([], []))
    predicted = write(tmp_path / "predicted", a=([event("p1")], []), x=([event("p1")], []))
    found = evaluate(gold, predicted)
    assert figure(found, "event") == (1, 2, 1)
    assert found.documents["a"]["event"] == Figure(1, 1, 1)
    assert found.documents["b"]["event"] == Figure(0, 1, 0)
    assert found.missing == ("b", "c")


def test_types_have_figures_of_their_own(score):
    gold = [event("e1"), event("e2", "Shelling", at=(60, 70))]
    predicted = [event("p1"), event("p2", "Bombing", at=(60, 70))]
    assert score((gold, []), (predicted, [])).types == {
        EventType.AIR_STRIKE: Figure(1, 1, 1),
        EventType.SHELLING: Figure(0, 1, 0),
        EventType.BOMBING: Figure(0, 0, 1),
    }


def test_overall_is_the_mean_of_nine_and_leaves_modality_out(score):
    found = score(([event("e1")], [claim("c1")]), ([event("p1", modality="denied")], [claim("p1")]))
    assert found.overall == pytest.approx(4 / 9)  # event, type, claim and claim_source


def test_an_unknown_type_is_an_error_that_names_the_document(score):
    with pytest.raises(InputError, match=r"annotation of a: .*Explosion"):
        score(([event("e1")], []), ([event("p1", "Explosion")], []))


@pytest.mark.parametrize(
    "broken", [{"type": "Aid"}, [], {"type": "Aid", "evidence": [{"begin": 3}]}]
)
def test_a_malformed_event_is_an_error(broken):
    with pytest.raises(InputError, match="annotation of a"):
        scored("a", {"events": [broken]})


def test_a_prediction_folder_must_exist(tmp_path):
    gold = write(tmp_path / "gold", a=([], []))
    with pytest.raises(InputError, match="no such folder"):
        evaluate(gold, tmp_path / "nowhere")


def test_gold_scores_one_against_itself_as_files_and_as_records():
    documents = {document.id: document for document in gold_documents(DEV)}
    records = {
        name: extraction_from_json(documents[name], annotation)
        for name, annotation in gold_annotations(DEV).items()
    }
    as_files, as_records = evaluate(DEV, DEV / "annotations"), evaluate(DEV, records)
    assert as_files == as_records
    assert as_files.overall == 1
    assert all(f.f1 == 1 for f in as_files.types.values())
    assert as_files.missing == ()


def test_nothing_found_scores_zero():
    documents = gold_documents(DEV)
    found = evaluate(DEV, {document.id: Extraction(document) for document in documents})
    assert found.overall == 0
    assert found.figures["event"].gold > 20


def flat(figures):
    return {name: (f.matched, f.gold, f.predicted) for name, f in figures.items()}


SPANS = st.integers(0, 80).map(lambda begin: (begin, begin + 30))
EVENTS = st.lists(
    st.builds(
        lambda kind, at, who: event("e", kind, at, agents=[named(who)]),
        st.sampled_from(["AirStrike", "Shelling", "Aid"]),
        SPANS,
        st.sampled_from(["army", "the army", "rebels"]),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(EVENTS, EVENTS)
def test_matches_never_exceed_either_side_and_are_symmetric(some, others):
    gold = ScoredDocument(scored("a", {"events": some}).events)
    predicted = ScoredDocument(scored("a", {"events": others}).events)
    pairs = pair(gold.events, predicted.events, event_weight)
    assert len(pairs) <= min(len(some), len(others))
    turned = pair(predicted.events, gold.events, event_weight)
    assert sum(event_weight(*p) for p in pairs) == pytest.approx(
        sum(event_weight(*p) for p in turned)
    )


def test_json_written_by_hand_scores_like_records(tmp_path):
    for name, annotation in gold_annotations(DEV).items():
        (tmp_path / f"{name}.json").write_text(json.dumps(annotation))
    assert flat(evaluate(DEV, tmp_path).figures) == flat(
        evaluate(DEV / "annotations", tmp_path).figures
    )
