"""What an installation needs, checked: each check tells what is there or what to do."""

import hashlib
import importlib.util
import json
import platform
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from kg import __version__, plugins
from kg.config import Config
from kg.errors import ConfigError, KgError
from kg.resources import resource

_PACKAGES = (
    "spacy",
    "onnxruntime",
    "pyoxigraph",
    "oxrdflib",
    "rdflib",
    "pyshacl",
    "flask",
    "granian",
)
_NETWORK = Path(__file__).parent / "neural" / "data"
_MODELS = Path(__file__).parent / "nlp" / "model_files.toml"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at."""

    name: str
    ok: bool
    detail: str


def examine(config: Config) -> list[Check]:
    """Every check, in order; none stops the others."""
    checks: list[tuple[str, Callable[[Config], str]]] = [
        ("conflict-kg", lambda _: f"{__version__} in {Path(__file__).parent}"),
        ("python", _python),
        ("packages", _packages),
        ("language model", _model),
        ("trained network", _network),
        ("extractors", _extractors),
        ("shapes", _shapes),
        ("query page", _query_page),
        ("plug-ins", _plugins),
    ]
    return [_check(name, look, config) for name, look in checks]


def _check(name: str, look: Callable[[Config], str], config: Config) -> Check:
    try:
        return Check(name, True, look(config))
    except (KgError, OSError) as error:
        return Check(name, False, str(error))


def _python(_: Config) -> str:
    return platform.python_version()


def _packages(_: Config) -> str:
    found = []
    for package in _PACKAGES:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            raise ConfigError(f"{package} is missing; run: pip install conflict-kg") from None
    return ", ".join(found)


def _model(config: Config) -> str:
    name = config.spacy_model
    recorded = tomllib.loads(_MODELS.read_text(encoding="utf-8")).get(name)
    if recorded is None:
        return f"{name}: chosen by the configuration, no files are recorded for it"
    spec = importlib.util.find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ConfigError(f"{name} is missing; run: pip install conflict-kg")
    folder = Path(next(iter(spec.submodule_search_locations)))
    wrong = [f for f, digest in recorded.items() if _sha256(folder / f) != digest]
    if wrong:
        raise ConfigError(
            f"{folder / wrong[0]} is not the file that this version was made with; "
            "reinstall the model, or set KG_SPACY_MODEL to another on purpose"
        )
    return f"{name}: {len(recorded)} files as recorded"


def _network(_: Config) -> str:
    try:
        card = json.loads((_NETWORK / "model.json").read_text(encoding="utf-8"))
        recorded = dict(card["sha256"])
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{_NETWORK / 'model.json'} is damaged; reinstall conflict-kg") from error
    wrong = [f for f, digest in recorded.items() if _sha256(_NETWORK / f) != digest]
    if wrong:
        raise ConfigError(
            f"{_NETWORK / wrong[0]} is not the file that version {card['version']} was made with; "
            "reinstall conflict-kg"
        )
    return f"{card['version']}: {len(recorded)} files as recorded"


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return ""


def _extractors(config: Config) -> str:
    from kg.run import load_extractors

    return ", ".join(f"{e.name}@{e.version}" for e in load_extractors(config))


def _shapes(config: Config) -> str:
    from kg.validate import load_gate

    return f"compiled with the engine {load_gate(config.shacl_engine).engine}"


def _query_page(_: Config) -> str:
    folder = resource("ontology/conflict.ttl"), Path(__file__).parent / "serve/static/yasgui"
    missing = [path for path in folder if not path.exists()]
    if missing:
        raise ConfigError(f"{missing[0]} is missing; reinstall conflict-kg with network access")
    return "the editor's files are there"


def _plugins(_: Config) -> str:
    return ", ".join(_loaded())


def _loaded() -> Iterator[str]:
    for plugin in plugins.survey():
        if plugin.error and not plugin.extra:
            raise ConfigError(plugin.error)
        if not plugin.error:
            yield f"{plugin.group}:{plugin.name}"
