"""Answers on disk by what was asked: the same question is never sent twice."""

import hashlib
import json
import logging
import os
import tempfile
from pathlib import Path
from typing import Any

_LOG = logging.getLogger(__name__)


class AnswerCache:
    """A folder of answers, a file each; whoever shares it replays them without the endpoint."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, asked: object) -> str | None:
        """The answer to what was asked, or None where there is none that can be read."""
        path = self._path(asked)
        try:
            answer = json.loads(path.read_text(encoding="utf-8"))["answer"]
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as error:
            _LOG.warning("%s cannot be read (%s); the question is asked again", path, error)
            return None
        return answer if isinstance(answer, str) else None

    def put(self, asked: object, answer: str, **about: Any) -> None:  # noqa: ANN401 - JSON
        """Keep an answer, with what else is known of it; readers never see a part of it."""
        path = self._path(asked)
        data = json.dumps({**about, "answer": answer}, indent=1) + "\n"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(path, data.encode())
        except OSError as error:
            _LOG.warning("%s cannot be written (%s); the answer is not kept", path, error)

    def _path(self, asked: object) -> Path:
        text = json.dumps(asked, sort_keys=True, separators=(",", ":"))
        key = hashlib.sha256(text.encode()).hexdigest()
        return self._folder / key[:2] / f"{key}.json"


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{path.stem[:8]}.", suffix=".tmp", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
