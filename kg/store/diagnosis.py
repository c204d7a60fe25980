"""What is wrong with a SPARQL text, in words: the parser's own list of expected tokens misleads.

The parser reports the furthest character that any of its alternatives reached, often one or two
tokens after the mistake, and what those alternatives wanted there.
"""

import re
from collections.abc import Collection

from kg.errors import QueryError
from kg.store.lexer import Operation, operation, tokens

_POSITION = re.compile(r"^error at (\d+):(\d+): ", re.S)
_SENTENCES = {
    "unbound": "a variable of the SELECT is neither grouped nor counted",
    "SELECT * is not authorized": "SELECT * does not go together with GROUP BY",
    "IRI parsing failed": "an IRI is not a valid one, or relative with no BASE",
}
_PAIRS = {"{": "}", "(": ")"}


def syntax_error(text: str, message: str, prefixes: Collection[str] = ()) -> QueryError:
    """The error to show for the parser's message, at the place of the mistake where it is found.

    ``prefixes`` are those that hold without being declared.
    """
    match = _POSITION.match(message)
    line, column = (int(match.group(1)), int(match.group(2))) if match else (1, 1)
    found = _undeclared(text, prefixes) or _unbalanced(text)
    if found:
        reason, offset = found
        return _error(text, *_place(text, offset), reason)
    if operation(text) is Operation.UNKNOWN:
        return _error(text, line, column, "there is no SELECT, ASK, CONSTRUCT or DESCRIBE")
    detail = message[match.end() :] if match else message
    known = (words for part, words in _SENTENCES.items() if part in detail)
    return _error(text, line, column, next(known, "something is missing or wrong just before here"))


def unclosed_string(text: str, offset: int) -> QueryError:
    """The error for a string that never ends, or has a backslash that begins no escape."""
    reason = "this string is never closed, or has a backslash before a character that needs none"
    return _error(text, *_place(text, offset), reason)


def _place(text: str, offset: int) -> tuple[int, int]:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _error(text: str, line: int, column: int, reason: str) -> QueryError:
    lines = text.split("\n")
    rest = lines[line - 1][column - 1 :].strip() if line <= len(lines) else ""
    where = f"near “{rest[:40]}”" if rest else "at the end of the line"
    return QueryError(
        f"SPARQL syntax error at line {line}, column {column}, {where}: {reason}", line, column
    )


def _undeclared(text: str, known: Collection[str]) -> tuple[str, int] | None:
    """The first prefix that is used and not declared before, with its offset."""
    declared = set(known)
    declaring = False
    for token in tokens(text):
        if token.lastgroup == "word":
            declaring = token.group().upper() == "PREFIX"
        elif token.lastgroup in ("name", "empty"):
            prefix = token.group().partition(":")[0]
            if declaring:
                declared.add(prefix)
            elif prefix not in declared:
                reason = f"the prefix “{prefix}:” is not declared; add PREFIX {prefix}: <…>"
                return reason, token.start()
            declaring = False
    return None


def _unbalanced(text: str) -> tuple[str, int] | None:
    """The first bracket that has no partner, with its offset."""
    open_: list[tuple[str, int]] = []
    for token in tokens(text):
        character = token.group()
        if character in _PAIRS:
            open_.append((character, token.start()))
        elif character in _PAIRS.values():
            if not open_ or _PAIRS[open_[-1][0]] != character:
                return f"this “{character}” closes nothing that is open", token.start()
            open_.pop()
    if open_:
        character, offset = open_[-1]
        return f"this “{character}” is never closed", offset
    return None
