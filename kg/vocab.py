"""The terms of the ontology as constants, checked against ontology/conflict.ttl by a test.

Terms that follow from a record's enumeration (event types, kinds, modalities, outcomes) are made by
the functions at the end, so that no list of them stands twice.
"""

from kg.records import EventType, Family, Kind, Modality, Outcome

CK = "https://w3id.org/conflict-kg/ontology#"
VERSION = "0.1.0"  # of the ontology

RDF_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
RDFS_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
DCTERMS_IDENTIFIER = "http://purl.org/dc/terms/identifier"
DCTERMS_LICENSE = "http://purl.org/dc/terms/license"
SCHEMA_URL = "https://schema.org/url"
PROV_ACTIVITY = "http://www.w3.org/ns/prov#Activity"
WIKIDATA_ENTITY = "http://www.wikidata.org/entity/"

XSD_INTEGER = "http://www.w3.org/2001/XMLSchema#integer"
XSD_DOUBLE = "http://www.w3.org/2001/XMLSchema#double"
XSD_DATE = "http://www.w3.org/2001/XMLSchema#date"
XSD_BOOLEAN = "http://www.w3.org/2001/XMLSchema#boolean"

PREFIXES = {
    "ck": CK,
    "ckx": "https://w3id.org/conflict-kg/codes/",
    "dcterms": "http://purl.org/dc/terms/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": WIKIDATA_ENTITY,
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

DOCUMENT = CK + "Document"
EVIDENCE = CK + "Evidence"
MENTION = CK + "Mention"
STATEMENT = CK + "Statement"
REPORT = CK + "Report"
CASUALTY_CLAIM = CK + "CasualtyClaim"
EVENT = CK + "Event"
ACTOR = CK + "Actor"

HAS_REPORT = CK + "hasReport"
IN_DOCUMENT = CK + "inDocument"
EVIDENCE_OF = CK + "evidence"
OF_DOCUMENT = CK + "ofDocument"
BEGIN = CK + "begin"
END = CK + "end"
QUOTE = CK + "quote"
PUBLISHED = CK + "published"
PUBLISHER = CK + "publisher"
PUBLISHER_NAME = CK + "publisherName"
TEXT_HASH = CK + "textHash"
RUN = CK + "run"
SOFTWARE_VERSION = CK + "softwareVersion"
ONTOLOGY_VERSION = CK + "ontologyVersion"
MODEL_VERSION = CK + "modelVersion"
EXTRACTORS = CK + "extractors"
EXTRACTOR = CK + "extractor"
CONFIDENCE = CK + "confidence"
HAS_MENTION = CK + "hasMention"
TRIGGER = CK + "trigger"
ROLE = CK + "role"
NAME = CK + "name"
KIND = CK + "kind"
REFERS_TO = CK + "refersTo"
LINKED_TO = CK + "linkedTo"
REPORTS = CK + "reports"
MODALITY = CK + "modality"
ATTRIBUTED_TO = CK + "attributedTo"
EVENT_TYPE = CK + "eventType"
DATE_TEXT = CK + "dateText"
COUNT = CK + "count"
BACKGROUND = CK + "background"
AGENT = CK + "agent"
TARGET = CK + "target"
PLACE = CK + "place"
INSTRUMENT = CK + "instrument"
EARLIEST = CK + "earliest"
LATEST = CK + "latest"
PART_OF = CK + "partOf"
SUICIDE = CK + "suicide"
CEASEFIRE = CK + "ceasefire"
RIOT = CK + "riot"
STATUS = CK + "status"
REPORT_COUNT = CK + "reportCount"
HAS_CLAIM = CK + "hasClaim"
ABOUT = CK + "about"
OUTCOME = CK + "outcome"
MIN = CK + "min"
MAX = CK + "max"
APPROXIMATE = CK + "approximate"
COUNT_TEXT = CK + "countText"
GROUP = CK + "group"
INCLUDED_IN = CK + "includedIn"
WIKIDATA = CK + "wikidata"

ROLES = {
    role: CK + role.capitalize() + "Role"
    for role in (
        "trigger",
        "agent",
        "target",
        "place",
        "instrument",
        "source",
        "date",
        "count",
        "victims",
    )
}

_ORGANIZATIONS = {Kind.ARMED_GROUP, Kind.STATE_FORCES, Kind.GOVERNMENT, Kind.MEDIA_OUTLET}


def class_of(kind: Kind) -> str:
    """The class of what has that kind."""
    return CK + kind.value


def classes_of(kind: Kind) -> tuple[str, ...]:
    """The class of what has that kind, then its superclasses, most special first."""
    if kind in _ORGANIZATIONS:
        return (class_of(kind), class_of(Kind.ORGANIZATION), ACTOR)
    return (class_of(kind), ACTOR) if kind.is_actor else (class_of(kind),)


def event_class(leaf: EventType | Family) -> str:
    """The class, and concept, of an event type or family."""
    return CK + leaf.value


def modality_concept(modality: Modality) -> str:
    """The concept of a modality."""
    return CK + modality.value.capitalize()


def outcome_concept(outcome: Outcome) -> str:
    """The concept of an outcome."""
    return CK + outcome.value.capitalize()
