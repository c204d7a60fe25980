"""A reliability curve as the points of a drawing."""

from dataclasses import dataclass

from kg.evaluate.calibration import Calibration

SIZE = 240  # of the drawing's square, in its own units
_LEAST, _MOST = 2.5, 9.0  # radius of the dots


@dataclass(frozen=True, slots=True)
class Dot:
    """One bin: where it stands, how big, and what it says."""

    x: float
    y: float
    radius: float
    title: str


@dataclass(frozen=True, slots=True)
class Curve:
    """The dots of one measure, from the least confidence to the greatest."""

    measure: str
    error: float
    dots: tuple[Dot, ...]

    @property
    def points(self) -> str:
        """The dots as the points of a polyline."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


def curves(calibration: Calibration) -> list[Curve]:
    """A curve for each measure; on the diagonal, confidence is the share that is right."""
    return [
        Curve(measure, calibration.error(measure), _dots(calibration, place))
        for place, measure in enumerate(calibration.measures)
    ]


def _dots(calibration: Calibration, place: int) -> tuple[Dot, ...]:
    most = max((b.n for b in calibration.bins), default=1) or 1
    return tuple(
        Dot(
            x=round(b.confidence * SIZE, 1),
            y=round((1 - b.right[place]) * SIZE, 1),
            radius=round(_LEAST + (_MOST - _LEAST) * (b.n / most) ** 0.5, 1),
            title=f"{b.n} at {b.confidence:.2f}: {b.right[place]:.2f} right",
        )
        for b in calibration.bins
        if b.n
    )
