"""One document through every stage: parse, extract, graph, gate. Nothing here touches a store."""

import logging
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.config import Config
from kg.errors import KgError
from kg.extract.base import Extractor
from kg.graph.canon import to_nquads, to_ntriples
from kg.graph.document import DocumentGraph, build_document_graph
from kg.graph.world import derive_world, world_links
from kg.iri import Minter
from kg.nlp.analysis import analyse
from kg.nlp.model import load_model
from kg.records import CasualtyClaim, Document, EventReport, Extraction
from kg.run import Run, describe_run, load_extractors
from kg.validate import Gate, Result, Verdict, load_gate

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a document was quarantined, with the files that tell more (name to text)."""

    reason: str
    files: dict[str, str]


@dataclass(frozen=True, slots=True)
class Processed:
    """What came of one document: the sorted N-Quads of its graph, or the failure."""

    document: Document
    nquads: bytes
    events: int = 0
    claims: int = 0
    warnings: tuple[Result, ...] = ()
    failure: Failure | None = None


class Processor:
    """Holds what every document of a run needs: model, extractors and shapes."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._extractors: list[Extractor] = load_extractors(config)
        self._minter = Minter(config.base)
        self._gate: Gate = load_gate(config.shacl_engine)
        self.run: Run = describe_run(config, self._extractors)

    def annotate(self, document: Document) -> Extraction:
        """What all extractors together find in a document."""
        analysis = analyse(document, load_model(self._config.spacy_model))
        found = [(f"{e.name}@{e.version}", e.extract(analysis)) for e in self._extractors]
        return sure_enough(join(document, found), self._config.min_confidence)

    def process(self, document: Document) -> Processed:
        """The validated graph of a document; whatever goes wrong with it stays with it."""
        try:
            extraction = self.annotate(document)
            graph = build_document_graph(extraction, self.run.iri, self._minter)
            return self._judge(extraction, graph)
        except Exception as error:  # the boundary that keeps one document from stopping the rest
            _LOG.warning("%s: quarantined: %s: %s", document.id, type(error).__name__, error)
            reason = f"{type(error).__name__}: {error}"
            files = {"error.txt": traceback.format_exc()}
            return Processed(document, b"", failure=Failure(reason, files))

    def _judge(self, extraction: Extraction, graph: DocumentGraph) -> Processed:
        verdicts = self._verdicts(graph)
        violations = [r for verdict in verdicts for r in verdict.violations]
        warnings = tuple(r for verdict in verdicts for r in verdict.warnings)
        failure = None
        if violations:
            first = violations[0]
            more = f" and {len(violations) - 1} more" if len(violations) > 1 else ""
            reason = f"{first.focus} {first.path}: {first.message}{more}"
            reports = "\n".join(verdict.report for verdict in verdicts if not verdict.conforms)
            failure = Failure(reason, {"report.ttl": reports})
        return Processed(
            document=extraction.document,
            nquads=to_nquads(graph.quads),
            events=len(extraction.events),
            claims=len(extraction.claims),
            warnings=warnings,
            failure=failure,
        )

    def _verdicts(self, graph: DocumentGraph) -> list[Verdict]:
        world = derive_world([graph.quads], self._minter.world, {self.run.iri: self.run.values})
        return [
            self._gate.judge_document(to_ntriples(graph.quads)),
            self._gate.judge_world(to_ntriples([*world, *world_links(graph.quads)])),
        ]


def join(document: Document, found: Sequence[tuple[str, Extraction]]) -> Extraction:
    """One extraction of what several extractors found, each with its label.

    Ids follow the order in the text; a statement that does not name its extractor gets the label.
    """
    if any(part.document != document for _, part in found):
        raise KgError(f"{document.id}: an extractor gave back another document")
    events = [(label, event) for label, part in found for event in part.events]
    events.sort(key=lambda item: (item[1].evidence[0], item[1].trigger, item[0], item[1].id))
    claims = [(label, claim) for label, part in found for claim in part.claims]
    claims.sort(key=lambda item: (item[1].evidence, item[1].count_span or item[1].evidence))
    ids = {(label, event.id): f"e{i}" for i, (label, event) in enumerate(events, 1)}
    ids |= {(label, claim.id): f"c{i}" for i, (label, claim) in enumerate(claims, 1)}
    return Extraction(
        document,
        tuple(_renamed_event(label, event, ids) for label, event in events),
        tuple(_renamed_claim(label, claim, ids) for label, claim in claims),
        tuple(dict.fromkeys(entity for _, part in found for entity in part.entities)),
    )


def sure_enough(extraction: Extraction, least: float) -> Extraction:
    """The extraction without what is less sure than ``least``, or as unsure as nobody says.

    The claims about an event that is left out go with it; what was part of it stands alone.
    """
    if least <= 0:
        return extraction
    events = [e for e in extraction.events if e.confidence is not None and e.confidence >= least]
    kept = {event.id for event in events}
    claims = [
        claim
        for claim in extraction.claims
        if claim.event in kept and claim.confidence is not None and claim.confidence >= least
    ]
    wholes = {claim.id for claim in claims}
    return replace(
        extraction,
        events=tuple(
            event if event.part_of in kept else replace(event, part_of=None) for event in events
        ),
        claims=tuple(
            claim if claim.including in wholes else replace(claim, including=None)
            for claim in claims
        ),
    )


Ids = dict[tuple[str, str], str]


def _renamed_event(label: str, event: EventReport, ids: Ids) -> EventReport:
    return replace(
        event,
        id=ids[label, event.id],
        part_of=ids[label, event.part_of] if event.part_of else None,
        extractor=event.extractor or label,
    )


def _renamed_claim(label: str, claim: CasualtyClaim, ids: Ids) -> CasualtyClaim:
    return replace(
        claim,
        id=ids[label, claim.id],
        event=ids[label, claim.event],
        including=ids[label, claim.including] if claim.including else None,
        extractor=claim.extractor or label,
    )
