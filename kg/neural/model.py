"""The shipped network: sentences as words in, proposals about them out."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

from kg.errors import PluginError
from kg.neural.labels import BEGIN, DATINGS, ENTITIES, INSIDE, MODALITIES, OUT, ROLES, TYPES
from kg.neural.windows import Window, windows
from kg.neural.wordpiece import WordPieces, read_vocabulary
from kg.records import EventType, Modality

FILES = ("read.onnx", "ask.onnx", "vocab.txt", "model.json")
AROUND = 20  # pieces before and after a trigger's sentence that a question is asked of
_FARTHEST = 72  # pieces from the trigger
_BATCH = 8
_DATA = Path(__file__).parent / "data"
_PROVIDERS = ["CPUExecutionProvider"]

Floats = NDArray[np.float32]
Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``begin`` to ``end`` (exclusive) of a sentence, and how sure the network is."""

    sentence: int
    begin: int
    end: int
    chance: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """A word that may name an event, with everything that the network reads about it."""

    sentence: int
    word: int
    chance: float  # that it names an event at all
    type: EventType
    types: Mapping[EventType, float]  # chances, given that it is one
    roles: Mapping[str, tuple[Run, ...]]
    modality: Modality
    modalities: Mapping[Modality, float]
    dating: str
    datings: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Entity:
    """A run of words with a type of re3d."""

    type: str
    run: Run


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network proposes about one document."""

    proposals: tuple[Proposal, ...]
    entities: tuple[Entity, ...]


class Model:
    """The two graphs and their vocabulary; one thread, since documents are read in parallel."""

    def __init__(self, folder: Path) -> None:
        """Opens the files of a folder that ``training.export`` wrote."""
        self.version = _version(folder)
        self._pieces: WordPieces = read_vocabulary(folder / "vocab.txt")
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        try:
            self._read, self._ask = (
                ort.InferenceSession(str(folder / name), options, providers=_PROVIDERS)
                for name in ("read.onnx", "ask.onnx")
            )
        except Exception as error:  # onnxruntime has classes of its own for each fault of a file
            raise PluginError(
                f"the trained network in {folder} cannot be opened: {error}"
            ) from error

    def read(self, sentences: Sequence[Words], least: float) -> Reading:
        """Entities, and proposals of at least that chance, of a document as sentences of words."""
        cut = [[self._pieces.cut(word) for word in words] for words in sentences]
        every = list(windows(cut, self._pieces.cls, self._pieces.sep))
        order = sorted(range(len(every)), key=lambda i: len(every[i].ids))
        proposals: list[Proposal] = []
        entities: list[Entity] = []
        for start in range(0, len(order), _BATCH):
            batch = [every[i] for i in order[start : start + _BATCH]]
            ids, mask = _padded([w.ids for w in batch]), _padded([[1] * len(w.ids) for w in batch])
            states, triggers, tags = self._read.run(None, {"ids": ids, "mask": mask})
            chances = _softmax(triggers)
            asked = list(_candidates(batch, chances, least))
            proposals += self._answers(batch, states, chances, asked)
            for row, window in enumerate(batch):
                entities += _entities(window, tags[row])
        proposals.sort(key=lambda p: (p.sentence, p.word))
        entities.sort(key=lambda e: (e.run.sentence, e.run.begin))
        return Reading(tuple(proposals), tuple(entities))

    def _answers(
        self,
        batch: Sequence[Window],
        states: Floats,
        chances: Floats,
        asked: Sequence[tuple[int, int]],
    ) -> Iterator[Proposal]:
        slices = {(r, w): slice_of(batch[r], batch[r].firsts[w]) for r, w in asked}
        order = sorted(asked, key=lambda ask: (len(slices[ask]), ask))
        for start in range(0, len(order), _BATCH):
            part = order[start : start + _BATCH]
            yield from self._answer(batch, states, chances, [(*ask, slices[ask]) for ask in part])

    def _answer(
        self,
        batch: Sequence[Window],
        states: Floats,
        chances: Floats,
        asked: Sequence[tuple[int, int, range]],
    ) -> Iterator[Proposal]:
        width = max(len(part) for _, _, part in asked)
        given = np.zeros((len(asked), width, states.shape[2]), np.float32)
        mask = np.zeros((len(asked), width), np.int64)
        here = np.zeros((len(asked), width), np.int64)
        at = np.zeros(len(asked), np.int64)
        kind = np.zeros(len(asked), np.int64)
        for i, (row, word, part) in enumerate(asked):
            window, length = batch[row], len(part)
            given[i, :length] = states[row, part.start : part.stop]
            mask[i, :length] = 1
            own = window.words[word][0]
            here[i, :length] = [s == own for s in window.sentences[part.start : part.stop]]
            first = window.firsts[word]
            at[i], kind[i] = first - part.start, int(chances[row, first, 1:].argmax())
        roles, modality, dating = self._ask.run(
            None, {"states": given, "mask": mask, "at": at, "type": kind, "here": here}
        )
        by_role = _softmax(roles.reshape(len(asked), width, len(ROLES), 3))
        modality, dating = _softmax(modality), _softmax(dating)
        for i, (row, word, part) in enumerate(asked):
            window, told = batch[row], by_role[i, : len(part)]
            scores = chances[row, window.firsts[word]]
            yield _proposal(window, word, part.start, scores, told, modality[i], dating[i])


def _version(folder: Path) -> str:
    """The version in model.json; a PluginError names the files that are not there."""
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise PluginError(
            f"the trained network lacks {', '.join(missing)} in {folder}; install the package "
            'again, make the files with "make train", or set extractors = "rules"'
        )
    try:
        return str(json.loads((folder / "model.json").read_text(encoding="utf-8"))["version"])
    except (ValueError, KeyError, TypeError) as error:
        raise PluginError(f"{folder / 'model.json'} is damaged: {error!r}; reinstall") from error


@cache
def load_network(folder: Path = _DATA) -> Model:
    """The network of a folder, opened once a process."""
    return Model(folder)


def slice_of(window: Window, at: int) -> range:
    """The pieces of a window that are asked about the trigger at a piece: its sentence and around.

    Training asks of a fixed number of pieces; less around the sentence reads as well, and faster.
    """
    sentences = window.sentences
    begin = end = at
    while begin > 0 and sentences[begin - 1] == sentences[at]:
        begin -= 1
    while end < len(sentences) and sentences[end] == sentences[at]:
        end += 1
    return range(
        max(0, begin - AROUND, at - _FARTHEST),
        min(len(sentences), end + AROUND, at + _FARTHEST),
    )


def _candidates(
    batch: Sequence[Window], chances: Floats, least: float
) -> Iterator[tuple[int, int]]:
    """(window, word) of each word that may name an event."""
    for row, window in enumerate(batch):
        for word in range(window.own, len(window.words)):
            if 1 - chances[row, window.firsts[word], 0] >= least:
                yield row, word


def _proposal(
    window: Window,
    word: int,
    begin: int,
    scores: Floats,
    roles: Floats,
    modality: Floats,
    dating: Floats,
) -> Proposal:
    some = max(1e-6, 1 - float(scores[0]))
    types = {leaf: float(scores[i + 1]) / some for i, leaf in enumerate(TYPES)}
    seen = [
        (place, first - begin)
        for place, first in zip(window.words, window.firsts, strict=True)
        if begin <= first < begin + len(roles)
    ]
    runs = {
        role: tuple(_runs([place for place, _ in seen], roles[[p for _, p in seen], i]))
        for i, role in enumerate(ROLES)
    }
    return Proposal(
        sentence=window.words[word][0],
        word=window.words[word][1],
        chance=1 - float(scores[0]),
        type=max(types, key=types.__getitem__),
        types=types,
        roles=runs,
        modality=MODALITIES[int(modality.argmax())],
        modalities={m: float(modality[i]) for i, m in enumerate(MODALITIES)},
        dating=DATINGS[int(dating.argmax())],
        datings={d: float(dating[i]) for i, d in enumerate(DATINGS)},
    )


def _runs(places: Sequence[tuple[int, int]], chances: Floats) -> Iterator[Run]:
    """The runs of one role: columns OUT, BEGIN, INSIDE of each word in order."""
    current: Run | None = None
    for (sentence, word), scores in zip(places, chances, strict=True):
        column = int(scores.argmax())
        follows = current is not None and current.sentence == sentence
        inside = column == INSIDE or (column == BEGIN and scores[INSIDE] > scores[OUT])
        if current is not None and inside and follows:
            current = Run(sentence, current.begin, word + 1, current.chance)
            continue
        if current is not None:
            yield current
            current = None
        if column in (BEGIN, INSIDE):
            current = Run(sentence, word, word + 1, 1 - float(scores[OUT]))
    if current is not None:
        yield current


def _entities(window: Window, scores: Floats) -> Iterator[Entity]:
    """The tagged runs among the window's own words."""
    kind, run = -1, None
    for place, first in zip(window.words[window.own :], window.firsts[window.own :], strict=True):
        sentence, word = place
        if run is not None and run.sentence == sentence and _goes_on(scores[first], kind):
            run = Run(sentence, run.begin, word + 1, run.chance)
            continue
        if run is not None:
            yield Entity(ENTITIES[kind], run)
        column = int(scores[first].argmax())
        kind = (column - 1) // 2
        run = Run(sentence, word, word + 1, 1.0) if column else None
    if run is not None:
        yield Entity(ENTITIES[kind], run)


def _goes_on(scores: Floats, kind: int) -> bool:
    """True for a word inside a run of that type, and for one that is rather inside than outside."""
    begin, inside = 2 * kind + 1, 2 * kind + 2
    best = int(scores.argmax())
    return best == inside or (best == begin and bool(scores[inside] > scores[0]))


def _padded(rows: Sequence[Sequence[int]]) -> NDArray[np.int64]:
    width = max(map(len, rows))
    return np.array([[*row, *[0] * (width - len(row))] for row in rows], np.int64)


def _softmax(scores: Floats) -> Floats:
    scores = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(scores / scores.sum(-1, keepdims=True), np.float32)
