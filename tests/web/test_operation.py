"""Whether the machine runs, as pages and machines are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.web.browser import Client
from tests.web.world import MACHINE_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.db import migration
from tracker.db.engine import Database
from tracker.domain.roles import Role
from tracker.services.actors import COMMAND_LINE
from tracker.services.mails.failures import note_handled
from tracker.services.operation import restoring
from tracker.services.operation.watching import HEARTBEAT_LIMIT
from tracker.web.app import create_app

FAILED = 2
"""The mail in the world that failed."""


@pytest.fixture
def calm(runtime: Runtime) -> Runtime:
    """The same machine, after somebody has taken care of the mail that failed."""
    with runtime.database.writing() as session:
        note_handled(session, FAILED, actor=COMMAND_LINE, now=MACHINE_NOW)
    return runtime


def health(runtime: Runtime) -> tuple[int, dict[str, object]]:
    response = create_app(runtime).test_client().get("/health")
    return response.status_code, response.get_json()


def later(runtime: Runtime, by: timedelta) -> Runtime:
    return replace(runtime, machine_clock=FixedClock(MACHINE_NOW + by))


def test_a_machine_that_runs_is_well(calm: Runtime) -> None:
    status, answer = health(calm)
    assert (status, answer["status"], answer["database"]) == (200, "ok", "ok")
    assert answer["schema"] == {"current": migration.newest(), "expected": migration.newest()}


def test_a_heartbeat_that_is_old_is_told_to_machines_and_on_every_page(calm: Runtime, visit: SignIn) -> None:
    assert health(later(calm, HEARTBEAT_LIMIT))[0] == 200
    silent = later(calm, HEARTBEAT_LIMIT + timedelta(seconds=1))
    assert health(silent)[0] == 503
    client = visit(Role.SECRETARY)
    token = client.http.get_cookie("tracker")
    assert token is not None
    assert "Der sendes ikke påmindelser" not in client.get("/").text
    other = Client(create_app(silent))
    other.http.set_cookie("tracker", token.value)
    assert "Der sendes ikke påmindelser lige nu" in other.get("/opgaver/").text


def test_a_database_of_another_version_is_not_well(runtime: Runtime, tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite3'}")
    status, answer = health(replace(runtime, database=empty))
    empty.dispose()
    assert (status, answer["status"]) == (503, "fejl")


def test_a_database_that_does_not_answer_is_not_well(runtime: Runtime) -> None:
    away = Database("postgresql://nobody@127.0.0.1:1/nothing")
    status, answer = health(replace(runtime, database=away))
    away.dispose()
    assert (status, answer["database"]) == (503, "svarer ikke")


def test_the_administrator_sees_what_did_not_arrive_and_why(visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATOR).get("/drift/")
    assert "1 mail kræver handling" in page.main
    assert "550 ukendt modtager" in page.main


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MANAGEMENT])
def test_a_mail_is_shown_as_its_reader_gets_it(role: Role, visit: SignIn, world: World, app: Flask) -> None:
    page = visit(role).get(f"/postkasse/{world.mail}")
    assert "Rita Lund <rita@example.dk>" in page.main
    assert "Kære Rita. Se http://127.0.0.1:8000/opgaver/1" in page.main


def test_a_mail_that_failed_is_told_to_machines_and_to_administrators_until_somebody_acts(
    runtime: Runtime, visit: SignIn
) -> None:
    status, answer = health(runtime)
    assert status == 503
    assert answer["reasons"] == [
        {"code": "mails-failed", "text": "1 mail er ikke afleveret, og ingen har taget hånd om det."}
    ]
    administrator = visit(Role.ADMINISTRATOR)
    assert "1 mail er ikke afleveret" in administrator.get("/opgaver/").text
    assert "1 mail er ikke afleveret" not in visit(Role.SECRETARY).get("/opgaver/").text
    done = administrator.send("/drift/", f"/drift/mails/{FAILED}/haandteret")
    assert "Det er noteret, at modtageren har fået besked." in done.text
    assert "Ingen mails kræver handling" in done.main
    assert health(runtime)[0] == 200


def test_a_mail_that_failed_can_be_sent_again(runtime: Runtime, visit: SignIn) -> None:
    done = visit(Role.ADMINISTRATOR).send("/drift/", f"/drift/mails/{FAILED}/send-igen")
    assert "Mailen er lagt i udbakken igen." in done.text
    assert health(runtime)[0] == 200


def test_health_names_nobody(runtime: Runtime) -> None:
    text = str(health(runtime))
    assert "@" not in text
    assert "Rita" not in text


def test_after_a_copy_was_put_back_an_administrator_says_what_was_sent(calm: Runtime, visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    assert "lagt tilbage fra en kopi" not in client.get("/drift/").main
    with calm.database.writing() as session:
        restoring.hold(session, since=MACHINE_NOW - timedelta(hours=5))
    assert "restored" in [each["code"] for each in health(calm)[1]["reasons"]]  # type: ignore[attr-defined]
    page = client.get("/drift/")
    assert "Databasen er lagt tilbage fra en kopi" in page.main
    form = page.form("/drift/genskabt")
    refused = client.post(form.action, {**form.fields, "sent_until": "", "decision": "rest"})
    assert (refused.status, "Skriv, til og med hvilken dag mails er sendt." in refused.main) == (422, True)
    refused = client.post(form.action, {**form.fields, "sent_until": "2099-01-01", "decision": "rest"})
    assert (refused.status, "Dagen er ikke kommet endnu." in refused.main) == (422, True)
    done = client.post(form.action, {**form.fields, "decision": "all"})
    assert "Mails sendes igen." in done.text
    assert "lagt tilbage fra en kopi" not in done.main
    assert client.post(form.action, {**form.fields, "decision": "all"}).status == 409
