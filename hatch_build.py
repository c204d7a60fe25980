"""Build hook: the SPARQL editor's files, from the npm registry, checked against a pinned hash.

Needs no node. ``NPM_CONFIG_REGISTRY`` names another registry, ``KG_YASGUI_TARBALL`` a tarball that
was downloaded by other means. Files that are already there with the right hash are left alone.
"""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import tarfile
import urllib.request
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NAME = "@zazuko/yasgui"
VERSION = "4.6.2"
INTEGRITY = (
    "sha512-Zw45KdPoAE1KRaAoxIHdQqeJxvaVG1oQdntw0hy0ktX35Zu8"
    "ZccuOLrXCLwR+GU+0xMzLw8Mjw6BkSZV2vUuQw=="
)
DEFAULT_REGISTRY = "https://registry.npmjs.org/"
FILES = {
    "package/build/yasgui.min.js": "yasgui.min.js",
    "package/build/yasgui.min.css": "yasgui.min.css",
}
STAMP = "integrity.txt"
NOT_REDISTRIBUTED = "000_"  # the AFP article among the seeds has no open licence
LICENCE = """\
Yasgui (@zazuko/yasgui {version}), https://github.com/rdfjs/Yasgui
Written by Triply <info@triply.cc>, with contributions by Zazuko GmbH. The package declares the
licence MIT and holds no licence file; this is the file of the repository it comes from.

The MIT License (MIT)

Copyright \N{COPYRIGHT SIGN} 2018 Ruben Taelman

Permission is hereby granted, free of charge, to any person obtaining a copy
of this software and associated documentation files (the "Software"), to deal
in the Software without restriction, including without limitation the rights
to use, copy, modify, merge, publish, distribute, sublicense, and/or sell
copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in
all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM,
OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN
THE SOFTWARE.
"""


class YasguiError(Exception):
    """The editor's files cannot be had; the message says what to do."""


class CustomBuildHook(BuildHookInterface):
    """Puts the editor's files into the package before it is built, editable installs too."""

    def initialize(self, version: str, build_data: dict[str, object]) -> None:
        """Fetch and unpack unless the files are there; a wheel gets the open seed documents too."""
        root = Path(self.root)
        ensure(root / "kg" / "serve" / "static" / "yasgui")
        if self.target_name == "wheel" and version != "editable":
            include = build_data["force_include"]
            assert isinstance(include, dict)
            for seed in sorted((root / "seeds").iterdir()):
                if not seed.name.startswith(NOT_REDISTRIBUTED):
                    include[str(seed)] = f"kg/data/seeds/{seed.name}"


def ensure(folder: Path) -> bool:
    """True where the files were unpacked, False where they were there already."""
    if _complete(folder):
        return False
    data = _tarball()
    if integrity(data) != INTEGRITY:
        raise YasguiError(
            f"{NAME} {VERSION}: the tarball's hash is {integrity(data)}, not {INTEGRITY}; "
            "it is damaged or not the file that was pinned"
        )
    _unpack(data, folder)
    return True


def integrity(data: bytes) -> str:
    """The hash as package managers write it."""
    return "sha512-" + base64.b64encode(hashlib.sha512(data).digest()).decode()


def _complete(folder: Path) -> bool:
    stamp = folder / STAMP
    if not stamp.is_file():
        return False
    recorded = dict(line.split(" ", 1)[::-1] for line in stamp.read_text().splitlines())
    return recorded.get(NAME) == INTEGRITY and all(
        (folder / name).is_file() and recorded.get(name) == integrity((folder / name).read_bytes())
        for name in FILES.values()
    )


def _unpack(data: bytes, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [f"{INTEGRITY} {NAME}"]
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:gz") as archive:
        for member, name in FILES.items():
            stream = archive.extractfile(member)
            if stream is None:
                raise YasguiError(f"{NAME} {VERSION}: the tarball has no {member}")
            content = stream.read()
            (folder / name).write_bytes(content)
            lines.append(f"{integrity(content)} {name}")
    (folder / "LICENSE").write_text(LICENCE.format(version=VERSION), encoding="utf-8")
    (folder / STAMP).write_text("\n".join(lines) + "\n", encoding="utf-8")


def _tarball() -> bytes:
    given = os.environ.get("KG_YASGUI_TARBALL")
    if given:
        try:
            return Path(given).read_bytes()
        except OSError as error:
            raise YasguiError(f"KG_YASGUI_TARBALL={given} cannot be read: {error}") from error
    url = f"{registry()}{NAME}/-/yasgui-{VERSION}.tgz"
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            return response.read()
    except (OSError, ValueError) as error:
        raise YasguiError(
            f"the SPARQL editor cannot be fetched from {url} ({error}); download that file on a "
            f"machine with a network and set KG_YASGUI_TARBALL=path/to/yasgui-{VERSION}.tgz"
        ) from error


def registry() -> str:
    """The npm registry of the environment, of npm's configuration, or the public one."""
    found = os.environ.get("NPM_CONFIG_REGISTRY")
    npm = None if found else shutil.which("npm")
    if npm:
        asked = subprocess.run(
            [npm, "config", "get", "registry"], capture_output=True, text=True, check=False
        )
        found = asked.stdout.strip()
    if not found or not found.startswith(("http://", "https://")):
        found = DEFAULT_REGISTRY
    return found.rstrip("/") + "/"
