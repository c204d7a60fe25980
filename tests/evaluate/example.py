"""Two documents read with every kind of error, and one that tells of no event."""

from kg.evaluate import evaluation_of, score
from kg.records import Document

TEXT = (
    "Army planes bombed Asker on Monday, killing 7 people, the Nord Observatory said.\n"
    "Rebels raided Velda & burnt it.\n\n"
    "Ministers backed the truce in Brin.\n"
    "Troops shelled <Orlo>."
)
SECOND = "Police held Ana Lee in Brin. Crowds marched in Velda."
QUIET = "The match in Brin ended two to one."
LINES = {line.split()[0]: line for line in TEXT.split("\n") if line}


def at(quote, text=TEXT):
    begin = text.index(quote)
    return {"begin": begin, "end": begin + len(quote), "quote": quote}


def named(quote, name=None, text=TEXT):
    return {"name": name or quote, **at(quote, text)}


def event(name, kind, line, trigger, text=TEXT, **more):
    return {
        "id": name,
        "type": kind,
        "evidence": [at(line, text)],
        "trigger": at(trigger, text),
        "date": more.pop("date", None),
        "places": more.pop("places", []),
        "agents": more.pop("agents", []),
        "targets": more.pop("targets", []),
        "modality": more.pop("modality", "asserted"),
        "attributed_to": more.pop("sources", []),
        **more,
    }


def claim(name, low, high, **more):
    return {
        "id": name,
        "event": "e1",
        "outcome": "killed",
        "min": low,
        "max": high,
        "group": "people",
        "attributed_to": more.pop("sources", []),
        "evidence": at(LINES["Army"]),
        "count_span": at("7"),
        **more,
    }


STRIKE = {"date": {"earliest": "2031-03-03", "latest": "2031-03-03"}, "agents": [named("Army")]}
MONITOR = named("the Nord Observatory", "Nord Observatory")
GOLD = {
    "wire-1": {
        "events": [
            event("e1", "AirStrike", LINES["Army"], "bombed", places=[named("Asker")], **STRIKE),
            event("e2", "Attack", LINES["Rebels"], "raided", places=[named("Velda")]),
            event("e3", "Destruction", LINES["Rebels"], "burnt"),
            event("e4", "Support", LINES["Ministers"], "backed", agents=[named("Ministers")]),
        ],
        "claims": [claim("c1", 7, 7, sources=[MONITOR])],
    },
    "note-2": {
        "events": [event("e1", "Arrest", SECOND[:28], "held", SECOND)],
        "claims": [],
    },
    "note-3": {"events": [], "claims": []},
}
PREDICTED = {
    "wire-1": {
        "events": [
            event(
                "e1",
                "AirStrike",
                LINES["Army"],
                "bombed",
                places=[named("Asker")],
                targets=[named("people")],
                modality="planned",
                sources=[MONITOR],
                confidence=0.95,
            ),
            event("e2", "ArmedClash", LINES["Rebels"], "raided", confidence=0.55),
            event("e3", "Aid", LINES["Ministers"], "backed", confidence=0.15),
            event("e4", "Shelling", LINES["Troops"], "shelled", confidence=0.35),
        ],
        "claims": [claim("c1", 7, None, sources=[MONITOR], confidence=0.5)],
    },
    "note-2": {"events": [event("e1", "Arrest", SECOND[:28], "held", SECOND)], "claims": []},
    "note-3": {
        "events": [
            event("e1", "Attack", QUIET, "match", QUIET),
            event("e2", "Attack", QUIET, "match", QUIET, modality="planned"),
            event("e3", "Support", QUIET, "match", QUIET),
        ],
        "claims": [],
    },
}
DOCUMENTS = (
    Document("wire-1", TEXT, "Planes & raids", source="Kestrian Wire"),
    Document("note-2", SECOND, "An arrest"),
    Document("note-3", QUIET, "A match"),
)


def scores():
    return score(GOLD, PREDICTED)


def evaluation(**more):
    return evaluation_of(scores(), DOCUMENTS, **more)
