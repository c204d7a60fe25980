"""``kg config``."""

from dataclasses import asdict

import click

from kg.cli.console import json_option, print_json, reports_errors


@click.command("config")
@click.option("--show", is_flag=True, help="Print each value and where it came from (the default).")
@json_option
@reports_errors
def command(show: bool, as_json: bool) -> None:
    """Show the settings and where each comes from.

    An option goes before a KG_… variable, that before kg.toml in the working folder, that before
    the default.
    """
    from kg.config import key_setting, load_settings

    settings = [*load_settings(), key_setting()]
    if as_json:
        print_json([asdict(setting) for setting in settings])
        return
    for setting in settings:
        click.echo(f"{setting.name:16} {setting.value!s:44} {setting.origin}")
