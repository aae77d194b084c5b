"""A part is split off from a task; no date is lost, and no time is won by it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, import_agreement, make_committee, make_task, make_user
from tracker.agreement.values import TaskKind
from tracker.db.models import Occurrence, Task
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.history import describe
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.services.actors import Actor
from tracker.services.tasks import repetition, tasks
from tracker.services.tasks.split import Part, split_off

THEN = datetime(2019, 4, 1, 7, tzinfo=UTC)
FIRST, MOVED, LATER = date(2019, 5, 31), date(2019, 6, 30), date(2019, 9, 30)


def split(session: Session, task: Task, part: Part, *, rest: str | None = None, reason: str = "To handlinger.") -> Task:
    return split_off(session, task.id, part, reason=reason, rest=rest, revision=None, actor=ADMINISTRATION, now=THEN)


def lines(task: Task) -> list[str]:
    return [describe(each.kind, each.before, each.after) for each in task.events]


def row_of(session: Session, task: Task) -> TaskRow:
    (row,) = load_rows(session, today=THEN.date(), where=Task.id == task.id)
    return row


def move(session: Session, task: Task, day: date) -> None:
    tasks.move_deadline(session, task.id, day, reason="Høring.", revision=None, actor=ADMINISTRATION, now=THEN)


def test_the_part_is_as_the_whole_stands_but_not_begun(session: Session) -> None:
    lead, other, person = make_committee(session), make_committee(session), make_user(session)
    whole = make_task(session, due=FIRST, start=date(2019, 1, 1), owners=[lead, other])
    tasks.set_responsible(session, whole.id, person.id, revision=None, actor=ADMINISTRATION, now=THEN)
    tasks.set_status(session, whole.id, Status.IN_PROGRESS, revision=None, actor=ADMINISTRATION, now=THEN)
    part = split(session, whole, Part("  Evaluering af   forsøget "))
    session.expire_all()
    assert (part.title, part.status, part.kind, part.basis) == (
        "Evaluering af forsøget",
        Status.NOT_STARTED,
        whole.kind,
        whole.basis,
    )
    assert [each.id for each in row_of(session, part).committees] == [lead.id, other.id]
    assert (part.responsible_id, part.starts_on, part.due_on) == (person.id, date(2019, 1, 1), FIRST)
    assert (part.split_from_id, whole.parts) == (whole.id, [part])
    assert lines(part) == ["Opgaven er oprettet.", "Skilt ud fra «Forslag forelægges udvalget»."]
    assert lines(whole)[-1] == "«Evaluering af forsøget» er skilt ud som en opgave for sig."
    assert whole.events[-1].comment == "To handlinger."
    assert whole.title == "Forslag forelægges udvalget"


def test_the_first_date_and_the_moves_go_along(session: Session) -> None:
    whole = make_task(session, due=FIRST)
    move(session, whole, MOVED)
    part = split(session, whole, Part("Evaluering"))
    row = row_of(session, part)
    assert (row.first_due_on, row.due_on, row.moves) == (FIRST, MOVED, 1)
    assert [each.reason for each in part.deadlines] == [None, "Høring."]


def test_another_date_for_the_part_is_a_move(session: Session) -> None:
    whole = make_task(session, due=FIRST)
    part = split(session, whole, Part("Evaluering", due_on=LATER))
    row = row_of(session, part)
    assert (row.first_due_on, row.due_on, row.moves) == (FIRST, LATER, 1)
    assert part.deadlines[-1].reason == "To handlinger."
    assert "Frist flyttet fra 31. maj 2019 til 30. september 2019." in lines(part)
    assert row_of(session, whole).due_on == FIRST


def test_a_date_for_a_part_of_a_task_without_one_is_no_move(session: Session) -> None:
    part = split(session, make_task(session, due=None), Part("Evaluering", due_on=LATER))
    row = row_of(session, part)
    assert (row.first_due_on, row.due_on, row.moves) == (LATER, LATER, 0)


def test_the_part_can_go_to_another_committee_and_what_is_left_gets_its_name(session: Session) -> None:
    lead, other = make_committee(session), make_committee(session)
    whole = make_task(session, owners=[lead])
    part = split(session, whole, Part("Evaluering", committee_ids=[other.id]), rest="Forslag")
    assert [owner.committee_id for owner in part.owners] == [other.id]
    assert [owner.committee_id for owner in whole.owners] == [lead.id]
    assert whole.title == "Forslag"
    assert whole.events[-1].comment == "To handlinger. Opgaven hed «Forslag forelægges udvalget»."


def test_a_part_of_a_part_knows_the_task_that_came_from_the_agreement(session: Session) -> None:
    whole = make_task(session)
    first = split(session, whole, Part("Evaluering"))
    second = split(session, first, Part("Rapport"))
    assert second.split_from_id == whole.id
    assert lines(second)[-1] == "Skilt ud fra «Evaluering»."


def test_a_part_has_the_words_of_the_agreement(session: Session) -> None:
    import_agreement(session)
    whole = session.scalars(select(Task).where(~Task.occurrences.any()).order_by(Task.id)).first()
    assert whole is not None
    part = split(session, whole, Part("Evaluering"))
    assert row_of(session, part).quote == row_of(session, whole).quote is not None
    assert row_of(session, part).agreement_id == whole.agreement_id


@pytest.mark.parametrize(
    ("part", "reason", "said", "field"),
    [
        (Part(" "), "Grund", "hvad den nye opgave hedder", "title"),
        (Part("Evaluering"), " ", "hvorfor opgaven deles", "reason"),
        (Part("n" * 301), "Grund", "højst have 300 tegn", "title"),
    ],
)
def test_what_is_missing_is_named_and_nothing_is_made(
    part: Part, reason: str, said: str, field: str, session: Session
) -> None:
    task = make_task(session)
    with pytest.raises(InputError, match=said) as caught:
        split(session, task, part, reason=reason)
    assert caught.value.field == field
    assert session.scalars(select(Task)).all() == [task]


def test_a_closed_task_cannot_be_split(session: Session) -> None:
    closed = make_task(session)
    tasks.drop(session, closed.id, reason="Aflyst", revision=None, actor=ADMINISTRATION, now=THEN)
    with pytest.raises(InputError, match="Genåbn den"):
        split(session, closed, Part("Evaluering"))


def test_the_part_of_a_repeated_task_repeats_from_the_time_at_which_the_whole_stands(session: Session) -> None:
    whole = make_task(session, due=FIRST, kind=TaskKind.DELIVERY)
    change = {"revision": None, "actor": ADMINISTRATION, "now": THEN}
    repetition.set_rule(session, whole.id, "FREQ=MONTHLY", FIRST, date(2019, 9, 1), reason="Aftalt.", **change)
    tasks.set_status(session, whole.id, Status.DONE, **change)
    part = split(session, whole, Part("Evaluering"))
    session.expire_all()
    assert (part.due_on, row_of(session, part).rule) == (whole.due_on, row_of(session, whole).rule)
    assert [(each.number, each.due_on, each.status) for each in part.occurrences] == [
        (each.number, each.due_on, each.status) for each in whole.occurrences
    ]
    standing = part.due_on
    tasks.set_status(session, part.id, Status.DONE, **change)
    session.expire_all()
    assert whole.due_on == standing
    assert part.due_on > standing
    assert part.deadlines[0].due_on == FIRST


def test_another_date_for_a_part_that_repeats_moves_one_time_alone(session: Session) -> None:
    whole = make_task(session, due=FIRST)
    whole.occurrences = [Occurrence(starts_on=None, due_on=FIRST), Occurrence(starts_on=None, due_on=LATER, number=2)]
    session.flush()
    part = split(session, whole, Part("Evaluering", MOVED))
    session.expire_all()
    assert (part.due_on, row_of(session, part).moves, whole.due_on) == (MOVED, 1, FIRST)
    assert [each.due_on for each in part.occurrences] == [FIRST, LATER]


def test_who_may_not_and_who_saw_an_older_task_are_refused(session: Session) -> None:
    task = make_task(session)
    manager = Actor.of(make_user(session, role=Role.MANAGEMENT))
    with pytest.raises(ForbiddenError):
        split_off(session, task.id, Part("Del"), reason="Grund", revision=None, actor=manager, now=THEN)
    with pytest.raises(ConflictError) as caught:
        split_off(session, task.id, Part("Del"), reason="Grund", revision=0, actor=ADMINISTRATION, now=THEN)
    assert caught.value.yours == {"Del for sig": "Del"}
