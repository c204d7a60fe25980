"""The gate that a document's graph passes or not: document shapes, then world shapes."""

import importlib.util
from dataclasses import dataclass
from functools import cache

from kg import plugins
from kg.errors import ConfigError
from kg.resources import resource
from kg.validate.engine import Engine
from kg.validate.reference import PyshaclEngine
from kg.validate.verdict import Verdict

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Gate:
    """Engines with the document shapes and the world shapes compiled."""

    engine: str
    document: Engine
    world: Engine

    def judge_document(self, ntriples: str) -> Verdict:
        """The verdict of the document shapes on a document graph alone."""
        return self._judge(self.document, "shapes/document.ttl", ntriples)

    def judge_world(self, ntriples: str) -> Verdict:
        """The verdict of the world shapes on world triples with their ck:reports and ck:about."""
        return self._judge(self.world, "shapes/world.ttl", ntriples)

    def _judge(self, engine: Engine, shapes: str, ntriples: str) -> Verdict:
        verdict = engine.validate(ntriples)
        if verdict.conforms or isinstance(engine, PyshaclEngine):
            return verdict
        return _reference(shapes).validate(ntriples)


@cache
def _reference(shapes: str) -> PyshaclEngine:
    """What fails is judged, and its report kept, by the reference engine."""
    return PyshaclEngine(resource(shapes))


@cache
def load_gate(engine: str = AUTO) -> Gate:
    """The gate with an engine by plug-in name; ``auto`` takes ``shacl`` where it is installed."""
    name = engine
    if engine == AUTO:
        name = "shacl" if importlib.util.find_spec("shacl") else "pyshacl"
    if name not in plugins.names("kg.validators"):
        known = ", ".join([AUTO, *plugins.names("kg.validators")])
        raise ConfigError(f"no SHACL engine {engine!r}; there are: {known}")
    make = plugins.load("kg.validators", name)
    return Gate(name, make(resource("shapes/document.ttl")), make(resource("shapes/world.ttl")))
