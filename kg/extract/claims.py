"""Casualty claims joined to the events that they are about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from spacy.tokens import Token

from kg.extract.casualties import FoundClaim
from kg.extract.drafts import Draft
from kg.extract.names import Names
from kg.extract.syntax import governors
from kg.records import CasualtyClaim, EventReport, EventType, Family, Kind, Mention, Outcome

_T = EventType
_REMAINS = frozenset({"body", "bodies", "corpse", "corpses", "life", "lives", "death", "deaths"})
_REACH = 3  # sentences back
_FITTING = {
    Outcome.ABDUCTED: frozenset({_T.ABDUCTION}),
    Outcome.DETAINED: frozenset({_T.ARREST, _T.WITHDRAWAL}),
    Outcome.DISPLACED: frozenset({_T.DISPLACEMENT}),
    Outcome.BESIEGED: frozenset({_T.SIEGE}),
}


def homes_of(found: Sequence[FoundClaim], events: Sequence[Draft]) -> list[int | None]:
    """For each claim the index of the event that it belongs to, or None."""
    told_in: dict[int, set[int]] = {}
    for i, event in enumerate(events):
        for told in event.told:
            told_in.setdefault(told.sentence.index, set()).add(i)
    homes: list[int | None] = []
    for claim in found:
        here = claim.sentence.index
        near = set().union(*(told_in.get(k, set()) for k in range(here - _REACH, here + 1)))
        homes.append(_home_of(claim, {i: events[i] for i in sorted(near)}))
    return homes


def _home_of(claim: FoundClaim, near: Mapping[int, Draft]) -> int | None:
    best: tuple[int, int] | None = None
    for i, event in near.items():
        if not _fits(claim, event):
            continue
        score = _distance(claim, event)
        if score is not None and (best is None or score <= best[0]):
            best = (score, i)
    return best[1] if best else None


def _fits(claim: FoundClaim, event: Draft) -> bool:
    wanted = _FITTING.get(claim.outcome)
    if wanted is not None:
        return event.type in wanted
    return event.type.family is Family.VIOLENCE or event.type is _T.PROTEST


def _distance(claim: FoundClaim, event: Draft) -> int | None:
    """Smaller is nearer: the cue's own event, then its sentence, then sentences before."""
    best: int | None = None
    for told in event.told:
        gap = claim.sentence.index - told.sentence.index
        if gap == 0:
            steps = _steps(claim.cue, told.token)
        elif 0 < gap <= _REACH:
            steps = 100 * gap + (0 if told is event.head else 10)
        else:
            continue
        best = steps if best is None else min(best, steps)
    return best


def _steps(cue: Token, trigger: Token) -> int:
    if cue == trigger:
        return 0
    up_cue, up_trigger = [cue, *governors(cue)], [trigger, *governors(trigger)]
    for steps, token in enumerate(up_cue):
        if token in up_trigger:
            return steps + up_trigger.index(token)
    return 50


def with_victims(found: Sequence[FoundClaim], events: Sequence[Draft]) -> list[Draft]:
    """The events, those whom a claim counts among their targets."""
    joined = list(events)
    for claim, home in zip(found, homes_of(found, events), strict=True):
        if home is None or claim.group_span is None:
            continue
        event = joined[home]
        if any(m.span.overlaps(claim.group_span) for m in (*event.targets, *event.agents)):
            continue
        if claim.group.lower().split()[-1] in _REMAINS:
            continue
        if claim.group.lower() in {m.name.lower() for m in event.targets}:
            continue
        victims = Mention(claim.group, claim.group_span, Kind.GROUP)
        if event.type is not EventType.PROTEST:
            joined[home] = replace(event, targets=(*event.targets, victims))
    return joined


def build_claims(
    found: Sequence[FoundClaim], events: Sequence[Draft], ids: Sequence[str], names: Names
) -> tuple[CasualtyClaim, ...]:
    """The claims that belong to an event, as records."""
    homes = {i: home for i, home in enumerate(homes_of(found, events)) if home is not None}
    built: list[CasualtyClaim] = []
    for i, home in homes.items():
        claim = found[i]
        share = claim.including if claim.including in homes else None
        built.append(
            CasualtyClaim(
                id=f"c{i + 1}",
                event=ids[home],
                outcome=claim.outcome,
                min=claim.min,
                max=claim.max,
                group=claim.group,
                evidence=claim.sentence.span,
                approximate=claim.approximate,
                count_span=claim.count_span,
                group_span=claim.group_span,
                attributed_to=tuple(map(names.source, claim.attributed_to)),
                including=f"c{share + 1}" if share is not None and share != i else None,
            )
        )
    return tuple(built)


def with_tolls(
    reports: Sequence[EventReport], claims: Sequence[CasualtyClaim]
) -> tuple[EventReport, ...]:
    """The reports, each with the sentences that tell its toll and with their sources.

    A sentence that says how many an attack killed reports the attack.
    """
    return tuple(_with_toll(r, [c for c in claims if c.event == r.id]) for r in reports)


def _with_toll(report: EventReport, claims: Sequence[CasualtyClaim]) -> EventReport:
    evidence = {*report.evidence, *(claim.evidence for claim in claims)}
    sources = {source.name: source for claim in claims for source in claim.attributed_to}
    sources |= {source.name: source for source in report.attributed_to}
    return replace(
        report,
        evidence=tuple(sorted(evidence)),
        attributed_to=tuple(sorted(sources.values(), key=lambda source: source.span)),
    )
