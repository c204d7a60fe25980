"""What an answer said and the document does not: counted by reason, each told in the log."""

import logging
from collections import Counter
from enum import StrEnum

_LOG = logging.getLogger(__name__)


class Drop(StrEnum):
    """Why something was dropped."""

    EVENT_FORM = "event of a form that the model of events does not allow"
    EVENT_QUOTE = "event whose trigger is not in its sentence"
    CLAIM_FORM = "claim of a form that the model of events does not allow"
    CLAIM_QUOTE = "claim whose number is not in its sentence"
    CLAIM_COUNT = "claim whose bounds are not what its words say"
    CLAIM_EVENT = "claim about no event that was kept"
    MENTION_QUOTE = "mention that is not in its sentence"
    DATE_QUOTE = "date whose words are not in their sentence"
    DATE_YEAR = "date of a year that the document does not tell"
    GROUP_QUOTE = "victims' words that are not in their sentence"
    NAME = "name that the document does not have"
    LINK = "reference to something that was not kept"


class Drops:
    """Counts what is dropped from the answers about one document."""

    def __init__(self, document: str) -> None:
        self._document = document
        self.counts: Counter[Drop] = Counter()

    def add(self, drop: Drop, detail: object) -> None:
        """Count one, and tell it to whoever looks closely."""
        self.counts[drop] += 1
        _LOG.debug("%s: dropped %s: %s", self._document, drop, detail)
