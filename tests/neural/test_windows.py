from hypothesis import given
from hypothesis import strategies as st

from kg.neural.windows import CONTEXT, LIMIT, windows

CLS, SEP = 101, 102
words = st.lists(st.integers(1, 9), max_size=4).map(tuple)
documents = st.lists(st.lists(words, max_size=60), max_size=12)


@given(documents, st.one_of(st.none(), st.integers(20, LIMIT)))
def test_every_word_with_pieces_is_decided_in_one_window(pieces, first):
    decided = [
        w for window in windows(pieces, CLS, SEP, first=first) for w in window.words[window.own :]
    ]
    assert decided == [(s, w) for s, ws in enumerate(pieces) for w, ids in enumerate(ws) if ids]


@given(documents)
def test_a_window_holds_the_pieces_of_its_words_between_the_marks(pieces):
    for window in windows(pieces, CLS, SEP):
        inside = [i for s, w in window.words for i in pieces[s][w]]
        assert list(window.ids) == [CLS, *inside, SEP]
        for (s, w), first in zip(window.words, window.firsts, strict=True):
            assert window.ids[first : first + len(pieces[s][w])] == pieces[s][w]
            assert window.sentences[first] == s


@given(documents)
def test_the_end_of_what_stands_before_is_context(pieces):
    before: list[tuple[int, int]] = []
    for window in windows(pieces, CLS, SEP):
        context, own = window.words[: window.own], window.words[window.own :]
        assert list(context) == before[len(before) - len(context) :]
        assert sum(len(pieces[s][w]) for s, w in context) <= CONTEXT
        before = list(own)


def test_a_sentence_of_a_thousand_words_is_read_in_parts():
    found = list(windows([[(7,)] * 1000], CLS, SEP))
    assert len(found) > 3
    assert max(len(window.ids) for window in found) < 300


def test_a_document_without_words_has_no_window():
    assert list(windows([], CLS, SEP)) == []
    assert list(windows([[()], []], CLS, SEP)) == []
