import re
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import pytest

from kg.graph.canon import content_hash, to_nquads
from kg.graph.document import build_document_graph
from kg.graph.world import derive_world
from kg.serve import create_app
from kg.store import StoreDirectory
from kg.store.manifest import Entry, Manifest
from tests.serve import sample


@pytest.fixture(scope="session")
def app():
    return create_app(sample.store())


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture(scope="session")
def store_path(tmp_path_factory):
    """The sample on disk, as a build would leave it."""
    path = tmp_path_factory.mktemp("served") / "store"
    directory = StoreDirectory(path)
    graphs, entries = [], {}
    with directory.locked():
        for extraction in (sample.first(), sample.second()):
            document = extraction.document
            graph = build_document_graph(extraction, sample.RUN, sample.MINTER)
            nquads = to_nquads(graph.quads)
            directory.put_document(document, nquads)
            graphs.append(graph.quads)
            entries[graph.key] = Entry(
                document.id,
                document.id,
                document.text_hash,
                "sha256:0",
                sample.RUN,
                content_hash(nquads),
            )
        world = derive_world(graphs, sample.MINTER.world, {})
        directory.publish(Manifest("g1", "", entries, {}), [to_nquads(world)])
    return path


@dataclass
class Running:
    """A server process and where it listens."""

    url: str
    process: subprocess.Popen

    def stop(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=20)


START = """
import sys
from pathlib import Path
from kg.errors import KgError
from kg.serve import run
try:
    run(Path(sys.argv[1]), port=int(sys.argv[2]))
except KgError as error:
    sys.exit(f"error: {error}")
"""


def launch(path, port=0):
    return subprocess.Popen(
        [sys.executable, "-c", START, str(path), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )


def start(path, port=0):
    process = launch(path, port)
    alarm = threading.Timer(30, process.kill)
    alarm.start()
    line = process.stdout.readline()
    alarm.cancel()
    found = re.search(r"http://\S+", line)
    if not found:
        process.kill()
        raise AssertionError(f"no address in {line!r}: {process.stderr.read()}")
    return Running(found.group().rstrip("/"), process)


@pytest.fixture(scope="session")
def server(store_path):
    running = start(store_path)
    yield running
    if running.process.poll() is None:
        running.stop()
