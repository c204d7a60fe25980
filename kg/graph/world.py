"""The world graph: events, actors, places and means, derived from the document graphs alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from pyoxigraph import Literal, NamedNode, Quad

from kg import vocab
from kg.graph.terms import QuadSet, day, integer
from kg.records import EventType, Kind, Modality
from kg.vocab import CK, RDF_TYPE, RDFS_LABEL

_STRENGTH = [NamedNode(vocab.modality_concept(m)) for m in Modality]
_MERGED = [
    NamedNode(t) for t in (vocab.AGENT, vocab.TARGET, vocab.PLACE, vocab.INSTRUMENT, vocab.PART_OF)
]
_LINKS = {vocab.REPORTS, vocab.ABOUT}
_FLAGS = [NamedNode(t) for t in (vocab.SUICIDE, vocab.CEASEFIRE, vocab.RIOT)]
_LEAVES = {CK + leaf.value: leaf for leaf in EventType}
_KINDS = {vocab.class_of(kind): kind for kind in Kind}
_REPORTS = NamedNode(vocab.REPORTS)
_REFERS_TO = NamedNode(vocab.REFERS_TO)
Values = dict[NamedNode, set[NamedNode | Literal]]


def derive_world(
    documents: Iterable[Iterable[Quad]], graph: str, runs: Mapping[str, Mapping[str, str]]
) -> frozenset[Quad]:
    """The quads of the world graph for these document graphs.

    ``runs`` describes the runs, by IRI and property, that the documents name.
    """
    world = _World(graph)
    for quads in documents:
        world.read(quads)
    world.write()
    for run, values in runs.items():
        world.out.add(run, RDF_TYPE, vocab.PROV_ACTIVITY)
        for term, value in values.items():
            world.out.add(run, term, Literal(value))
    return frozenset(world.out.quads)


def world_links(quads: Iterable[Quad]) -> list[Quad]:
    """The quads of document graphs that the world shapes look at besides the world graph."""
    return [quad for quad in quads if quad.predicate.value in _LINKS]


class _World:
    def __init__(self, graph: str) -> None:
        self.out = QuadSet(graph)
        self.reports: defaultdict[NamedNode, list[Values]] = defaultdict(list)
        self.names: defaultdict[NamedNode, Counter[str]] = defaultdict(Counter)
        self.kinds: defaultdict[NamedNode, Counter[Kind]] = defaultdict(Counter)
        self.links: defaultdict[NamedNode, set[NamedNode]] = defaultdict(set)

    def read(self, quads: Iterable[Quad]) -> None:
        """Take in one document graph."""
        nodes: defaultdict[NamedNode, Values] = defaultdict(lambda: defaultdict(set))
        for quad in quads:
            subject, value = quad.subject, quad.object
            if isinstance(subject, NamedNode) and isinstance(value, NamedNode | Literal):
                nodes[subject][quad.predicate].add(value)
        for values in nodes.values():
            if _REPORTS in values:
                self.reports[_one(values, vocab.REPORTS)].append(values)
            elif _REFERS_TO in values:
                self._mention(values)
            elif NamedNode(vocab.PUBLISHER_NAME) in values:
                publisher = _one(values, vocab.PUBLISHER)
                self.names[publisher][_text(values, vocab.PUBLISHER_NAME)] += 1
                self.kinds[publisher][Kind.ORGANIZATION] += 1

    def _mention(self, values: Values) -> None:
        entity = _one(values, vocab.REFERS_TO)
        self.names[entity][_text(values, vocab.NAME)] += 1
        self.kinds[entity][_KINDS[_one(values, vocab.KIND).value]] += 1
        for link in values.get(NamedNode(vocab.LINKED_TO), ()):
            if isinstance(link, NamedNode):
                self.links[entity].add(link)

    def write(self) -> None:
        """Write what the documents have in common."""
        for entity, names in self.names.items():
            self.out.add(entity.value, RDFS_LABEL, Literal(_label(names)))
            for class_ in vocab.classes_of(_likeliest(self.kinds[entity])):
                self.out.add(entity.value, RDF_TYPE, class_)
            for link in self.links[entity]:
                self.out.add(entity.value, vocab.WIKIDATA, link.value)
        for event, reports in self.reports.items():
            self._event(event.value, reports)

    def _event(self, event: str, reports: list[Values]) -> None:
        add = self.out.add
        status = min((_one(r, vocab.MODALITY) for r in reports), key=_STRENGTH.index)
        strongest = [r for r in reports if _one(r, vocab.MODALITY) == status]
        leaf = _LEAVES[_one(reports[0], vocab.EVENT_TYPE).value]
        for class_ in (vocab.event_class(leaf), vocab.event_class(leaf.family), vocab.EVENT):
            add(event, RDF_TYPE, class_)
        add(event, vocab.STATUS, status.value)
        add(event, vocab.REPORT_COUNT, integer(len({_one(r, vocab.IN_DOCUMENT) for r in reports})))
        for term in (*_MERGED, *_FLAGS):
            for value in set().union(*(r.get(term, ()) for r in strongest)):
                if not (term.value == vocab.PART_OF and value == NamedNode(event)):
                    add(event, term.value, value if isinstance(value, Literal) else value.value)
        earliest = _bound(strongest, vocab.EARLIEST, min)
        latest = _bound(strongest, vocab.LATEST, max)
        if earliest:
            add(event, vocab.EARLIEST, earliest)
        if latest:
            add(event, vocab.LATEST, latest)
        told = Counter(_text(r, RDFS_LABEL) for r in strongest)
        add(event, RDFS_LABEL, Literal(_label(told)))


def _one(values: Values, term: str) -> NamedNode:
    nodes = [v for v in values[NamedNode(term)] if isinstance(v, NamedNode)]
    return min(nodes, key=lambda node: node.value)


def _text(values: Values, term: str) -> str:
    return min(v.value for v in values[NamedNode(term)])


def _label(names: Counter[str]) -> str:
    return max(names, key=lambda name: (names[name], len(name), name))


def _likeliest(kinds: Counter[Kind]) -> Kind:
    order = list(Kind)
    return max(kinds, key=lambda kind: (kinds[kind], -order.index(kind)))


def _bound(
    reports: list[Values], term: str, choose: Callable[[Iterable[str]], str]
) -> Literal | None:
    days = [v.value for r in reports for v in r.get(NamedNode(term), ())]
    return day(date.fromisoformat(choose(days))) if days else None
