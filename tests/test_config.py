"""Settings: which goes before which, and what is refused."""

from pathlib import Path

import pytest

from kg.config import KEY_VARIABLE, LLM_NAMES, key_setting, load_config, load_settings
from kg.errors import ConfigError


def origins(**kwargs) -> dict[str, tuple[object, str]]:
    return {s.name: (s.value, s.origin) for s in load_settings(**kwargs)}


def test_option_before_variable_before_file_before_default(tmp_path: Path):
    (tmp_path / "kg.toml").write_text('port = 1\nhost = "file"\nstore = "file"\n')
    found = origins(
        options={"port": 3, "host": None, "store": None},
        environment={"KG_PORT": "2", "KG_HOST": "variable"},
        folder=tmp_path,
    )
    assert found["port"] == (3, "option --port")
    assert found["host"] == ("variable", "variable KG_HOST")
    assert found["store"] == ("file", str(tmp_path / "kg.toml"))
    assert found["processes"] == (0, "default")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("prot = 1", "unknown setting 'prot'"),
        ('port = "many"', "not a whole number"),
        ("port = true", "not a whole number"),
        ("port = 70000", "between 0 and 65535"),
        ("store = 7", "not a string"),
        ("base = 'id/'", "ends in '/'"),
        ("processes = -1", "negative"),
        ("port = ", "cannot be read"),
    ],
)
def test_what_is_wrong_in_the_file_is_named(tmp_path: Path, text: str, message: str):
    (tmp_path / "kg.toml").write_text(text)
    with pytest.raises(ConfigError, match=message):
        load_config(environment={}, folder=tmp_path)


def test_the_model_endpoint_is_set_by_a_table_and_by_variables(tmp_path: Path):
    (tmp_path / "kg.toml").write_text(
        'port = 1\n[llm]\nendpoint = "http://[::1]:8080/v1"\nmodel = "file"\ntemperature = 1\n'
    )
    environment = {"KG_LLM_MODEL": "variable", "KG_LLM_TIMEOUT": "7"}
    found = origins(environment=environment, folder=tmp_path)
    assert found["llm.endpoint"] == ("http://[::1]:8080/v1", str(tmp_path / "kg.toml"))
    assert found["llm.model"] == ("variable", "variable KG_LLM_MODEL")
    assert found["llm.retries"] == (4, "default")
    config = load_config(environment=environment, folder=tmp_path)
    assert (config.llm.timeout, config.llm.temperature) == (7, 1.0)
    assert hash(config) == hash(load_config(environment=environment, folder=tmp_path))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("llm = 1", "not a table"),
        ("[llm]\nmodle = 'x'", r"unknown setting 'llm\.modle'"),
        ("[llm]\napi_key = 'sk-1'", "KG_LLM_API_KEY alone"),
        ("[llm]\nendpoint = 'ftp://here'", "an http"),
        ("[llm]\nendpoint = 'http://here/v1?key=sk-1'", "an http"),
        ("[llm]\nendpoint = 'http://me:sk-1@here/v1'", "an http"),
        ("[llm]\nmodel = ' x'", "white space"),
        ("[llm]\ntimeout = 0", "between 1 and"),
        ("[llm]\ntemperature = 'warm'", "not a number"),
        ("[llm]\ntemperature = nan", "between -1 and 2"),
        ("[llm]\nwindow = 10", "between 500 and"),
    ],
)
def test_what_is_wrong_with_the_model_endpoint_is_told_without_a_key(
    tmp_path: Path, text: str, message: str
):
    (tmp_path / "kg.toml").write_text(text)
    with pytest.raises(ConfigError, match=message) as told:
        load_config(environment={}, folder=tmp_path)
    assert "sk-1" not in str(told.value)


def test_whether_the_key_is_set_is_shown_and_the_key_is_not():
    assert key_setting({}).value == "not set"
    assert key_setting({"KG_LLM_API_KEY": "sk-1"}).value == "set, not shown"
    assert "llm.api_key" not in origins(environment={"KG_LLM_API_KEY": "sk-1"})


def test_every_setting_of_the_model_endpoint_is_documented():
    text = (Path(__file__).parent.parent / "docs" / "llm.md").read_text(encoding="utf-8")
    for name in LLM_NAMES:
        assert f"`{name.removeprefix('llm.')}`" in text, name
    assert KEY_VARIABLE in text
