"""``kg evaluate``."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kg.cli.console import (
    QUARANTINED,
    confidence_option,
    json_option,
    print_json,
    progress,
    reports_errors,
)

if TYPE_CHECKING:
    from kg.records import Document, Extraction


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path))
@click.option(
    "--docs",
    type=click.Path(path_type=Path),
    help="Folder of the documents.  [default: docs beside or in GOLD]",
)
@click.option(
    "--predicted",
    type=click.Path(path_type=Path),
    help="Score annotations that are there instead of extracting.",
)
@click.option(
    "--event-free",
    is_flag=True,
    help="GOLD is a folder of documents that tell of no event; they need no annotations.",
)
@click.option(
    "--floors",
    type=click.Path(path_type=Path),
    help="TOML of least F1 values; exit code 1 where a score falls below.",
)
@click.option(
    "--html",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write an error browser: gold and predicted side by side on the text.",
)
@click.option(
    "--stability",
    "stable",
    is_flag=True,
    help="Extract again: unchanged, in another order, with typos, in upper case.",
)
@click.option("--processes", type=int, help="Processes; 0 means one a core.")
@confidence_option
@json_option
@reports_errors
def command(
    gold: Path,
    docs: Path | None,
    predicted: Path | None,
    event_free: bool,
    floors: Path | None,
    html: Path | None,
    stable: bool,
    processes: int | None,
    min_confidence: float | None,
    as_json: bool,
) -> int:
    """Score extraction against gold annotations.

    GOLD holds annotations/ and docs/, or is the annotation folder itself.
    """
    from kg.evaluate import Job, evaluation_text, evaluation_to_json, falls, read_floors, run

    if stable and predicted:
        raise click.UsageError("--stability extracts again: leave --predicted out")
    least = read_floors(floors) if floors else {}
    job = Job(gold, docs, predicted, event_free, stable, whole_texts=html is not None)
    options: dict[str, object] = {"processes": processes, "min_confidence": min_confidence}
    evaluation = run(job, lambda documents: _extract(documents, options))
    if html:
        from kg.evaluate.browser import write_page

        write_page(html, evaluation, gold.resolve().name)
        click.echo(f"{html}: written", err=True)
    if as_json:
        print_json(evaluation_to_json(evaluation))
    else:
        click.echo(evaluation_text(evaluation))
    below = falls(evaluation.scores, least)
    for fall in below:
        click.echo(f"kg: {fall}", err=True)
    return QUARANTINED if below else 0


def _extract(
    documents: "Sequence[Document]", options: dict[str, object]
) -> "dict[str, Extraction]":
    from kg.config import load_config
    from kg.workers import annotate_all

    found: dict[str, Extraction] = {}
    with progress("extracting", len(documents)) as step:
        for _, result in annotate_all(documents, load_config(options)):
            if isinstance(result, Exception):
                raise result
            found[result.document.id] = result
            step(result.document.id)
    return found
