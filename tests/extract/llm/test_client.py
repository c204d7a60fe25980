"""The endpoint: forms of answer, patience, errors that say what to do, and a key that stays."""

import logging
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from kg.config import LlmConfig
from kg.errors import ConfigError, ModelError
from kg.extract.llm.client import ChatClient
from kg.extract.llm.replies import read_answer, retry_after
from kg.extract.llm.schema import answer_schema
from tests.extract.llm.stub import Answer, Stub, fails, says, serving

KEY = "sk-test/0123456789abcdef"
MESSAGES = [{"role": "user", "content": "What happened?"}]


def client(endpoint: str, key: str = "", **changes: object) -> tuple[ChatClient, list[float]]:
    waits: list[float] = []
    known: dict[str, object] = {"endpoint": endpoint, "model": "small", "timeout": 5}
    config = LlmConfig(**{**known, **changes})  # type: ignore[arg-type]
    return ChatClient(config, key, waits.append), waits


def ask(stub: Stub, key: str = "", **changes: object) -> tuple[str, list[float]]:
    asked, waits = client(stub.endpoint, key, **changes)
    return asked.ask(MESSAGES, answer_schema()).content, waits


def test_a_question_asks_for_the_schema_and_carries_the_key_in_its_header():
    with serving(says("{}")) as stub:
        content, waits = ask(stub, KEY, max_tokens=900)
    assert (content, waits) == ("{}", [])
    assert stub.paths == ["/v1/chat/completions"]
    assert stub.headers[0]["authorization"] == f"Bearer {KEY}"
    (body,) = stub.bodies
    assert (body["model"], body["messages"]) == ("small", MESSAGES)
    assert (body["temperature"], body["max_tokens"]) == (0.0, 900)
    told = body["response_format"]
    assert told["type"] == "json_schema"
    assert told["json_schema"]["schema"] == answer_schema()


def test_what_is_left_to_the_server_is_not_sent():
    with serving(says("{}")) as stub:
        ask(stub, temperature=-1.0)
    assert not {"temperature", "max_tokens"} & set(stub.bodies[0])
    assert "authorization" not in stub.headers[0]


@pytest.mark.parametrize(
    "refusal",
    [
        fails(400, "response_format.type must be json_object"),
        fails(422, "extra inputs are not permitted"),
        fails(500, "response_format type must be one of text or json_object"),
    ],
)
def test_a_server_that_refuses_the_schema_is_asked_for_any_object_once_and_for_all(refusal):
    with serving(refusal, says("{}")) as stub:
        asked, waits = client(stub.endpoint)
        for _ in range(2):
            assert asked.ask(MESSAGES, answer_schema()).content == "{}"
    forms = [body["response_format"]["type"] for body in stub.bodies]
    assert forms == ["json_schema", "json_object", "json_object"]
    assert waits == []


@pytest.mark.parametrize("status", [429, 408, 500, 502, 503])
def test_a_busy_server_is_asked_again_with_growing_patience(status: int):
    busy = fails(status, "busy")
    with serving(busy, busy, says("{}")) as stub:
        assert ask(stub) == ("{}", [1.0, 2.0])


def test_a_server_that_says_when_to_come_back_is_heeded():
    with serving(fails(429, "slow down", Retry_After="7"), says("{}")) as stub:
        assert ask(stub) == ("{}", [7.0])


def test_a_server_that_asks_for_too_much_patience_gets_none():
    with (
        serving(fails(429, "quota", Retry_After="86400")) as stub,
        pytest.raises(ModelError, match="answered 429: quota"),
    ):
        ask(stub)
    assert len(stub.bodies) == 1


