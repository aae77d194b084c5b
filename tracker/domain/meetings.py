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
from tracker.domain.outcomes import Outcome, Treatment
from tracker.domain.status import REPORTED_KINDS
from tracker.domain.workdays import WorkingDays
from tracker.language import clock_words, count_of, day_words, gettext, list_of, short_day_words

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
            return gettext("Mødekalenderen for %(committee)s mangler") % {"committee": self.committee}
        first, last = self.meetings[0], self.meetings[-1]
        if last < day and last.year < day.year:
            said = gettext("Mødekalenderen for %(committee)s slutter %(day)s")
            return said % {"committee": self.committee, "day": day_words(last)}
        if day < first and (earliest is None or earliest.year < first.year):
            said = gettext("Mødekalenderen for %(committee)s begynder først %(day)s")
            return said % {"committee": self.committee, "day": day_words(first)}
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
        return Actionable(None, gettext("Opgaven har ingen frist."))
    if kind not in REPORTED_KINDS:
        return Actionable(
            due, gettext("Opgaven afsluttes uden at blive forelagt et udvalg, så fristen er selve datoen.")
        )
    if not path:
        return Actionable(due, gettext("Opgaven har intet udvalg, så der regnes med selve fristen."))
    if last is None:
        return _backwards(kind, due, earliest, path, working_days)
    place = next((at for at, body in enumerate(path) if body.committee_id == last.committee_id), None)
    if place is None or (last.outcome is Outcome.DECIDED and place == len(path) - 1):
        return _backwards(kind, due, earliest, path, working_days)  # the case has begun anew since
    if last.outcome in {Outcome.POSTPONED, Outcome.SENT_BACK}:
        return _at_the_next_meeting(due, path[place:], working_days, last)
    rest = path[place + 1 :] if last.outcome is Outcome.DECIDED else path[place:]
    found = _backwards(kind, due, max(earliest or last.meeting, last.meeting + _DAY), rest, working_days)
    return replace(found, explanation=" ".join((last.words, found.explanation)))


def cutoff_words(cutoff: date, at: str | None) -> str:
    """«27. maj 2019», «27. maj 2019 kl. 12»."""
    return (
        gettext("%(day)s kl. %(hour)s") % {"day": day_words(cutoff), "hour": hour_words(at)}
        if at
        else day_words(cutoff)
    )


def hour_words(at: str) -> str:
    """«12», «16.30»: a time of day as Danes write it, or «16:30»."""
    hour, minute = at.split(":")
    return clock_words(int(hour), int(minute), short=True)


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
    unknown_words = list_of(unknown)
    if not stops:
        said = gettext("%(unknown)s, så der regnes med selve fristen.")
        return Actionable(due, said % {"unknown": unknown_words}, unknown=True)
    words = _chain_words(kind, stops, path)
    if unknown:
        words += " " + gettext("%(unknown)s, så der er ikke regnet med et møde dér.") % {"unknown": unknown_words}
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
        words = last.words + " " + gettext("Udvalgets næste møde kendes ikke, så der regnes med selve fristen.")
        return Actionable(due, words, unknown=True)
    stops = [_stop(first, meeting, working_days)]
    for body in others:
        following = body.first_after(stops[-1].meeting)
        if following is not None:
            stops.append(_stop(body, following, working_days))
    in_time = stops[-1].meeting <= due
    said = gettext("Næste møde er %(day)s; sagen skal være færdig senest %(finished)s.")
    sentences = [last.words, said % {"day": day_words(meeting), "finished": _finished(stops[0], first)}]
    if after := list_of(_at(stop.committee, day_words(stop.meeting)) for stop in stops[1:]):
        sentences.append(gettext("Derefter behandles den %(after)s.") % {"after": after})
    if not in_time:
        sentences.append(gettext("Det er efter fristen, %(day)s.") % {"day": day_words(due)})
    return _through(stops, " ".join(sentences), possible=in_time)


def _at(committee: str, day: str) -> str:
    return gettext("i %(committee)s %(day)s") % {"committee": committee, "day": day}


def _through(stops: Sequence[Stop], words: str, *, possible: bool = True, unknown: bool = False) -> Actionable:
    first = stops[0]
    return Actionable(first.cutoff, words, first.meeting, first.cutoff, possible, tuple(stops), unknown)


def _stop(body: MeetingCalendar, meeting: date, working_days: WorkingDays) -> Stop:
    cutoff = working_days.before(meeting, body.cutoff_days)
    return Stop(body.committee_id, body.committee, meeting, cutoff, body.cutoff_at)


def _chain_words(kind: TaskKind, stops: Sequence[Stop], path: Sequence[MeetingCalendar]) -> str:
    first, last = stops[0], stops[-1]
    body = next(each for each in path if each.committee_id == first.committee_id)
    finished = gettext("Sagen skal være færdig senest %(finished)s.") % {"finished": _finished(first, body)}
    values = {"committee": last.committee, "day": day_words(last.meeting)}
    if len(stops) == 1:
        return gettext("Sidste møde i %(committee)s inden fristen er %(day)s.") % values + " " + finished
    year = last.meeting.year
    before = list_of(_at(stop.committee, short_day_words(stop.meeting, year)) for stop in reversed(stops[:-1]))
    if kind is TaskKind.DECISION:
        said = gettext("Skal besluttes i %(committee)s senest %(day)s; derfor %(before)s.")
    else:
        said = gettext("Skal behandles i %(committee)s senest %(day)s; derfor %(before)s.")
    return f"{said % (values | {'before': before})} {finished}"


def _finished(stop: Stop, body: MeetingCalendar) -> str:
    days = count_of(body.cutoff_days, "arbejdsdag", "arbejdsdage")
    said = gettext("%(cutoff)s, %(days)s før mødet")
    return said % {"cutoff": cutoff_words(stop.cutoff, stop.cutoff_at), "days": days}


def _no_meeting(body: MeetingCalendar, earliest: date | None, limit: date, due: date, stops: Sequence[Stop]) -> str:
    until = due if not stops else limit
    if earliest:
        days = gettext("fra %(start)s til %(end)s") % {"start": day_words(earliest), "end": day_words(until)}
    else:
        days = gettext("til og med %(day)s") % {"day": day_words(until)}
    if not stops:
        return gettext("%(committee)s har intet møde %(days)s.") % {"committee": body.committee, "days": days}
    said = gettext("Sagen skal videre til %(next)s %(day)s, men %(committee)s har intet møde %(days)s.")
    following = {"next": stops[0].committee, "day": day_words(stops[0].meeting)}
    return said % (following | {"committee": body.committee, "days": days})
