"""Trains the network on examples: ``python -m training.train EXAMPLES... --out weights.pt``."""

import argparse
import json
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional

from kg.neural.labels import BEGIN, INSIDE, ROLES
from kg.neural.wordpiece import WordPieces, read_vocabulary
from training.batches import IGNORED, Batch, Item, batch_of, items_of
from training.network import Network

_BATCH = 12  # windows
_RATE, _HEAD_RATE = 2.5e-4, 1e-3
_WARM = 0.1


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The loss of each question, scaled so that none drowns the others."""
    states, triggers, entities = network.read(batch.ids, batch.mask)
    windows = batch.ids.shape[0]
    found = {"trigger": _cross(triggers, batch.triggers, "sum") / windows}
    if bool((batch.entities != IGNORED).any()):
        found["entity"] = _cross(entities, batch.entities, "mean") * 4
    if len(batch.row):
        slices, mask = batch.slices(states)
        roles, modality, dating = network.ask(slices, mask, batch.at, batch.type, batch.here)
        by_role = roles.reshape(*roles.shape[:2], len(ROLES), 3)
        found["role"] = _cross(by_role, batch.roles, "sum") / len(batch.row) * 0.5
        found["modality"] = _cross(modality, batch.modality, "mean") * 0.5
        found["dating"] = _cross(dating, batch.dating, "mean") * 0.5
    return found


def _cross(scores: Tensor, wanted: Tensor, reduction: str) -> Tensor:
    return functional.cross_entropy(
        scores.flatten(0, -2), wanted.flatten(), ignore_index=IGNORED, reduction=reduction
    )


def train(
    examples: Sequence[dict],
    dev: Sequence[dict],
    pieces: WordPieces,
    weights: Path,
    *,
    epochs: int,
    seed: int,
    out: Path,
    rate: float = _RATE,
    start: Path | None = None,
) -> None:
    """Trains and writes the weights after each epoch; prints losses and dev figures.

    ``start`` goes on from trained weights: with the rate raised again, a second minimum is found
    near the first, and the mean of both reads better than either.
    """
    torch.manual_seed(seed)
    rng = random.Random(seed)
    network = Network()
    network.load_encoder(weights)
    if start:
        network.load_state_dict(torch.load(start, map_location="cpu"))
    network.words.weight.requires_grad_(False)
    encoder = ("positions", "kinds", "embedded", "lower", "upper", "asked")
    named = [(n, p) for n, p in network.named_parameters() if p.requires_grad]
    groups = [
        {"params": [p for n, p in named if n.split(".")[0] in encoder], "lr": rate},
        {"params": [p for n, p in named if n.split(".")[0] not in encoder], "lr": _HEAD_RATE},
    ]
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
    steps = epochs * (sum(1 for e in examples for _ in items_of(e, pieces)) // _BATCH + 1)

    def slope(step: int) -> float:
        return min((step + 1) / (steps * _WARM), max(0.0, (steps - step) / (steps * (1 - _WARM))))

    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, slope)
    begun = time.monotonic()
    for epoch in range(epochs):
        network.train()
        totals: Counter[str] = Counter()
        for batch in _shuffled(examples, pieces, rng):
            found = losses(network, batch)
            optimiser.zero_grad()
            sum(found.values()).backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 5.0)
            optimiser.step()
            schedule.step()
            totals.update({name: float(loss.detach()) for name, loss in found.items()})
            totals["batches"] += 1
        count = totals.pop("batches")
        told = " ".join(f"{name} {total / count:.3f}" for name, total in totals.items())
        sys.stderr.write(f"epoch {epoch + 1}: {told} ({time.monotonic() - begun:.0f} s)\n")
        torch.save(network.state_dict(), out)
        if dev:
            sys.stderr.write(f"  {check(network, dev, pieces)}\n")
        sys.stderr.flush()


def _shuffled(examples: Sequence[dict], pieces: WordPieces, rng: random.Random) -> list[Batch]:
    items = [item for example in examples for item in items_of(example, pieces, rng)]
    items.sort(key=lambda item: len(item.window.ids) + rng.random() * 24)
    batches = [items[i : i + _BATCH] for i in range(0, len(items), _BATCH)]
    rng.shuffle(batches)
    return [batch_of(batch) for batch in batches]


@torch.no_grad()
def check(network: Network, dev: Sequence[dict], pieces: WordPieces) -> str:
    """Word-level figures on other documents: triggers, then answers about gold triggers."""
    network.eval()
    tally: Counter[str] = Counter()
    for example in dev:
        items = list(items_of(example, pieces))
        for start in range(0, len(items), _BATCH):
            part = items[start : start + _BATCH]
            batch = batch_of(part)
            states, triggers, entities = network.read(batch.ids, batch.mask)
            _count_triggers(triggers, part, tally)
            _count_entities(entities, part, tally)
            if len(batch.row):
                slices, mask = batch.slices(states)
                answers = network.ask(slices, mask, batch.at, batch.type, batch.here)
                _count_roles(answers[0], batch, tally)
                tally["modality"] += int((answers[1].argmax(-1) == batch.modality).sum())
                tally["dating"] += int((answers[2].argmax(-1) == batch.dating).sum())
                tally["asked"] += len(batch.row)
    told = [f"{name} {_f1(tally, name):.3f}" for name in ("event", "type", *ROLES, "entity")]
    told += [
        f"{name} {tally[name] / max(1, tally['asked']):.3f}" for name in ("modality", "dating")
    ]
    return " ".join(told)


def _f1(tally: Counter[str], name: str) -> float:
    return 2 * tally[name, "hit"] / max(1, tally[name, "gold"] + tally[name, "pred"])


def _count_triggers(scores: Tensor, items: Sequence[Item], tally: Counter) -> None:
    chances = scores.softmax(-1)
    for row, item in enumerate(items):
        for place, wanted in enumerate(item.triggers):
            if wanted == IGNORED:
                continue
            said = float(chances[row, place, 0]) < 0.5
            kind = int(chances[row, place, 1:].argmax()) + 1
            for name, hit in (("event", said and wanted > 0), ("type", said and wanted == kind)):
                tally[name, "gold"] += wanted > 0
                tally[name, "pred"] += said
                tally[name, "hit"] += hit


def _count_entities(scores: Tensor, items: Sequence[Item], tally: Counter) -> None:
    for row, item in enumerate(items):
        places = [p for p, wanted in enumerate(item.entities) if wanted != IGNORED]
        gold = _spans([item.entities[p] for p in places])
        pred = _spans([int(scores[row, p].argmax()) for p in places])
        tally["entity", "gold"] += len(gold)
        tally["entity", "pred"] += len(pred)
        tally["entity", "hit"] += len(gold & pred)


def _spans(columns: Sequence[int]) -> set[tuple[int, int, int]]:
    """(type, begin, end) of each run: odd columns begin one, the even one above goes on with it."""
    found: list[tuple[int, int, int]] = []
    for i, column in enumerate(columns):
        kind, goes_on = (column - 1) // 2, column and column % 2 == 0
        if goes_on and found and found[-1][0] == kind and found[-1][2] == i:
            found[-1] = (kind, found[-1][1], i + 1)
        elif column:
            found.append((kind, i, i + 1))
    return set(found)


def _count_roles(scores: Tensor, batch: Batch, tally: Counter) -> None:
    picked = scores.reshape(*scores.shape[:2], len(ROLES), 3).argmax(-1)
    for event in range(len(batch.row)):
        places = [int(p) for p in (batch.roles[event, :, 0] != IGNORED).nonzero().flatten()]
        for index, role in enumerate(ROLES):
            gold = _runs([int(batch.roles[event, p, index]) for p in places])
            pred = _runs([int(picked[event, p, index]) for p in places])
            tally[role, "gold"] += len(gold)
            tally[role, "pred"] += len(pred)
            tally[role, "hit"] += sum(any(a < d and c < b for c, d in pred) for a, b in gold)


def _runs(columns: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for i, column in enumerate(columns):
        if column == BEGIN or (column == INSIDE and not (found and found[-1][1] == i)):
            found.append((i, i + 1))
        elif column == INSIDE:
            found[-1] = (found[-1][0], i + 1)
    return found


def average(paths: Sequence[Path], out: Path) -> None:
    """Writes the mean of several weights of one network."""
    states = [torch.load(path, map_location="cpu") for path in paths]
    torch.save({name: sum(s[name] for s in states) / len(states) for name in states[0]}, out)


def main() -> None:
    """Reads examples, trains, writes weights."""
    parser = argparse.ArgumentParser(description="examples -> weights")
    parser.add_argument("examples", nargs="+", type=Path)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of model.safetensors")
    parser.add_argument("--dev", nargs="*", default=[], type=Path, help="example files to check on")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=8)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=_RATE)
    parser.add_argument("--start", type=Path, help="weights to go on from")
    parser.add_argument(
        "--mean", action="store_true", help="write the mean of the weights at the start and end"
    )
    parser.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    def read(paths: Sequence[Path]) -> list[dict]:
        return [json.loads(line) for p in paths for line in p.read_text().splitlines()]

    train(
        read(options.examples),
        read(options.dev),
        read_vocabulary(options.encoder / "vocab.txt"),
        options.encoder / "model.safetensors",
        epochs=options.epochs,
        seed=options.seed,
        out=options.out,
        rate=options.rate,
        start=options.start,
    )
    if options.mean:
        average([options.start, options.out], options.out)


if __name__ == "__main__":
    main()
