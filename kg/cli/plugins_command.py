"""``kg plugins``."""

from dataclasses import asdict

import click

from kg.cli.console import BROKEN, json_option, print_json, reports_errors


@click.command("plugins")
@json_option
@reports_errors
def command(as_json: bool) -> int:
    """List plug-ins with version and origin; exit code 2 where one cannot be loaded."""
    from kg.plugins import survey

    found = list(survey())
    if as_json:
        print_json([asdict(plugin) for plugin in found])
    else:
        for plugin in found:
            state = plugin.error or "ok"
            if plugin.error and plugin.extra:
                state = f"not installed: pip install 'conflict-kg[{plugin.extra}]'"
            click.echo(
                f"{plugin.group:16} {plugin.name:10} {plugin.target:40} {plugin.origin}  {state}"
            )
    return BROKEN if any(plugin.error and not plugin.extra for plugin in found) else 0
