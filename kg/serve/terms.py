"""The ontology's terms, for labels on pages and for completion in the editor."""

from dataclasses import dataclass
from pathlib import Path

from kg.store.query import Iri, load_turtle, select
from kg.vocab import CK

_TERMS = """
SELECT ?term ?kind ?label ?comment WHERE {
  ?term rdfs:label ?label .
  { ?term a owl:Class BIND("class" AS ?kind) }
  UNION { ?term a owl:ObjectProperty BIND("property" AS ?kind) }
  UNION { ?term a owl:DatatypeProperty BIND("property" AS ?kind) }
  UNION { ?term a skos:Concept BIND("concept" AS ?kind) }
  OPTIONAL { ?term rdfs:comment ?said }
  OPTIONAL { ?term skos:definition ?defined }
  BIND(COALESCE(?said, ?defined, "") AS ?comment)
}"""
_LEAVES = """
SELECT ?leaf ?family WHERE {
  ?leaf skos:broader ?family ; skos:inScheme ck:EventTypes . ?family skos:topConceptOf ck:EventTypes
}"""
_TOP = "SELECT ?family WHERE { ?family skos:topConceptOf ck:EventTypes ; rdfs:label ?label }"


@dataclass(frozen=True, slots=True)
class Term:
    """A class, property or concept of the ontology."""

    iri: str
    kind: str
    label: str
    comment: str

    @property
    def name(self) -> str:
        """The local name, such as ``AirStrike``."""
        return self.iri.removeprefix(CK)


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms by IRI, and the tree of event types."""

    by_iri: dict[str, tuple[Term, ...]]
    families: dict[str, tuple[str, ...]]  # family -> its leaves, as IRIs

    @classmethod
    def load(cls, path: Path) -> "Terms":
        """The terms of an ontology file."""
        store = load_turtle(str(path))
        found: dict[str, list[Term]] = {}
        for row in select(store, _TERMS):
            term = Term(*(str(row[key]) for key in ("term", "kind", "label", "comment")))
            found.setdefault(term.iri, []).append(term)
        leaves = select(store, _LEAVES)
        families: dict[str, tuple[str, ...]] = {}
        for top in sorted(str(row["family"]) for row in select(store, _TOP)):
            own = sorted(str(row["leaf"]) for row in leaves if row["family"] == top)
            families[top] = tuple(own)
        return cls({iri: tuple(terms) for iri, terms in found.items()}, families)

    def label(self, iri: str) -> str:
        """The label of a term, or the tail of its IRI where the ontology has none."""
        terms = self.by_iri.get(iri)
        return terms[0].label if terms else iri.rstrip("/").rsplit("#", 1)[-1].rsplit("/", 1)[-1]

    def comment(self, iri: str) -> str:
        """What a term means, as the ontology words it; empty where it does not."""
        terms = self.by_iri.get(iri)
        return terms[0].comment if terms else ""

    def is_leaf(self, iri: str) -> bool:
        """True for the 28 most specific event types."""
        return any(iri in leaves for leaves in self.families.values())

    def family_of(self, iri: str) -> str | None:
        """The family that a leaf belongs to."""
        return next((f for f, leaves in self.families.items() if iri in leaves), None)

    def event_type(self, name: str) -> Iri | None:
        """The IRI of a leaf or family by its local name, where there is one."""
        iri = CK + name
        return Iri(iri) if iri in self.families or self.is_leaf(iri) else None

    def of_kind(self, kind: str) -> list[Term]:
        """All terms that are classes, properties or concepts, in the order of their names."""
        every = (term for terms in self.by_iri.values() for term in terms if term.kind == kind)
        return sorted(every, key=lambda term: term.name)
