"""A store on disk: a folder with a manifest, the documents and an Oxigraph database a generation.

``manifest.json`` names the current generation. A build writes a new generation beside the old one
and publishes it by replacing the manifest, so that readers never see half a build and a killed
build leaves what was there. Document graphs are kept as sorted N-Quads: from them every
generation can be made again, and a build that is run again goes on where it stopped.
"""

import fcntl
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

import pyoxigraph

from kg.annotation import document_from_json, document_to_json
from kg.errors import StoreError
from kg.graph.canon import content_hash
from kg.iri import document_key
from kg.records import Document
from kg.store.interface import Snapshot
from kg.store.manifest import NAME, Entry, Manifest, read_manifest, write_atomically, write_manifest

_KEY = re.compile("[0-9a-f]{24}")
_CHUNK = 64 * 1024 * 1024  # bytes of N-Quads


class StoreDirectory:
    """A :class:`~kg.store.interface.GraphSource` over a folder on disk."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[tuple[int, int], str] | None = None

    def manifest(self) -> Manifest:
        """What the folder holds."""
        return read_manifest(self.path)

    def generation(self) -> str:
        """The id of the current generation; a StoreError where nothing has been built yet.

        The manifest is read again only when it has been replaced.
        """
        try:
            stat = (self.path / NAME).stat()
            stamp = (stat.st_ino, stat.st_mtime_ns)
        except FileNotFoundError:
            stamp = (0, 0)
        if self._seen is None or self._seen[0] != stamp:
            self._seen = (stamp, self.manifest().generation)
        generation = self._seen[1]
        if not generation:
            raise StoreError(
                f"there is no graph in {self.path}; make one with: kg build PATH… "
                f"--store {self.path}"
            )
        return generation

    def open(self) -> Snapshot:
        """The current generation, read-only."""
        generation = self.generation()
        folder = self._generation_folder(generation)
        try:
            return Snapshot(pyoxigraph.Store.read_only(str(folder)), generation)
        except OSError as error:
            raise StoreError(
                f"{folder} cannot be opened ({error}); kg build --store {self.path} makes it again"
            ) from error

    def document(self, key: str) -> Document | None:
        """The document as it was given to the build."""
        if not _KEY.fullmatch(key):
            return None
        path = self.path / "documents" / f"{key}.json"
        try:
            return document_from_json(json.loads(path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder against a second build; made where it does not exist."""
        try:
            for part in ("documents", "graphs", "quarantine", "generations"):
                (self.path / part).mkdir(parents=True, exist_ok=True)
            lock = (self.path / ".lock").open("w")
        except OSError as error:
            raise StoreError(f"{self.path} cannot be used as a store: {error}") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StoreError(
                    f"another build is writing to {self.path}; wait for it to end"
                ) from error
            yield

    def graph_file(self, key: str, graph_hash: str) -> Path:
        """Where the sorted N-Quads of a document graph are kept, by their content."""
        return self.path / "graphs" / f"{key}.{graph_hash.removeprefix('sha256:')[:16]}.nq"

    def graph(self, key: str, graph_hash: str) -> bytes:
        """The sorted N-Quads of a document graph; a StoreError where they are not what was kept."""
        file = self.graph_file(key, graph_hash)
        try:
            data = file.read_bytes()
        except OSError as error:
            raise StoreError(
                f"{file} cannot be read ({error}); build its document again"
            ) from error
        if content_hash(data) != graph_hash:
            raise StoreError(f"{file} is damaged; delete it and build its document again")
        return data

    def quarantine_folder(self, key: str) -> Path:
        """Where a document that did not pass is kept, with its report."""
        return self.path / "quarantine" / key

    def put_document(self, document: Document, nquads: bytes) -> None:
        """Keep a document and its validated graph; nothing refers to them until publication."""
        key = document_key(document.text_hash)
        write_atomically(self.path / "documents" / f"{key}.json", _json_bytes(document))
        write_atomically(self.graph_file(key, content_hash(nquads)), nquads)

    def put_quarantined(self, document: Document, files: dict[str, bytes]) -> None:
        """Keep a document that did not pass, with its graph and report."""
        folder = self.quarantine_folder(document_key(document.text_hash))
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"{folder} cannot be made: {error}") from error
        for name, data in {"document.json": _json_bytes(document), **files}.items():
            write_atomically(folder / name, data)

    def is_whole(self, generation: str) -> bool:
        """True where the database of that generation is there."""
        return self._generation_folder(generation).is_dir()

    def publish(self, manifest: Manifest, shared: Sequence[bytes]) -> None:
        """Make the generation that a manifest names, then make that manifest the current one.

        ``shared`` is the N-Quads of the graphs that are no document's: the world and the ontology.
        """
        old = self.manifest().generation
        if not self.is_whole(manifest.generation):
            folder = self._generation_folder(manifest.generation)
            self._make_generation(folder, manifest.accepted, shared)
        write_manifest(self.path, manifest)
        self._tidy(manifest, old)

    def _generation_folder(self, generation: str) -> Path:
        return self.path / "generations" / generation

    def _make_generation(
        self, folder: Path, accepted: Mapping[str, Entry], shared: Sequence[bytes]
    ) -> None:
        beside = folder.with_name(f".{folder.name}.tmp")
        shutil.rmtree(beside, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)
        try:
            store = pyoxigraph.Store(str(beside))
            files = (self.graph(key, accepted[key].graph_hash) for key in sorted(accepted))
            for chunk in _chunks(chain(files, shared)):
                store.bulk_load(chunk, format=pyoxigraph.RdfFormat.N_QUADS)
            store.flush()
            del store
            beside.rename(folder)
        except (OSError, RuntimeError, ValueError) as error:
            shutil.rmtree(beside, ignore_errors=True)
            raise StoreError(
                f"the database in {self.path} cannot be written ({error}); "
                "the graph that was there is unchanged; free space and run the same command again"
            ) from error

    def _tidy(self, manifest: Manifest, old: str) -> None:
        """Remove what no manifest names any more; the last generation stays for its readers."""
        keep = {manifest.generation, old}
        for folder in (self.path / "generations").iterdir():
            if folder.name not in keep:
                shutil.rmtree(folder, ignore_errors=True)
        accepted = manifest.accepted
        named = {f"{key}.json" for key in accepted}
        named |= {self.graph_file(key, e.graph_hash).name for key, e in accepted.items()}
        for part in ("documents", "graphs"):
            for file in (self.path / part).iterdir():
                if file.name not in named:
                    file.unlink(missing_ok=True)
        for folder in (self.path / "quarantine").iterdir():
            entry = manifest.documents.get(folder.name)
            if entry is None or entry.quarantined is None:
                shutil.rmtree(folder, ignore_errors=True)


def _chunks(parts: Iterable[bytes]) -> Iterator[bytes]:
    """The parts joined to pieces that are large enough to load fast and small enough to hold."""
    held: list[bytes] = []
    size = 0
    for part in parts:
        held.append(part)
        size += len(part)
        if size > _CHUNK:
            yield b"".join(held)
            held, size = [], 0
    yield b"".join(held)


def _json_bytes(document: Document) -> bytes:
    return (json.dumps(document_to_json(document), ensure_ascii=False, indent=1) + "\n").encode()
