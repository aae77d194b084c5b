"""What the public is shown: facts of the ledger, and beside them nothing but approved wordings.

No query here reads a person, a comment, a reason, a line of a history, or a word of an agreement that nobody approved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from tracker.danish import sort_key
from tracker.db.models import (
    Agreement,
    Committee,
    DeadlineVersion,
    ListedTask,
    Occurrence,
    PublicWording,
    PublishedAgreement,
    PublishedTask,
    Task,
    TaskEvent,
    TaskOwner,
    TaskSeries,
)
from tracker.db.queries.parts.dates import first_date, is_newest, number_of_moves
from tracker.db.queries.parts.rules import public_state
from tracker.db.queries.tasks.rows import CommitteeName, owners_of
from tracker.domain.publication import Passage, PublicState, Wording
from tracker.domain.status import Status
from tracker.errors import NotFoundError
from tracker.language import gettext
from tracker.lookup import Asked, parse


class PublicOrder(StrEnum):
    """How commitments follow each other."""

    AGREEMENT = "agreement"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True)
class PublicFilter:
    """Which commitments of an agreement; what is none or empty restricts nothing. `text` is looked for in the approved
    wordings alone."""

    committee_id: int | None = None
    state: PublicState | None = None
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether it leaves nothing out."""
        return self == PublicFilter()


@dataclass(frozen=True, slots=True)
class Figures:
    """How many commitments are in each state."""

    states: Mapping[PublicState, int]

    @property
    def promised(self) -> int:
        """All of them."""
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class PublicAgreement:
    """An agreement that is shown, or may come to be."""

    id: int
    title: str
    introduction: str | None
    organisation: str | None
    signed_on: date | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class Commitment:
    """A commitment as the public sees it. `committees` have the lead first. `first_due_on` and `moves` are of the time
    at which a repeated one stands, `times_done` tells how often that has been done. `presented_on` is a meeting."""

    id: int
    title: str
    status_text: str | None
    approved_at: datetime
    section: str | None
    passage: Passage | None
    state: PublicState
    status_at: datetime
    presented_on: date | None
    due_on: date | None
    first_due_on: date | None
    moves: int
    rule: str | None
    times_done: int
    committees: tuple[CommitteeName, ...]

    @property
    def lead(self) -> str | None:
        """The name of the committee that decides or receives."""
        return self.committees[0].name if self.committees else None


@dataclass(frozen=True, slots=True)
class CommitmentPage:
    """Some of the commitments that were asked for; `total` counts them all. A page past the end is the last one."""

    lines: Sequence[Commitment]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def list_agreements(session: Session, *, today: date) -> Sequence[PublicAgreement]:
    """The agreements that are shown, the last signed first."""
    rows = session.execute(
        _agreements()
        .where(PublishedAgreement.shown)
        .order_by(Agreement.signed_on.is_(None), Agreement.signed_on.desc(), Agreement.id.desc())
    ).all()
    figures = _figures(session, Task.agreement_id.in_([row.id for row in rows]), today)
    return [_agreement(row, figures.get(row.id, _NOTHING)) for row in rows]


def find_agreement(session: Session, agreement_id: int, *, today: date) -> PublicAgreement:
    """An agreement that is shown; raises `NotFoundError` for any other."""
    row = session.execute(_agreements().where(PublishedAgreement.shown, Agreement.id == agreement_id)).one_or_none()
    if row is None:
        raise NotFoundError(gettext("Aftalen vises ikke her."))
    return _agreement(row, figures_of(session, agreement_id, today=today))


def figures_of(session: Session, agreement_id: int, wanted: PublicFilter | None = None, *, today: date) -> Figures:
    """The figures of an agreement, or of what `wanted` leaves of it whatever its state."""
    where = and_(Task.agreement_id == agreement_id, _chosen(wanted or PublicFilter()))
    return _figures(session, where, today).get(agreement_id, _NOTHING)


