"""Long documents in windows of paragraphs, with numbers and offsets of the whole document."""

from kg.extract.llm.joining import join_windows
from kg.extract.llm.quotes import find_quote
from kg.extract.llm.reading import Read
from kg.extract.llm.windows import question, split
from kg.nlp.analysis import Analysis, analyse
from kg.records import CasualtyClaim, EventReport, EventType, Kind, Mention, Outcome, Span
from tests.extract.llm import sample

PARAGRAPHS = [
    f"Shells fell on village {letter} at dawn. Nobody was hurt there. The army denied it all."
    for letter in "ABCDEF"
]
DOCUMENT = sample.document(text="\n\n".join(PARAGRAPHS))


def analysis() -> Analysis:
    return analyse(DOCUMENT)


def test_windows_hold_whole_paragraphs_and_every_sentence_once():
    parsed = analysis()
    windows = split(parsed, 200)
    assert len(windows) == 3
    assert [s.index for w in windows for s in w.sentences] == list(range(len(parsed.sentences)))
    assert all(len({s.paragraph for s in w.sentences}) == 2 for w in windows)
    assert split(parsed, 10_000)[0].sentences == parsed.sentences


def test_a_paragraph_that_is_too_long_is_split_between_sentences():
    windows = split(analysis(), 40)
    assert [len(w.sentences) for w in windows] == [1] * 18


def test_a_quote_of_a_later_window_has_offsets_of_the_document():
    window = split(analysis(), 200)[2]
    (number,) = (n for n, s in window.spans.items() if "village F" in DOCUMENT.quote(s))
    span = find_quote(DOCUMENT, window.spans[number], "village F")
    assert span and DOCUMENT.quote(span) == "village F"
    assert f"[{number}] Shells fell on village F at dawn." in question(DOCUMENT, window)


def test_a_question_tells_the_day_and_what_stands_before_without_numbers():
    first, second, _ = split(analysis(), 200)
    assert "Day of publication: 2021-05-04, a Tuesday" in question(DOCUMENT, first)
    assert "before" not in question(DOCUMENT, first)
    asked = question(DOCUMENT, second)
    assert "not to be quoted: Shells fell on village B" in asked
    assert "] Shells fell on village B" not in asked
    undated = sample.document(published=None)
    assert "Day of publication: not told" in question(undated, first)


def raid(id_: str, at: int, **changes: object) -> EventReport:
    known: dict[str, object] = {
        "id": id_,
        "type": EventType.SHELLING,
        "evidence": (Span(at, at + 5),),
        "trigger": Span(at, at + 5),
        "earliest": sample.PUBLISHED,
        "places": (Mention("Village A", Span(at + 5, at + 9), Kind.PLACE),),
        "agents": (Mention("the army", Span(at + 9, at + 12), Kind.STATE_FORCES),),
    }
    return EventReport(**{**known, **changes})  # type: ignore[arg-type]


def toll(id_: str, event: str, including: str | None = None) -> CasualtyClaim:
    return CasualtyClaim(id_, event, Outcome.KILLED, 2, 2, "men", Span(0, 5), including=including)


def test_one_happening_told_in_two_windows_is_one_event():
    first = Read((raid("e1", 0),), (toll("c1", "e1"),))
    part = raid("e2", 60, places=(), part_of="e1")
    second = Read((raid("e1", 40), part), (toll("c1", "e1"), toll("c2", "e1", "c1")))
    joined = join_windows([first, second])
    assert [(e.id, len(e.evidence), e.part_of) for e in joined.events] == [
        ("w1.e1", 2, None),
        ("w2.e2", 1, "w1.e1"),
    ]
    assert [(c.id, c.event, c.including) for c in joined.claims] == [
        ("w1.c1", "w1.e1", None),
        ("w2.c1", "w1.e1", None),
        ("w2.c2", "w1.e1", "w2.c1"),
    ]


def test_two_events_that_one_window_tells_apart_stay_two():
    twice = Read((raid("e1", 0), raid("e2", 20)))
    assert len(join_windows([twice]).events) == 2
    assert len(join_windows([Read((raid("e1", 60),)), twice]).events) == 2


def test_too_little_told_joins_nothing():
    vague = [Read((raid("e1", at, earliest=None),)) for at in (0, 40)]
    assert len(join_windows(vague).events) == 2
