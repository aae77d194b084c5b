"""What is committed speaks of the project alone and runs on any machine."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HOSTS = re.compile(
    r"registry\.npmjs\.org|files\.pythonhosted\.org|pypi\.org/simple|--index-url|--find-links", re.IGNORECASE
)


def tracked_files() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: a source distribution was checked when it was made")
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def test_lock_files_name_no_host() -> None:
    for name in ("requirements/run.txt", "requirements/dev.txt", "package-lock.json"):
        assert not HOSTS.search((ROOT / name).read_text(encoding="utf-8")), name


def test_every_locked_python_package_has_a_hash() -> None:
    for name in ("requirements/run.txt", "requirements/dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9._\[\]-]+==\S+", text, re.IGNORECASE | re.MULTILINE)
        blocks = re.split(r"^(?=[a-z0-9._\[\]-]+==)", text, flags=re.IGNORECASE | re.MULTILINE)[1:]
        assert len(pinned) == len(blocks) > 20
        assert all("--hash=sha256:" in block for block in blocks), name


def test_no_third_party_asset_is_committed() -> None:
    assert not [path for path in tracked_files() if "vendor" in path.parts or "node_modules" in path.parts]


def test_no_file_is_larger_than_half_a_megabyte() -> None:
    assert not [path.name for path in tracked_files() if path.stat().st_size > 500_000]
