"""A file's bytes as text, or an error that says what the file is and what to do."""

import os
import re
import unicodedata
from pathlib import Path

from kg.errors import InputError

MAX_BYTES = 20_000_000
_BOM = b"\xef\xbb\xbf"
_KNOWN = {
    b"%PDF-": "a PDF; take its text with pdftotext",
    b"PK\x03\x04": "a ZIP archive or office document; save it as plain text in UTF-8",
    b"\xd0\xcf\x11\xe0": "an office document; save it as plain text in UTF-8",
    b"\x1f\x8b": "compressed; unpack it with gunzip",
    b"\x89PNG": "an image; only text can be read",
    b"\xff\xd8\xff": "an image; only text can be read",
}
_WIDE = {
    b"\xff\xfe\x00\x00": "UTF-32LE",
    b"\x00\x00\xfe\xff": "UTF-32BE",
    b"\xff\xfe": "UTF-16LE",
    b"\xfe\xff": "UTF-16BE",
}


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f]")


def read_text(path: Path) -> str:
    """The characters of a UTF-8 file in normal form C, a byte order mark left out.

    Line ends stay as they are, so that the hash of a file in NFC is that of its bytes.
    """
    data = _read_bytes(path)
    for magic, what in _KNOWN.items():
        if data.startswith(magic):
            raise InputError(f"{path}: is {what}")
    for mark, encoding in _WIDE.items():
        if data.startswith(mark):
            raise _wrong_encoding(path, f"{encoding} by its byte order mark", encoding)
    data = data.removeprefix(_BOM)
    if b"\0" in data:
        raise InputError(
            f"{path}: binary content (a zero byte at offset {data.index(0)}); only text can be read"
        )
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        byte = data[error.start]
        raise _wrong_encoding(
            path, f"not UTF-8 (byte 0x{byte:02X} at offset {error.start})", "WINDOWS-1252"
        ) from error
    return unicodedata.normalize("NFC", text)


def check_text(text: str, where: str) -> str:
    """The text of a document in normal form C, where it is one that can be worked with."""
    if not text.strip():
        raise InputError(f"{where}: the text is empty; give the text of the article")
    check_characters(text, where)
    size = len(text.encode())
    if size > MAX_BYTES:
        raise InputError(_too_large(where, size))
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise InputError(f"{where}: is HTML; save the article's text without markup")
    return unicodedata.normalize("NFC", text)


def check_characters(text: str, where: str) -> None:
    """Nothing, or an InputError where a character is none that text files and XML can carry."""
    control = _CONTROL.search(text)
    if control:
        raise InputError(
            f"{where}: binary content (U+{ord(control[0]):04X} at character {control.start()}); "
            "only text can be read"
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{where}: half a surrogate pair at character {error.start}; write the whole character"
        ) from error


def _read_bytes(path: Path) -> bytes:
    try:
        if not path.exists():
            raise InputError(f"{path}: does not exist; check the path")
        if not path.is_file():
            raise InputError(f"{path}: is no regular file; give a .txt or .json file")
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise InputError(_too_large(str(path), size))
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if not data.strip():
        raise InputError(f"{path}: the file is empty; give the text of the article")
    return data


def unreadable(path: Path | str, error: OSError) -> InputError:
    """The error for a file or folder that the system does not let us read."""
    return InputError(
        f"{os.fspath(path)}: cannot be read ({error.strerror or error}); check its permissions"
    )


def _wrong_encoding(path: Path, what: str, guess: str) -> InputError:
    return InputError(
        f"{path}: {what}; convert it: iconv -f {guess} -t UTF-8 {path.name} > converted.txt"
    )


def _too_large(where: str, size: int) -> str:
    return (
        f"{where}: {size / 1e6:.1f} MB of text, more than {MAX_BYTES // 1_000_000} MB; "
        "split it into articles"
    )
