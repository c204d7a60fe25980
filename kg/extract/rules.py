"""The extractor that needs no network: lexicons and rules over spaCy's parse."""

from collections.abc import Iterator
from dataclasses import replace

from kg.extract.assembly import assembled, with_surroundings
from kg.extract.confidence import Curves, curves
from kg.extract.drafts import Draft, Reader
from kg.extract.matching import Scene, triggers
from kg.extract.merging import join_document, join_sentence
from kg.extract.modality import is_negated
from kg.extract.reading import read
from kg.extract.responsibility import claimants, denials, with_accused, with_claimants
from kg.extract.scene import scene_of
from kg.extract.settings import with_means
from kg.extract.syntax import is_passive
from kg.nlp.analysis import Analysis, Sentence
from kg.records import EventType, Extraction, Modality


class RuleExtractor:
    """Reads all 28 event types and casualty claims by rule; used where it is asked for."""

    name = "rules"
    version = "0.2.0"
    on_request = True

    def __init__(self, *, calibrated: bool = True) -> None:
        """Uncalibrated, statements have no confidence."""
        self._curves = curves() if calibrated else None

    def extract(self, analysis: Analysis) -> Extraction:
        """All that the rules find in the document."""
        reader, claims = read(analysis)
        scene = scene_of(analysis, (claim.sentence.index for claim in claims))
        events = [event for event in _events(reader, scene) if _stands_alone(event, scene)]
        events = [replace(e, type=EventType.ARMED_CLASH) if e.summary else e for e in events]
        events = with_means(analysis, events)
        found = assembled(reader, claims, with_accused(with_surroundings(reader, events)))
        return _with_confidence(found, self._curves) if self._curves else found


def _with_confidence(found: Extraction, by: Curves) -> Extraction:
    """The extraction, each event as sure as rules for its type have proved to be."""
    return replace(
        found,
        events=tuple(replace(e, confidence=by.rules.get(e.type)) for e in found.events),
        claims=tuple(replace(claim, confidence=by.rules_claims) for claim in found.claims),
    )


def _events(reader: Reader, scene: Scene) -> list[Draft]:
    events: list[Draft] = []
    for sentence in reader.analysis.sentences:
        own = join_sentence(list(_drafts(reader, sentence, scene)))
        denied = list(denials(reader, sentence, own, events))
        events = join_document(events, own)
        who = claimants(reader, sentence)
        if who:
            events = with_claimants(events, sentence, who)
        events += denied
    return events


def _drafts(reader: Reader, sentence: Sentence, scene: Scene) -> Iterator[Draft]:
    for trigger in triggers(sentence.tokens, scene, sentence.index in scene.counted):
        draft = reader.draft(sentence, trigger)
        if is_negated(trigger.token) and draft.modality is not Modality.DENIED:
            continue
        yield draft


def _stands_alone(event: Draft, scene: Scene) -> bool:
    """False for a count of victims that no happening goes with, as after an accident."""
    if not event.toll or event.summary:
        return not event.toll or scene.conflict
    if event.agents:
        return scene.conflict
    if not any(is_passive(told.token) for told in event.told):
        return False
    killed = any(told.token.lemma_.lower() == "kill" for told in event.told)
    return killed and scene.conflict and bool(event.targets)
