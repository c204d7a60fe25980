"""The query page: an editor with worked examples and completion from our own terms."""

from dataclasses import asdict
from pathlib import Path

from flask import Blueprint, Response, jsonify, make_response, render_template

from kg.serve.example_queries import examples
from kg.serve.state import snapshot, state
from kg.vocab import PREFIXES

blueprint = Blueprint("editor", __name__)

_ASSETS = Path(__file__).parent / "static" / "yasgui"
# The editor sets inline styles and draws its icons from data: URLs; no other page may.
_POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'"
)


@blueprint.get("/query")
def page() -> Response:
    """The editor; without its script, a plain form that works all the same."""
    body = render_template(
        "query.html", examples=examples(), editor=(_ASSETS / "yasgui.min.js").is_file()
    )
    response = make_response(body)
    response.headers["Content-Security-Policy"] = _POLICY
    return response


@blueprint.get("/query/terms.json")
def terms() -> Response:
    """What the editor completes: prefixes, classes and properties, and the examples by name."""
    known = state().terms
    used = (PREFIXES["rdf"] + "type", PREFIXES["rdfs"] + "label")
    response = jsonify(
        prefixes=PREFIXES,
        classes=[term.iri for term in known.of_kind("class")],
        properties=sorted([*(term.iri for term in known.of_kind("property")), *used]),
        base=state().config.base_iri,
        examples=[asdict(example) for example in examples()],
    )
    response.set_etag(snapshot().generation)
    return response
