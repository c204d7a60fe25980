"""Figures of start-up, speed and memory on this machine, one a line: ``make bench``."""

import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
KG = [sys.executable, "-m", "kg"]


def seconds(command: list[str], runs: int = 5) -> float:
    """The median wall time of a command."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def timed(work: Callable[[], object]) -> float:
    """The wall time of one call."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def start_up() -> Iterator[tuple[str, str]]:
    """How long the command line and the server's import take."""
    yield "kg --help", f"{seconds([*KG, '--help']):.2f} s"
    yield "import kg.serve", f"{seconds([sys.executable, '-c', 'import kg.serve']):.2f} s"


def extraction() -> Iterator[tuple[str, str]]:
    """Sentences a second of one process, beside the bare language model."""
    import spacy

    from kg.config import Config
    from kg.process import Processor
    from kg.records import Document
    from kg.sources import load_documents

    documents = [d for d in load_documents([SEEDS]) if isinstance(d, Document)]
    config = Config()
    nlp = spacy.load(config.spacy_model)
    texts = [d.text for d in documents]
    list(nlp.pipe(texts[:2]))
    sentences = 0

    def bare() -> None:
        nonlocal sentences
        sentences = sum(len(list(doc.sents)) for doc in nlp.pipe(texts))

    alone = timed(bare)
    processor = Processor(config)
    processor.annotate(documents[0])
    whole = timed(lambda: [processor.annotate(d) for d in documents])
    yield "seed documents", f"{len(documents)} with {sentences} sentences"
    yield "language model alone", f"{sentences / alone:.0f} sentences/s, one process"
    yield "extraction", f"{sentences / whole:.0f} sentences/s, one process"
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "memory of that process", f"{peak:.0f} MB at its peak"


def building() -> Iterator[tuple[str, str]]:
    """The whole build, with each SHACL engine, and again with nothing to do."""
    import os

    for engine in ("pyshacl", "shacl"):
        with tempfile.TemporaryDirectory() as folder:
            command = [*KG, "build", str(SEEDS), "--store", f"{folder}/store"]
            environment = {**os.environ, "KG_SHACL_ENGINE": engine}

            def run(
                command: list[str] = command, environment: dict[str, str] = environment
            ) -> None:
                done = subprocess.run(command, capture_output=True, check=False, env=environment)
                if done.returncode > 1:
                    raise RuntimeError(done.stderr.decode())

            yield f"kg build, {engine}", f"{timed(run):.1f} s"
            yield f"kg build again, {engine}", f"{timed(run):.1f} s"


def main() -> None:
    """Print every figure."""
    for part in (start_up, extraction, building):
        for name, figure in part():
            sys.stdout.write(f"{name:28} {figure}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
