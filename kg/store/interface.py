"""What readers of a store rely on."""

from dataclasses import dataclass
from typing import Protocol

import pyoxigraph

from kg.records import Document


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One generation of the graph, which never changes while it is read."""

    raw: pyoxigraph.Store
    generation: str


class GraphSource(Protocol):
    """A place that generations of a graph are read from."""

    def generation(self) -> str:
        """The id of the current generation; cheap enough to ask on every request."""
        ...

    def open(self) -> Snapshot:
        """The current generation, for reading."""
        ...

    def document(self, key: str) -> Document | None:
        """The document as given whose IRI ends in ``doc/<key>``."""
        ...