def page_of_commitments(
    session: Session,
    agreement_id: int,
    wanted: PublicFilter | None = None,
    *,
    today: date,
    order: PublicOrder = PublicOrder.AGREEMENT,
    number: int = 1,
    size: int = 50,
) -> CommitmentPage:
    """The approved commitments of an agreement, whether it is shown itself or not."""
    wanted = wanted or PublicFilter()
    where = and_(Task.agreement_id == agreement_id, _chosen(wanted))
    if wanted.state is not None:
        where = and_(where, public_state(today) == wanted.state.value)
    total = session.scalar(_shown(func.count()).where(where)) or 0
    page = CommitmentPage((), total, 1, size)
    number = min(max(number, 1), page.pages)
    by_committee = (ListedTask.committee_key.is_(None), ListedTask.committee_key)
    ordered = (
        _lines(today)
        .where(where)
        .order_by(*(by_committee if order is PublicOrder.COMMITTEE else ()), PublicWording.place, Task.id)
        .limit(size)
        .offset((number - 1) * size)
    )
    return CommitmentPage(_read(session, ordered), total, number, size)


def find_commitment(session: Session, agreement_id: int, task_id: int, *, today: date) -> Commitment:
    """An approved commitment of an agreement; raises `NotFoundError` for any other."""
    found = _read(session, _lines(today).where(Task.agreement_id == agreement_id, Task.id == task_id))
    if not found:
        raise NotFoundError(gettext("Løftet vises ikke her."))
    return found[0]


def changed_at(session: Session, agreement_id: int | None = None, task_id: int | None = None) -> datetime | None:
    """When something last happened to the agreements that are or were shown, or to their tasks; to one, if it is named.

    What a new day does by itself is not told, nor that a committee has another name.
    """
    agreements = select(func.max(PublishedAgreement.changed_at))
    tasks = (
        select(func.max(TaskEvent.at))
        .join(PublishedTask, PublishedTask.task_id == TaskEvent.task_id)
        .join(Task, Task.id == PublishedTask.task_id)
    )
    if agreement_id is not None:
        agreements = agreements.where(PublishedAgreement.agreement_id == agreement_id)
        tasks = tasks.where(Task.agreement_id == agreement_id)
    if task_id is not None:
        tasks = tasks.where(Task.id == task_id)
    return max((at for at in (session.scalar(agreements), session.scalar(tasks)) if at), default=None)


def commitment_in_words(
    session: Session, task_id: int, wording: Wording, *, approved_at: datetime, today: date
) -> Commitment:
    """A task as the public would see it in a wording that was or will be approved at that time."""
    task = select().select_from(Task).where(Task.id == task_id)
    row = session.execute(_with_ledger(task, today)).one()
    return _commitment(row, wording, approved_at, owners_of(session, Task.id == task_id)[task_id])


def wording_of(stored: PublicWording | Row[Any]) -> Wording:
    """The wording that a row holds."""
    passage = None
    if stored.passage is not None:
        start, end = stored.sentence_start or 0, stored.sentence_end or 0
        passage = Passage(stored.passage, start, end, stored.words_start, stored.words_end)
    return Wording(stored.title, stored.status_text, stored.section, passage, stored.place)


def committees_of(session: Session, agreement_id: int) -> Sequence[CommitteeName]:
    """The committees that own approved commitments of an agreement, by name."""
    owning = _shown(TaskOwner.committee_id).join(TaskOwner, TaskOwner.task_id == Task.id)
    names = select(Committee.id, Committee.name).where(
        Committee.id.in_(owning.where(Task.agreement_id == agreement_id))
    )
    return sorted(
        (CommitteeName(row.id, row.name) for row in session.execute(names)), key=lambda each: sort_key(each.name)
    )


_NOTHING = Figures(dict.fromkeys(PublicState, 0))


def _shown(*columns: Any) -> Select[Any]:
    """Of the tasks whose wording is shown."""
    return (
        select(*columns)
        .select_from(Task)
        .join(PublishedTask, and_(PublishedTask.task_id == Task.id, PublishedTask.shown))
        .join(PublicWording, PublicWording.id == PublishedTask.wording_id)
    )


