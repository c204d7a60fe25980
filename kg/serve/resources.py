"""The graph's IRIs as addresses: ``/id/…`` leads by 303 to a page or to data."""

from typing import cast

from flask import Blueprint, Response, abort, redirect, request, url_for

from kg.serve.links import iri_of
from kg.serve.negotiate import choose
from kg.serve.sparql import conditional, spooled, temporary
from kg.serve.state import snapshot, state
from kg.store.describe import about, everything, is_known, write
from kg.store.describe import dump as dump_graphs
from kg.store.query import GRAPH_FORMATS, load_turtle

blueprint = Blueprint("resources", __name__)

_ENDINGS = {
    "ttl": "turtle",
    "trig": "trig",
    "nt": "ntriples",
    "nq": "nquads",
    "rdf": "rdfxml",
    "jsonld": "jsonld",
}
_FORMATS = {form.name: form for form in GRAPH_FORMATS}
_ENDING_OF = {_FORMATS[name].media_type: ending for ending, name in _ENDINGS.items()}
_HTML = ("text/html", "application/xhtml+xml")
_OFFERS = (*_ENDING_OF, "application/json", *_HTML)


@blueprint.get("/id/<kind>/<name>")
def identify(kind: str, name: str) -> Response:
    """See other: the page about a resource, or its data in the form that the client takes."""
    iri = iri_of(kind, name)
    if iri is None or not is_known(snapshot().raw, iri):
        abort(404, "no such resource")
    chosen = choose(request.headers.get("Accept"), _OFFERS)
    if chosen is None:
        abort(406, "this resource is offered as " + ", ".join(_OFFERS))
    if chosen in _HTML:
        target = url_for("pages.resource", kind=kind, name=name)
    else:
        ending = _ENDING_OF.get(chosen, "jsonld")
        target = url_for("resources.data", kind=kind, name=name, ending=ending)
    response = cast(Response, redirect(target, 303))
    response.headers["Vary"] = "Accept"
    return response


@blueprint.get("/data/<kind>/<name>.<ending>")
def data(kind: str, name: str, ending: str) -> Response:
    """What the graph says about a resource."""
    iri = iri_of(kind, name)
    if iri is None or ending not in _ENDINGS:
        abort(404, "no such data; the endings are " + ", ".join(_ENDINGS))
    quads = about(snapshot().raw, iri)
    if not quads:
        abort(404, f"the graph says nothing about {iri}")
    form, base = _FORMATS[_ENDINGS[ending]], state().config.base_iri
    return conditional(write(quads, form, base), form.media_type, snapshot().generation)


@blueprint.get("/data/all.<ending>")
def dump(ending: str) -> Response:
    """All graphs, in a form that has graphs."""
    if ending not in ("trig", "nq"):
        abort(404, "everything is offered as all.trig and all.nq")
    form = _FORMATS[_ENDINGS[ending]]
    spool = temporary()
    dump_graphs(snapshot().raw, spool, form, state().config.base_iri)
    return spooled(spool, form.media_type, snapshot().generation + ending)


@blueprint.get("/ontology")
def ontology() -> Response:
    """The ontology, as a page or as RDF."""
    offers = (*_ENDING_OF, *_HTML)
    chosen = choose(request.headers.get("Accept"), offers)
    if chosen is None:
        abort(406, "the ontology is offered as " + ", ".join(offers))
    if chosen in _HTML:
        from_pages = url_for("pages.ontology_page")
        response = cast(Response, redirect(from_pages, 303))
        response.headers["Vary"] = "Accept"
        return response
    return ontology_data(_ENDING_OF[chosen])


@blueprint.get("/ontology.<ending>")
def ontology_data(ending: str) -> Response:
    """The ontology in one RDF form; as Turtle it is the file itself."""
    if ending not in _ENDINGS:
        abort(404, "no such data; the endings are " + ", ".join(_ENDINGS))
    path = state().ontology_path
    form = _FORMATS[_ENDINGS[ending]]
    if ending == "ttl":
        return conditional(path.read_bytes(), form.media_type, "ontology")
    quads = everything(load_turtle(str(path)))
    return conditional(write(quads, form), form.media_type, "ontology")
