"""``kg evaluate``."""

from pathlib import Path

import click

from kg.cli.console import QUARANTINED, json_option, print_json, progress, reports_errors


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
    "--floors",
    type=click.Path(path_type=Path),
    help="TOML of least F1 values; exit code 1 where a score falls below.",
)
@click.option("--processes", type=int, help="Processes; 0 means one a core.")
@json_option
@reports_errors
def command(
    gold: Path,
    docs: Path | None,
    predicted: Path | None,
    floors: Path | None,
    processes: int | None,
    as_json: bool,
) -> int:
    """Score extraction against gold annotations.

    GOLD holds annotations/ and docs/, or is the annotation folder itself.
    """
    from kg.config import load_config
    from kg.evaluate import (
        evaluate,
        falls,
        gold_documents,
        read_floors,
        scores_table,
        scores_to_json,
        types_table,
    )
    from kg.records import Extraction
    from kg.workers import annotate_all

    least = read_floors(floors) if floors else {}
    if predicted:
        scores = evaluate(gold, predicted)
    else:
        found: dict[str, Extraction] = {}
        documents = gold_documents(gold, docs)
        config = load_config({"processes": processes})
        with progress("extracting", len(documents)) as step:
            for _, result in annotate_all(documents, config):
                if isinstance(result, Exception):
                    raise result
                found[result.document.id] = result
                step(result.document.id)
        scores = evaluate(gold, found)
    if as_json:
        print_json(scores_to_json(scores))
    else:
        click.echo(scores_table(scores))
        click.echo()
        click.echo(types_table(scores))
    below = falls(scores, least)
    for fall in below:
        click.echo(f"kg: {fall}", err=True)
    return QUARANTINED if below else 0
