"""`tracker remind`: a look at any day without a trace, and the day's mails by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from tests.cli.conftest import Run
from tests.outboxes import TownHall
from tracker.db.engine import Database
from tracker.db.models import Message, Reminder, User

MAILBOX = '\n[mail]\ndelivery = "mailbox"\n'


@pytest.fixture
def hall(database: Database, run: Run, tmp_path: Path) -> TownHall:
    """Two secretaries with a task each, due on 31 May 2019, and mails that stay on the machine."""
    with (tmp_path / "tracker.toml").open("a", encoding="utf-8") as config:
        config.write(MAILBOX)
    hall = TownHall(database)
    hall.secretaries(2)
    return hall


def rows(database: Database) -> tuple[int, ...]:
    with database.reading() as session:
        return tuple(session.scalar(select(func.count()).select_from(table)) or 0 for table in (Message, Reminder))


def test_a_look_at_a_day_says_who_gets_what_and_why_and_writes_nothing(run: Run, hall: TownHall) -> None:
    result = run("remind", "--dry-run", "--on", "2019-05-31")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("2 mails 31. maj 2019, sendt fra kl. 8:\n")
    assert "Sekretær 0 <s0000@example.dk>: påmindelser, 1 opgave\n" in result.output
    assert "Opgave 0-0\n      Fristen er i dag, 31. maj 2019. [På dagen]" in result.output
    assert rows(hall.database) == (0, 0)


def test_a_look_as_json_has_the_rules_and_what_they_swallow(run: Run, hall: TownHall) -> None:
    result = run("remind", "--dry-run", "--on", "2019-05-17", "--today", "2019-05-02", "--json")
    # 17 May was Store bededag: the reminder of that day comes on the Monday.
    assert json.loads(result.output) == {"day": "2019-05-17", "mails": [], "unaddressed": []}
    result = run("remind", "--dry-run", "--on", "2019-05-20", "--today", "2019-05-02", "--json")
    data = json.loads(result.output)
    assert [mail["address"] for mail in data["mails"]] == ["s0000@example.dk", "s0001@example.dk"]
    (task,) = data["mails"][0]["tasks"]
    assert (task["rule"], task["due"], task["as"], task["superseded"]) == ("before-14", "2019-05-31", "secretary", [])
    assert task["due_at"] == "2019-05-20T08:00:00+02:00"
    assert task["reason"] == "Fristen er om 11 dage, 31. maj 2019."


def test_a_look_at_a_day_that_is_not_worked_names_the_next(run: Run, hall: TownHall) -> None:
    result = run("remind", "--dry-run", "--on", "2019-06-01")
    assert "Ingen får mail 1. juni 2019." in result.output
    assert "den næste er 3. juni 2019" in result.output


def test_a_look_names_the_tasks_that_have_nobody(run: Run, hall: TownHall) -> None:
    hall.change(lambda session: session.execute(update(User).values(active=False)))
    result = run("remind", "--dry-run", "--on", "2019-05-31")
    assert "Ingen at påminde om – Opgave 0-0." in result.output
    assert "Giv opgaven et udvalg med en sekretær" in result.output


def test_the_days_mails_are_sent_once_and_are_what_was_shown(run: Run, hall: TownHall) -> None:
    shown = run("remind", "--dry-run", "--today", "2019-05-31").output
    result = run("remind", "--today", "2019-05-31")
    assert result.output == "2 nye mails lagt i udbakken.\n2 mails afleveret.\n"
    assert [message.address for message in hall.messages()] == ["s0000@example.dk", "s0001@example.dk"]
    assert run("remind", "--today", "2019-05-31").output == "0 nye mails lagt i udbakken.\n"
    assert run("remind", "--dry-run", "--today", "2019-05-31").output == shown


def test_on_a_day_that_is_not_worked_nothing_new_is_sent_and_it_says_so(run: Run, hall: TownHall) -> None:
    result = run("remind", "--today", "2019-06-01")
    assert "Nye mails sendes på arbejdsdage fra kl. 8." in result.output
    assert rows(hall.database) == (0, 0)


@pytest.mark.parametrize("option", [["--on", "2019-05-31"], ["--json"]])
def test_what_belongs_to_a_look_is_refused_without_it(run: Run, hall: TownHall, option: list[str]) -> None:
    result = run("remind", *option)
    assert result.exit_code == 2
    assert rows(hall.database) == (0, 0)


def test_a_database_that_is_not_there_is_named(run_without_database: Run) -> None:
    result = run_without_database("remind", "--dry-run")
    assert result.exit_code == 2
    assert "tracker db upgrade" in result.output
