"""The SPARQL 1.1 Protocol, query operation, at ``/sparql``."""

import hashlib
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO, cast

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wsgi import FileWrapper

from kg.errors import QueryError
from kg.serve.description import description
from kg.serve.negotiate import by_name, choose, choose_format
from kg.serve.problem import problem
from kg.serve.state import snapshot, state
from kg.store.describe import parse_turtle, write
from kg.store.lexer import has_keyword
from kg.store.query import GRAPH_FORMATS, MAX_TEXT, NO_UPDATE, Dataset, Format
from kg.store.runner import Answering

blueprint = Blueprint("sparql", __name__)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
ALLOW = "GET, HEAD, POST, OPTIONS"
_CHANGING = ("NOW", "RAND", "UUID", "STRUUID", "BNODE")
_IN_MEMORY = 4 * 1024 * 1024


class RequestError(Exception):
    """A request that the protocol does not allow, with the status that says so."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail


@dataclass(frozen=True, slots=True)
class QueryRequest:
    """A query as it came in."""

    text: str
    dataset: Dataset
    format: str | None


@blueprint.route("/sparql", methods=["GET", "POST", "OPTIONS"], provide_automatic_options=False)
def endpoint() -> Response:
    """The answer to a query; without one, the service description, or for browsers the editor."""
    if request.method == "OPTIONS":
        return _preflight()
    try:
        asked = _read()
        if asked is None:
            return _describe()
        return _answer(asked)
    except RequestError as error:
        return problem(error.status, error.detail)


def _preflight() -> Response:
    response = Response(status=204)
    response.headers["Allow"] = ALLOW
    response.headers["Access-Control-Allow-Methods"] = ALLOW
    wanted = request.headers.get("Access-Control-Request-Headers")
    response.headers["Access-Control-Allow-Headers"] = wanted or "Accept, Content-Type"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def _read() -> QueryRequest | None:
    if request.method != "POST":
        return _from_parameters(request.args, optional=True)
    media_type = request.mimetype
    if media_type == FORM:
        return _from_parameters(_all_parameters(), optional=False)
    if media_type == UPDATE:
        raise RequestError(403, NO_UPDATE)
    if media_type != QUERY:
        raise RequestError(415, f"POST a query as {QUERY}, or as the field query of {FORM}")
    if request.args.get("query"):
        raise RequestError(400, "a query stands both in the URL and in the body")
    return QueryRequest(_utf8(request.get_data()), _dataset(request.args), _format(request.args))


def _all_parameters() -> "MultiDict[str, str]":
    return MultiDict([*request.args.items(multi=True), *request.form.items(multi=True)])


def _utf8(body: bytes) -> str:
    charset = request.mimetype_params.get("charset", "utf-8").strip('"').lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise RequestError(415, f"a query is sent in UTF-8, not in {charset}")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise RequestError(400, f"the query is not UTF-8: byte {error.start} is not") from error


def _from_parameters(values: "MultiDict[str, str]", optional: bool) -> QueryRequest | None:
    if "update" in values:
        raise RequestError(403, NO_UPDATE)
    queries = values.getlist("query")
    if len(queries) > 1:
        raise RequestError(400, "more than one query parameter")
    if not queries and optional:
        return None
    if not queries:
        raise RequestError(400, "the form has no field named query")
    return QueryRequest(queries[0], _dataset(values), _format(values))


def _dataset(values: "MultiDict[str, str]") -> Dataset:
    return Dataset(
        tuple(values.getlist("default-graph-uri")), tuple(values.getlist("named-graph-uri"))
    )


def _format(values: "MultiDict[str, str]") -> str | None:
    return values.get("format") or values.get("output")


def public_url(endpoint_name: str) -> str:
    """The address of a view as clients see it."""
    configured = state().config.public_url
    if configured:
        return configured.rstrip("/") + url_for(endpoint_name)
    return url_for(endpoint_name, _external=True)


def _describe() -> Response:
    accept = request.headers.get("Accept")
    offers = ("text/turtle", "text/html", *(form.media_type for form in GRAPH_FORMATS[1:]))
    if request.headers.get("Accept") and choose(accept, offers) == "text/html":
        return cast(Response, redirect(url_for("editor.page"), 303))
    form, media_type = _negotiated(GRAPH_FORMATS, _format(request.args))
    url = public_url("sparql.endpoint")
    quads = parse_turtle(
        description(url, state().config.base_iri + "graph/world", len(snapshot().raw)), url
    )
    return _respond(write(quads, form, state().config.base_iri), media_type)


def _negotiated(formats: Sequence[Format], name: str | None) -> tuple[Format, str]:
    if name:
        form = by_name(name, formats)
        if form is None:
            known = ", ".join(form.name for form in formats)
            raise RequestError(406, f"format {name!r} does not fit this query; one of {known}")
        return form, form.media_type
    chosen = choose_format(request.headers.get("Accept"), formats)
    if chosen is None:
        offered = ", ".join(form.media_type for form in formats)
        raise RequestError(406, f"this query can be answered as {offered}")
    return chosen


def _answer(asked: QueryRequest) -> Response:
    if len(asked.text) > MAX_TEXT:
        raise RequestError(413, f"the query is longer than {MAX_TEXT:,} characters")
    url = public_url("sparql.endpoint")
    with state().runner.answer(asked.text, asked.dataset, url) as answer:
        form, media_type = _negotiated(answer.formats, asked.format)
        etag = _etag(asked, media_type, answer.generation)
        if etag and etag in request.if_none_match:
            return _respond(b"", media_type, etag, status=304)
        return _written(answer, form, media_type, etag)


def _written(answer: Answering, form: Format, media_type: str, etag: str | None) -> Response:
    """The whole answer, kept on disk where it is large.

    It is complete before the status line leaves, so an error is an error and never a short 200.
    """
    spool = temporary()
    try:
        answer.write(spool, form)
    except QueryError:
        spool.close()
        raise
    return spooled(spool, media_type, etag)


def temporary() -> IO[bytes]:
    """A temporary file that stays in memory while it is small."""
    return cast("IO[bytes]", tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY))


def spooled(spool: IO[bytes], media_type: str, etag: str | None) -> Response:
    """A response with what was written to a temporary file."""
    size = spool.tell()
    spool.seek(0)
    if size <= _IN_MEMORY:
        with spool:
            return _respond(spool.read(), media_type, etag)
    response = Response(FileWrapper(spool, 65536), direct_passthrough=True)
    response.content_length = size
    return _headed(response, media_type, etag)


def _etag(asked: QueryRequest, media_type: str, generation: str) -> str | None:
    if any(has_keyword(asked.text, word) for word in _CHANGING):
        return None
    parts = [generation, media_type, asked.text]
    parts += [*asked.dataset.default, "\x1e", *asked.dataset.named]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


def conditional(body: bytes, media_type: str, version: str) -> Response:
    """A small response with an ETag over its bytes and version; 304 where the client has it."""
    etag = hashlib.sha256(version.encode() + b"\x1f" + body).hexdigest()[:32]
    if etag in request.if_none_match:
        return _respond(b"", media_type, etag, status=304)
    return _respond(body, media_type, etag)


def _respond(body: bytes, media_type: str, etag: str | None = None, status: int = 200) -> Response:
    return _headed(Response(body, status=status), media_type, etag)


def _headed(response: Response, media_type: str, etag: str | None) -> Response:
    text = media_type.startswith("text/")
    response.headers["Content-Type"] = media_type + ("; charset=utf-8" if text else "")
    response.headers["Vary"] = "Accept"
    response.headers["Cache-Control"] = "no-cache"
    if etag:
        response.set_etag(etag)
    return response
