"""The extractor itself: windows asked about, answers kept and read, windows joined."""

import hashlib
import json
import logging
import os
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from kg.config import KEY_VARIABLE, Config, LlmConfig
from kg.errors import ConfigError, ModelError
from kg.extract.llm.cache import AnswerCache
from kg.extract.llm.client import ChatClient, Messages
from kg.extract.llm.drops import Drop, Drops
from kg.extract.llm.joining import join_windows
from kg.extract.llm.mentions import Quotes
from kg.extract.llm.reading import Read, read_events
from kg.extract.llm.replies import Json, read_answer
from kg.extract.llm.schema import SCHEMA_VERSION, answer_schema
from kg.extract.llm.windows import Window, question, split
from kg.nlp.analysis import Analysis
from kg.records import Document, Extraction

VERSION = "1.0.0"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of a document, and how much of the answers was dropped, by reason."""

    extraction: Extraction
    dropped: Mapping[Drop, int]


@cache
def system_prompt() -> str:
    """What every question begins with: the model of events and the form of an answer."""
    text = (files("kg.extract.llm") / "prompt.md").read_text(encoding="utf-8")
    return text + json.dumps(answer_schema(), separators=(",", ":"))


class LlmExtractor:
    """Reads events and claims with a language model; what it makes up is dropped and counted.

    ``dropped`` sums over all documents that this object has read.
    """

    name = "llm"
    on_request = True

    def __init__(
        self, config: LlmConfig, key: str = "", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        for setting in ("endpoint", "model"):
            if not getattr(config, setting):
                raise ConfigError(
                    f"llm.{setting} is not set, and the extractor llm needs it: set "
                    f"KG_LLM_{setting.upper()}, or {setting} below [llm] in kg.toml"
                )
        self.version = _version(config)
        self.dropped: Counter[Drop] = Counter()
        self._config = config
        self._cache = AnswerCache(Path(config.cache))
        self._client = ChatClient(config, key, sleep)

    @classmethod
    def from_config(cls, config: Config) -> "LlmExtractor":
        """The extractor that the settings ask for; the key comes from the environment alone."""
        return cls(config.llm, os.environ.get(KEY_VARIABLE, "").strip())

    def extract(self, analysis: Analysis) -> Extraction:
        """All that the model finds in the document and the document bears out."""
        return self.read(analysis).extraction

    def read(self, analysis: Analysis) -> Reading:
        """The same, with the counts of what was dropped."""
        document = analysis.document
        drops = Drops(document.id)
        windows = split(analysis, self._config.window)
        reads = [self._read(document, window, drops) for window in windows]
        joined = join_windows(reads)
        self.dropped.update(drops.counts)
        if drops.counts:
            told = ", ".join(f"{n} {drop}" for drop, n in sorted(drops.counts.items()))
            _LOG.warning("%s: dropped of the model's answer: %s", document.id, told)
        return Reading(Extraction(document, joined.events, joined.claims), dict(drops.counts))

    def _read(self, document: Document, window: Window, drops: Drops) -> Read:
        answer = self._answer(document, window)
        return read_events(answer, Quotes(document, window.spans, drops))

    def _answer(self, document: Document, window: Window) -> Json:
        """The answer about a window, kept from another time or asked for now."""
        messages: Messages = [
            {"role": "system", "content": system_prompt()},
            {"role": "user", "content": question(document, window)},
        ]
        asked = self._asked(messages)
        kept = self._cache.get(asked)
        if kept is not None:
            return self._object(document, kept)
        try:
            reply = self._client.ask(messages, answer_schema())
        except ModelError as error:
            raise ModelError(f"{document.id}: {error}") from None
        answer = self._object(document, reply.content)
        self._cache.put(asked, reply.content, model=self._config.model, answered_by=reply.model)
        return answer

    def _object(self, document: Document, content: str) -> Json:
        try:
            return read_answer(content)
        except ValueError as error:
            raise ModelError(
                f"{document.id}: {self._client.address}: the model's answer is {error}; "
                "run again, or use a model that keeps to a form"
            ) from None

    def _asked(self, messages: Messages) -> Json:
        """All that decides an answer: what a kept one is found by."""
        config = self._config
        return {
            "messages": messages,
            "model": config.model,
            "schema": SCHEMA_VERSION,
            "max_tokens": config.max_tokens,
            "temperature": config.temperature,
        }


def _version(config: LlmConfig) -> str:
    """Version, model and hashes: of the prompt with its schema, and of the settings that decide."""
    settings = f"{config.window} {config.max_tokens} {config.temperature}"
    prompt, decided = _digest(system_prompt()), _digest(settings)
    return f"{VERSION}+{config.model}+prompt.{prompt}+settings.{decided}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
