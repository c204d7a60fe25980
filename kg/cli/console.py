"""What the commands share: options, errors as exit codes, logging, progress."""

import functools
import json
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ParamSpec

import click

from kg.errors import KgError

P = ParamSpec("P")
QUARANTINED, BROKEN, OUR_FAULT, STOPPED = 1, 2, 3, 130
_LOG = logging.getLogger("kg")

store_option = click.option(
    "--store", metavar="DIR", help="The store's folder.  [default: kg-store, or as configured]"
)
confidence_option = click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Leave out what is less sure, and then what has no confidence.  [default: 0]",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")


def reports_errors(command: Callable[P, int | None]) -> Callable[P, None]:
    """The command with its errors told on stderr and turned into the exit code."""

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs) or 0
        except KgError as error:
            click.echo(f"kg: {error}", err=True)
            code = BROKEN
        except KeyboardInterrupt:
            click.echo("kg: stopped; what was done is kept: run the same command again", err=True)
            code = STOPPED
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone: nothing is left to tell
            code = 0
        except (click.exceptions.Exit, click.ClickException, click.Abort):
            raise
        except Exception:
            _LOG.exception("a fault of the program; please report it with this trace")
            code = OUR_FAULT
        sys.exit(code)

    return wrapped


def print_json(data: object) -> None:
    """One JSON document on stdout."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def tell(name: str, reason: str) -> None:
    """One line on stderr about a file or document, named once."""
    click.echo(f"kg: {reason}" if reason.startswith(name) else f"kg: {name}: {reason}", err=True)


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": self.formatTime(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def set_up_logging(verbose: bool, log_format: str) -> None:
    """Log to stderr, as lines for people or as JSON lines."""
    handler = logging.StreamHandler()
    text = logging.Formatter("%(levelname)s %(name)s: %(message)s")
    handler.setFormatter(_JsonLines() if log_format == "json" else text)
    root = logging.getLogger("kg")
    root.handlers = [handler]
    root.propagate = False
    root.setLevel(logging.DEBUG if verbose else logging.WARNING)


@contextmanager
def progress(label: str, total: int) -> Iterator[Callable[[str], None]]:
    """A progress bar on the terminal, one step a call; silent where stderr is no terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    names: list[str] | None = None
    bar = click.progressbar(
        names,
        length=total,
        label=label,
        file=sys.stderr,
        show_pos=True,
        item_show_func=lambda name: (name or "")[:40],
    )
    with bar:
        yield lambda name: bar.update(1, name)
