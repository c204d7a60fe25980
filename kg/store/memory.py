"""A graph held in memory: for tests and for small graphs that need no disk."""

import hashlib
from collections.abc import Iterable

import pyoxigraph

from kg.iri import document_key
from kg.records import Document
from kg.store.interface import Snapshot


class MemoryStore:
    """A :class:`~kg.store.interface.GraphSource` over quads in memory."""

    def __init__(
        self, quads: Iterable[pyoxigraph.Quad], documents: Iterable[Document] = ()
    ) -> None:
        self._store = pyoxigraph.Store()
        self._store.bulk_extend(quads)
        self._documents = {document_key(d.text_hash): d for d in documents}
        lines = sorted(str(quad) for quad in self._store)
        self._generation = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:24]

    def generation(self) -> str:
        """A hash of the quads."""
        return self._generation

    def open(self) -> Snapshot:
        """The one generation that there is."""
        return Snapshot(self._store, self._generation)

    def document(self, key: str) -> Document | None:
        """The document with that key, if it was given."""
        return self._documents.get(key)
