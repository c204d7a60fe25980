import json
import signal
import socket
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.serve.conftest import launch, start

ASK = "ASK { ?s a <https://w3id.org/conflict-kg/ontology#Event> }"


def ask(url, query, data=None, **headers):
    if data is None:
        url += "?" + urllib.parse.urlencode({"query": query})
    request = urllib.request.Request(url, data=data, headers=headers)
    with urllib.request.urlopen(request, timeout=20) as response:
        return response.status, dict(response.headers), response.read()


def test_a_store_on_disk_is_queried_over_http(server):
    status, headers, body = ask(server.url + "/sparql", ASK)
    assert status == 200
    assert headers["content-type"] == "application/sparql-results+json"
    assert json.loads(body)["boolean"] is True


def test_direct_post_and_pages_work_over_http(server):
    _, _, body = ask(
        server.url + "/sparql", "", ASK.encode(), **{"Content-Type": "application/sparql-query"}
    )
    assert json.loads(body)["boolean"] is True
    with urllib.request.urlopen(server.url + "/events", timeout=20) as page:
        assert "Air strike" in page.read().decode()


def test_a_body_over_the_limit_is_413_over_http(server):
    with pytest.raises(urllib.error.HTTPError) as caught:
        ask(
            server.url + "/sparql",
            "",
            b"#" * (1024 * 1024 + 10),
            **{"Content-Type": "application/sparql-query"},
        )
    assert caught.value.code == 413


def test_many_clients_at_once_get_whole_answers(server):
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50"
    with ThreadPoolExecutor(12) as pool:
        bodies = list(pool.map(lambda _: ask(server.url + "/sparql", query)[2], range(60)))
    assert len(set(bodies)) == 1
    assert json.loads(bodies[0])["results"]["bindings"]


def test_a_large_answer_arrives_whole_over_http(server):
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 30000"
    _, headers, body = ask(server.url + "/sparql", query)
    assert int(headers["content-length"]) == len(body)
    assert len(json.loads(body)["results"]["bindings"]) == 30000


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_stops_the_server_cleanly(store_path, how):
    running = start(store_path)
    ask(running.url + "/sparql", ASK)
    assert running.stop(how) == 0
    assert "Traceback" not in running.process.stderr.read()
    with pytest.raises(urllib.error.URLError):
        ask(running.url + "/sparql", ASK)


def test_a_taken_port_is_said_before_starting(store_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = launch(store_path, port)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert out == ""
    assert f"port {port}" in err and "--port" in err


def test_a_missing_store_is_said_before_starting(tmp_path):
    process = launch(tmp_path / "none")
    out, err = process.communicate(timeout=30)
    assert process.returncode == 1
    assert out == ""
    assert "kg build" in err


def test_nothing_is_left_of_a_server_that_is_killed(store_path):
    running = start(store_path)
    ask(running.url + "/sparql", ASK)
    running.stop(signal.SIGKILL)
    deadline = time.monotonic() + 15
    while listens(running.url) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not listens(running.url)


def listens(url):
    host, _, port = url.removeprefix("http://").strip("/").partition(":")
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
    except OSError:
        return False
    return True


def test_service_reaches_nobody_over_http(server):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0.3)
        port = listener.getsockname()[1]
        for text in (
            f"SELECT * {{ ?s ?p ck:.SERVICE <http://127.0.0.1:{port}/> {{?a ?b ?c}} }}",
            f"SELECT * {{ ?s ?p 1SERVICE SILENT <http://127.0.0.1:{port}/> {{?a ?b ?c}} }}",
        ):
            with pytest.raises(urllib.error.HTTPError) as caught:
                ask(server.url + "/sparql", text)
            assert caught.value.code == 403
        with pytest.raises(TimeoutError):
            listener.accept()
