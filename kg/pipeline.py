"""The stages joined: documents in, a new generation of the store out."""

import hashlib
import json
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.annotation import document_to_json
from kg.config import Config
from kg.errors import ConfigError, KgError, ShapeError
from kg.graph.canon import content_hash, from_nquads, to_nquads, to_ntriples
from kg.graph.ontology import ontology_graph
from kg.graph.world import derive_world, world_links
from kg.iri import Minter, document_key
from kg.process import Processed
from kg.records import Document
from kg.run import Run, describe_run, load_extractors
from kg.sources import SourceFailure, whole_path
from kg.store import StoreDirectory
from kg.store.manifest import Entry, Manifest, write_manifest
from kg.validate import load_gate
from kg.workers import process_all

if TYPE_CHECKING:
    from pyoxigraph import Quad

_CHECKPOINT = 10.0  # seconds of work that a killed build may lose


@dataclass(slots=True)
class BuildReport:
    """What a build did; lists name documents or files."""

    documents: int = 0
    unchanged: int = 0
    removed: int = 0
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
    prune: bool = False,
) -> BuildReport:
    """Build documents into a store and publish what came of it.

    A document that is there already, read by the same run, is left alone; one whose file changed
    takes the place of what the file gave before; one that was quarantined is tried again.
    Documents of earlier builds stay, unless ``prune`` asks for the given ones alone.
    """
    started = time.monotonic()
    with store.locked():
        work = _Build(store, config, progress)
        work.read(items)
        work.forget(prune)
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
        self.run: Run = describe_run(config, load_extractors(config))
        self.manifest = store.manifest()
        if self.manifest.base not in ("", config.base):
            raise ConfigError(
                f"the IRIs in {store.path} begin with {self.manifest.base}, not {config.base}; "
                "build with that base, or into a new folder"
            )
        self.entries = dict(self.manifest.documents)
        self.seen: set[str] = set()  # keys of this build's documents
        self.paths: set[str] = set()  # files that gave them
        self.unread: set[str] = set()  # files that gave none
        self.kept = time.monotonic()

    def read(self, items: Iterable[Document | SourceFailure]) -> None:
        """Process what is new, keeping what is done now and then and when it is stopped."""
        try:
            for done in process_all(self._changed(items), self.config):
                self._keep(done)
                if time.monotonic() - self.kept > _CHECKPOINT:
                    self._checkpoint()
        except (KeyboardInterrupt, KgError):
            self._checkpoint()
            raise

    def _checkpoint(self) -> None:
        write_manifest(self.store.path, self._manifest(self.manifest.generation))
        self.kept = time.monotonic()

    def _changed(self, items: Iterable[Document | SourceFailure]) -> Iterator[Document]:
        for item in items:
            if isinstance(item, SourceFailure):
                self.report.unreadable.append((str(item.path), str(item.error)))
                self.unread.add(whole_path(item.path))
                self.progress(str(item.path))
                continue
            key = document_key(item.text_hash)
            known = self.entries.get(key)
            if known and self._is_current(key, known, item):
                self.report.unchanged += 1
                self._enter(key, replace(known, path=item.path))
            else:
                yield item

    def _is_current(self, key: str, entry: Entry, document: Document) -> bool:
        return (
            entry.quarantined is None
            and entry.run == self.run.iri
            and entry.source_hash == _source_hash(document)
            and entry.text_hash == document.text_hash
            and self.store.graph_file(key, entry.graph_hash).exists()
        )

    def _keep(self, done: Processed) -> None:
        document = done.document
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
        self._enter(document_key(document.text_hash), entry)

    def _enter(self, key: str, entry: Entry) -> None:
        self.entries[key] = entry
        self.seen.add(key)
        self.paths.add(entry.path)
        self.report.documents += 1
        self.progress(entry.id)
        if entry.quarantined is not None:
            self.report.quarantined.append((entry.id, entry.quarantined))
            return
        self.report.events += entry.events
        self.report.claims += entry.claims
        self.report.warnings += entry.warnings

    def forget(self, prune: bool) -> None:
        """Drop what a file gave before it changed and, to prune, what this build was not given."""
        for key, entry in list(self.entries.items()):
            stays = entry.path not in self.paths and (not prune or entry.path in self.unread)
            if key not in self.seen and not stays:
                del self.entries[key]
                self.report.removed += 1

    def _manifest(self, generation: str) -> Manifest:
        runs = {**self.manifest.runs, self.run.iri: self.run.values}
        used = {entry.run for entry in self.entries.values()}
        kept = {iri: values for iri, values in runs.items() if iri in used}
        return Manifest(generation, self.config.base, self.entries, kept)

    def publish(self) -> None:
        """Make and publish the generation of all accepted documents, unless it is there."""
        if not self.entries and not self.manifest.generation:
            return
        manifest = self._manifest("")
        ontology = to_nquads(ontology_graph())
        manifest = replace(manifest, generation=_generation(manifest, ontology))
        self.report.generation = manifest.generation
        if manifest == self.manifest and self.store.is_whole(manifest.generation):
            return
        self.store.publish(manifest, [to_nquads(self._world(manifest)), ontology])

    def _world(self, manifest: Manifest) -> "frozenset[Quad]":
        """The world graph of all accepted documents, once it has passed the world shapes."""
        accepted = manifest.accepted
        links: list[Quad] = []

        def graphs() -> "Iterator[list[Quad]]":
            for key, entry in accepted.items():
                quads = from_nquads(self.store.graph(key, entry.graph_hash))
                links.extend(world_links(quads))
                yield quads

        runs = {iri: manifest.runs[iri] for iri in {e.run for e in accepted.values()}}
        world = derive_world(graphs(), Minter(self.config.base).world, runs)
        gate = load_gate(self.config.shacl_engine)
        violations = gate.judge_world(to_ntriples([*world, *links])).violations
        if violations:
            first = violations[0]
            raise ShapeError(
                f"the world graph of all documents breaks a shape ({first.focus} {first.path}: "
                f"{first.message}); the graph that was there is unchanged. Please report this"
            )
        return world


def _source_hash(document: Document) -> str:
    data = {**document_to_json(document), "regions": [str(r) for r in document.regions]}
    return content_hash(json.dumps(data, sort_keys=True).encode())


def _generation(manifest: Manifest, ontology: bytes) -> str:
    lines = sorted(f"{key} {entry.graph_hash}" for key, entry in manifest.accepted.items())
    lines.append(content_hash(ontology))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]
