"""Fixtures that start a real mail server in another process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
START_SECONDS = 30


@dataclass(frozen=True, slots=True)
class MailServer:
    """A running server, seen from a test."""

    folder: Path
    port: int

    def behave(self, **steps: dict[str, str]) -> None:
        """Says how the server is to behave from now on; without arguments, well."""
        new = self.folder / "wanted.json"
        new.write_text(json.dumps(steps))
        new.replace(self.folder / "behaviour.json")

    def accepted(self) -> list[tuple[str, bytes]]:
        """The recipient and the bytes of every mail that was accepted, in their order."""
        files = sorted((self.folder / "accepted").iterdir())
        found = [file.read_bytes().partition(b"\n") for file in files]
        return [(recipient.decode(), content) for recipient, _, content in found]

    def count(self) -> Counter[str]:
        """How many mails each recipient has."""
        return Counter(recipient for recipient, _ in self.accepted())


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    """A server of this test's own."""
    folder = tmp_path / "mail-server"
    folder.mkdir()
    command = [sys.executable, "-W", "ignore", "-m", "tests.smtp_server", str(folder)]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})
    try:
        yield MailServer(folder, _port(folder, process))
    finally:
        process.kill()
        process.wait()


def _port(folder: Path, process: subprocess.Popen[bytes]) -> int:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if (folder / "port").exists():
            return int((folder / "port").read_text())
        assert process.poll() is None, "the mail server ended"
        time.sleep(0.02)
    pytest.fail("the mail server did not start")
