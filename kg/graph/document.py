"""The graph of one document: its reports, claims, mentions and evidence, with values as told."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, Quad

from kg import vocab
from kg.graph.keys import event_keys
from kg.graph.labels import event_label
from kg.graph.terms import QuadSet, boolean, day, double, integer
from kg.iri import Minter, document_key, normal_name
from kg.records import CasualtyClaim, EventReport, Extraction, Kind, Mention, Span
from kg.vocab import RDF_TYPE, RDFS_LABEL, ROLES

_PATHS = {
    Kind.PLACE: "place",
    Kind.OBJECT: "object",
    Kind.WEAPON: "weapon",
}
_ARGUMENTS = {
    "agent": vocab.AGENT,
    "target": vocab.TARGET,
    "place": vocab.PLACE,
    "instrument": vocab.INSTRUMENT,
    "source": vocab.ATTRIBUTED_TO,
}


@dataclass(frozen=True, slots=True)
class DocumentGraph:
    """The quads of one document's named graph."""

    key: str
    graph: str
    quads: frozenset[Quad]


def build_document_graph(extraction: Extraction, run: str, minter: Minter) -> DocumentGraph:
    """The document graph of an extraction; a function of its arguments alone."""
    builder = _Builder(extraction, run, minter)
    builder.build()
    text_hash = extraction.document.text_hash
    quads = frozenset(builder.out.quads)
    return DocumentGraph(document_key(text_hash), minter.graph(text_hash), quads)


