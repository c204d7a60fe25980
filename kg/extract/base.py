"""What an extractor is: the interface that plug-ins of the group ``kg.extractors`` implement."""

from typing import Protocol, runtime_checkable

from kg.config import Config
from kg.nlp.analysis import Analysis
from kg.records import Extraction


@runtime_checkable
class Extractor(Protocol):
    """Reads events and claims out of an analysed document.

    ``name`` and ``version`` go into ``ck:extractor`` of every statement; raise the version when
    the output changes. Ids need to be unique within one extraction only: the pipeline renames
    them when it joins what several extractors found.

    A class with ``on_request = True`` is used where the setting ``extractors`` names it, and not
    by ``all``.
    """

    name: str
    version: str

    def extract(self, analysis: Analysis) -> Extraction:
        """All that this extractor finds in the document."""
        ...


@runtime_checkable
class Configurable(Protocol):
    """An extractor's class that is made from the configuration, rather than without arguments."""

    def from_config(self, config: Config) -> Extractor:
        """The extractor that this configuration asks for; its version tells what decides output."""
        ...
