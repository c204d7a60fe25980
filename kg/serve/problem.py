"""Errors for programs, as RFC 9457 problem details."""

import json
from http import HTTPStatus

from flask import Response

from kg.errors import KgError, QueryError, QueryLimitError, QueryRefusedError, StoreError


def problem(status: int, detail: str, **extra: object) -> Response:
    """A problem+json response; members whose value is None are left out."""
    body = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    known = {key: value for key, value in extra.items() if value is not None}
    text = json.dumps({**body, "detail": detail, **known}, ensure_ascii=False) + "\n"
    response = Response(text, status=status, mimetype="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response.headers["Retry-After"] = "5"
    return response


def from_error(error: KgError) -> Response:
    """The response for an error that the project raised on purpose."""
    if isinstance(error, QueryRefusedError):
        return problem(HTTPStatus.FORBIDDEN, str(error))
    if isinstance(error, QueryLimitError):
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    if isinstance(error, QueryError):
        return problem(HTTPStatus.BAD_REQUEST, str(error), line=error.line, column=error.column)
    if isinstance(error, StoreError):
        return problem(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "the server failed; its log says why")
