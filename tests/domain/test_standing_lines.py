"""A line that was planned is looked at again before it is sent: it stands, or falls away with a reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planned import (
    ANNA,
    BO,
    CARL,
    a_task,
    dropped,
)
from tracker.domain.facts import Facts, MailKind, TaskFacts
from tracker.domain.planning import dropped_because
from tracker.domain.status import Status


def test_a_line_that_still_applies_is_kept() -> None:
    assert dropped(a_task()) is None


@pytest.mark.parametrize(
    ("task", "words"),
    [
        (a_task(status=Status.PRESENTED), "Opgaven er afsluttet (forelagt)."),
        (a_task(status=Status.DROPPED), "Opgaven er afsluttet (udgået)."),
        (
            a_task(secretaries=(BO,)),
            "Modtageren er ikke længere sekretær for udvalget eller ansvarlig for opgaven.",
        ),
        (
            a_task(status=Status.DONE, secretaries=(), responsible=ANNA),
            "Opgaven er færdig; kun sekretæren påmindes om at forelægge den.",
        ),
        (replace(a_task(due=date(2019, 8, 30)), version=2), "Fristen er flyttet til 30. august 2019."),
        (replace(a_task(due=None), version=2), "Opgaven har ikke længere en frist."),
    ],
)
def test_a_line_that_does_not_apply_any_more_says_why(task: TaskFacts, words: str) -> None:
    assert dropped(task) == words


def test_a_manager_keeps_the_overdue_list_while_the_task_is_overdue() -> None:
    task = a_task(due=date(2019, 6, 1))
    facts = Facts([task], management=(CARL,))

    def look(today: date) -> str | None:
        return dropped_because(
            task,
            facts,
            version=1,
            recipient=CARL,
            kind=MailKind.OVERDUE_LIST,
            rule="overdue-list",
            occurrence="2019-06-03",
            today=today,
        )

    assert look(date(2019, 6, 3)) is None
    assert look(date(2019, 6, 1)) == "Fristen er ikke overskredet."


@pytest.mark.parametrize(
    ("rule", "counted_from", "today", "words"),
    [
        ("before-14", "2019-05-31", date(2019, 5, 17), None),  # counts from the day that stands
        ("before-14", "2019-05-20", date(2019, 5, 6), "Opgaven skal nu være klar 31. maj 2019"),
        ("before-14", "2019-06-20", date(2019, 6, 6), None),  # the day came nearer, and the person is told of it
        ("on-day", "2019-05-20", date(2019, 5, 20), "for tidligt"),
        ("before-14", "2019-05-31", date(2019, 5, 10), None),  # the clock was set back
        ("quarter", "2019-04-01", date(2019, 4, 1), None),
    ],
)
def test_a_line_falls_away_when_its_day_was_moved_so_far_that_it_comes_too_early(
    rule: str, counted_from: str, today: date, words: str | None
) -> None:
    task = a_task(due=date(2019, 5, 31))
    found = dropped_because(
        task,
        Facts([task]),
        version=1,
        recipient=ANNA,
        kind=MailKind.DIGEST,
        rule=rule,
        occurrence=counted_from,
        today=today,
    )
    assert (words in (found or "")) if words else found is None
