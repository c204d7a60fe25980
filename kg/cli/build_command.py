"""``kg build``."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from kg.cli.console import (
    BROKEN,
    QUARANTINED,
    confidence_option,
    json_option,
    print_json,
    progress,
    reports_errors,
    store_option,
    tell,
)
from kg.cli.source_options import defaults, source_options


@click.command("build")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, readable=False))
@store_option
@click.option("--processes", type=int, help="Processes; 0 means one a core.")
@confidence_option
@click.option("--prune", is_flag=True, help="Remove documents that PATHS do not hold any more.")
@source_options
@json_option
@reports_errors
def command(
    paths: tuple[Path, ...],
    store: str | None,
    processes: int | None,
    min_confidence: float | None,
    prune: bool,
    published: datetime | None,
    source: str | None,
    licence: str | None,
    as_json: bool,
) -> int:
    """Build documents into a store, each through the SHACL gate.

    PATHS are .txt files, .json documents or folders of both. What has not changed since the last
    build is left alone. A document that does not pass is quarantined with its report and the
    rest goes on.
    """
    return run_build(
        paths,
        {"store": store, "processes": processes, "min_confidence": min_confidence},
        defaults(published, source, licence),
        as_json,
        prune,
    )


def run_build(
    paths: tuple[Path, ...],
    options: dict[str, object],
    known: object,
    as_json: bool,
    prune: bool = False,
) -> int:
    """Build, print the summary, and give back the exit code."""
    from kg.config import load_config
    from kg.pipeline import build
    from kg.sources import SourceDefaults, find_sources, load_documents
    from kg.store import StoreDirectory

    config = load_config(options)
    assert isinstance(known, SourceDefaults)
    total = sum(1 for _ in find_sources(paths))
    with progress("building", total) as step:
        directory = StoreDirectory(Path(config.store))
        report = build(load_documents(paths, known), directory, config, step, prune)
    if as_json:
        print_json({**asdict(report), "store": config.store})
    for name, reason in (*report.unreadable, *report.quarantined):
        tell(name, reason)
    rate = report.documents / report.seconds if report.seconds else 0.0
    click.echo(
        f"{config.store}: {report.documents} documents ({report.unchanged} unchanged), "
        f"{report.events} reports, {report.claims} claims, {report.warnings} warnings, "
        f"{len(report.quarantined)} quarantined, {len(report.unreadable)} unreadable, "
        f"{report.removed} removed, {report.seconds:.1f} s, {rate:.1f} documents/s",
        err=True,
    )
    if report.warnings:
        click.echo(f"kg validate --store {config.store} shows the warnings", err=True)
    if not report.documents:
        return BROKEN
    return 0 if report.clean else QUARANTINED
