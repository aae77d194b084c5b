"""The wheel carries all that the program needs when it runs away from its checkout."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    return zipfile.ZipFile(next(folder.glob("*.whl")))


@pytest.mark.parametrize(
    "name",
    [
        "tracker/templates/base.html",
        "tracker/migrations/env.py",
        "tracker/migrations/versions/0001_the_first_schema.py",
        "tracker/config.example.toml",
        "tracker/translations/en/LC_MESSAGES/tracker.po",
        "tracker/sample/agreement.txt",
        "tracker/sample/meetings.csv",
        "tracker/web/static/vendor/dkfds/css/dkfds.min.css",
        "tracker/web/static/vendor/dkfds/LICENSE.md",
    ],
)
def test_the_wheel_carries(wheel: zipfile.ZipFile, name: str) -> None:
    assert name in wheel.namelist()


def test_the_wheel_carries_neither_tests_nor_leftovers(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"tracker"}
    assert not [name for name in wheel.namelist() if "__pycache__" in name or name.endswith(".sqlite3")]
