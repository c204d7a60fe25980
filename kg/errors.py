"""Every exception class of the project, by what the user can do about it.

Messages name the thing, the place (file, line, offset) and the next step.
"""


class KgError(Exception):
    """Base of all errors that the project raises on purpose."""


class InputError(KgError):
    """A file, folder or document that cannot be read as given."""


class RecordError(KgError):
    """A record whose values contradict each other or the event model."""


class ConfigError(KgError):
    """A setting or option that is unknown or has an impossible value."""


class ShapeError(KgError):
    """SHACL shapes that cannot be loaded or used."""


class StoreError(KgError):
    """A store that is missing, locked, damaged or cannot be written."""


class QueryError(KgError):
    """A SPARQL query that cannot be parsed, or that is refused.

    ``line`` and ``column`` (from 1) stand where the parser stopped, where it says so.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


class QueryRefusedError(QueryError):
    """A well-formed request for something that a read-only endpoint does not do."""


class QueryLimitError(QueryError):
    """A query whose answer takes longer or grows larger than the server allows."""


class PluginError(KgError):
    """A plug-in that cannot be loaded."""


class ModelError(KgError):
    """A language model's endpoint that cannot be reached, or whose answer cannot be used."""
