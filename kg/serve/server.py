"""The server process: granian over the application, one worker with blocking threads."""

import atexit
import logging
import os
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.server import Server

from kg.errors import ConfigError
from kg.records import Document
from kg.serve.app import create_app
from kg.serve.state import ServeConfig
from kg.store import Snapshot, StoreDirectory
from kg.store.copy import in_memory
from kg.store.query_process import end_with
from kg.store.runner import ProcessRunner

_START_SECONDS = 30
_LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s: %(message)s"}},
    "filters": {"threads": {"()": "kg.serve.server.ThreadsAreMeant"}},
    "handlers": {
        "stderr": {
            "filters": ["threads"],
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {
        "_granian": {"handlers": ["stderr"], "propagate": False},
        "granian.access": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "kg": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}


class ThreadsAreMeant(logging.Filter):
    """Drops the server's doubt about more threads than cores: queries run outside Python."""

    def filter(self, record: logging.LogRecord) -> bool:
        """False for that one warning."""
        return "Configuration allows spawning" not in record.getMessage()


class _AnnouncingServer(Server):  # type: ignore[misc, valid-type]
    """Prints its line when the port answers: the worker listens some time after it was forked."""

    announcement = ""

    def startup(self, spawn_target: object, target_loader: object) -> None:
        """Start the worker, wait until it listens, and say so."""
        super().startup(spawn_target, target_loader)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and not self.main_loop_interrupt.wait(0.02):
            with socket.socket(_family(self.bind_addr), socket.SOCK_STREAM) as probe:
                if probe.connect_ex((_reachable(self.bind_addr), self.bind_port)) == 0:
                    click.echo(self.announcement)
                    return


@dataclass(frozen=True, slots=True)
class _Copied:
    """A store directory whose small generations are read from memory."""

    directory: StoreDirectory

    def generation(self) -> str:
        return self.directory.generation()

    def open(self) -> Snapshot:
        return in_memory(self.directory.open())

    def document(self, key: str) -> Document | None:
        return self.directory.document(key)


@dataclass(frozen=True, slots=True)
class _Loader:
    """Makes the application inside the worker process."""

    store: Path
    config: ServeConfig

    def __call__(self, *_: object) -> Callable[..., Any]:
        runner = ProcessRunner(
            self.store, self.config.slots, self.config.limits, self.config.base_iri
        )
        atexit.register(runner.close)
        end_with(os.getppid())
        return create_app(_Copied(StoreDirectory(self.store)), self.config, runner)


def run(
    store_path: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    config: ServeConfig | None = None,
    threads: int = 8,
    access_log: bool = False,
) -> None:
    """Serve a store until Ctrl-C or SIGTERM; returns when the server has stopped.

    A KgError before anything starts where the store holds no graph or the port is taken.
    """
    StoreDirectory(store_path).open()
    free = free_port(host, port)
    server = _AnnouncingServer(
        "kg.serve",
        address=host,
        port=free,
        interface=Interfaces.WSGI,
        workers=1,
        blocking_threads=threads,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=_LOGGING,
        log_access=access_log,
        workers_kill_timeout=5,
    )
    shown = f"[{host}]" if ":" in host else host
    server.announcement = f"Serving {store_path} at http://{shown}:{free}/"
    server.serve(target_loader=_Loader(store_path, config or ServeConfig()), wrap_loader=False)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _reachable(host: str) -> str:
    """An address to reach a listener at; "every address" is none."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)


def free_port(host: str, port: int) -> int:
    """The port, or for 0 one that is free; a ConfigError where it cannot be listened on."""
    with socket.socket(_family(host), socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
            probe.listen(1)
        except OSError as error:
            reason = error.strerror or error
            raise ConfigError(
                f"cannot listen on {host} port {port}: {reason}; choose another with --port"
            ) from error
        return int(probe.getsockname()[1])
