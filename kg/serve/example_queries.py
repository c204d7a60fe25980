"""The example queries, each a file that says in comments what it is."""

from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).parent / "examples"


@dataclass(frozen=True, slots=True)
class Example:
    """A query with its title and one line on what it shows."""

    name: str
    title: str
    about: str
    text: str


def examples() -> list[Example]:
    """All examples in the order of their file names."""
    return [_read(path) for path in sorted(_FOLDER.glob("*.rq"))]


def _read(path: Path) -> Example:
    """The first two lines are ``# title`` and ``# what it shows``; the rest is the query."""
    title, about, text = path.read_text(encoding="utf-8").split("\n", 2)
    return Example(path.stem, title.lstrip("# "), about.lstrip("# "), text.strip() + "\n")
