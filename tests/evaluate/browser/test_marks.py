from hypothesis import given
from hypothesis import strategies as st

from kg.evaluate.browser.marks import Mark, Verdict, paragraphs, pieces

TEXT = "The army shelled Asker harbour."


def mark(begin, end, role="place", verdict=Verdict.RIGHT, title="place of Shelling: right"):
    return Mark(begin, end, role, verdict, title)


SPANS = st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda x: (x[0], x[0] + x[1]))
MARKS = st.lists(SPANS.map(lambda span: mark(*span)), max_size=5)


@given(MARKS, st.lists(SPANS, max_size=3), SPANS)
def test_the_pieces_are_the_text_between_two_offsets(marks, evidence, span):
    begin, end = span[0], min(span[1], len(TEXT))
    found = pieces(TEXT, begin, end, marks, evidence)
    assert "".join(piece.text for piece in found) == TEXT[begin:end]


def test_the_shorter_mark_is_shown_and_the_title_names_both():
    target = mark(17, 30, "target", title="target of Shelling: right")
    found = pieces(TEXT, 0, len(TEXT), [target, mark(17, 22)])
    shown = {p.text: (p.mark.role, p.mark.title) for p in found if p.mark}
    assert shown == {
        "Asker": ("place", "place of Shelling: right; target of Shelling: right"),
        " harbour": ("target", "target of Shelling: right"),
    }


def test_of_two_verdicts_on_the_same_words_the_worse_is_shown():
    missed = mark(17, 22, verdict=Verdict.MISSED, title="place of Siege: missed")
    [piece] = [p for p in pieces(TEXT, 0, len(TEXT), [mark(17, 22), missed]) if p.mark]
    assert piece.mark.verdict is Verdict.MISSED


def test_a_mark_begins_once_and_evidence_is_told_apart():
    found = pieces(TEXT, 0, len(TEXT), [mark(4, 16)], [(9, 22)])
    assert [(p.text, p.first, p.evidence) for p in found] == [
        ("The ", False, False),
        ("army ", True, False),
        ("shelled", False, True),
        (" Asker", False, True),
        (" harbour.", False, False),
    ]


def test_lines_are_where_they_are_and_empty_ones_left_out():
    text = "One.\n\n Two.\n"
    assert [text[b:e] for b, e in paragraphs(text)] == ["One.", " Two."]
