"""Stores: where a validated graph lives and is read from."""

from kg.store.directory import StoreDirectory
from kg.store.interface import GraphSource, Snapshot
from kg.store.memory import MemoryStore

__all__ = ["GraphSource", "MemoryStore", "Snapshot", "StoreDirectory"]
