"""The speaker of a speech event is its agent and no source."""

from kg.extract.rules import RuleExtractor
from kg.nlp.analysis import analyse
from kg.records import Document, EventReport, EventType


def read(text: str, leaf: EventType) -> EventReport:
    found = RuleExtractor().extract(analyse(Document("a", text)))
    return next(event for event in found.events if event.type is leaf)


def test_a_statement_in_the_first_person_is_nobodys_report():
    text = "Defence Minister Ann Lee said:\n\nWe condemn the shelling of Asker by the rebels."
    accusation = read(text, EventType.ACCUSATION)
    assert accusation.attributed_to == ()
    assert "Ann Lee" in accusation.agents[0].name


def test_a_third_party_that_tells_of_the_speech_is_its_source():
    text = "State television said the president accused the rebels of shelling Asker."
    accusation = read(text, EventType.ACCUSATION)
    assert [source.name for source in accusation.attributed_to] == ["State television"]
    assert [agent.name for agent in accusation.agents] == ["president"]
