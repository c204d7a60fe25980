"""The words of a SPARQL text, as its grammar reads them.

The engine offers neither its syntax tree nor a switch for federation, so what a query may do is
decided on its tokens. A word inside a string, an IRI, a comment, a variable, a local name or a
language tag is no keyword: ``?service``, ``ex:SERVICE`` and ``"SERVICE"`` are harmless.

The engine tries one alternative after the other where the grammar takes the longest token, so a
text counts as harmless only where no reading makes a keyword of the word: ``1SERVICE`` is a number
and a keyword to it, ``SERVICE:x`` a keyword and an IRI, ``ex:a.b.SERVICE`` a name, the end of a
triple and a keyword, and the ``<`` of ``?a<?b#>`` an operator.
Every token is matched without going back, so reading takes time in proportion to the text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = "0-9_\u00b7\u0300-\u036f\u203f\u2040"  # may follow in a name, apart from the hyphen
_CODE = (
    r"\\u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}|\\U0000(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}"
    r"|\\U(?:000[1-9A-Fa-f]|0010)[0-9A-Fa-f]{4}"
)
_ESCAPED = rf"\\[tbnrf\\\"']|{_CODE}"
_LOCAL = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?\#@%]"
_PART = (
    rf"(?:(?:[{_BASE}0-9_:]|{_LOCAL})"
    rf"(?:[{_BASE}{_MORE}:-]|{_LOCAL}|\.++(?=[{_BASE}{_MORE}:%\\-]))*+)?+"
)
_TOKEN = re.compile(
    rf'''(?P<string>"""(?:[^"\\]|{_ESCAPED}|"(?!""))*+"""'''
    rf"""|\'\'\'(?:[^'\\]|{_ESCAPED}|'(?!''))*+\'\'\'"""
    rf'''|"(?!"")(?:[^"\\\r\n]|{_ESCAPED})*+"'''
    rf"""|'(?!'')(?:[^'\\\r\n]|{_ESCAPED})*+')"""
    r"""|(?P<unclosed>["'])"""
    rf"""|(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE})*+>)"""
    r"""|(?P<comment>\#[^\r\n]*+)"""
    rf"""|(?P<variable>[?$][{_BASE}0-9_][{_BASE}{_MORE}]*+)"""
    r"""|(?P<language>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+)"""
    rf"""|(?P<word>[{_BASE}](?:[{_BASE}{_MORE}-]|\.++(?=[{_BASE}{_MORE}-]))*+)(?P<name>:{_PART})?+"""
    rf"""|(?P<empty>:{_PART})"""
    rf"""|(?P<label>_:[{_BASE}0-9_](?:[{_BASE}{_MORE}-]|\.++(?=[{_BASE}{_MORE}-]))*+)"""
    r"""|(?P<number>(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)(?:[eE][+-]?[0-9]++)?)"""
    r"""|(?P<bracket>[{}()\[\]])"""
    r"""|(?P<mark>[^\s])"""
)
_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_JOINT = re.compile(
    "[.-]"
)  # a word with these is a prefix whose colon is missing, or several words
_ABSOLUTE = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*://")
_UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)
_QUERIES = frozenset(("SELECT", "ASK", "CONSTRUCT", "DESCRIBE"))
_CHAINED = frozenset(("UNION", "MINUS", "OPTIONAL", "FILTER", "BIND", "!", "|", "&"))
_CHAINED |= frozenset("+-*/=")
_BEFORE_OPERAND = frozenset("(,=!|&/^+-*")
_OPENING, _CLOSING = "{([", "})]"
_FEDERATION = "SERVICE"


class Operation(Enum):
    """What a SPARQL text asks for, by its first keyword after the prologue."""

    QUERY = "query"
    UPDATE = "update"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tokens of a text tell."""

    operation: Operation
    keywords: frozenset[str]  # every bare word in upper case, also when written with escapes
    federates: bool  # some reading makes a keyword of SERVICE
    unclosed: int | None  # where a string begins that the grammar does not let end
    depth: int  # of brackets inside each other
    links: int  # clauses and operators that stand in rows, each a level of the engine's tree


def tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of a text with their kind as ``lastgroup``, up to a string that does not end."""
    for token in _TOKEN.finditer(text):
        yield token
        if token.lastgroup == "unclosed":
            return


@lru_cache(maxsize=8)
def read(text: str) -> Reading:
    """What a text asks for, without parsing it; the last few texts are remembered."""
    scan = _Scan(text)
    plain = _unescaped(text)
    other = scan if plain == text else _Scan(plain)
    return Reading(
        operation=scan.operation,
        keywords=frozenset(scan.words | other.words),
        federates=scan.federates or other.federates,
        unclosed=scan.unclosed,
        depth=scan.depth,
        links=scan.links,
    )


def operation(text: str) -> Operation:
    """Whether a text is a query or an update."""
    return read(text).operation


def has_keyword(text: str, keyword: str) -> bool:
    """True where the keyword stands in the text, also when written with code point escapes."""
    return keyword in read(text).keywords


class _Scan:
    """One pass over the tokens."""

    def __init__(self, text: str) -> None:
        self.operation = Operation.UNKNOWN
        self.words: set[str] = set()
        self.unclosed: int | None = None
        self.depth = self.links = 0
        self._open: list[str] = []
        self._ambiguous = False
        self._spelt = False  # SERVICE stands where only a keyword could be
        before = ""
        for token in tokens(text):
            if token.lastgroup != "comment":
                self._take(token, before)
                before = token.group()
        self.federates = self._spelt or (self._ambiguous and _FEDERATION in text.upper())

    def _take(self, token: re.Match[str], before: str) -> None:
        kind, text = token.lastgroup, token.group()
        if kind == "word":
            for word in _JOINT.split(text.upper()):
                self._word(word)
        elif kind in ("name", "empty", "label"):
            prefix, _, rest = text.upper().partition(":")
            self._spelt |= _FEDERATION in prefix or _FEDERATION in rest.partition(".")[2]
        elif kind == "bracket":
            self._bracket(text)
        elif kind == "mark":
            self.links += text in _CHAINED
        elif kind == "iri":
            self._ambiguous |= self._may_be_operator(text, before)
        elif kind == "unclosed":
            self.unclosed = token.start()

    def _word(self, word: str) -> None:
        self.words.add(word)
        self.links += word in _CHAINED
        self._spelt |= _FEDERATION in word
        if self.operation is Operation.UNKNOWN:
            if word in _QUERIES:
                self.operation = Operation.QUERY
            elif word in _UPDATES:
                self.operation = Operation.UPDATE

    def _bracket(self, bracket: str) -> None:
        if bracket in _OPENING:
            self._open.append(bracket)
            self.depth = max(self.depth, len(self._open))
        elif self._open:
            self._open.pop()

    def _may_be_operator(self, iri: str, before: str) -> bool:
        """True where ``<`` may begin a comparison or a triple term, and what follows be code."""
        if _ABSOLUTE.match(iri):
            return False  # two slashes in a row are no code
        compared = self._open[-1:] == ["("] and before not in _BEFORE_OPERAND
        return compared or before == "<"


def _unescaped(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match.group(1) or match.group(2), 16)
        return chr(code) if code < 0x110000 else match.group()

    return _ESCAPE.sub(character, text)
