"""The extractor as the pipeline uses it: off unless named, replayed from its cache, keyless."""

import json
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from kg.annotation import extraction_to_json
from kg.config import Config, LlmConfig
from kg.errors import ConfigError, ModelError
from kg.extract.base import Configurable, Extractor
from kg.extract.llm.drops import Drop
from kg.extract.llm.extractor import LlmExtractor
from kg.nlp.analysis import analyse
from kg.pipeline import build
from kg.run import describe_run, load_extractors
from kg.sources import load_documents
from kg.store import StoreDirectory
from kg.store.query import select
from tests.cli.test_commands import kg
from tests.extract.llm import sample
from tests.extract.llm.sample import GOOD, answer, event, named, quoted
from tests.extract.llm.stub import Answer, Stub, fails, says, serving

KEY = "sk-test-0123456789abcdef"


def settings(stub: Stub, folder: Path, **changes: object) -> LlmConfig:
    known: dict[str, object] = {
        "endpoint": stub.endpoint,
        "model": "small",
        "cache": str(folder / "cache"),
        "timeout": 5,
        "retries": 1,
    }
    return LlmConfig(**{**known, **changes})  # type: ignore[arg-type]


def extractor(stub: Stub, folder: Path, **changes: object) -> LlmExtractor:
    return LlmExtractor(settings(stub, folder, **changes), sleep=lambda _: None)


def contents(folder: Path) -> str:
    return "\n".join(f.read_text("utf-8", "replace") for f in folder.rglob("*") if f.is_file())


def test_it_is_an_extractor_that_is_used_where_it_is_named_and_not_by_all(tmp_path):
    with serving(says(GOOD)) as stub:
        config = Config(extractors="rules, llm", llm=settings(stub, tmp_path))
        assert isinstance(LlmExtractor, Configurable)
        assert [e.name for e in load_extractors(config)] == ["rules", "llm"]
        assert all(isinstance(e, Extractor) for e in load_extractors(config))
        assert "llm" not in {e.name for e in load_extractors(replace(config, extractors="all"))}


@pytest.mark.parametrize("missing", ["endpoint", "model"])
def test_a_setting_that_it_needs_is_asked_for(missing: str):
    given = {"endpoint": "http://127.0.0.1:9/v1", "model": "small"}
    with pytest.raises(ConfigError, match=f"KG_LLM_{missing.upper()}"):
        LlmExtractor(LlmConfig(**{**given, missing: ""}))


def test_a_document_is_read_and_what_is_made_up_is_counted_and_logged(tmp_path, caplog):
    told = answer(event(agents=[named("Southern Army", "StateForces")]), event(id="e2", type="War"))
    with serving(says(told)) as stub:
        llm = extractor(stub, tmp_path)
        reading = llm.read(sample.analysis())
    assert len(reading.extraction.events) == 1
    assert reading.dropped == {Drop.MENTION_QUOTE: 1, Drop.EVENT_FORM: 1}
    assert llm.dropped == reading.dropped
    assert "tarsel: dropped of the model's answer: 1 event of a form" in caplog.text
    assert f"1 {Drop.MENTION_QUOTE}" in caplog.text


def test_a_question_has_the_model_of_events_and_the_numbered_sentences(tmp_path):
    with serving(says(GOOD)) as stub:
        extractor(stub, tmp_path).extract(sample.analysis())
    system, user = stub.bodies[0]["messages"]
    assert (system["role"], user["role"]) == ("system", "user")
    assert (
        "AgreementBreakdown" in system["content"] and '"additionalProperties"' in system["content"]
    )
    assert "[1] Jets of the Northern Army bombed the market of Tarsel on Monday" in user["content"]
    assert "[2] Moscow’s envoy blamed" in user["content"]


def test_an_answer_is_replayed_with_the_server_gone_and_gives_the_same(tmp_path):
    with serving(says(GOOD)) as stub:
        first = extractor(stub, tmp_path).extract(sample.analysis())
    again = extractor(stub, tmp_path, timeout=9, endpoint="http://127.0.0.1:9/v1")
    assert extraction_to_json(again.extract(sample.analysis())) == extraction_to_json(first)
    assert not list((tmp_path / "cache").rglob("*.tmp"))


@pytest.mark.parametrize(
    "changes", [{"model": "large"}, {"temperature": 0.5}, {"max_tokens": 100}, {"window": 600}]
)
def test_another_question_is_asked_and_is_another_version(tmp_path, changes: dict):
    with serving(says(GOOD)) as stub:
        one, other = extractor(stub, tmp_path), extractor(stub, tmp_path, **changes)
        assert one.version != other.version
        one.extract(sample.analysis())
        other.extract(sample.analysis())
        one.extract(analyse(sample.document(text=sample.TEXT.replace("12", "14"))))
    assert len(stub.bodies) == (2 if "window" in changes else 3)  # the text fits both windows


def test_an_answer_that_cannot_be_read_is_not_kept(tmp_path):
    with serving(says("I see two events."), says(GOOD)) as stub:
        llm = extractor(stub, tmp_path)
        with pytest.raises(ModelError, match=r"tarsel: http.*no JSON object: 'I see two events.'"):
            llm.extract(sample.analysis())
        assert len(llm.extract(sample.analysis()).events) == 2


