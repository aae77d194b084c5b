"""The day that really counts: the agenda cut-off of the last meeting that can still take the case.

A task that ends before a committee must be on the agenda of a meeting on or before its due date, and the case must be
finished some working days before that meeting. Everything else, and every committee whose meetings are not known, keeps
the due date itself; the explanation says which it is.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date

from tracker.agreement.values import TaskKind
from tracker.danish import count_words, date_words
from tracker.domain.status import REPORTED_KINDS
from tracker.domain.workdays import WorkingDays

DEFAULT_CUTOFF_DAYS = 8
"""Working days before a meeting. The law sends the agenda out four before (kommunestyrelsesloven § 8, stk. 4); as many
again go to putting it together."""


@dataclass(frozen=True, slots=True)
class MeetingCalendar:
    """The known meetings of one committee, in order."""

    committee: str
    meetings: tuple[date, ...]
    cutoff_days: int = DEFAULT_CUTOFF_DAYS

    def reaches(self, day: date) -> bool:
        """Whether the meetings around `day` are known: calendars are made a year at a time."""
        return bool(self.meetings) and (self.meetings[-1] >= day or self.meetings[-1].year == day.year)

    def last_on_or_before(self, day: date, earliest: date | None = None) -> date | None:
        """The last meeting on or before `day`, and not before `earliest`."""
        place = bisect_right(self.meetings, day)
        found = self.meetings[place - 1] if place else None
        return found if found is not None and (earliest is None or found >= earliest) else None


@dataclass(frozen=True, slots=True)
class Actionable:
    """The last day on which acting still meets the deadline, and why it is that day.

    `meeting` and `cutoff` are set where a meeting decides. `possible` is false where the committee's meetings are known
    and none of them can take the case in time.
    """

    on: date | None
    explanation: str
    meeting: date | None = None
    cutoff: date | None = None
    possible: bool = True


def actionable(
    *,
    kind: TaskKind,
    due: date | None,
    earliest: date | None,
    calendar: MeetingCalendar | None,
    working_days: WorkingDays,
) -> Actionable:
    """The actionable date of a task that is due on `due`.

    `earliest` is the first day on which a meeting can take the case: the beginning of the task's window or, without
    one, the day that the agreement was signed. `calendar` is that of the lead committee; none when the task has no
    committee.
    """
    if due is None:
        return Actionable(None, "Opgaven har ingen frist.")
    if kind not in REPORTED_KINDS:
        return Actionable(due, "Opgaven afsluttes uden at blive forelagt et udvalg, så fristen er selve datoen.")
    if calendar is None:
        return Actionable(due, "Opgaven har intet udvalg, så der regnes med selve fristen.")
    if not calendar.meetings:
        return Actionable(due, f"Mødekalenderen for {calendar.committee} mangler, så der regnes med selve fristen.")
    if not calendar.reaches(due):
        return Actionable(
            due,
            f"Mødekalenderen for {calendar.committee} slutter {date_words(calendar.meetings[-1])}, "
            "så der regnes med selve fristen.",
        )
    meeting = calendar.last_on_or_before(due, earliest)
    if meeting is None:
        since = f"fra {date_words(earliest)} til" if earliest else "til og med"
        return Actionable(due, f"{calendar.committee} har intet møde {since} {date_words(due)}.", possible=False)
    cutoff = working_days.before(meeting, calendar.cutoff_days)
    days = count_words(calendar.cutoff_days, "arbejdsdag", "arbejdsdage")
    return Actionable(
        cutoff,
        f"Sidste møde i {calendar.committee} inden fristen er {date_words(meeting)}. "
        f"Sagen skal være færdig senest {date_words(cutoff)}, {days} før mødet.",
        meeting=meeting,
        cutoff=cutoff,
    )
