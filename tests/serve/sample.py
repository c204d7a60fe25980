"""A small graph about a country that does not exist, made with the project's own emission."""

from datetime import date
from functools import cache

from kg.graph.document import build_document_graph
from kg.graph.world import derive_world
from kg.iri import Minter
from kg.records import (
    CasualtyClaim,
    Document,
    EventReport,
    EventType,
    Extraction,
    Flags,
    Kind,
    Mention,
    Modality,
    Outcome,
    Span,
)
from kg.store import MemoryStore

MINTER = Minter()
RUN = MINTER.hashed("run", "test")

FIRST = Document(
    id="market",
    title="Market strike kills at least 17 in Velda",
    text=(
        "Government warplanes bombed a crowded market in Velda on Monday, killing at least 17 "
        "people, the Kestrian Observatory for Human Rights said.\n\n"
        "Nine of the dead were children, the Observatory added. About 50 others were injured.\n\n"
        "The army denied on Tuesday that its aircraft had bombed the market.\n\n"
        "Envoys of both sides will hold talks in Geneva on Friday, officials said. "
        "Norland offered to send doctors to the town."
    ),
    published=date(2031, 3, 5),
    source="Northern Wire",
    url="https://news.example/market",
    licence="CC-BY-4.0",
)
SECOND = Document(
    id="hospital",
    title="Hospital says 23 dead after <Velda> strike & fire",
    text=(
        "A government air strike on the market in Velda killed 23 people on Monday, "
        "the director of the town's hospital said.\n\n"
        "Fighters of the Free Valley Brigade shelled an army post near Orlo on Tuesday. "
        "Nobody was killed."
    ),
    published=date(2031, 3, 6),
    source="The Velda <b>Post</b>",
    url="javascript:alert(1)",
)


class _Reader:
    """Finds the characters of a phrase, so that no offset is counted by hand."""

    def __init__(self, document):
        self.document = document

    def span(self, phrase, within=None):
        begin = self.document.text.index(phrase, within.begin if within else 0)
        return Span(begin, begin + len(phrase))

    def mention(self, phrase, kind, within, name=None, link=None):
        return Mention(name or phrase, self.span(phrase, within), kind, link)


def first():
    """The events of the first document."""
    r = _Reader(FIRST)
    s1 = r.span(FIRST.text[: FIRST.text.index("\n\n")])
    s2 = r.span("Nine of the dead were children, the Observatory added.")
    s3 = r.span("About 50 others were injured.")
    s4 = r.span("The army denied on Tuesday that its aircraft had bombed the market.")
    s5 = r.span("Envoys of both sides will hold talks in Geneva on Friday, officials said.")
    s6 = r.span("Norland offered to send doctors to the town.")
    full = "Kestrian Observatory for Human Rights"
    observatory = r.mention(full, Kind.ORGANIZATION, s1)
    again = r.mention("Observatory", Kind.ORGANIZATION, s2, name=full)
    market = r.mention("market", Kind.OBJECT, s1)
    army = r.mention("army", Kind.STATE_FORCES, s4, name="Kestrian army")
    events = (
        EventReport(
            "e1",
            EventType.AIR_STRIKE,
            (s1, s2, s3),
            r.span("bombed", s1),
            date(2031, 3, 3),
            date(2031, 3, 3),
            r.span("on Monday", s1),
            places=(r.mention("Velda", Kind.PLACE, s1, link="Q1000001"),),
            agents=(r.mention("Government", Kind.STATE_FORCES, s1, name="Kestrian air force"),),
            targets=(market,),
            instrument=r.mention("warplanes", Kind.WEAPON, s1),
            attributed_to=(observatory,),
            extractor="rules@1",
        ),
        EventReport(
            "e2",
            EventType.AIR_STRIKE,
            (s4,),
            r.span("bombed", s4),
            date(2031, 3, 3),
            date(2031, 3, 4),
            agents=(army,),
            targets=(r.mention("market", Kind.OBJECT, s4),),
            modality=Modality.DENIED,
            attributed_to=(army,),
            extractor="rules@1",
        ),
        EventReport(
            "e3",
            EventType.NEGOTIATION,
            (s5,),
            r.span("talks", s5),
            date(2031, 3, 7),
            date(2031, 3, 7),
            places=(r.mention("Geneva", Kind.PLACE, s5),),
            agents=(r.mention("Envoys of both sides", Kind.GROUP, s5),),
            modality=Modality.PLANNED,
            attributed_to=(r.mention("officials", Kind.GROUP, s5),),
            extractor="rules@1",
        ),
        EventReport(
            "e4",
            EventType.AID,
            (s6,),
            r.span("send doctors", s6),
            places=(r.mention("town", Kind.PLACE, s6, name="Velda"),),
            agents=(r.mention("Norland", Kind.GOVERNMENT, s6),),
            modality=Modality.PROPOSED,
            part_of=None,
            flags=Flags(background=True),
            extractor="rules@1",
        ),
    )
    claims = (
        CasualtyClaim(
            "c1",
            "e1",
            Outcome.KILLED,
            17,
            None,
            "people",
            s1,
            count_span=r.span("at least 17", s1),
            group_span=r.span("people", s1),
            attributed_to=(observatory,),
            extractor="rules@1",
        ),
        CasualtyClaim(
            "c2",
            "e1",
            Outcome.KILLED,
            9,
            9,
            "children",
            s2,
            count_span=r.span("Nine", s2),
            group_span=r.span("children", s2),
            attributed_to=(again,),
            including="c1",
            extractor="rules@1",
        ),
        CasualtyClaim(
            "c3",
            "e1",
            Outcome.INJURED,
            50,
            50,
            "others",
            s3,
            approximate=True,
            count_span=r.span("About 50", s3),
            group_span=r.span("others", s3),
            extractor="rules@1",
        ),
    )
    return Extraction(FIRST, events, claims)


