"""The stages joined: documents in, a new generation of the store out."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from kg.annotation import document_to_json
from kg.config import Config
from kg.graph.canon import content_hash, from_nquads, to_nquads
from kg.graph.ontology import ontology_graph
from kg.graph.world import derive_world
from kg.iri import Minter, document_key
from kg.process import Processed
from kg.records import Document
from kg.run import Run, describe_run, load_extractors
from kg.sources import SourceFailure
from kg.store import StoreDirectory
from kg.store.manifest import Entry, Manifest, write_manifest
from kg.workers import process_all

_CHECKPOINT = 10.0  # seconds of work that a killed build may lose


@dataclass(slots=True)
class BuildReport:
    """What a build did; lists name documents or files."""

    documents: int = 0
    unchanged: int = 0
    events: int = 0
    claims: int = 0
    warnings: int = 0
    seconds: float = 0.0
    generation: str = ""
    quarantined: list[tuple[str, str]] = field(default_factory=list)
    unreadable: list[tuple[str, str]] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """True where every input became part of the graph."""
        return not self.quarantined and not self.unreadable


def build(
    items: Iterable[Document | SourceFailure],
    store: StoreDirectory,
    config: Config,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build documents into a store and publish what came of it.

    A document that is there already, read by the same run, is left alone; one whose file changed
    takes the place of what the file gave before. Documents of earlier builds stay.
    """
    started = time.monotonic()
    with store.locked():
        work = _Build(store, config, progress)
        work.read(items)
        work.publish()
    work.report.seconds = time.monotonic() - started
    return work.report


class _Build:
    def __init__(
        self, store: StoreDirectory, config: Config, progress: Callable[[str], None]
    ) -> None:
        self.store = store
        self.config = config
        self.progress = progress
        self.report = BuildReport()
        self.run: Run = describe_run(config, load_extractors(config.extractors))
        self.manifest = store.manifest()
        self.entries = dict(self.manifest.documents)
        self.by_path = {entry.path: key for key, entry in self.entries.items()}
        self.checkpoint = time.monotonic()

    def read(self, items: Iterable[Document | SourceFailure]) -> None:
        """Process what is new, keeping a checkpoint now and then."""
        for done in process_all(self._changed(items), self.config):
            self._keep(done)
            self.progress(done.document.id)
            if time.monotonic() - self.checkpoint > _CHECKPOINT:
                write_manifest(self.store.path, self._manifest(self.manifest.generation))
                self.checkpoint = time.monotonic()

    def _changed(self, items: Iterable[Document | SourceFailure]) -> Iterator[Document]:
        for item in items:
            if isinstance(item, SourceFailure):
                self.report.unreadable.append((str(item.path), str(item.error)))
                self.progress(str(item.path))
                continue
            self.report.documents += 1
            known = self.entries.get(document_key(item.text_hash))
            if known and self._is_current(known, item):
                self.report.unchanged += 1
                self._count(known)
                self.progress(item.id)
            else:
                yield item

    def _is_current(self, entry: Entry, document: Document) -> bool:
        return (
            entry.run == self.run.iri
            and entry.source_hash == _source_hash(document)
            and entry.text_hash == document.text_hash
        )

    def _keep(self, done: Processed) -> None:
        document = done.document
        key = document_key(document.text_hash)
        entry = Entry(
            id=document.id,
            path=document.path,
            text_hash=document.text_hash,
            source_hash=_source_hash(document),
            run=self.run.iri,
            graph_hash=content_hash(done.nquads),
            events=done.events,
            claims=done.claims,
            warnings=len(done.warnings),
            quarantined=done.failure.reason if done.failure else None,
        )
        if done.failure:
            files = {name: text.encode() for name, text in done.failure.files.items()}
            self.store.put_quarantined(document, {"graph.nq": done.nquads, **files})
        else:
            self.store.put_document(document, done.nquads)
        earlier = self.entries.get(self.by_path.get(document.path, ""))
        if document.path and earlier and earlier.path == document.path:
            del self.entries[self.by_path[document.path]]
        self.by_path[document.path] = key
        self.entries[key] = entry
        self._count(entry)

    def _count(self, entry: Entry) -> None:
        if entry.quarantined is not None:
            self.report.quarantined.append((entry.id, entry.quarantined))
            return
        self.report.events += entry.events
        self.report.claims += entry.claims
        self.report.warnings += entry.warnings

    def _manifest(self, generation: str) -> Manifest:
        runs = {**self.manifest.runs, self.run.iri: self.run.values}
        used = {entry.run for entry in self.entries.values()}
        return Manifest(generation, self.entries, {k: v for k, v in runs.items() if k in used})

    def publish(self) -> None:
        """Make and publish the generation of all accepted documents, unless it is there."""
        manifest = self._manifest("")
        ontology = to_nquads(ontology_graph())
        manifest = replace(manifest, generation=_generation(manifest, ontology))
        self.report.generation = manifest.generation
        if manifest == self.manifest and self.store.is_whole(manifest.generation):
            return
        minter = Minter(self.config.base)
        graphs = (from_nquads(self.store.graph_file(key).read_bytes()) for key in manifest.accepted)
        runs = {iri: manifest.runs[iri] for iri in {e.run for e in manifest.accepted.values()}}
        world = derive_world(graphs, minter.world, runs)
        self.store.publish(manifest, [to_nquads(world), ontology])


def _source_hash(document: Document) -> str:
    data = {**document_to_json(document), "regions": [str(r) for r in document.regions]}
    return content_hash(json.dumps(data, sort_keys=True).encode())


def _generation(manifest: Manifest, ontology: bytes) -> str:
    lines = sorted(f"{key} {entry.graph_hash}" for key, entry in manifest.accepted.items())
    lines.append(content_hash(ontology))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]
