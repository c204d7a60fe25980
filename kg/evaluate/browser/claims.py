"""The rows of a document's casualty claims."""

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
from kg.evaluate.match import Ranges, ScoredClaim, overlap, same_words

_SPANS = {"count": "count_span", "victims": "group_span"}


def claim_rows(comparison: Comparison, text: str, anchor: str) -> list[Row]:
    """A row for each claim of gold or prediction; anchors are numbered after ``anchor``."""
    found = []
    for number, (g, p) in enumerate(places(comparison.claims, _likeness)):
        gold = _Claim(comparison.gold["claims"][g], comparison.claims.gold[g]) if g >= 0 else None
        predicted = None
        if p >= 0:
            predicted = _Claim(comparison.predicted["claims"][p], comparison.claims.predicted[p])
        found.append(_row(gold, predicted, text, f"{anchor}c{number}"))
    return sorted(found, key=lambda row: row.begin)


@dataclass(frozen=True, slots=True)
class _Claim:
    item: Json
    scored: ScoredClaim


def _likeness(gold: ScoredClaim, predicted: ScoredClaim) -> float:
    if not overlap(gold.evidence, predicted.evidence):
        return 0.0
    same = [g == p and g is not None for g, p in zip(gold.counted, predicted.counted, strict=True)]
    return float(sum(same)) + 0.5 * (gold.group == predicted.group) if any(same) else 0.0


def _row(gold: _Claim | None, predicted: _Claim | None, text: str, anchor: str) -> Row:
    g = gold.scored if gold else None
    p = predicted.scored if predicted else None
    right = in_common(g.sources if g else None, p.sources if p else None)
    told = (
        _sources(gold, right[0], Verdict.MISSED),
        _sources(predicted, right[1], Verdict.SPURIOUS),
    )
    kind, errors = _kind(g, p)
    differences = []
    if gold and predicted:
        counts = words.count(gold.item), words.count(predicted.item)
        if "claim-value" in errors:
            differences.append(words.otherwise("count", *counts))
        differences += [
            words.argument(t.role, t.verdict, t.name)
            for side in told
            for t in side
            if t.verdict is not Verdict.RIGHT
        ]
    titles = [words.count(claim.item) for claim in (gold, predicted) if claim]
    return Row(
        anchor=anchor,
        what="claim",
        kind=kind,
        title=" read as ".join(dict.fromkeys(titles)),
        types=(g.type if g else None, p.type if p else None),
        errors=errors,
        differences=tuple(differences),
        gold=_side(gold, told[0], _verdicts(g, p, kind, Verdict.MISSED), text, anchor),
        predicted=_side(predicted, told[1], _verdicts(p, g, kind, Verdict.SPURIOUS), text, anchor),
    )


def _kind(gold: ScoredClaim | None, predicted: ScoredClaim | None) -> tuple[str, tuple[str, ...]]:
    if gold is None:
        return "spurious", ("claim-spurious",)
    if predicted is None:
        return "missed", ("claim-missed",)
    if gold.counted != predicted.counted:
        return "wrong", ("claim-value", "claim-missed", "claim-spurious")
    if not gold.same_sources(predicted):
        return "differs", ("claim-source",)
    return "right", ()


def _verdicts(
    claim: ScoredClaim | None, other: ScoredClaim | None, kind: str, alone: Verdict
) -> dict[str, Verdict]:
    """What the count is, and what the victims are: right where one name has all of the other."""
    count = verdict_of(kind, alone)
    if claim is None or other is None:
        return {"count": count, "victims": alone}
    victims = Verdict.RIGHT if same_words(claim.group, other.group) else Verdict.WRONG
    return {"count": count, "victims": victims}


def _sources(claim: _Claim | None, right: list[int], bad: Verdict) -> list[Told]:
    if claim is None:
        return []
    return judged("source", claim.item.get("attributed_to") or [], claim.scored.sources, right, bad)


def _side(
    claim: _Claim | None,
    told: list[Told],
    verdicts: dict[str, Verdict],
    text: str,
    anchor: str,
) -> Side | None:
    if claim is None:
        return None
    item, scored = claim.item, claim.scored
    marks = [
        Mark(begin, end, role, verdict, f"{role} of the claim: {verdict}", anchor)
        for role, verdict in verdicts.items()
        for begin, end in _range(item.get(_SPANS[role]))
    ]
    marks += marks_of(told, "the claim", anchor)
    fields = [Field("count", words.count(item), verdicts["count"])]
    if item.get("group"):
        fields.append(Field("victims", str(item["group"]), verdicts["victims"]))
    fields += [Field(t.role, t.name, t.verdict) for t in told]
    return Side(
        head=f"claim of {scored.type}" if scored.type else "claim",
        fields=tuple(fields),
        excerpts=excerpts(text, scored.evidence, marks),
        marks=tuple(marks),
        evidence=scored.evidence,
        confidence=scored.confidence,
    )


def _range(span: Json | None) -> Ranges:
    return ((span["begin"], span["end"]),) if span and span.get("begin") is not None else ()
