"""An OpenAI-compatible endpoint: one question, one answer, with patience for a busy server.

The key is sent in one header and never shown: whatever a server says is cleared of it before
anything else sees it.
"""

import http.client
import json
import logging
import ssl
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message
from itertools import count
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit

from kg import __version__
from kg.config import KEY_VARIABLE, LlmConfig
from kg.errors import ConfigError, ModelError
from kg.extract.llm.replies import Reply, read_reply, retry_after, told_by

_LOG = logging.getLogger(__name__)
_LARGEST = 32 * 1024 * 1024  # bytes of an answer
_CHUNK = 65_536
_LONGEST_WAIT = 60.0  # seconds between two attempts, unless the server asks for more
_PATIENCE = 600.0  # seconds that a server may ask for
_SHORT = 8  # characters that no real key has
_LOCAL = ("localhost", "127.0.0.1", "::1")
_TEMPORARY = (408, 425, 429)  # besides 5xx
_REFUSALS = (400, 415, 422, 501)
_FORMAT_WORDS = ("response_format", "json_schema", "schema", "grammar")
Messages = list[dict[str, str]]


@dataclass(eq=False)
class AttemptError(Exception):
    """An attempt that gave no answer: the status, 0 where there was none, and what was told."""

    status: int
    text: str
    wait: float = 0.0  # seconds that the server asks for
    final: bool = False  # true where another attempt can only fail again

    @property
    def is_temporary(self) -> bool:
        """True where the same request may be answered later."""
        if self.final:
            return False
        return self.status == 0 or self.status in _TEMPORARY or self.status >= 500

    @property
    def refuses_the_format(self) -> bool:
        """True where the server may not know the form of answer that was asked for."""
        told = self.text.lower()
        named = self.status == 500 and any(word in told for word in _FORMAT_WORDS)
        return self.status in _REFUSALS or named


