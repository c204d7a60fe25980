"""``kg build``."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from kg.cli.console import (
    QUARANTINED,
    json_option,
    print_json,
    progress,
    reports_errors,
    store_option,
)
from kg.cli.source_options import defaults, source_options


@click.command("build")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@store_option
@click.option("--processes", type=int, help="Processes; 0 means one a core.")
@source_options
@json_option
@reports_errors
def command(
    paths: tuple[Path, ...],
    store: str | None,
    processes: int | None,
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
        {"store": store, "processes": processes},
        defaults(published, source, licence),
        as_json,
    )


def run_build(
    paths: tuple[Path, ...], options: dict[str, object], known: object, as_json: bool
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
        report = build(load_documents(paths, known), directory, config, step)
    if as_json:
        print_json({**asdict(report), "store": config.store})
    for name, reason in (*report.unreadable, *report.quarantined):
        click.echo(f"kg: {name}: {reason}", err=True)
    rate = report.documents / report.seconds if report.seconds else 0.0
    click.echo(
        f"{config.store}: {report.documents} documents ({report.unchanged} unchanged), "
        f"{report.events} reports, {report.claims} claims, {report.warnings} warnings, "
        f"{len(report.quarantined)} quarantined, {len(report.unreadable)} unreadable, "
        f"{report.seconds:.1f} s, {rate:.1f} documents/s",
        err=True,
    )
    return 0 if report.clean else QUARANTINED
