"""The overdue list: how badly, whose, and what was last said."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.readings import CULTURE, SCHOOLS
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.overdue import LastWord, by_committee, list_overdue
from tracker.db.queries.tasks.tasks import list_tasks


def test_the_longest_overdue_stands_first_with_its_days_moves_and_last_word(reading: Session) -> None:
    rows = list_overdue(reading, today=TODAY)
    assert [(row.task.title, row.task.days_over, row.task.moves) for row in rows] == [
        ("Ældre sag", 15, 0),
        ("Åben skole", 14, 1),
    ]
    assert rows[0].last_word == LastWord("Vi venter på ministeriet.", "Anna Holm", date(2019, 4, 20))
    assert rows[1].last_word is not None
    assert rows[1].last_word.text == "Udbud."
    assert rows[0].last_reminded_on is None


def test_the_overdue_list_equals_the_filtered_list(reading: Session, town_hall: TownHall) -> None:
    for base in (TaskFilter(), TaskFilter(committees=frozenset({town_hall.culture}))):
        listed = list_tasks(reading, base.narrowed(overdue=True), today=TODAY)
        assert [row.task for row in list_overdue(reading, base, today=TODAY)] == listed


def test_the_list_is_grouped_by_lead_committee_in_the_order_of_their_names(reading: Session) -> None:
    later = list_overdue(reading, today=date(2022, 1, 1))
    groups = by_committee(later)
    assert [group.name if group else None for group, _ in groups] == [SCHOOLS, CULTURE]
    assert sum(len(rows) for _, rows in groups) == len(later)
