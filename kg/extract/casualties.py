"""Casualty claims: how many were killed, injured, displaced, and according to whom."""

from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.attribution import Attributions
from kg.extract.casualty_outcomes import Victims
from kg.extract.casualty_victims import find_victims
from kg.nlp.analysis import Analysis, Sentence
from kg.nlp.mentions import mention_of
from kg.records import Mention, Outcome, Span

_REACH = 3  # sentences


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A count of people at its words; its evidence is the sentence."""

    sentence: Sentence
    cue: Token  # the word that tells the outcome
    outcome: Outcome
    min: int | None
    max: int | None
    approximate: bool
    group: str
    group_span: Span | None
    count_span: Span
    attributed_to: tuple[Mention, ...]
    including: int | None  # index among the claims found of the one that this is a share of


def find_claims(analysis: Analysis, attributions: Attributions) -> tuple[FoundClaim, ...]:
    """Every casualty claim of a document, in order."""
    found: list[FoundClaim] = []
    for sentence in analysis.sentences:
        first = len(found)
        for victims in find_victims(sentence):
            claim = _claim(analysis, attributions, sentence, victims)
            if victims.group is None and len(found) > first:
                claim = _with_group(claim, found[first:])
            if victims.share:
                claim = replace(claim, including=_whole(found, claim, first, victims))
                if claim.including is not None:
                    whole = found[claim.including]
                    claim = replace(claim, outcome=whole.outcome)
            if not _repeats(found, claim):
                found.append(claim)
    return tuple(found)


def _claim(
    analysis: Analysis, attributions: Attributions, sentence: Sentence, victims: Victims
) -> FoundClaim:
    count, group, cue = victims.count, victims.group, victims.fate.cue
    mention = mention_of(analysis, sentence, group) if group is not None else None
    number = victims.counted[len(victims.counted) - 1]
    sources = attributions.sources_of(sentence, number) or attributions.sources_of(sentence, cue)
    return FoundClaim(
        sentence=sentence,
        cue=cue,
        outcome=victims.fate.outcome,
        min=count.min,
        max=count.max,
        approximate=count.approximate,
        group=_without_count(mention.name, victims) if mention else "people",
        group_span=mention.span if mention else None,
        count_span=sentence.span_of(victims.counted),
        attributed_to=sources,
        including=None,
    )


def _with_group(claim: FoundClaim, before: list[FoundClaim]) -> FoundClaim:
    """The claim with the group told before: "four nuns died and 19 were injured"."""
    named = [c for c in before if c.group_span and c.including is None]
    if not named or claim.max == 0:
        return claim
    return replace(claim, group=named[-1].group, group_span=named[-1].group_span)


def _without_count(name: str, victims: Victims) -> str:
    """The name of a group without the number in it."""
    if victims.count.max == 1 and victims.count.min == 1:
        return name
    words = victims.counted.text.split()
    for start in range(len(words)):
        number = " ".join(words[start:])
        if number in name:
            return name.split(number, 1)[1].strip(" -") or name
    return name


def _whole(found: list[FoundClaim], claim: FoundClaim, first: int, victims: Victims) -> int | None:
    """The index of the claim that this one is a share of: the nearest one before of its outcome.

    It stands in the same sentence, or a few before where the share names it ("of the dead").
    """
    for index in range(len(found) - 1, -1, -1):
        other = found[index]
        far = claim.sentence.index - other.sentence.index > _REACH
        if index < first and (far or not _partitive(victims)):
            return None
        if other.including is None and other.outcome is claim.outcome and _fits(claim, other):
            return index
    return None


def _partitive(victims: Victims) -> bool:
    """True for "three of the dead", whose whole may stand sentences before."""
    return victims.fate.cue.head.lower_ in {"of", "among", "amongst"}


def _fits(share: FoundClaim, whole: FoundClaim) -> bool:
    least = share.min or share.max or 0
    most = whole.max if whole.max is not None else None
    return most is None or least <= most


def _repeats(found: list[FoundClaim], claim: FoundClaim) -> bool:
    """True where the same count stands at the same words, or the same person died before."""
    for other in found:
        if other.outcome is not claim.outcome or (other.min, other.max) != (claim.min, claim.max):
            continue
        if other.sentence.index == claim.sentence.index:
            if other.count_span == claim.count_span:
                return True
            if other.group_span == claim.group_span is not None and claim.max == 1:
                return True
        elif claim.max == 1 and _same_name(other.group, claim.group):
            return True
    return False


def _same_name(first: str, second: str) -> bool:
    """True for "Edgard Chacon" and "Chacon": capitalised names that end alike."""
    a, b = first.split(), second.split()
    return a[-1] == b[-1] and a[-1][:1].isupper()
