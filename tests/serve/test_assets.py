import importlib.util
import io
import sys
import tarfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
_PATH = Path(__file__).parents[2] / "hatch_build.py"


@pytest.fixture
def hook(monkeypatch):
    spec = importlib.util.spec_from_file_location("kg_hatch_build", _PATH)
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "kg_hatch_build", module)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tarball(hook, tmp_path, monkeypatch):
    path = tmp_path / "yasgui.tgz"
    with tarfile.open(path, "w:gz") as archive:
        for name in (*hook.FILES, "package/build/other.map"):
            member = tarfile.TarInfo(name)
            content = name.encode()
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    monkeypatch.setattr(hook, "INTEGRITY", hook.integrity(path.read_bytes()))
    monkeypatch.setenv("KG_YASGUI_TARBALL", str(path))
    return path


def test_only_the_needed_files_are_unpacked_and_only_once(hook, tarball, tmp_path):
    folder = tmp_path / "out"
    assert hook.ensure(folder)
    names = sorted(p.name for p in folder.iterdir())
    assert names == ["LICENSE", "integrity.txt", "yasgui.min.css", "yasgui.min.js"]
    assert "MIT" in (folder / "LICENSE").read_text()
    assert not hook.ensure(folder)


def test_a_changed_file_is_put_right(hook, tarball, tmp_path):
    folder = tmp_path / "out"
    hook.ensure(folder)
    (folder / "yasgui.min.js").write_text("changed")
    assert hook.ensure(folder)
    assert (folder / "yasgui.min.js").read_text() == "package/build/yasgui.min.js"


def test_a_tarball_with_another_hash_is_refused(hook, tarball, tmp_path):
    tarball.write_bytes(tarball.read_bytes() + b"x")
    with pytest.raises(hook.YasguiError, match="hash"):
        hook.ensure(tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_without_a_network_the_way_out_is_named(hook, tmp_path, monkeypatch):
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "http://127.0.0.1:9")
    monkeypatch.delenv("KG_YASGUI_TARBALL", raising=False)
    with pytest.raises(hook.YasguiError, match=r"http://127\.0\.0\.1:9/.*KG_YASGUI_TARBALL"):
        hook.ensure(tmp_path / "out")


def test_the_registry_of_the_environment_is_used(hook, monkeypatch):
    monkeypatch.setenv("NPM_CONFIG_REGISTRY", "https://registry.example/npm")
    assert hook.registry() == "https://registry.example/npm/"
