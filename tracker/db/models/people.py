"""Users, committees, secretaries and the sessions of those who are signed in."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.domain.meetings import DEFAULT_CUTOFF_DAYS
from tracker.domain.roles import Role
from tracker.domain.scopes import Scope

if TYPE_CHECKING:
    from tracker.db.models.meetings import Meeting


class User(Base):
    """Somebody who uses the tracker.

    Whoever has left is made inactive, never deleted: an inactive user cannot sign in and gets no mail, and the history
    keeps the name.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_of(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    committees: Mapped[list[Committee]] = relationship(secondary="secretaries", back_populates="secretaries")


class Committee(Base):
    """A committee of the municipality.

    A case must be finished `cutoff_days` working days before the meeting that takes it, at the local time `cutoff_at`
    where one is set. Once somebody has changed its rules or routes (`rules_by_hand`), the configuration no longer does.
    """

    __tablename__ = "committees"
    __table_args__ = (CheckConstraint("cutoff_days >= 0", name="cutoff_days_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    abbreviation: Mapped[str | None] = mapped_column(String(20))
    cutoff_days: Mapped[int] = mapped_column(default=DEFAULT_CUTOFF_DAYS, server_default=str(DEFAULT_CUTOFF_DAYS))
    cutoff_at: Mapped[str | None] = mapped_column(String(5))  # «12:00»
    rules_by_hand: Mapped[bool] = mapped_column(default=False, server_default=false())

    secretaries: Mapped[list[User]] = relationship(secondary="secretaries", back_populates="committees")
    meetings: Mapped[list[Meeting]] = relationship(
        back_populates="committee", order_by="Meeting.held_on", cascade="all, delete-orphan"
    )


class Secretary(Base):
    """That a user is a secretary of a committee."""

    __tablename__ = "secretaries"

    committee_id: Mapped[int] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)


class SignInSession(Base):
    """A signed-in browser. Only the SHA-256 of its token is stored; it can be revoked at any time."""

    __tablename__ = "sign_in_sessions"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class SignInLink(Base):
    """A link that signs a user in once, until it expires. `reusable` links are a demonstration's."""

    __tablename__ = "sign_in_links"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reusable: Mapped[bool] = mapped_column(default=False)

    user: Mapped[User] = relationship()


class ApiToken(Base):
    """A key by which another program acts as a user. Only the SHA-256 of it is stored; it can be withdrawn."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))  # what the user calls it: the program that has it
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    scope: Mapped[Scope] = mapped_column(enum_of(Scope))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class SignInAttempt(Base):
    """A failed sign-in: counted to slow down guessing, by e-mail and by address."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "email", "at"), Index(None, "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
