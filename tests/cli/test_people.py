"""`tracker users` and `tracker meetings`."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Run


def test_users_are_added_and_listed(run: Run) -> None:
    assert "ingen brugere" in run("users", "list").output
    added = run("users", "add", "anna@example.dk", "Anna Holm", "--role", "management")
    assert added.output == "Anna Holm (anna@example.dk) er tilføjet som ledelse.\n"
    assert run("users", "list").output == "Anna Holm · anna@example.dk · Ledelse\n"


def test_a_user_that_is_there_already_is_refused(run: Run) -> None:
    run("users", "add", "anna@example.dk", "Anna Holm")
    again = run("users", "add", "ANNA@example.dk", "Anna")
    assert again.exit_code == 2
    assert "allerede en bruger" in again.stderr


def test_meetings_come_from_a_table_whole_or_not_at_all(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "moeder.csv"
    file.write_text("committee,date\nHavneudvalget,2019-06-11\n", encoding="utf-8")
    result = run("meetings", "import", file)
    assert result.exit_code == 2
    assert "Linje 2: Udvalget «Havneudvalget» findes ikke" in result.stderr
