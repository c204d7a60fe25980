import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.nlp.analysis import analyse, is_dateline
from kg.nlp.truecase import is_upper
from kg.records import Document, Region, RegionKind, Span


def sentences(text: str, **fields) -> list[str]:
    analysis = analyse(Document("d", text, **fields))
    return [analysis.document.quote(s.span) for s in analysis.sentences]


def parsed(text: str) -> str:
    return " ".join(s.tokens.text for s in analyse(Document("d", text)).sentences)


def test_a_line_end_ends_a_sentence():
    assert sentences("Rebels attacked\nThe army answered") == [
        "Rebels attacked",
        "The army answered",
    ]


def test_lines_broken_at_a_fixed_width_are_one_paragraph():
    text = (
        "   The guerrillas destroyed several transmission towers in the\n"
        "northern part of the country and damaged the high voltage line that\n"
        "feeds the capital and the towns around it.\n\n"
        "   Nobody was hurt in the attack, which was the third one that the\n"
        "company has told of since the beginning of the year.\n"
    )
    found = sentences(text)
    assert len(found) == 2
    assert found[0].endswith("towns around it.")


def test_marked_regions_are_not_read():
    text = "Share this page. Rebels attacked a village."
    region = Region(Span(0, 16), RegionKind.BOILERPLATE)
    assert sentences(text, regions=(region,)) == ["Rebels attacked a village."]


@pytest.mark.parametrize(
    "line",
    [
        "GOMA, Nov 4 (Reuters) - ",
        "BAMAKO (AFP) — ",
        "AYACUCHO, 25 SEP 88 (EFE) -- [TEXT] ",
        "MANAGUA (NICARAGUA), 21 MAR 89 (BARRICADA) -- ",
        "* BASRA - ",
        "COX'S BAZAR — ",
        "ADDIS ABABA/GENEVA — ",
    ],
)
def test_datelines(line):
    assert is_dateline(line)


@pytest.mark.parametrize("line", ["The army - ", "Rebels (AFP) ", "On Monday -- ", "a - "])
def test_other_lines_are_no_datelines(line):
    assert not is_dateline(line)


def test_a_dateline_is_a_sentence_of_its_own():
    assert sentences("GOMA, Nov 4 (AFP) - Rebels clashed with militia.") == [
        "GOMA, Nov 4 (AFP) -",
        "Rebels clashed with militia.",
    ]


def test_upper_case_text_is_parsed_in_ordinary_letters_and_quoted_as_told():
    text = "THE GUERRILLAS OF THE FMLN [FMLN] ATTACKED THE TOWN OF CHINCHIPE IN EL SALVADOR."
    assert sentences(text) == [text]
    assert parsed(text) == (
        "The guerrillas of the FMLN [FMLN] attacked the town of Chinchipe in El Salvador."
    )


def test_ordinary_text_keeps_its_letters():
    text = "The UN and NATO met in Doha."
    assert not is_upper(text)
    assert parsed(text) == text


@pytest.mark.parametrize("text", ["", "\n\n", "***", ". . .", "   "])
def test_nothing_to_read(text):
    assert all(s.strip() for s in sentences(text))


def test_one_long_line_is_read_in_pieces_without_losing_a_character():
    text = "Soldiers left the town at dawn. " * 1500
    assert " ".join(sentences(text)) == text.strip()


@settings(deadline=None, max_examples=25)
@given(st.text(alphabet="ABC abc.\n-*()İß’ \u200b", max_size=200))
def test_every_sentence_lies_inside_the_text(text):
    analysis = analyse(Document("d", text.strip("\u0307")))
    for sentence in analysis.sentences:
        assert len(analysis.document.quote(sentence.span)) == len(sentence.tokens.text.strip())
