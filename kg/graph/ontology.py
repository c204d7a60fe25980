"""The ontology as a graph of the store, so that labels, families and mappings can be joined."""

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.resources import resource
from kg.vocab import CK


def ontology_graph() -> frozenset[Quad]:
    """The triples of ontology/conflict.ttl in the graph of the ontology's own IRI."""
    graph = NamedNode(CK.rstrip("#"))
    data = resource("ontology/conflict.ttl").read_bytes()
    triples = parse(data, format=RdfFormat.TURTLE)
    return frozenset(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
