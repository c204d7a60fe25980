from datetime import date

import pytest
from spacy.tokens import Token

from kg.nlp.analysis import analyse
from kg.nlp.calendar_periods import Period
from kg.nlp.date_grammar import find_expressions
from kg.nlp.date_reference import Reference
from kg.nlp.dates import DateExpression, date_expressions, find_dates
from kg.records import Document

WEDNESDAY = date(2015, 6, 17)


def days(text: str, published: date | None = WEDNESDAY, **reference: object) -> tuple[str, str]:
    """The first and last day of the only expression of a text."""
    (expression,) = find_expressions(text)
    period = expression.resolve(Reference(published, **reference))  # type: ignore[arg-type]
    assert period is not None
    return str(period.earliest), str(period.latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("2014-03-09", "2014-03-09", "2014-03-09"),
        ("on March 9, 2014", "2014-03-09", "2014-03-09"),
        ("on 9 March 2014", "2014-03-09", "2014-03-09"),
        ("on 9 March", "2015-03-09", "2015-03-09"),
        ("on Nov. 3", "2014-11-03", "2014-11-03"),
        ("6 OCT 89", "1989-10-06", "1989-10-06"),
        ("between 3 and 5 May", "2015-05-03", "2015-05-05"),
        ("from May 3-5", "2015-05-03", "2015-05-05"),
        ("in April", "2015-04-01", "2015-04-30"),
        ("in October", "2014-10-01", "2014-10-31"),
        ("in early April", "2015-04-01", "2015-04-10"),
        ("in mid-April", "2015-04-11", "2015-04-20"),
        ("at the end of April", "2015-04-21", "2015-04-30"),
        ("in August last year", "2014-08-01", "2014-08-31"),
        ("in 2012", "2012-01-01", "2012-12-31"),
        ("on Wednesday", "2015-06-17", "2015-06-17"),
        ("last Wednesday", "2015-06-10", "2015-06-10"),
        ("late on Thursday night", "2015-06-11", "2015-06-11"),
        ("on Sunday and Monday", "2015-06-14", "2015-06-15"),
        ("on Thursday last week", "2015-06-11", "2015-06-11"),
        ("yesterday", "2015-06-16", "2015-06-16"),
        ("last night", "2015-06-16", "2015-06-16"),
        ("overnight", "2015-06-16", "2015-06-17"),
        ("this morning", "2015-06-17", "2015-06-17"),
        ("three days ago", "2015-06-14", "2015-06-14"),
        ("two weeks ago", "2015-06-03", "2015-06-03"),
        ("in the past 24 hours", "2015-06-16", "2015-06-17"),
        ("last week", "2015-06-08", "2015-06-14"),
        ("this week", "2015-06-15", "2015-06-17"),
        ("earlier in the week", "2015-06-15", "2015-06-17"),
        ("at the weekend", "2015-06-13", "2015-06-14"),
        ("last month", "2015-05-01", "2015-05-31"),
        ("late last month", "2015-05-21", "2015-05-31"),
        ("earlier this month", "2015-06-01", "2015-06-17"),
        ("last year", "2014-01-01", "2014-12-31"),
        ("since Saturday", "2015-06-13", "2015-06-17"),
        ("since mid-March", "2015-03-11", "2015-06-17"),
        ("since 2012", "2012-01-01", "2015-06-17"),
        ("30 DEC 89", "1989-12-30", "1989-12-30"),
        ("early on Friday", "2015-06-12", "2015-06-12"),
        ("over the weekend", "2015-06-13", "2015-06-14"),
        ("for the past three days", "2015-06-14", "2015-06-17"),
        ("in the past decade", "2005-06-17", "2015-06-17"),
        ("between 8 and 11 January", "2015-01-08", "2015-01-11"),
        ("between mid-January and early March", "2015-01-11", "2015-03-10"),
        ("from November 20 until January 4", "2014-11-20", "2015-01-04"),
        ("on the night of 4-5 March", "2015-03-04", "2015-03-05"),
        ("overnight Friday to Saturday", "2015-06-12", "2015-06-13"),
        ("in the last days of April", "2015-04-21", "2015-04-30"),
        ("in the first half of April", "2015-04-01", "2015-04-15"),
        ("in the second half of 2014", "2014-07-01", "2014-12-31"),
        ("in the second week of April", "2015-04-08", "2015-04-14"),
        ("since the beginning of the month", "2015-06-01", "2015-06-17"),
        ("in the early part of the month", "2015-06-01", "2015-06-10"),
        ("in the first half of the year", "2015-01-01", "2015-06-17"),
        ("in the first quarter of 2015", "2015-01-01", "2015-03-31"),
        ("in the first six months of 2014", "2014-01-01", "2014-06-30"),
        ("last June", "2014-06-01", "2014-06-30"),
        ("last April", "2015-04-01", "2015-04-30"),
        ("in the summer of 2014", "2014-06-21", "2014-09-22"),
        ("spring 2014", "2014-03-21", "2014-06-20"),
        ("the late 1990s", "1996-01-01", "1999-12-31"),
        ("since Easter", "2015-04-05", "2015-06-17"),
        ("on Good Friday 2014", "2014-04-18", "2014-04-18"),
        ("in 1842", "1842-01-01", "1842-12-31"),
        ("after 9/11", "2001-09-11", "2001-09-11"),
        ("in the 24 hours to Thursday evening", "2015-06-10", "2015-06-11"),
        ("in three months of fighting", "2015-03-17", "2015-06-17"),
    ],
)
def test_expressions(text: str, earliest: str, latest: str) -> None:
    assert days(text) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("on Saturday", "2015-06-20", "2015-06-20"),
        ("on 2 July", "2015-07-02", "2015-07-02"),
        ("tomorrow", "2015-06-18", "2015-06-18"),
        ("next week", "2015-06-22", "2015-06-28"),
        ("within 48 hours", "2015-06-17", "2015-06-19"),
        ("by Sunday", "2015-06-17", "2015-06-21"),
    ],
)
def test_what_is_to_come(text: str, earliest: str, latest: str) -> None:
    assert days(text, future=True) == (earliest, latest)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("the previous day", "2015-06-12"),
        ("two days later", "2015-06-15"),
        ("a week earlier", "2015-06-06"),
        ("the same day", "2015-06-13"),
        ("The previous day the rebels", "2015-06-12"),
        ("Two days earlier a bomb", "2015-06-11"),
    ],
)
def test_days_counted_from_the_last_one_told(text: str, day: str) -> None:
    assert days(text, anchor=date(2015, 6, 13)) == (day, day)


