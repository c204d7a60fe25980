"""The application: blueprints, security headers and errors."""

import logging
from http import HTTPStatus
from pathlib import Path
from typing import cast

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException, InternalServerError

from kg.errors import KgError, StoreError
from kg.serve import editor, pages, resources, sparql, wording
from kg.serve.problem import from_error, problem
from kg.serve.state import EXTENSION, ServeConfig, State
from kg.store import GraphSource
from kg.store.runner import QueryRunner

_LOG = logging.getLogger(__name__)
_FOR_PROGRAMS = ("/sparql", "/data/", "/id/", "/healthz")
_DRAINED = 16 * 1024 * 1024
_POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)


def create_app(
    source: GraphSource, config: ServeConfig | None = None, runner: QueryRunner | None = None
) -> Flask:
    """The WSGI application over a graph source; queries of clients run in ``runner``."""
    config = config or ServeConfig()
    here = Path(__file__).parent
    app = Flask("kg.serve", static_folder=here / "static", template_folder=str(here / "templates"))
    app.config["MAX_CONTENT_LENGTH"] = config.body_limit
    app.config["MAX_FORM_MEMORY_SIZE"] = config.body_limit
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.extensions[EXTENSION] = State(source, config, runner)
    for part in (sparql, resources, pages, editor):
        app.register_blueprint(part.blueprint)
    wording.register(app)
    app.after_request(_headers)
    app.register_error_handler(KgError, _known_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unknown_error)
    return app


def _headers(response: Response) -> Response:
    headers = response.headers
    headers.setdefault("Content-Security-Policy", _POLICY)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
    if request.path.startswith(("/sparql", "/data/", "/id/", "/ontology")):
        headers["Access-Control-Allow-Origin"] = "*"
        headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response


def _known_error(error: KgError) -> Response:
    if isinstance(error, StoreError):
        _LOG.error("%s", error)
    response = from_error(error)
    if request.path.startswith(_FOR_PROGRAMS):
        return response
    return _page(HTTPStatus(response.status_code), str(error))


def _http_error(error: HTTPException) -> Response:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return cast(Response, error.get_response())
    detail = error.description or ""
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        limit = cast(int, request.max_content_length)
        detail = f"the request is larger than the {limit:,} bytes that are accepted"
        _drain()
    if not request.path.startswith(_FOR_PROGRAMS):
        return _page(HTTPStatus(error.code), detail)
    response = problem(error.code, detail)
    allowed = dict(error.get_headers()).get("Allow")
    if allowed:
        response.headers["Allow"] = allowed
    return response


def _drain() -> None:
    """Read the rest of a request in bounds: a client that is cut off sees no status at all."""
    stream, left = request.environ["wsgi.input"], _DRAINED
    while left > 0 and (part := stream.read(min(left, 1 << 16))):
        left -= len(part)


def _unknown_error(error: Exception) -> Response:
    _LOG.exception("%s %s failed", request.method, request.path, exc_info=error)
    return _http_error(InternalServerError("The server failed; its log says why."))


def _page(status: HTTPStatus, detail: str) -> Response:
    body = render_template("error.html", status=status.value, title=status.phrase, detail=detail)
    return make_response(body, status.value)
