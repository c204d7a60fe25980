import pytest

from kg.nlp.analysis import analyse
from kg.nlp.mentions import mention_of
from kg.records import Document

PHRASES = [
    ("The three young soldiers left.", "soldiers", "young soldiers"),
    ("Some 200 Tuareg rebels attacked.", "rebels", "Tuareg rebels"),
    ("At least 17 people died.", "people", "people"),
    ("The government of Sudan agreed.", "government", "government of Sudan"),
    ("Members of the militia fled.", "Members", "Members of the militia"),
    ("A man who lives here spoke.", "man", "man"),
    ("Iraqi Security Forces advanced.", "Forces", "Iraqi Security Forces"),
    ("President Emmanuel Macron spoke.", "Macron", "Emmanuel Macron"),
]


@pytest.mark.parametrize(("sentence", "head", "name"), PHRASES)
def test_a_mention_is_the_noun_phrase_without_article_and_number(sentence, head, name):
    analysis = analyse(Document("d", sentence))
    (told,) = analysis.sentences
    (token,) = [t for t in told.tokens if t.text == head]
    mention = mention_of(analysis, told, token)
    assert (mention.name, analysis.document.quote(mention.span)) == (name, name)


def test_a_name_over_two_lines_is_one_line():
    text = (
        "THE ELITE UNITS ARRIVED AT THE PRISON THIS AFTERNOON AND A COLONEL OF\n"
        "THE ARMY SAID THAT THE PRISONERS HAD BEEN ASKED TO LAY DOWN THEIR WEAPONS\n"
        "AND TO LEAVE THE BUILDING BEFORE THE END OF THE DAY, OR THE ELITE\n"
        "UNITS WOULD ENTER IT BY FORCE.\n"
    )
    analysis = analyse(Document("d", text))
    heads = [(s, t) for s in analysis.sentences for t in s.tokens if t.lower_ == "units"]
    assert {mention_of(analysis, s, t).name for s, t in heads} == {"ELITE UNITS"}
