"""What a run is made of: the parts that decide what is read out of a document, by version."""

import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import __version__, plugins, vocab
from kg.config import Config
from kg.errors import ConfigError, PluginError
from kg.extract.base import Configurable, Extractor
from kg.iri import Minter
from kg.resources import resource

ALL = "all"
_DECIDING = ("extract", "graph", "link", "neural", "nlp", "sources")  # folders of the package
_DECIDING_RESOURCES = ("ontology/conflict.ttl", "shapes/document.ttl", "shapes/world.ttl")
_SUFFIXES = {".json", ".onnx", ".py", ".toml", ".tsv", ".txt"}
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Run:
    """A run by content and without a time: equal software, model and extractors are one run."""

    iri: str
    values: Mapping[str, str]


def load_extractors(config: Config) -> list[Extractor]:
    """The extractors that the configuration names; ``all`` takes every one that is installed.

    Of all, one that cannot be loaded is told and left out, and so is one that works on request
    only; one that was asked for and cannot be loaded is an error.
    """
    if config.extractors != ALL:
        return [_made(_class(name.strip()), config) for name in config.extractors.split(",")]
    found: list[Extractor] = []
    for name in plugins.names("kg.extractors"):
        try:
            made_of = _class(name)
            if not getattr(made_of, "on_request", False):
                found.append(_made(made_of, config))
        except PluginError as error:
            _LOG.warning("%s; it is left out", error)
    if not found:
        raise PluginError("no extractor can be loaded; kg plugins tells why")
    return found


def _class(name: str) -> Callable[[], Extractor]:
    made_of: Callable[[], Extractor] = plugins.load("kg.extractors", name)
    return made_of


def _made(made_of: Callable[[], Extractor], config: Config) -> Extractor:
    if isinstance(made_of, Configurable):
        return made_of.from_config(config)
    return made_of()


def describe_run(config: Config, extractors: Sequence[Extractor]) -> Run:
    """The run that a configuration makes with what is installed."""
    values = {
        vocab.SOFTWARE_VERSION: f"{__version__}+{code_digest()}",
        vocab.ONTOLOGY_VERSION: vocab.VERSION,
        vocab.MODEL_VERSION: f"{model_version(config.spacy_model)}, spaCy {version('spacy')}, "
        f"onnxruntime {version('onnxruntime')}",
        vocab.EXTRACTORS: ", ".join(sorted(f"{e.name}@{e.version}" for e in extractors)),
    }
    if config.min_confidence:
        values[vocab.EXTRACTORS] += f"; confidence {config.min_confidence} or more"
    iri = Minter(config.base).hashed("run", json.dumps(values, sort_keys=True))
    return Run(iri, values)


@cache
def code_digest() -> str:
    """12 hex digits over the files that decide what is read out of a text and let in.

    A changed rule or shape is another run, whether or not somebody raised a version.
    """
    digest = hashlib.sha256()
    package = Path(__file__).parent
    files = [f for room in _DECIDING for f in (package / room).rglob("*") if f.suffix in _SUFFIXES]
    files += [resource(name) for name in _DECIDING_RESOURCES]
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


def model_version(name: str) -> str:
    """Name and version of a spaCy model, by package or folder, without loading it."""
    try:
        if Path(name).is_dir():
            meta = json.loads((Path(name) / "meta.json").read_text(encoding="utf-8"))
            return f"{meta['lang']}_{meta['name']} {meta['version']}"
        return f"{name} {version(name)}"
    except (OSError, ValueError, KeyError, PackageNotFoundError) as error:
        raise ConfigError(
            f"spaCy model {name!r} is not installed ({error}); "
            "install it, or set KG_SPACY_MODEL to one that is"
        ) from error
