"""The options that tell what the documents do not tell of themselves."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import click

from kg.sources import SourceDefaults

F = TypeVar("F", bound=Callable[..., object])

_OPTIONS = [
    click.option(
        "--published",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Publication day of documents that do not tell it.",
    ),
    click.option("--source", metavar="NAME", help="Publisher of documents that do not tell it."),
    click.option("--licence", metavar="TEXT", help="Licence of documents that do not tell it."),
]


def source_options(command: F) -> F:
    """The command with those options."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def defaults(published: datetime | None, source: str | None, licence: str | None) -> SourceDefaults:
    """The options as the sources take them."""
    day = published.date() if published else None
    return SourceDefaults(published=day, source=source, licence=licence)
