"""Weights as the int8 ONNX files that the package carries.

``python -m training.export weights.pt --vocabulary vocab.txt --out kg/neural/data`` writes
``read.onnx`` and ``ask.onnx`` (the two questions of :mod:`training.network`), the vocabulary, and
``model.json`` with the version, which begins with VERSION and goes on with a digest of the files.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.network import Network

VERSION = "1.0"  # raise it when the network's shape or its training changes
_EXAMPLE = 16  # pieces of the inputs that the graphs are traced with


class _Read(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.read(ids, mask)


class _Ask(nn.Module):
    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(
        self, states: Tensor, mask: Tensor, at: Tensor, kind: Tensor, here: Tensor
    ) -> tuple[Tensor, Tensor, Tensor]:
        return self.network.ask(states, mask, at, kind, here)


def export(network: Network, out: Path, *, quantised: bool = True) -> None:
    """Writes both graphs; ``quantised=False`` keeps 32-bit weights, to measure the loss."""
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    ids = torch.ones(2, _EXAMPLE, dtype=torch.long)
    states = torch.randn(2, _EXAMPLE, 384)
    events = torch.tensor([3, 5])
    graphs = {
        "read": (_Read(network), (ids, ids), ["ids", "mask"], ["states", "triggers", "entities"]),
        "ask": (
            _Ask(network),
            (states, ids, events, events, ids),
            ["states", "mask", "at", "type", "here"],
            ["roles", "modality", "dating"],
        ),
    }
    for name, (module, example, inputs, outputs) in graphs.items():
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.onnx"
            wide = {"ids", "mask", "states", "here", "triggers", "entities", "roles"}
            axes = {
                n: {0: "n", 1: "pieces"} if n in wide else {0: "n"} for n in (*inputs, *outputs)
            }
            torch.onnx.export(
                module,
                example,
                str(plain),
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            target = out / f"{name}.onnx"
            if quantised:
                quantize_dynamic(
                    plain,
                    target,
                    per_channel=True,
                    reduce_range=True,
                    weight_type=QuantType.QInt8,
                )
            else:
                shutil.copy(plain, target)


def main() -> None:
    """Reads the weights, writes the graphs and the vocabulary."""
    parser = argparse.ArgumentParser(description="weights -> ONNX")
    parser.add_argument("weights", type=Path)
    parser.add_argument("--vocabulary", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="keep 32-bit weights")
    options = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(options.weights, map_location="cpu"))
    export(network, options.out, quantised=not options.float)
    shutil.copy(options.vocabulary, options.out / "vocab.txt")
    digests = {
        name: hashlib.sha256((options.out / name).read_bytes()).hexdigest()
        for name in ("read.onnx", "ask.onnx", "vocab.txt")
    }
    whole = hashlib.sha256("".join(digests.values()).encode()).hexdigest()[:8]
    card = {"version": f"{VERSION}+{whole}", "sha256": digests}
    (options.out / "model.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