class ChatClient:
    """Asks one model at one endpoint."""

    def __init__(
        self, config: LlmConfig, key: str = "", sleep: Callable[[float], None] = time.sleep
    ) -> None:
        if any(not "!" <= char <= "~" for char in key):
            raise ConfigError(f"{KEY_VARIABLE} has characters that no key has; set it again")
        self.address = config.endpoint.rstrip("/") + "/chat/completions"
        self._config = config
        self._key = key
        self._sleep = sleep
        self._takes_schema = True
        self._unreachable = False
        self._opener = _opener(self.address)
        if key and urlsplit(self.address).scheme == "http" and not _is_local(self.address):
            _LOG.warning("%s: the key is sent without encryption", self.address)

    def ask(self, messages: Messages, schema: Mapping[str, Any]) -> Reply:
        """The model's answer, in the form of the schema where the server can see to it.

        A server that refuses the schema is asked for any JSON object, once and for all.
        """
        if self._takes_schema:
            strict = {"name": "conflict_events", "strict": True, "schema": schema}
            try:
                return self._send(messages, {"type": "json_schema", "json_schema": strict})
            except AttemptError as failure:
                if not failure.refuses_the_format:
                    raise self._error(failure) from None
                _LOG.info("%s refuses the schema: %s", self.address, failure.text)
        try:
            reply = self._send(messages, {"type": "json_object"})
        except AttemptError as failure:
            raise self._error(failure) from None
        self._takes_schema = False
        return reply

    def _send(self, messages: Messages, response_format: Mapping[str, Any]) -> Reply:
        config = self._config
        body: dict[str, Any] = {
            "model": config.model,
            "messages": messages,
            "response_format": response_format,
        }
        if config.temperature >= 0:
            body["temperature"] = config.temperature
        if config.max_tokens:
            body["max_tokens"] = config.max_tokens
        reply = read_reply(self._patiently(json.dumps(body).encode()), self.address)
        if len(self._key) < _SHORT:  # "EMPTY" for a server without keys is no secret, but a word
            return reply
        return Reply(self._cleared(reply.content), self._cleared(reply.model))

    def _patiently(self, body: bytes) -> dict[str, Any]:
        """The server's JSON, tried again while the server is busy or away.

        Once a server could not be reached with all patience, it gets one attempt until it answers.
        """
        retries = 0 if self._unreachable else self._config.retries
        for attempt in count():
            try:
                answer = self._once(body)
            except AttemptError as failure:
                if not failure.is_temporary or failure.refuses_the_format:
                    raise
                if attempt >= retries or failure.wait > _PATIENCE:
                    self._unreachable = failure.status == 0
                    raise
                wait = max(failure.wait, min(2.0**attempt, _LONGEST_WAIT))
                _LOG.info("%s: %s; again in %.0f s", self.address, failure.text, wait)
                self._sleep(wait)
            else:
                self._unreachable = False
                return answer
        raise AssertionError("attempts have no end of their own")

    def _once(self, body: bytes) -> dict[str, Any]:
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "User-Agent": f"conflict-kg/{__version__}",
        }
        if self._key:
            headers["Authorization"] = f"Bearer {self._key}"
        request = urllib.request.Request(self.address, data=body, headers=headers, method="POST")
        seconds = self._config.timeout
        deadline = time.monotonic() + seconds
        try:
            with self._opener.open(request, timeout=seconds) as response:
                raw = _read(response, deadline)
        except HTTPError as error:
            raise self._refusal(error, deadline) from None
        except (OSError, http.client.HTTPException) as error:
            raise self._no_answer(error) from None
        return self._object(raw.decode("utf-8", errors="replace"))

    def _refusal(self, error: HTTPError, deadline: float) -> AttemptError:
        try:
            text = _read(error, deadline).decode("utf-8", errors="replace")
        except (OSError, http.client.HTTPException):
            text = ""
        wait = retry_after(error.headers.get("Retry-After"))
        return AttemptError(error.code, self._told(text or str(error.reason)), wait)

    def _no_answer(self, error: Exception) -> AttemptError:
        reason = error.reason if isinstance(error, URLError) else error
        if isinstance(reason, TimeoutError):
            return AttemptError(0, f"no answer in {self._config.timeout} s (llm.timeout)")
        final = isinstance(reason, ssl.SSLCertVerificationError)
        return AttemptError(0, self._told(str(reason) or type(reason).__name__), final=final)

    def _object(self, text: str) -> dict[str, Any]:
        try:
            data = json.loads(text)
        except (ValueError, RecursionError):
            data = None
        if not isinstance(data, dict):
            raise AttemptError(200, f"no JSON object but {self._told(text)!r}")
        if data.get("error") and not data.get("choices"):
            code = data["error"].get("code") if isinstance(data["error"], dict) else None
            raise AttemptError(code if isinstance(code, int) else 200, self._told(text))
        return data

    def _told(self, text: str) -> str:
        """A server's message without the key, also where its JSON has escapes in the key."""
        return told_by(self._cleared(text), self._key)

    def _cleared(self, text: str) -> str:
        return text.replace(self._key, "[key]") if self._key else text

    def _error(self, failure: AttemptError) -> ModelError:
        said = f"answered {failure.status}: " if failure.status else ""
        return ModelError(f"{self.address}: {said}{failure.text}; {_advice(failure.status)}")


def _advice(status: int) -> str:
    if status in (401, 403):
        return f"set {KEY_VARIABLE} to a key that this endpoint takes"
    if status == 404:
        return "look at llm.endpoint and llm.model"
    if status in (0, 429) or status >= 500:
        return "see that the server runs and has room, then run the same command again"
    return "look at llm.endpoint, llm.model and, where the text is too long, llm.window"


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """A redirect is an error: the key and the text go to the configured address alone."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
        newurl: str,
    ) -> None:
        """Follow nothing."""


def _opener(address: str) -> urllib.request.OpenerDirector:
    """Opens addresses without following redirects, and local ones without a proxy."""
    direct = [urllib.request.ProxyHandler({})] if _is_local(address) else []
    return urllib.request.build_opener(_NoRedirects(), *direct)


def _is_local(address: str) -> bool:
    return urlsplit(address).hostname in _LOCAL


def _read(response: Any, deadline: float) -> bytes:  # noqa: ANN401 - a response or an HTTPError
    """The whole body; a TimeoutError where it drips in past the deadline."""
    parts: list[bytes] = []
    size = 0
    while part := response.read1(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > _LARGEST:
            raise http.client.HTTPException(f"an answer of more than {_LARGEST} bytes")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(parts)
