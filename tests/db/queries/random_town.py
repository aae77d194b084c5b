"""A town hall whose tasks are drawn by chance, always the same: meetings, routes, outcomes, dates, states and moves."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tracker.agreement.values import Basis, TaskKind
from tracker.db.models import Committee, MeetingOutcome, RouteStep, Task, TaskWait
from tracker.domain.outcomes import Outcome
from tracker.domain.status import Light, Status
from tracker.services.tasks import record

FIRST = date(2019, 1, 1)
SECTIONS = (None, "1.2", "1.10", "2.1", "KFU-02", "KFU-10", "Ø-1", "Bilag")
TITLES = ("Ældre sag", "åben skole", "Zonekort", "Økonomien", "Aalborg", "Évaluering", "zonekort")


def draw_tasks(session: Session, count: int, *, seed: int = 7) -> list[Task]:
    """`count` tasks around the year 2019."""
    chance = random.Random(seed)
    committees = [
        make_committee(session, f"{name}udvalget", meetings=[_day(chance, 700) for _ in range(meetings)])
        for name, meetings in (("Økonomi", 0), ("Børne", 3), ("Ældre", 12), ("Teknik", 20))
    ]
    committees[2].cutoff_days = 0
    session.add(RouteStep(committee_id=committees[3].id, kind=TaskKind.DECISION, position=0, body_id=committees[2].id))
    people = [None, make_user(session, "Åse Ø"), make_user(session, "Bo Berg")]
    drawn = [_draw(session, chance, committees, people) for _ in range(count)]
    for later, earlier in zip(drawn[1:], drawn, strict=False):  # never in a circle
        if chance.random() < 0.3:
            session.add(TaskWait(task_id=later.id, awaited_id=earlier.id, added_at=later.created_at))
    return drawn


def _draw(session: Session, chance: random.Random, committees: list[Committee], people: list[object]) -> Task:
    due = chance.choice([None, _day(chance, 500), _day(chance, 500), _day(chance, 500)])
    start = due - timedelta(days=chance.randrange(400)) if due and chance.random() < 0.5 else None
    task = make_task(
        session,
        chance.choice(TITLES),
        due=due,
        start=start,
        kind=chance.choice(list(TaskKind)),
        basis=chance.choice([None, *Basis]),
        owners=chance.sample(committees, chance.randrange(3)),
    )
    task.section = chance.choice(SECTIONS)
    task.status = chance.choice(list(Status))
    task.status_at = datetime.combine(_day(chance, 400), datetime.min.time(), UTC) + timedelta(
        hours=chance.choice([0, 12, 22, 23])
    )
    task.set_light = chance.choice([None, None, Light.RED, Light.YELLOW, Light.GREEN])
    task.responsible = chance.choice(people)
    for _ in range(chance.choice([0, 0, 1, 2, 3]) if due else 0):
        record.add_deadline(
            task, None, task.due_on + timedelta(days=1), task.created_at, ADMINISTRATION, moved=True, reason="Høring."
        )
    held = [meeting for owner in task.owners for meeting in owner.committee.meetings]
    session.flush()
    if held and chance.random() < 0.3:
        session.add(
            MeetingOutcome(
                task_id=task.id,
                meeting_id=chance.choice(held).id,
                deadline_version=task.deadline_version,
                outcome=chance.choice(list(Outcome)),
                at=task.created_at,
            )
        )
    return task


def _day(chance: random.Random, days: int) -> date:
    return FIRST + timedelta(days=chance.randrange(days))
