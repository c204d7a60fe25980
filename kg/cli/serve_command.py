"""``kg serve``."""

from pathlib import Path

import click

from kg.cli.console import reports_errors, store_option


@click.command("serve")
@store_option
@click.option("--host", help="Address to listen on.  [default: 127.0.0.1]")
@click.option("--port", type=int, help="Port to listen on.  [default: 8000]")
@reports_errors
def command(store: str | None, host: str | None, port: int | None) -> None:
    """Serve a store: SPARQL endpoint and pages."""
    from kg.config import load_config
    from kg.serve import ServeConfig
    from kg.serve.server import run
    from kg.store import StoreDirectory

    config = load_config({"store": store, "host": host, "port": port})
    base = StoreDirectory(Path(config.store)).manifest().base
    run(Path(config.store), config.host, config.port, ServeConfig(base_iri=base or config.base))
