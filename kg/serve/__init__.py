"""The graph on the web: SPARQL, pages and data."""

from kg.serve.app import create_app
from kg.serve.server import run
from kg.serve.state import ServeConfig

__all__ = ["ServeConfig", "create_app", "run"]
