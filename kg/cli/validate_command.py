"""``kg validate``."""

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


@click.command("validate")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@store_option
@json_option
@reports_errors
def command(files: tuple[Path, ...], store: str | None, as_json: bool) -> int:
    """Check graphs against the shapes: RDF FILES, or the store where no file is given.

    Exit code 1 where a shape is violated. Warnings are told and do not count.
    """
    from kg.config import load_config
    from kg.recheck import check_files, check_store
    from kg.store import StoreDirectory

    config = load_config({"store": store})
    if files:
        checked = check_files(files, config)
    else:
        directory = StoreDirectory(Path(config.store))
        with progress("validating", len(directory.manifest().accepted) + 1) as step:
            checked = check_store(directory, config, step)
    if as_json:
        print_json([{"graph": c.name, "results": [vars_of(r) for r in c.results]} for c in checked])
    else:
        for graph in checked:
            for result in graph.results:
                value = f" {result.value}" if result.value else ""
                click.echo(
                    f"{graph.name}: {result.severity}: {result.focus} {result.path}{value}: "
                    f"{result.message or result.component}"
                )
    violations = sum(len(graph.violations) for graph in checked)
    warnings = sum(len(graph.results) for graph in checked) - violations
    click.echo(f"{len(checked)} graphs, {violations} violations, {warnings} warnings", err=True)
    return QUARANTINED if violations else 0


def vars_of(result: object) -> dict[str, str]:
    """The fields of a result by name."""
    from dataclasses import asdict

    from kg.validate import Result

    assert isinstance(result, Result)
    return {key: str(value) for key, value in asdict(result).items()}
