"""The day that really counts, and the sentence that says why."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.values import TaskKind
from tracker.domain.meetings import Actionable, MeetingCalendar, actionable
from tracker.domain.status import REPORTED_KINDS
from tracker.domain.workdays import WorkingDays

WORKING_DAYS = WorkingDays()
MEETINGS = (date(2019, 4, 9), date(2019, 5, 14), date(2019, 6, 11), date(2019, 9, 10))
CALENDAR = MeetingCalendar("Kulturudvalget", MEETINGS, cutoff_days=8)
DAYS = st.dates(date(2018, 1, 1), date(2024, 12, 31))


def when(
    due: date | None,
    *,
    kind: TaskKind = TaskKind.PRESENTATION,
    earliest: date | None = None,
    calendar: MeetingCalendar | None = CALENDAR,
) -> Actionable:
    path = () if calendar is None else (calendar,)
    return actionable(kind=kind, due=due, earliest=earliest, path=path, working_days=WORKING_DAYS)


def test_a_presentation_must_be_finished_at_the_cut_off_of_the_last_meeting() -> None:
    found = when(date(2019, 5, 31))
    assert (found.on, found.meeting, found.cutoff) == (date(2019, 5, 2), date(2019, 5, 14), date(2019, 5, 2))
    assert found.explanation == (
        "Sidste møde i Kulturudvalget inden fristen er 14. maj 2019. "
        "Sagen skal være færdig senest 2. maj 2019, 8 arbejdsdage før mødet."
    )


def test_a_meeting_on_the_due_date_itself_still_takes_the_case() -> None:
    assert when(date(2019, 6, 11)).meeting == date(2019, 6, 11)


def test_an_activity_in_a_period_is_due_on_its_date() -> None:
    found = when(date(2019, 5, 31), kind=TaskKind.IMPLEMENTATION)
    assert (found.on, found.meeting) == (date(2019, 5, 31), None)


def test_without_a_meeting_calendar_the_due_date_counts_and_the_sentence_says_so() -> None:
    found = when(date(2019, 5, 31), calendar=MeetingCalendar("Kulturudvalget", ()))
    assert found.on == date(2019, 5, 31)
    assert found.possible
    assert found.explanation == "Mødekalenderen for Kulturudvalget mangler, så der regnes med selve fristen."


def test_without_a_committee_the_due_date_counts() -> None:
    assert when(date(2019, 5, 31), calendar=None).on == date(2019, 5, 31)


def test_a_due_date_after_the_known_meetings_counts_itself() -> None:
    found = when(date(2020, 5, 31))
    assert (found.on, found.meeting, found.possible) == (date(2020, 5, 31), None, True)
    assert "slutter 10. september 2019" in found.explanation


def test_the_last_meeting_of_a_year_takes_what_is_due_at_the_turn_of_the_year() -> None:
    assert when(date(2019, 12, 31)).meeting == date(2019, 9, 10)


def test_a_window_without_a_meeting_has_no_possible_one() -> None:
    found = when(date(2019, 8, 31), earliest=date(2019, 7, 1))
    assert not found.possible
    assert found.on == date(2019, 8, 31)
    assert found.explanation == "Kulturudvalget har intet møde fra 1. juli 2019 til 31. august 2019."


def test_a_meeting_before_the_window_opens_does_not_count() -> None:
    assert when(date(2019, 6, 30), earliest=date(2019, 6, 12)).possible is False
    assert when(date(2019, 6, 30), earliest=date(2019, 6, 11)).meeting == date(2019, 6, 11)


def test_a_task_without_a_date_has_no_day_that_counts() -> None:
    assert when(None).on is None


@given(
    due=DAYS,
    earliest=st.none() | DAYS,
    meetings=st.sets(DAYS, max_size=30),
    cutoff=st.integers(0, 25),
    kind=st.sampled_from(TaskKind),
)
def test_the_cut_off_is_worked_and_never_after_the_meeting_nor_the_meeting_after_the_date(
    due: date, earliest: date | None, meetings: set[date], cutoff: int, kind: TaskKind
) -> None:
    calendar = MeetingCalendar("Kulturudvalget", tuple(sorted(meetings)), cutoff)
    found = when(due, kind=kind, earliest=earliest, calendar=calendar)
    assert found.on is not None
    assert found.on <= due
    if found.meeting is not None:
        assert found.cutoff == found.on
        assert found.cutoff <= found.meeting <= due
        assert WORKING_DAYS.includes(found.cutoff)
        assert kind in REPORTED_KINDS
        assert not any(found.meeting < each <= due for each in meetings)


@given(due=DAYS, meetings=st.sets(DAYS, min_size=1, max_size=30), extra=DAYS)
def test_a_further_meeting_never_takes_the_possibility_away(due: date, meetings: set[date], extra: date) -> None:
    before = when(due, calendar=MeetingCalendar("Kulturudvalget", tuple(sorted(meetings))))
    after = when(due, calendar=MeetingCalendar("Kulturudvalget", tuple(sorted(meetings | {extra}))))
    if before.meeting is not None:
        assert after.meeting is not None
        assert after.meeting >= before.meeting
