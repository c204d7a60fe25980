"""The gate: scores that may not fall below pinned floors."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import ConfigError
from kg.evaluate.scores import Scores

_TOLERANCE = 5e-4  # floors are written with three decimals


@dataclass(frozen=True, slots=True)
class Fall:
    """A figure whose F1 is below its floor."""

    name: str
    f1: float
    floor: float

    def __str__(self) -> str:
        return f"{self.name}: F1 {self.f1:.3f} is below its floor of {self.floor:.3f}"


def read_floors(path: Path) -> dict[str, float]:
    """The floors in a TOML file: the least F1 of each figure that it names."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise ConfigError(f"{path}: not valid TOML in UTF-8: {error}") from error
    for name, floor in data.items():
        if isinstance(floor, bool) or not isinstance(floor, int | float) or not 0 <= floor <= 1:
            raise ConfigError(f"{path}: the floor of {name!r} is {floor!r}; give a number 0 to 1")
    return data


def falls(scores: Scores, floors: Mapping[str, float]) -> tuple[Fall, ...]:
    """Every figure that is below its floor; ``overall`` may be named too."""
    reached = {name: figure.f1 for name, figure in scores.figures.items()}
    reached["overall"] = scores.overall
    unknown = sorted(set(floors) - set(reached))
    if unknown:
        raise ConfigError(f"no figure is called {unknown[0]!r}; there are {', '.join(reached)}")
    return tuple(
        Fall(name, reached[name], floor)
        for name, floor in floors.items()
        if reached[name] < floor - _TOLERANCE
    )
