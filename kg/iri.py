"""The only place that mints IRIs; each is a function of content.

No counters, no random parts, no time of day: the same document and the same reading of it give
the same IRIs. Hashes are the first 24 hex digits (96 bits) of a SHA-256 over the parts, NFC and
joined by U+001F.
"""

import hashlib
import re
import unicodedata

DEFAULT_BASE = "https://w3id.org/conflict-kg/id/"
_SEPARATOR = "\x1f"


def digest(*parts: str) -> str:
    """24 hex digits over the parts."""
    joined = _SEPARATOR.join(unicodedata.normalize("NFC", part) for part in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:24]


def normal_name(name: str) -> str:
    """A name for comparing: no marks, no case, every run of other characters one space.

    "al-Ra’i" and "Al Rai" are the same name.
    """
    plain = unicodedata.normalize("NFKD", name.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and c != "'").casefold()
    return re.sub(r"\W+", " ", plain).strip() or name.strip()


class Minter:
    """Mints the IRIs under one base (an absolute IRI that ends in ``/``)."""

    def __init__(self, base: str = DEFAULT_BASE) -> None:
        self.base = base

    def document(self, text_hash: str) -> str:
        """The IRI of the document with that ``sha256:…`` text hash."""
        return f"{self.base}doc/{document_key(text_hash)}"

    def graph(self, text_hash: str) -> str:
        """The named graph of a document."""
        return f"{self.base}graph/{document_key(text_hash)}"

    @property
    def world(self) -> str:
        """The one named graph of events, actors and places."""
        return f"{self.base}graph/world"

    def evidence(self, document: str, begin: int, end: int) -> str:
        """A run of characters of a document (RFC 5147)."""
        return f"{document}#char={begin},{end}"

    def hashed(self, kind: str, *parts: str) -> str:
        """``<base><kind>/<digest of the parts>`` for reports, claims, events, actors and so on."""
        return f"{self.base}{kind}/{digest(kind, *parts)}"


def document_key(text_hash: str) -> str:
    """The 24 hex digits that name a document in IRIs and file names."""
    return text_hash.removeprefix("sha256:")[:24]