def test_retry_after_is_a_number_or_a_time():
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=100), usegmt=True)
    assert 90 < retry_after(later) <= 100
    assert [retry_after(v) for v in ("3", "-1", "soon", "nan", None)] == [3.0, 0.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (fails(401, "bad key"), "answered 401: bad key; set KG_LLM_API_KEY"),
        (fails(404, "no model small"), "answered 404: no model small; look at llm.endpoint"),
        (Answer(b"<html>Hello</html>"), "no JSON object but '<html>Hello</html>'"),
        (Answer(b"[]"), "no JSON object"),
        (Answer(b'{"object": "list"}'), "no chat completion"),
        (Answer(b'{"error": {"message": "no such model"}}'), "no such model"),
        (Answer(b"", 302, {"Location": "http://127.0.0.1:9/v1"}), "answered 302"),
        (says("{", finish_reason="length"), "cut off; make llm.window smaller"),
        (says(""), "gave no answer"),
    ],
)
def test_what_asking_again_does_not_help_is_told_at_once(answer: Answer, message: str):
    with serving(answer) as stub, pytest.raises(ModelError, match=message) as told:
        ask(stub)
    assert stub.endpoint in str(told.value)
    assert len(stub.bodies) == 1


def test_a_timeout_is_tried_again_and_then_told():
    with serving(Answer(delay=3)) as stub, pytest.raises(ModelError, match="no answer in 1 s"):
        ask(stub, timeout=1, retries=1)
    assert len(stub.bodies) == 2


def test_a_server_that_is_away_costs_all_patience_once_only():
    with serving(Answer(gone=True)) as stub:
        asked, waits = client(stub.endpoint, retries=2)
        for _ in range(3):
            with pytest.raises(ModelError, match="see that the server runs"):
                asked.ask(MESSAGES, answer_schema())
        assert waits == [1.0, 2.0]
        stub.answers = [says("{}"), fails(503), says("{}")]
        for _ in range(2):
            assert asked.ask(MESSAGES, answer_schema()).content == "{}"
        assert waits == [1.0, 2.0, 1.0]


def test_a_server_that_repeats_the_key_does_not_spread_it(caplog):
    caplog.set_level(logging.DEBUG)
    escaped = KEY.replace("/", "\\/")
    echo = Answer(f'{{"error": {{"message": "{"x" * 290} {escaped} is wrong"}}}}'.encode(), 503)
    with serving(echo) as stub, pytest.raises(ModelError) as told:
        ask(stub, KEY, retries=1)
    assert "answered 503" in str(told.value) and "again in" in caplog.text
    assert "sk-test" not in str(told.value) + caplog.text
    with serving(says({"said": KEY})) as stub:
        assert ask(stub, KEY)[0] == '{"said": "[key]"}'


def test_a_word_that_stands_for_no_key_leaves_answers_alone():
    with serving(says("EMPTY streets")) as stub:
        assert ask(stub, "EMPTY")[0] == "EMPTY streets"


def test_a_key_that_cannot_be_one_is_refused_unseen():
    with pytest.raises(ConfigError) as told:
        client("http://127.0.0.1:9/v1", "sk-test\nabc")
    assert "KG_LLM_API_KEY" in str(told.value)
    assert "sk-test" not in str(told.value)


def test_a_key_on_an_open_line_is_warned_of(caplog):
    client("http://models.example.org/v1", KEY)
    assert "without encryption" in caplog.text
    caplog.clear()
    client("https://models.example.org/v1", KEY)
    client("http://localhost:8080/v1", KEY)
    assert caplog.text == ""


@pytest.mark.parametrize(
    "words",
    [
        '{"events": []}',
        '```json\n{"events": []}\n```',
        '<think>{"events"? no</think>\n{"events": [], "claims": []}\n',
    ],
)
def test_an_answer_may_come_in_a_fence_or_after_thoughts(words: str):
    assert read_answer(words)["events"] == []


@pytest.mark.parametrize(
    "words",
    ["I see two events.", '{"events": [', '{"claims": []}', '{"events": [], "claims": {}}', "[]"],
)
def test_an_answer_of_another_form_is_refused(words: str):
    with pytest.raises(ValueError, match=r"^(no|an object)"):
        read_answer(words)
