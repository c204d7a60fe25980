"""Sentences that tell the toll of an event are evidence of it, and their sources its sources."""

from datetime import date

from kg.extract.rules import RuleExtractor
from kg.nlp.analysis import analyse
from kg.records import Document

TEXT = (
    "A car bomb exploded outside a police station in Kirkuk on Monday, police said. "
    "Doctors at the hospital said at least 12 people were killed and 30 wounded."
)


def test_a_sentence_with_the_toll_reports_the_attack_on_its_sources_word():
    found = RuleExtractor().extract(analyse(Document("a", TEXT, published=date(2020, 3, 4))))
    bombing = next(e for e in found.events if e.type == "Bombing")
    quotes = [found.document.quote(span) for span in bombing.evidence]
    assert quotes == [TEXT[: TEXT.index(" Doctors")], TEXT[TEXT.index("Doctors") :]]
    assert [s.name.lower() for s in bombing.attributed_to] == ["police", "doctors"]
    assert {(c.outcome, c.min) for c in found.claims if c.event == bombing.id} == {
        ("killed", 12),
        ("injured", 30),
    }
