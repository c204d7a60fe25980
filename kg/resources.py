"""Where the files that belong to the package lie: in the wheel, or in a checkout beside ``kg/``."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """The file of that name below ``ontology/`` or ``shapes/``, e.g. ``ontology/conflict.ttl``."""
    installed = _PACKAGE / "data" / name
    return installed if installed.exists() else _PACKAGE.parent / name
