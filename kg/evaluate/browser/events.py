"""The rows of a document's events."""

from dataclasses import dataclass

from kg.annotation import Json
from kg.evaluate.browser import words
from kg.evaluate.browser.marks import Mark, Verdict
from kg.evaluate.browser.rows import (
    Field,
    Row,
    Side,
    Told,
    excerpts,
    in_common,
    judged,
    marks_of,
    places,
    verdict_of,
)
from kg.evaluate.compare import Comparison
from kg.evaluate.match import ROLES, ScoredEvent, overlap


def event_rows(comparison: Comparison, text: str, anchor: str) -> list[Row]:
    """A row for each event of gold or prediction; anchors are numbered after ``anchor``."""
    found = []
    for number, (g, p) in enumerate(places(comparison.events, _one_trigger)):
        gold = _Event(comparison.gold["events"][g], comparison.events.gold[g]) if g >= 0 else None
        predicted = None
        if p >= 0:
            predicted = _Event(comparison.predicted["events"][p], comparison.events.predicted[p])
        found.append(_row(gold, predicted, text, f"{anchor}e{number}"))
    return sorted(found, key=lambda row: row.begin)


@dataclass(frozen=True, slots=True)
class _Event:
    item: Json
    scored: ScoredEvent


def _one_trigger(gold: ScoredEvent, predicted: ScoredEvent) -> float:
    return 1.0 if overlap(gold.trigger, predicted.trigger) else 0.0


def _row(gold: _Event | None, predicted: _Event | None, text: str, anchor: str) -> Row:
    g = gold.scored if gold else None
    p = predicted.scored if predicted else None
    told: tuple[list[Told], list[Told]] = ([], [])
    for role in ROLES:
        right = in_common(g.roles[role] if g else None, p.roles[role] if p else None)
        told[0].extend(_arguments(gold, role, right[0], Verdict.MISSED))
        told[1].extend(_arguments(predicted, role, right[1], Verdict.SPURIOUS))
    kind, title = _kind(g, p)
    values = _values(g, p) if g and p else []
    differences = [words.otherwise(what, *sides) for what, *sides in values]
    bad_arguments = [t for side in told for t in side if t.verdict is not Verdict.RIGHT]
    if g and p:
        differences += [words.argument(t.role, t.verdict, t.name) for t in bad_arguments]
    errors = _errors(kind, values, bad_arguments)
    if kind == "right" and errors:
        kind, title = "differs", f"{title}, told otherwise"
    kind = "wrong" if kind == "family" else kind
    wrong = frozenset(what for what, *_ in values)
    return Row(
        anchor=anchor,
        what="event",
        kind=kind,
        title=title,
        types=(g.type if g else None, p.type if p else None),
        errors=errors,
        differences=tuple(differences),
        gold=_side(gold, told[0], verdict_of(kind, Verdict.MISSED), wrong, text, anchor),
        predicted=_side(
            predicted, told[1], verdict_of(kind, Verdict.SPURIOUS), wrong, text, anchor
        ),
    )


def _kind(gold: ScoredEvent | None, predicted: ScoredEvent | None) -> tuple[str, str]:
    if gold is None or predicted is None:
        found = gold or predicted
        return ("missed" if gold else "spurious"), found.type if found else ""
    if gold.type is predicted.type:
        return "right", gold.type
    if gold.type.family is predicted.type.family:
        return "wrong", f"{gold.type} read as {predicted.type}"
    title = f"{gold.type} read as {predicted.type}, of another family: missed and spurious"
    return "family", title


def _values(gold: ScoredEvent, predicted: ScoredEvent) -> list[tuple[str, str, str]]:
    """What of date and modality differs, in words."""
    found = []
    if gold.days != predicted.days:
        found.append(("date", words.days(gold.days), words.days(predicted.days)))
    if gold.modality != predicted.modality:
        found.append(("modality", gold.modality, predicted.modality))
    return found


def _errors(
    kind: str, values: list[tuple[str, str, str]], arguments: list[Told]
) -> tuple[str, ...]:
    if kind == "family":
        return "family", "missed", "spurious"
    if kind in ("missed", "spurious"):
        return (kind,)
    fields = [what for what, *_ in values] + [told.role for told in arguments]
    return tuple(dict.fromkeys((["type"] if kind == "wrong" else []) + fields))


def _arguments(event: _Event | None, role: str, right: list[int], bad: Verdict) -> list[Told]:
    if event is None:
        return []
    items = event.item.get(ROLES[role]) or []
    return judged(role, items, event.scored.roles[role], right, bad)


def _side(
    event: _Event | None,
    told: list[Told],
    verdict: Verdict,
    wrong: frozenset[str],
    text: str,
    anchor: str,
) -> Side | None:
    if event is None:
        return None
    scored = event.scored
    title = f"trigger of {scored.type}: {verdict}"
    marks = [Mark(b, e, "trigger", verdict, title, anchor) for b, e in scored.trigger]
    marks += marks_of(told, scored.type, anchor)

    def of_pair(what: str) -> Verdict:
        alone = verdict in (Verdict.MISSED, Verdict.SPURIOUS)
        return verdict if alone else Verdict.WRONG if what in wrong else Verdict.RIGHT

    fields = [Field(t.role, t.name, t.verdict) for t in told]
    fields.append(Field("date", words.days(scored.days), of_pair("date")))
    fields.append(Field("modality", scored.modality, of_pair("modality")))
    return Side(
        head=scored.type,
        fields=tuple(fields),
        excerpts=excerpts(text, scored.evidence, marks),
        marks=tuple(marks),
        evidence=scored.evidence,
        confidence=scored.confidence,
    )
