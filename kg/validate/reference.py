"""pySHACL, the reference engine: always there."""

from pathlib import Path

import pyshacl
from rdflib import BNode, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.errors import ShapeError
from kg.validate.verdict import Result, Severity, Verdict


class PyshaclEngine:
    """Validates with pySHACL over rdflib's in-memory store."""

    def __init__(self, shapes: Path) -> None:
        try:
            self._shapes = Graph().parse(shapes, format="turtle")
        except (OSError, SyntaxError, ValueError) as error:
            raise ShapeError(f"{shapes}: shapes cannot be read: {error}") from error

    def validate(self, ntriples: str) -> Verdict:
        """The verdict on a data graph given as N-Triples."""
        data = Graph().parse(data=ntriples, format="nt")
        _, report, _ = pyshacl.validate(data, shacl_graph=self._shapes, inplace=True)
        if not isinstance(report, Graph):
            raise ShapeError(f"pySHACL gave no report: {report}")
        nodes = report.objects(None, SH.result)
        results = sorted(_result(report, node) for node in nodes)
        return Verdict(tuple(results), report.serialize(format="turtle"))


def _result(report: Graph, node: Node) -> Result:
    def value(predicate: URIRef) -> Node | None:
        return report.value(node, predicate)

    shape = value(SH.sourceShape)
    return Result(
        severity=Severity(_local(value(SH.resultSeverity))),
        focus=_term(value(SH.focusNode)),
        path=_path(report, value(SH.resultPath)),
        component=_local(value(SH.sourceConstraintComponent)),
        shape=str(shape) if isinstance(shape, URIRef) else "",
        value=_term(value(SH.value)),
        message=str(value(SH.resultMessage) or ""),
    )


def _local(node: Node | None) -> str:
    return str(node).rpartition("#")[2]


def _term(node: Node | None) -> str:
    return node.n3() if isinstance(node, URIRef | Literal) else ""


def _path(report: Graph, node: Node | None) -> str:
    if isinstance(node, BNode):
        return "^" + _term(report.value(node, SH.inversePath))
    return _term(node)
