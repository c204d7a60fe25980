"""Where a query runs: in this process, or in one of a few that can be killed.

The engine cannot be told to stop. A query that sorts or groups a product of everything would keep
its thread and fill the memory for good, so a server runs queries in processes of their own, each
with a deadline and a bound on its memory, and starts a new one for each that it had to kill.
"""

import json
import os
import queue
import select
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass
from enum import Enum
from pathlib import Path
from typing import IO, Any, Protocol

from kg.errors import KgError, QueryError, QueryLimitError, QueryRefusedError, StoreError
from kg.iri import DEFAULT_BASE
from kg.store.interface import Snapshot
from kg.store.query import Dataset, Format, Limits, evaluate, formats_of, refuse
from kg.vocab import PREFIXES

BUSY = "all query slots are in use; try again in a few seconds"
_ERRORS = {c.__name__: c for c in (QueryError, QueryLimitError, QueryRefusedError, StoreError)}
_LENGTH = struct.Struct("!I")
_FAILED = 0xFFFFFFFF
_START_SECONDS = 60.0
_MEMORY = "the query was stopped: it needed more memory than a query may use; narrow it"
_DEATHS: dict[int, str] = {
    signal.SIGABRT: _MEMORY,
    signal.SIGKILL: _MEMORY,
    signal.SIGSEGV: "the query was stopped: it is nested too deep for the engine; simplify it",
}


class Answering(Protocol):
    """An evaluated query whose format is still to be chosen."""

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats that it can be written in."""
        ...

    @property
    def generation(self) -> str:
        """The generation that it was evaluated on."""
        ...

    def write(self, output: IO[bytes], form: Format) -> None:
        """Write the whole answer, or raise a QueryLimitError."""
        ...


class QueryRunner(Protocol):
    """Runs queries."""

    def answer(
        self, text: str, dataset: Dataset, base_iri: str
    ) -> AbstractContextManager[Answering]:
        """The answer, to be written inside the ``with`` block and in the same thread.

        The project's own prefixes hold where the text does not declare them.
        """
        ...


@dataclass(frozen=True, slots=True)
class Slots:
    """How many queries run at once, and how long one more waits.

    At most ``long`` of them may take more than ``long_after`` seconds, so that short ones always
    find a place.
    """

    count: int = 4
    wait: float = 5.0
    long: int = 3
    long_after: float = 1.0


class LocalRunner:
    """Runs queries in this process: for graphs in memory."""

    def __init__(
        self,
        snapshot: Callable[[], Snapshot],
        slots: Slots,
        limits: Limits,
        data_base: str = DEFAULT_BASE,
    ) -> None:
        self._snapshot = snapshot
        self._data_base = data_base
        self._limits = limits
        self._wait = slots.wait
        self.free = threading.BoundedSemaphore(slots.count)

    @contextmanager
    def answer(self, text: str, dataset: Dataset, base_iri: str) -> Iterator[Answering]:
        """The answer on the current generation."""
        if not self.free.acquire(timeout=self._wait):
            raise QueryLimitError(BUSY)
        try:
            snapshot = self._snapshot()
            answer = evaluate(snapshot.raw, text, dataset, base_iri, PREFIXES)
            yield _LocalAnswer(
                answer.formats, snapshot.generation, answer.write, self._limits, self._data_base
            )
        finally:
            self.free.release()


@dataclass(frozen=True, slots=True)
class _LocalAnswer:
    formats: tuple[Format, ...]
    generation: str
    writer: Callable[[IO[bytes], Format, Limits, str], None]
    limits: Limits
    data_base: str

    def write(self, output: IO[bytes], form: Format) -> None:
        self.writer(output, form, self.limits, self.data_base)


class ProcessRunner:
    """Runs queries in processes over a store directory, and kills those that go over a limit."""

    def __init__(
        self, path: Path, slots: Slots, limits: Limits, data_base: str = DEFAULT_BASE
    ) -> None:
        self._path = path
        self._data_base = data_base
        self._slots = slots
        self._limits = limits
        self._long = threading.BoundedSemaphore(max(1, slots.long))
        self._idle: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(slots.count):
            self._idle.put(None)  # a place for a process that is not started yet

    @contextmanager
    def answer(self, text: str, dataset: Dataset, base_iri: str) -> Iterator[Answering]:
        """The answer on the store's current generation."""
        refuse(text)
        try:
            worker = self._idle.get(timeout=self._slots.wait)
        except queue.Empty:
            raise QueryLimitError(BUSY) from None
        try:
            if worker is None or not worker.alive:
                worker = _Worker(self._path, self._limits, self._slots.long_after, self._long)
            request = {
                "text": text,
                "dataset": asdict(dataset),
                "base_iri": base_iri,
                "prefixes": PREFIXES,
                "data_base": self._data_base,
            }
            yield worker.ask(request)
        finally:
            if worker is not None and not worker.finish():
                worker = None
            self._idle.put(worker)

    def close(self) -> None:
        """Stop the processes that are idle; busy ones end with this process."""
        for _ in range(self._slots.count):
            try:
                worker = self._idle.get_nowait()
            except queue.Empty:
                return
            if worker is not None:
                worker.kill()


