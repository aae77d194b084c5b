"""Tasks, the versions of their deadlines, their occurrences and their append-only history."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.agreement.values import Basis, TaskKind
from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.changes import AT_ONCE
from tracker.db.models.agreements import Agreement, Proposal
from tracker.db.models.committees import Committee
from tracker.db.models.people import User
from tracker.db.told import FactsColumn, keeps_facts
from tracker.domain.history import EventKind
from tracker.domain.links import LinkKind
from tracker.domain.status import Light, Status
from tracker.sayings import Facts


class Task(Base):
    """What people follow. `due_on` and `starts_on` are those of the newest deadline version.

    `revision` counts the changes of the row, so that of two people saving at once the second is told.
    """

    __tablename__ = "tasks"
    __table_args__ = (Index(None, "status", "due_on"), Index(None, "due_on"))

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreements.id", ondelete="RESTRICT"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id", ondelete="RESTRICT"), unique=True)
    section: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    kind: Mapped[TaskKind] = mapped_column(enum_of(TaskKind))
    basis: Mapped[Basis | None] = mapped_column(enum_of(Basis))
    status: Mapped[Status] = mapped_column(enum_of(Status), default=Status.NOT_STARTED)
    status_at: Mapped[datetime] = mapped_column(UtcDateTime)  # when a person last set it, or the task was made
    presented_on: Mapped[date | None]  # the meeting that had it before it, while the status is «forelagt»
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    deadline_version: Mapped[int] = mapped_column(default=1)
    committees_inferred: Mapped[bool] = mapped_column(default=False)
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column()
    # Kept by planning and by triggers (`tracker.db.changes`): the day on which planning must look at it again, the
    # first of all days when it changed, none while it asks for nothing; and how often anything about it has changed.
    plan_on: Mapped[date | None] = mapped_column(server_default=AT_ONCE, index=True)
    plan_changes: Mapped[int] = mapped_column(server_default="0")
    # A light that a person set, shown beside the one that follows from the dates.
    set_light: Mapped[Light | None] = mapped_column(enum_of(Light))
    set_light_reason: Mapped[str | None] = mapped_column(Text)
    # The task that came from the agreement, where this one was split off from it or from another part of it.
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"), index=True)

    agreement: Mapped[Agreement | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    responsible: Mapped[User | None] = relationship()
    owners: Mapped[list[TaskOwner]] = relationship(order_by="TaskOwner.position", cascade="all, delete-orphan")
    deadlines: Mapped[list[DeadlineVersion]] = relationship(order_by="DeadlineVersion.number", passive_deletes="all")
    occurrences: Mapped[list[Occurrence]] = relationship(order_by="Occurrence.due_on", cascade="all, delete-orphan")
    series: Mapped[TaskSeries | None] = relationship(cascade="all, delete-orphan")
    events: Mapped[list[TaskEvent]] = relationship(
        back_populates="task", order_by="TaskEvent.id", passive_deletes="all"
    )
    links: Mapped[list[TaskLink]] = relationship(back_populates="task", order_by="TaskLink.id", passive_deletes=True)
    steps: Mapped[list[TaskStep]] = relationship(order_by="TaskStep.position", passive_deletes=True)
    split_from: Mapped[Task | None] = relationship(remote_side="Task.id", back_populates="parts")
    parts: Mapped[list[Task]] = relationship(back_populates="split_from", order_by="Task.id", passive_deletes="all")

    @property
    def words(self) -> Proposal | None:
        """What promises the task in the agreement; for a part, what promises the task that it was split off from."""
        return self.proposal or (self.split_from.proposal if self.split_from else None)

    __mapper_args__ = {"version_id_col": revision}  # noqa: RUF012 - SQLAlchemy reads it so


class TaskOwner(Base):
    """A committee that owns a task; position 0 is the lead."""

    __tablename__ = "task_owners"
    __table_args__ = (Index(None, "committee_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="RESTRICT"), primary_key=True)
    position: Mapped[int]

    committee: Mapped[Committee] = relationship()


class DeadlineVersion(Base):
    """One date that a task has had. Version 1 is the first; a move adds one, and the database refuses to change any.

    `occurrence` is the number of the time that it is a date of, so that each time of a repeated task has a first date
    and moves of its own; 1 where the task falls due once.
    """

    __tablename__ = "deadline_versions"
    __table_args__ = (
        UniqueConstraint("task_id", "number"),
        CheckConstraint("number >= 1", name="number_from_one"),
        CheckConstraint("NOT moved OR reason IS NOT NULL", name="moved_with_reason"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"))
    number: Mapped[int]
    occurrence: Mapped[int] = mapped_column(default=1, server_default="1")
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    moved: Mapped[bool] = mapped_column(default=False)  # a person moved it; the next occurrence is no move
    reason: Mapped[str | None] = mapped_column(Text)
    reason_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    set_at: Mapped[datetime] = mapped_column(UtcDateTime)
    set_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))

    _keeps_facts = keeps_facts("reason")


class Occurrence(Base):
    """One time that a repeated task falls due: a saving's budget year, or a time of its series.

    The task stands at the earliest that is open. `due_on` is the day that the series gives and does not move with the
    task's date; `number` is kept for good, and not the place in the order of days.
    """

    __tablename__ = "occurrences"
    __table_args__ = (UniqueConstraint("task_id", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column(default=1, server_default="1")
    starts_on: Mapped[date | None]
    due_on: Mapped[date]
    status: Mapped[Status] = mapped_column(enum_of(Status), default=Status.NOT_STARTED)


class TaskSeries(Base):
    """The rule by which a task falls due again, in the words of RFC 5545 and without an end of its own.

    `starts_on` and `due_on` are the time from which the rule counts, none until somebody has said when the first is;
    `ends_on` is the last day on which a time can be due. Times have been made up to `made_to`.
    """

    __tablename__ = "task_series"

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    rule: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[date | None]
    due_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    made_to: Mapped[date | None] = mapped_column(index=True)


class TaskLink(Base):
    """A link to a case or an agenda item. The history tells who added and removed it."""

    __tablename__ = "task_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    kind: Mapped[LinkKind] = mapped_column(enum_of(LinkKind))
    title: Mapped[str] = mapped_column(String(2_000))
    address: Mapped[str] = mapped_column(String(2_000))
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)

    task: Mapped[Task] = relationship(back_populates="links")


class TaskWait(Base):
    """That a task waits for another (`awaited_id`), until `ended_at`; rows that have ended stay, so that a past day can
    be told."""

    __tablename__ = "task_waits"
    __table_args__ = (CheckConstraint("task_id <> awaited_id", name="for_another"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    awaited_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    added_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class TaskStep(Base):
    """A step on the way to a task's end, in the order of `position`; done since `done_at`, ticked by `done_by`."""

    __tablename__ = "task_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    title: Mapped[str] = mapped_column(String(300))
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_by: Mapped[str | None] = mapped_column(String(200))


class TaskEvent(Base):
    """One line of a task's history. Rows are added and never changed; the database refuses it.

    `before` and `after` hold statuses by value, dates as ISO 8601 and people and committees by name;
    `tracker.domain.history` says them in Danish.
    """

    __tablename__ = "task_events"
    __table_args__ = (Index(None, "task_id", "id"), Index(None, "at", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="RESTRICT"))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    actor_name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[EventKind] = mapped_column(enum_of(EventKind))
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
    comment: Mapped[str | None] = mapped_column(Text)
    comment_facts: Mapped[Facts | None] = mapped_column(FactsColumn)
    presented_on: Mapped[date | None]  # the meeting, where the status became «forelagt»
    sheet: Mapped[str | None] = mapped_column(String(300))  # the name of the file, where the change came from a sheet

    _keeps_facts = keeps_facts("comment")

    task: Mapped[Task] = relationship(back_populates="events")
