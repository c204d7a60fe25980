"""The words of a SPARQL text, as its grammar reads them.

The engine offers neither its syntax tree nor a switch for federation, so what a query may do is
decided on its tokens. A word inside a string, an IRI, a comment, a variable, a prefixed name or a
language tag is no keyword: ``?service``, ``ex:SERVICE`` and ``"SERVICE"`` are harmless.
"""

import re
from collections.abc import Iterator
from enum import Enum

_TOKEN = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*"""'''
    r"""|\'\'\'(?:[^'\\]|\\.|'(?!''))*\'\'\'"""
    r'''|"(?:[^"\\\r\n]|\\.)*"'''
    r"""|'(?:[^'\\\r\n]|\\.)*'"""
    r"""|<[^<>"{}|^`\\\x00-\x20]*>"""
    r"""|\#[^\r\n]*"""
    r"""|[?$]\w+"""
    r"""|@[A-Za-z][\w-]*"""
    # A local name may hold escaped punctuation: the quote of ex:it\'s opens no string.
    r"""|(?P<name>(?:\w[\w.-]*)?:(?:[\w.:%-]|\\[_~.\-!$&'()*+,;=/?\#@%])*)"""
    r"""|(?P<word>\w+)"""
    r"""|[{}()]""",
    re.S,
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
_QUERIES = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))


class Operation(Enum):
    """What a SPARQL text asks for, by its first keyword after the prologue."""

    QUERY = "query"
    UPDATE = "update"
    UNKNOWN = "unknown"


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens that matter here; ``lastgroup`` is ``word``, ``name`` or None for the others."""
    return _TOKEN.finditer(text)


def keywords(text: str) -> Iterator[str]:
    """Every bare word in upper case, in the order of the text."""
    return (token.group().upper() for token in tokens(text) if token.lastgroup == "word")


def operation(text: str) -> Operation:
    """Whether a text is a query or an update, without parsing the rest of it."""
    for word in keywords(text):
        if word in _QUERIES:
            return Operation.QUERY
        if word in _UPDATES:
            return Operation.UPDATE
    return Operation.UNKNOWN


def has_keyword(text: str, keyword: str) -> bool:
    """True where the keyword stands in the text, also when written with code point escapes.

    SPARQL 1.1 lets ``\\u0053ERVICE`` spell a keyword; engines differ, so both readings count.
    """
    return any(keyword in keywords(reading) for reading in {text, _unescaped(text)})


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code < 0x110000 else match.group()

    return _ESCAPE.sub(character, text)
