"""What nobody hears of is asked about, and who is away has somebody in his place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tests.domain.planned import ANNA, BO, CARL, DORTE, DUE, PLAIN, a_task, after, at, lines, planned, told
from tracker.domain.facts import Absence, Capacity, Facts, MailKind
from tracker.domain.planning import dropped_because, plan
from tracker.domain.status import Status

FAR = date(2020, 12, 31)
STATUS_ON = date(2019, 1, 7)


def heard(first: date, last: date, **changes: object) -> list[tuple[date, int, str]]:
    task = replace(a_task(due=FAR, responsible=BO, status_on=STATUS_ON), **changes)
    days = told(first, last, task)
    return [(day, line.recipient, line.newest.turn.rule) for day, found in days.items() for line in found]


def test_a_silent_task_is_asked_about_by_its_responsible_and_then_by_its_secretary() -> None:
    assert heard(date(2019, 3, 1), date(2019, 4, 30)) == [
        (date(2019, 3, 8), BO, "silence-60"),
        (date(2019, 3, 22), ANNA, "silence-74"),
    ]


def test_without_a_responsible_the_secretary_hears_first() -> None:
    assert heard(date(2019, 3, 1), date(2019, 3, 31), responsible=None) == [(date(2019, 3, 8), ANNA, "silence-60")]


def test_a_new_status_ends_a_silence_and_begins_the_next() -> None:
    task = a_task(due=FAR, responsible=BO, status_on=STATUS_ON)
    (task,) = after([task], planned(task, on=date(2019, 3, 8)))
    spoken = replace(task, status_on=date(2019, 3, 11))
    days = told(date(2019, 3, 11), date(2019, 6, 1), spoken)
    assert [(day, found[0].recipient) for day, found in days.items()] == [
        (date(2019, 5, 10), BO),
        (date(2019, 5, 24), ANNA),
    ]


def test_a_task_that_nobody_has_begun_or_that_is_late_is_measured_by_its_date() -> None:
    assert heard(date(2019, 3, 1), date(2019, 6, 1), status=Status.NOT_STARTED) == []
    late = a_task(due=date(2019, 1, 31), responsible=BO, status_on=STATUS_ON)
    rules = [
        line.newest.turn.rule for found in told(date(2019, 3, 1), date(2019, 3, 20), late).values() for line in found
    ]
    assert all(rule.startswith("after-") for rule in rules)


def test_a_silence_that_was_broken_before_the_mail_left_is_dropped() -> None:
    task = a_task(due=FAR, responsible=BO, status_on=date(2019, 3, 8))
    reason = dropped_because(
        task,
        Facts([task]),
        version=1,
        recipient=BO,
        kind=MailKind.DIGEST,
        rule="silence-60",
        occurrence="2019-01-07",
        today=date(2019, 3, 8),
    )
    assert reason == "Der er meldt status 8. marts 2019."


AWAY = Absence(BO, date(2019, 6, 17), date(2019, 6, 28), DORTE)


def who(day: date, *absences: Absence) -> list[tuple[int, Capacity, int | None]]:
    task = a_task(responsible=BO, secretaries=())
    (task,) = after([task], planned(task, on=date(2019, 6, 14)))
    found = planned(task, on=day, absences=absences)
    return [(line.recipient, line.capacity, line.on_behalf_of) for line in lines(found)]


def test_the_substitute_is_told_instead_of_who_is_away() -> None:
    assert who(date(2019, 6, 21), AWAY) == [(DORTE, Capacity.RESPONSIBLE, BO)]


def test_the_substitute_is_told_as_well_where_that_was_chosen() -> None:
    found = who(date(2019, 6, 21), replace(AWAY, instead=False))
    assert sorted(found, key=lambda each: each[0]) == [
        (BO, Capacity.RESPONSIBLE, None),
        (DORTE, Capacity.RESPONSIBLE, BO),
    ]


def test_the_substitute_need_not_hear_what_was_told_before_the_absence() -> None:
    assert who(date(2019, 6, 17), AWAY) == []


def test_before_and_after_the_absence_the_person_is_told_himself() -> None:
    assert who(date(2019, 6, 21), replace(AWAY, first=date(2019, 6, 24))) == [(BO, Capacity.RESPONSIBLE, None)]
    assert who(date(2019, 7, 5), AWAY) == [(BO, Capacity.RESPONSIBLE, None)]


def test_a_substitute_who_is_away_too_does_not_count() -> None:
    both = Absence(DORTE, date(2019, 6, 20), date(2019, 6, 22), CARL)
    assert who(date(2019, 6, 21), AWAY, both) == [(BO, Capacity.RESPONSIBLE, None)]


def test_what_fell_due_while_somebody_was_away_is_one_line_when_he_is_back() -> None:
    task = a_task(responsible=BO, secretaries=())
    (task,) = after([task], planned(task, on=date(2019, 6, 14)))
    days = told(date(2019, 6, 17), date(2019, 7, 1), task, absences=(AWAY,))
    seen = [(day, line.recipient, line.newest.turn.rule) for day, found in days.items() for line in found]
    assert seen == [
        (date(2019, 6, 21), DORTE, "before-7"),
        (date(2019, 6, 27), DORTE, "before-1"),
        (date(2019, 6, 28), DORTE, "on-day"),
        (date(2019, 7, 1), BO, "on-day"),
    ]


def test_who_follows_a_task_already_gets_it_once() -> None:
    task = a_task(responsible=BO, secretaries=(DORTE,))
    found = planned(task, on=date(2019, 6, 21), absences=(AWAY,))
    assert [(line.recipient, line.on_behalf_of) for line in lines(found)] == [(DORTE, None)]


def test_a_manager_who_is_away_has_somebody_for_the_overdue_list() -> None:
    away = Absence(CARL, date(2019, 7, 1), date(2019, 7, 5), ANNA)
    found = planned(a_task(secretaries=(BO,)), on=date(2019, 7, 1), management=(CARL,), absences=(away,))
    assert [(digest.recipient, digest.kind) for digest in found.digests if digest.kind is MailKind.OVERDUE_LIST] == [
        (ANNA, MailKind.OVERDUE_LIST)
    ]


def test_a_line_for_a_substitute_falls_away_when_the_absence_is_taken_back() -> None:
    task = a_task(responsible=BO, secretaries=())

    def look(*absences: Absence) -> str | None:
        return dropped_because(
            task,
            Facts([task], absences=absences),
            version=1,
            recipient=DORTE,
            kind=MailKind.DIGEST,
            rule="before-7",
            occurrence="2019-06-28",
            today=date(2019, 6, 21),
        )

    assert look(AWAY) is None
    assert look() == "Modtageren er ikke længere sekretær for udvalget eller ansvarlig for opgaven."


def test_a_person_is_never_told_twice_on_a_day_whatever_the_absences() -> None:
    facts = Facts(
        [a_task(number, responsible=BO, secretaries=(ANNA, DORTE)) for number in range(1, 4)],
        management=(BO,),
        absences=(AWAY, Absence(ANNA, DUE - timedelta(days=9), DUE, DORTE, instead=False)),
    )
    found = plan(facts, PLAIN, now=at(date(2019, 6, 21)), zone=at(DUE).tzinfo)
    keys = [(digest.recipient, digest.kind, line.task) for digest in found.digests for line in digest.lines]
    assert len(keys) == len(set(keys))