class _Builder:
    def __init__(self, extraction: Extraction, run: str, minter: Minter) -> None:
        self.extraction = extraction
        self.document = extraction.document
        self.run = run
        self.minter = minter
        self.iri = minter.document(self.document.text_hash)
        self.out = QuadSet(minter.graph(self.document.text_hash))
        keys = event_keys(extraction)
        self.events = {id_: minter.hashed("event", *key) for id_, key in keys.items()}
        self.reports = {
            id_: minter.hashed("report", self.document.text_hash, *key) for id_, key in keys.items()
        }
        self.claims = {claim.id: self._claim_iri(claim) for claim in extraction.claims}

    def build(self) -> None:
        self._document()
        for event in self.extraction.events:
            self._report(event)
        for claim in self.extraction.claims:
            self._claim(claim)

    def _document(self) -> None:
        document, add = self.document, self.out.add
        add(self.iri, RDF_TYPE, vocab.DOCUMENT)
        add(self.iri, RDFS_LABEL, Literal(document.title or document.id))
        add(self.iri, vocab.DCTERMS_IDENTIFIER, Literal(document.id))
        add(self.iri, vocab.TEXT_HASH, Literal(document.text_hash))
        add(self.iri, vocab.RUN, self.run)
        if document.published:
            add(self.iri, vocab.PUBLISHED, day(document.published))
        if document.source:
            add(self.iri, vocab.PUBLISHER_NAME, Literal(document.source))
            publisher = self.minter.hashed("actor", "publisher", normal_name(document.source))
            add(self.iri, vocab.PUBLISHER, publisher)
        if document.url:
            add(self.iri, vocab.SCHEMA_URL, Literal(document.url))
        if document.licence:
            add(self.iri, vocab.DCTERMS_LICENSE, Literal(document.licence))

    def _report(self, event: EventReport) -> None:
        report, add = self.reports[event.id], self.out.add
        add(self.iri, vocab.HAS_REPORT, report)
        add(report, RDF_TYPE, vocab.REPORT)
        add(report, RDFS_LABEL, Literal(event_label(event)))
        add(report, vocab.REPORTS, self.events[event.id])
        add(report, vocab.EVENT_TYPE, vocab.event_class(event.type))
        add(report, vocab.MODALITY, vocab.modality_concept(event.modality))
        self._statement(report, event.evidence, event.extractor, event.confidence)
        self._arguments(report, event.mentions())
        trigger = self._mention(report, "trigger", event.trigger)
        add(report, vocab.TRIGGER, trigger)
        self._dates(report, event)
        self._flags(report, event)
        if event.part_of:
            add(report, vocab.PART_OF, self.events[event.part_of])

    def _dates(self, report: str, event: EventReport) -> None:
        if event.earliest:
            self.out.add(report, vocab.EARLIEST, day(event.earliest))
        if event.latest:
            self.out.add(report, vocab.LATEST, day(event.latest))
        if event.date_span:
            self._mention(report, "date", event.date_span)
            text = self.document.quote(event.date_span)
            self.out.add(report, vocab.DATE_TEXT, Literal(text))

    def _flags(self, report: str, event: EventReport) -> None:
        flags = event.flags
        for term, value in (
            (vocab.SUICIDE, flags.suicide),
            (vocab.CEASEFIRE, flags.ceasefire),
            (vocab.RIOT, flags.riot),
            (vocab.BACKGROUND, flags.background),
        ):
            if value:
                self.out.add(report, term, boolean(True))
        if flags.count is not None:
            self.out.add(report, vocab.COUNT, integer(flags.count))

    def _claim_iri(self, claim: CasualtyClaim) -> str:
        counted = claim.count_span or claim.evidence
        return self.minter.hashed(
            "claim",
            self.reports[claim.event],
            claim.outcome.value,
            normal_name(claim.group),
            "" if claim.min is None else str(claim.min),
            "" if claim.max is None else str(claim.max),
            f"{claim.evidence.begin},{claim.evidence.end}",
            f"{counted.begin},{counted.end}",
            *sorted(normal_name(source.name) for source in claim.attributed_to),
        )

    def _claim(self, claim: CasualtyClaim) -> None:
        iri, add = self.claims[claim.id], self.out.add
        add(self.reports[claim.event], vocab.HAS_CLAIM, iri)
        add(iri, RDF_TYPE, vocab.CASUALTY_CLAIM)
        add(iri, vocab.ABOUT, self.events[claim.event])
        add(iri, vocab.OUTCOME, vocab.outcome_concept(claim.outcome))
        if claim.min is not None:
            add(iri, vocab.MIN, integer(claim.min))
        if claim.max is not None:
            add(iri, vocab.MAX, integer(claim.max))
        add(iri, vocab.APPROXIMATE, boolean(claim.approximate))
        if claim.including:
            add(iri, vocab.INCLUDED_IN, self.claims[claim.including])
        self._statement(iri, (claim.evidence,), claim.extractor, claim.confidence)
        self._arguments(iri, tuple(("source", source) for source in claim.attributed_to))
        told = claim.group_span or claim.count_span or claim.evidence  # "20 were killed"
        victims = Mention(claim.group, told, Kind.GROUP)
        add(iri, vocab.GROUP, self._entity(victims))
        self._mention(iri, "victims", victims.span, victims)
        if claim.count_span:
            self._mention(iri, "count", claim.count_span)
            add(iri, vocab.COUNT_TEXT, Literal(self.document.quote(claim.count_span)))

    def _statement(
        self, iri: str, evidence: Iterable[Span], extractor: str, confidence: float | None
    ) -> None:
        add = self.out.add
        add(iri, RDF_TYPE, vocab.STATEMENT)
        add(iri, vocab.IN_DOCUMENT, self.iri)
        add(iri, vocab.EXTRACTOR, Literal(extractor))
        if confidence is not None:
            add(iri, vocab.CONFIDENCE, double(confidence))
        for span in evidence:
            quoted = self.minter.evidence(self.iri, span.begin, span.end)
            add(quoted, RDF_TYPE, vocab.EVIDENCE)
            self._characters(quoted, span)
            add(iri, vocab.EVIDENCE_OF, quoted)

    def _arguments(self, iri: str, mentions: Iterable[tuple[str, Mention]]) -> None:
        for role, mention in mentions:
            self.out.add(iri, _ARGUMENTS[role], self._entity(mention))
            self._mention(iri, role, mention.span, mention)

    def _mention(self, owner: str, role: str, span: Span, told: Mention | None = None) -> str:
        name = told.name if told else ""
        iri = self.minter.hashed("mention", owner, role, str(span.begin), str(span.end), name)
        add = self.out.add
        add(owner, vocab.HAS_MENTION, iri)
        add(iri, RDF_TYPE, vocab.MENTION)
        add(iri, vocab.ROLE, ROLES[role])
        self._characters(iri, span)
        if told:
            add(iri, vocab.NAME, Literal(told.name))
            add(iri, vocab.KIND, vocab.class_of(told.kind))
            add(iri, vocab.REFERS_TO, self._entity(told))
            if told.link:
                add(iri, vocab.LINKED_TO, vocab.WIKIDATA_ENTITY + told.link)
        return iri

    def _characters(self, iri: str, span: Span) -> None:
        add = self.out.add
        add(iri, vocab.OF_DOCUMENT, self.iri)
        add(iri, vocab.BEGIN, integer(span.begin))
        add(iri, vocab.END, integer(span.end))
        add(iri, vocab.QUOTE, Literal(self.document.quote(span)))

    def _entity(self, mention: Mention) -> str:
        path = _PATHS.get(mention.kind, "actor")
        if mention.link:
            return self.minter.hashed(path, "link", mention.link)
        name = normal_name(mention.name)
        if mention.kind is Kind.WEAPON:
            return self.minter.hashed(path, name)
        return self.minter.hashed(path, name, self.document.text_hash)