def test_a_kept_answer_that_is_damaged_is_asked_for_again(tmp_path, caplog):
    with serving(says(GOOD)) as stub:
        llm = extractor(stub, tmp_path)
        llm.extract(sample.analysis())
        (kept,) = (tmp_path / "cache").rglob("*.json")
        whole = kept.read_bytes()
        kept.write_bytes(whole[:100])
        assert len(llm.extract(sample.analysis()).events) == 2
    assert "asked again" in caplog.text
    assert kept.read_bytes() == whole


def test_a_cache_that_cannot_be_written_costs_a_warning_only(tmp_path, caplog):
    (tmp_path / "cache").write_text("in the way")
    with serving(says(GOOD)) as stub:
        assert len(extractor(stub, tmp_path).extract(sample.analysis()).events) == 2
    assert "is not kept" in caplog.text


def test_a_long_document_is_asked_about_in_windows(tmp_path):
    idle = "\n".join(["The library opens at nine and closes at six on weekdays."] * 8)
    document = sample.document(text=f"{sample.TEXT}\n{idle}\n\nRaiders burned the mill of Oster.")
    analysis = analyse(document)
    last = len(analysis.sentences)
    fire = event(
        type="Destruction",
        evidence=[last],
        trigger=quoted("burned", last),
        date=None,
        places=[named("Oster", sentence=last)],
        agents=[named("Raiders", "ArmedGroup", sentence=last)],
        targets=[],
        instrument=None,
        attributed_to=[],
    )
    with serving(says(GOOD), says(answer(fire))) as stub:
        found = extractor(stub, tmp_path, window=500).extract(analysis)
    assert len(stub.bodies) == 2
    assert [e.type.value for e in found.events] == ["AirStrike", "Accusation", "Destruction"]
    assert document.quote(found.events[-1].trigger) == "burned"
    assert [c.event for c in found.claims] == [found.events[0].id] * 2


def test_a_build_with_it_names_it_in_every_report_and_keeps_bad_documents_apart(tmp_path):
    folder, store = tmp_path / "in", StoreDirectory(tmp_path / "store")
    folder.mkdir()
    (folder / "a-good.txt").write_text(sample.TEXT)
    (folder / "b-bad.txt").write_text("Rebels shelled the port on Sunday.")
    (folder / "c-good.txt").write_text(sample.TEXT.replace("12", "15"))
    fifteen = json.loads(json.dumps(GOOD).replace('"min": 12', '"min": 15').replace("t 12", "t 15"))
    with serving(says(GOOD), says("?"), says(fifteen)) as stub:
        config = Config(processes=1, extractors="llm", llm=settings(stub, tmp_path))
        report = build(load_documents([folder]), store, config)
        version = load_extractors(config)[0].version
    assert (report.documents, report.events, report.claims) == (3, 4, 4)
    ((name, reason),) = report.quarantined
    assert name == "b-bad" and stub.endpoint in reason
    rows = select(store.open().raw, "SELECT DISTINCT ?e { ?s ck:extractor ?e }")
    assert [str(row["e"]) for row in rows] == [f"llm@{version}"]
    assert version.startswith("1.0.0+small+prompt.")
    run = describe_run(config, load_extractors(config))
    hotter = replace(config, llm=replace(config.llm, temperature=1.0))
    assert f"llm@{version}" in run.values.values()
    assert describe_run(hotter, load_extractors(hotter)).iri != run.iri
    with serving(fails(503)):  # what was built by the same run is left alone
        again = build(load_documents([folder / "a-good.txt"]), store, config)
    assert (again.unchanged, again.quarantined) == (1, [])


def test_the_key_is_sent_and_stands_nowhere(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.txt").write_text(sample.TEXT)
    (tmp_path / "in" / "other.txt").write_text("Rebels shelled the port on Sunday.")
    with serving(says(GOOD), fails(401, f"key {KEY} is unknown")) as stub:
        (tmp_path / "kg.toml").write_text(
            f'extractors = "llm"\n[llm]\nendpoint = "{stub.endpoint}"\nmodel = "small"\n'
        )
        quiet = {k: "" for k in os.environ if k.startswith("KG_")}
        done = kg(
            "--verbose", "build", "in", "--json", cwd=tmp_path, **{**quiet, "KG_LLM_API_KEY": KEY}
        )
        shown = kg("config", "--show", cwd=tmp_path, KG_LLM_API_KEY=KEY)
    assert done.returncode == 1, done.stderr
    assert stub.headers[0]["authorization"] == f"Bearer {KEY}"
    assert "key [key] is unknown" in done.stdout
    assert "llm.api_key" in shown.stdout and "set, not shown" in shown.stdout
    assert list((tmp_path / "kg-llm-cache").rglob("*.json"))
    everything = done.stdout + done.stderr + shown.stdout + contents(tmp_path)
    assert "sk-test" not in everything


def test_logs_hold_no_key_and_no_text(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    with serving(fails(429), Answer(b"", 500), says(GOOD)) as stub:
        llm = LlmExtractor(settings(stub, tmp_path, retries=3), KEY, sleep=lambda _: None)
        llm.extract(sample.analysis())
    assert "again in" in caplog.text
    assert KEY not in caplog.text and "bombed" not in caplog.text
