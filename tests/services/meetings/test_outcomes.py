"""A meeting's outcome: in the history, in the days that follow from it, and in the reminders."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import TownHall, morning
from tracker.agreement.values import TaskKind
from tracker.clock import COPENHAGEN
from tracker.db.engine import Database
from tracker.db.models import Committee, Meeting, Task, TaskEvent
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.history import EventKind, describe
from tracker.domain.outcomes import Outcome
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import Actor
from tracker.services.committees.meeting_rules import set_route
from tracker.services.lists.reports import Wanted, status_report
from tracker.services.meetings.meetings import cancel_meeting
from tracker.services.meetings.outcomes import record_outcome
from tracker.services.tasks.tasks import move_deadline, reopen, set_status

APRIL, MAY, JUNE = date(2019, 4, 9), date(2019, 5, 14), date(2019, 6, 11)
AFTER_MAY = datetime(2019, 5, 15, 8, tzinfo=UTC)


@pytest.fixture
def culture(session: Session) -> Committee:
    return make_committee(session, "Kulturudvalget", meetings=[APRIL, MAY, JUNE])


@pytest.fixture
def task(session: Session, culture: Committee) -> Task:
    return make_task(session, due=date(2019, 6, 30), owners=[culture])


def meeting(session: Session, day: date, name: str = "Kulturudvalget") -> int:
    query = select(Meeting.id).join(Committee).where(Meeting.held_on == day, Committee.name == name)
    return session.scalars(query).one()


def record(
    session: Session,
    task: Task,
    day: date,
    outcome: Outcome,
    *,
    actor: Actor = ADMINISTRATION,
    revision: int | None = None,
    name: str = "Kulturudvalget",
    now: datetime = AFTER_MAY,
) -> Task:
    return record_outcome(
        session,
        task.id,
        meeting(session, day, name),
        outcome,
        comment="Ifølge referatet",
        revision=revision,
        actor=actor,
        now=now,
        zone=COPENHAGEN,
    )


def row_of(session: Session, task: Task) -> TaskRow:
    return next(row for row in load_rows(session, today=date(2019, 5, 15)) if row.id == task.id)


def history(session: Session, task: Task) -> list[str]:
    events = session.scalars(select(TaskEvent).where(TaskEvent.task_id == task.id).order_by(TaskEvent.id))
    return [describe(each.kind, each.before, each.after, each.presented_on) for each in events]


def test_what_is_decided_is_reported_at_the_meeting(session: Session, task: Task) -> None:
    found = record(session, task, MAY, Outcome.DECIDED)
    assert (found.status, found.presented_on) == (Status.PRESENTED, MAY)
    assert history(session, task)[1:] == [
        "Kulturudvalget 14. maj 2019: besluttet.",
        "Status: Ikke startet → Forelagt på mødet 14. maj 2019.",
    ]
    event = session.scalars(select(TaskEvent).where(TaskEvent.kind == EventKind.OUTCOME)).one()
    assert event.comment == "Ifølge referatet"


def test_what_is_postponed_has_the_next_meeting_and_keeps_its_status(session: Session, task: Task) -> None:
    set_status(session, task.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=AFTER_MAY)
    found = record(session, task, MAY, Outcome.POSTPONED)
    assert found.status is Status.DONE
    assert row_of(session, task).actionable.meeting == JUNE
    assert row_of(session, task).actionable.explanation.startswith("Sagen blev udsat på mødet i Kulturudvalget 14. maj")


def test_what_is_sent_back_is_in_progress_again(session: Session, task: Task) -> None:
    set_status(session, task.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=AFTER_MAY)
    assert record(session, task, MAY, Outcome.SENT_BACK).status is Status.IN_PROGRESS
    assert row_of(session, task).actionable.cutoff == date(2019, 5, 27)


def test_what_is_taken_off_can_be_told_before_the_meeting_and_the_others_cannot(session: Session, task: Task) -> None:
    with pytest.raises(InputError, match="ikke holdt endnu"):
        record(session, task, JUNE, Outcome.DECIDED)
    record(session, task, JUNE, Outcome.TAKEN_OFF)
    assert not row_of(session, task).actionable.possible


def test_said_again_for_the_same_meeting_the_newer_counts_and_both_stand_in_the_history(
    session: Session, task: Task
) -> None:
    record(session, task, MAY, Outcome.TAKEN_OFF)
    record(session, task, MAY, Outcome.POSTPONED)
    assert "blev udsat" in row_of(session, task).actionable.explanation
    assert history(session, task)[1:] == [
        "Kulturudvalget 14. maj 2019: taget af dagsordenen.",
        "Kulturudvalget 14. maj 2019: udsat.",
    ]


def test_a_new_deadline_begins_anew(session: Session, task: Task) -> None:
    record(session, task, APRIL, Outcome.POSTPONED)
    assert row_of(session, task).actionable.meeting == MAY
    move_deadline(
        session, task.id, date(2019, 6, 20), reason="Ny plan", revision=None, actor=ADMINISTRATION, now=AFTER_MAY
    )
    assert row_of(session, task).actionable.meeting == JUNE


def test_what_was_decided_by_mistake_is_opened_again(session: Session, task: Task) -> None:
    record(session, task, APRIL, Outcome.DECIDED)
    with pytest.raises(InputError, match="afsluttet"):
        record(session, task, APRIL, Outcome.POSTPONED)
    reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=AFTER_MAY)
    assert row_of(session, task).actionable.meeting == JUNE
    record(session, task, APRIL, Outcome.POSTPONED)
    assert row_of(session, task).actionable.meeting == MAY


def test_a_case_goes_on_to_the_next_body_and_ends_with_the_last(session: Session, culture: Committee) -> None:
    council = make_committee(session, "Byrådet", meetings=[date(2019, 5, 14), date(2019, 5, 27)])
    set_route(session, culture.id, {TaskKind.DECISION}, [council.id], actor=ADMINISTRATION)
    task = make_task(session, due=date(2019, 5, 31), kind=TaskKind.DECISION, owners=[culture])
    found = record(session, task, APRIL, Outcome.DECIDED)
    assert found.status is Status.NOT_STARTED
    assert [stop.committee for stop in row_of(session, task).actionable.stops] == ["Byrådet"]
    secretary = Actor(None, "Bo", Role.SECRETARY, frozenset({council.id}))
    later = datetime(2019, 5, 28, 8, tzinfo=UTC)
    with pytest.raises(ForbiddenError):
        record(session, task, MAY, Outcome.DECIDED, actor=secretary)
    last = record(session, task, date(2019, 5, 27), Outcome.DECIDED, actor=secretary, name="Byrådet", now=later)
    assert (last.status, last.presented_on) == (Status.PRESENTED, date(2019, 5, 27))


def test_what_cannot_be_is_refused(session: Session, culture: Committee, task: Task) -> None:
    make_committee(session, "Skoleudvalget", meetings=[MAY])
    with pytest.raises(InputError, match="behandles ikke i Skoleudvalget"):
        record(session, task, MAY, Outcome.DECIDED, name="Skoleudvalget")
    with pytest.raises(ForbiddenError):
        record(session, task, MAY, Outcome.DECIDED, actor=Actor(None, "Lars", Role.MANAGEMENT))
    with pytest.raises(ConflictError):
        record(session, task, MAY, Outcome.DECIDED, revision=task.revision + 1)
    with pytest.raises(NotFoundError):
        record_outcome(
            session, task.id, 4711, Outcome.DECIDED, revision=None, actor=ADMINISTRATION, now=AFTER_MAY, zone=COPENHAGEN
        )
    delivery = make_task(session, kind=TaskKind.DELIVERY, owners=[culture])
    with pytest.raises(InputError, match="uden at blive forelagt"):
        record(session, delivery, MAY, Outcome.DECIDED)
    cancel_meeting(session, meeting(session, JUNE), actor=ADMINISTRATION)
    with pytest.raises(InputError, match="er aflyst"):
        record(session, task, JUNE, Outcome.TAKEN_OFF)


def test_a_meeting_with_an_outcome_is_not_cancelled(session: Session, task: Task) -> None:
    record(session, task, MAY, Outcome.POSTPONED)
    with pytest.raises(InputError, match="1 opgave er forelagt eller behandlet på det"):
        cancel_meeting(session, meeting(session, MAY), actor=ADMINISTRATION)


def test_what_was_postponed_is_reminded_of_by_its_next_meeting(database: Database) -> None:
    hall = TownHall(database)
    with database.writing() as session:
        culture = make_committee(session, "Kulturudvalget", meetings=[APRIL, MAY, JUNE])
        make_user(session, "Rita Lund", role=Role.SECRETARY, committees=[culture])
        make_task(session, due=date(2019, 5, 31), owners=[culture])
    hall.clock.instant = morning(date(2019, 4, 11))
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    hall.change(
        lambda session: record(session, session.scalars(select(Task)).one(), MAY, Outcome.POSTPONED, now=AFTER_MAY)
    )
    hall.clock.instant = morning(date(2019, 5, 20))
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    told = hall.ledger()[-1]
    assert {row.occurrence for row in hall.ledger()} == {"2019-05-02", "2019-05-27"}
    assert told.reason is not None
    assert b"27. maj 2019" in hall.transport.handed_over[-1][1]


class TestReportsOfADay:
    """What a report says of meetings, as of a day: the same whenever it is made."""

    AFTER_JUNE = datetime(2019, 6, 12, 8, tzinfo=UTC)

    def line(self, session: Session, day: date) -> tuple[date | None, str | None]:
        report = status_report(session, Wanted(TaskFilter(), day), today=date(2019, 8, 1), zone=COPENHAGEN)
        (line,) = (*report.open, *report.finished)
        return line.next_treatment, line.treatment

    def test_it_tells_how_the_case_fared_and_when_it_comes_again(self, session: Session, task: Task) -> None:
        before = self.line(session, date(2019, 5, 14))
        record(session, task, MAY, Outcome.POSTPONED)
        told = (JUNE, "Sagen blev udsat på mødet i Kulturudvalget 14. maj 2019.")
        assert self.line(session, date(2019, 5, 15)) == told
        assert self.line(session, date(2019, 5, 14)) == before == (JUNE, None)

    def test_what_happens_later_does_not_change_it(self, session: Session, task: Task) -> None:
        record(session, task, MAY, Outcome.POSTPONED)
        then = self.line(session, date(2019, 5, 20))
        record(session, task, JUNE, Outcome.DECIDED, now=self.AFTER_JUNE)
        assert self.line(session, date(2019, 5, 20)) == then
        assert self.line(session, date(2019, 6, 12)) == (
            None,
            "Sagen er behandlet på mødet i Kulturudvalget 11. juni 2019.",
        )

    def test_of_what_was_said_twice_of_a_meeting_the_newer_counts(self, session: Session, task: Task) -> None:
        record(session, task, MAY, Outcome.POSTPONED)
        record(session, task, MAY, Outcome.SENT_BACK)
        move_deadline(
            session, task.id, date(2019, 9, 30), reason="x", revision=None, actor=ADMINISTRATION, now=self.AFTER_JUNE
        )
        said = "Sagen blev sendt tilbage på mødet i Kulturudvalget 14. maj 2019."
        assert self.line(session, date(2019, 5, 20))[1] == said
        assert self.line(session, date(2019, 6, 12))[1] == said  # also under the new date

    def test_the_days_that_follow_are_as_they_were(self, session: Session, task: Task) -> None:
        record(session, task, MAY, Outcome.POSTPONED)
        shown = list_tasks_as_of(session, date(2019, 5, 20))[0].actionable
        move_deadline(
            session, task.id, date(2019, 9, 30), reason="x", revision=None, actor=ADMINISTRATION, now=self.AFTER_JUNE
        )
        assert list_tasks_as_of(session, date(2019, 5, 20))[0].actionable == shown
