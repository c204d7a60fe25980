"""A small document with three events and two claims, written for the tests."""

from datetime import date

from kg.graph.document import DocumentGraph, build_document_graph
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

TEXT = (
    "Jets of the Northern Army bombed the market of Tarsel on Monday, killing at least 12 people, "
    "including 3 children, the Tarsel Observatory said.\n"
    "The Northern Army denied the raid. Envoys will meet in Oster on 9 May."
)
MINTER = Minter()
RUN = MINTER.hashed("run", "test")


def span(quote: str, nth: int = 0) -> Span:
    begin = -1
    for _ in range(nth + 1):
        begin = TEXT.index(quote, begin + 1)
    return Span(begin, begin + len(quote))


def mention(quote: str, kind: Kind, name: str = "", link: str | None = None) -> Mention:
    return Mention(name or quote, span(quote), kind, link)


FIRST = Span(0, TEXT.index("\n"))
DENIAL = span("The Northern Army denied the raid.")
TALKS = span("Envoys will meet in Oster on 9 May.")
ARMY = mention("Northern Army", Kind.STATE_FORCES)
OBSERVATORY = mention("Tarsel Observatory", Kind.ORGANIZATION)


def document(**changes: object) -> Document:
    known: dict[str, object] = {
        "id": "tarsel",
        "text": TEXT,
        "title": "Raid on Tarsel",
        "published": date(2021, 5, 4),
        "source": "The Example",
        "url": "https://example.org/tarsel",
        "licence": "CC0 1.0",
    }
    return Document(**{**known, **changes})  # type: ignore[arg-type]


def events() -> tuple[EventReport, ...]:
    strike = EventReport(
        id="e1",
        type=EventType.AIR_STRIKE,
        evidence=(FIRST,),
        trigger=span("bombed"),
        earliest=date(2021, 5, 3),
        latest=date(2021, 5, 3),
        date_span=span("Monday"),
        places=(mention("Tarsel", Kind.PLACE),),
        agents=(ARMY,),
        targets=(mention("market", Kind.OBJECT), mention("people", Kind.GROUP)),
        instrument=mention("Jets", Kind.WEAPON),
        attributed_to=(OBSERVATORY,),
        flags=Flags(count=2),
        extractor="test@1",
        confidence=0.75,
    )
    denial = EventReport(
        id="e2",
        type=EventType.AIR_STRIKE,
        evidence=(DENIAL,),
        trigger=span("raid"),
        agents=(ARMY,),
        modality=Modality.DENIED,
        attributed_to=(ARMY,),
        part_of=None,
        extractor="test@1",
    )
    talks = EventReport(
        id="e3",
        type=EventType.NEGOTIATION,
        evidence=(TALKS,),
        trigger=span("meet"),
        earliest=date(2021, 5, 9),
        latest=date(2021, 5, 9),
        places=(mention("Oster", Kind.PLACE, link="Q42"),),
        agents=(mention("Envoys", Kind.GROUP, "envoys"),),
        modality=Modality.PLANNED,
        extractor="test@1",
    )
    return strike, denial, talks


def claims() -> tuple[CasualtyClaim, ...]:
    people = CasualtyClaim(
        id="c1",
        event="e1",
        outcome=Outcome.KILLED,
        min=12,
        max=None,
        group="people",
        evidence=FIRST,
        count_span=span("at least 12"),
        group_span=span("people"),
        attributed_to=(OBSERVATORY,),
        extractor="test@1",
    )
    children = CasualtyClaim(
        id="c2",
        event="e1",
        outcome=Outcome.KILLED,
        min=3,
        max=3,
        group="children",
        evidence=FIRST,
        count_span=span("3"),
        group_span=span("children"),
        attributed_to=(OBSERVATORY,),
        including="c1",
        extractor="test@1",
    )
    return people, children


def extraction(**changes: object) -> Extraction:
    return Extraction(document(**changes), events(), claims())


def graph(**changes: object) -> DocumentGraph:
    return build_document_graph(extraction(**changes), RUN, MINTER)
