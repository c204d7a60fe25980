"""What a validation found, the same record whichever engine found it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """The severities of SHACL; only a violation keeps a document out."""

    VIOLATION = "Violation"
    WARNING = "Warning"
    INFO = "Info"


@dataclass(frozen=True, slots=True, order=True)
class Result:
    """One ``sh:ValidationResult``; terms are in N-Triples syntax, ``shape`` is an IRI or empty."""

    severity: Severity
    focus: str
    path: str
    component: str  # local name, such as MinCountConstraintComponent
    shape: str
    value: str
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The results, sorted, and the ``sh:ValidationReport`` as Turtle."""

    results: tuple[Result, ...]
    report: str

    @property
    def conforms(self) -> bool:
        """True where there is no violation; warnings do not count."""
        return not self.violations

    @property
    def violations(self) -> tuple[Result, ...]:
        """The results that keep a document out."""
        return tuple(r for r in self.results if r.severity is Severity.VIOLATION)

    @property
    def warnings(self) -> tuple[Result, ...]:
        """The results that are only reported."""
        return tuple(r for r in self.results if r.severity is not Severity.VIOLATION)
