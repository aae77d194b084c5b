"""The morning mail to the administrators, and the list that it shares with Drift and /health."""

from __future__ import annotations

import threading
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import ClassVar, cast

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.factories import make_user
from tests.outboxes import ACCEPTED, TownHall, morning
from tracker.db.engine import Database
from tracker.db.models import Message, MessageState, User
from tracker.domain.delivery import Outcome, Result
from tracker.domain.roles import Role
from tracker.jobs import deliver, plan_tick
from tracker.services.operation.watching import ping
from tracker.settings import Settings, WatchingSettings

MONDAY = date(2019, 6, 3)
ADA = "ada@example.dk"


@pytest.fixture
def hall(database: Database) -> TownHall:
    hall = TownHall(database)
    hall.secretaries(3)

    def appoint(session: Session) -> None:
        make_user(session, "Ada Friis", role=Role.ADMINISTRATOR).email = ADA

    hall.change(appoint)
    return hall


def told(hall: TownHall) -> EmailMessage:
    """The last morning mail."""
    content = [content for address, content in hall.transport.handed_over if address == ADA][-1]
    return cast(EmailMessage, message_from_bytes(content, policy=default))


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def a_day(hall: TownHall, day: date) -> None:
    hall.clock.instant = morning(day)
    plan_tick(hall.worker())
    deliver(hall.worker())


def test_administrators_are_told_in_the_morning_what_became_of_the_last_mails(hall: TownHall) -> None:
    hall.transport.answer = lambda address: (
        Outcome(Result.REFUSED, "550 no such user") if address == "s0001@example.dk" else ACCEPTED
    )
    plan_tick(hall.worker())
    deliver(hall.worker())
    a_day(hall, MONDAY)
    mail = told(hall)
    assert mail["Subject"] == "Driften: 1 ting kræver handling (3. juni 2019)"
    text = text_of(mail)
    assert "Mails 31. maj 2019: planlagt 3, sendt 2, afvist 1, kommet retur 0." in text
    assert "* 1 mail er ikke afleveret, og ingen har taget hånd om det." in text
    assert "/drift/" in text


def test_where_all_is_well_the_mail_says_so_in_its_subject(hall: TownHall) -> None:
    plan_tick(hall.worker())
    deliver(hall.worker())
    assert told(hall)["Subject"] == "Driften 31. maj 2019: alt kører"
    a_day(hall, MONDAY)
    assert told(hall)["Subject"] == "Driften 3. juni 2019: planlagt 3, sendt 3, afvist 0, retur 0"
    assert "Alt kører, og intet venter på dig." in text_of(told(hall))


def test_it_comes_once_a_day_and_not_before_the_hour_or_on_a_weekend(hall: TownHall) -> None:
    for day, hour in ((MONDAY, 7), (MONDAY, 8), (MONDAY, 12), (date(2019, 6, 8), 9)):
        hall.clock.instant = morning(day, hour)
        plan_tick(hall.worker())
        deliver(hall.worker())
    assert hall.transport.addresses.count(ADA) == 1


def test_one_that_was_held_up_until_another_day_is_not_sent(hall: TownHall) -> None:
    hall.transport.answer = lambda address: Outcome(Result.DEFERRED, "450 busy")
    plan_tick(hall.worker())
    deliver(hall.worker())
    hall.machine.move(days=3)
    hall.transport = type(hall.transport)()
    a_day(hall, MONDAY)
    assert hall.transport.addresses.count(ADA) == 1
    kinds = [(message.day, message.state) for message in hall.messages() if message.kind == "operation"]
    assert kinds == [(date(2019, 5, 31), MessageState.VOID), (MONDAY, MessageState.ACCEPTED)]


def test_who_is_no_administrator_any_more_gets_none(hall: TownHall) -> None:
    plan_tick(hall.worker())
    hall.change(lambda session: session.execute(update(User).where(User.email == ADA).values(role=Role.SECRETARY)))
    deliver(hall.worker())
    assert ADA not in hall.transport.addresses


def test_it_can_be_left_out(hall: TownHall) -> None:
    plan_tick(hall.worker(settings=Settings(watching=WatchingSettings(morning_mail=False))))
    assert "operation" not in {message.kind for message in hall.messages()}


def test_a_morning_mail_that_fails_is_an_alarm_like_any_other(hall: TownHall) -> None:
    hall.change(lambda session: session.execute(update(User).where(User.email == ADA).values(email="ingen adresse")))
    plan_tick(hall.worker())
    deliver(hall.worker())
    with hall.database.reading() as session:
        failed = [each.kind for each in session.query(Message).filter(Message.state == MessageState.FAILED)]
    assert failed == ["operation"]


class Monitor(BaseHTTPRequestHandler):
    """Counts who asks, and answers with `status`."""

    asked: ClassVar[list[str]] = []
    status = 200

    def do_GET(self) -> None:
        Monitor.asked.append(self.path)
        self.send_response(Monitor.status)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Says nothing."""


@pytest.mark.parametrize("status", [200, 500])
def test_a_monitoring_address_is_asked_for_after_each_complete_round(
    sqlite_database: Database, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setattr(Monitor, "asked", [])
    monkeypatch.setattr(Monitor, "status", status)
    server = HTTPServer(("127.0.0.1", 0), Monitor)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        url = f"http://127.0.0.1:{server.server_port}/ping/1"
        hall = TownHall(sqlite_database)
        settings = Settings(watching=WatchingSettings(ping_url=url))
        assert plan_tick(hall.worker(settings=settings))
        assert Monitor.asked == ["/ping/1"]

        def fail(*_args: object, **_values: object) -> None:
            raise RuntimeError

        monkeypatch.setattr("tracker.jobs.planning.survey", fail)
        with pytest.raises(RuntimeError):
            plan_tick(hall.worker(settings=settings))
        assert Monitor.asked == ["/ping/1"]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_a_monitoring_address_that_does_not_answer_stops_nothing() -> None:
    assert not ping("http://127.0.0.1:1/", timeout=1)
