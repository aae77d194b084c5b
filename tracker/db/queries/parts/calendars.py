"""The meetings of all committees, as the rules about meetings take them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.values import TaskKind
from tracker.db.models import ClosingDay, Committee, Meeting, RouteStep
from tracker.domain.meetings import Actionable, MeetingCalendar, actionable
from tracker.domain.outcomes import Treatment
from tracker.domain.workdays import WorkingDays, YearlyDay


@dataclass(frozen=True, slots=True)
class Calendars:
    """The meeting calendar of each committee by its id, the routes of cases, and the days that are worked."""

    by_committee: Mapping[int, MeetingCalendar]
    routes: Mapping[tuple[int, TaskKind], tuple[int, ...]]
    working_days: WorkingDays

    def path(self, lead: int | None, kind: TaskKind) -> tuple[MeetingCalendar, ...]:
        """The bodies that treat a case of a kind whose lead committee has the id `lead`, in order."""
        if lead is None:
            return ()
        steps = self.routes.get((lead, kind), ())
        return tuple(self.by_committee[each] for each in (steps if lead in steps else (lead, *steps)))

    def actionable(
        self, *, kind: TaskKind, due: date | None, earliest: date | None, lead: int | None, last: Treatment | None
    ) -> Actionable:
        """The actionable date of a task of the lead committee with the id `lead`; see `tracker.domain.meetings`."""
        path = self.path(lead, kind)
        return actionable(kind=kind, due=due, earliest=earliest, path=path, working_days=self.working_days, last=last)

    def cutoff(self, committee_id: int, held_on: date) -> date:
        """The agenda cut-off of a committee's meeting on a day."""
        return self.working_days.before(held_on, self.by_committee[committee_id].cutoff_days)


_MEETINGS = (
    select(Meeting.committee_id, Meeting.held_on)
    .where(Meeting.cancelled.is_(False))
    .order_by(Meeting.committee_id, Meeting.held_on)
)
_COMMITTEES = select(Committee.id, Committee.name, Committee.cutoff_days, Committee.cutoff_at)
_ROUTES = select(RouteStep.committee_id, RouteStep.kind, RouteStep.body_id).order_by(RouteStep.position)
_CLOSING_DAYS = select(ClosingDay.name, ClosingDay.first_on, ClosingDay.last_on, ClosingDay.every_year)


def load_calendars(session: Session, working_days: WorkingDays | None = None) -> Calendars:
    """The calendars of all committees; a committee without meetings has an empty one. The working days are read where
    they are not given."""
    days: defaultdict[int, list[date]] = defaultdict(list)
    for committee_id, held_on in session.execute(_MEETINGS):
        days[committee_id].append(held_on)
    calendars = {
        committee_id: MeetingCalendar(name, tuple(days[committee_id]), cutoff_days, cutoff_at, committee_id)
        for committee_id, name, cutoff_days, cutoff_at in session.execute(_COMMITTEES)
    }
    return Calendars(calendars, load_routes(session), working_days or load_working_days(session))


def load_routes(session: Session) -> dict[tuple[int, TaskKind], tuple[int, ...]]:
    """The ids of the bodies on each route, in order, by committee and kind."""
    routes: defaultdict[tuple[int, TaskKind], tuple[int, ...]] = defaultdict(tuple)
    for committee_id, kind, body_id in session.execute(_ROUTES):
        routes[committee_id, kind] += (body_id,)
    return dict(routes)


def load_working_days(session: Session) -> WorkingDays:
    """The days that are worked, by the closing days that stand in the database."""
    closed: set[date] = set()
    yearly = []
    for name, first, last, every_year in session.execute(_CLOSING_DAYS):
        if every_year:
            yearly.append(YearlyDay(first.month, first.day, name))
        else:
            closed.update(first + timedelta(days) for days in range((last - first).days + 1))
    return WorkingDays(closed, yearly=yearly)
