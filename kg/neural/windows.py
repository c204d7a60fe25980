"""Sentences packed into the windows that the encoder reads at once.

A window decides about its own sentences; the end of the sentence before stands in front of them as
context, so that "the attack" is read with what it refers to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LIMIT = 112  # pieces of a window's own sentences, unless one alone is longer
CONTEXT = 36  # pieces before them
_LONGEST = 220  # pieces of one sentence that are read at once

Pieces = Sequence[Sequence[tuple[int, ...]]]  # sentences of words of ids


@dataclass(frozen=True, slots=True)
class Window:
    """A run of pieces; word ``words[i]`` = (sentence, word) begins with piece ``firsts[i]``."""

    ids: tuple[int, ...]
    words: tuple[tuple[int, int], ...]
    firsts: tuple[int, ...]
    own: int  # index in ``words`` of the first word that this window decides about

    @property
    def sentences(self) -> tuple[int, ...]:
        """The sentence of every piece; -1 for the marks at both ends."""
        found = [-1] * len(self.ids)
        for (sentence, _), first in zip(self.words, self.firsts, strict=True):
            found[first] = sentence
        for i in range(1, len(found) - 1):
            if found[i] < 0:
                found[i] = found[i - 1]
        return tuple(found)


def windows(
    pieces: Pieces, cls: int, sep: int, limit: int = LIMIT, first: int | None = None
) -> Iterator[Window]:
    """The windows of a document in order; ``first`` is another limit for the first one."""
    flat: list[tuple[int, int]] = []
    before: list[tuple[int, int]] = []
    size, room = 0, first or limit
    for sentence, words in enumerate(pieces):
        for part in _parts(sentence, words):
            length = sum(len(pieces[s][w]) for s, w in part)
            if flat and size + length > room:
                yield _window(pieces, before, flat, cls, sep)
                before, flat, size, room = flat, [], 0, limit
            flat += part
            size += length
    if flat:
        yield _window(pieces, before, flat, cls, sep)


def _parts(sentence: int, words: Sequence[tuple[int, ...]]) -> Iterator[list[tuple[int, int]]]:
    """The words of a sentence that have pieces; more than one part for a monstrous sentence."""
    part: list[tuple[int, int]] = []
    size = 0
    for word, ids in enumerate(words):
        if not ids:
            continue
        if size + len(ids) > _LONGEST:
            yield part
            part, size = [], 0
        part.append((sentence, word))
        size += len(ids)
    if part:
        yield part


def _window(
    pieces: Pieces,
    before: Sequence[tuple[int, int]],
    own: Sequence[tuple[int, int]],
    cls: int,
    sep: int,
) -> Window:
    context: list[tuple[int, int]] = []
    room = CONTEXT
    for sentence, word in reversed(before):
        room -= len(pieces[sentence][word])
        if room < 0:
            break
        context.insert(0, (sentence, word))
    words = (*context, *own)
    ids, firsts = [cls], []
    for sentence, word in words:
        firsts.append(len(ids))
        ids += pieces[sentence][word]
    return Window((*ids, sep), words, tuple(firsts), len(context))
