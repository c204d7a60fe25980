"""The ``shacl`` engine of the extra ``[fast]``: the same results as pySHACL, many times faster."""

from pathlib import Path

import shacl

from kg.errors import ShapeError
from kg.validate.verdict import Result, Severity, Verdict


class ShaclEngine:
    """Validates with the compiled shapes of the PyPI package ``shacl``."""

    def __init__(self, shapes: Path) -> None:
        try:
            self._shapes = shacl.Shapes.from_file(str(shapes))
        except (OSError, ValueError) as error:
            raise ShapeError(f"{shapes}: shapes cannot be read: {error}") from error

    def validate(self, ntriples: str) -> Verdict:
        """The verdict on a data graph given as N-Triples."""
        report = self._shapes.validate_text(ntriples, "ntriples")
        results = sorted(
            Result(
                severity=Severity(found.severity),
                focus=found.focus_node,
                path=found.path or "",
                component=found.component,
                shape=_iri(found.source_shape),
                value=found.value or "",
                message=found.message or "",
            )
            for found in report.results
        )
        return Verdict(tuple(results), report.turtle)


def _iri(term: str | None) -> str:
    return term[1:-1] if term and term.startswith("<") else ""
