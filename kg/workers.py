"""Documents over processes: spaCy holds one core, so a run uses all of them."""

import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

from kg.config import Config
from kg.errors import KgError
from kg.process import Processed, Processor
from kg.records import Document, Extraction
from kg.sources import SourceFailure

S = TypeVar("S")
T = TypeVar("T")
_WORTH_IT = 8  # documents; fewer are done before a second process has loaded its model
_AHEAD = 4  # documents a worker that are read in advance


def _end_with(parent: int) -> None:
    """End this process when its parent has gone, however that went; Ctrl-C is the parent's."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


@cache
def _processor(config: Config) -> Processor:
    return Processor(config)


def _process(config: Config, document: Document) -> Processed:
    return _processor(config).process(document)


def _annotate(config: Config, item: Document | SourceFailure) -> Extraction | Exception:
    if isinstance(item, SourceFailure):
        return item.error
    try:
        return _processor(config).annotate(item)
    except Exception as error:  # the boundary that keeps one document from stopping the rest
        return error


def process_all(documents: Iterable[Document], config: Config) -> Iterator[Processed]:
    """Each document processed, in order."""
    for _, done in _map(_process, documents, config):
        yield done


def annotate_all(
    items: Iterable[Document | SourceFailure], config: Config
) -> Iterator[tuple[Document | SourceFailure, Extraction | Exception]]:
    """Each document or failed source with its extraction, or the error that it met, in order."""
    yield from _map(_annotate, items, config)


def _map(
    work: Callable[[Config, S], T], items: Iterable[S], config: Config
) -> Iterator[tuple[S, T]]:
    stream = iter(items)
    first = list(islice(stream, _WORTH_IT))
    workers = config.processes or os.cpu_count() or 1
    if workers == 1 or len(first) < _WORTH_IT:
        for item in chain(first, stream):
            yield item, work(config, item)
    else:
        yield from _in_pool(work, chain(first, stream), config, workers)


def _in_pool(
    work: Callable[[Config, S], T], items: Iterator[S], config: Config, workers: int
) -> Iterator[tuple[S, T]]:
    running: deque[tuple[S, Future[T]]] = deque()
    with ProcessPoolExecutor(
        workers, mp_context=get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),)
    ) as pool:
        try:
            for item in items:
                running.append((item, pool.submit(work, config, item)))
                if len(running) > workers * _AHEAD:
                    done, future = running.popleft()
                    yield done, future.result()
            while running:
                done, future = running.popleft()
                yield done, future.result()
        except BrokenProcessPool as error:
            raise KgError(
                "a worker process was killed, perhaps for want of memory; what was done is kept: "
                "run the same command again, with KG_PROCESSES=1 if it comes back"
            ) from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)
