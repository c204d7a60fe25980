"""Files as documents: plain text and the project's JSON, with what the text tells of itself."""

from kg.sources.load import (
    SourceFailure,
    build_document,
    find_sources,
    load_documents,
    whole_path,
)
from kg.sources.metadata import SourceDefaults

__all__ = [
    "SourceDefaults",
    "SourceFailure",
    "build_document",
    "find_sources",
    "load_documents",
    "whole_path",
]
