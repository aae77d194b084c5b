"""The table that is printed after a run of the long tests: what was killed, lost and doubled."""

from __future__ import annotations

from dataclasses import dataclass

import pytest


@dataclass(frozen=True, slots=True)
class SoakLine:
    """A row of the table. A number that does not apply is none."""

    what: str
    database: str
    mails: int
    kills: int | None
    lost: int
    doubled: int
    identical: str


LINES = pytest.StashKey[list[SoakLine]]()


@pytest.fixture
def soak(request: pytest.FixtureRequest) -> list[SoakLine]:
    """Where a test puts its row."""
    return request.config.stash.setdefault(LINES, [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Prints the table, if there is a row."""
    lines = config.stash.get(LINES, [])
    if not lines:
        return
    terminalreporter.section("soak")
    form = "{:<34}{:<12}{:>7}{:>7}{:>6}{:>9}  {}"
    terminalreporter.write_line(form.format("what", "database", "mails", "kills", "lost", "doubled", "byte-identical"))
    for line in lines:
        kills = "–" if line.kills is None else line.kills
        row = (line.what, line.database, line.mails, kills, line.lost, line.doubled, line.identical)
        terminalreporter.write_line(form.format(*row))