@pytest.mark.parametrize(
    "text",
    [
        "9999999 days ago",
        "99999999 years later",
        "in 9999999 weeks of war",
        "the 9999999 days to Monday",
        "on 31 June",
        "from 30 February to 31 April",
    ],
)
def test_what_lies_outside_of_the_calendar_stands_for_no_day(text: str) -> None:
    for published in (WEDNESDAY, date(9999, 12, 31)):
        reference = Reference(published, anchor=published, spoken=published)
        assert [e.resolve(reference) for e in find_expressions(text)] == [None]


def test_years_counted_from_the_last_one_told() -> None:
    told = Period(date(2011, 1, 1), date(2011, 12, 31))
    assert days("three years later", told=told) == ("2014-01-01", "2014-12-31")
    assert days("later that year", told=told) == ("2011-01-01", "2011-12-31")
    march = Period(date(2011, 3, 1), date(2011, 3, 31))
    assert days("later that year", told=march) == ("2011-03-31", "2011-12-31")


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("They left on 18 May. Then came rain.", "18 May"),
        ("They left on Nov. 18 and came back.", "Nov. 18"),
        ("Fighting between Monday and Friday was heavy.", "Monday and Friday"),
        ("Rain fell from early March to the end of April.", "early March to the end of April"),
    ],
)
def test_where_an_expression_ends(text: str, quoted: str) -> None:
    (expression,) = find_expressions(text)
    assert text[expression.begin : expression.end] == quoted


@pytest.mark.parametrize(
    "text",
    [
        "The assault began at 2000 (0200 GMT).",
        "The two-day-old baby slept.",
        "They may march on the capital.",
        "Recently the rebels paid $2014 for it.",
        "It drew 2000 people.",
    ],
)
def test_no_expression(text: str) -> None:
    assert find_expressions(text) == []


