"""How sure a statement is: shares that came true on documents that nothing was learnt from."""

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.errors import PluginError
from kg.records import EventType

CALIBRATION = "calibration.json"
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Curves:
    """Chances that the network gives against the share that is right; shares of the rules."""

    events: tuple[Point, ...]
    claims: tuple[Point, ...]  # by the chance of their event
    rules: Mapping[EventType, float]
    rules_claims: float

    def event(self, chance: float) -> float:
        """The confidence of an event that the network gives a chance."""
        return _between(self.events, chance)

    def claim(self, chance: float) -> float:
        """The confidence of a claim about an event that the network gives a chance."""
        return _between(self.claims, chance)


@cache
def curves() -> Curves:
    """The curves that come with the network; ``training.calibrate`` writes them."""
    file = resources.files("kg.neural") / "data" / CALIBRATION
    try:
        data = json.loads(file.read_text("utf-8"))
        return Curves(
            events=_points(data["events"]),
            claims=_points(data["claims"]),
            rules={EventType(leaf): share for leaf, share in data["rules"].items()},
            rules_claims=data["rules_claims"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise PluginError(f"{file} is missing or damaged ({error!r}); reinstall") from error


def _points(pairs: Sequence[Sequence[float]]) -> tuple[Point, ...]:
    return tuple((x, y) for x, y in pairs)


def _between(points: Sequence[Point], x: float) -> float:
    """The value at ``x`` on the line through the points, level beyond its ends."""
    at = bisect_right([point[0] for point in points], x)
    if at == 0:
        return points[0][1]
    if at == len(points):
        return points[-1][1]
    (x0, y0), (x1, y1) = points[at - 1], points[at]
    return round(y0 + (y1 - y0) * (x - x0) / (x1 - x0), 3) if x1 > x0 else y1
