"""Every shape lets the sample pass and fails a graph that is damaged for it; both engines agree."""

import re

import pyshacl
import pytest
from pyoxigraph import Literal, Triple
from rdflib import Graph

from kg.graph.world import derive_world
from kg.resources import resource
from kg.validate import Verdict, load_gate
from kg.validate.engine import Engine
from kg.validate.fast import ShaclEngine
from kg.validate.reference import PyshaclEngine
from tests import sample
from tests.validate.damage import (
    CK,
    DOCUMENT,
    SHAPES,
    WORLD,
    Damage,
    Triples,
    besides,
    instead,
    number,
    of_class,
    term,
    unbounded,
    without,
)

RUN_VALUES = {CK + n: "x" for n in ("softwareVersion", "ontologyVersion", "modelVersion")}
RUNS = {sample.RUN: {**RUN_VALUES, CK + "extractors": "test@1"}}


def engines(name: str) -> dict[str, Engine]:
    return {"pyshacl": PyshaclEngine(resource(name)), "shacl": ShaclEngine(resource(name))}


@pytest.fixture(scope="module")
def document_engines() -> dict[str, Engine]:
    return engines("shapes/document.ttl")


@pytest.fixture(scope="module")
def world_engines() -> dict[str, Engine]:
    return engines("shapes/world.ttl")


def document_graph() -> Triples:
    return {quad.triple for quad in sample.graph().quads}


def world_graph() -> Triples:
    quads = sample.graph().quads
    links = {q.triple for q in quads if q.predicate.value in (CK + "reports", CK + "about")}
    return {q.triple for q in derive_world([quads], sample.MINTER.world, RUNS)} | links


def ntriples(triples: Triples) -> str:
    return "".join(f"{triple} .\n" for triple in triples)


def judged(found: dict[str, Engine], triples: Triples) -> Verdict:
    """The verdict, the same of both engines in every result."""
    reference = found["pyshacl"].validate(ntriples(triples))
    fast = found["shacl"].validate(ntriples(triples))
    assert keys(reference) == keys(fast)
    assert reference.conforms == fast.conforms
    return reference


def keys(verdict: Verdict) -> list[tuple[str, ...]]:
    return sorted((r.severity, r.focus, r.path, r.component, r.shape) for r in verdict.results)


def test_the_sample_passes_without_a_warning(document_engines, world_engines):
    assert judged(document_engines, document_graph()).results == ()
    assert judged(world_engines, world_graph()).results == ()


@pytest.mark.parametrize("damage", DOCUMENT, ids=str)
def test_a_damaged_document_graph_fails_by_the_shape(damage: Damage, document_engines):
    verdict = judged(document_engines, damage.change(document_graph()))
    assert {r.shape for r in verdict.results} == {SHAPES + damage.shape}


@pytest.mark.parametrize("damage", WORLD, ids=str)
def test_a_damaged_world_graph_fails_by_the_shape(damage: Damage, world_engines):
    verdict = judged(world_engines, damage.change(world_graph()))
    assert SHAPES + damage.shape in {r.shape for r in verdict.results}


def test_every_property_shape_has_a_damage_and_a_message():
    for name, damages in (("document", DOCUMENT), ("world", WORLD)):
        text = resource(f"shapes/{name}.ttl").read_text(encoding="utf-8")
        named = re.findall(r"^cks:([\w-]+) a sh:PropertyShape", text, re.M)
        assert sorted(named) == sorted(damage.shape for damage in damages)
        assert text.count("sh:message") >= len(named)


def test_a_claim_needs_a_bound(document_engines):
    bounds = (CK + "min", CK + "max")
    bare = {t for t in document_graph() if t.predicate.value not in bounds}
    verdict = judged(document_engines, bare)
    assert {r.shape for r in verdict.violations} == {SHAPES + "Claim"}


def test_a_claim_is_no_share_of_itself_and_an_event_no_part_of_itself(
    document_engines, world_engines
):
    documents, world = document_graph(), world_graph()
    claim, event = of_class(documents, "CasualtyClaim")[0], of_class(world, "Event")[0]
    documents = {t for t in documents if t.predicate != term("includedIn")}
    documents.add(Triple(claim, term("includedIn"), claim))
    world.add(Triple(event, term("partOf"), event))
    assert [r.component for r in judged(document_engines, documents).violations] == [
        "DisjointConstraintComponent"
    ]
    assert [r.component for r in judged(world_engines, world).violations] == [
        "DisjointConstraintComponent"
    ]


@pytest.mark.parametrize(
    ("change", "component"),
    [
        (unbounded(instead("CasualtyClaim", "min", number(10**5))), None),
        (
            unbounded(besides("CasualtyClaim", "max", [number(0)])),
            "LessThanOrEqualsConstraintComponent",
        ),
        (instead("Evidence", "begin", number(10**6)), "LessThanConstraintComponent"),
        (instead("Document", "published", Literal("2021-05-04")), "DatatypeConstraintComponent"),
    ],
)
def test_bounds_and_datatypes(change, component, document_engines):
    verdict = judged(document_engines, change(document_graph()))
    found = {r.component for r in verdict.violations}
    assert found == ({component} if component else set())


def test_only_violations_keep_a_document_out(document_engines):
    triples = without("Document", "published")(document_graph())
    verdict = judged(document_engines, triples)
    assert verdict.conforms
    assert [r.shape for r in verdict.warnings] == [SHAPES + "Document-dated"]


def test_the_gate_keeps_the_report_of_the_reference_engine():
    verdict = load_gate("shacl").judge_document(
        ntriples(without("Report", "modality")(document_graph()))
    )
    report = Graph().parse(data=verdict.report, format="turtle")
    asked = "ASK { ?r a sh:ValidationReport ; sh:conforms false ; sh:result/sh:focusNode ?f }"
    assert bool(report.query("PREFIX sh: <http://www.w3.org/ns/shacl#> " + asked))


def test_the_shapes_are_shapes_by_shacls_own_shapes():
    empty = Graph()
    for name in ("document", "world"):
        shapes = Graph().parse(resource(f"shapes/{name}.ttl"))
        conforms, _, text = pyshacl.validate(empty, shacl_graph=shapes, meta_shacl=True)
        assert conforms, text
