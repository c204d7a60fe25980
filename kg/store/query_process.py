"""A query process: ``python -m kg.store.query_process STORE MEMORY``, spoken to over its pipes.

It opens the graph and says so. Then it reads a request, answers with the kind of result, reads
the format that was chosen, and writes the answer in frames. Each message is four bytes of length
and JSON; see :mod:`kg.store.runner`.
"""

import io
import json
import os
import resource
import signal
import struct
import sys
import threading
import time
from pathlib import Path
from typing import IO, Any, cast

from kg.errors import KgError, QueryError
from kg.store import isolation
from kg.store.copy import in_memory
from kg.store.directory import StoreDirectory
from kg.store.interface import Snapshot
from kg.store.query import Dataset, Limits, evaluate

_LENGTH = struct.Struct("!I")
_FAILED = 0xFFFFFFFF
_FRAME = 64 * 1024
_UNKNOWN_SPACE = 1024 * 1024 * 1024


class _Frames(io.RawIOBase):
    """Gathers small writes into frames."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._parts = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._parts += data
        if len(self._parts) >= _FRAME:
            self.flush()
        return len(data)

    def flush(self) -> None:
        if self._parts:
            self._output.write(_LENGTH.pack(len(self._parts)) + self._parts)
            self._parts = bytearray()

    def end(self) -> None:
        self.flush()
        self._output.write(_LENGTH.pack(0))
        self._output.flush()


class QueryProcess:
    """The loop of a query process."""

    def __init__(
        self, store: StoreDirectory, memory: int, source: IO[bytes], output: IO[bytes]
    ) -> None:
        self._store = store
        self._memory = memory
        self._source = source
        self._output = output
        self._snapshot: Snapshot | None = None
        self._reads_files = False

    def run(self) -> None:
        """Open the graph, say so, and answer requests until there are no more."""
        try:
            self._send({"generation": self._current().generation})
        except KgError as error:
            self._send(_described(error))
            return
        while (request := self._receive()) is not None:
            try:
                self._answer(request)
            except KgError as error:
                self._send(_described(error))

    def _answer(self, request: dict[str, Any]) -> None:
        snapshot = self._current()
        dataset = Dataset(**{key: tuple(value) for key, value in request["dataset"].items()})
        answer = evaluate(
            snapshot.raw, request["text"], dataset, request["base_iri"], request["prefixes"]
        )
        self._send({"kind": answer.kind, "generation": snapshot.generation})
        choice = self._receive()
        form = next((f for f in answer.formats if choice and f.name == choice["format"]), None)
        if form is None:
            return
        frames = _Frames(self._output)
        try:
            answer.write(
                cast("IO[bytes]", frames),
                form,
                Limits(request["seconds"], request["bytes"]),
                request["data_base"],
            )
            frames.end()
        except KgError as error:
            frames.flush()
            self._output.write(_LENGTH.pack(_FAILED))
            self._send(_described(error))

    def _current(self) -> Snapshot:
        isolation.allow_files(True)
        if self._snapshot is None or self._snapshot.generation != self._store.generation():
            _limit_memory(None)
            snapshot = self._store.open()
            self._snapshot = in_memory(snapshot)
            self._reads_files = self._snapshot is snapshot
            del snapshot
            _limit_memory(self._memory)
        if not self._reads_files:
            isolation.allow_files(False)
        return self._snapshot

    def _receive(self) -> dict[str, Any] | None:
        head = self._source.read(_LENGTH.size)
        if len(head) < _LENGTH.size:
            return None
        return dict(json.loads(self._source.read(_LENGTH.unpack(head)[0])))

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps(message).encode()
        self._output.write(_LENGTH.pack(len(data)) + data)
        self._output.flush()


def _described(error: KgError) -> dict[str, Any]:
    described: dict[str, Any] = {"error": type(error).__name__, "message": str(error)}
    if isinstance(error, QueryError):
        described.update(line=error.line, column=error.column)
    return described


def _limit_memory(size: int | None) -> None:
    """Let the process take that many bytes beyond what it has now; None lets it take any."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    soft = hard if size is None else _address_space() + size
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _address_space() -> int:
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return _UNKNOWN_SPACE
    return pages * resource.getpagesize()


def end_with(parent: int) -> None:
    """End this process when its parent does, however that ends: a thread watches."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()


def main() -> None:
    """Serve the store named on the command line over standard input and output."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    isolation.leave_network()
    end_with(os.getppid())
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    store, memory = StoreDirectory(Path(sys.argv[1])), int(sys.argv[2])
    QueryProcess(store, memory, sys.stdin.buffer, output).run()


if __name__ == "__main__":
    main()
