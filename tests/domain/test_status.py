"""Open, overdue, late for the agenda, and the traffic light."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.values import TaskKind
from tracker.domain.status import Light, Status, derive_light, is_late_for_agenda, is_open, is_overdue

TODAY = date(2019, 5, 15)
FAR = date(2019, 12, 31)


def light(
    *,
    status: Status = Status.IN_PROGRESS,
    kind: TaskKind = TaskKind.PRESENTATION,
    due: date | None = FAR,
    actionable: date | None = None,
    meeting: date | None = None,
    possible: bool = True,
    silent: int = 0,
    moves: int = 0,
) -> tuple[Light, str]:
    return derive_light(
        status=status,
        kind=kind,
        due=due,
        actionable=actionable or due,
        meeting=meeting,
        possible=possible,
        last_status_on=TODAY - timedelta(days=silent),
        moves=moves,
        today=TODAY,
    )


@pytest.mark.parametrize(
    ("status", "kind", "expected"),
    [
        (Status.NOT_STARTED, TaskKind.DELIVERY, True),
        (Status.WAITING, TaskKind.DELIVERY, True),
        (Status.DONE, TaskKind.DELIVERY, False),
        (Status.DONE, TaskKind.IMPLEMENTATION, False),
        (Status.DONE, TaskKind.PRESENTATION, True),
        (Status.DONE, TaskKind.EVALUATION, True),
        (Status.PRESENTED, TaskKind.PRESENTATION, False),
        (Status.DROPPED, TaskKind.REPORT, False),
    ],
)
def test_a_task_is_open_until_its_kind_is_at_its_end(status: Status, kind: TaskKind, expected: bool) -> None:
    assert is_open(status, kind) is expected


def test_a_task_is_overdue_the_day_after_its_date_and_only_while_open() -> None:
    def overdue(status: Status, due: date | None) -> bool:
        return is_overdue(status, TaskKind.DELIVERY, due, TODAY)

    assert not overdue(Status.WAITING, TODAY)
    assert overdue(Status.WAITING, TODAY - timedelta(days=1))
    assert not overdue(Status.DONE, TODAY - timedelta(days=1))
    assert not overdue(Status.WAITING, None)


def late(status: Status = Status.IN_PROGRESS, *, cutoff: date, meeting: date, status_on: date = TODAY) -> bool:
    return is_late_for_agenda(
        status=status,
        kind=TaskKind.PRESENTATION,
        due=FAR,
        status_on=status_on,
        meeting=meeting,
        cutoff=cutoff,
        today=TODAY,
    )


def test_a_task_is_late_for_the_agenda_the_day_after_the_cut_off() -> None:
    meeting = date(2019, 5, 28)
    assert not late(cutoff=TODAY, meeting=meeting)
    assert late(cutoff=TODAY - timedelta(days=1), meeting=meeting)


def test_what_was_finished_at_the_cut_off_is_on_the_agenda_until_the_meeting_was_held() -> None:
    cutoff = date(2019, 5, 13)
    assert not late(Status.DONE, cutoff=cutoff, meeting=date(2019, 5, 28), status_on=date(2019, 5, 13))
    assert late(Status.DONE, cutoff=cutoff, meeting=date(2019, 5, 28), status_on=date(2019, 5, 14))
    assert late(Status.DONE, cutoff=cutoff, meeting=date(2019, 5, 14), status_on=date(2019, 5, 13))


@pytest.mark.parametrize(
    ("facts", "colour", "words"),
    [
        ({"due": date(2019, 5, 14)}, Light.RED, "Fristen er overskredet."),
        ({"possible": False}, Light.RED, "intet møde"),
        ({"meeting": date(2019, 5, 28), "actionable": date(2019, 5, 14)}, Light.RED, "For sent til dagsordenen"),
        ({"status": Status.NOT_STARTED, "due": date(2019, 6, 14)}, Light.YELLOW, "Der er 30 dage"),
        ({"status": Status.WAITING, "due": date(2019, 5, 16)}, Light.YELLOW, "Der er 1 dag"),
        ({"status": Status.NOT_STARTED, "due": date(2019, 6, 15)}, Light.GREEN, "følger planen"),
        ({"status": Status.IN_PROGRESS, "due": date(2019, 5, 16)}, Light.GREEN, "følger planen"),
        ({"silent": 60}, Light.YELLOW, "Ingen status i 60 dage."),
        ({"silent": 59}, Light.GREEN, "følger planen"),
        ({"status": Status.NOT_STARTED, "silent": 200}, Light.GREEN, "følger planen"),
        ({"moves": 2}, Light.YELLOW, "Fristen er flyttet 2 gange."),
        ({"due": None}, Light.GREY, "Opgaven har ingen frist."),
        ({"status": Status.PRESENTED, "due": date(2019, 5, 1)}, Light.GREEN, "afsluttet (forelagt)"),
    ],
)
def test_the_light_has_a_colour_and_a_reason(facts: dict[str, object], colour: Light, words: str) -> None:
    found, reason = light(**facts)  # type: ignore[arg-type]
    assert found is colour
    assert words in reason


@given(due=st.dates(date(2018, 1, 1), date(2021, 1, 1)), status=st.sampled_from(Status), kind=st.sampled_from(TaskKind))
def test_whatever_is_overdue_is_red(due: date, status: Status, kind: TaskKind) -> None:
    if is_overdue(status, kind, due, TODAY):
        assert light(status=status, kind=kind, due=due)[0] is Light.RED
