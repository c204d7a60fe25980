"""Gold annotations and their documents, read from a folder."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from kg.annotation import Json
from kg.errors import InputError
from kg.records import Document
from kg.sources import SourceFailure, load_documents


def gold_annotations(folder: Path) -> dict[str, Json]:
    """The annotations in a gold folder, or in an annotation folder, by document id."""
    files = sorted(_annotation_folder(folder).glob("*.json"))
    if not files:
        raise InputError(
            f"{folder}: no annotations; a gold folder holds annotations/*.json and docs/*.json"
        )
    return {path.stem: read_annotation(path) for path in files}


def gold_documents(
    folder: Path, docs: Path | None = None, absent: bool = False
) -> tuple[Document, ...]:
    """The annotated documents, from ``docs``, else from the docs/ that belongs to the folder.

    Each annotation needs its document, unless documents may be ``absent``; a quote that the text
    does not bear out is an InputError.
    """
    annotations = gold_annotations(folder)
    where = docs or _annotation_folder(folder).parent / "docs"
    found = []
    for name, annotation in annotations.items():
        if absent and not _paths(where, name):
            continue
        document = _document(where, name)
        _check_quotes(document, annotation)
        found.append(document)
    return tuple(found)


def event_free_documents(folder: Path) -> tuple[tuple[Document, ...], dict[str, Json]]:
    """The documents of a folder that tell of no event, and their gold, which is empty."""
    documents = []
    for loaded in load_documents([folder]):
        if isinstance(loaded, SourceFailure):
            raise loaded.error
        documents.append(loaded)
    gold: dict[str, Json] = {d.id: {"doc": d.id, "events": [], "claims": []} for d in documents}
    return tuple(documents), gold


def read_annotation(path: Path) -> Json:
    """One annotation file; an InputError says what is wrong with it."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise InputError(f"{path}: not valid JSON in UTF-8: {error}") from error
    if not isinstance(data, dict) or not isinstance(data.get("events"), list):
        raise InputError(f"{path}: no annotation; it must be an object with a list 'events'")
    return data


def _annotation_folder(folder: Path) -> Path:
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder; give one that holds annotations/ and docs/")
    inner = folder / "annotations"
    return inner if inner.is_dir() else folder


def _document(folder: Path, name: str) -> Document:
    paths = _paths(folder, name)
    if not paths:
        raise InputError(f"{folder}: no document {name}.json; say with --docs where it lies")
    loaded = next(load_documents(paths[:1]))
    if isinstance(loaded, SourceFailure):
        raise loaded.error
    return replace(loaded, id=name)


def _paths(folder: Path, name: str) -> list[Path]:
    return [path for ending in (".json", ".txt") if (path := folder / f"{name}{ending}").exists()]


def _check_quotes(document: Document, annotation: Json) -> None:
    for item in _quoted(annotation):
        begin, end = item["begin"], item["end"]
        if isinstance(item["quote"], str) and document.text[begin:end] != item["quote"]:
            raise InputError(
                f"annotation of {document.id}: characters {begin} to {end} are "
                f"{document.text[begin:end]!r}, not {item['quote']!r}; annotate this very text"
            )


def _quoted(value: object) -> Iterator[Json]:
    """Every object in an annotation that quotes a span."""
    if isinstance(value, dict):
        if isinstance(value.get("begin"), int) and value.get("quote") and "end" in value:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _quoted(item)
