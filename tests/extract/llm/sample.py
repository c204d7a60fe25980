"""A short report, and a model's answer about it that can be varied."""

from datetime import date
from functools import cache

from kg.nlp.analysis import Analysis, analyse
from kg.records import Document

TEXT = (
    "Jets of the Northern Army bombed the market of\u00a0 Tarsel on Monday, killing at least 12 "
    "people, including 3 children, the Tarsel Observatory said.\n"
    "\n"
    "Moscow’s envoy blamed the rebels for the raid. The Observatory fears for the hospital.\n"
)
PUBLISHED = date(2021, 5, 4)


def document(**changes: object) -> Document:
    known: dict[str, object] = {
        "id": "tarsel",
        "text": TEXT,
        "title": "Raid on Tarsel",
        "published": PUBLISHED,
        "source": "The Example",
    }
    return Document(**{**known, **changes})


@cache
def analysis() -> Analysis:
    return analyse(document())


def quoted(quote: str, sentence: int = 1, **more: object) -> dict:
    return {"sentence": sentence, "quote": quote, **more}


def named(quote: str, kind: str = "", name: str = "", sentence: int = 1) -> dict:
    kinds = {"kind": kind} if kind else {}
    return quoted(quote, sentence, name=name or quote, **kinds)


def event(**changes: object) -> dict:
    """The air strike of the first sentence."""
    known: dict[str, object] = {
        "id": "e1",
        "type": "AirStrike",
        "evidence": [1],
        "trigger": quoted("bombed"),
        "date": quoted("Monday", earliest="2021-05-03", latest="2021-05-03"),
        "places": [named("Tarsel")],
        "agents": [named("Northern Army", "StateForces")],
        "targets": [named("market", "Object"), named("people", "Group")],
        "instrument": named("Jets"),
        "modality": "asserted",
        "attributed_to": [named("Tarsel Observatory", "Organization")],
        "part_of": None,
        "flags": {
            "suicide": False,
            "ceasefire": False,
            "riot": False,
            "background": False,
            "count": None,
        },
    }
    return {**known, **changes}


def accusation(**changes: object) -> dict:
    """The blame of the second sentence."""
    known: dict[str, object] = {
        "id": "e2",
        "type": "Accusation",
        "evidence": [2],
        "trigger": quoted("blamed", 2),
        "date": None,
        "places": [],
        "agents": [named("Moscow", "Government", "Russia", 2)],
        "targets": [named("rebels", "ArmedGroup", sentence=2)],
        "instrument": None,
        "attributed_to": [],
    }
    return event(**{**known, **changes})


def claim(**changes: object) -> dict:
    """The toll of the first sentence."""
    known: dict[str, object] = {
        "id": "c1",
        "event": "e1",
        "outcome": "killed",
        "min": 12,
        "max": None,
        "approximate": False,
        "sentence": 1,
        "count": "at least 12",
        "group": "people",
        "attributed_to": [named("Tarsel Observatory", "Organization")],
        "including": None,
    }
    return {**known, **changes}


def share(**changes: object) -> dict:
    """The children among them."""
    known = {"id": "c2", "min": 3, "max": 3, "count": "3", "group": "children", "including": "c1"}
    return claim(**{**known, **changes})


def answer(*events: dict, claims: tuple[dict, ...] = ()) -> dict:
    return {"events": list(events), "claims": list(claims)}


GOOD = answer(event(), accusation(), claims=(claim(), share()))
