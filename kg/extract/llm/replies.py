"""What a chat completion says: the model's words, or why there are none."""

import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from kg.errors import ModelError

_SHOWN = 300  # characters of a server's message
_WRAPPED = re.compile(
    r"\s*(?:<think>.*?</think>)?\s*(?:```(?:json)?\s*\n(?P<fenced>.*?)\n?```|(?P<bare>\{.*\}))\s*",
    re.DOTALL,
)
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """The words of an answer, and the model that the server says gave it."""

    content: str
    model: str


def read_reply(data: Json, address: str) -> Reply:
    """The first choice of a chat completion; a ModelError where it is cut off or refused."""
    try:
        choice = data["choices"][0]
        message = choice["message"]
        content, refusal = message.get("content"), message.get("refusal")
    except (KeyError, IndexError, TypeError, AttributeError):
        raise ModelError(
            f"{address}: the answer is no chat completion; look at llm.endpoint"
        ) from None
    if choice.get("finish_reason") == "length":
        raise ModelError(
            f"{address}: the answer was cut off; make llm.window smaller, or llm.max_tokens and "
            "the server's context larger"
        )
    if refusal or not isinstance(content, str) or not content.strip():
        raise ModelError(f"{address}: the model gave no answer: {told_by(str(refusal or ''))}")
    return Reply(content, str(data.get("model") or ""))


def read_answer(content: str) -> Json:
    """The JSON object that an answer is, out of a code fence and without thoughts before it.

    A ValueError tells what it is instead.
    """
    match = _WRAPPED.fullmatch(content)
    if match is None:
        raise ValueError(f"no JSON object: {told_by(content)!r}")
    try:
        data = json.loads(match["fenced"] if match["fenced"] is not None else match["bare"])
    except (ValueError, RecursionError) as error:
        raise ValueError(f"no valid JSON: {error}") from None
    if not isinstance(data, dict) or not isinstance(data.get("events"), list):
        raise ValueError("an object without a list of events")
    if not isinstance(data.get("claims", []), list):
        raise ValueError("an object whose claims are no list")
    return data


def told_by(text: str, secret: str = "") -> str:
    """The message in a server's answer: its error's message where it is JSON, else its start.

    The secret is taken out before the message is cut: no part of it is left.
    """
    try:
        data = json.loads(text)
        error = data.get("error", data) if isinstance(data, dict) else data
        told = error.get("message", error) if isinstance(error, dict) else error
    except (ValueError, RecursionError):
        told = text
    line = " ".join(str(told).split())
    line = line.replace(secret, "[key]") if secret else line
    return line if len(line) <= _SHOWN else line[:_SHOWN] + "…"


def retry_after(value: str | None) -> float:
    """The seconds that a Retry-After header asks for, told in seconds or as a time; else 0."""
    if not value:
        return 0.0
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        then = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    if then.tzinfo is None:
        then = then.replace(tzinfo=UTC)
    return max(0.0, (then - datetime.now(UTC)).total_seconds())
