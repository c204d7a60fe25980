"""Short makers of RDF terms in the canonical forms that the store keeps as they are."""

from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg.vocab import XSD_BOOLEAN, XSD_DATE, XSD_DOUBLE, XSD_INTEGER

_INTEGER = NamedNode(XSD_INTEGER)
_DATE = NamedNode(XSD_DATE)
_BOOLEAN = NamedNode(XSD_BOOLEAN)
_DOUBLE = NamedNode(XSD_DOUBLE)


def integer(value: int) -> Literal:
    """A canonical ``xsd:integer``."""
    return Literal(str(value), datatype=_INTEGER)


def day(value: date) -> Literal:
    """An ``xsd:date``."""
    return Literal(value.isoformat(), datatype=_DATE)


def boolean(value: bool) -> Literal:
    """A canonical ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=_BOOLEAN)


def double(value: float) -> Literal:
    """An ``xsd:double`` of at most six decimals, in the form that the store writes."""
    written = f"{value:.6f}".rstrip("0").rstrip(".")
    return Literal(written, datatype=_DOUBLE)


class QuadSet:
    """Collects the quads of one named graph, each once."""

    def __init__(self, graph: str) -> None:
        self.graph = NamedNode(graph)
        self.quads: set[Quad] = set()

    def add(self, subject: str, predicate: str, value: str | Literal) -> None:
        """Add one triple; a plain string is an IRI."""
        node = NamedNode(value) if isinstance(value, str) else value
        self.quads.add(Quad(NamedNode(subject), NamedNode(predicate), node, self.graph))
