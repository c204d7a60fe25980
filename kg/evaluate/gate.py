"""The gate: scores that may not fall below pinned floors.

The floors are a TOML file: at the top the least F1 of a figure, under ``[types]`` that of a leaf
type, under ``[most]`` what may not be exceeded: ``asserted_violence``, the asserted violence
events a document in documents without events.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluate.scores import Scores
from kg.evaluate.tables import event_free
from kg.records import EventType

_TOLERANCE = 5e-4  # floors are written with three decimals
_TYPES, _MOST = "types", "most"
_VIOLENCE = f"{_MOST}.asserted_violence"


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure whose F1 is below its floor, or whose value is above what it may be at most."""

    name: str
    value: float
    bound: float

    def __str__(self) -> str:
        if self.name.startswith(_MOST):
            return f"{self.name}: {self.value:.3f} is above the {self.bound:.3f} allowed"
        return f"{self.name}: F1 {self.value:.3f} is below its floor of {self.bound:.3f}"


def read_floors(path: Path) -> dict[str, float]:
    """The bounds in a TOML file by name, such as ``event``, ``types.Siege``; a ConfigError where
    a table is none of the two or a bound is no number between 0 and 1.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise ConfigError(f"{path}: not valid TOML in UTF-8: {error}") from error
    floors: dict[str, float] = {}
    for name, value in data.items():
        inner = value if isinstance(value, dict) and name in (_TYPES, _MOST) else None
        floors |= {name: value} if inner is None else {f"{name}.{k}": v for k, v in inner.items()}
    for name, floor in floors.items():
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise ConfigError(f"{path}: the floor of {name!r} is {floor!r}; give a number 0 to 1")
    return floors


def falls(scores: Scores, floors: Mapping[str, float]) -> tuple[Fall, ...]:
    """Every figure that breaks its bound; a name that nothing is known by is a ConfigError."""
    reached = _reached(scores)
    for name in floors:
        if name not in reached:
            raise ConfigError(_unknown(name, reached))
    return tuple(
        Fall(name, reached[name], floor)
        for name, floor in floors.items()
        if _breaks(name, reached[name], floor)
    )


def _breaks(name: str, value: float, bound: float) -> bool:
    return value > bound + _TOLERANCE if name == _VIOLENCE else value < bound - _TOLERANCE


def _reached(scores: Scores) -> dict[str, float]:
    reached = {name: figure.f1 for name, figure in scores.figures.items()}
    reached["overall"] = scores.overall
    reached |= {f"{_TYPES}.{leaf}": f.f1 for leaf, f in scores.types.items() if f.gold}
    free = event_free(scores.comparisons)
    return reached | ({_VIOLENCE: free.per_document} if free.documents else {})


def _unknown(name: str, reached: Mapping[str, float]) -> str:
    table, _, leaf = name.rpartition(".")
    if name == _VIOLENCE:
        return f"{name} cannot be held: every document has gold events"
    if table == _TYPES and leaf in set(EventType):
        return f"{name} cannot be held: gold has no event of type {leaf}"
    if table == _TYPES:
        return f"no event type is called {leaf!r}; there are {', '.join(EventType)}"
    if table == _MOST:
        return f"{name!r} has no upper bound; the one that may have is {_VIOLENCE}"
    figures = [known for known in reached if "." not in known]
    return f"no figure is called {name!r}; there are {', '.join(figures)}"
