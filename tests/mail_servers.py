"""Fixtures that start a real mail server, and workers that hand mails to it, in other processes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tracker.db.engine import Database

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
        return [(envelope.split()[0], content) for envelope, content in self._kept()]

    def envelope_senders(self) -> list[str]:
        """Where each mail that was accepted comes back to, in their order."""
        return [envelope.split()[1] for envelope, _ in self._kept()]

    def count(self) -> Counter[str]:
        """How many mails each recipient has."""
        return Counter(recipient for recipient, _ in self.accepted())

    def _kept(self) -> list[tuple[str, bytes]]:
        files = sorted((self.folder / "accepted").iterdir())
        found = [file.read_bytes().partition(b"\n") for file in files]
        return [(envelope.decode(), content) for envelope, _, content in found]


@pytest.fixture
def mail_server(tmp_path: Path) -> Iterator[MailServer]:
    """A server of this test's own."""
    folder = tmp_path / "mail-server"
    folder.mkdir()
    with running(folder) as server:
        yield server


@contextmanager
def running(folder: Path) -> Iterator[MailServer]:
    """A server over `folder`, which may hold a `tls.json`; see `tests.smtp_server`."""
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


class Workers:
    """Starts workers in processes of their own; see `tests.worker_process`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def run(self, database: Database, server: MailServer, instant: datetime, **order: Any) -> list[int]:
        """Runs one worker, or as many as `workers` says, to their end; returns how each ended."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        url = database.url.render_as_string(hide_password=False)
        order |= {"url": url, "port": server.port, "instant": instant.isoformat()}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        statuses: list[int] = json.loads(self._process.stdout.readline())
        return statuses


@pytest.fixture(scope="session")
def workers() -> Iterator[Workers]:
    """Workers that start quickly, since what they import is there already."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.worker_process"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield Workers(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
