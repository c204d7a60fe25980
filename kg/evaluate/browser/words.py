"""Differences of gold and prediction in words."""

from kg.annotation import Json

Days = tuple[str | None, str | None]


def days(told: Days) -> str:
    """A day, a period or an open one: "2016-10-13", "2016-09-21 to 2016-10-13", "no day"."""
    earliest, latest = told
    if earliest and latest:
        return earliest if earliest == latest else f"{earliest} to {latest}"
    if earliest:
        return f"from {earliest}"
    return f"by {latest}" if latest else "no day"


def count(claim: Json) -> str:
    """What a claim counts: "17 or more killed", "about 50 injured", "nobody killed"."""
    low, high, outcome = claim.get("min"), claim.get("max"), claim["outcome"]
    if low is None and high is None:
        return f"an untold number {outcome}"
    if low is None:
        return f"up to {high:,} {outcome}"
    if high is None:
        return f"{low:,} or more {outcome}"
    if low == high:
        about = "about " if claim.get("approximate") else ""
        return f"{about}{low:,} {outcome}" if low else f"nobody {outcome}"
    return f"{low:,} to {high:,} {outcome}"


def otherwise(what: str, gold: str, predicted: str) -> str:
    """That a value differs: "date: 2016-10-13 in gold, no day predicted"."""
    return f"{what}: {gold} in gold, {predicted} predicted"


def argument(role: str, verdict: str, name: str) -> str:
    """That an argument is on one side only: "agent missed: Russia"."""
    return f"{role} {verdict}: {name}"
