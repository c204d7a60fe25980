"""The network: a MiniLM encoder whose upper layers are doubled, one copy a question.

The lower layers read a window once. One copy of the upper layers answers "which words name an
event, and of which type" (and tags entities); the other is told one trigger and its type by
vectors added to the states, and answers who, whom, where, when, by whose word, and how it is told.
"""

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from kg.neural.labels import DATINGS, ENTITIES, MODALITIES, ROLES, TYPES

LAYERS, SHARED = 6, 4
_WIDTH, _HEADS, _INNER, _VOCABULARY, _POSITIONS = 384, 12, 1536, 30522, 512


class Layer(nn.Module):
    """One transformer layer as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key = nn.Linear(_WIDTH, _WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.value, self.output = nn.Linear(_WIDTH, _WIDTH), nn.Linear(_WIDTH, _WIDTH)
        self.attended = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(_WIDTH, _INNER), nn.Linear(_INNER, _WIDTH)
        self.done = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        """States [n, pieces, width] and the additive mask [n, 1, 1, pieces] -> states."""

        def heads(x: Tensor) -> Tensor:
            return x.reshape(x.shape[0], x.shape[1], _HEADS, -1).transpose(1, 2)

        query, key, value = (heads(f(states)) for f in (self.query, self.key, self.value))
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = mixed.transpose(1, 2).reshape(states.shape)
        states = self.attended(states + self.dropout(self.output(mixed)))
        return self.done(states + self.dropout(self.narrow(functional.gelu(self.wide(states)))))


class Network(nn.Module):
    """All heads over the shared encoder."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(_VOCABULARY, _WIDTH)
        self.positions = nn.Embedding(_POSITIONS, _WIDTH)
        self.kinds = nn.Embedding(2, _WIDTH)
        self.embedded = nn.LayerNorm(_WIDTH, eps=1e-12)
        self.lower = nn.ModuleList(Layer(dropout) for _ in range(SHARED))
        self.upper = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - SHARED))
        self.asked = nn.ModuleList(Layer(dropout) for _ in range(LAYERS - SHARED))
        self.dropout = nn.Dropout(dropout)
        self.trigger = nn.Linear(_WIDTH, len(TYPES) + 1)
        self.entity = nn.Linear(_WIDTH, 2 * len(ENTITIES) + 1)
        self.type_mark = nn.Embedding(len(TYPES), _WIDTH)
        self.here = nn.Embedding(2, _WIDTH)
        nn.init.normal_(self.type_mark.weight, std=0.05)
        nn.init.normal_(self.here.weight, std=0.02)
        self.role = nn.Linear(_WIDTH, 3 * len(ROLES))
        self.modality = nn.Linear(_WIDTH, len(MODALITIES))
        self.dating = nn.Linear(_WIDTH, len(DATINGS))

    def read(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Pieces [n, t] -> states [n, t, width], trigger scores and entity scores [n, t, k]."""
        places = torch.arange(ids.shape[1], device=ids.device)[None]
        states = self.words(ids) + self.positions(places) + self.kinds(torch.zeros_like(ids))
        states = self.dropout(self.embedded(states))
        added = _additive(mask)
        for layer in self.lower:
            states = layer(states, added)
        top = states
        for layer in self.upper:
            top = layer(top, added)
        top = self.dropout(top)
        return states, self.trigger(top), self.entity(top)

    def ask(
        self, states: Tensor, mask: Tensor, at: Tensor, kind: Tensor, here: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of roles [e, t, 3 * roles], modality [e, m] and dating [e, d] of each event.

        ``at`` [e] is the trigger's piece, ``kind`` [e] its type, ``here`` [e, t] 1 in its sentence.
        """
        one = functional.one_hot(at, states.shape[1]).to(states.dtype)[:, :, None]
        states = states + self.here(here) + one * self.type_mark(kind)[:, None]
        added = _additive(mask)
        for layer in self.asked:
            states = layer(states, added)
        states = self.dropout(states)
        trigger = (states * one).sum(1)
        return self.role(states), self.modality(trigger), self.dating(trigger)

    def load_encoder(self, path: Path) -> None:
        """Takes the weights of a BERT-shaped encoder of six layers."""
        weights = load_file(path)
        own = {
            "words.weight": weights["embeddings.word_embeddings.weight"],
            "positions.weight": weights["embeddings.position_embeddings.weight"],
            "kinds.weight": weights["embeddings.token_type_embeddings.weight"],
            "embedded.weight": weights["embeddings.LayerNorm.weight"],
            "embedded.bias": weights["embeddings.LayerNorm.bias"],
        }
        for number in range(LAYERS):
            part = _layer(weights, number)
            homes = ["lower"] if number < SHARED else ["upper", "asked"]
            index = number if number < SHARED else number - SHARED
            own |= {f"{home}.{index}.{name}": t for home in homes for name, t in part.items()}
        missing, unexpected = self.load_state_dict(own, strict=False)
        if unexpected or any(name.split(".")[0] in ("lower", "upper", "asked") for name in missing):
            raise ValueError(f"{path} is no encoder of {LAYERS} layers: {missing} {unexpected}")


def _additive(mask: Tensor) -> Tensor:
    return (1.0 - mask.to(torch.float32))[:, None, None, :] * -10_000.0


def _layer(weights: Mapping[str, Tensor], number: int) -> dict[str, Tensor]:
    names = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "attended": "attention.output.LayerNorm",
        "wide": "intermediate.dense",
        "narrow": "output.dense",
        "done": "output.LayerNorm",
    }
    return {
        f"{own}.{kind}": weights[f"encoder.layer.{number}.{theirs}.{kind}"]
        for own, theirs in names.items()
        for kind in ("weight", "bias")
    }
