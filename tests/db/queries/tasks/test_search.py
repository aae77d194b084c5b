"""Searching: the same is found on both databases, wherever it stands, and at once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.db.queries.conftest import TODAY, TownHall
from tests.factories import ADMINISTRATION, NOW, make_committee, make_task
from tests.readings import POLICY, READING_EVALUATION
from tracker.db.engine import Database
from tracker.db.models import Agreement, AgreementSection, Task
from tracker.db.queries.agreements.passages import search_passages
from tracker.db.queries.tasks import tasks as queries
from tracker.db.queries.tasks.as_of import list_tasks_as_of
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder
from tracker.db.queries.tasks.tasks import list_tasks, page_of_tasks
from tracker.services.tasks import tasks


def found(session: Session, words: str) -> list[str]:
    rows = list_tasks(session, TaskFilter(text=words), today=TODAY, order=TaskOrder.MATCH)
    return [row.title for row in rows]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("økonomi", ["Økonomien i biblioteket"]),
        ("bibliotekernes", ["Økonomien i biblioteket"]),
        ("ministerium", ["Ældre sag"]),  # in a comment
        ("udbuddet", ["Åben skole"]),  # in the reason of a move
        ("KFU-01", ["Færre annoncer"]),
        ("Bo Ber", ["Åben skole"]),
        ("idrætspolitikker sommer", [POLICY.task]),
        ("1.2", [READING_EVALUATION.task]),
        ("skolernes læsninger", [READING_EVALUATION.task]),  # the section
        ("findes ikke", []),
        ("«»", []),
        ("' OR \" * ( : NEAR", []),
        ("møde AND", []),
    ],
)
def test_a_task_is_found_by_what_is_said_of_it(reading: Session, words: str, expected: list[str]) -> None:
    assert found(reading, words) == expected


def test_the_title_counts_most_then_the_agreements_words_then_the_rest(session: Session) -> None:
    committee = make_committee(session, "Havneudvalget")
    later, sooner = date(2019, 8, 1), date(2019, 3, 1)
    make_task(session, "Ny havn", due=later)
    commented = make_task(session, "Kaj og mole", due=sooner)
    tasks.comment(session, commented.id, "Havnen venter.", actor=ADMINISTRATION, now=NOW)
    make_task(session, "En bro", due=date(2019, 2, 1), owners=[committee])
    assert found(session, "havn") == ["Ny havn", "En bro", "Kaj og mole"]
    by_date = list_tasks(session, TaskFilter(text="havn"), today=TODAY)
    assert [row.title for row in by_date] == ["En bro", "Kaj og mole", "Ny havn"]


def test_what_is_too_much_to_be_leafed_through_stands_by_date(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_task(session, "Havn", due=date(2019, 8, 1))
    commented = make_task(session, "Kaj", due=date(2019, 3, 1))
    tasks.comment(session, commented.id, "Havnen venter.", actor=ADMINISTRATION, now=NOW)
    assert found(session, "havn") == ["Havn", "Kaj"]
    monkeypatch.setattr(queries, "MOST_RANKED", 1)
    assert found(session, "havn") == ["Kaj", "Havn"]


def test_a_change_is_found_at_once_and_what_it_replaced_no_more(database: Database) -> None:
    with database.writing() as session:
        task_id = make_task(session, "Cykelsti langs åen").id
    with database.writing() as session:
        session.execute(update(Task).where(Task.id == task_id).values(title="Gangbro over åen"))
    with database.reading() as session:
        assert found(session, "cykelsti") == []
        assert found(session, "gangbroer") == ["Gangbro over åen"]


def test_a_page_of_a_search_counts_what_it_finds(session: Session) -> None:
    for number in range(7):
        make_task(session, f"Forslag {number}")
    page = page_of_tasks(session, TaskFilter(text="forslaget"), today=TODAY, number=2, size=5)
    assert (page.total, len(page.rows)) == (7, 2)


def test_a_report_of_a_past_day_finds_the_same_words(reading: Session) -> None:
    rows = list_tasks_as_of(reading, TODAY, TaskFilter(text="bibliotek"))
    assert [row.title for row in rows] == ["Økonomien i biblioteket"]


def test_the_agreements_text_is_found_with_its_section(reading: Session, town_hall: TownHall) -> None:
    page = search_passages(reading, "idrætspolitikker")
    assert page.total == 1
    hit = page.hits[0]
    assert (hit.agreement_id, hit.number, hit.section) == (town_hall.agreement, "1.1", 0)
    whole = reading.scalar(select(Agreement.text)) or ""
    assert hit.text in whole
    assert "1.2" not in hit.text  # a passage ends with its section
    assert search_passages(reading, "idrætspolitik evaluering").total == 0  # not in one passage


def test_another_text_of_an_agreement_is_found_instead_of_the_former(database: Database, town_hall: TownHall) -> None:
    with database.writing() as session:
        session.execute(update(AgreementSection).values(start_offset=0, end_offset=5))
        session.execute(update(Agreement).values(text="Nye ord om svømmehallen.\n\nOg om havnen."))
    with database.reading() as session:
        assert search_passages(session, "idrætspolitik").total == 0
        assert [hit.text for hit in search_passages(session, "svømmehal").hits] == ["Nye ord om svømmehallen."]
