"""Every figure at the door equals the list behind it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.readings import CULTURE, SCHOOLS
from tracker.db.queries.tasks.overview import Figure, Figures, overview
from tracker.db.queries.tasks.tasks import list_tasks
from tracker.domain.status import Status


def each_figure(figures: Figures) -> list[Figure]:
    named = [
        figures.all,
        figures.open,
        figures.overdue,
        figures.due_in_30_days,
        figures.due_in_90_days,
        figures.without_date,
        figures.closed,
    ]
    return named + list(figures.statuses.values())


@pytest.mark.parametrize("days", [0, 60, 900])
@pytest.mark.parametrize("of_agreement", [False, True])
def test_every_number_is_the_length_of_the_list_that_it_links_to(
    reading: Session, town_hall: TownHall, days: int, of_agreement: bool
) -> None:
    today = TODAY + timedelta(days=days)
    found = overview(reading, today=today, agreement_id=town_hall.agreement if of_agreement else None)
    figures = each_figure(found.figures) + [each for _, row in found.committees for each in each_figure(row)]
    for figure in figures:
        assert figure.number == len(list_tasks(reading, figure.list, today=today)), figure


def test_the_figures_of_the_town_hall(reading: Session) -> None:
    found = overview(reading, today=TODAY)
    figures = found.figures
    assert (figures.all.number, figures.open.number, figures.closed.number) == (10, 9, 1)
    assert (figures.overdue.number, figures.without_date.number) == (2, 2)
    assert (figures.due_in_30_days.number, figures.due_in_90_days.number) == (1, 3)
    assert figures.statuses[Status.IN_PROGRESS].number == 1
    assert [name.name if name else None for name, _ in found.committees] == [SCHOOLS, CULTURE, None]


def test_every_task_is_in_exactly_one_status(reading: Session) -> None:
    figures = overview(reading, today=TODAY).figures
    assert sum(each.number for each in figures.statuses.values()) == figures.all.number
    assert figures.open.number + figures.closed.number == figures.all.number


def test_the_timeline_has_every_month_between_the_first_and_the_last(reading: Session) -> None:
    months = overview(reading, today=TODAY).by_month
    assert (months[0][0], months[0][1].number) == (date(2019, 4, 1), 1)
    assert (months[-1][0], months[-1][1].number) == (date(2021, 11, 1), 1)
    assert len(months) == 32
    assert sum(figure.number for _, figure in months) == 7
    for _, figure in months:
        assert len(list_tasks(reading, figure.list, today=TODAY)) == figure.number


def test_an_empty_database_has_figures_too(session: Session) -> None:
    found = overview(session, today=TODAY)
    assert (found.figures.all.number, found.committees, found.by_month) == (0, (), ())
