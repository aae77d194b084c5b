"""Cases that go on through several bodies, computed backwards from the last; and cases that a meeting put off."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.values import TaskKind
from tracker.domain.meetings import Actionable, MeetingCalendar, actionable
from tracker.domain.outcomes import Outcome, Treatment
from tracker.domain.workdays import WorkingDays

WORKING_DAYS = WorkingDays()
SCHOOLS = MeetingCalendar(
    "Børne- og Skoleudvalget",
    (date(2019, 3, 5), date(2019, 4, 2), date(2019, 5, 7), date(2019, 6, 4)),
    cutoff_days=9,
    cutoff_at="12:00",
    committee_id=1,
)
FINANCE = MeetingCalendar("Økonomiudvalget", (date(2019, 3, 12), date(2019, 4, 9), date(2019, 5, 14)), committee_id=2)
COUNCIL = MeetingCalendar(
    "Kommunalbestyrelsen", (date(2019, 3, 25), date(2019, 4, 29), date(2019, 5, 27)), committee_id=3
)
PATH = (SCHOOLS, FINANCE, COUNCIL)
DAYS = st.dates(date(2019, 1, 1), date(2020, 12, 31))


def when(
    due: date,
    path: tuple[MeetingCalendar, ...] = PATH,
    *,
    earliest: date | None = date(2019, 1, 1),
    kind: TaskKind = TaskKind.DECISION,
    last: Treatment | None = None,
) -> Actionable:
    return actionable(kind=kind, due=due, earliest=earliest, path=path, working_days=WORKING_DAYS, last=last)


def treated(outcome: Outcome, meeting: date, body: MeetingCalendar = SCHOOLS) -> Treatment:
    return Treatment(body.committee_id, body.committee, meeting, outcome)


def test_a_chain_is_computed_backwards_and_the_first_cut_off_counts() -> None:
    found = when(date(2019, 5, 1))
    assert [(stop.committee, stop.meeting) for stop in found.stops] == [
        ("Børne- og Skoleudvalget", date(2019, 4, 2)),
        ("Økonomiudvalget", date(2019, 4, 9)),
        ("Kommunalbestyrelsen", date(2019, 4, 29)),
    ]
    assert (found.on, found.meeting, found.cutoff, found.cutoff_at) == (
        date(2019, 3, 20),
        date(2019, 4, 2),
        date(2019, 3, 20),
        "12:00",
    )
    assert found.explanation == (
        "Skal besluttes i Kommunalbestyrelsen senest 29. april 2019; derfor i Økonomiudvalget 9. april og i "
        "Børne- og Skoleudvalget 2. april. Sagen skal være færdig senest 20. marts 2019 kl. 12, "
        "9 arbejdsdage før mødet."
    )


def test_other_kinds_are_treated_and_not_decided() -> None:
    assert when(date(2019, 5, 1), kind=TaskKind.REPORT).explanation.startswith("Skal behandles i Kommunalbestyrelsen")


def test_two_bodies_on_one_day_do_not_follow_each_other() -> None:
    same = MeetingCalendar("Økonomiudvalget", (date(2019, 3, 12), date(2019, 4, 29)), committee_id=2)
    assert [stop.meeting for stop in when(date(2019, 5, 1), (same, COUNCIL)).stops] == [
        date(2019, 3, 12),
        date(2019, 4, 29),
    ]


def test_a_body_without_a_calendar_is_left_out_and_named() -> None:
    found = when(date(2019, 5, 1), (SCHOOLS, MeetingCalendar("Økonomiudvalget", (), committee_id=2), COUNCIL))
    assert [stop.committee_id for stop in found.stops] == [1, 3]
    assert found.unknown
    assert found.possible
    assert found.explanation.endswith(
        "Mødekalenderen for Økonomiudvalget mangler, så der er ikke regnet med et møde dér."
    )


def test_without_any_calendar_the_due_date_counts() -> None:
    empty = tuple(MeetingCalendar(each.committee, (), committee_id=each.committee_id) for each in PATH)
    found = when(date(2019, 5, 1), empty)
    assert (found.on, found.possible, found.unknown) == (date(2019, 5, 1), True, True)
    assert found.explanation.endswith("så der regnes med selve fristen.")


def test_a_chain_that_cannot_be_made_is_impossible_and_says_where_it_breaks() -> None:
    found = when(date(2019, 5, 1), earliest=date(2019, 4, 3))
    assert not found.possible
    assert found.on == date(2019, 5, 1)
    assert found.explanation == (
        "Sagen skal videre til Økonomiudvalget 9. april 2019, men Børne- og Skoleudvalget har intet møde "
        "fra 3. april 2019 til 8. april 2019."
    )


def test_a_calendar_that_begins_after_the_date_says_nothing_about_it() -> None:
    found = when(date(2018, 12, 10), (SCHOOLS,), earliest=date(2018, 10, 8))
    assert (found.on, found.possible, found.unknown) == (date(2018, 12, 10), True, True)
    assert "begynder først 5. marts 2019" in found.explanation
    assert when(date(2019, 2, 1), (SCHOOLS,), earliest=date(2018, 10, 8)).possible  # an autumn meeting is not known
    assert not when(date(2019, 2, 1), (SCHOOLS,), earliest=date(2019, 1, 1)).possible


def test_what_was_put_off_comes_to_the_next_meeting() -> None:
    found = when(date(2019, 6, 30), (SCHOOLS,), last=treated(Outcome.POSTPONED, date(2019, 5, 7)))
    assert (found.meeting, found.cutoff, found.possible) == (date(2019, 6, 4), date(2019, 5, 21), True)
    assert found.explanation == (
        "Sagen blev udsat på mødet i Børne- og Skoleudvalget 7. maj 2019. Næste møde er 4. juni 2019; sagen skal være "
        "færdig senest 21. maj 2019 kl. 12, 9 arbejdsdage før mødet."
    )


def test_a_next_meeting_after_the_date_still_counts_and_is_told_to_be_late() -> None:
    found = when(date(2019, 5, 31), (SCHOOLS,), last=treated(Outcome.POSTPONED, date(2019, 5, 7)))
    assert (found.meeting, found.possible) == (date(2019, 6, 4), False)
    assert found.explanation.endswith("Det er efter fristen, 31. maj 2019.")


def test_what_was_sent_back_comes_to_the_next_meeting_whose_cut_off_is_ahead() -> None:
    weekly = MeetingCalendar(
        "Økonomiudvalget", tuple(date(2019, 5, 7) + timedelta(7 * n) for n in range(6)), 8, None, 2
    )
    sent_back = when(date(2019, 6, 30), (weekly,), last=treated(Outcome.SENT_BACK, date(2019, 5, 7), FINANCE))
    postponed = when(date(2019, 6, 30), (weekly,), last=treated(Outcome.POSTPONED, date(2019, 5, 7), FINANCE))
    assert (sent_back.meeting, postponed.meeting) == (date(2019, 5, 21), date(2019, 5, 14))
    assert sent_back.cutoff is not None
    assert sent_back.cutoff > date(2019, 5, 7)


def test_without_a_known_next_meeting_the_due_date_counts() -> None:
    found = when(date(2019, 6, 30), (SCHOOLS,), last=treated(Outcome.SENT_BACK, date(2019, 6, 4)))
    assert (found.on, found.meeting, found.unknown) == (date(2019, 6, 30), None, True)
    assert "næste møde kendes ikke" in found.explanation


def test_what_was_taken_off_goes_by_the_plan_from_the_day_after() -> None:
    found = when(date(2019, 6, 30), (SCHOOLS,), last=treated(Outcome.TAKEN_OFF, date(2019, 4, 2)))
    assert found.meeting == date(2019, 6, 4)
    assert found.explanation.startswith(
        "Sagen blev taget af dagsordenen på mødet i Børne- og Skoleudvalget 2. april 2019."
    )
    assert not when(date(2019, 5, 1), (SCHOOLS,), last=treated(Outcome.TAKEN_OFF, date(2019, 4, 2))).possible


def test_what_one_body_has_treated_goes_on_to_the_next() -> None:
    found = when(date(2019, 5, 31), last=treated(Outcome.DECIDED, date(2019, 4, 2)))
    assert [(stop.committee_id, stop.meeting) for stop in found.stops] == [
        (2, date(2019, 5, 14)),
        (3, date(2019, 5, 27)),
    ]
    assert found.explanation.startswith(
        "Sagen er behandlet på mødet i Børne- og Skoleudvalget 2. april 2019. Skal beslu"
    )


def test_what_was_postponed_on_its_way_takes_the_following_bodies_along() -> None:
    found = when(date(2019, 5, 31), last=treated(Outcome.POSTPONED, date(2019, 4, 9), FINANCE))
    assert [(stop.committee_id, stop.meeting) for stop in found.stops] == [
        (2, date(2019, 5, 14)),
        (3, date(2019, 5, 27)),
    ]
    assert found.explanation.endswith("Derefter behandles den i Kommunalbestyrelsen 27. maj 2019.")


@pytest.mark.parametrize(
    "last",
    [treated(Outcome.DECIDED, date(2019, 4, 29), COUNCIL), Treatment(9, "X", date(2019, 4, 2), Outcome.POSTPONED)],
)
def test_what_was_decided_and_opened_again_or_left_the_way_is_planned_anew(last: Treatment) -> None:
    assert when(date(2019, 5, 31), last=last) == when(date(2019, 5, 31))


@st.composite
def paths(draw: st.DrawFn) -> tuple[MeetingCalendar, ...]:
    """Up to three bodies, each with meetings in every part of the years that the dates are from."""
    bodies = []
    for number in range(draw(st.integers(1, 3))):
        days = draw(st.sets(DAYS, max_size=12)) | {date(2018, 12, 1 + number), date(2020, 12, 31)}
        bodies.append(MeetingCalendar(f"Udvalg {number}", tuple(sorted(days)), draw(st.integers(1, 15)), None, number))
    return tuple(bodies)


@given(path=paths(), due=DAYS, earliest=st.none() | DAYS)
def test_meetings_follow_each_other_and_the_cut_off_is_a_working_day_before_the_first(
    path: tuple[MeetingCalendar, ...], due: date, earliest: date | None
) -> None:
    found = when(due, path, earliest=earliest)
    if not found.stops:
        return
    days = [stop.meeting for stop in found.stops]
    assert days == sorted(set(days))
    assert days[-1] <= due
    assert found.cutoff is not None
    assert found.on == found.cutoff < days[0]
    assert WORKING_DAYS.includes(found.cutoff)
    assert earliest is None or days[0] >= earliest


@given(path=paths(), one=DAYS, other=DAYS, earliest=st.none() | DAYS)
def test_a_later_due_date_never_gives_an_earlier_actionable_date(
    path: tuple[MeetingCalendar, ...], one: date, other: date, earliest: date | None
) -> None:
    first, second = (when(due, path, earliest=earliest) for due in sorted((one, other)))
    if first.stops:
        assert second.stops
        assert first.on is not None
        assert second.on is not None
        assert first.on <= second.on


@given(path=paths(), due=DAYS, closed=st.sets(DAYS, max_size=20))
def test_a_closing_day_never_makes_the_day_later(
    path: tuple[MeetingCalendar, ...], due: date, closed: set[date]
) -> None:
    one = actionable(kind=TaskKind.DECISION, due=due, earliest=None, path=path, working_days=WorkingDays())
    other = actionable(kind=TaskKind.DECISION, due=due, earliest=None, path=path, working_days=WorkingDays(closed))
    assert one.on is not None
    assert other.on is not None
    assert other.on <= one.on


@given(path=paths(), due=DAYS, meeting=DAYS, outcome=st.sampled_from(Outcome), place=st.integers(0, 2))
def test_after_an_outcome_no_meeting_before_it_counts(
    path: tuple[MeetingCalendar, ...], due: date, meeting: date, outcome: Outcome, place: int
) -> None:
    body = path[place % len(path)]
    found = when(due, path, last=Treatment(body.committee_id, body.committee, meeting, outcome))
    is_decided = outcome is Outcome.DECIDED and body is path[-1]
    if found.meeting is not None and not is_decided:
        assert found.meeting > meeting
    assert found.on is not None
