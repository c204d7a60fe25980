"""What a SHACL engine is: the interface that plug-ins of the group ``kg.validators`` implement."""

from pathlib import Path
from typing import Protocol

from kg.validate.verdict import Verdict


class Engine(Protocol):
    """Compiled shapes that graphs are validated against; core constraints only."""

    def __init__(self, shapes: Path) -> None:
        """Compile the shapes of a Turtle file; a ShapeError where that cannot be done."""
        ...

    def validate(self, ntriples: str) -> Verdict:
        """The verdict on a data graph given as N-Triples."""
        ...
