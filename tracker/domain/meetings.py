"""The day that really counts: the agenda cut-off of the last meeting that can still take the case.

A task that ends before a committee must be on the agenda of a meeting on or before its due date, and the case must be
finished some working days before that meeting. Where the case goes on through other bodies (its path), the last body's
last meeting decides, then the last meeting of the body before it, back to the first, whose cut-off counts. Everything
else, and whatever meetings are not known, keeps the due date itself; the explanation says which it is.

Calendars are made a year at a time: one is taken to be known from the beginning of the year of its first meeting to the
end of the year of its last.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.agreement.values import TaskKind
from tracker.danish import count_words, date_words, list_words, short_date_words
from tracker.domain.outcomes import Outcome, Treatment
from tracker.domain.status import REPORTED_KINDS
from tracker.domain.workdays import WorkingDays

DEFAULT_CUTOFF_DAYS = 8
"""Working days before a meeting. The law sends the agenda out four before (kommunestyrelsesloven § 8, stk. 4); as many
again go to putting it together."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class MeetingCalendar:
    """The known meetings of one committee, in order, and its rule: a case must be finished `cutoff_days` working days
    before a meeting, at the local time `cutoff_at` («12:00») where one is set."""

    committee: str
    meetings: tuple[date, ...]
    cutoff_days: int = DEFAULT_CUTOFF_DAYS
    cutoff_at: str | None = None
    committee_id: int = 0

    def last_on_or_before(self, day: date, earliest: date | None = None) -> date | None:
        """The last meeting on or before `day`, and not before `earliest`."""
        place = bisect_right(self.meetings, day)
        found = self.meetings[place - 1] if place else None
        return found if found is not None and (earliest is None or found >= earliest) else None

    def first_after(self, day: date) -> date | None:
        """The first meeting after `day`."""
        place = bisect_right(self.meetings, day)
        return self.meetings[place] if place < len(self.meetings) else None

    def unknown(self, day: date, earliest: date | None) -> str | None:
        """Why nothing can be said about the last meeting on or before `day`, in Danish; none when it is known."""
        if not self.meetings:
            return f"Mødekalenderen for {self.committee} mangler"
        first, last = self.meetings[0], self.meetings[-1]
        if last < day and last.year < day.year:
            return f"Mødekalenderen for {self.committee} slutter {date_words(last)}"
        if day < first and (earliest is None or earliest.year < first.year):
            return f"Mødekalenderen for {self.committee} begynder først {date_words(first)}"
        return None


@dataclass(frozen=True, slots=True)
class Stop:
    """A meeting that must have the case before it, and when the case must be finished for its agenda."""

    committee_id: int
    committee: str
    meeting: date
    cutoff: date
    cutoff_at: str | None = None


@dataclass(frozen=True, slots=True)
class Actionable:
    """The last day on which acting still meets the deadline, and why it is that day.

    `stops` are the meetings that must have the case before them, in order; `meeting` and `cutoff` are the first's, and
    set where a meeting decides. `possible` is false where the meetings are known and cannot take the case in time.
    `unknown` says that meetings which should decide are not known.
    """

    on: date | None
    explanation: str
    meeting: date | None = None
    cutoff: date | None = None
    possible: bool = True
    stops: tuple[Stop, ...] = ()
    unknown: bool = False

    @property
    def cutoff_at(self) -> str | None:
        """The local time of the cut-off, where one is set."""
        return self.stops[0].cutoff_at if self.stops else None


def actionable(
    *,
    kind: TaskKind,
    due: date | None,
    earliest: date | None,
    path: Sequence[MeetingCalendar],
    working_days: WorkingDays,
    last: Treatment | None = None,
) -> Actionable:
    """The actionable date of a task that is due on `due`.

    `earliest` is the first day on which a meeting can take the case: the beginning of the task's window or, without
    one, the day that the agreement was signed. `path` are the bodies that treat the case, in order; none when the task
    has no committee. `last` is how the case fared at the last meeting that had it.
    """
    if due is None:
        return Actionable(None, "Opgaven har ingen frist.")
    if kind not in REPORTED_KINDS:
        return Actionable(due, "Opgaven afsluttes uden at blive forelagt et udvalg, så fristen er selve datoen.")
    if not path:
        return Actionable(due, "Opgaven har intet udvalg, så der regnes med selve fristen.")
    if last is None:
        return _backwards(kind, due, earliest, path, working_days)
    place = next((at for at, body in enumerate(path) if body.committee_id == last.committee_id), None)
    if place is None or (last.outcome is Outcome.DECIDED and place == len(path) - 1):
        return _backwards(kind, due, earliest, path, working_days)  # the case has begun anew since
    if last.outcome in {Outcome.POSTPONED, Outcome.SENT_BACK}:
        return _at_the_next_meeting(due, path[place:], working_days, last)
    rest = path[place + 1 :] if last.outcome is Outcome.DECIDED else path[place:]
    found = _backwards(kind, due, max(earliest or last.meeting, last.meeting + _DAY), rest, working_days)
    return replace(found, explanation=f"{last.words} {found.explanation}")


