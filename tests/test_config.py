"""Settings: which goes before which, and what is refused."""

from pathlib import Path

import pytest

from kg.config import load_config, load_settings
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