def date_of(
    text: str, trigger: str, published: date | None = WEDNESDAY, **told: bool
) -> tuple[str, str] | None:
    """The date of the event that the first token equal to ``trigger`` names."""
    analysis = analyse(Document("d", text, published=published))
    dates = find_dates(analysis)
    for sentence in analysis.sentences:
        for token in sentence.tokens:
            if token.text == trigger:
                found = dates.for_trigger(sentence, token, **told)
                return (str(found.earliest), str(found.latest)) if found else None
    raise AssertionError(f"{trigger!r} is not in the text")


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Rebels shelled the town on Monday.", "shelled", ("2015-06-15", "2015-06-15")),
        ("Rebels shelled the town on Monday, killing two.", "killing", ("2015-06-15",) * 2),
        ("Rebels shelled the town, police said on Monday.", "shelled", None),
        ("The mayor said on Monday that rebels must leave.", "leave", ("2015-06-15",) * 2),
        ("The mayor said on Monday that rebels had left.", "left", None),
        ("Monday's raid was the first since March.", "raid", ("2015-06-15", "2015-06-15")),
        ("The envoys will meet in Geneva on Friday.", "meet", ("2015-06-19", "2015-06-19")),
        ("Soldiers are besieging the town.", "besieging", ("2015-06-17", "2015-06-17")),
        ("Trucks reached the besieged town on Monday.", "besieged", ("2015-06-17",) * 2),
        ("Rebels shelled the town.", "shelled", None),
        ("Rebels threatened last week to attack the town.", "attack", None),
        ("The army launched an offensive on June 3.", "offensive", ("2015-06-03", "2015-06-17")),
        (
            "Dozens have died since the rebels took the town on June 3.",
            "died",
            ("2015-06-03", "2015-06-17"),
        ),
        (
            "Dozens have died since the rebels took the town on June 3.",
            "took",
            ("2015-06-03", "2015-06-03"),
        ),
        (
            "Hundreds marked on Monday the tenth anniversary of the attack.",
            "attack",
            ("2005-06-15", "2005-06-15"),
        ),
        (
            "It is twenty years since soldiers burned the village.",
            "burned",
            ("1995-01-01", "1995-12-31"),
        ),
        (
            "Rebels took the town on Monday, hours after the army left.",
            "left",
            ("2015-06-15", "2015-06-15"),
        ),
        ("The talks in Geneva ended on Monday.", "talks", ("2015-06-15",) * 2),
        ("The truce collapsed on Monday when shells hit the town.", "hit", ("2015-06-15",) * 2),
        ("The truce collapsed on Monday.", "truce", None),
        ("Crowds marched on Monday to demand a truce.", "demand", ("2015-06-15",) * 2),
        ("The charity left last week after gunmen ransacked its office.", "ransacked", None),
        ("On 6 June rebel fighters entered the town.", "entered", ("2015-06-06",) * 2),
        (
            "Troops began deploying along the river on June 3.",
            "deploying",
            ("2015-06-03", "2015-06-17"),
        ),
        ("Shells fell on Monday, the third day of fighting.", "fell", ("2015-06-15",) * 2),
        (
            "Shells fell on Monday, the third day of fighting.",
            "fighting",
            ("2015-06-13", "2015-06-15"),
        ),
        ("The army accuses the rebels of looting.", "accuses", None),
        ("The town has been besieged for three weeks.", "besieged", ("2015-05-27", "2015-06-17")),
        ("The soldiers besieged it for three weeks.", "besieged", None),
        ("Rebels took it on Monday after a four-day siege.", "siege", ("2015-06-12", "2015-06-15")),
        ("A two-day visit to the camp ended.", "visit", None),
        (
            "Rebels shelled a camp on Friday. Two days after that attack, planes bombed a hill.",
            "bombed",
            ("2015-06-14", "2015-06-14"),
        ),
        (
            "Planes bombed the hills on Monday, two days after rebels ambushed a convoy.",
            "ambushed",
            ("2015-06-13", "2015-06-13"),
        ),
    ],
)
def test_dates_of_events(text: str, trigger: str, expected: tuple[str, str] | None) -> None:
    assert date_of(text, trigger) == expected


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("An evacuation of the town is planned for Friday.", "evacuation", ("2015-06-19",) * 2),
        ("The envoy went to Geneva for talks on Friday.", "talks", ("2015-06-19",) * 2),
        ("The talks, suspended last week, are to resume on Friday.", "talks", ("2015-06-19",) * 2),
        ("The envoy proposed on Monday that both sides withdraw.", "withdraw", None),
        ("The army said on Monday that it would withdraw.", "withdraw", None),
        ("Rebels are to leave within two weeks.", "leave", ("2015-06-17", "2015-07-01")),
        ("The army will launch an offensive in July.", "offensive", ("2015-07-01", "2015-07-31")),
    ],
)
def test_what_is_planned_is_not_over(
    text: str, trigger: str, expected: tuple[str, str] | None
) -> None:
    assert date_of(text, trigger, ahead=True) == expected


def test_what_has_happened_is_not_to_come() -> None:
    text = "Police beat students who tried to march on Friday evening."
    assert date_of(text, "march", ahead=False) == ("2015-06-12", "2015-06-12")