def cutoff_words(cutoff: date, at: str | None) -> str:
    """«27. maj 2019», «27. maj 2019 kl. 12»."""
    return date_words(cutoff) + (f" kl. {hour_words(at)}" if at else "")


def hour_words(at: str) -> str:
    """«12», «16.30»: a time of day as Danes write it."""
    hour, minute = at.split(":")
    return str(int(hour)) + (f".{minute}" if minute != "00" else "")


def _backwards(
    kind: TaskKind,
    due: date,
    earliest: date | None,
    path: Sequence[MeetingCalendar],
    working_days: WorkingDays,
) -> Actionable:
    """The last possible chain of meetings, from the last body back to the first. A body whose meetings are not known
    is left out, and the explanation says so."""
    limit, stops, unknown = due, list[Stop](), list[str]()
    for body in reversed(path):
        why = body.unknown(limit, earliest)
        if why is not None:
            unknown.append(why)
            continue
        meeting = body.last_on_or_before(limit, earliest)
        if meeting is None:
            return Actionable(due, _no_meeting(body, earliest, limit, due, stops), possible=False)
        stops.insert(0, _stop(body, meeting, working_days))
        limit = meeting - _DAY
    unknown_words = list_words(unknown)
    if not stops:
        return Actionable(due, f"{unknown_words}, så der regnes med selve fristen.", unknown=True)
    words = _chain_words(kind, stops, path)
    if unknown:
        words += f" {unknown_words}, så der er ikke regnet med et møde dér."
    return _through(stops, words, unknown=bool(unknown))


def _at_the_next_meeting(
    due: date, path: Sequence[MeetingCalendar], working_days: WorkingDays, last: Treatment
) -> Actionable:
    """What was put off comes to the next meeting; what was sent back to the next whose cut-off is still ahead. The
    bodies after it follow, each at its first meeting after the one before."""
    first, *others = path
    meeting = first.first_after(last.meeting)
    if last.outcome is Outcome.SENT_BACK:
        while meeting is not None and working_days.before(meeting, first.cutoff_days) <= last.meeting:
            meeting = first.first_after(meeting)
    if meeting is None:
        words = f"{last.words} Udvalgets næste møde kendes ikke, så der regnes med selve fristen."
        return Actionable(due, words, unknown=True)
    stops = [_stop(first, meeting, working_days)]
    for body in others:
        following = body.first_after(stops[-1].meeting)
        if following is not None:
            stops.append(_stop(body, following, working_days))
    in_time = stops[-1].meeting <= due
    after = list_words(f"i {stop.committee} {date_words(stop.meeting)}" for stop in stops[1:])
    words = (
        f"{last.words} Næste møde er {date_words(meeting)}; sagen skal være færdig senest {_finished(stops[0], first)}."
        + (f" Derefter behandles den {after}." if after else "")
        + ("" if in_time else f" Det er efter fristen, {date_words(due)}.")
    )
    return _through(stops, words, possible=in_time)


def _through(stops: Sequence[Stop], words: str, *, possible: bool = True, unknown: bool = False) -> Actionable:
    first = stops[0]
    return Actionable(first.cutoff, words, first.meeting, first.cutoff, possible, tuple(stops), unknown)


def _stop(body: MeetingCalendar, meeting: date, working_days: WorkingDays) -> Stop:
    cutoff = working_days.before(meeting, body.cutoff_days)
    return Stop(body.committee_id, body.committee, meeting, cutoff, body.cutoff_at)


def _chain_words(kind: TaskKind, stops: Sequence[Stop], path: Sequence[MeetingCalendar]) -> str:
    first, last = stops[0], stops[-1]
    body = next(each for each in path if each.committee_id == first.committee_id)
    if len(stops) == 1:
        return (
            f"Sidste møde i {last.committee} inden fristen er {date_words(last.meeting)}. "
            f"Sagen skal være færdig senest {_finished(first, body)}."
        )
    verb = "besluttes" if kind is TaskKind.DECISION else "behandles"
    year = last.meeting.year
    before = list_words(f"i {stop.committee} {short_date_words(stop.meeting, year)}" for stop in reversed(stops[:-1]))
    return (
        f"Skal {verb} i {last.committee} senest {date_words(last.meeting)}; derfor {before}. "
        f"Sagen skal være færdig senest {_finished(first, body)}."
    )


def _finished(stop: Stop, body: MeetingCalendar) -> str:
    days = count_words(body.cutoff_days, "arbejdsdag", "arbejdsdage")
    return f"{cutoff_words(stop.cutoff, stop.cutoff_at)}, {days} før mødet"


def _no_meeting(body: MeetingCalendar, earliest: date | None, limit: date, due: date, stops: Sequence[Stop]) -> str:
    since = f"fra {date_words(earliest)} til" if earliest else "til og med"
    if not stops:
        return f"{body.committee} har intet møde {since} {date_words(due)}."
    following = stops[0]
    return (
        f"Sagen skal videre til {following.committee} {date_words(following.meeting)}, men {body.committee} har intet "
        f"møde {since} {date_words(limit)}."
    )
