"""The extractor that comes with the package: a trained network proposes, rules complete.

The network says which words name an event of which type, and who, whom, where, when, by whose word
and how it is told. The rules say what a mention is called in full, which days a date expression
stands for, which mentions are of one happening, and what is counted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from kg.extract.assembly import assembled, with_surroundings
from kg.extract.confidence import Curves, curves
from kg.extract.drafts import Draft, Reader
from kg.extract.kinds import acting
from kg.extract.lexicon import Rule
from kg.extract.matching import Scene, Trigger, triggers
from kg.extract.merging import join_document, join_sentence
from kg.extract.reading import read
from kg.extract.responsibility import denials, with_accused
from kg.extract.scene import scene_of
from kg.neural.model import Model, Proposal, Run, load_network
from kg.nlp.analysis import Analysis
from kg.nlp.dates import DateMention
from kg.records import Entity, Extraction, Kind, Mention, Modality, Span

_LEAST = 0.5  # chance from which a word names an event
_LEAST_AGREED = 0.3  # and where the lexicon has the word for one of that family
_SURE_UNDATED = 0.7  # chance from which "no date" stands against the rules
_INSIDE = frozenset({"prep", "pobj", "pcomp", "poss", "compound", "appos", "amod", "nmod"})
_ARTICLES = frozenset({"the", "a", "an"})
_AHEAD = frozenset({Modality.PLANNED, Modality.PROPOSED})


class TrainedExtractor:
    """Reads all 28 event types with the network, and casualty claims by rule."""

    name = "conflict"

    def __init__(self, *, network: Model | None = None, calibrated: bool = True) -> None:
        """Opens the network; uncalibrated, its own chances stand for confidence."""
        self._network = network or load_network()
        self._curves = curves() if calibrated else None
        self.version = self._network.version

    def extract(self, analysis: Analysis) -> Extraction:
        """All that the network and the rules find in the document."""
        reader, claims = read(analysis)
        reading = self._network.read(words_of(analysis), _LEAST_AGREED)
        scene = scene_of(analysis, (claim.sentence.index for claim in claims))
        proposals = _distinct([p for p in reading.proposals if _stands(p, analysis, scene)])
        events: list[Draft] = []
        for sentence in analysis.sentences:
            told = [_draft(reader, p) for p in proposals if p.sentence == sentence.index]
            own = join_sentence(told)
            denied = list(denials(reader, sentence, own, events))
            events = [*join_document(events, own), *denied]
        found = assembled(reader, claims, with_accused(with_surroundings(reader, events)))
        entities = (Entity(e.type, _span(analysis, e.run)) for e in reading.entities)
        return _with_confidence(replace(found, entities=tuple(entities)), self._curves)


def words_of(analysis: Analysis) -> list[list[str]]:
    """The words of each sentence as the network is given them; white space is no word."""
    quote = analysis.document.quote
    return [
        [
            "" if token.is_space else quote(sentence.span_of(token)).strip()
            for token in sentence.tokens
        ]
        for sentence in analysis.sentences
    ]


def _stands(proposal: Proposal, analysis: Analysis, scene: Scene) -> bool:
    """True for what the network is sure of, and for less where the lexicon agrees."""
    if proposal.chance >= _LEAST:
        return True
    sentence = analysis.sentences[proposal.sentence]
    token = sentence.tokens[proposal.word]
    counted = sentence.index in scene.counted
    return any(
        t.rule.type.family is proposal.type.family for t in triggers([token], scene, counted)
    )


def _distinct(proposals: Sequence[Proposal]) -> list[Proposal]:
    """The proposals, of neighbouring words of one family only the surer."""
    kept: list[Proposal] = []
    for proposal in proposals:
        last = kept[-1] if kept else None
        if last and _are_one(last, proposal):
            kept[-1] = max(last, proposal, key=lambda p: p.chance)
        else:
            kept.append(proposal)
    return kept


def _are_one(one: Proposal, other: Proposal) -> bool:
    beside = one.sentence == other.sentence and other.word - one.word == 1
    return beside and one.type.family is other.type.family


def _draft(reader: Reader, proposal: Proposal) -> Draft:
    """The event of one proposal; what the network does not say of it is as the rules have it."""
    sentence = reader.analysis.sentences[proposal.sentence]
    token = sentence.tokens[proposal.word]
    nominal = token.pos_ in {"NOUN", "PROPN"}
    draft = reader.draft(sentence, Trigger(token, Rule(type=proposal.type), nominal))
    marked = {role: _trimmed(reader.analysis, runs) for role, runs in proposal.roles.items()}
    agents = tuple(map(acting, _actors(reader, _outer(reader, marked["agents"]))))
    sources = _actors(reader, _outer(reader, marked["attributed_to"]))
    acts = {agent.span for agent in agents}
    return replace(
        draft,
        agents=agents,
        targets=tuple(m for m in _actors(reader, marked["targets"]) if m.span not in acts),
        places=_distinct_names(_place(reader, run) for run in marked["places"]),
        sources=tuple(map(acting, sources)) or draft.sources,
        modality=proposal.modality,
        date=_date(reader, proposal, draft.date),
        confidence=proposal.chance,
    )


def _trimmed(analysis: Analysis, runs: Sequence[Run]) -> list[Run]:
    """The runs without articles, prepositions and punctuation at their ends."""
    found = []
    for run in runs:
        words = analysis.sentences[run.sentence].tokens
        told = [i for i in range(run.begin, run.end) if not _is_margin(words[i])]
        if told:
            found.append(replace(run, begin=told[0], end=told[-1] + 1))
    return found


def _is_margin(token: Token) -> bool:
    return token.is_punct or token.is_space or token.lower_ in _ARTICLES or token.pos_ == "ADP"


def _outer(reader: Reader, runs: Sequence[Run]) -> list[Run]:
    """The runs without those inside the phrase of another ("a doctor at the main hospital")."""
    heads = [_tokens(reader.analysis, run).root for run in runs]
    return [
        r
        for r, head in zip(runs, heads, strict=True)
        if not any(map(heads.__contains__, _above(head)))
    ]


def _above(token: Token) -> Iterator[Token]:
    """The words that a word stands inside the phrase of, from within."""
    while token.dep_ in _INSIDE:
        token = token.head
        yield token


def _tokens(analysis: Analysis, run: Run) -> Tokens:
    return analysis.sentences[run.sentence].tokens[run.begin : run.end]


def _actors(reader: Reader, runs: Sequence[Run]) -> tuple[Mention, ...]:
    return _distinct_names(_actor(reader, run) for run in runs)


def _actor(reader: Reader, run: Run) -> Mention | None:
    """Whom a run of words means; None for a pronoun that stands for nobody known."""
    sentence = reader.analysis.sentences[run.sentence]
    tokens = _tokens(reader.analysis, run)
    span = _span(reader.analysis, run)
    named = reader.names.actor(sentence, tokens.root)
    if named is not None:
        return replace(named, span=span)
    if tokens.root.pos_ == "PRON":
        return None
    return Mention(" ".join(tokens.text.split()), span, Kind.GROUP)


def _place(reader: Reader, run: Run) -> Mention:
    sentence = reader.analysis.sentences[run.sentence]
    named = reader.names.place(sentence, _tokens(reader.analysis, run).root)
    return replace(named, span=_span(reader.analysis, run))


def _distinct_names(mentions: Iterator[Mention | None]) -> tuple[Mention, ...]:
    found: dict[str, Mention] = {}
    for mention in mentions:
        if mention is not None:
            found.setdefault(mention.name.lower(), mention)
    return tuple(found.values())


def _date(reader: Reader, proposal: Proposal, by_rule: DateMention | None) -> DateMention | None:
    """The days of the expression that the network marks, or those that the rules read."""
    if proposal.dating == "none":
        return None if proposal.datings["none"] >= _SURE_UNDATED else by_rule
    analysis = reader.analysis
    token = analysis.sentences[proposal.sentence].tokens[proposal.word]
    published = reader.dates.published
    if proposal.dating == "publication" and published:
        span = analysis.sentences[proposal.sentence].span_of(token)
        return DateMention(span, published, published)
    for run in proposal.roles["date"]:
        marked = _span(analysis, run)
        for expression in reader.dates.expressions:
            if expression.span.overlaps(marked):
                ahead = proposal.modality in _AHEAD
                found = reader.dates.by_expression(expression, token, ahead=ahead)
                if found is not None:
                    return found
    return by_rule


def _span(analysis: Analysis, run: Run) -> Span:
    return analysis.sentences[run.sentence].span_of(_tokens(analysis, run))


def _with_confidence(found: Extraction, by: Curves | None) -> Extraction:
    """The extraction with confidence off the curves; that of a claim by the chance of its event."""
    events = tuple(
        replace(e, confidence=by.event(e.confidence)) if by and e.confidence is not None else e
        for e in found.events
    )
    sure = {event.id: event.confidence for event in found.events}
    claims = tuple(
        replace(claim, confidence=_claim_confidence(sure[claim.event], by))
        for claim in found.claims
    )
    return replace(found, events=events, claims=claims)


def _claim_confidence(event: float | None, by: Curves | None) -> float | None:
    return by.claim(event) if by and event is not None else event
