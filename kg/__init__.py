"""Conflict KG: news about armed conflict as a knowledge graph that can be trusted and queried."""

__version__ = "0.1.0"