def test_words_are_said_on_the_day_of_telling() -> None:
    text = "The president said on Sunday that he backed the plan."
    assert date_of(text, "backed", ahead=False, speech=True) == ("2015-06-14", "2015-06-14")
    assert date_of(text, "backed", ahead=False) is None
    text = "The army gave rebels until June 16 to leave."
    assert date_of(text, "gave", ahead=False, speech=True) is None


def test_the_day_in_a_dateline_dates_nothing() -> None:
    text = "LUANDA, June 17 (Reuter) - Rebels shelled the town, the army said."
    assert date_of(text, "shelled") is None


def test_a_day_at_the_head_of_a_paragraph_dates_what_follows() -> None:
    text = "A week of war\nSunday, June 14: Rebels shell the town. Soldiers seize a bridge."
    assert date_of(text, "seize") == ("2015-06-14", "2015-06-14")


def test_a_paragraph_of_a_chronicle_without_a_day_is_of_the_day_above_it() -> None:
    text = (
        "The week in the valley\n\nMONDAY: Rebels seize a bridge.\n\n"
        "TUESDAY: Shells hit a camp.\n\nPolice arrest two men. Soldiers threaten to leave."
    )
    assert date_of(text, "arrest") == ("2015-06-16", "2015-06-16")
    assert date_of(text, "leave", ahead=True) is None


def test_what_lasts_in_a_chronicle_lasts_until_the_day_of_the_entry() -> None:
    head = "A week of war\nSunday, June 14: "
    text = head + "Shells hit a bridge. Rebels have encircled the town since Friday."
    assert date_of(text, "encircled") == ("2015-06-12", "2015-06-14")


def test_a_date_chosen_for_an_event_is_read_as_the_event_needs_it() -> None:
    text = "Dozens have died since the rebels took the town on June 3. They urged talks on Friday."
    analysis = analyse(Document("d", text, published=WEDNESDAY))
    dates = find_dates(analysis)
    third, friday = dates.expressions
    (died, took), talks = (
        [t for t in analysis.sentences[0].tokens if t.text in {"died", "took"}],
        next(t for t in analysis.sentences[1].tokens if t.text == "talks"),
    )

    def chosen(
        expression: DateExpression, trigger: Token, ahead: bool
    ) -> tuple[object, ...] | None:
        found = dates.by_expression(expression, trigger, ahead=ahead)
        return (found.earliest, found.latest) if found else None

    assert chosen(third, died, False) == (date(2015, 6, 3), WEDNESDAY)
    assert chosen(third, took, False) == (date(2015, 6, 3), date(2015, 6, 3))
    assert chosen(friday, talks, True) == (date(2015, 6, 19), date(2015, 6, 19))
    assert chosen(friday, talks, False) == (date(2015, 6, 12), date(2015, 6, 12))


def test_the_span_of_a_date_is_its_words() -> None:
    text = "First line.\n  Rebels shelled the town on Monday night."
    analysis = analyse(Document("d", text, published=WEDNESDAY))
    sentence = analysis.sentences[-1]
    found = find_dates(analysis).for_trigger(sentence, sentence.tokens.root)
    assert found is not None
    assert analysis.document.quote(found.span) == "Monday night"


def test_without_a_publication_day_only_a_year_in_the_text_helps() -> None:
    assert date_of("Rebels shelled the town on Monday.", "shelled", None) is None
    text = "On May 3, 2014, rebels shelled the town. Three days later soldiers retook it."
    assert date_of(text, "retook", None) == ("2014-05-06", "2014-05-06")


def test_the_expressions_of_a_document_with_the_days_they_stand_for() -> None:
    text = (
        "GOMA, June 17 (AFP) - Rebels have held the hill since Monday. They took a town on June 3."
        " Fighting has gone on in recent weeks."
    )
    analysis = analyse(Document("d", text, published=WEDNESDAY))
    monday, third = date_expressions(analysis)
    assert [analysis.document.quote(e.span) for e in (monday, third)] == ["Monday", "June 3"]
    assert (monday.earliest, monday.latest) == (date(2015, 6, 15), WEDNESDAY)
    assert monday.bare == (date(2015, 6, 15), date(2015, 6, 15))
    assert monday.relation == "since"
    assert monday.turned == (date(2015, 6, 22), date(2015, 6, 22))
    assert third.sentence == monday.sentence + 1
    assert (third.earliest, third.latest) == (date(2015, 6, 3), date(2015, 6, 3))
