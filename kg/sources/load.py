"""Files and folders as documents: one bad file is reported and the rest goes on."""

import logging
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kg.errors import InputError, KgError
from kg.records import Document
from kg.sources.dateline import read_head
from kg.sources.decode import check_text, read_text, unreadable
from kg.sources.metadata import (
    SourceDefaults,
    first_of,
    metadata_of,
    read_object,
    read_sidecar,
)
from kg.sources.regions import find_regions

_LOG = logging.getLogger(__name__)
_SIDECAR = ".meta.json"
_ID = re.compile(r"[^\W_][\w.-]{0,199}")


@dataclass(frozen=True, slots=True)
class SourceFailure:
    """A path that gave no document, and why."""

    path: Path
    error: InputError


def load_documents(
    paths: Sequence[Path], defaults: SourceDefaults | None = None
) -> Iterator[Document | SourceFailure]:
    """The documents of files and folders, in order; what cannot be read comes as a failure.

    A folder is read recursively and sorted, without hidden files, sidecars and READMEs. A text
    that was seen before is left out with a note in the log. A field comes from the sidecar or the
    JSON document, else from the text, else from ``defaults``: what is known of one document goes
    before what is assumed of all.
    """
    seen: dict[str, Path] = {}
    ids: set[str] = set()
    for item in find_sources(paths):
        loaded = item if isinstance(item, SourceFailure) else _load(item, defaults)
        if isinstance(loaded, SourceFailure):
            yield loaded
            continue
        assert isinstance(item, Path)
        text_hash = loaded.text_hash
        if text_hash in seen:
            _LOG.warning("%s: the same text as %s, left out", item, seen[text_hash])
            continue
        seen[text_hash] = item
        if loaded.id in ids:
            loaded = replace(loaded, id=f"{loaded.id}-{text_hash[7:15]}")
        ids.add(loaded.id)
        yield loaded


def build_document(
    name: str,
    text: str,
    known: SourceDefaults | None = None,
    defaults: SourceDefaults | None = None,
    where: str = "",
) -> Document:
    """A document of a text: known fields first, then what the text tells, then the defaults.

    ``where`` names the text in errors, and is its ``name`` if not given.
    """
    text = check_text(text, where or name)
    known = known or SourceDefaults()
    told = read_head(text)
    from_text = SourceDefaults(
        title=told.title or None, published=told.published, source=told.source
    )
    fields = first_of(known, from_text, defaults or SourceDefaults())
    return Document(
        id=name,
        text=text,
        title=fields.title or "",
        published=fields.published,
        source=fields.source,
        url=fields.url,
        licence=fields.licence,
        regions=find_regions(text, known.title or told.title),
    )


def find_sources(paths: Sequence[Path]) -> Iterator[Path | SourceFailure]:
    """The files that ``load_documents`` reads for these paths, in its order, none opened yet."""
    for path in paths:
        try:
            is_folder = path.is_dir()
        except OSError as error:
            yield SourceFailure(path, unreadable(path, error))
            continue
        if is_folder:
            yield from _walk(path)
        else:
            yield path


def _walk(folder: Path) -> Iterator[Path | SourceFailure]:
    problems: list[OSError] = []
    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=problems.append):
        folders[:] = [name for name in folders if not _is_skipped(Path(place, name))]
        found += [Path(place) / name for name in names if _is_document(name)]
    for problem in problems:
        where = Path(problem.filename or folder)
        yield SourceFailure(where, unreadable(where, problem))
    if not found and not problems:
        error = InputError(f"{folder}: no .txt or .json document in it; check the path")
        yield SourceFailure(folder, error)
    yield from sorted(found, key=lambda path: path.relative_to(folder).parts)


def _is_skipped(folder: Path) -> bool:
    """True for hidden folders and for stores, which hold copies of documents."""
    store = (folder / "manifest.json").exists() and (folder / "generations").exists()
    return folder.name.startswith(".") or store


def whole_path(path: Path) -> str:
    """The whole path as text, whatever bytes it is made of: what tells one file from another."""
    return os.fsencode(path.resolve()).decode(errors="backslashreplace")


def _is_document(name: str) -> bool:
    if name.startswith(".") or name.lower().startswith("readme") or name.endswith(_SIDECAR):
        return False
    return name.lower().endswith((".txt", ".json"))


def _load(path: Path, defaults: SourceDefaults | None) -> Document | SourceFailure:
    try:
        if path.name.endswith(_SIDECAR):
            stem = path.name.removesuffix(_SIDECAR)
            raise InputError(f"{path}: describes another file; give {stem}.txt instead")
        if path.exists() and path.suffix.lower() not in (".txt", ".json"):
            raise InputError(f"{path}: neither .txt nor .json; save it as plain text in UTF-8")
        load = _load_json if path.suffix.lower() == ".json" else _load_text
        return replace(load(path, defaults), path=whole_path(path))
    except InputError as error:
        return SourceFailure(path, error)
    except (KgError, OSError) as error:
        return SourceFailure(path, InputError(f"{path}: {error}"))


def _load_text(path: Path, defaults: SourceDefaults | None) -> Document:
    sidecar = path.with_name(path.stem + _SIDECAR)
    known = read_sidecar(sidecar) if sidecar.exists() else None
    name = re.sub(r"[^\w.-]+", "-", path.stem).strip("-._") or "document"
    return build_document(name, read_text(path), known, defaults, str(path))


def _load_json(path: Path, defaults: SourceDefaults | None) -> Document:
    data = read_object(path)
    text = data.get("text")
    if not isinstance(text, str):
        raise InputError(
            f"{path}: 'text' is missing or no string; a document is "
            '{"id", "title", "published", "source", "url", "licence", "text"}'
        )
    name = data.get("id") or path.stem
    if not isinstance(name, str) or not _ID.fullmatch(name):
        raise InputError(
            f"{path}: 'id' is {name!r}; it may have letters, digits, '.', '_' and '-' only, "
            "and begins with a letter or digit"
        )
    return build_document(name, text, metadata_of(data, path), defaults, str(path))
