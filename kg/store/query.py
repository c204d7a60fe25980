"""SPARQL over a snapshot: evaluation for the endpoint, and checked queries for the pages.

The engine's iterators must be consumed in the thread that made them (elsewhere it aborts the
process), so an :class:`Answer` is written out where it was evaluated and never handed on.
"""

import io
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import IO, cast

import pyoxigraph as ox

from kg.errors import QueryError, QueryLimitError, QueryRefusedError
from kg.graph.jsonld import to_jsonld
from kg.iri import DEFAULT_BASE
from kg.store.diagnosis import syntax_error, unclosed_string
from kg.store.lexer import Operation, has_keyword, read
from kg.vocab import PREFIXES

NO_UPDATE = "SPARQL Update is not offered: the graph is built from its documents and is read-only"
MAX_TEXT = 256 * 1024  # characters of a query
_MAX_DEPTH = 100  # the engine's parser and evaluator run out of stack at some thousands
_MAX_LINKS = 1000
_NO_GRAPH = ox.NamedNode("urn:x-no-graph:")
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_BEGUN = (b"\xef", b"\xbf")  # with which U+FFFE begins, at the end of what the engine wrote
_REPLACEMENT = "\ufffd".encode()
_PLACEHOLDER = re.compile(r"@\{(\w+)\}")
_XSD = PREFIXES["xsd"]


class Iri(str):
    """An IRI as a page's row holds it; a plain ``str`` is a literal."""

    __slots__ = ()


Value = Iri | str | int | float | bool | date
Row = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer: short name, media type, other names, and the engine's format."""

    name: str
    media_type: str
    aliases: tuple[str, ...]
    engine: ox.QueryResultsFormat | ox.RdfFormat


_RESULTS, _RDF = ox.QueryResultsFormat, ox.RdfFormat
JSON = Format(
    "json", "application/sparql-results+json", ("application/json", "text/json"), _RESULTS.JSON
)
XML = Format("xml", "application/sparql-results+xml", ("application/xml", "text/xml"), _RESULTS.XML)
CSV = Format("csv", "text/csv", (), _RESULTS.CSV)
TSV = Format("tsv", "text/tab-separated-values", (), _RESULTS.TSV)
TURTLE = Format("turtle", "text/turtle", ("application/x-turtle", "ttl"), _RDF.TURTLE)
TRIG = Format("trig", "application/trig", (), _RDF.TRIG)
N_TRIPLES = Format("ntriples", "application/n-triples", ("text/plain", "nt"), _RDF.N_TRIPLES)
N_QUADS = Format("nquads", "application/n-quads", ("nq",), _RDF.N_QUADS)
RDF_XML = Format(
    "rdfxml", "application/rdf+xml", ("application/xml", "text/xml", "rdf", "xml"), _RDF.RDF_XML
)
JSON_LD = Format(
    "jsonld", "application/ld+json", ("application/json", "json", "json-ld"), _RDF.JSON_LD
)

SOLUTION_FORMATS = (JSON, XML, CSV, TSV)
BOOLEAN_FORMATS = (JSON, XML)
GRAPH_FORMATS = (TURTLE, TRIG, N_TRIPLES, N_QUADS, RDF_XML, JSON_LD)


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a request names; with none, the union of all is the default graph."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may cost."""

    seconds: float = 30.0
    bytes: int = 512 * 1024 * 1024
    memory: int = 2 * 1024 * 1024 * 1024  # of a query process, beyond the graph itself


def formats_of(kind: str) -> tuple[Format, ...]:
    """The formats for ``solutions``, a ``boolean`` or a ``graph``, the preferred one first."""
    formats = {"solutions": SOLUTION_FORMATS, "boolean": BOOLEAN_FORMATS, "graph": GRAPH_FORMATS}
    return formats[kind]


