"""``kg query``."""

import io
import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import reports_errors, store_option

if TYPE_CHECKING:
    from kg.store.query import Answer

TABLE = "table"
_WIDEST = 100


@click.command("query")
@click.argument("sparql", required=False)
@click.option(
    "-f", "--file", type=click.Path(path_type=Path), help="Read the query from a file; - is stdin."
)
@store_option
@click.option(
    "--format",
    "form",
    help="table (the default), json, xml, csv, tsv; "
    "for graphs turtle (the default), ntriples, nquads, trig, rdfxml, jsonld.",
)
@reports_errors
def command(sparql: str | None, file: Path | None, store: str | None, form: str | None) -> None:
    """Query a store with SPARQL: SELECT, ASK, CONSTRUCT or DESCRIBE.

    The default graph is the union of all document graphs and the world graph; the usual prefixes
    (ck, rdfs, xsd, skos, prov, …) need not be declared.
    """
    from kg.config import load_config
    from kg.store import StoreDirectory
    from kg.store.query import evaluate
    from kg.vocab import PREFIXES

    if (sparql is None) == (file is None):
        raise click.UsageError("give the query as an argument, or a file with -f")
    text = sparql if sparql is not None else _read(file or Path("-"))
    config = load_config({"store": store})
    snapshot = StoreDirectory(Path(config.store)).open()
    answer = evaluate(snapshot.raw, text, prefixes=PREFIXES)
    sys.stdout.buffer.write(_written(answer, form))
    sys.stdout.buffer.flush()


def _read(path: Path) -> str:
    from kg.errors import InputError

    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"query file {path} cannot be read: {error}") from error


def _written(answer: "Answer", form: str | None) -> bytes:
    from kg.errors import ConfigError
    from kg.store.query import Limits

    unlimited = Limits(seconds=math.inf, bytes=sys.maxsize)  # the user can stop it
    known = {item.name: item for item in answer.formats}
    if form is None:
        form = TABLE if "json" in known else "turtle"
    buffer = io.BytesIO()
    if form == TABLE and "json" in known:
        answer.write(buffer, known["json"], unlimited)
        return _table(json.loads(buffer.getvalue())).encode()
    if form not in known:
        offered = ", ".join([*([TABLE] if "json" in known else []), *known])
        raise ConfigError(f"this query cannot be answered as {form!r}; it can as {offered}")
    answer.write(buffer, known[form], unlimited)
    return buffer.getvalue()


def _table(data: dict[str, dict[str, list[dict[str, dict[str, str]]]]]) -> str:
    from kg.graph.write import prefixes

    if "boolean" in data:
        return f"{str(data['boolean']).lower()}\n"
    names: list[str] = data["head"]["vars"]  # type: ignore[assignment]
    short = sorted(((iri, p) for p, iri in prefixes().items()), key=lambda pair: -len(pair[0]))
    rows = [names, ["-" * len(name) for name in names]]
    for binding in data["results"]["bindings"]:
        rows.append([_cell(binding.get(name, {}), short) for name in names])
    widths = [max(len(row[i]) for row in rows) for i in range(len(names))]
    lines = ("  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) for row in rows)
    return "".join(f"{line.rstrip()}\n" for line in lines)


def _cell(term: dict[str, str], short: list[tuple[str, str]]) -> str:
    value = " ".join(term.get("value", "").split())
    if term.get("type") == "uri":
        for iri, prefix in short:
            if value.startswith(iri):
                value = f"{prefix}:{value[len(iri) :]}"
                break
    return value if len(value) <= _WIDEST else value[: _WIDEST - 1] + "…"
