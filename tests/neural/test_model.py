import shutil
from pathlib import Path

import pytest

import kg.neural.model as network
from kg.errors import PluginError
from kg.neural.labels import DATINGS, ROLES
from kg.neural.model import FILES, Model, load_network
from kg.records import EventType

DATA = Path(network.__file__).parent / "data"
SHELLS = "Two shells hit a school in Rabek on Monday , killing three teachers , a monitor said ."
SENTENCES = [SHELLS.split(), ["The", "museum", "opened", "a", "new", "wing", "."]]


def test_a_word_that_names_an_event_is_proposed_with_its_roles():
    reading = load_network().read(SENTENCES, 0.5)
    shelling = next(p for p in reading.proposals if p.type is EventType.SHELLING)
    assert shelling.sentence == 0
    assert SENTENCES[0][shelling.word] in ("shells", "hit")
    words = {
        role: [" ".join(SENTENCES[r.sentence][r.begin : r.end]) for r in shelling.roles[role]]
        for role in ROLES
    }
    assert "Rabek" in words["places"]
    assert "school" in words["targets"]
    assert words["attributed_to"] == ["monitor"]
    assert words["date"] == ["Monday"]
    assert shelling.dating == "told"


def test_chances_are_chances():
    for proposal in load_network().read(SENTENCES, 0.05).proposals:
        assert 0.05 <= proposal.chance <= 1
        for chances in (proposal.types, proposal.modalities, proposal.datings):
            assert sum(chances.values()) == pytest.approx(1, abs=1e-3)
        assert set(proposal.datings) == set(DATINGS)


def test_a_document_is_read_the_same_again():
    assert load_network().read(SENTENCES, 0.1) == load_network().read(SENTENCES, 0.1)


@pytest.mark.parametrize("sentences", [[], [[]], [["", " ", "\n"]], [["x" * 5000] * 400]])
def test_odd_documents_are_read(sentences: list[list[str]]):
    load_network().read(sentences, 0.5)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path: Path, name: str):
    for other in FILES:
        if other != name:
            shutil.copy(DATA / other, tmp_path)
    with pytest.raises(PluginError, match=f"lacks {name} .*extractors = .rules"):
        Model(tmp_path)
