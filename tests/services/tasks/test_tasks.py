"""Work on a task: what each change does, refuses and records."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement, make_committee, make_task, make_user
from tracker.agreement.values import TaskKind
from tracker.db.engine import Database
from tracker.db.models import Task
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.tasks import tasks

LATER = datetime(2019, 5, 15, 7, 0, tzinfo=UTC)
MEETING = date(2019, 5, 14)


def change(session: Session, task: Task, status: Status, *, actor: Actor = ADMINISTRATION, **words: object) -> Task:
    return tasks.set_status(session, task.id, status, revision=None, actor=actor, now=LATER, **words)  # type: ignore[arg-type]


def last_event(task: Task) -> tuple[EventKind, str | None, str | None, str | None]:
    event = task.events[-1]
    return event.kind, event.before, event.after, event.comment


def test_a_status_is_set_with_a_comment_and_recorded(session: Session) -> None:
    task = change(session, make_task(session), Status.IN_PROGRESS, comment="  Udkastet er i høring. ")
    assert (task.status, task.status_at) == (Status.IN_PROGRESS, LATER)
    assert last_event(task) == (EventKind.STATUS, "not_started", "in_progress", "Udkastet er i høring.")
    assert (task.events[-1].actor_name, task.events[-1].at) == ("Anna Holm", LATER)


def test_the_same_status_again_says_that_it_still_holds(session: Session) -> None:
    task = change(session, change(session, make_task(session), Status.IN_PROGRESS), Status.IN_PROGRESS)
    assert last_event(task)[1:3] == ("in_progress", "in_progress")
    assert len(task.events) == 3


def test_done_and_presented_are_two_steps(session: Session) -> None:
    task = change(session, make_task(session), Status.DONE)
    assert task.presented_on is None
    task = change(session, task, Status.PRESENTED, presented_on=MEETING)
    assert (task.status, task.presented_on) == (Status.PRESENTED, MEETING)
    assert task.events[-1].presented_on == MEETING


def test_presented_needs_the_day_of_a_meeting_that_was_held(session: Session) -> None:
    task = make_task(session)
    with pytest.raises(InputError, match="datoen for det møde"):
        change(session, task, Status.PRESENTED)
    with pytest.raises(InputError, match="ikke holdt endnu"):
        change(session, task, Status.PRESENTED, presented_on=date(2019, 5, 16))
    assert len(task.events) == 1


def test_a_task_drops_out_with_a_reason_only(session: Session) -> None:
    task = make_task(session)
    with pytest.raises(InputError, match="begrundelse"):
        change(session, task, Status.DROPPED)
    with pytest.raises(InputError, match="hvorfor opgaven udgår"):
        tasks.drop(session, task.id, reason=" ", revision=None, actor=ADMINISTRATION, now=LATER)
    task = tasks.drop(session, task.id, reason="Staten betaler.", revision=None, actor=ADMINISTRATION, now=LATER)
    assert task.status is Status.DROPPED
    assert last_event(task) == (EventKind.STATUS, "not_started", "dropped", "Staten betaler.")
    with pytest.raises(InputError, match="allerede udgået"):
        tasks.drop(session, task.id, reason="Igen.", revision=None, actor=ADMINISTRATION, now=LATER)


def test_a_closed_task_is_opened_deliberately(session: Session) -> None:
    task = change(session, make_task(session, kind=TaskKind.DELIVERY), Status.DONE)
    with pytest.raises(InputError, match="Genåbn den først"):
        change(session, task, Status.WAITING)
    task = tasks.reopen(
        session, task.id, comment="Der manglede et bilag.", revision=None, actor=ADMINISTRATION, now=LATER
    )
    assert last_event(task) == (EventKind.STATUS, "done", "in_progress", "Der manglede et bilag.")
    with pytest.raises(InputError, match="ikke afsluttet"):
        tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)


def test_a_finished_presentation_is_still_open_and_can_go_back(session: Session) -> None:
    task = change(session, make_task(session), Status.DONE)
    assert change(session, task, Status.IN_PROGRESS).status is Status.IN_PROGRESS


def test_a_presented_task_that_is_reopened_forgets_the_meeting_but_not_the_history(session: Session) -> None:
    task = change(session, make_task(session), Status.PRESENTED, presented_on=MEETING)
    task = tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert task.presented_on is None
    assert task.events[1].presented_on == MEETING


def test_a_comment_changes_nothing_else(session: Session) -> None:
    task = make_task(session)
    tasks.comment(session, task.id, "Vi venter på Region Hovedstaden.", actor=ADMINISTRATION, now=LATER)
    assert last_event(task) == (EventKind.COMMENT, None, None, "Vi venter på Region Hovedstaden.")
    assert (task.revision, task.status_at) == (1, NOW)
    with pytest.raises(InputError, match="Skriv en kommentar"):
        tasks.comment(session, task.id, "\n", actor=ADMINISTRATION, now=LATER)


def move(session: Session, task: Task, due: date, reason: str = "Høringen er forlænget.") -> Task:
    return tasks.move_deadline(session, task.id, due, reason=reason, revision=None, actor=ADMINISTRATION, now=LATER)


def test_a_moved_date_is_a_new_version_and_the_first_stays(session: Session) -> None:
    task = move(session, make_task(session), date(2019, 9, 30))
    assert (task.due_on, task.deadline_version) == (date(2019, 9, 30), 2)
    assert [(each.number, each.due_on, each.moved) for each in task.deadlines] == [
        (1, date(2019, 5, 31), False),
        (2, date(2019, 9, 30), True),
    ]
    assert last_event(task) == (EventKind.DEADLINE, "2019-05-31", "2019-09-30", "Høringen er forlænget.")


def test_a_date_is_moved_with_a_reason_to_another_date_of_an_open_task(session: Session) -> None:
    task = make_task(session)
    with pytest.raises(InputError, match="hvorfor fristen flyttes"):
        move(session, task, date(2019, 9, 30), reason="")
    with pytest.raises(InputError, match=r"allerede 31\. maj 2019"):
        move(session, task, date(2019, 5, 31))
    change(session, task, Status.PRESENTED, presented_on=MEETING)
    with pytest.raises(InputError, match="afsluttet"):
        move(session, task, date(2019, 9, 30))


def test_the_first_date_of_an_undated_task_is_no_move(session: Session) -> None:
    task = move(session, make_task(session, due=None), date(2019, 9, 30))
    assert [each.moved for each in task.deadlines] == [False, False]
    assert last_event(task)[1:3] == (None, "2019-09-30")


def test_a_window_keeps_its_beginning_unless_the_date_comes_before_it(session: Session) -> None:
    task = make_task(session, start=date(2021, 9, 1), due=date(2021, 11, 30))
    assert move(session, task, date(2021, 12, 15)).starts_on == date(2021, 9, 1)
    assert move(session, task, date(2021, 8, 15)).starts_on is None


def test_a_task_goes_to_other_committees_with_the_lead_first(session: Session) -> None:
    culture, schools, finance = (make_committee(session, name) for name in ("Kultur", "Skole", "Økonomi"))
    task = make_task(session, owners=[culture, schools])
    task = tasks.change_owners(
        session,
        task.id,
        [finance.id, culture.id],
        reason="Ny arbejdsdeling.",
        revision=1,
        actor=ADMINISTRATION,
        now=LATER,
    )
    session.refresh(task)
    assert [(owner.position, owner.committee.name) for owner in task.owners] == [(0, "Økonomi"), (1, "Kultur")]
    assert last_event(task) == (EventKind.OWNER, "Kultur og Skole", "Økonomi og Kultur", "Ny arbejdsdeling.")
    assert task.revision == 2


def test_a_task_keeps_at_least_one_known_committee(session: Session) -> None:
    task = make_task(session)
    for wanted, error in (([], InputError), ([4711], NotFoundError)):
        with pytest.raises(error):
            tasks.change_owners(
                session, task.id, wanted, reason="Derfor.", revision=None, actor=ADMINISTRATION, now=LATER
            )


def test_a_person_is_made_responsible_and_relieved_again(session: Session) -> None:
    task, user = make_task(session), make_user(session, "Bo Berg")
    task = tasks.set_responsible(session, task.id, user.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert last_event(task)[:3] == (EventKind.RESPONSIBLE, None, "Bo Berg")
    task = tasks.set_responsible(session, task.id, None, revision=None, actor=ADMINISTRATION, now=LATER)
    assert last_event(task)[:3] == (EventKind.RESPONSIBLE, "Bo Berg", None)


def test_whoever_has_left_is_not_made_responsible(session: Session) -> None:
    task, user = make_task(session), make_user(session, active=False)
    with pytest.raises(NotFoundError, match="ikke længere aktiv"):
        tasks.set_responsible(session, task.id, user.id, revision=None, actor=ADMINISTRATION, now=LATER)


def saving_task(session: Session) -> Task:
    import_agreement(session)
    return session.scalars(select(Task).where(Task.title == "Færre annoncer")).one()


def test_closing_a_saving_for_a_year_moves_it_on_to_the_next_which_is_no_move(session: Session) -> None:
    task = change(session, saving_task(session), Status.DONE, comment="Realiseret.")
    assert (task.status, task.starts_on, task.due_on) == (Status.NOT_STARTED, date(2020, 1, 1), date(2020, 12, 31))
    assert [each.status for each in task.occurrences] == [Status.DONE, Status.NOT_STARTED]
    assert [each.moved for each in task.deadlines] == [False, False]
    assert last_event(task) == (EventKind.OCCURRENCE, "2019-12-31", "2020-12-31", "Realiseret.")
    assert len(task.events) == 2


def test_closing_the_last_year_of_a_saving_closes_the_task(session: Session) -> None:
    task = change(session, change(session, saving_task(session), Status.DONE), Status.DONE)
    assert (task.status, task.due_on) == (Status.DONE, date(2020, 12, 31))
    assert last_event(task)[:3] == (EventKind.STATUS, "not_started", "done")


def test_a_year_closed_by_mistake_is_opened_again(session: Session) -> None:
    task = change(session, saving_task(session), Status.DONE)
    task = tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert (task.status, task.due_on) == (Status.IN_PROGRESS, date(2019, 12, 31))
    assert last_event(task)[:3] == (EventKind.OCCURRENCE, "2020-12-31", "2019-12-31")


def test_a_dropped_saving_drops_its_years_and_takes_them_back(session: Session) -> None:
    task = change(session, saving_task(session), Status.DONE)
    task = tasks.drop(session, task.id, reason="Aftalt om.", revision=None, actor=ADMINISTRATION, now=LATER)
    assert [each.status for each in task.occurrences] == [Status.DONE, Status.DROPPED]
    task = tasks.reopen(session, task.id, revision=None, actor=ADMINISTRATION, now=LATER)
    assert [each.status for each in task.occurrences] == [Status.DONE, Status.NOT_STARTED]
    assert task.due_on == date(2020, 12, 31)


def secretary_of(*ids: int) -> Actor:
    return Actor(None, "Søren Sø", Role.SECRETARY, frozenset(ids))


def test_a_secretary_changes_the_tasks_of_her_committees_only(session: Session) -> None:
    hers, other = make_committee(session), make_committee(session)
    task = make_task(session, owners=[other, hers])
    assert change(session, task, Status.WAITING, actor=secretary_of(hers.id)).status is Status.WAITING
    foreign = make_task(session, owners=[other])
    with pytest.raises(ForbiddenError, match="Som udvalgssekretær kan du ikke ændre status"):
        change(session, foreign, Status.WAITING, actor=secretary_of(hers.id))
    assert len(foreign.events) == 1


def test_management_comments_and_changes_nothing(session: Session) -> None:
    task, director = make_task(session), Actor(None, "Dorte Dam", Role.MANAGEMENT)
    tasks.comment(session, task.id, "Hvornår kommer den?", actor=director, now=LATER)
    with pytest.raises(ForbiddenError):
        change(session, task, Status.DONE, actor=director)
    with pytest.raises(ForbiddenError, match="ændre frist"):
        tasks.move_deadline(
            session, task.id, date(2020, 1, 1), reason="Derfor.", revision=None, actor=director, now=LATER
        )


def test_a_task_that_does_not_exist_is_said_not_to_exist(session: Session) -> None:
    with pytest.raises(NotFoundError, match="Opgaven findes ikke"):
        tasks.comment(session, 4711, "Hej", actor=ADMINISTRATION, now=LATER)


def test_the_second_of_two_who_save_at_once_sees_both_versions(session: Session) -> None:
    task = make_task(session)
    seen = task.revision
    move(session, task, date(2019, 9, 30))
    with pytest.raises(ConflictError, match="Anna Holm har ændret opgaven") as caught:
        tasks.set_status(session, task.id, Status.WAITING, revision=seen, actor=ADMINISTRATION, now=LATER)
    assert caught.value.theirs["Frist"] == "30. september 2019"
    assert caught.value.theirs["Status"] == "Ikke startet"
    assert caught.value.yours == {"Status": "Afventer"}
    assert (task.status, len(task.events)) == (Status.NOT_STARTED, 2)


def test_of_two_transactions_that_start_from_the_same_version_one_is_told(postgres_database: Database) -> None:
    """SQLite lets one writer in at a time; on PostgreSQL the row is locked, and the second looks again."""
    import threading

    with postgres_database.writing() as session:
        task_id = make_task(session).id
    ready, outcomes = threading.Barrier(2), []

    def run(status: Status) -> None:
        try:
            with postgres_database.writing() as session:
                ready.wait(timeout=10)
                tasks.set_status(session, task_id, status, revision=1, actor=ADMINISTRATION, now=LATER)
            outcomes.append("saved")
        except ConflictError:
            outcomes.append("told")

    threads = [threading.Thread(target=run, args=[status]) for status in (Status.WAITING, Status.IN_PROGRESS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(outcomes) == ["saved", "told"]
    with postgres_database.reading() as session:
        assert len(session.get_one(Task, task_id).events) == 2
