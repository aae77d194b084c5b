"""`tracker worker` as a process of its own: it sends, and it stops when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.mail_servers import MailServer
from tests.outboxes import TownHall
from tracker.db.engine import Database
from tracker.db.models import MessageState

ROOT = Path(__file__).parents[2]
PATIENCE = 40.0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_sends_what_is_due_and_stops_cleanly(
    sqlite_database: Database, mail_server: MailServer, tmp_path: Path, number: signal.Signals
) -> None:
    hall = TownHall(sqlite_database)
    addresses = hall.secretaries(2)
    config = tmp_path / "config.toml"
    config.write_text(
        f'[database]\nurl = "{sqlite_database.url}"\n'
        f'[mail]\nhost = "127.0.0.1"\nport = {mail_server.port}\nsender = "tracker@example.dk"\n'
    )
    command = [sys.executable, "-m", "tracker", "--config", str(config), "worker", "--today", "2019-05-31"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            until = time.monotonic() + PATIENCE
            while not _all_accepted(hall) and time.monotonic() < until:
                time.sleep(0.1)
            process.send_signal(number)
            output, errors = process.communicate(timeout=PATIENCE)
        finally:
            process.kill()
    assert process.returncode == 0, errors
    assert output == "Påmindelser planlægges og sendes. Stop med Ctrl+C.\nStoppet.\n"
    assert "Traceback" not in errors
    assert sorted(mail_server.count()) == addresses
    assert set(mail_server.count().values()) == {1}


def _all_accepted(hall: TownHall) -> bool:
    found = [message.state for message in hall.messages()]
    return bool(found) and set(found) == {MessageState.ACCEPTED}
