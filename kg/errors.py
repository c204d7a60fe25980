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
    """A SPARQL query that cannot be parsed, or that is refused."""


class PluginError(KgError):
    """A plug-in that cannot be loaded."""
