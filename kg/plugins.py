"""Plug-ins: extractors, exporters and validators by entry point, ours among them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from kg.errors import PluginError

GROUPS = ("kg.extractors", "kg.exporters", "kg.validators")


@dataclass(frozen=True, slots=True)
class Plugin:
    """One entry point: where it comes from, and why it cannot be used where that is so."""

    group: str
    name: str
    target: str
    origin: str  # distribution and version
    error: str | None = None
    extra: str | None = None  # what has to be installed for it, where that is optional


def load(group: str, name: str) -> Any:  # noqa: ANN401 - an entry point may stand for anything
    """What the entry point of that group and name stands for; a PluginError says why not."""
    found = [point for point in entry_points(group=group) if point.name == name]
    if not found:
        known = ", ".join(sorted(p.name for p in entry_points(group=group))) or "none"
        raise PluginError(f"no plug-in {name!r} in group {group}; there are: {known}")
    return _load(found[0])


def names(group: str) -> list[str]:
    """The names in a group, sorted."""
    return sorted({point.name for point in entry_points(group=group)})


def survey() -> Iterator[Plugin]:
    """Every plug-in of every group, each loaded to see whether it can be."""
    for group in GROUPS:
        for point in sorted(entry_points(group=group), key=lambda p: p.name):
            dist = point.dist
            origin = f"{dist.name} {dist.version}" if dist else "unknown"
            error = None
            try:
                _load(point)
            except PluginError as failure:
                error = str(failure)
            yield Plugin(
                group, point.name, point.value, origin, error, ", ".join(point.extras) or None
            )


def _load(point: EntryPoint) -> Any:  # noqa: ANN401 - an entry point may stand for anything
    try:
        return point.load()
    except Exception as error:  # a plug-in may raise anything while it is imported
        raise PluginError(
            f"plug-in {point.name!r} ({point.value}) cannot be loaded: "
            f"{type(error).__name__}: {error}"
        ) from error
