"""The ledger and the outbox: written together, once."""

from __future__ import annotations

from datetime import date, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, import_agreement, make_committee, make_task, make_user
from tests.outboxes import DAY, TownHall, morning
from tracker.clock import COPENHAGEN
from tracker.db.models import Message, Reminder, Task, TaskOwner, User
from tracker.domain.facts import MailKind
from tracker.domain.planning import Digest, Plan
from tracker.domain.policy import Policy
from tracker.domain.roles import Role
from tracker.jobs import Step, Worker, deliver, plan_and_queue
from tracker.services.reminders import reminders, survey
from tracker.services.tasks import tasks


def plan(hall: TownHall) -> Plan:
    with hall.database.reading() as session:
        return survey.survey(session, Policy(), now=hall.clock.now(), zone=COPENHAGEN).plan


def queue(hall: TownHall, digest: Digest) -> int | None:
    with hall.database.writing() as session:
        times = reminders.Times(hall.clock.now(), hall.machine.now())
        return reminders.queue_digest(session, digest, times=times, sender="tracker@example.dk")


def test_a_digest_and_its_lines_are_written_together(hall: TownHall) -> None:
    hall.secretaries(1, tasks=2)
    (digest,) = plan(hall).digests
    message_id = queue(hall, digest)
    message = hall.message()
    assert (message.id, message.kind, message.day, message.address) == (message_id, "digest", DAY, "s0000@example.dk")
    assert message.header_message_id.endswith("@example.dk>")
    assert message.header_date == hall.clock.now()
    assert message.queued_at == message.next_attempt_at == hall.machine.now()
    assert message.content is None
    newest = [row for row in message.reminders if row.state.value == "queued"]
    assert [(row.rule, row.occurrence) for row in newest] == [("on-day", "2019-05-31")] * 2
    assert newest[0].reason == "Fristen er i dag, 31. maj 2019."
    swallowed = {row.rule for row in message.reminders if row.state.value == "superseded"}
    assert swallowed == {"before-60", "before-30", "before-14", "before-7", "before-1"}


def test_the_same_digest_is_queued_once_whoever_comes(hall: TownHall) -> None:
    hall.secretaries(1)
    (digest,) = plan(hall).digests
    assert queue(hall, digest) is not None
    before = len(hall.ledger())
    assert queue(hall, digest) is None
    assert (len(hall.messages()), len(hall.ledger())) == (1, before)


def test_a_mail_whose_lines_another_has_written_is_not_queued(hall: TownHall) -> None:
    hall.secretaries(1)
    (digest,) = plan(hall).digests
    queue(hall, digest)
    other_day = Digest(digest.recipient, digest.kind, DAY + timedelta(days=3), digest.lines)
    assert queue(hall, other_day) is None
    assert len(hall.messages()) == 1


def test_only_the_lines_that_are_new_stand_in_a_mail(hall: TownHall) -> None:
    hall.secretaries(1, tasks=2)
    (digest,) = plan(hall).digests
    queue(hall, Digest(digest.recipient, digest.kind, date(2019, 5, 30), digest.lines[:1]))
    assert queue(hall, digest) is not None
    last = hall.messages()[-1]
    assert {row.task_id for row in last.reminders} == {digest.lines[1].task}


def test_planning_again_the_same_day_or_the_next_queues_nothing_twice(hall: TownHall) -> None:
    hall.secretaries(3, tasks=2)
    assert plan_and_queue(hall.worker()).queued == 3
    assert plan_and_queue(hall.worker()).queued == 0
    hall.clock.instant = morning(date(2019, 6, 3))
    assert plan_and_queue(hall.worker()).queued == 0
    assert len(hall.messages()) == 3


def test_an_inactive_secretary_gets_nothing_and_the_task_goes_to_the_administrators(hall: TownHall) -> None:
    hall.secretaries(1)

    def deactivate(session: Session) -> None:
        session.scalar(select(User)).active = False
        make_user(session, "Administrator", role=Role.ADMINISTRATOR).email = "admin@example.dk"

    hall.change(deactivate)
    assert plan_and_queue(hall.worker()).queued == 1
    assert hall.message().address == "admin@example.dk"


def test_management_gets_its_list_on_a_monday(hall: TownHall) -> None:
    hall.secretaries(1, tasks=3)
    hall.change(lambda session: make_user(session, "Direktør", role=Role.MANAGEMENT))
    hall.clock.instant = morning(date(2019, 6, 3))
    plan_and_queue(hall.worker())
    lists = [message for message in hall.messages() if message.kind == MailKind.OVERDUE_LIST]
    assert [len([row for row in each.reminders if row.state.value == "queued"]) for each in lists] == [3]


