"""Exports: the graph, or tables of it, as files for other tools."""

from kg.export.formats import Exporter, export

__all__ = ["Exporter", "export"]
