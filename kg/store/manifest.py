"""The manifest of a store directory: what was built from what, and which generation is current.

It is the one file that a build changes to publish, by an atomic rename.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from kg.errors import StoreError

FORMAT = 1
NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that was read: where from, by which run, and what came of it.

    ``source_hash`` covers text and metadata, ``graph_hash`` the document's sorted N-Quads. A
    document that did not pass has ``quarantined`` set to the reason.
    """

    id: str
    path: str
    text_hash: str
    source_hash: str
    run: str
    graph_hash: str = ""
    events: int = 0
    claims: int = 0
    warnings: int = 0
    quarantined: str | None = None


@dataclass(frozen=True, slots=True)
class Manifest:
    """Everything a store directory knows about itself; keys of ``documents`` are document keys."""

    generation: str = ""
    base: str = ""  # what the data IRIs begin with
    documents: Mapping[str, Entry] = field(default_factory=dict)
    runs: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def accepted(self) -> dict[str, Entry]:
        """The documents whose graphs are in the store."""
        return {k: e for k, e in self.documents.items() if e.quarantined is None}


def read_manifest(directory: Path) -> Manifest:
    """The manifest of a directory; an empty one where none has been written yet."""
    path = directory / NAME
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Manifest()
    except (OSError, ValueError) as error:
        raise StoreError(
            f"{path} cannot be read ({error}); restore it, or build into a new folder"
        ) from error
    return _from_json(path, data)


def _from_json(path: Path, data: object) -> Manifest:
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise StoreError(
            f"{path} is no manifest of this version (format {FORMAT}); build into a new folder"
        )
    try:
        documents = {key: Entry(**value) for key, value in data["documents"].items()}
        return Manifest(data["generation"], data["base"], documents, data["runs"])
    except (KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"{path} is damaged ({error}); build into a new folder") from error


def write_manifest(directory: Path, manifest: Manifest) -> None:
    """Publish a manifest: written beside, flushed to disk, then renamed over the old one."""
    data = {
        "format": FORMAT,
        "generation": manifest.generation,
        "base": manifest.base,
        "runs": {k: dict(v) for k, v in manifest.runs.items()},
        "documents": {key: asdict(entry) for key, entry in manifest.documents.items()},
    }
    text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    write_atomically(directory / NAME, text.encode())


def write_atomically(path: Path, data: bytes) -> None:
    """Put data into a file so that readers see the old content or the new, never a part.

    A file that holds the data already is left alone.
    """
    if _holds(path, data):
        return
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise StoreError(
            f"{path} cannot be written ({error}); free space or mend its folder's permissions, "
            "then run the same command again"
        ) from error


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False
