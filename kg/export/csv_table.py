"""The reports as a CSV table: a row a report, several names in a cell joined by ``; ``."""

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from typing import BinaryIO

from kg.store import Snapshot
from kg.store.query import select
from kg.vocab import CK

COLUMNS = (
    "report",
    "event",
    "type",
    "modality",
    "earliest",
    "latest",
    "place",
    "agent",
    "target",
    "instrument",
    "source",
    "claims",
    "quotes",
    "document",
    "title",
    "published",
    "publisher",
)
_REPORTS = """SELECT * {
  ?report a ck:Report ; ck:reports ?event ; ck:eventType ?type ; ck:modality ?modality ;
    ck:inDocument ?document .
  ?document rdfs:label ?title .
  OPTIONAL { ?report ck:earliest ?earliest } OPTIONAL { ?report ck:latest ?latest }
  OPTIONAL { ?document ck:published ?published }
  OPTIONAL { ?document ck:publisherName ?publisher }
} ORDER BY ?document ?report"""
_NAMES = """SELECT ?report ?role ?name {
  ?report a ck:Report ; ck:hasMention ?m . ?m ck:role ?role ; ck:name ?name ; ck:begin ?begin .
} ORDER BY ?begin"""
_QUOTES = """SELECT ?report ?quote {
  ?report a ck:Report ; ck:evidence ?e . ?e ck:quote ?quote ; ck:begin ?begin .
} ORDER BY ?begin"""
_CLAIMS = """SELECT ?report ?c ?outcome ?min ?max ?approximate ?victims ?source {
  ?report ck:hasClaim ?c . ?c ck:outcome ?outcome ; ck:approximate ?approximate .
  ?c ck:hasMention ?v . ?v ck:role ck:VictimsRole ; ck:name ?victims ; ck:begin ?begin .
  OPTIONAL { ?c ck:min ?min } OPTIONAL { ?c ck:max ?max }
  OPTIONAL { ?c ck:hasMention ?s . ?s ck:role ck:SourceRole ; ck:name ?source }
} ORDER BY ?begin ?c ?source"""

Row = dict[str, str]


def table(snapshot: Snapshot, out: BinaryIO, base: str) -> None:
    """CSV (RFC 4180, UTF-8) of every report with its arguments, claims and quotes."""
    cells: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(snapshot, _NAMES):
        role = row["role"].removeprefix(CK).removesuffix("Role").lower()
        cells[row["report"]][role].append(row["name"])
    for row in _rows(snapshot, _QUOTES):
        cells[row["report"]]["quotes"].append(row["quote"])
    for row in _claims(snapshot):
        cells[row["report"]]["claims"].append(_claim_words(row))
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    for row in _rows(snapshot, _REPORTS):
        joined = {k: "; ".join(dict.fromkeys(v)) for k, v in cells[row["report"]].items()}
        concepts = {k: row[k].removeprefix(CK) for k in ("type", "modality")}
        known = {**joined, **row, **concepts}
        writer.writerow({name: known.get(name, "") for name in COLUMNS})
    text.detach()


def _claims(snapshot: Snapshot) -> Iterator[Row]:
    """Each claim once, its sources joined."""
    found: dict[str, Row] = {}
    for row in _rows(snapshot, _CLAIMS):
        if row["c"] in found and "source" in row:
            found[row["c"]]["source"] += f" and {row['source']}"
        else:
            found[row["c"]] = row
    yield from found.values()


def _claim_words(row: Row) -> str:
    low, high = row.get("min", ""), row.get("max", "")
    number = low if low == high else f"{low}..{high}"
    about = "about " if row["approximate"] == "True" else ""
    outcome = row["outcome"].removeprefix(CK).lower()
    source = f" ({row['source']})" if "source" in row else ""
    return f"{outcome} {about}{number} {row['victims']}{source}"


def _rows(snapshot: Snapshot, query: str) -> Iterator[Row]:
    for row in select(snapshot.raw, query):
        yield {name: str(value) for name, value in row.items()}
