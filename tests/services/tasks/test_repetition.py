"""Tasks that fall due again: each time is reported by itself, and the series goes on as it was."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, make_task
from tests.readings import POLICY, READING, TEXT, deadline
from tracker.agreement.values import DeadlineKind, TaskKind
from tracker.clock import local_date
from tracker.db.engine import Database
from tracker.db.models import Proposal, Task
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.tasks import one_task
from tracker.documents import Document
from tracker.domain.history import EventKind
from tracker.domain.recurrence import Series
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.services.actors import Actor
from tracker.services.agreements import agreements
from tracker.services.review import review
from tracker.services.review.proposal_tasks import make_tasks
from tracker.services.tasks import occurrences, repetition, tasks
from tracker.services.tasks.origin import withdraw

LATER = datetime(2019, 5, 15, 7, 0, tzinfo=UTC)
QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"
END = date(2021, 12, 31)


def accepted(session: Session, recurrence: str | None, *, start: date | None = None, due: date | None = None) -> Task:
    """The task of an agreement whose words repeat."""
    when = deadline("inden sommeren 2019", start=start, due=due, kind=DeadlineKind.RECURRING, recurrence=recurrence)
    promise = replace(POLICY, kind=TaskKind.REPORT, deadline=when)
    agreement_id = agreements.import_reading(
        session,
        Document(TEXT, "aftale.txt"),
        replace(READING, commitments=(promise,), savings=(), findings=()),
        actor=ADMINISTRATION,
        now=NOW,
    ).agreement_id
    review.accept(session, dict.fromkeys(_proposals(session, agreement_id)), actor=ADMINISTRATION, now=NOW)
    return session.scalars(select(Task).where(Task.agreement_id == agreement_id)).one()


def _proposals(session: Session, agreement_id: int) -> list[int]:
    return list(session.scalars(select(Proposal.id).where(Proposal.agreement_id == agreement_id)))


def quarterly(session: Session) -> Task:
    return accepted(session, f"{QUARTERLY};UNTIL=20211231", start=date(2019, 1, 1), due=date(2019, 3, 31))


def present(session: Session, task: Task, *, now: datetime = LATER) -> Task:
    return tasks.set_status(
        session,
        task.id,
        Status.PRESENTED,
        presented_on=date(2019, 5, 14),
        revision=None,
        actor=ADMINISTRATION,
        now=now,
    )


def move(session: Session, task: Task, due: date) -> Task:
    return tasks.move_deadline(
        session, task.id, due, reason="Tal mangler.", revision=None, actor=ADMINISTRATION, now=LATER
    )


def set_rule(
    session: Session, task: Task, rule: str, due: date, until: date | None, reason: str = "Aftalt på mødet."
) -> Task:
    return repetition.set_rule(
        session, task.id, rule, due, until, reason=reason, revision=None, actor=ADMINISTRATION, now=LATER
    )


def days(task: Task, *statuses: Status) -> list[date]:
    """The days of the times with one of `statuses`, by default of those that are open."""
    wanted = statuses or (Status.NOT_STARTED,)
    return sorted(each.due_on for each in task.occurrences if each.status in wanted)


def row(session: Session, task: Task) -> tuple[date | None, date | None, int]:
    found = one_task(session, task.id, today=local_date(LATER))
    return found.due_on, found.first_due_on, found.moves


def test_an_accepted_promise_that_repeats_is_due_at_its_first_time_and_has_the_others_ahead(session: Session) -> None:
    task = quarterly(session)
    assert (task.starts_on, task.due_on) == (date(2019, 1, 1), date(2019, 3, 31))
    assert days(task)[:3] == [date(2019, 3, 31), date(2019, 6, 30), date(2019, 9, 30)]
    assert days(task)[-1] == date(2020, 9, 30)  # two years from the acceptance
    assert task.series is not None
    assert (task.series.rule, task.series.ends_on) == (f"{QUARTERLY};BYMONTHDAY=-1", END)


def test_words_that_repeat_within_a_year_are_due_in_it_more_than_once(session: Session) -> None:
    task = accepted(session, "FREQ=MONTHLY;INTERVAL=6;UNTIL=20191231", start=date(2019, 1, 1), due=date(2019, 12, 31))
    assert (task.starts_on, task.due_on) == (date(2019, 1, 1), date(2019, 6, 30))
    assert days(task) == [date(2019, 6, 30), date(2019, 12, 31)]
    assert [version.due_on for version in task.deadlines] == [date(2019, 6, 30)]


def test_words_without_a_date_give_no_deadline_but_keep_their_rule_for_the_first(session: Session) -> None:
    task = accepted(session, f"{QUARTERLY};UNTIL=20211231")
    assert (task.due_on, task.occurrences) == (None, [])
    assert task.series is not None
    task = move(session, task, date(2019, 6, 30))
    assert days(task)[:3] == [date(2019, 6, 30), date(2019, 9, 30), date(2019, 12, 31)]
    assert [version.moved for version in task.deadlines] == [False, False]
    assert (task.series.due_on, task.series.ends_on) == (date(2019, 6, 30), END)


def test_ongoing_words_without_a_date_give_no_times_at_all(session: Session) -> None:
    task = accepted(session, None)
    assert (task.due_on, task.occurrences, task.series) == (None, [], None)


def test_reporting_closes_the_time_and_not_the_series(session: Session) -> None:
    task = present(session, quarterly(session))
    assert (task.status, task.starts_on, task.due_on) == (Status.NOT_STARTED, date(2019, 4, 1), date(2019, 6, 30))
    assert days(task, Status.PRESENTED) == [date(2019, 3, 31)]
    event = task.events[-1]
    assert (event.kind, event.before, event.after) == (EventKind.OCCURRENCE, "2019-03-31", "2019-06-30")
    assert event.presented_on == date(2019, 5, 14)
    assert row(session, task) == (date(2019, 6, 30), date(2019, 6, 30), 0)


def test_done_but_not_yet_presented_is_still_the_same_time(session: Session) -> None:
    task = quarterly(session)
    tasks.set_status(session, task.id, Status.DONE, revision=None, actor=ADMINISTRATION, now=LATER)
    assert (task.status, task.due_on) == (Status.DONE, date(2019, 3, 31))


def test_the_last_time_closes_the_task(session: Session) -> None:
    task = accepted(session, "FREQ=MONTHLY;INTERVAL=6;UNTIL=20191231", start=date(2019, 1, 1), due=date(2019, 12, 31))
    task = present(session, present(session, task))
    assert (task.status, task.due_on) == (Status.PRESENTED, date(2019, 12, 31))
    task = tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert (task.status, task.due_on, days(task)) == (Status.IN_PROGRESS, date(2019, 12, 31), [date(2019, 12, 31)])


def test_moving_one_time_keeps_its_first_date_and_leaves_the_series_where_it_is(session: Session) -> None:
    task = move(session, quarterly(session), date(2019, 5, 20))
    assert row(session, task) == (date(2019, 5, 20), date(2019, 3, 31), 1)
    task = present(session, task)
    assert row(session, task) == (date(2019, 6, 30), date(2019, 6, 30), 0)
    task = move(session, task, date(2019, 7, 15))
    assert row(session, task) == (date(2019, 7, 15), date(2019, 6, 30), 1)
    assert [each.occurrence for each in task.deadlines] == [1, 1, 2, 2]
    [then] = list_tasks_as_of(session, date(2019, 5, 14))
    assert (then.due_on, then.first_due_on, then.moves) == (date(2019, 3, 31), date(2019, 3, 31), 0)


def test_a_time_that_is_opened_again_has_the_date_that_it_was_moved_to(session: Session) -> None:
    task = present(session, move(session, quarterly(session), date(2019, 5, 20)))
    task = tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert row(session, task) == (date(2019, 5, 20), date(2019, 3, 31), 1)
    assert task.status is Status.IN_PROGRESS
    task = present(session, task)
    assert row(session, task) == (date(2019, 6, 30), date(2019, 6, 30), 0)
    assert days(task, Status.PRESENTED) == [date(2019, 3, 31)]


def test_dropping_the_task_closes_the_series_and_reopening_takes_it_back(session: Session) -> None:
    task = present(session, quarterly(session))
    ahead = days(task)
    task = tasks.drop(session, task.id, reason="Aftalt om.", revision=None, actor=ADMINISTRATION, now=LATER)
    assert days(task) == []
    assert occurrences.extend_all(session, today=date(2025, 1, 1)) == 0
    task = tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert days(task) == ahead
    assert row(session, task) == (date(2019, 6, 30), date(2019, 6, 30), 0)


def test_times_are_made_ahead_as_the_days_go_by_and_no_time_twice(session: Session) -> None:
    task = quarterly(session)
    assert occurrences.extend_all(session, today=local_date(NOW)) == 0
    made = len(task.occurrences)
    assert occurrences.extend_all(session, today=date(2019, 12, 1)) == 1
    assert occurrences.extend_all(session, today=date(2019, 12, 1)) == 0
    assert days(task)[-1] == date(2021, 9, 30)
    occurrences.extend_all(session, today=date(2029, 1, 1))
    assert days(task)[-1] == END
    assert len(task.occurrences) == 12 > made
    assert task.revision == 1  # nobody who has the page open is told that somebody was faster


def test_a_series_without_an_end_is_made_within_bounds(session: Session) -> None:
    task = accepted(session, "FREQ=WEEKLY", due=date(2019, 1, 7))
    occurrences.extend_all(session, today=date(2040, 1, 1))
    assert len(days(task)) == occurrences.MOST_AHEAD


def test_what_comes_seldom_has_its_next_time_however_far_ahead(session: Session) -> None:
    task = accepted(session, "FREQ=YEARLY;INTERVAL=4", due=date(2019, 1, 7))
    assert days(task) == [date(2019, 1, 7), date(2023, 1, 7)]


def test_a_person_lets_a_task_repeat_and_sees_the_times(session: Session) -> None:
    task = make_task(session, kind=TaskKind.REPORT, due=date(2019, 5, 31))
    task = move(session, task, date(2019, 6, 30))
    task = set_rule(session, task, QUARTERLY, date(2019, 6, 30), date(2019, 12, 31))
    assert days(task) == [date(2019, 6, 30), date(2019, 9, 30), date(2019, 12, 31)]
    assert row(session, task) == (date(2019, 6, 30), date(2019, 5, 31), 1)
    event = task.events[-1]
    assert (event.kind, event.before, event.comment) == (EventKind.SERIES, None, "Aftalt på mødet.")
    assert event.after == f"{QUARTERLY};BYMONTHDAY=-1;UNTIL=20191231"


def test_a_window_goes_along_where_it_is_no_longer_than_the_time_to_the_next(session: Session) -> None:
    task = make_task(session, kind=TaskKind.REPORT, start=date(2019, 1, 1), due=date(2019, 12, 31))
    yearly = set_rule(session, task, "FREQ=YEARLY", date(2019, 12, 31), END)
    assert [each.starts_on for each in yearly.occurrences] == [date(year, 1, 1) for year in (2019, 2020)]
    monthly = set_rule(session, task, "FREQ=MONTHLY", date(2019, 12, 31), END)
    assert {each.starts_on for each in monthly.occurrences} == {None}
    assert monthly.starts_on == date(2019, 1, 1)


def test_another_rule_keeps_what_was_reported_and_the_first_date(session: Session) -> None:
    task = present(session, quarterly(session))
    task = set_rule(session, task, "FREQ=MONTHLY;INTERVAL=6", date(2019, 6, 30), date(2020, 12, 31))
    assert days(task, Status.PRESENTED) == [date(2019, 3, 31)]
    assert days(task) == [date(2019, 6, 30), date(2019, 12, 31), date(2020, 6, 30), date(2020, 12, 31)]
    assert row(session, task) == (date(2019, 6, 30), date(2019, 6, 30), 0)


def test_another_first_day_of_a_rule_is_a_move_that_counts(session: Session) -> None:
    task = present(session, quarterly(session))
    task = set_rule(session, task, "FREQ=MONTHLY", date(2019, 6, 15), date(2019, 9, 30))
    assert days(task) == [date(2019, 6, 15), date(2019, 7, 15), date(2019, 8, 15), date(2019, 9, 15)]
    assert row(session, task) == (date(2019, 6, 15), date(2019, 6, 30), 1)
    assert [each.kind for each in task.events[-2:]] == [EventKind.DEADLINE, EventKind.SERIES]


def test_another_rule_for_a_time_that_was_moved_counts_from_its_day_in_the_series(session: Session) -> None:
    task = move(session, quarterly(session), date(2019, 5, 20))
    assert repetition.counted_from(task) == date(2019, 3, 31)
    task = set_rule(session, task, QUARTERLY, date(2019, 3, 31), date(2019, 9, 30))
    assert row(session, task) == (date(2019, 5, 20), date(2019, 3, 31), 1)
    assert days(task) == [date(2019, 3, 31), date(2019, 6, 30), date(2019, 9, 30)]


def test_without_a_rule_the_time_at_hand_is_the_last(session: Session) -> None:
    task = present(session, quarterly(session))
    task = repetition.take_rule_away(
        session, task.id, reason="Udvalget vil ikke have flere.", revision=None, actor=ADMINISTRATION, now=LATER
    )
    assert (task.series, days(task), task.due_on) == (None, [date(2019, 6, 30)], date(2019, 6, 30))
    assert present(session, task).status is Status.PRESENTED


def test_what_cannot_be_is_refused_and_nothing_is_changed(session: Session) -> None:
    task = present(session, quarterly(session))
    lines = len(task.events)
    for rule, due, until, reason, words in (
        ("FREQ=DAILY", date(2019, 6, 30), None, "Derfor.", "hvor tit"),
        (QUARTERLY, date(2019, 6, 30), date(2019, 6, 1), "Derfor.", "slutter før"),
        (QUARTERLY, date(2019, 3, 31), END, "Derfor.", "sidst blev afsluttet"),
        ("FREQ=WEEKLY", date(2019, 6, 30), date(2040, 1, 1), "Derfor.", "over 500 frister"),
        (QUARTERLY, date(2019, 6, 30), None, "  ", "hvorfor"),
    ):
        with pytest.raises(InputError, match=words):
            set_rule(session, task, rule, due, until, reason)
    task = set_rule(session, task, QUARTERLY, date(2019, 6, 30), END)
    with pytest.raises(InputError, match="gentages allerede hvert kvartal"):
        set_rule(session, task, QUARTERLY, date(2019, 6, 30), END)
    assert len(task.events) == lines + 1
    single = make_task(session)
    with pytest.raises(InputError, match="gentages ikke"):
        repetition.take_rule_away(session, single.id, reason="Nej.", revision=None, actor=ADMINISTRATION, now=LATER)


def test_a_closed_task_and_one_that_somebody_else_changed_get_no_rule(session: Session) -> None:
    task = make_task(session)
    with pytest.raises(ConflictError):
        repetition.set_rule(
            session,
            task.id,
            QUARTERLY,
            date(2019, 5, 31),
            None,
            reason="Derfor.",
            revision=0,
            actor=ADMINISTRATION,
            now=LATER,
        )
    with pytest.raises(ForbiddenError):
        repetition.set_rule(
            session,
            task.id,
            QUARTERLY,
            date(2019, 5, 31),
            None,
            reason="Derfor.",
            revision=None,
            actor=Actor(None, "Rita Lund", Role.SECRETARY),
            now=LATER,
        )
    tasks.drop(session, task.id, reason="Udgår.", revision=None, actor=ADMINISTRATION, now=LATER)
    with pytest.raises(InputError, match="Genåbn"):
        set_rule(session, task, QUARTERLY, date(2019, 5, 31), None)


def test_a_promise_accepted_again_has_its_times_again_and_its_first_date(session: Session) -> None:
    task = quarterly(session)
    proposal_id = task.proposal_id
    assert proposal_id is not None
    ahead = days(task)
    withdraw(task, reason="Accept fortrudt.", actor=ADMINISTRATION, now=LATER)
    assert task.proposal is not None
    make_tasks(session, [task.proposal], actor=ADMINISTRATION, now=NOW + timedelta(days=1))
    assert days(task) == ahead
    assert {each.occurrence for each in task.deadlines} == {1}
    assert row(session, task) == (date(2019, 3, 31), date(2019, 3, 31), 0)


@settings(derandomize=True, max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(["present", "reopen", "move", "drop", "again", "ahead", "rule"]), max_size=12),
    gaps=st.lists(st.integers(1, 200), min_size=12, max_size=12),
)
def test_in_any_order_no_time_is_lost_doubled_or_given_another_first_date(
    database: Database, steps: list[str], gaps: list[int]
) -> None:
    with database.writing() as session:
        task = make_task(session, kind=TaskKind.IMPLEMENTATION, due=date(2019, 3, 31))
        task = set_rule(session, task, QUARTERLY, date(2019, 3, 31), END)
        firsts: dict[int, date | None] = {}
        now = LATER
        for step, gap in zip(steps, gaps, strict=False):
            now += timedelta(days=gap)
            with suppress(InputError):
                _take(session, task, step, now)
            session.flush()
            found = [each.due_on for each in task.occurrences]
            assert len(found) == len(set(found))
            assert len({each.number for each in task.occurrences}) == len(task.occurrences)
            for version in task.deadlines:
                firsts.setdefault(version.occurrence, version.due_on)
            shown = one_task(session, task.id, today=local_date(now))
            assert shown.first_due_on == firsts[task.deadlines[-1].occurrence]
            current = occurrences.current_of(task)
            assert shown.is_open == (current is not None)
            if current is not None:
                assert current.number == task.deadlines[-1].occurrence
                assert set(found) == {day for day in _calendar() if day <= max(found)}
        session.rollback()


def _calendar() -> list[date]:
    return [due for _start, due in islice(Series(((None, date(2019, 3, 31)),), QUARTERLY, END).windows(), 100)]


def _take(session: Session, task: Task, step: str, now: datetime) -> None:
    told = {"revision": None, "actor": ADMINISTRATION, "now": now}
    if step == "present":
        tasks.set_status(session, task.id, Status.DONE, **told)  # type: ignore[arg-type]
    elif step == "reopen":
        tasks.reopen(session, task.id, **told)  # type: ignore[arg-type]
    elif step == "move":
        tasks.move_deadline(session, task.id, local_date(now), reason="Derfor.", **told)  # type: ignore[arg-type]
    elif step == "drop":
        tasks.drop(session, task.id, reason="Derfor.", **told)  # type: ignore[arg-type]
    elif step == "ahead":
        occurrences.extend_all(session, today=local_date(now))
    elif step == "rule":
        due = repetition.counted_from(task)
        assert due is not None
        repetition.set_rule(session, task.id, QUARTERLY, due, END, reason="Igen.", **told)  # type: ignore[arg-type]
    else:
        tasks.set_status(session, task.id, Status.IN_PROGRESS, **told)  # type: ignore[arg-type]
    session.refresh(task)
