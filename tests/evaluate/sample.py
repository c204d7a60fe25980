"""Small annotations to score."""

import json


def event(name, kind="AirStrike", at=(0, 50), **more):
    return {
        "id": name,
        "type": kind,
        "evidence": [{"begin": at[0], "end": at[1]}],
        "trigger": more.pop("trigger", None),
        "date": more.pop("date", None),
        "places": more.pop("places", []),
        "agents": more.pop("agents", []),
        "targets": more.pop("targets", []),
        "modality": more.pop("modality", "asserted"),
        "attributed_to": more.pop("sources", []),
        **more,
    }


def claim(name, at=(0, 50), low=7, high=7, **more):
    return {
        "id": name,
        "event": "e1",
        "outcome": more.pop("outcome", "killed"),
        "min": low,
        "max": high,
        "group": more.pop("group", "people"),
        "attributed_to": more.pop("sources", []),
        "evidence": {"begin": at[0], "end": at[1]},
    }


def named(name, begin=None, end=None):
    return {"name": name, "begin": begin, "end": end}


def write(folder, **annotations):
    folder.mkdir(parents=True, exist_ok=True)
    for name, (events, claims) in annotations.items():
        data = {"doc": name, "events": events, "claims": claims}
        (folder / f"{name}.json").write_text(json.dumps(data))
    return folder