def _chosen(wanted: PublicFilter) -> ColumnElement[bool]:
    """That a task meets `wanted`, whatever its state."""
    where: ColumnElement[bool] = true()
    if wanted.committee_id is not None:
        owners = select(TaskOwner.task_id).where(TaskOwner.committee_id == wanted.committee_id)
        where = and_(where, Task.id.in_(owners))
    if wanted.text:
        where = and_(where, _worded(wanted.text))
    return where


def _worded(text: str) -> ColumnElement[bool]:
    """That the words of `text` stand in an approved wording. Terms are letters and digits, so none is a pattern."""

    def one(asked: Asked) -> ColumnElement[bool]:
        patterns = [f"% {term} %" for term in asked.terms]
        patterns += [f"% {asked.prefix}%"] if asked.prefix else []
        return or_(*(PublishedTask.words.like(pattern) for pattern in patterns))

    return and_(true(), *(or_(*(and_(*(one(asked) for asked in way)) for way in part)) for part in parse(text).parts))


def _figures(session: Session, where: ColumnElement[bool], today: date) -> Mapping[int, Figures]:
    state = public_state(today).label("state")
    counted: dict[int, dict[PublicState, int]] = {}
    query = _shown(Task.agreement_id, state, func.count()).where(where).group_by(Task.agreement_id, state)
    for agreement_id, value, number in session.execute(query):
        counted.setdefault(agreement_id, dict.fromkeys(PublicState, 0))[PublicState(value)] = number
    return {agreement_id: Figures(states) for agreement_id, states in counted.items()}


def _agreements() -> Select[Any]:
    columns: Sequence[Any] = [
        Agreement.id,
        PublishedAgreement.title,
        PublishedAgreement.introduction,
        Agreement.organisation,
        Agreement.signed_on,
    ]
    return select(*columns).join(PublishedAgreement, PublishedAgreement.agreement_id == Agreement.id)


def _agreement(row: Row[Any], figures: Figures) -> PublicAgreement:
    return PublicAgreement(row.id, row.title, row.introduction, row.organisation, row.signed_on, figures)


def _lines(today: date) -> Select[Any]:
    wording = (column for column in PublicWording.__table__.columns if column.name not in {"id", "task_id"})
    return _with_ledger(_shown(*wording), today)


def _with_ledger(tasks: Select[Any], today: date) -> Select[Any]:
    """A query of tasks, and what the ledger says of each."""
    newest = aliased(DeadlineVersion)
    times = select(func.count()).where(Occurrence.task_id == Task.id).select_from(Occurrence)
    done = times.where(Occurrence.status.in_((Status.DONE, Status.PRESENTED)))  # a time has a status when it is closed
    return (
        tasks.add_columns(
            Task.id.label("task_id"),
            Task.status_at,
            Task.presented_on,
            Task.due_on,
            public_state(today).label("state"),
            first_date(newest).label("first_due_on"),
            number_of_moves(newest).label("moves"),
            times.scalar_subquery().label("times"),
            done.scalar_subquery().label("times_done"),
            TaskSeries.rule,
        )
        .join(newest, is_newest(newest), isouter=True)
        .join(TaskSeries, TaskSeries.task_id == Task.id, isouter=True)
        .join(ListedTask, ListedTask.task_id == Task.id, isouter=True)
    )


def _read(session: Session, query: Select[Any]) -> Sequence[Commitment]:
    rows = session.execute(query).all()
    owners = owners_of(session, Task.id.in_([row.task_id for row in rows]))
    return [_commitment(row, wording_of(row), row.approved_at, owners[row.task_id]) for row in rows]


def _commitment(
    row: Row[Any], wording: Wording, approved_at: datetime, committees: Sequence[CommitteeName]
) -> Commitment:
    return Commitment(
        id=row.task_id,
        title=wording.title,
        status_text=wording.status_text,
        approved_at=approved_at,
        section=wording.section,
        passage=wording.passage,
        state=PublicState(row.state),
        status_at=row.status_at,
        presented_on=row.presented_on,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        moves=row.moves,
        rule=row.rule,
        times_done=row.times_done if row.rule or row.times > 1 else 0,
        committees=tuple(committees),
    )
