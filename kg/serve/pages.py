"""The pages for people."""

from datetime import date
from typing import Any, cast

from flask import Blueprint, Response, abort, render_template, request, url_for
from werkzeug.datastructures import MultiDict

import kg
from kg.records import Modality, Outcome
from kg.serve.links import iri_of
from kg.serve.read import claims as claim_lists
from kg.serve.read import entity as entities
from kg.serve.read import event as event_reading
from kg.serve.read import events as event_lists
from kg.serve.read import overview
from kg.serve.read.claims import ClaimFilter
from kg.serve.read.events import PER_PAGE, EventFilter
from kg.serve.state import snapshot, state
from kg.store.query import MAX_TEXT, Iri
from kg.vocab import CK, PREFIXES

blueprint = Blueprint("pages", __name__)

_TEXT_FIELDS = ("type", "status", "place", "actor", "source")
_ENTITIES = ("actor", "place", "object", "weapon")


@blueprint.get("/")
def index() -> str:
    """The start page."""
    types = overview.types()
    return render_template(
        "index.html",
        counts=overview.counts(),
        types=types,
        most=max((entry.count for entries in types.values() for entry in entries), default=1),
        told=event_lists.leading(6),
        documents=overview.documents(limit=8),
    )


@blueprint.get("/events")
def events() -> str:
    """The list of events, narrowed by the form above it."""
    wanted = _filter(request.args)
    total = event_lists.count(wanted)
    page, last = _page(total)
    found = event_lists.find(wanted, page)
    return render_template(
        "events.html",
        wanted=wanted,
        total=total,
        events=found,
        page=page,
        last=last,
        links=_paging(page, last),
        families=state().terms.families,
        statuses=[CK + modality.value.capitalize() for modality in Modality],
    )


def _filter(args: "MultiDict[str, str]") -> EventFilter:
    values: dict[str, Any] = {name: args.get(name, "").strip()[:200] for name in _TEXT_FIELDS}
    problems = []
    for name in ("since", "until"):
        text = args.get(name, "").strip()
        try:
            values[name] = date.fromisoformat(text) if text else None
        except ValueError:
            problems.append(f"“{text[:40]}” is no day; write it as 2016-10-13")
    if values["type"] and state().terms.event_type(values["type"]) is None:
        problems.append(f"there is no event type “{values['type'][:40]}”")
        values["type"] = ""
    if values["status"] not in ("", *(m.value.capitalize() for m in Modality)):
        problems.append(f"there is no status “{values['status'][:40]}”")
        values["status"] = ""
    return EventFilter(**values, problems=tuple(problems))


def _page(total: int) -> tuple[int, int]:
    """The page that the request wants, and the last one; one that is not there is the nearest."""
    last = max(1, -(-total // PER_PAGE))
    return min(max(1, request.args.get("page", 1, type=int)), last), last


def _paging(page: int, last: int) -> dict[str, str]:
    fields = (*_TEXT_FIELDS, "outcome", "since", "until")
    kept: dict[str, Any] = {key: request.args[key] for key in fields if request.args.get(key)}
    found = {}
    here = cast(str, request.endpoint)
    if page > 1:
        found["previous"] = url_for(here, **kept, page=min(page - 1, last))
    if page < last:
        found["next"] = url_for(here, **kept, page=page + 1)
    return found


@blueprint.get("/claims")
def claims() -> str:
    """The list of casualty claims, narrowed by the form above it."""
    outcome = request.args.get("outcome", "").strip()
    known = {o.value.capitalize() for o in Outcome}
    source = request.args.get("source", "").strip()[:200]
    wanted = ClaimFilter(outcome if outcome in known else "", source)
    total = claim_lists.count(wanted)
    page, last = _page(total)
    return render_template(
        "claims.html",
        wanted=wanted,
        total=total,
        claims=claim_lists.find(wanted, page),
        page=page,
        last=last,
        links=_paging(page, last),
        outcomes=claim_lists.outcomes(),
    )


@blueprint.get("/documents")
def documents() -> str:
    """The list of documents."""
    total = overview.counts()["documents"]
    page, last = _page(total)
    found = overview.documents(PER_PAGE, (page - 1) * PER_PAGE)
    return render_template(
        "documents.html",
        documents=found,
        total=total,
        page=page,
        last=last,
        links=_paging(page, last),
    )


@blueprint.get("/sources")
def sources() -> str:
    """Who is quoted, and who published."""
    return render_template(
        "sources.html", sources=overview.sources(), publishers=overview.publishers()
    )


@blueprint.get("/about")
def about() -> str:
    """What the graph is and how it comes about."""
    return render_template(
        "about.html",
        version=kg.__version__,
        generation=snapshot().generation,
        limits=state().config.limits,
        max_text=MAX_TEXT,
        prefixes=PREFIXES,
    )


@blueprint.get("/page/ontology")
def ontology_page() -> str:
    """The terms of the ontology."""
    terms = state().terms
    return render_template(
        "ontology.html",
        families=terms.families,
        classes=[t for t in terms.of_kind("class") if not _is_type(t.iri)],
        properties=terms.of_kind("property"),
        concepts=[t for t in terms.of_kind("concept") if not _is_type(t.iri)],
    )


def _is_type(iri: str) -> bool:
    terms = state().terms
    return iri in terms.families or terms.is_leaf(iri)


@blueprint.get("/page/<kind>/<name>")
def resource(kind: str, name: str) -> str:
    """The page about one resource of the graph."""
    iri = iri_of(kind, name)
    if iri is None:
        abort(404, "There is no such resource.")
    shown = _special(kind, name, iri)
    if shown is not None:
        return shown
    facts, incoming = entities.facts(iri)
    if not facts and not incoming:
        abort(404, f"The graph says nothing about {iri}.")
    return render_template(
        "resource.html", kind=kind, key=name, iri=iri, facts=facts, incoming=incoming
    )


def _special(kind: str, name: str, iri: Iri) -> str | None:
    common = {"kind": kind, "key": name, "iri": iri}
    if kind == "event" and (event := event_reading.read(iri)):
        return render_template("event.html", event=event, **common)
    if kind == "doc" and (document := overview.document(iri)):
        return render_template("document.html", document=document, **common)
    if kind in _ENTITIES and (entity := entities.read(iri)):
        return render_template("entity.html", entity=entity, **common)
    return None


@blueprint.get("/healthz")
def health() -> Response:
    """204 where the graph can be read."""
    overview.counts()
    return Response(status=204, headers={"Cache-Control": "no-store"})


@blueprint.get("/robots.txt")
def robots() -> Response:
    """Crawlers may read the pages, but not run queries."""
    text = "User-agent: *\nDisallow: /sparql\nDisallow: /query\nDisallow: /data/\n"
    return Response(text, mimetype="text/plain")


@blueprint.get("/favicon.ico")
def favicon() -> Response:
    """The icon for browsers that ask for it by this name."""
    return Response(status=308, headers={"Location": url_for("static", filename="favicon.svg")})
