"""The meetings of one committee with its rules, as the page on which they are kept lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.values import TaskKind
from tracker.db.models import Committee, Meeting
from tracker.db.queries.parts.calendars import load_calendars
from tracker.db.queries.parts.choices import committee_choices
from tracker.errors import NotFoundError
from tracker.language import gettext


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting and its agenda cut-off."""

    id: int
    held_on: date
    starts_at: str | None
    cutoff: date
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class RouteRow:
    """The bodies, by name and in order, that treat the cases of a kind."""

    kind: TaskKind
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingsPage:
    """One committee: `coming` meetings from today on, `past` ones with the newest first, and its rules.

    `choices` are all committees, by id and name, that a route can go through.
    """

    id: int
    name: str
    cutoff_days: int
    cutoff_at: str | None
    coming: Sequence[MeetingRow]
    past: Sequence[MeetingRow]
    routes: Sequence[RouteRow]
    choices: Sequence[tuple[int, str]]

    @property
    def coming_years(self) -> Sequence[tuple[int, Sequence[MeetingRow]]]:
        """The coming meetings by year."""
        return [(year, list(rows)) for year, rows in groupby(self.coming, key=lambda row: row.held_on.year)]

    @property
    def concerned(self) -> frozenset[int]:
        """The committee, as the table of rights takes it."""
        return frozenset({self.id})


def meetings_page(session: Session, committee_id: int, *, today: date) -> MeetingsPage:
    """The page of one committee's meetings; raises `NotFoundError`."""
    committee = session.execute(
        select(Committee.name, Committee.cutoff_days, Committee.cutoff_at).where(Committee.id == committee_id)
    ).one_or_none()
    if committee is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    calendars = load_calendars(session)
    rows = [
        MeetingRow(
            each_id, held_on, starts_at, calendars.working_days.before(held_on, committee.cutoff_days), cancelled
        )
        for each_id, held_on, starts_at, cancelled in session.execute(
            select(Meeting.id, Meeting.held_on, Meeting.starts_at, Meeting.cancelled)
            .where(Meeting.committee_id == committee_id)
            .order_by(Meeting.held_on)
        )
    ]
    return MeetingsPage(
        id=committee_id,
        name=committee.name,
        cutoff_days=committee.cutoff_days,
        cutoff_at=committee.cutoff_at,
        coming=[row for row in rows if row.held_on >= today],
        past=[row for row in reversed(rows) if row.held_on < today],
        routes=[
            RouteRow(kind, tuple(body.committee for body in calendars.path(committee_id, kind)))
            for each, kind in sorted(calendars.routes)
            if each == committee_id
        ],
        choices=committee_choices(session),
    )