def second():
    """The events of the second document, the first of them the first document's too."""
    r = _Reader(SECOND)
    s1 = r.span(SECOND.text[: SECOND.text.index("\n\n")])
    s2 = r.span("Fighters of the Free Valley Brigade shelled an army post near Orlo on Tuesday.")
    s3 = r.span("Nobody was killed.")
    director = r.mention("the director of the town's hospital", Kind.PERSON, s1)
    events = (
        EventReport(
            "e1",
            EventType.AIR_STRIKE,
            (s1,),
            r.span("air strike", s1),
            date(2031, 3, 3),
            date(2031, 3, 3),
            r.span("on Monday", s1),
            places=(r.mention("Velda", Kind.PLACE, s1, link="Q1000001"),),
            agents=(r.mention("government", Kind.STATE_FORCES, s1, name="Kestrian air force"),),
            targets=(r.mention("market", Kind.OBJECT, s1),),
            attributed_to=(director,),
            extractor="rules@1",
        ),
        EventReport(
            "e2",
            EventType.SHELLING,
            (s2, s3),
            r.span("shelled", s2),
            date(2031, 3, 4),
            date(2031, 3, 4),
            places=(r.mention("Orlo", Kind.PLACE, s2),),
            agents=(r.mention("Free Valley Brigade", Kind.ARMED_GROUP, s2),),
            targets=(r.mention("army post", Kind.OBJECT, s2),),
            extractor="rules@1",
        ),
    )
    claims = (
        CasualtyClaim(
            "c1",
            "e1",
            Outcome.KILLED,
            23,
            23,
            "people",
            s1,
            count_span=r.span("23", s1),
            group_span=r.span("people", s1),
            attributed_to=(director,),
            extractor="rules@1",
        ),
        CasualtyClaim(
            "c2",
            "e2",
            Outcome.KILLED,
            0,
            0,
            "people",
            s3,
            count_span=r.span("Nobody", s3),
            extractor="rules@1",
        ),
    )
    return Extraction(SECOND, events, claims)


@cache
def graph():
    """All quads of the sample."""
    documents = [build_document_graph(e, RUN, MINTER).quads for e in (first(), second())]
    world = derive_world(documents, MINTER.world, {})
    return [quad for quads in (*documents, world) for quad in quads]


@cache
def store():
    """The sample as a graph source, for readers only."""
    return MemoryStore(graph(), (FIRST, SECOND))
