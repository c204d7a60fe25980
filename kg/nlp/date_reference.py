"""What a date expression is resolved against."""

from dataclasses import dataclass
from datetime import date

from kg.nlp.calendar_periods import Period


@dataclass(frozen=True, slots=True)
class Reference:
    """What is known where an expression stands."""

    published: date | None
    anchor: date | None = None  # the day that the text told last
    future: bool = False  # the clause is about what is to come
    told: Period | None = None  # the period that the text told last
    spoken: date | None = None  # the day that the same sentence told last

    @property
    def near(self) -> date | None:
        """The day that a date told in part is near to: the publication, else the last one told."""
        return self.published or (self.told.latest if self.told else None) or self.anchor
