"""``kg export``."""

import sys
from pathlib import Path

import click

from kg.cli.console import reports_errors, store_option


@click.command("export")
@store_option
@click.option(
    "--format",
    "form",
    default="turtle",
    show_default=True,
    help="turtle, trig, nquads, jsonld, csv, or what a plug-in adds.",
)
@click.option("--out", type=click.Path(path_type=Path), help="File to write.  [default: stdout]")
@reports_errors
def command(store: str | None, form: str, out: Path | None) -> None:
    """Write the graph of a store to a file: the same graph gives the same bytes."""
    import io

    from kg.config import load_config
    from kg.export import export
    from kg.store import StoreDirectory
    from kg.store.manifest import write_atomically

    config = load_config({"store": store})
    buffer = io.BytesIO()
    directory = StoreDirectory(Path(config.store))
    export(directory.open(), form, buffer, directory.manifest().base)
    if out:
        write_atomically(out, buffer.getvalue())
    else:
        sys.stdout.buffer.write(buffer.getvalue())
        sys.stdout.buffer.flush()
