"""A town hall to look at: the sample agreement, its people and meetings, and what they did until the day that is shown.

Everything goes through the services that real work goes through, with the time at which it would have happened, so that
the history is a real one. The life of every task is laid out from its own dates and does not depend on the day shown:
a later day shows more of the same story. Nothing is left to chance.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.agreement.reader import read
from tracker.agreement.values import Reading
from tracker.clock import COPENHAGEN
from tracker.db.models import Proposal, ProposalState, Reminder, User
from tracker.db.queries.parts.calendars import load_calendars
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.documents import Document, read_document
from tracker.documents.meetings import MeetingFile, parse_table
from tracker.domain.roles import Role
from tracker.domain.status import REPORTED_KINDS
from tracker.errors import InputError
from tracker.language import gettext
from tracker.resources import SAMPLE
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.agreements import agreements
from tracker.services.committees.register import reading_register, register_committees
from tracker.services.demonstration import public
from tracker.services.demonstration.story import Cast, Life, Step
from tracker.services.meetings.imports import import_meetings, plan_import
from tracker.services.people.users import add_user
from tracker.services.review import review
from tracker.services.tasks import tasks
from tracker.settings import CommitteeSettings

DAYS_TO_IMPORT = 1
"""The agreement is brought in on the day after it was signed."""

UNDATED_ACCEPTED = 4
"""Every so many of the proposals without a date was accepted by a person; the others wait to be looked at."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works in the town hall, or manages it."""

    name: str
    email: str
    role: Role
    committees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sample:
    """The agreement and the town hall that travel with the program; `reading` is what was read of it."""

    agreement: Document
    reading: Reading
    register: tuple[CommitteeSettings, ...]
    meetings: MeetingFile
    people: tuple[Person, ...]


def load_sample() -> Sample:
    """The sample, from the files in the package, read like any other agreement."""
    agreement = read_document(SAMPLE / "agreement.txt")
    entries = tomllib.loads((SAMPLE / "committees.toml").read_text(encoding="utf-8"))["committees"]
    register = tuple(CommitteeSettings(**entry) for entry in entries)
    people = tomllib.loads((SAMPLE / "users.toml").read_text(encoding="utf-8"))["users"]
    return Sample(
        agreement=agreement,
        reading=read(agreement.text, register=reading_register(register)),
        register=register,
        meetings=parse_table((SAMPLE / "meetings.csv").read_text(encoding="utf-8")),
        people=tuple(
            Person(each["name"], each["email"], Role(each["role"]), tuple(each.get("committees", ())))
            for each in people
        ),
    )


def fill(session: Session, sample: Sample, *, today: date, zone: ZoneInfo = COPENHAGEN) -> Sequence[User]:
    """Fills an empty database with `sample` and its history until the evening before `today`.

    Returns the users. Raises `InputError` for an agreement without a day of signing, or one signed after `today`.
    """
    signed_on = sample.reading.agreement.signed_on
    if signed_on is None or signed_on >= today:
        raise InputError(gettext("Demonstrationens dag skal ligge efter den dag, aftalen er underskrevet."), "today")
    imported_on = signed_on + timedelta(days=DAYS_TO_IMPORT)
    begins = _at(imported_on, zone)
    register_committees(session, sample.register)
    users = [
        add_user(
            session,
            email=person.email,
            name=person.name,
            role=person.role,
            committees=person.committees,
            actor=COMMAND_LINE,
            now=begins,
        )
        for person in sample.people
    ]
    plan = plan_import(session, sample.meetings, actor=COMMAND_LINE)
    import_meetings(session, plan, file_name="meetings.csv", actor=COMMAND_LINE, now=begins)
    cast = _cast(users)
    importer = cast.administration[0]
    result = agreements.import_reading(session, sample.agreement, sample.reading, actor=importer, now=begins)
    review.accept_dated(session, result.agreement_id, actor=importer, now=begins)
    _accept_some_undated(session, result.agreement_id, importer, begins)
    shown = public.publishing(result.agreement_id, imported_on, importer, zone)
    _live(session, cast, imported_on, today, zone, shown)
    # What was told at the time has long been read: it is not to arrive on the first day of the demonstration.
    session.execute(delete(Reminder).where(Reminder.message_id.is_(None)))
    return users


def _at(day: date, zone: ZoneInfo, place: int = 0) -> datetime:
    """A time in the working hours of `day`, the same for the same `place` in the story."""
    return datetime.combine(day, time(9 + place % 7, place * 13 % 60), tzinfo=zone).astimezone(UTC)


def _cast(users: Sequence[User]) -> Cast:
    actors = [Actor.of(user) for user in users]
    return Cast(
        administration=tuple(actor for actor in actors if actor.role is Role.ADMINISTRATION),
        management=tuple(actor for actor in actors if actor.role is Role.MANAGEMENT),
        secretaries={committee: actor for actor in actors for committee in actor.committees},
    )


def _accept_some_undated(session: Session, agreement_id: int, actor: Actor, now: datetime) -> None:
    waiting = session.scalars(
        select(Proposal.id)
        .where(
            Proposal.agreement_id == agreement_id,
            Proposal.state == ProposalState.WAITING,
            Proposal.saving_id.is_(None),
        )
        .order_by(Proposal.start_offset, Proposal.id)
    ).all()
    review.accept(session, dict.fromkeys(waiting[::UNDATED_ACCEPTED]), actor=actor, now=now)


def _live(session: Session, cast: Cast, imported_on: date, today: date, zone: ZoneInfo, shown: Step) -> None:
    """Lets the people do, in the order of time, what they did before `today`; `shown` concerns no single task."""
    rows = load_rows(session, today=imported_on, zone=zone)
    rows.sort(key=lambda row: (row.due_on or date.max, row.id))
    calendars = load_calendars(session)
    places: Counter[str] = Counter()
    steps: list[tuple[datetime, int, Step]] = [(_at(shown.on, zone), 0, shown)]
    for row in rows:
        place = places[_sort_of(row)]
        places[_sort_of(row)] += 1
        tasks.set_responsible(
            session,
            row.id,
            cast.responsible_for(row).user_id,
            revision=None,
            actor=cast.administration[0],
            now=_at(imported_on, zone),
        )
        story = Life(row, place, cast, calendars, imported_on).steps()
        steps += [(_at(step.on, zone, place), row.id, step) for step in story]
    for at, task_id, step in sorted(steps, key=lambda entry: entry[:2]):
        if at < datetime.combine(today, time(0), tzinfo=zone):
            step.act(session, task_id, at)


def _sort_of(row: TaskRow) -> str:
    """Tasks of a sort share a set of stories, each taking the next."""
    if row.due_on is None:
        return "undated"
    return "saving" if row.is_saving else "reported" if row.kind in REPORTED_KINDS else "carried out"
