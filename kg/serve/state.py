"""What a request reads: the graph's current generation, the documents, the ontology."""

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from flask import current_app, g

from kg.iri import DEFAULT_BASE
from kg.records import Document
from kg.resources import resource
from kg.serve.terms import Terms
from kg.store import GraphSource, Snapshot
from kg.store.query import Limits, Row, Value, select
from kg.store.runner import LocalRunner, QueryRunner, Slots

EXTENSION = "conflict_kg"
_ONTOLOGY = "ontology/conflict.ttl"


@dataclass(frozen=True, slots=True)
class ServeConfig:
    """How one server behaves."""

    base_iri: str = DEFAULT_BASE
    public_url: str | None = None  # where clients see the server, if behind a proxy
    limits: Limits = field(default_factory=Limits)
    slots: Slots = field(default_factory=Slots)
    body_limit: int = 1024 * 1024
    reopen_seconds: float = 1.0


class State:
    """One application's graph, terms and limits; the graph is reopened when it was rebuilt."""

    def __init__(
        self, source: GraphSource, config: ServeConfig, runner: QueryRunner | None = None
    ) -> None:
        self.source = source
        self.config = config
        self.ontology_path = resource(_ONTOLOGY)
        self.terms = Terms.load(self.ontology_path)
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._checked = 0.0
        self.runner = runner or LocalRunner(
            self.snapshot, config.slots, config.limits, config.base_iri
        )

    def snapshot(self) -> Snapshot:
        """The current generation; requests that hold an older one finish on it.

        A rebuild is noticed within ``reopen_seconds``: asking reads the manifest, which is long
        for a large graph.
        """
        with self._lock:
            now = time.monotonic()
            fresh = now - self._checked < self.config.reopen_seconds
            if self._snapshot is not None and fresh:
                return self._snapshot
            if self._snapshot is None or self._snapshot.generation != self.source.generation():
                self._snapshot = self.source.open()
            self._checked = now
            return self._snapshot


def state() -> State:
    """The state of the application that serves this request."""
    return cast(State, current_app.extensions[EXTENSION])


def snapshot() -> Snapshot:
    """The one generation that this request reads from beginning to end."""
    if "snapshot" not in g:
        g.snapshot = state().snapshot()
    return cast(Snapshot, g.snapshot)


def rows(template: str, values: Mapping[str, Any] | None = None) -> list[Row]:
    """The rows of a page's query on this request's generation."""
    return select(snapshot().raw, template, cast("Mapping[str, Value] | None", values))


def document(doc_id: str) -> Document | None:
    """The text behind a document's IRI, where the store keeps it."""
    return state().source.document(doc_id)
