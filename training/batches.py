"""Examples as tensors: windows of pieces, and the questions about each event in them."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from kg.neural.labels import BEGIN, DATINGS, ENTITIES, INSIDE, MODALITIES, ROLES, TYPES
from kg.neural.windows import LIMIT, Window, windows
from kg.neural.wordpiece import WordPieces

SLICE = 96  # pieces around a trigger that a question is asked of
IGNORED = -100


@dataclass(frozen=True)
class Question:
    """One event of a window: the slice it is asked of, and the answers by piece."""

    type: int
    at: int  # piece of the trigger in the slice
    begin: int  # piece of the window where the slice begins
    here: list[int]  # 1 for a piece of the trigger's sentence
    roles: list[list[int]]  # piece -> a column of each role
    modality: int
    dating: int


@dataclass(frozen=True)
class Item:
    """A window with its labels by piece."""

    document: str
    window: Window
    triggers: list[int]
    entities: list[int]
    questions: list[Question]


def items_of(example: dict, pieces: WordPieces, rng: random.Random | None = None) -> Iterator[Item]:
    """The windows of an example; a random generator moves their borders, epoch by epoch."""
    cut = [[pieces.cut(word) for word in sentence] for sentence in example["sentences"]]
    first = rng.randint(LIMIT // 3, LIMIT) if rng else None
    for window in windows(cut, pieces.cls, pieces.sep, first=first):
        yield _item(example, window)


def _item(example: dict, window: Window) -> Item:
    piece_of = dict(zip(window.words, window.firsts, strict=True))
    own = set(window.words[window.own :])
    triggers = [IGNORED] * len(window.ids)
    entities = [IGNORED] * len(window.ids)
    for word in own:
        if word[0] not in example["retold"]:
            triggers[piece_of[word]] = 0
        if example["entities"] is not None:
            entities[piece_of[word]] = 0
    for event in example["events"]:
        for word in range(*event["span"]):
            place = piece_of.get((event["sentence"], word))
            if place is not None and triggers[place] == 0:
                triggers[place] = IGNORED
    questions = []
    for event in example["events"]:
        head = (event["sentence"], event["head"])
        if head in own:
            triggers[piece_of[head]] = TYPES.index(event["type"]) + 1
            questions.append(_question(event, window, piece_of))
    for kind, sentence, begin, end in example["entities"] or ():
        column = 2 * ENTITIES.index(kind) + 1
        for word in range(begin, end):
            if (sentence, word) in own:
                entities[piece_of[sentence, word]] = column + (word > begin)
    return Item(example["id"], window, triggers, entities, questions)


def slice_of(length: int, at: int) -> int:
    """Where the slice of a window begins that is asked about the trigger at a piece."""
    return max(0, min(at - SLICE // 2, length - SLICE))


def _question(event: dict, window: Window, piece_of: dict[tuple[int, int], int]) -> Question:
    at = piece_of[event["sentence"], event["head"]]
    begin = slice_of(len(window.ids), at)
    length = min(SLICE, len(window.ids) - begin)
    sentences = window.sentences[begin : begin + length]
    roles = [[IGNORED] * len(ROLES) for _ in range(length)]
    for first in window.firsts:
        if begin <= first < begin + length:
            roles[first - begin] = [0] * len(ROLES)
    for index, role in enumerate(ROLES):
        for sentence, start, end in event["roles"].get(role, ()):
            for word in range(start, end):
                piece = piece_of.get((sentence, word), -1) - begin
                if 0 <= piece < length:
                    roles[piece][index] = BEGIN if word == start else INSIDE
    here = [int(s == event["sentence"]) for s in sentences]
    return Question(
        TYPES.index(event["type"]),
        at - begin,
        begin,
        here,
        roles,
        MODALITIES.index(event["modality"]),
        DATINGS.index(event["dating"]),
    )


@dataclass(frozen=True)
class Batch:
    """Tensors of several items; ``row`` says which window each question is asked of."""

    ids: Tensor
    mask: Tensor
    triggers: Tensor
    entities: Tensor
    row: Tensor
    begin: Tensor
    length: Tensor
    at: Tensor
    type: Tensor
    here: Tensor
    roles: Tensor
    modality: Tensor
    dating: Tensor

    def slices(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """The states [e, t, width] and the mask [e, t] that the questions are asked of."""
        width = self.here.shape[1]
        index = self.begin[:, None] + torch.arange(width)[None]
        index = index.clamp(max=states.shape[1] - 1)
        mask = torch.arange(width)[None] < self.length[:, None]
        return states[self.row[:, None], index], mask


def batch_of(items: Sequence[Item]) -> Batch:
    """The items as padded tensors."""
    width = max(len(item.window.ids) for item in items)
    asked = [(row, q) for row, item in enumerate(items) for q in item.questions]
    slice_width = max((len(q.here) for _, q in asked), default=1)

    def padded(rows: list[Sequence[int]], size: int, fill: int) -> Tensor:
        return torch.tensor([[*row, *[fill] * (size - len(row))] for row in rows])

    nobody = [[IGNORED] * len(ROLES)]
    return Batch(
        ids=padded([item.window.ids for item in items], width, 0),
        mask=padded([[1] * len(item.window.ids) for item in items], width, 0),
        triggers=padded([item.triggers for item in items], width, IGNORED),
        entities=padded([item.entities for item in items], width, IGNORED),
        row=torch.tensor([row for row, _ in asked], dtype=torch.long),
        begin=torch.tensor([q.begin for _, q in asked], dtype=torch.long),
        length=torch.tensor([len(q.here) for _, q in asked], dtype=torch.long),
        at=torch.tensor([q.at for _, q in asked], dtype=torch.long),
        type=torch.tensor([q.type for _, q in asked], dtype=torch.long),
        here=padded([q.here for _, q in asked], slice_width, 0) if asked else torch.zeros(0, 1),
        roles=torch.tensor([[*q.roles, *nobody * (slice_width - len(q.roles))] for _, q in asked]),
        modality=torch.tensor([q.modality for _, q in asked], dtype=torch.long),
        dating=torch.tensor([q.dating for _, q in asked], dtype=torch.long),
    )
