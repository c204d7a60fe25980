import json
from pathlib import Path

import pytest

from training.muc4 import with_quotes
from training.passages import Passage, PassageError, read_passages
from training.split import development

FOLDER = Path(__file__).parent.parent.parent / "training" / "passages"
GOOD = """# id: x-1
# published: 2025-03-04
Two shells hit a clinic in Rabek on Monday, killing 3 nurses, a monitor said.

They hit the "clinic" again.
---
E e1 Shelling @1,2 trig="shells hit" date=2025-03-03 places=Rabek targets="clinic|clinic@2"
C c1 e1 killed 3.. group=nurses @1 src="monitor=Rabek Monitor" approx
"""


def passage(tmp_path: Path, text: str) -> Passage:
    (tmp_path / "p.txt").write_text(text)
    (only,) = read_passages(tmp_path / "p.txt")
    return only


def test_a_passage_becomes_a_document_and_its_annotation(tmp_path: Path):
    found = passage(tmp_path, GOOD)
    (event,), (claim,) = found.annotation["events"], found.annotation["claims"]
    assert found.text.endswith('said.\n\nThey hit the "clinic" again.')
    assert [e["quote"][:4] for e in event["evidence"]] == ["Two ", "They"]
    assert event["date"] == {"earliest": "2025-03-03", "latest": "2025-03-03"}
    assert [t["begin"] for t in event["targets"]] == [17, found.text.index('clinic" again')]
    assert (claim["min"], claim["max"], claim["approximate"]) == (3, None, True)
    assert claim["attributed_to"][0]["name"] == "Rabek Monitor"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (('trig="shells hit"', 'trig="bombs hit"'), "'bombs hit' is not in sentences [1, 2]"),
        (("Shelling @1,2", "Shelling @1,3"), "too high"),
        (("Shelling", "Shooting"), "bad event line"),
        (("places=Rabek", "place=Rabek"), "bad event line"),
        (("C c1 e1", "C c1 e9"), "claim c1 of no event"),
        (("killed 3..", "killed 3"), "bad claim line"),
        (("---\n", "---\n---\n"), "a second ---"),
        (('trig="shells hit"', 'trig="shells hit'), "No closing quotation"),
    ],
)
def test_a_passage_that_does_not_fit_is_named(tmp_path: Path, change, message: str):
    with pytest.raises(PassageError, match="x-1") as error:
        passage(tmp_path, GOOD.replace(*change, 1))
    assert message in str(error.value)


def test_every_passage_carried_here_fits_its_text():
    seen = [p for path in sorted(FOLDER.glob("*.txt")) for p in read_passages(path)]
    assert len({p.id for p in seen}) == len(seen) == 478
    assert sum(len(p.events) for p in seen) == 3629
    assert sum(not p.events for p in seen) > 90


def test_offsets_get_their_quotes_back():
    note = {"evidence": [{"begin": 0, "end": 3}], "date": None, "flags": {"count": 2}}
    assert with_quotes(note, "WAR IS") == {
        **note,
        "evidence": [{"begin": 0, "end": 3, "quote": "WAR"}],
    }


def test_no_text_of_muc4_is_carried():
    rows = [json.loads(line) for line in (FOLDER.parent / "muc4.jsonl").read_text().splitlines()]
    assert len(rows) == 71
    assert not any('"quote"' in json.dumps(row) or "text" in row["document"] for row in rows)


def test_what_is_set_aside_is_a_function_of_the_ids():
    ids = [f"{p}{i:03}" for p in ("auth-", "muc-", "re3d-", "wikinews-") for i in range(50)]
    aside = development(ids)
    assert aside == development(reversed(ids))
    assert sum(i.startswith("re3d-") for i in aside) == 15
    assert sum(i.startswith("auth-") for i in aside) == 20
