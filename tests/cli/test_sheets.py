"""`tracker sheet import`: tried out first, whole or only what is good, and taken back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import ADMINISTRATION, make_task
from tests.services.sheets.round_trip import edited, exported
from tracker.db.engine import Database
from tracker.db.models import Task
from tracker.domain.status import Status
from tracker.services.tasks.tasks import set_status

NOW = datetime(2019, 5, 15, 8, tzinfo=UTC)


@pytest.fixture
def file(database: Database, tmp_path: Path) -> Path:
    """A sheet with a good change and a bad one."""
    with database.writing() as session:
        good, bad = make_task(session, "Forslag til cykelsti"), make_task(session, "Bro åbnes")
        content = edited(
            exported(session, NOW), {good.id: {"Status": "I gang"}, bad.id: {"Frist": "snart", "Status": "I gang"}}
        )
    path = tmp_path / "status.xlsx"
    path.write_bytes(content)
    return path


def statuses(database: Database) -> list[Status]:
    with database.reading() as session:
        return [task.status for task in session.query(Task).order_by(Task.id)]


def test_a_sheet_is_tried_out_taken_in_and_taken_back(run: Run, file: Path, database: Database) -> None:
    tried = run("sheet", "import", file, "--dry-run")
    assert tried.exit_code == 0
    assert "Opgave 1 (Forslag til cykelsti): Status: Ikke startet → I gang\n" in tried.stdout
    assert "Intet er gemt. Indlæst ville filen give: 1 opgave ændret, 1 række med fejl.\n" in tried.stdout
    refused = run("sheet", "import", file)
    assert refused.exit_code == 2
    assert "Åbne, række 3, kolonnen «Frist»: «snart» er ikke en dato." in refused.stderr
    assert statuses(database) == [Status.NOT_STARTED, Status.NOT_STARTED]
    taken = run("sheet", "import", file, "--accept-good")
    assert taken.stdout.endswith(": 1 opgave ændret, 1 række med fejl.\n")
    assert statuses(database) == [Status.IN_PROGRESS, Status.NOT_STARTED]
    number = taken.stdout.split(":")[0].removeprefix("Indlæsning ")
    assert run("sheet", "undo", number).stdout == "Fortrudt: 1 opgave.\n"
    assert statuses(database) == [Status.NOT_STARTED, Status.NOT_STARTED]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04x", b"hej", b"%PDF-1.7"])
def test_what_is_no_sheet_ends_in_a_sentence(content: bytes, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "status.xlsx"
    path.write_bytes(content)
    result = run("sheet", "import", path)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.output


def test_a_conflict_says_who_changed_the_task_and_where_it_is_settled(run: Run, file: Path, database: Database) -> None:
    with database.writing() as session:
        set_status(session, 1, Status.WAITING, revision=None, actor=ADMINISTRATION, now=NOW + timedelta(hours=1))
    refused = run("sheet", "import", file)
    assert refused.exit_code == 2
    assert "Åbne, række 2: Anna Holm har ændret opgaven 15. maj 2019" in refused.stderr
    assert "Send rækken ind på siden «Indlæs regneark», og vælg dér for hver kolonne" in refused.stderr
