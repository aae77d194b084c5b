"""The list of tasks: filters, order, pages, and how often the database is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.factories import make_committee, make_task
from tests.readings import CULTURE, POLICY, READING_EVALUATION, SCHOOLS
from tracker.agreement.values import Basis, TaskKind
from tracker.db.engine import Database
from tracker.db.queries.committees.committee_page import committee_page, list_committees
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder
from tracker.db.queries.tasks.overdue import list_overdue
from tracker.db.queries.tasks.overview import overview
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.queries.tasks.tasks import list_tasks, one_task, page_of_tasks
from tracker.domain.status import Light, Status
from tracker.errors import NotFoundError

ALL = {
    POLICY.task,
    READING_EVALUATION.task,
    "Færre annoncer",
    "Ældre sag",
    "Åben skole",
    "Zonekort",
    "Økonomien i biblioteket",
    "Sommerens møde",
    "Uden udvalg",
    "Uden frist",
}


def titles(session: Session, wanted: TaskFilter | None = None) -> set[str]:
    return {row.title for row in list_tasks(session, wanted, today=TODAY)}


def by_title(session: Session) -> dict[str, TaskRow]:
    return {row.title: row for row in list_tasks(session, today=TODAY)}


def test_without_a_filter_every_task_is_listed(reading: Session) -> None:
    assert titles(reading) == ALL


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (TaskFilter(overdue=True), {"Ældre sag", "Åben skole"}),
        (TaskFilter(without_date=True), {"Uden udvalg", "Uden frist"}),
        (TaskFilter(without_committee=True), {"Uden udvalg"}),
        (TaskFilter(open=False), {"Zonekort"}),
        (TaskFilter(statuses=frozenset({Status.DONE, Status.IN_PROGRESS})), {"Zonekort", "Økonomien i biblioteket"}),
        (TaskFilter(kinds=frozenset({TaskKind.EVALUATION})), {READING_EVALUATION.task}),
        (TaskFilter(bases=frozenset({Basis.BUDGET_YEAR, Basis.PERIOD})), {"Færre annoncer", "Åben skole"}),
        (TaskFilter(lights=frozenset({Light.GREY})), {"Uden udvalg", "Uden frist"}),
        (
            TaskFilter(lights=frozenset({Light.RED})),
            {"Ældre sag", "Åben skole", POLICY.task, "Sommerens møde"},
        ),
        (
            TaskFilter(due_from=date(2019, 6, 30), due_to=date(2019, 8, 1)),
            {"Økonomien i biblioteket", "Sommerens møde"},
        ),
        (TaskFilter(due_to=date(2019, 4, 1)), {"Zonekort"}),
        (TaskFilter(text="ØKONOMIEN"), {"Økonomien i biblioteket"}),
        (TaskFilter(text="kfu-01"), {"Færre annoncer"}),
        (TaskFilter(text="idrætspolitik sommeren"), {POLICY.task}),
        (TaskFilter(text="berg"), {"Åben skole"}),
        (TaskFilter(text="findes ikke"), set()),
    ],
)
def test_a_filter_lists_exactly_what_it_names(reading: Session, wanted: TaskFilter, expected: set[str]) -> None:
    assert titles(reading, wanted) == expected


def test_a_task_counts_for_each_of_its_committees(reading: Session, town_hall: TownHall) -> None:
    schools = titles(reading, TaskFilter(committees=frozenset({town_hall.schools})))
    assert schools == {READING_EVALUATION.task, "Ældre sag", "Åben skole", "Økonomien i biblioteket"}


def test_an_agreement_and_a_person_have_lists_of_their_own(reading: Session, town_hall: TownHall) -> None:
    of_agreement = titles(reading, TaskFilter(agreement_id=town_hall.agreement))
    assert of_agreement == {POLICY.task, READING_EVALUATION.task, "Færre annoncer"}
    assert titles(reading, TaskFilter(responsible_id=town_hall.person)) == {"Åben skole"}


def test_a_row_tells_what_a_list_shows(reading: Session, town_hall: TownHall) -> None:
    row = by_title(reading)[READING_EVALUATION.task]
    assert (row.number, row.section_title, row.agreement_title) == ("1.2", "Skolernes læsning", "Aftale om budget 2019")
    assert [each.name for each in row.committees] == [SCHOOLS, CULTURE]
    assert row.quote == READING_EVALUATION.quote
    moved = by_title(reading)["Åben skole"]
    assert (moved.first_due_on, moved.due_on, moved.moves) == (date(2019, 3, 1), date(2019, 5, 1), 1)
    assert (moved.responsible, moved.days_over) == ("Bo Berg", 14)
    assert by_title(reading)["Færre annoncer"].number == "KFU-01"


def test_the_actionable_date_and_the_light_come_from_the_meetings(reading: Session) -> None:
    rows = by_title(reading)
    coming = rows["Økonomien i biblioteket"]
    assert (coming.actionable.meeting, coming.actionable.on) == (date(2019, 6, 11), date(2019, 5, 27))
    assert coming.light is Light.GREEN
    assert rows[POLICY.task].is_late_for_agenda  # its last meeting was the day before
    assert not rows["Sommerens møde"].actionable.possible
    assert rows["Ældre sag"].actionable.meeting is None  # the schools' committee has no calendar
    assert "mangler" in rows["Ældre sag"].actionable.explanation


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        (TaskOrder.DUE, "Zonekort", "Uden frist"),
        (TaskOrder.TITLE, "Evaluering af læseindsatsen", "Åben skole"),
        (TaskOrder.NUMBER, POLICY.task, "Uden frist"),
        (TaskOrder.LIGHT, "Ældre sag", "Uden frist"),
        (TaskOrder.COMMITTEE, "Ældre sag", "Uden udvalg"),
        (TaskOrder.RESPONSIBLE, "Åben skole", "Uden frist"),
        (TaskOrder.STATUS, "Ældre sag", "Zonekort"),
        (TaskOrder.ACTIONABLE, "Zonekort", "Uden frist"),
    ],
)
def test_a_list_is_sorted_as_a_danish_reader_expects(reading: Session, order: TaskOrder, first: str, last: str) -> None:
    rows = list_tasks(reading, today=TODAY, order=order)
    assert (rows[0].title, rows[-1].title) == (first, last)


def test_what_lacks_the_value_stands_last_also_when_the_list_runs_backwards(reading: Session) -> None:
    rows = list_tasks(reading, today=TODAY, order=TaskOrder.DUE, descending=True)
    assert rows[0].title == READING_EVALUATION.task
    assert [row.due_on for row in rows[-2:]] == [None, None]


def test_sections_are_sorted_by_their_numbers_and_not_by_their_letters(session: Session) -> None:
    for section in ("1.10", "1.9", "2.1", "KFU-02", "KFU-10"):
        make_task(session, section).section = section
    session.flush()
    rows = list_tasks(session, today=TODAY, order=TaskOrder.NUMBER)
    assert [row.number for row in rows] == ["1.9", "1.10", "2.1", "KFU-02", "KFU-10"]


def test_the_pages_of_a_list_hold_every_task_once(reading: Session) -> None:
    pages = [page_of_tasks(reading, today=TODAY, number=number, size=4) for number in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [4, 4, 2]
    assert {(page.total, page.pages) for page in pages} == {(10, 3)}
    assert {row.title for page in pages for row in page.rows} == ALL


def test_a_page_past_the_end_is_the_last_and_an_empty_list_has_one_page(reading: Session) -> None:
    assert page_of_tasks(reading, today=TODAY, number=99, size=4).number == 3
    empty = page_of_tasks(reading, TaskFilter(text="findes ikke"), today=TODAY, number=-1)
    assert (empty.rows, empty.number, empty.pages) == ((), 1, 1)


def test_one_task_is_the_row_of_the_list(reading: Session) -> None:
    row = by_title(reading)["Åben skole"]
    assert one_task(reading, row.id, today=TODAY) == row
    with pytest.raises(NotFoundError):
        one_task(reading, 4711, today=TODAY)


def test_what_the_database_leaves_out_changes_no_answer(reading: Session, town_hall: TownHall) -> None:
    """Narrowing in the database is for speed alone: filtering the whole list by hand gives the same."""
    from tracker.db.queries.tasks.filters import matches

    rows = list_tasks(reading, today=TODAY)
    for wanted in (
        TaskFilter(agreement_id=town_hall.agreement, overdue=True),
        TaskFilter(agreement_id=4711),
        TaskFilter(responsible_id=town_hall.person, overdue=True),
        TaskFilter(overdue=True),
    ):
        assert list_tasks(reading, wanted, today=TODAY) == [row for row in rows if matches(row, wanted)]


QUERIES: dict[str, Callable[[Session, TownHall], object]] = {
    "list": lambda session, _: list_tasks(session, today=TODAY),
    "overdue": lambda session, _: list_overdue(session, today=TODAY),
    "overview": lambda session, _: overview(session, today=TODAY),
    "committees": lambda session, _: list_committees(session, today=TODAY),
    "committee": lambda session, hall: committee_page(session, hall.culture, today=TODAY),
}


@pytest.mark.parametrize("name", QUERIES)
def test_the_number_of_statements_does_not_grow_with_the_tasks(
    database: Database, town_hall: TownHall, count_statements: Callable[[Callable[[Session], object]], int], name: str
) -> None:
    def query(session: Session) -> object:
        return QUERIES[name](session, town_hall)

    before = count_statements(query)
    with database.writing() as session:
        more = [make_committee(session, meetings=[date(2019, 6, 4)]) for _ in range(3)]
        for number in range(30):
            make_task(session, f"Opgave {number}", due=date(2019, 5, 1 + number), owners=more)
    assert count_statements(query) == before
    assert before <= 12


def test_a_filter_can_be_narrowed_without_changing_the_first() -> None:
    whole = TaskFilter(agreement_id=1)
    assert whole.narrowed(overdue=True) == replace(whole, overdue=True)
    assert not whole.overdue
