import pytest

from kg.extract.attribution import find_attributions
from kg.nlp.analysis import analyse
from kg.records import Document


def sources(text: str, word: str) -> list[str]:
    """The names of the sources of the statement at the first token equal to ``word``."""
    analysis = analyse(Document("d", text))
    attributions = find_attributions(analysis)
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            if token.text == word:
                return [m.name for m in attributions.sources_of(sentence, token)]
    raise AssertionError(f"{word!r} is not in the text")


@pytest.mark.parametrize(
    ("text", "word", "names"),
    [
        ("Rebels shelled the town, police said.", "shelled", ["police"]),
        ("Rebels shelled the town, said mayor Ana Ruiz.", "shelled", ["Ana Ruiz"]),
        ("The army said rebels had shelled the town.", "shelled", ["army"]),
        ("The army says rebels shelled the town and burned a school.", "burned", ["army"]),
        ("According to a monitor, rebels shelled the town.", "shelled", ["monitor"]),
        ("Rebels shelled the town, according to activists.", "shelled", ["activists"]),
        ("Doctors told Reuters that rebels had shelled the town.", "shelled", ["Doctors"]),
        ("The attack was reported by state radio.", "attack", ["state radio"]),
        (
            "Residents and aid workers said rebels shelled it.",
            "shelled",
            ["Residents", "aid workers"],
        ),
        ("The army accused the rebels of shelling the town.", "shelling", ["army"]),
        ("The army denied shelling the town.", "shelling", ["army"]),
        ("Rebels shelled the town.", "shelled", []),
    ],
)
def test_sources(text: str, word: str, names: list[str]) -> None:
    found = sources(text, word)
    assert len(found) == len(names)
    assert all(name in told for name, told in zip(names, found, strict=True))


@pytest.mark.parametrize("word", ["hit", "fighters"])
def test_a_source_that_the_parser_hangs_on_a_place_is_found(word: str) -> None:
    text = (
        "The blast hit near the town of Asker close to the border with Turkey, the Britain-based "
        "Northern Observatory for Human Rights said, adding that 14 of the dead were fighters."
    )
    assert sources(text, word) == ["Britain-based Northern Observatory for Human Rights"]


def test_a_source_vouches_for_its_own_part_of_the_sentence() -> None:
    text = "The army said 12 rebels were killed; the rebels claimed they had captured a tank."
    assert sources(text, "killed") == ["army"]
    assert sources(text, "captured") == ["rebels"]


def test_what_the_source_itself_did_is_not_told_by_it() -> None:
    text = "Villagers who fled the fighting said soldiers had burned houses."
    assert sources(text, "fled") == []
    assert sources(text, "burned") == ["Villagers"]


def test_an_unquoted_sentence_after_is_nobody_s() -> None:
    text = "Police said a bomb exploded. Soldiers arrested a driver."
    assert sources(text, "arrested") == []


def test_a_quotation_is_its_speaker_s_over_several_sentences() -> None:
    text = '"They shelled us all night. Then they burned the school," said Ana Ruiz, the mayor.'
    assert sources(text, "shelled") == sources(text, "burned") == ["Ana Ruiz"]


def test_a_statement_block_is_the_speaker_s() -> None:
    text = "The minister said:\nThe army has shelled the town. It must stop.\n"
    assert sources(text, "shelled") == ["minister"]


def test_a_statement_without_marks_is_the_speaker_s() -> None:
    text = "Ann Lee said: The army has shelled the town. It has burned a school."
    assert sources(text, "shelled") == sources(text, "burned") == ["Ann Lee"]


def test_a_block_ends_at_a_heading() -> None:
    text = "The minister said:\nThe army must stop.\nFurther information\nRebels shelled it."
    assert sources(text, "stop") == ["minister"]
    assert sources(text, "shelled") == []


def test_a_block_ends_where_the_report_speaks_of_its_speaker() -> None:
    text = "Ann Lee said: The army must stop. She added that it was late.\nRebels shelled it."
    assert sources(text, "stop") == ["Ann Lee"]
    assert sources(text, "shelled") == []


def test_a_title_takes_the_name_told_with_it() -> None:
    text = "Governor Ann Lee flew in on Friday. The governor said rebels had shelled the town."
    (name,) = sources(text, "shelled")
    assert "Ann Lee" in name


def test_a_pronoun_takes_the_name_of_the_speaker_before() -> None:
    text = "Colonel Jan Novak spoke in Brno. He said rebels had shelled the town."
    (name,) = sources(text, "shelled")
    assert "Novak" in name


def test_the_span_of_a_source_is_its_words() -> None:
    analysis = analyse(Document("d", "Intro.\nRebels shelled the town, local officials said."))
    sentence = analysis.sentences[-1]
    shelled = next(t for t in sentence.tokens if t.text == "shelled")
    (source,) = find_attributions(analysis).sources_of(sentence, shelled)
    assert analysis.document.quote(source.span) == source.name == "local officials"


@pytest.mark.parametrize(("word", "cue"), [("said", True), ("shelled", False), ("army", False)])
def test_cues(word: str, cue: bool) -> None:
    analysis = analyse(Document("d", "The army said rebels had shelled the town."))
    (sentence,) = analysis.sentences
    token = next(t for t in sentence.tokens if t.text == word)
    assert find_attributions(analysis).is_cue(sentence, token) is cue


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Shells killed nine people, according to data from the Arms Watch.", ["Arms Watch"]),
        ("Videos showed that shells killed nine people.", []),
        ("Shells killed nine people, reports said.", []),
        ("He said shells killed nine people.", []),
        ("No group has said that it killed the nine.", []),
    ],
)
def test_a_document_or_a_pronoun_of_nobody_is_no_source(text, names):
    assert sources(text, "killed") == names