class Answer:
    """An evaluated query, still to be written in one of its ``formats``."""

    def __init__(self, result: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
        self._result = result
        self.kind = "solutions"
        if isinstance(result, ox.QueryBoolean):
            self.kind = "boolean"
        elif isinstance(result, ox.QueryTriples):
            self.kind = "graph"
        self.formats = formats_of(self.kind)

    def write(
        self,
        output: IO[bytes],
        form: Format,
        limits: Limits | None = None,
        base: str = DEFAULT_BASE,
    ) -> None:
        """Write the whole answer; a QueryLimitError where it grows too large or takes too long.

        Data IRIs that begin with ``base`` are shortened in JSON-LD.

        The engine cannot be interrupted while it sorts or groups: the time limit holds for rows
        as they are written.
        """
        limits = limits or Limits()
        clean = cast("IO[bytes]", _Xml(output)) if form in (XML, RDF_XML) else output
        sink = _Sink(clean, limits)
        try:
            if form is JSON_LD and isinstance(self._result, ox.QueryTriples):
                sink.write(_jsonld(self._result, base, limits))
            elif form is TURTLE and isinstance(self._result, ox.QueryTriples):
                ox.serialize(self._result, sink, _RDF.TURTLE, prefixes=dict(PREFIXES))  # type: ignore[arg-type]
            else:
                self._result.serialize(sink, form.engine)  # type: ignore[arg-type]
        except (RuntimeError, OSError) as error:
            raise QueryError(f"the query failed: {error}") from error


def _jsonld(result: ox.QueryTriples, base: str, limits: Limits) -> bytes:
    """Compact JSON-LD; the limits hold while the triples are collected."""
    counter = _Sink(io.BytesIO(), limits)
    quads = []
    for triple in result:
        counter.write(str(triple).encode())
        quads.append(ox.Quad(*triple))
    data = to_jsonld(quads, base)
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def without_controls(data: bytes) -> bytes:
    """XML with U+FFFD for each character that XML 1.0 cannot carry."""
    return _NOT_XML.sub(_REPLACEMENT, data)


class _Xml(io.RawIOBase):
    """Passes XML on without the characters that it cannot carry."""

    def __init__(self, output: IO[bytes]) -> None:
        self._output = output
        self._held = b""

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        whole = self._held + bytes(data)
        cut = next(n for n in range(len(whole), -1, -1) if whole[n - 1 : n] not in _BEGUN)
        self._output.write(without_controls(whole[:cut]))
        self._held = whole[cut:]
        return len(data)


class _Sink(io.RawIOBase):
    """Passes bytes on and stops an answer at its limits, from inside the engine's loop."""

    def __init__(self, output: IO[bytes], limits: Limits) -> None:
        self._output = output
        self._limits = limits
        self._size = 0
        self._deadline = time.monotonic() + limits.seconds

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self._size += len(data)
        if self._size > self._limits.bytes:
            raise QueryLimitError(
                f"the answer is larger than {self._limits.bytes:,} bytes; add LIMIT"
            )
        if time.monotonic() > self._deadline:
            raise QueryLimitError(
                f"the answer took longer than {self._limits.seconds:g} seconds; "
                "narrow the query or add LIMIT"
            )
        self._output.write(data)
        return len(data)


def evaluate(
    store: ox.Store,
    text: str,
    dataset: Dataset | None = None,
    base_iri: str | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> Answer:
    """The answer to a query, or a QueryError that says what is wrong and where.

    ``prefixes`` need not be declared in the text.

    A QueryRefusedError for updates and for SERVICE: an endpoint that fetches on request can be
    made to reach hosts that only the server can see.
    """
    refuse(text)
    try:
        return Answer(
            store.query(
                text,
                base_iri=base_iri,
                prefixes=dict(prefixes) if prefixes else None,
                **_graphs(text, dataset or Dataset()),  # type: ignore[arg-type]
            )
        )
    except SyntaxError as error:
        raise syntax_error(text, str(error), prefixes or {}) from error
    except (ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from error


def refuse(text: str) -> None:
    """Raise a QueryRefusedError where the text is no plain read of this graph."""
    if len(text) > MAX_TEXT:
        raise QueryError(f"the query is longer than {MAX_TEXT:,} characters")
    reading = read(text)
    if reading.operation is Operation.UPDATE:
        raise QueryRefusedError(NO_UPDATE)
    if reading.federates:
        raise QueryRefusedError(
            "SERVICE is not allowed: this endpoint asks no other host; "
            "send the parts to each endpoint yourself (a prefix may not have that word in its name)"
        )
    if reading.unclosed is not None:
        raise unclosed_string(text, reading.unclosed)
    if reading.depth > _MAX_DEPTH:
        raise QueryError(f"brackets stand more than {_MAX_DEPTH} deep inside each other")
    if reading.links > _MAX_LINKS:
        raise QueryError(f"the query has more than {_MAX_LINKS:,} clauses and operators")


def _graphs(text: str, dataset: Dataset) -> dict[str, object]:
    if not dataset.default and not dataset.named:
        # The union would override a dataset that the query itself names.
        return {"use_default_graph_as_union": not has_keyword(text, "FROM")}
    try:
        default = [ox.NamedNode(iri) for iri in dataset.default]
        named = [ox.NamedNode(iri) for iri in dataset.named]
    except ValueError as error:
        raise QueryError(f"a graph name is not an absolute IRI: {error}") from error
    return {"default_graph": default or [_NO_GRAPH], "named_graphs": named}


def fill(template: str, values: Mapping[str, Value | Sequence[Value]]) -> str:
    """A query whose ``@{name}`` are replaced by terms that the engine itself has written.

    A sequence becomes terms in a row, as VALUES wants them. An impossible IRI is a QueryError.
    """

    def term(match: re.Match[str]) -> str:
        value = values[match.group(1)]
        if isinstance(value, list | tuple):
            return " ".join(_written(one) for one in value)
        return _written(value)  # type: ignore[arg-type]

    return _PLACEHOLDER.sub(term, template)


def _written(value: Value) -> str:
    if isinstance(value, Iri):
        try:
            return str(ox.NamedNode(value))
        except ValueError as error:
            raise QueryError(f"not an IRI: {value!r}") from error
    if isinstance(value, date):
        return str(ox.Literal(value.isoformat(), datatype=ox.NamedNode(_XSD + "date")))
    return str(ox.Literal(value))


def select(
    store: ox.Store, template: str, values: Mapping[str, Value | Sequence[Value]] | None = None
) -> list[Row]:
    """The rows of one of the project's own SELECT queries, with Python values.

    The usual prefixes are declared; a variable with no value is absent from its row.
    """
    text = fill(template, values or {})
    try:
        result = store.query(text, prefixes=dict(PREFIXES), use_default_graph_as_union=True)
        if not isinstance(result, ox.QuerySolutions):
            raise QueryError("a page's query must be a SELECT")
        names = [variable.value for variable in result.variables]
        return [
            {name: python(term) for name in names if (term := row[name]) is not None}
            for row in result
        ]
    except (SyntaxError, ValueError, RuntimeError, OSError) as error:
        raise QueryError(f"the query cannot be evaluated: {error}") from error


def python(term: object) -> Value:
    """A term as the nearest Python value: IRI, number, truth value, day or text."""
    if isinstance(term, ox.NamedNode):
        return Iri(term.value)
    if not isinstance(term, ox.Literal):
        return str(term)
    kind = term.datatype.value.removeprefix(_XSD)
    try:
        if kind == "integer":
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            return float(term.value)
        if kind == "date":
            return date.fromisoformat(term.value)
    except ValueError:
        return term.value
    return term.value == "true" if kind == "boolean" else term.value


def load_turtle(path: str) -> ox.Store:
    """A store of its own with the triples of one Turtle file, such as the ontology."""
    store = ox.Store()
    store.load(path=path, format=ox.RdfFormat.TURTLE, to_graph=ox.DefaultGraph())
    return store