class _State(Enum):
    IDLE = "waits for a query"
    EVALUATED = "waits for a format"
    WRITING = "sends the answer"


class _Worker:
    """One query process, and the conversation with it."""

    def __init__(
        self, path: Path, limits: Limits, long_after: float, long: threading.BoundedSemaphore
    ) -> None:
        self._limits = limits
        self._long = long
        self._is_long = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kg.store.query_process", str(path), str(limits.memory)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
        )
        self._state = _State.IDLE
        self._begun = time.monotonic()
        self.formats: tuple[Format, ...] = ()
        self.generation = ""
        self._seconds = self._long_after = _START_SECONDS
        ready = self._json()
        self._seconds, self._long_after = limits.seconds, long_after
        if "error" in ready:
            self.kill()
            raise _error(ready)

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, request: dict[str, Any]) -> "_Worker":
        self._begun = time.monotonic()
        self._send({**request, "bytes": self._limits.bytes, "seconds": self._limits.seconds})
        head = self._json()
        if "error" in head:
            raise _error(head)
        self._state = _State.EVALUATED
        self.formats = formats_of(head["kind"])
        self.generation = head["generation"]
        return self

    def write(self, output: IO[bytes], form: Format) -> None:
        self._state = _State.WRITING
        self._send({"format": form.name})
        while True:
            (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
            if length == _FAILED:
                error = self._json()
                self._state = _State.IDLE
                raise _error(error)
            if length == 0:
                self._state = _State.IDLE
                return
            output.write(self._read(length))

    def finish(self) -> bool:
        """True where the process can take the next query."""
        if self._is_long:
            self._is_long = False
            self._long.release()
        if not self.alive:
            return False
        if self._state is _State.EVALUATED:
            self._send({"format": None})
            self._state = _State.IDLE
        if self._state is _State.WRITING:
            self.kill()  # the rest of the answer is still on its way
        return self.alive

    def kill(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        assert self._process.stdin is not None
        try:
            view = memoryview(_LENGTH.pack(len(data)) + data)
            while view:
                view = view[self._process.stdin.write(view) or 0 :]
        except OSError as error:
            self._died(error)

    def _json(self) -> dict[str, Any]:
        (length,) = _LENGTH.unpack(self._read(_LENGTH.size))
        return dict(json.loads(self._read(length)))

    def _read(self, size: int) -> bytes:
        assert self._process.stdout is not None
        parts, missing = [], size
        descriptor = self._process.stdout.fileno()
        poll = select.poll()
        poll.register(descriptor, select.POLLIN)
        while missing:
            if not poll.poll(self._patience() * 1000):
                self._check_time()
                continue
            part = os.read(descriptor, min(missing, 1 << 20))
            if not part:
                self._died(None)
            parts.append(part)
            missing -= len(part)
        return b"".join(parts)

    def _patience(self) -> float:
        """Seconds until there is something to decide about a query that sends nothing."""
        until = self._seconds if self._is_long else min(self._long_after, self._seconds)
        return max(0.0, self._begun + until - time.monotonic())

    def _check_time(self) -> None:
        if time.monotonic() - self._begun >= self._seconds:
            self.kill()
            raise QueryLimitError(
                f"the query took longer than {self._seconds:g} seconds; narrow it or add LIMIT"
            )
        self._is_long = self._is_long or self._long.acquire(blocking=False)
        if not self._is_long:
            self.kill()
            raise QueryLimitError("too many long queries are running; try again later")

    def _died(self, error: OSError | None) -> None:
        """Say why the process is gone: the engine aborts where it gets no more memory."""
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            status = -signal.SIGKILL
        self.kill()
        raise QueryLimitError(
            _DEATHS.get(-status, f"the query process ended ({status})")
        ) from error


def _error(message: dict[str, Any]) -> KgError:
    kind = _ERRORS.get(message["error"], QueryError)
    if issubclass(kind, QueryError):
        return kind(message["message"], message.get("line"), message.get("column"))
    return kind(message["message"])
