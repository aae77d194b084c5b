"""`tracker users`."""

from __future__ import annotations

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
