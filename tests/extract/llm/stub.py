"""A chat completions endpoint on a free local port, which answers as a test tells it to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Answer:
    """One HTTP answer; ``gone`` closes the connection without any."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    gone: bool = False


def says(content: object, **choice: object) -> Answer:
    """A chat completion with these words, or with this object as JSON."""
    words = content if isinstance(content, str) else json.dumps(content)
    message = {"role": "assistant", "content": words}
    first = {"index": 0, "finish_reason": "stop", "message": message, **choice}
    return Answer(json.dumps({"model": "stub-7b-q4", "choices": [first]}).encode())


def fails(status: int, message: str = "no", **headers: str) -> Answer:
    """An error as such servers tell it."""
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(json.dumps({"error": {"message": message}}).encode(), status, told)


class Stub(ThreadingHTTPServer):
    """Gives its answers in turn, the last one again and again; keeps what it was asked."""

    daemon_threads = True

    def __init__(self, *answers: Answer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = list(answers)
        self.bodies: list[dict] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def next(self) -> Answer:
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


class _Handler(BaseHTTPRequestHandler):
    server: Stub

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.bodies.append(json.loads(self.rfile.read(length)))
        self.server.headers.append({k.lower(): v for k, v in self.headers.items()})
        self.server.paths.append(self.path)
        answer = self.server.next()
        time.sleep(answer.delay)
        if answer.gone:
            self.close_connection = True
            return
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        with suppress(BrokenPipeError):  # whoever asked has not waited
            self.wfile.write(answer.body)

    def log_message(self, *args: object) -> None:
        pass


@contextmanager
def serving(*answers: Answer) -> Iterator[Stub]:
    """A stub that runs for a while."""
    with Stub(*answers) as stub:
        thread = threading.Thread(target=stub.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield stub
        finally:
            stub.shutdown()
            thread.join()
