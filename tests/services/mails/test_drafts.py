"""Mails that are written when they are queued: handed over as they are, and written anew when they must be."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_task
from tests.outboxes import DAY, TownHall, morning
from tracker.agreement.values import TaskKind
from tracker.db.models import Message, Task, User, WrittenAhead
from tracker.domain.delivery import Result
from tracker.domain.status import Status
from tracker.jobs import deliver, plan_and_queue
from tracker.services.mails import digests
from tracker.services.tasks import tasks, waits
from tracker.settings import MailSettings, Settings


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The mails that were written, each as often as it was."""
    real, found = digests.compose, list[int]()

    def compose(look: digests.Look, message: Message, *args: Any, **kwargs: Any) -> object:
        found.append(message.id)
        return real(look, message, *args, **kwargs)

    monkeypatch.setattr("tracker.services.mails.digests.compose", compose)
    return found


def stored(hall: TownHall) -> int:
    with hall.database.reading() as session:
        return session.scalar(select(func.count()).select_from(WrittenAhead)) or 0


def test_a_mail_is_written_when_it_is_queued_and_handed_over_as_it_is(hall: TownHall, composed: list[int]) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    assert (sorted(composed), stored(hall)) == ([1, 2, 3], 3)
    assert {message.content for message in hall.messages()} == {None}  # nothing was handed over yet
    composed.clear()
    assert deliver(hall.worker()) == {Result.ACCEPTED: 3}
    assert (composed, stored(hall)) == ([], 0)
    assert [content for _, content in hall.transport.handed_over] == [each.content for each in hall.messages()]


def test_only_the_mails_whose_tasks_changed_are_written_anew(hall: TownHall, composed: list[int]) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    composed.clear()
    hall.change(lambda session: session.execute(update(Task).where(Task.id == 2).values(title="Et nyt navn")))
    assert deliver(hall.worker()) == {Result.ACCEPTED: 3}
    assert composed == [2]
    assert b"Et nyt navn" in hall.transport.handed_over[1][1]


def test_what_a_task_waits_for_stands_in_its_mail_and_is_looked_at_as_the_mail_goes(hall: TownHall) -> None:
    hall.secretaries(2)
    awaited: list[int] = []

    def tie(session: Session) -> None:
        awaited.extend(make_task(session, title, kind=TaskKind.DELIVERY).id for title in ("Høring", "Udkast"))
        for each in awaited:
            waits.add_wait(session, 1, each, actor=ADMINISTRATION, now=morning())

    hall.change(tie)
    plan_and_queue(hall.worker())
    assert stored(hall) == 1  # that of the other secretary
    done = {"revision": None, "actor": ADMINISTRATION, "now": morning()}
    hall.change(lambda session: tasks.set_status(session, awaited[0], Status.DONE, **done))
    deliver(hall.worker())
    first, second = (content.decode() for _, content in hall.transport.handed_over)
    assert "Venter p=C3=A5 =C2=ABUdkast=C2=BB" in first
    assert "H=C3=B8ring" not in first
    assert "Venter" not in second


def test_a_change_of_people_writes_every_mail_anew(hall: TownHall, composed: list[int]) -> None:
    hall.secretaries(3)
    plan_and_queue(hall.worker())
    composed.clear()
    hall.change(lambda session: session.execute(update(User).where(User.id == 3).values(name="Ny Navnesen")))
    assert deliver(hall.worker()) == {Result.ACCEPTED: 3}
    assert sorted(composed) == [1, 2, 3]
    assert b"Ny Navnesen" in hall.transport.handed_over[2][1]


@pytest.mark.parametrize("by", [{"minutes": 11}, {"minutes": -1}, {"days": 3000}])
def test_what_was_written_ahead_is_good_for_some_minutes_alone(
    hall: TownHall, composed: list[int], by: dict[str, float]
) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    composed.clear()
    hall.machine.move(**by)
    hall.change(lambda session: session.execute(update(Message).values(next_attempt_at=hall.machine.now())))
    assert deliver(hall.worker()) == {Result.ACCEPTED: 1}
    assert composed == [1]


def test_the_next_day_counts_its_days_anew(hall: TownHall, composed: list[int]) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    composed.clear()
    hall.clock.instant = morning(DAY + timedelta(days=1))
    assert deliver(hall.worker()) == {Result.ACCEPTED: 1}
    assert composed == [1]


def test_another_sender_writes_it_anew(hall: TownHall, composed: list[int]) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    composed.clear()
    assert deliver(hall.worker(settings=Settings(mail=MailSettings(sender="ny@example.dk")))) == {Result.ACCEPTED: 1}
    assert composed == [1]
    assert b"ny@example.dk" in hall.transport.handed_over[0][1]


def test_what_nobody_came_for_is_cleared_away(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    hall.machine.move(hours=1)
    hall.clock.instant = morning(DAY + timedelta(days=7))
    plan_and_queue(hall.worker())
    assert stored(hall) == 1
