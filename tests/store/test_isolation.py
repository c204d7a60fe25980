"""A query process cannot connect, even where nothing refuses SERVICE."""

import json
import select
import socket
import struct
import subprocess
import sys

import pytest

from tests.store.test_runner import publish

# The process as it is, but for the refusal, and for what the test takes away.
PROCESS = """
import sys
from kg.store import isolation, query, query_process
query.refuse = lambda text: None
for name in sys.argv[3:]:
    setattr(isolation, name, lambda *_: None)
sys.argv = sys.argv[:3]
query_process.main()
"""
LENGTH = struct.Struct("!I")


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    path = tmp_path_factory.mktemp("apart") / "store"
    publish(path, "g1", 3)
    return path


def message(process, data=None):
    if data is not None:
        body = json.dumps(data).encode()
        process.stdin.write(LENGTH.pack(len(body)) + body)
        process.stdin.flush()
    return json.loads(process.stdout.read(LENGTH.unpack(process.stdout.read(4))[0]))


def is_called(path, without):
    """True where a query with SERVICE reaches a listener on this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.05)
        port = listener.getsockname()[1]
        process = subprocess.Popen(
            [sys.executable, "-c", PROCESS, str(path), str(2**31), *without],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with process:
            assert message(process) == {"generation": "g1"}
            text = f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?a ?b ?c }} }}"
            request = {"text": text, "dataset": {}, "base_iri": "http://e/", "prefixes": {}}
            body = json.dumps(request).encode()
            process.stdin.write(LENGTH.pack(len(body)) + body)
            process.stdin.flush()
            called = False
            while not called:
                try:
                    listener.accept()[0].close()
                    called = True
                except TimeoutError:
                    if _answered(process):
                        break
            process.kill()
        return called


def _answered(process):
    return bool(select.select([process.stdout], [], [], 0)[0])


def test_without_any_isolation_the_listener_is_reached(path):
    assert is_called(path, ["leave_network", "allow_files"])


def test_a_graph_in_memory_is_queried_without_sockets(path):
    assert not is_called(path, ["leave_network"])


def test_a_graph_on_disk_is_queried_without_a_network(path):
    probe = "from kg.store import isolation; print(isolation.leave_network())"
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    if said.stdout.strip() != "True":
        pytest.skip("this system lets this user have no network name space")
    assert not is_called(path, ["allow_files"])
