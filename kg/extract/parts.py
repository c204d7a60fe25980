"""Events that are part of others: strikes of a series, and deeds of a campaign."""

from collections.abc import Sequence

from kg.extract.drafts import Draft
from kg.records import EventType, Family, Modality

_T = EventType
_NEAR = 2  # sentences
_DEEDS = frozenset({Family.VIOLENCE, Family.CONTROL})
_CAMPAIGN_PARTS = frozenset(
    {_T.AIR_STRIKE, _T.SHELLING, _T.TERRITORIAL_GAIN, _T.ARMED_CLASH, _T.ATTACK, _T.BOMBING}
)


def whole_of(index: int, events: Sequence[Draft]) -> int | None:
    """Index of the smallest event that this one is plainly a part of, or None."""
    event = events[index]
    if event.type.family not in _DEEDS or event.modality is not Modality.ASSERTED:
        return None
    series = [i for i in range(index) if _is_series_of(events[i], event)]
    if series:
        return series[-1]
    campaigns = [i for i, other in enumerate(events) if i != index and _is_campaign(other, event)]
    return campaigns[0] if len(campaigns) == 1 else None


def _is_series_of(other: Draft, event: Draft) -> bool:
    """True for "23 strikes in Syria and Iraq", of which five hit one town."""
    larger = (other.flags.count or 1) > (event.flags.count or 1)
    if other.type is not event.type or not larger or not _shares(other, event):
        return False
    where = {p.name for p in other.places}
    return bool(where) and any(p.name in where for p in event.places)


def _is_campaign(other: Draft, event: Draft) -> bool:
    """True for an offensive of the same side that the deed lies in by day and place."""
    if other.type is not _T.OFFENSIVE or other.modality is not Modality.ASSERTED:
        return False
    if event.type not in _CAMPAIGN_PARTS or not _shares(other, event):
        return False
    where, own = {p.name for p in other.places}, {p.name for p in event.places}
    near = abs(event.head.sentence.index - other.head.sentence.index) <= _NEAR
    return _follows(event, other) and bool(near or not where or where & own)


def _shares(one: Draft, two: Draft) -> bool:
    return bool({a.name.lower() for a in one.agents} & {a.name.lower() for a in two.agents})


def _follows(event: Draft, campaign: Draft) -> bool:
    """True unless the deed is told to be older than the campaign."""
    begun, done = campaign.date, event.date
    if begun is None or done is None or begun.earliest is None or done.latest is None:
        return True
    return done.latest >= begun.earliest
