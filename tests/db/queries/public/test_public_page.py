"""What the database says of a task's public state is what the rule says."""

from __future__ import annotations

from datetime import date
from itertools import product

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import NOW, make_task
from tracker.agreement.values import TaskKind
from tracker.db.models import Task
from tracker.db.queries.parts import rules
from tracker.domain.publication import PublicState, public_state
from tracker.domain.status import Status

TODAY = date(2019, 5, 15)
DAYS = (None, date(2019, 5, 14), TODAY, date(2019, 5, 16))


def test_the_state_in_sql_is_the_state_of_the_rule_whatever_the_task(session: Session) -> None:
    for status, kind, due in product(Status, TaskKind, DAYS):
        task = make_task(session, kind=kind, due=due)
        task.status, task.status_at = status, NOW
    session.flush()
    told = session.execute(select(Task, rules.public_state(TODAY)).order_by(Task.id)).all()
    expected = [public_state(task.status, task.kind, task.due_on, TODAY) for task, _ in told]
    assert [PublicState(state) for _, state in told] == expected
    assert set(expected) == set(PublicState)
