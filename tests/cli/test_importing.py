"""`tracker import` as a person runs it: what it says, what it stores, and what it leaves alone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cli.conftest import Run
from tracker.db.engine import Database
from tracker.db.models import Agreement, Proposal, SavingRow, Task
from tracker.resources import SAMPLE

AGREEMENT = SAMPLE / "agreement.txt"


def count(database: Database, table: type[object]) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_import_says_what_was_found_and_what_waits(run: Run, database: Database) -> None:
    result = run("import", AGREEMENT)
    assert result.exit_code == 0, result.output
    assert "er indlæst" in result.output
    assert "43 besparelser" in result.output
    assert "Venter på gennemgang" in result.output
    assert (count(database, Agreement), count(database, Task), count(database, SavingRow)) == (1, 0, 43)


def test_import_with_accept_makes_tasks_of_everything_dated(run: Run, database: Database) -> None:
    result = run("import", AGREEMENT, "--accept")
    assert result.exit_code == 0, result.output
    assert f"Accepteret: {count(database, Task)} nye opgaver." in result.output
    with database.reading() as session:
        undated = Task.due_on.is_(None) & Task.starts_on.is_(None)
        assert session.scalar(select(func.count()).where(undated)) == 0


def test_import_reads_by_the_conventions_of_the_settings(
    run: Run, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_CONVENTIONS__SUMMER", "recess")
    assert run("import", AGREEMENT).exit_code == 0
    with database.reading() as session:
        found = session.execute(
            select(Proposal.due_on, Proposal.explanation).where(Proposal.expression == "inden sommeren 2019")
        ).all()
    assert {due_on for due_on, _ in found} == {date(2019, 6, 30)}
    assert all("kommunens egen konvention" in explanation for _, explanation in found)


def test_importing_again_changes_nothing_and_says_so(run: Run, database: Database, short_agreement: Path) -> None:
    run("import", short_agreement, "--accept")
    before = count(database, Task)
    for arguments in (["--accept"], []):
        result = run("import", short_agreement, *arguments)
        assert result.exit_code == 0
        assert "Aftalen er allerede indlæst" in result.output
        assert "intet er ændret" in result.output
    assert (count(database, Agreement), count(database, Task)) == (1, before)


def test_what_waits_can_be_accepted_later_by_the_same_command(
    run: Run, database: Database, short_agreement: Path
) -> None:
    run("import", short_agreement)
    result = run("import", short_agreement, "--accept")
    assert "teksten er ikke ændret" in result.output
    assert count(database, Task) > 0


def test_the_name_of_an_agreement_can_be_given(run: Run, database: Database, short_agreement: Path) -> None:
    run("import", short_agreement, "--title", "Budgetaftalen")
    with database.reading() as session:
        assert session.scalar(select(Agreement.title)) == "Budgetaftalen"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "«aftale.txt»"),
        ("Kære alle. Tak for i går.".encode(), "hverken afsnit eller forpligtelser"),
    ],
)
def test_a_bad_file_is_told_in_one_sentence_and_nothing_is_stored(
    run: Run, database: Database, tmp_path: Path, content: bytes, words: str
) -> None:
    file = tmp_path / "aftale.txt"
    file.write_bytes(content)
    result = run("import", file, "--accept")
    assert result.exit_code == 2
    assert result.stderr.startswith("Fejl: ")
    assert words.strip("«»") in result.stderr
    assert "Traceback" not in result.output
    assert count(database, Agreement) == 0


def test_import_into_a_database_that_is_not_there_says_what_to_run(run_without_database: Run) -> None:
    result = run_without_database("import", AGREEMENT)
    assert result.exit_code == 2
    assert "tracker db upgrade" in result.stderr
