"""What both extractors know of a document before they look for events."""

from kg.extract.attribution import find_attributions
from kg.extract.casualties import FoundClaim, find_claims
from kg.extract.drafts import Reader
from kg.extract.names import find_names
from kg.nlp.analysis import Analysis
from kg.nlp.dates import find_dates


def read(analysis: Analysis) -> tuple[Reader, tuple[FoundClaim, ...]]:
    """The names, dates and attributions of a document, and its casualty claims."""
    attributions = find_attributions(analysis)
    claims = find_claims(analysis, attributions)
    names = find_names(analysis, attributions)
    return Reader(analysis, names, find_dates(analysis), attributions), claims
