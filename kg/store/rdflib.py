"""The store for rdflib users, through oxrdflib: the same database, no copy."""

from pathlib import Path

from oxrdflib import OxigraphStore
from rdflib import Dataset

from kg.store.directory import StoreDirectory


def open_dataset(path: Path) -> Dataset:
    """The current generation of a store as a read-only rdflib Dataset.

    Its default graph is the union of all graphs. Query it with plain strings: a query that
    rdflib has prepared is evaluated by rdflib, many times slower.
    """
    snapshot = StoreDirectory(path).open()
    return Dataset(store=OxigraphStore(store=snapshot.raw), default_union=True)