def test_the_responsible_is_reminded_beside_the_secretary(hall: TownHall) -> None:
    hall.secretaries(1)

    def give(session: Session) -> None:
        user = make_user(session, "Bo")
        task = session.scalar(select(Task))
        tasks.set_responsible(session, task.id, user.id, revision=None, actor=ADMINISTRATION, now=morning())

    hall.change(give)
    plan_and_queue(hall.worker())
    digests = [message.address for message in hall.messages() if message.kind == MailKind.DIGEST]
    assert len(digests) == len(set(digests)) == 2


def test_the_meeting_calendar_decides_the_day(hall: TownHall) -> None:
    def fill(session: Session) -> None:
        committee = make_committee(session, "Kulturudvalget", meetings=[date(2019, 5, 14), date(2019, 6, 11)])
        make_user(session, "Sekretær", role=Role.SECRETARY, committees=[committee])
        make_task(session, owners=[committee])

    hall.change(fill)
    hall.clock.instant = morning(date(2019, 5, 2))
    plan_and_queue(hall.worker())
    newest = [row for row in hall.ledger() if row.state.value == "queued"]
    assert [(row.rule, row.occurrence) for row in newest] == [("on-day", "2019-05-02")]
    assert newest[0].reason == "Sagen skal være færdig til dagsordenen i dag, 2. maj 2019 (møde 14. maj 2019)."


def test_a_task_imported_late_gets_one_line_and_no_flood(hall: TownHall) -> None:
    hall.secretaries(1, due=date(2018, 1, 15))
    hall.clock.instant = morning(date(2018, 10, 9), hour=11)
    plan_and_queue(hall.worker())
    assert [(row.rule, row.state.value) for row in hall.ledger()] == [
        ("after-266", "queued"),
        ("escalation-2", "superseded"),  # said in the same line
    ]


def test_a_fault_in_one_mail_does_not_stop_the_others(hall: TownHall) -> None:
    hall.secretaries(3)

    def vanish(step: Step) -> None:
        if step is Step.PLANNED:  # the second secretary is deleted between planning and queueing
            hall.change(lambda session: session.execute(delete(User).where(User.email == "s0001@example.dk")))

    assert plan_and_queue(hall.worker(watch=vanish)).queued == 2
    assert [message.address for message in hall.messages()] == ["s0000@example.dk", "s0002@example.dk"]


def preview(hall: TownHall, day: date) -> list[tuple[str, list[str]]]:
    with hall.database.reading() as session:
        found = reminders.preview_day(session, Policy(), day, now=hall.clock.now(), zone=COPENHAGEN)
    return [(mail.address, [line.newest.turn.rule for line in mail.digest.lines]) for mail in found.mails]


def test_a_day_shows_the_same_before_and_after_its_mails_have_left(hall: TownHall) -> None:
    hall.secretaries(2)
    before = preview(hall, DAY)
    plan_and_queue(hall.worker())
    assert before == [("s0000@example.dk", ["on-day"]), ("s0001@example.dk", ["on-day"])]
    assert preview(hall, DAY) == before
    hall.clock.instant = morning(date(2019, 6, 3))
    assert preview(hall, DAY) == before


def test_a_preview_writes_nothing(hall: TownHall) -> None:
    hall.secretaries(2)
    preview(hall, DAY)
    preview(hall, date(2019, 7, 1))
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Message)) == 0
        assert session.scalar(select(func.count()).select_from(Reminder)) == 0


def test_the_preview_of_the_coming_weeks_is_what_is_then_sent(hall: TownHall) -> None:
    hall.secretaries(1, due=date(2019, 5, 17))
    hall.clock.instant = morning(date(2019, 5, 1), hour=7)
    days = [date(2019, 5, 2) + timedelta(days=number) for number in range(30)]
    promised = {day: preview(hall, day) for day in days}
    plan_and_queue(_at(hall, date(2019, 5, 1)))
    seen = len(hall.messages())
    for day in days:
        plan_and_queue(_at(hall, day))
        new = hall.messages()[seen:]
        seen += len(new)
        sent = [
            (message.address, [row.rule for row in message.reminders if row.state.value == "queued"]) for message in new
        ]
        assert sent == promised[day], day


def _at(hall: TownHall, day: date) -> Worker:
    hall.clock.instant = morning(day)
    return hall.worker()


def test_a_task_that_has_nobody_is_named(hall: TownHall) -> None:
    hall.secretaries(1)

    hall.change(lambda session: session.execute(delete(TaskOwner)))
    assert plan(hall).unaddressed == (1,)


def test_a_saving_is_named_by_its_code_and_not_by_its_row_of_figures(hall: TownHall) -> None:
    hall.change(import_agreement)
    hall.change(lambda session: make_user(session, "Administrator", role=Role.ADMINISTRATOR))
    hall.clock.instant = morning(date(2019, 4, 1))
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    ((_, content),) = hall.transport.handed_over
    text = cast(EmailMessage, message_from_bytes(content, policy=default)).get_body(("plain",)).get_content()
    place = text.index("Færre annoncer")
    entry = text[place : text.index("/opgaver/", place)]
    assert "«" not in entry
    assert "«" in text  # the words of a commitment stand there
