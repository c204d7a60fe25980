"""``kg annotate``."""

import json
import time
from datetime import datetime
from pathlib import Path

import click

from kg.cli.console import (
    QUARANTINED,
    confidence_option,
    json_option,
    print_json,
    progress,
    reports_errors,
    tell,
)
from kg.cli.source_options import defaults, source_options


@click.command("annotate")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help="Folder for <id>.json files."
)
@click.option("--processes", type=int, help="Processes; 0 means one a core.")
@confidence_option
@source_options
@json_option
@reports_errors
def command(
    paths: tuple[Path, ...],
    out: Path,
    processes: int | None,
    min_confidence: float | None,
    published: datetime | None,
    source: str | None,
    licence: str | None,
    as_json: bool,
) -> int:
    """Extract events and claims into JSON annotations, with no store.

    PATHS are .txt files, .json documents or folders of both; each gives OUT/<id>.json.
    """
    from kg.annotation import extraction_to_json
    from kg.config import load_config
    from kg.errors import InputError
    from kg.sources import SourceFailure, find_sources, load_documents, whole_path
    from kg.store.manifest import write_atomically
    from kg.workers import annotate_all

    config = load_config({"processes": processes, "min_confidence": min_confidence})
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"{out} cannot be used as the output folder: {error}") from error
    started = time.monotonic()
    items = load_documents(paths, defaults(published, source, licence))
    done = events = claims = 0
    failures: list[tuple[str, str]] = []
    total = sum(1 for _ in find_sources(paths))
    with progress("annotating", total) as step:
        for item, result in annotate_all(items, config):
            name = str(item.path) if isinstance(item, SourceFailure) else item.id
            step(name)
            if isinstance(result, Exception):
                failures.append((name, str(result) or type(result).__name__))
                continue
            target = out / f"{name}.json"
            if whole_path(target) == result.document.path:
                raise InputError(f"{target} is the document itself; give another folder to --out")
            data = json.dumps(extraction_to_json(result), ensure_ascii=False, indent=1) + "\n"
            write_atomically(target, data.encode())
            done += 1
            events += len(result.events)
            claims += len(result.claims)
    for name, reason in failures:
        tell(name, reason)
    if as_json:
        print_json({"documents": done, "events": events, "claims": claims, "failures": failures})
    click.echo(
        f"{out}: {done} documents, {events} events, {claims} claims, {len(failures)} failed, "
        f"{time.monotonic() - started:.1f} s",
        err=True,
    )
    return QUARANTINED if failures else 0
