from hypothesis import given
from hypothesis import strategies as st

from kg.serve.marking import ROLES, Mark, pieces

TEXT = "Rebels shelled the army post near Orlo."


def shown(cut):
    return [(p.text, p.role) for p in cut]


def test_mentions_stand_apart_from_the_text_between():
    marks = [Mark(0, 6, "agent"), Mark(7, 14, "trigger"), Mark(19, 28, "target")]
    assert shown(pieces(TEXT, marks)) == [
        ("Rebels", "agent"),
        (" ", None),
        ("shelled", "trigger"),
        (" the ", None),
        ("army post", "target"),
        (" near Orlo.", None),
    ]


def test_the_shorter_of_two_overlapping_mentions_is_shown_and_both_are_named():
    marks = [Mark(15, 28, "target", "target: the army post"), Mark(19, 23, "agent", "agent: army")]
    cut = pieces(TEXT, marks)
    assert shown(cut)[1:4] == [("the ", "target"), ("army", "agent"), (" post", "target")]
    assert cut[2].title == "agent: army; target: the army post"


def test_offsets_count_from_the_beginning_of_the_document():
    assert shown(pieces("the army post", [Mark(119, 123, "agent")], offset=115)) == [
        ("the ", None),
        ("army", "agent"),
        (" post", None),
    ]


def test_evidence_leaves_its_anchor_once_and_covers_its_pieces():
    cut = pieces(TEXT, [Mark(7, 14, "trigger")], [(0, 39), (0, 39)])
    assert cut[0].anchors == ("char=0,39",)
    assert all(p.evidence for p in cut)
    assert sum(len(p.anchors) for p in cut) == 1


def test_a_mention_of_the_whole_sentence_marks_nothing():
    marks = [Mark(0, 39, "victims"), Mark(7, 14, "trigger")]
    assert shown(pieces(TEXT, marks)) == shown(pieces(TEXT, marks[1:]))
    after = [Mark(0, 39, "victims")]
    assert shown(pieces(TEXT + " Then rain.", after, [(0, 39)])) == [
        (TEXT, None),
        (" Then rain.", None),
    ]


def test_marks_outside_the_text_do_nothing():
    assert shown(pieces("abc", [Mark(10, 12, "agent")])) == [("abc", None)]


spans = st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.text(max_size=60), st.lists(st.tuples(spans, st.sampled_from(ROLES))), st.lists(spans))
def test_the_pieces_joined_are_the_text(text, marks, evidence):
    cut = pieces(text, [Mark(*span, role) for span, role in marks], evidence)
    assert "".join(p.text for p in cut) == text
