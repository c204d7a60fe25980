"""The command ``kg``: each subcommand is a module here and calls the library."""

import importlib

import click

from kg import __version__
from kg.cli.console import set_up_logging

COMMANDS = {
    "build": "Build documents into a store, each through the SHACL gate.",
    "serve": "Serve a store: SPARQL endpoint and pages.",
    "query": "Query a store with SPARQL.",
    "export": "Write the graph of a store to a file.",
    "validate": "Check graphs, in files or in a store, against the shapes.",
    "annotate": "Extract events and claims into JSON annotations, with no store.",
    "evaluate": "Score extraction against gold annotations.",
    "plugins": "List plug-ins with version and origin.",
    "config": "Show the settings and where each comes from.",
    "doctor": "Check the installation.",
    "demo": "Build the seed documents and serve them.",
}


class _Lazy(click.Group):
    """Loads the module of a command when it is called, so that ``kg --help`` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"kg.cli.{cmd_name}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="kg")
@click.option("-v", "--verbose", is_flag=True, help="Log more.")
@click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to log, on stderr.",
)
def main(verbose: bool, log_format: str) -> None:
    """News about armed conflict as a knowledge graph that can be queried.

    Results go to stdout, all else to stderr. Exit codes: 0 done; 1 done, but documents were
    quarantined or shapes violated; 2 wrong use or broken input; 3 a fault of the program.
    """
    set_up_logging(verbose, log_format)
