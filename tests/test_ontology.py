"""The ontology, the vocabulary in code and the event model say the same."""

import ast
import re
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef

from kg import vocab
from kg.records import FAMILIES, EventType, Kind, Modality, Outcome
from kg.resources import resource
from kg.vocab import CK

ROOT = Path(__file__).parent.parent
CODES = "https://w3id.org/conflict-kg/codes/"
SCHEME_TERMS = {"EventTypes", "Modalities", "Outcomes", "Roles"}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return Graph().parse(resource("ontology/conflict.ttl"))


def terms(graph: Graph) -> set[str]:
    return {str(s)[len(CK) :] for s in graph.subjects() if str(s).startswith(CK)}


def terms_in_code() -> set[str]:
    values = {v for v in vars(vocab).values() if isinstance(v, str) and v.startswith(CK)}
    values |= set(vocab.ROLES.values())
    values |= {vocab.event_class(leaf) for leaf in EventType}
    values |= {vocab.event_class(family) for family in FAMILIES}
    values |= {vocab.modality_concept(m) for m in Modality}
    values |= {vocab.outcome_concept(o) for o in Outcome}
    for kind in Kind:
        values |= set(vocab.classes_of(kind))
    return {value[len(CK) :] for value in values} - {""}


def model_rows() -> dict[str, tuple[str, str, str]]:
    """Type -> (family, words, mapping), from the tables of the event model."""
    rows, family = {}, ""
    for line in resource("ontology/event-model.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[1] in set(EventType):
            family = cells[0] or family
            mapping = re.search(r"\[([^\[\]]*)\]$", cells[2])
            words = cells[2][: mapping.start()].strip() if mapping else cells[2]
            rows[cells[1]] = (family, words, mapping[1] if mapping else "")
    return rows


def test_the_code_and_the_ontology_have_the_same_terms(ontology: Graph):
    assert terms_in_code() == terms(ontology) - SCHEME_TERMS


def test_every_property_and_class_of_the_vocabulary_is_written_by_the_code_or_asked_by_a_shape():
    sources = [path for path in (ROOT / "kg").rglob("*.py") if path.name != "vocab.py"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in sources)
    own = (ROOT / "kg" / "vocab.py").read_text(encoding="utf-8")
    for name, value in vars(vocab).items():
        if isinstance(value, str) and value.startswith(CK) and value != CK:
            used = f"vocab.{name}" in code or len(re.findall(rf"\b{name}\b", own)) > 1
            assert used, f"{name} is never used"


def test_shapes_and_examples_use_defined_terms_only(ontology: Graph):
    known = terms(ontology)
    files = [*ROOT.glob("shapes/*.ttl"), *(ROOT / "kg" / "serve" / "examples").glob("*.rq")]
    assert len(files) >= 12
    for path in files:
        used = set(re.findall(r"\bck:(\w+)", path.read_text(encoding="utf-8")))
        assert used <= known, f"{path.name}: {used - known}"


def test_every_term_has_a_label_and_a_definition(ontology: Graph):
    for term in terms(ontology):
        iri = URIRef(CK + term)
        for predicate in (RDFS.label, SKOS.definition):
            value = ontology.value(iri, predicate)
            assert isinstance(value, Literal), f"{term} has no {predicate}"
            assert value.language == "en"
            assert str(value).strip()


def test_every_reference_to_a_term_is_to_a_defined_one(ontology: Graph):
    known = terms(ontology)
    for _, _, value in ontology:
        if isinstance(value, URIRef) and value.startswith(CK):
            assert str(value)[len(CK) :] in known | {""}
        if isinstance(value, URIRef) and value.startswith(CODES):
            assert (value, RDF.type, None) in ontology, value


def test_28_event_types_are_classes_and_concepts_in_the_words_of_the_event_model(ontology: Graph):
    rows = model_rows()
    assert set(rows) == {leaf.value for leaf in EventType}
    for leaf in EventType:
        iri, parent = URIRef(CK + leaf.value), URIRef(CK + leaf.family.value)
        family, words, _ = rows[leaf.value]
        assert family == leaf.family.value
        assert {OWL.Class, SKOS.Concept} <= set(ontology.objects(iri, RDF.type))
        assert ontology.value(iri, RDFS.subClassOf) == parent
        assert ontology.value(iri, SKOS.broader) == parent
        if words:
            assert str(ontology.value(iri, SKOS.definition)) == words


def test_event_types_carry_the_mappings_of_the_event_model(ontology: Graph):
    plover = {str(ontology.value(c, SKOS.notation)) for c in concepts(ontology, "PLOVER")}
    for name, (_, _, mapping) in model_rows().items():
        wanted = {part for part in re.split(r" / |, ", mapping) if part}
        wanted = {p for part in wanted for p in plover_parts(part, plover)}
        found = set()
        for predicate in (SKOS.broadMatch, SKOS.closeMatch):
            for code in ontology.objects(URIRef(CK + name), predicate):
                found.add(str(ontology.value(code, SKOS.notation)))
        assert wanted == {"Government regains" if f.startswith("Gov") else f for f in found}, name


def plover_parts(part: str, plover: set[str]) -> list[str]:
    pieces = part.split("/")
    return pieces if all(piece in plover for piece in pieces) else [part]


def concepts(ontology: Graph, scheme: str) -> list[URIRef]:
    return [
        s for s in ontology.subjects(SKOS.inScheme, URIRef(CODES + scheme)) if isinstance(s, URIRef)
    ]


def test_modalities_are_defined_in_the_words_of_the_event_model(ontology: Graph):
    text = resource("ontology/event-model.md").read_text(encoding="utf-8")
    for modality in Modality:
        definition = str(ontology.value(URIRef(vocab.modality_concept(modality)), SKOS.definition))
        if modality is not Modality.DENIED:
            assert f"`{modality}` ({definition})" in text


def test_outcomes_are_those_of_the_event_model():
    text = resource("ontology/event-model.md").read_text(encoding="utf-8")
    listed = re.search(r"`outcome`: ([\w, ]+)", text)
    assert listed
    assert listed[1].split(" (")[0].strip().split(", ") == [o.value for o in Outcome]


def test_the_version_in_the_ontology_is_the_one_in_the_code(ontology: Graph):
    head = URIRef(CK.rstrip("#"))
    assert str(ontology.value(head, OWL.versionInfo)) == vocab.VERSION
    assert str(ontology.value(head, OWL.versionIRI)).endswith("/" + vocab.VERSION)


def test_iris_of_terms_are_written_in_one_module_only():
    for path in (ROOT / "kg").rglob("*.py"):
        if path.name == "vocab.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                assert CK not in node.value, f"{path}:{node.lineno}"
