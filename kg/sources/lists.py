"""The word lists beside the code, read once."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What pages leave around an article, folded by :func:`fold`."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    starts_limit: int
    notices: tuple[str, ...]
    notices_limit: int
    lists: frozenset[str]


@cache
def boilerplate() -> Boilerplate:
    """The lists of ``boilerplate.toml``."""
    data = _read("boilerplate.toml")
    return Boilerplate(
        lines=frozenset(fold(line) for line in data["lines"]),
        starts=tuple(data["starts"]),
        starts_limit=data["starts_limit"],
        notices=tuple(data["notices"]),
        notices_limit=data["notices_limit"],
        lists=frozenset(fold(line) for line in data["lists"]),
    )


@cache
def agencies() -> dict[str, str]:
    """The full name of a news agency by each of its names, those in capitals included."""
    names: dict[str, str] = {}
    for name, others in _read("agencies.toml").items():
        for known in (name, *others):
            names[known] = name
            names.setdefault(known.upper(), name)
    return names


def fold(line: str) -> str:
    """A line without case, outer punctuation, and the apostrophe's two shapes."""
    return line.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").strip(" .:!…>»→|")


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files(__package__) / name).read_text(encoding="utf-8"))
