import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from kg.cli.evaluate_command import command

ROOT = Path(__file__).parents[2]
DEV = ROOT / "tests" / "data" / "dev"
NAMES = ("re3d-11010487", "re3d-1563238E")


@pytest.fixture(scope="module")
def gold(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gold")
    for part in ("annotations", "docs"):
        (folder / part).mkdir()
        for name in NAMES:
            shutil.copy(DEV / part / f"{name}.json", folder / part)
    return folder


def evaluate(*arguments):
    return CliRunner().invoke(command, [*map(str, arguments), "--processes", "1"])


def test_all_at_once(gold, tmp_path):
    done = evaluate(gold, "--stability", "--html", tmp_path / "page.html", "--json")
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert data["figures"]["event"]["matched"] > 0
    assert data["sources"]["UK Government"]["documents"] == list(NAMES)
    runs = data["stability"]
    assert list(runs) == ["again", "reordered", "typos", "upper case"]
    for name in ("again", "reordered"):
        assert (runs[name]["overall"], runs[name]["same"]) == (1, 2)
    for name in ("typos", "upper case"):
        assert runs[name]["figures"]["event"]["f1"] > 0
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert all(name in page for name in NAMES)


def test_predictions_are_scored_as_text(gold):
    done = evaluate(gold, "--predicted", gold / "annotations")
    assert done.exit_code == 0, done.output
    for words in ("F1 by source", "read as", "no predicted event has a confidence", "1.000"):
        assert words in done.stdout


def test_a_folder_without_events_is_held_to_its_bound(tmp_path):
    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "match.txt").write_text("The home side won the match by two goals on Sunday.\n")
    (docs / "raid.txt").write_text("Rebels attacked the village of Asker and killed 7 people.\n")
    floors = tmp_path / "floors.toml"
    floors.write_text("[most]\nasserted_violence = 0.4\n")
    done = evaluate(docs, "--event-free", "--floors", floors)
    assert done.exit_code == 1
    assert re.search(r"violence / document .*\([1-9] in 2 documents without events\)", done.stdout)
    assert re.search(r"most\.asserted_violence: \S+ is above the 0\.400 allowed", done.stderr)


def test_a_floor_with_an_unknown_name_is_broken_input(gold, tmp_path):
    floors = tmp_path / "floors.toml"
    floors.write_text("[types]\nExplosion = 0.5\n")
    done = evaluate(gold, "--predicted", gold / "annotations", "--floors", floors)
    assert done.exit_code == 2
    assert "no event type is called 'Explosion'" in done.stderr


def test_stability_needs_extraction(gold):
    done = evaluate(gold, "--predicted", gold / "annotations", "--stability")
    assert done.exit_code == 2
    assert "leave --predicted out" in done.stderr


def test_every_option_is_documented():
    text = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    for option in command.params:
        for name in option.opts:
            assert not name.startswith("--") or f"`{name}" in text, name
