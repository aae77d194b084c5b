"""`tracker demo`, `tracker serve` and `tracker web`, as processes of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest

from tracker import jobs
from tracker.cli.serve import STOPPING, _reminding

ROOT = Path(__file__).parents[2]
PATIENCE = 90
"""Seconds that a start may take on a machine that is busy with other tests."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("TRACKER_")}
    return {**clean, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", **more}


def heeding_ctrl_c() -> None:
    """A shell starts what runs in its background with SIGINT ignored, and that is handed down."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def started(folder: Path, *words: str, until: str, **more: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A running command, and what it has printed up to the line that holds `until`."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", *words],
        cwd=folder,
        env=environment(**more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=heeding_ctrl_c,
    )
    assert process.stdout is not None
    try:
        printed: list[str] = []
        for line in process.stdout:
            printed.append(line.rstrip())
            if until in line:
                break
        yield process, printed
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(timeout=PATIENCE)
        process.stdout.close()


def run(folder: Path, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tracker", *words],
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def health(port: int) -> dict[str, Any]:
    """What /health says, once the scheduler has shown a sign of life."""
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=10) as answer:
                found: dict[str, Any] = json.load(answer)
                return found
        except urllib.error.HTTPError as error:
            error.close()
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_the_demonstration_is_ready_signs_in_by_its_links_and_leaves_nothing(tmp_path: Path) -> None:
    port = free_port()
    # The installation's own database is named, and must not be touched.
    own = {"TRACKER_DATABASE__URL": f"sqlite:///{tmp_path / 'own.sqlite3'}", "TMPDIR": str(tmp_path)}
    with started(tmp_path, "demo", "--port", str(port), until="Stop med Ctrl-C", **own) as (process, printed):
        assert "Dagen er 15. maj 2019." in "\n".join(printed)
        links = [line.split() for line in printed if "/log-ind/link/" in line]
        roles = [re.sub(r".*, ", "", " ".join(words[:-1])) for words in links]
        assert roles == ["Forvaltning", "Udvalgssekretær", "Udvalgssekretær", "Ledelse", "Administrator"]
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        for words in links:
            with browser.open(words[-1], timeout=30) as page:
                assert "<h1>Overblik</h1>" in page.read().decode()
        assert health(port)["status"] == "ok"
        taken = run(tmp_path, "demo", "--port", str(port))
        assert taken.returncode == 2
        assert taken.stderr.splitlines() == [
            f"Fejl: Port {port} er optaget af et andet program. Vælg en anden med --port, f.eks. --port {port + 1}."
        ]
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=PATIENCE)
        assert (process.returncode, rest.strip().splitlines()[-1]) == (0, "Stoppet.")
    assert list(tmp_path.iterdir()) == []


def test_what_happens_in_a_demonstration_is_kept_on_request_and_its_day_can_be_chosen(tmp_path: Path) -> None:
    words = ("demo", "--keep", "--today", "2018-11-01")
    for _ in range(2):
        with started(tmp_path, *words, "--port", str(free_port()), until="Stop med Ctrl-C") as (process, printed):
            assert "Dagen er 1. november 2018." in "\n".join(printed)
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=PATIENCE)
            assert process.returncode == 0
    assert (tmp_path / "demonstration.sqlite3").exists()


@pytest.mark.parametrize("command", ["web", "serve"])
def test_an_installation_does_not_start_without_a_secret(command: str, sqlite_template: Path, tmp_path: Path) -> None:
    shutil.copyfile(sqlite_template, tmp_path / "tracker.sqlite3")
    refused = run(tmp_path, command)
    assert refused.returncode == 2
    assert refused.stderr.startswith("Fejl: web.secret_key mangler.")


def test_an_installation_serves_its_pages_and_sends_its_reminders_from_one_process(tmp_path: Path) -> None:
    port = free_port()
    assert run(tmp_path, "db", "upgrade").returncode == 0
    assert run(tmp_path, "users", "add", "ada@example.dk", "Ada Friis", "--role", "administrator").returncode == 0
    own = {
        "TRACKER_WEB__SECRET_KEY": "x" * 40,
        "TRACKER_MAIL__DELIVERY": "mailbox",
        "TRACKER_WEB__BASE_URL": f"http://127.0.0.1:{port}",
    }
    with started(tmp_path, "serve", "--port", str(port), until="Siderne vises på", **own) as (process, _):
        assert health(port)["heartbeat_fresh"] is True
        link = run(tmp_path, "users", "link", "Ada@example.dk", **own).stdout.strip()
        with urllib.request.urlopen(link, timeout=30) as page:
            assert "Log ind som Ada Friis" in page.read().decode()
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE)
        assert process.returncode == 0


class StartedReminders:
    """Reminders that remember whether they were stopped."""

    stopped = False

    def stop(self) -> None:
        self.stopped = True


@pytest.mark.parametrize("number", STOPPING)
def test_reminders_that_are_stopped_while_they_start_are_stopped_in_order(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle = StartedReminders()

    def start(_runtime: object) -> StartedReminders:
        signal.raise_signal(number)
        return handle

    monkeypatch.setattr(jobs, "start", start)
    before = [signal.getsignal(each) for each in STOPPING]
    with pytest.raises(KeyboardInterrupt), _reminding(None):  # type: ignore[arg-type]
        pytest.fail("the block must not begin")
    assert handle.stopped
    assert [signal.getsignal(each) for each in STOPPING] == before
