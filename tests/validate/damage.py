"""How to damage a passing graph so that it fails by one property shape."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from kg.vocab import CK, XSD_DATE, XSD_INTEGER

SHAPES = "https://w3id.org/conflict-kg/shapes#"
RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"

Triples = set[Triple]
Change = Callable[[Triples], Triples]


@dataclass(frozen=True)
class Damage:
    """A change to a passing graph, and the shape that it breaks."""

    shape: str
    change: Change

    def __str__(self) -> str:
        return self.shape


def term(name: str) -> NamedNode:
    return NamedNode(name if "://" in name else CK + name)


def of_class(triples: Triples, name: str) -> list[NamedNode]:
    found = {t.subject for t in triples if t.predicate.value == RDF_TYPE and t.object == term(name)}
    return sorted((s for s in found if isinstance(s, NamedNode)), key=lambda s: s.value)


def first(triples: Triples, class_: str, path: str) -> Triple:
    """The first triple with that predicate whose subject is of that class."""
    subjects = of_class(triples, class_)
    found = [t for t in triples if t.predicate == term(path) and t.subject in subjects]
    return min(found, key=str)


def without(class_: str, path: str) -> Change:
    def change(triples: Triples) -> Triples:
        gone = first(triples, class_, path)
        return {t for t in triples if (t.subject, t.predicate) != (gone.subject, gone.predicate)}

    return change


def instead(class_: str, path: str, value: NamedNode | Literal) -> Change:
    def change(triples: Triples) -> Triples:
        old = first(triples, class_, path)
        return (triples - {old}) | {Triple(old.subject, old.predicate, value)}

    return change


def besides(class_: str, path: str, values: Iterable[NamedNode | Literal]) -> Change:
    def change(triples: Triples) -> Triples:
        subject = of_class(triples, class_)[0]
        return triples | {Triple(subject, term(path), value) for value in values}

    return change


def number(value: int) -> Literal:
    return Literal(str(value), datatype=NamedNode(XSD_INTEGER))


def day(value: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD_DATE))


def unbounded(change: Change) -> Change:
    """The change to a graph whose claims have no upper bound."""
    return lambda triples: change({t for t in triples if t.predicate != term("max")})


NOWHERE = NamedNode("https://example.org/nowhere")
TEXT = Literal("text")
TWO_TEXTS = [Literal("one"), Literal("two")]
TWO_IRIS = [NamedNode("https://example.org/1"), NamedNode("https://example.org/2")]
LATER = [day("2030-01-01"), day("2030-01-02")]
LONG = Literal("x" * 2001)

DOCUMENT = [
    Damage("Document-hash", instead("Document", "textHash", TEXT)),
    Damage("Document-label", without("Document", LABEL)),
    Damage("Document-run", without("Document", "run")),
    Damage("Document-published", instead("Document", "published", TEXT)),
    Damage("Document-dated", without("Document", "published")),
    Damage("Evidence-begin", instead("Evidence", "begin", number(-1))),
    Damage("Evidence-end", besides("Evidence", "end", [number(10**6)])),
    Damage("Evidence-quote", without("Evidence", "quote")),
    Damage("Evidence-document", instead("Evidence", "ofDocument", NOWHERE)),
    Damage("Evidence-length", instead("Evidence", "quote", LONG)),
    Damage("Mention-begin", without("Mention", "begin")),
    Damage("Mention-end", without("Mention", "end")),
    Damage("Mention-quote", instead("Mention", "quote", Literal(""))),
    Damage("Mention-document", without("Mention", "ofDocument")),
    Damage("Mention-role", instead("Mention", "role", NOWHERE)),
    Damage("Mention-refersTo", besides("Mention", "refersTo", TWO_IRIS)),
    Damage("Mention-name", besides("Mention", "name", TWO_TEXTS)),
    Damage("Mention-linkedTo", besides("Mention", "linkedTo", TWO_IRIS)),
    Damage("Statement-document", instead("Report", "inDocument", NOWHERE)),
    Damage("Statement-evidence", without("CasualtyClaim", "evidence")),
    Damage("Statement-mention", besides("Report", "hasMention", [NOWHERE])),
    Damage("Statement-extractor", without("Report", "extractor")),
    Damage("Statement-confidence", besides("CasualtyClaim", "confidence", [TEXT])),
    Damage("Statement-source", besides("Report", "attributedTo", [TEXT])),
    Damage("Report-event", without("Report", "reports")),
    Damage("Report-type", instead("Report", "eventType", NOWHERE)),
    Damage("Report-modality", without("Report", "modality")),
    Damage("Report-trigger", without("Report", "trigger")),
    Damage("Report-earliest", instead("Report", "earliest", TEXT)),
    Damage("Report-latest", besides("Report", "latest", LATER)),
    Damage("Report-claim", besides("Report", "hasClaim", [NOWHERE])),
    Damage("Report-count", besides("Report", "count", [number(0)])),
    Damage("Claim-event", without("CasualtyClaim", "about")),
    Damage("Claim-outcome", instead("CasualtyClaim", "outcome", NOWHERE)),
    Damage("Claim-min", instead("CasualtyClaim", "min", number(-3))),
    Damage("Claim-max", besides("CasualtyClaim", "max", [number(10**6), number(10**6 + 1)])),
    Damage("Claim-group", without("CasualtyClaim", "group")),
    Damage("Claim-includedIn", besides("CasualtyClaim", "includedIn", [NOWHERE])),
    Damage("Claim-large", unbounded(instead("CasualtyClaim", "min", number(10**6 + 1)))),
]

WORLD = [
    Damage("Run-software", without("http://www.w3.org/ns/prov#Activity", "softwareVersion")),
    Damage("Run-ontology", without("http://www.w3.org/ns/prov#Activity", "ontologyVersion")),
    Damage("Run-model", without("http://www.w3.org/ns/prov#Activity", "modelVersion")),
    Damage("Run-extractors", without("http://www.w3.org/ns/prov#Activity", "extractors")),
    Damage("Event-type", besides("Event", RDF_TYPE, [term("Siege"), term("Arrest")])),
    Damage("Event-label", without("Event", LABEL)),
    Damage("Event-status", without("Event", "status")),
    Damage("Event-reportCount", instead("Event", "reportCount", number(0))),
    Damage("Event-earliest", instead("Event", "earliest", TEXT)),
    Damage("Event-latest", besides("Event", "latest", LATER)),
    Damage("Event-agent", besides("Event", "agent", [NOWHERE])),
    Damage("Event-target", besides("Event", "target", [TEXT])),
    Damage("Event-place", besides("Event", "place", [NOWHERE])),
    Damage("Event-instrument", besides("Event", "instrument", [NOWHERE])),
    Damage("Event-partOf", besides("Event", "partOf", [NOWHERE])),
    Damage("Actor-label", without("Actor", LABEL)),
    Damage("Actor-wikidata", besides("Actor", "wikidata", [NOWHERE])),
    Damage("Place-label", without("Place", LABEL)),
    Damage("Place-wikidata", besides("Place", "wikidata", [NOWHERE])),
    Damage("Object-label", without("Object", LABEL)),
    Damage("Weapon-label", without("Weapon", LABEL)),
]


def unreported(triples: Triples) -> Triples:
    """No report tells of the first event."""
    return triples - {first_reports(triples)}


def first_reports(triples: Triples) -> Triple:
    return min((t for t in triples if t.predicate == term("reports")), key=str)


WORLD.append(Damage("Event-reported", unreported))
