"""``kg demo``."""

from pathlib import Path

import click

from kg.cli.build_command import run_build
from kg.cli.console import QUARANTINED, reports_errors


@click.command("demo")
@click.option(
    "--seeds",
    type=click.Path(path_type=Path),
    help="Folder of documents.  [default: the seeds of the installation]",
)
@click.option("--store", default="demo-store", show_default=True, help="The store's folder.")
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on.  [default: 8000]")
@click.option("--build-only", is_flag=True, help="Build the store and stop.")
@reports_errors
def command(
    seeds: Path | None, store: str, host: str | None, port: int | None, build_only: bool
) -> int:
    """Build the seed documents and serve them."""
    from kg.config import load_config
    from kg.resources import resource
    from kg.serve import ServeConfig
    from kg.serve.server import free_port, run
    from kg.sources import SourceDefaults
    from kg.store import StoreDirectory

    config = load_config({"store": store, "host": host, "port": port})
    if not build_only:
        free_port(config.host, config.port)
    folder = seeds or resource("seeds")
    code = run_build((folder,), {"store": store}, SourceDefaults(), as_json=False)
    if build_only or code > QUARANTINED:
        return code
    base = StoreDirectory(Path(config.store)).manifest().base
    run(Path(config.store), config.host, config.port, ServeConfig(base_iri=base or config.base))
    return 0
