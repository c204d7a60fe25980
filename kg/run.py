"""What a run is made of: the parts that decide what is read out of a document, by version."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import __version__, plugins, vocab
from kg.config import Config
from kg.errors import ConfigError
from kg.extract.base import Extractor
from kg.iri import Minter

ALL = "all"


@dataclass(frozen=True, slots=True)
class Run:
    """A run by content and without a time: equal software, model and extractors are one run."""

    iri: str
    values: Mapping[str, str]


def load_extractors(names: str) -> list[Extractor]:
    """The extractors of a comma-separated list; ``all`` takes every one that is installed."""
    wanted = plugins.names("kg.extractors") if names == ALL else names.split(",")
    return [plugins.load("kg.extractors", name.strip())() for name in wanted]


def describe_run(config: Config, extractors: Sequence[Extractor]) -> Run:
    """The run that a configuration makes with what is installed."""
    values = {
        vocab.SOFTWARE_VERSION: __version__,
        vocab.ONTOLOGY_VERSION: vocab.VERSION,
        vocab.MODEL_VERSION: f"{model_version(config.spacy_model)}, spaCy {version('spacy')}",
        vocab.EXTRACTORS: ", ".join(sorted(f"{e.name}@{e.version}" for e in extractors)),
    }
    iri = Minter(config.base).hashed("run", json.dumps(values, sort_keys=True))
    return Run(iri, values)


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
