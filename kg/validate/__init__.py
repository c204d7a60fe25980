"""The SHACL gate: nothing enters the graph unvalidated."""

from kg.validate.gate import Gate, load_gate
from kg.validate.verdict import Result, Severity, Verdict

__all__ = ["Gate", "Result", "Severity", "Verdict", "load_gate"]
