"""What lists of tasks are filtered and sorted by and that no column of a task says, worked out by `tracker.db.listing`.

Everything here can be made again from the other tables. Keys are compared letter by letter on every database.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.db.base import Base, UtcDateTime

KEY = Text().with_variant(Text(collation="C"), "postgresql")
"""A text that sorts by its code points, which is how SQLite and Python sort it."""


class ListedTask(Base):
    """A task as lists know it.

    The keys sort as `tracker.danish` says and are none where there is nothing to sort by. `acts_on`, `meets_on`,
    `cutoff_on` and `is_possible` are the task's `tracker.domain.meetings.Actionable`; `closes_at` is the first instant
    after the day of the cut-off. `moves` is how often people moved the due date.
    """

    __tablename__ = "listed_tasks"
    __table_args__ = (Index(None, "acts_on"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    number_key: Mapped[str | None] = mapped_column(KEY)
    title_key: Mapped[str] = mapped_column(KEY)
    committee_key: Mapped[str | None] = mapped_column(KEY)
    responsible_key: Mapped[str | None] = mapped_column(KEY)
    acts_on: Mapped[date | None]
    meets_on: Mapped[date | None]
    cutoff_on: Mapped[date | None]
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_possible: Mapped[bool]
    moves: Mapped[int]


class AgreementPassage(Base):
    """A stretch of an agreement's text whose words are looked up together."""

    __tablename__ = "agreement_passages"

    id: Mapped[int] = mapped_column(primary_key=True)
    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreements.id", ondelete="CASCADE"), index=True)
    start_offset: Mapped[int]
    end_offset: Mapped[int]


class UnlistedTask(Base):
    """A note, taken by the database itself, that lists must learn something anew: about a task, about all tasks that
    have to do with a committee, about an agreement's text and its tasks, or, where it names none, about everything."""

    __tablename__ = "unlisted_tasks"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int | None]
    committee_id: Mapped[int | None]
    agreement_id: Mapped[int | None]
