"""Between the graph's IRIs and the addresses of this server."""

import re
from urllib.parse import quote

from kg.serve.state import state
from kg.store.query import Iri
from kg.vocab import CK, PREFIXES

KINDS = frozenset(
    (
        "doc",
        "report",
        "claim",
        "event",
        "actor",
        "place",
        "weapon",
        "object",
        "mention",
        "run",
        "graph",
    )
)
_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}\Z")


def iri_of(kind: str, name: str) -> Iri | None:
    """The IRI of a local path's kind and name; None where no such IRI can exist."""
    if kind not in KINDS or not _NAME.match(name):
        return None
    return Iri(f"{state().config.base_iri}{kind}/{name}")


def key_of(iri: str) -> str:
    """The last part of an IRI without its fragment: the key of a document, say."""
    return iri.partition("#")[0].rsplit("/", 1)[-1]


def local(iri: str) -> str:
    """Where this server tells of a resource: ``/id/…`` for its own, else the IRI itself.

    Only http and https leave the server; anything else ends nowhere.
    """
    base = state().config.base_iri
    if iri.startswith(base):
        return "/id/" + quote(iri[len(base) :], safe="/#=,")
    if iri.startswith(CK):
        return "/ontology#" + quote(iri[len(CK) :])
    return outside(iri) or "#"


def outside(url: str) -> str | None:
    """The address where a browser may go there, None for ``javascript:`` and the like."""
    return url if url.startswith(("http://", "https://")) else None


def short(iri: str) -> str:
    """An IRI with its prefix, for people to read."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    base = state().config.base_iri
    return iri[len(base) :] if iri.startswith(base) else iri
