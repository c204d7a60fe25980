"""Extractors for tests of the pipeline: what they find is a function of words in the text."""

import re

from kg.nlp.analysis import Analysis
from kg.records import EventReport, EventType, Extraction, Kind, Mention, Span


class KeywordExtractor:
    """An attack for each "attack", by the word before it where that is a name."""

    name = "keyword"
    version = "1"

    def extract(self, analysis: Analysis) -> Extraction:
        document = analysis.document
        events = []
        for match in re.finditer(r"(\w+) (attack)", document.text):
            agent = Span(*match.span(1))
            events.append(
                EventReport(
                    id=f"k{match.start()}",
                    type=EventType.ATTACK,
                    evidence=(Span(*match.span()),),
                    trigger=Span(*match.span(2)),
                    agents=(Mention(document.quote(agent), agent, Kind.GROUP),),
                )
            )
        return Extraction(document, tuple(events))


class BadLinkExtractor(KeywordExtractor):
    """Gives links that are no Wikidata items, which the shapes forbid, in texts that say "gate"."""

    name = "links"

    def extract(self, analysis: Analysis) -> Extraction:
        document = analysis.document
        if "gate" not in document.text:
            return Extraction(document)
        span = Span(document.text.index("gate"), document.text.index("gate") + 4)
        event = EventReport(
            id="p",
            type=EventType.SIEGE,
            evidence=(span,),
            trigger=span,
            places=(Mention("gate", span, Kind.PLACE, link="gate"),),
        )
        return Extraction(document, (event,))


class RaisingExtractor(KeywordExtractor):
    """Raises on texts that say "boom"."""

    name = "raising"

    def extract(self, analysis: Analysis) -> Extraction:
        if "boom" in analysis.document.text:
            raise ValueError("cannot read boom")
        return Extraction(analysis.document)
