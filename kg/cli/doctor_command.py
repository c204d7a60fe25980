"""``kg doctor``."""

from dataclasses import asdict

import click

from kg.cli.console import QUARANTINED, json_option, print_json, reports_errors


@click.command("doctor")
@json_option
@reports_errors
def command(as_json: bool) -> int:
    """Check the installation: versions, model files, shapes, pages; exit code 1 where one fails."""
    from kg.config import load_config
    from kg.doctor import examine

    checks = examine(load_config())
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        for check in checks:
            click.echo(f"{'ok  ' if check.ok else 'FAIL'} {check.name:16} {check.detail}")
    return 0 if all(check.ok for check in checks) else QUARANTINED
