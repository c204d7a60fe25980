"""What an extractor is: the interface that plug-ins of the group ``kg.extractors`` implement."""

from typing import Protocol, runtime_checkable

from kg.nlp.analysis import Analysis
from kg.records import Extraction


@runtime_checkable
class Extractor(Protocol):
    """Reads events and claims out of an analysed document.

    ``name`` and ``version`` go into ``ck:extractor`` of every statement; raise the version when
    the output changes. Ids need to be unique within one extraction only: the pipeline renames
    them when it joins what several extractors found.
    """

    name: str
    version: str

    def extract(self, analysis: Analysis) -> Extraction:
        """All that this extractor finds in the document."""
        ...
