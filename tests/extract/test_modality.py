import pytest

from tests.extract.reading import only, read

CASES = [
    ("The army attacked the village at dawn.", "Attack", "asserted"),
    ("The army will attack the village, the commander said.", "Attack", "planned"),
    ("The army plans to attack the village.", "Attack", "planned"),
    ("The army is preparing to attack the village.", "Attack", "planned"),
    ("The minister said troops would withdraw from the city.", "Withdrawal", "planned"),
    ("Peace talks between the army and rebels are to be held in Geneva.", "Negotiation", "planned"),
    ("Talks between the army and rebels are expected on Sunday.", "Negotiation", "planned"),
    ("The rebels threatened to attack the village.", "Attack", "proposed"),
    ("If the rebels attack the village, soldiers will return fire.", "Attack", "proposed"),
    ("The army could attack the village, the rebels fear.", "Attack", "proposed"),
    ("France called for a ceasefire between the army and rebels.", "Agreement", "proposed"),
    ("France demanded the withdrawal of the rebels from the city.", "Withdrawal", "proposed"),
    ("France made an offer of talks to the rebels.", "Negotiation", "proposed"),
    ("The army denied that it had bombed the village.", "AirStrike", "denied"),
    ("The army denied bombing the village.", "AirStrike", "denied"),
    ("France condemned the attack on the village.", "Attack", "asserted"),
    ("Rebels began shelling the village.", "Shelling", "asserted"),
    ("Thousands marched in the capital to demand elections, police said.", "Demand", "asserted"),
]


@pytest.mark.parametrize(("sentence", "type_", "modality"), CASES)
def test_modality_follows_the_words_around_the_trigger(sentence, type_, modality):
    assert only(read(sentence), type_).modality.value == modality


@pytest.mark.parametrize(
    "sentence",
    [
        "The soldiers did not attack the village.",
        "No rebels were killed in the village.",
        "The gang fled without firing a shot at soldiers.",
    ],
)
def test_what_did_not_happen_is_no_event(sentence):
    assert read(sentence).events == ()


def test_a_denial_is_an_event_of_its_own_with_the_denier_as_source():
    extraction = read(
        "Rebels accused the army of shelling the hospital. The army denied the allegation."
    )
    shelling = [e for e in extraction.events if e.type.value == "Shelling"]
    assert [e.modality.value for e in shelling] == ["asserted", "denied"]
    assert [m.name for m in shelling[1].attributed_to] == ["army"]
