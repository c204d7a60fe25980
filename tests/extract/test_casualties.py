import pytest

from kg.extract.attribution import find_attributions
from kg.extract.casualties import FoundClaim, find_claims
from kg.nlp.analysis import analyse
from kg.records import Document


def claims(text: str) -> list[FoundClaim]:
    analysis = analyse(Document("d", text))
    return list(find_claims(analysis, find_attributions(analysis)))


def counts(text: str) -> list[tuple[str, int | None, int | None]]:
    return [(c.outcome.value, c.min, c.max) for c in claims(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The shelling killed 7 civilians.", [("killed", 7, 7)]),
        ("At least 17 people were killed.", [("killed", 17, None)]),
        ("More than 370 villagers died.", [("killed", 371, None)]),
        ("Up to 30 rebels were killed.", [("killed", None, 30)]),
        ("The blast killed dozens.", [("killed", 24, None)]),
        ("Monday's blast has killed between four and six guards.", [("killed", 4, 6)]),
        ("The raid left 12 dead and 30 wounded.", [("killed", 12, 12), ("injured", 30, 30)]),
        (
            "A bomb exploded, killing 9 people and wounding 86.",
            [("killed", 9, 9), ("injured", 86, 86)],
        ),
        (
            "At least 35 people died and 50 were wounded.",
            [("killed", 35, None), ("injured", 50, None)],
        ),
        ("The death toll rose to 35.", [("killed", 35, 35)]),
        ("Rescuers found 62 bodies.", [("killed", 62, 62)]),
        ("The bodies of 14 men were found.", [("killed", 14, 14)]),
        ("The war has cost 300,000 lives.", [("killed", 300000, 300000)]),
        ("The army said it lost six soldiers.", [("killed", 6, 6)]),
        ("Sixteen soldiers were shot dead.", [("killed", 16, 16)]),
        ("A family of five was killed.", [("killed", 5, 5)]),
        ("A soldier was killed.", [("killed", 1, 1)]),
        ("The blast killed a mother and her two daughters.", [("killed", 3, 3)]),
        ("The army's losses exceeded 200.", [("killed", 201, None)]),
        ("The war cost 2,100 soldiers their lives.", [("killed", 2100, 2100)]),
        (
            "Nine soldiers were killed and 30 taken prisoner.",
            [("killed", 9, 9), ("detained", 30, 30)],
        ),
        (
            "More than 900 Thais and 300 Laotians have fled.",
            [("displaced", 901, None), ("displaced", 301, None)],
        ),
        ("The murder of a judge shocked the city.", [("killed", 1, 1)]),
        ("Soldiers captured 12 fighters.", [("detained", 12, 12)]),
        ("Police arrested 20 students.", [("detained", 20, 20)]),
        ("Gunmen kidnapped nine employees.", [("abducted", 9, 9)]),
        ("Rebels took 40 villagers hostage.", [("abducted", 40, 40)]),
        ("The fighting forced 5,000 people to flee.", [("displaced", 5000, 5000)]),
        ("Thousands of families fled.", [("displaced", 2000, None)]),
        ("About 250,000 people are besieged there.", [("besieged", 250000, 250000)]),
        ("Three fishermen are missing.", [("missing", 3, 3)]),
        ("There were no casualties.", [("injured", 0, 0), ("killed", 0, 0)]),
        ("Nobody was hurt.", [("injured", 0, 0)]),
    ],
)
def test_claims(text: str, expected: list[tuple[str, int | None, int | None]]) -> None:
    assert counts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Omar Haddad, 34, runs a bakery.",
        "Rebels shelled the town for 12 hours.",
        "The rebels killed 40 cattle.",
        "Drones destroyed 15 tanks.",
        "Buses evacuated 300 patients.",
        "Soldiers raped 18 women.",
        "The hospital counted 47 dead and wounded.",
        "The rebels threatened to kill 20 hostages.",
        "An assault could kill 500 people.",
        "If they attack, 500 people will die.",
        "The team scored 41 goals.",
        "The police shot down 3 drones.",
        "The fighting killed civilians.",
    ],
)
def test_no_claim(text: str) -> None:
    assert counts(text) == []


def test_a_share_names_its_whole() -> None:
    whole, share = claims("The raid killed 370 people, including 68 children.")
    assert (whole.min, whole.including, whole.group) == (370, None, "people")
    assert (share.min, share.including, share.group) == (68, 0, "children")


@pytest.mark.parametrize(
    "text",
    [
        "The raid killed 14 people, among them three women.",
        "The raid killed 14 people, three of them women.",
        "The raid killed 14 people. Three of the dead were women.",
    ],
)
def test_other_ways_to_tell_a_share(text: str) -> None:
    whole, share = claims(text)
    assert (whole.min, whole.including) == (14, None)
    assert (share.outcome, share.min, share.including) == (whole.outcome, 3, 0)


def test_a_bare_number_takes_the_outcome_told_before() -> None:
    first, second = claims("Nine rebels died, the army said; a rebel spokesman said four.")
    assert (first.min, second.min) == (9, 4)
    assert second.outcome is first.outcome
    assert [m.name for m in first.attributed_to] == ["army"]
    assert "spokesman" in second.attributed_to[0].name


def test_two_sources_make_two_claims() -> None:
    found = claims("Police said seven people were killed, but doctors counted 12 bodies.")
    assert [(c.min, [m.name for m in c.attributed_to]) for c in found] == [
        (7, ["Police"]),
        (12, ["doctors"]),
    ]


def test_approximate_counts_say_so() -> None:
    (claim,) = claims("About 50 rebels were killed.")
    assert (claim.min, claim.max, claim.approximate) == (50, 50, True)


def test_one_named_victim_is_claimed_once() -> None:
    text = "Gunmen killed mayor Ana Ruiz. The killing of Ana Ruiz shocked the town."
    assert counts(text) == [("killed", 1, 1)]


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("The raid killed 12 government soldiers.", ["government soldiers"]),
        ("Police detained dozens of students.", ["students"]),
        ("Rescuers found 62 bodies.", ["bodies"]),
        ("The blast killed 14.", ["people"]),
        ("Four nuns were killed and 19 wounded.", ["nuns", "nuns"]),
        ("The raid killed 14 people, three of them women.", ["people", "women"]),
    ],
)
def test_groups(text: str, groups: list[str]) -> None:
    assert [c.group for c in claims(text)] == groups


def test_spans_quote_the_words() -> None:
    text = "Intro.\nShells killed at least 12 government soldiers."
    analysis = analyse(Document("d", text))
    (claim,) = find_claims(analysis, find_attributions(analysis))
    assert claim.sentence.index == 1
    assert claim.cue.text == "killed"
    assert analysis.document.quote(claim.count_span) == "at least 12"
    assert claim.group_span is not None
    assert analysis.document.quote(claim.group_span).endswith("government soldiers")
