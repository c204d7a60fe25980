"""Passages written for training: a plain text form, and its conversion to gold documents.

A ``.txt`` file holds passages one after another. Each starts with header lines, then gives the
text a sentence a line (an empty line is a paragraph break), then after ``---`` its annotation::

    # id: auth-b001
    # title: Village shelled in north
    # published: 2025-03-04
    # source: authored
    Two shells hit a clinic in Rabek on Monday, killing 3 nurses, a monitor said.

    The army denied it.
    ---
    E e1 Shelling @1 trig="shells hit" date=2025-03-03..2025-03-03 places="Rabek" \
targets="clinic|nurses" src="monitor"
    C c1 e1 killed 3..3 group="nurses" @1 src="monitor"

``@1,2`` are the evidence sentences (counted from 1). A quote is looked for in the evidence
sentences in the order given; ``quote#2`` takes its second occurrence there, ``quote@3`` looks in
sentence 3 and ``quote=Full name`` gives the fullest name that the document has. ``|`` parts items.
Bounds of a claim that are open are left out (``17..``, ``..30``). ``python -m training.passages
FILES --out DIR`` writes ``docs/`` and ``annotations/``.
"""

import argparse
import json
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.records import EventType, Modality, Outcome

TYPES = frozenset(map(str, EventType))
MODALITIES = frozenset(map(str, Modality))
OUTCOMES = frozenset(map(str, Outcome))
ROLES = {"places": "places", "agents": "agents", "targets": "targets", "src": "attributed_to"}


class PassageError(ValueError):
    """A passage that does not follow the form; the message names the passage and the line."""


