"""What must be on a committee's next meetings, and what cannot be on any."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.readings import POLICY, READING_EVALUATION
from tracker.db.queries.committees.committee_page import CommitteePage, committee_page, list_committees
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.status import Status
from tracker.errors import NotFoundError


def listed(page: CommitteePage) -> list[str]:
    lists = [plan.tasks for plan in page.meetings]
    lists += [page.missed, page.impossible, page.by_date, page.without_date, page.shared]
    return [row.title for rows in lists for row in rows]


def test_a_task_stands_on_the_last_meeting_that_can_take_it(reading: Session, town_hall: TownHall) -> None:
    page = committee_page(reading, town_hall.culture, today=TODAY)
    assert [(plan.held_on, plan.cutoff) for plan in page.meetings] == [
        (date(2019, 6, 11), date(2019, 5, 27)),
        (date(2019, 9, 10), date(2019, 8, 29)),
    ]
    assert [[row.title for row in plan.tasks] for plan in page.meetings] == [["Økonomien i biblioteket"], []]
    assert [plan.lacks_material for plan in page.meetings] == [True, False]
    assert [row.title for row in page.missed] == [POLICY.task]
    assert [row.title for row in page.impossible] == ["Sommerens møde"]
    assert [row.title for row in page.by_date] == ["Færre annoncer"]
    assert [row.title for row in page.without_date] == ["Uden frist"]
    assert [row.title for row in page.shared] == [READING_EVALUATION.task]
    assert page.secretaries == ("Søren Sø",)


def test_the_cut_off_of_a_meeting_presses_while_a_case_of_it_is_not_finished(
    reading: Session, town_hall: TownHall
) -> None:
    plan = committee_page(reading, town_hall.culture, today=TODAY).meetings[0]
    finished = tuple(replace(row, status=Status.DONE) for row in plan.tasks)
    assert plan.lacks_material
    assert not replace(plan, tasks=finished).lacks_material
    assert replace(plan, tasks=finished, passing=plan.tasks).lacks_material


def test_every_open_task_of_a_committee_stands_on_its_page_once(reading: Session, town_hall: TownHall) -> None:
    for committee_id in (town_hall.culture, town_hall.schools):
        titles = listed(committee_page(reading, committee_id, today=TODAY))
        wanted = TaskFilter(committees=frozenset({committee_id}), open=True)
        assert sorted(titles) == sorted(row.title for row in list_tasks(reading, wanted, today=TODAY))


def test_a_committee_without_meetings_says_so(reading: Session, town_hall: TownHall) -> None:
    page = committee_page(reading, town_hall.schools, today=TODAY)
    assert not page.has_calendar
    assert page.meetings == ()


def test_an_unknown_committee_is_said_to_be_unknown(reading: Session) -> None:
    with pytest.raises(NotFoundError, match="Udvalget findes ikke"):
        committee_page(reading, 4711, today=TODAY)


def test_the_list_of_committees_counts_what_is_open_and_overdue(reading: Session, town_hall: TownHall) -> None:
    schools, culture = list_committees(reading, today=TODAY)
    assert (schools.id, schools.open, schools.overdue, schools.next_meeting) == (town_hall.schools, 4, 2, None)
    assert (culture.open, culture.overdue, culture.next_meeting) == (6, 0, date(2019, 6, 11))
    assert culture.secretaries == ("Søren Sø",)