class Passage:
    """One passage: its document and its annotation as JSON-ready dictionaries."""

    def __init__(self, header: dict[str, str], lines: list[str], notes: list[str]) -> None:
        """Reads the parts; raises :class:`PassageError` for what does not fit the text."""
        self.id = header["id"]
        self.spans: list[tuple[int, int]] = []
        text = ""
        for line in lines:
            line = line.strip()
            if not line:
                text = text.rstrip() + "\n\n"
                continue
            if text and not text.endswith("\n"):
                text += header.get("joint", " ").replace("\\n", "\n")
            self.spans.append((len(text), len(text) + len(line)))
            text += line
        self.text = text.rstrip()
        published = header.get("published", "")
        self.document = {
            "id": self.id,
            "title": header.get("title", ""),
            "published": published if published not in ("", "null", "none") else None,
            "source": header.get("source", "authored"),
            "url": None,
            "licence": header.get("licence", "CC0 1.0"),
            "text": self.text,
        }
        self.events: list[dict[str, Any]] = []
        self.claims: list[dict[str, Any]] = []
        for note in notes:
            if note.strip():
                self._note(note)
        ids = {event["id"] for event in self.events}
        for item in self.claims:
            if item["event"] not in ids:
                raise PassageError(f"{self.id}: claim {item['id']} of no event")
        for event in self.events:
            if event["part_of"] and event["part_of"] not in ids:
                raise PassageError(f"{self.id}: {event['id']} is part of no event")

    @property
    def annotation(self) -> dict[str, Any]:
        """The annotation in the evaluation's format."""
        return {"doc": self.id, "events": self.events, "claims": self.claims}

    def _note(self, note: str) -> None:
        try:
            words = shlex.split(note.replace("'", "\x00"))
        except ValueError as error:
            raise PassageError(f"{self.id}: {error} in {note!r}") from error
        words = [word.replace("\x00", "'") for word in words]
        values: dict[str, str] = {}
        evidence: list[int] = []
        rest: list[str] = []
        for word in words:
            if re.fullmatch(r"@\d+(,\d+)*", word):
                evidence = [int(number) - 1 for number in word[1:].split(",")]
            elif re.match(r"[a-z_]+=", word):
                key, _, value = word.partition("=")
                values[key] = value
            else:
                rest.append(word)
        if not evidence or any(number >= len(self.spans) for number in evidence):
            raise PassageError(f"{self.id}: evidence sentences missing or too high in {note!r}")
        if rest[0] == "E":
            self._event(rest, values, evidence, note)
        elif rest[0] == "C":
            self._claim(rest, values, evidence, note)
        else:
            raise PassageError(f"{self.id}: neither E nor C: {note!r}")

    def _event(
        self, rest: list[str], values: dict[str, str], evidence: list[int], note: str
    ) -> None:
        unknown = set(values) - {*ROLES, "trig", "date", "instr", "mod", "part_of", "flags"}
        if len(rest) != 3 or rest[2] not in TYPES or unknown or "trig" not in values:
            raise PassageError(f"{self.id}: bad event line {note!r} {unknown or ''}")
        modality = values.get("mod", "asserted")
        if modality not in MODALITIES:
            raise PassageError(f"{self.id}: modality {modality!r}")
        flags: dict[str, Any] = {}
        for flag in filter(None, values.get("flags", "").split(",")):
            key, _, number = flag.partition(":")
            flags[key] = int(number) if number else True
        dated = values.get("date", "")
        first, _, last = dated.partition("..")
        event: dict[str, Any] = {
            "id": rest[1],
            "type": rest[2],
            "evidence": [self._sentence(number) for number in evidence],
            "trigger": self._quote(values["trig"], evidence),
            "date": {"earliest": first or None, "latest": last or first} if dated else None,
        }
        for key, role in ROLES.items():
            event[role] = self._items(values.get(key, ""), evidence)
        instrument = values.get("instr")
        event["instrument"] = self._quote(instrument, evidence) if instrument else None
        event |= {"modality": modality, "part_of": values.get("part_of"), "flags": flags}
        self.events.append(event)

    def _claim(
        self, rest: list[str], values: dict[str, str], evidence: list[int], note: str
    ) -> None:
        unknown = set(values) - {"group", "src", "including"}
        approximate = rest[-1] == "approx"
        if approximate:
            rest = rest[:-1]
        if len(rest) != 5 or rest[3] not in OUTCOMES or unknown or ".." not in rest[4]:
            raise PassageError(f"{self.id}: bad claim line {note!r} {unknown or ''}")
        low, _, high = rest[4].partition("..")
        self.claims.append(
            {
                "id": rest[1],
                "event": rest[2],
                "outcome": rest[3],
                "min": int(low) if low else None,
                "max": int(high) if high else None,
                "approximate": approximate,
                "group": values.get("group", "people"),
                "including": values.get("including"),
                "attributed_to": self._items(values.get("src", ""), evidence),
                "evidence": self._sentence(evidence[0]),
            }
        )

    def _sentence(self, number: int) -> dict[str, Any]:
        begin, end = self.spans[number]
        return {"begin": begin, "end": end, "quote": self.text[begin:end]}

    def _items(self, value: str, evidence: list[int]) -> list[dict[str, Any]]:
        return [self._named(item, evidence) for item in value.split("|") if item.strip()]

    def _named(self, item: str, evidence: list[int]) -> dict[str, Any]:
        quote, _, name = item.partition("=")
        found = self._quote(quote, evidence)
        return {"name": name or found["quote"], **found}

    def _quote(self, wanted: str, evidence: list[int]) -> dict[str, Any]:
        match = re.fullmatch(r"(.+?)(?:#(\d+))?(?:@(\d+))?", wanted)
        if match is None:
            raise PassageError(f"{self.id}: empty quote")
        quote, nth = match[1], int(match[2] or 1)
        numbers = [int(match[3]) - 1] if match[3] else evidence
        for number in numbers:
            begin, end = self.spans[number]
            for hit in re.finditer(rf"(?<!\w){re.escape(quote)}(?!\w)", self.text[begin:end]):
                nth -= 1
                if not nth:
                    at = begin + hit.start()
                    return {"begin": at, "end": at + len(quote), "quote": quote}
        raise PassageError(f"{self.id}: {wanted!r} is not in sentences {[n + 1 for n in numbers]}")


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of one file in order; raises :class:`PassageError` at the first bad one."""
    header: dict[str, str] = {}
    lines: list[str] = []
    notes: list[str] | None = None
    for line in [*path.read_text(encoding="utf-8").splitlines(), "# id: end"]:
        head = re.match(r"# (\w+): ?(.*)", line)
        if head and (head[1] == "id") and header:
            yield Passage(header, lines, notes or [])
            header, lines, notes = {}, [], None
        if head and notes is None and not lines:
            header[head[1]] = head[2].strip()
        elif line.strip() == "---":
            if notes is not None:
                raise PassageError(f"{header.get('id')}: a second --- in one passage")
            notes = []
        elif notes is not None:
            notes.append(line)
        elif line.strip() or lines:
            lines.append(line)


def main() -> None:
    """Converts the files named; prints each bad passage on stderr and ends with 1 for any."""
    parser = argparse.ArgumentParser(description="passages -> docs/ and annotations/")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for folder in ("docs", "annotations"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    seen: set[str] = set()
    events = claims = 0
    for path in options.files:
        try:
            for passage in read_passages(path):
                if passage.id in seen:
                    raise PassageError(f"{passage.id}: twice")
                seen.add(passage.id)
                events += len(passage.events)
                claims += len(passage.claims)
                for folder, data in (
                    ("docs", passage.document),
                    ("annotations", passage.annotation),
                ):
                    target = options.out / folder / f"{passage.id}.json"
                    target.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n")
        except (PassageError, KeyError) as error:
            sys.exit(f"{path}: {error}")
    sys.stderr.write(f"{len(seen)} documents, {events} events, {claims} claims\n")


if __name__ == "__main__":
    main()
