"""Users, secretaries and the sessions of those who are signed in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, UniqueConstraint, and_, false
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.db.base import Base, UtcDateTime, enum_of
from tracker.db.models.committees import Committee
from tracker.db.told import FactsColumn, keeps_facts
from tracker.domain.roles import Role
from tracker.domain.scopes import Scope
from tracker.language import DANISH
from tracker.sayings import Facts


class User(Base):
    """Somebody who uses the tracker.

    Whoever has left is made inactive, never deleted: an inactive user cannot sign in and gets no mail, and the history
    keeps the name. Where mails to the address come back, it is noted since when and why, until somebody corrects it.
    """

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)  # lower case
    name: Mapped[str] = mapped_column(String(200))
    role: Mapped[Role] = mapped_column(enum_of(Role))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    language: Mapped[str] = mapped_column(String(5), default=DANISH, server_default=DANISH)
    calendar_attached: Mapped[bool] = mapped_column(default=False, server_default=false())  # to the mails
    address_failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)  # by the machine's clock
    address_failed_because: Mapped[str | None] = mapped_column(Text)
    address_failed_because_facts: Mapped[Facts | None] = mapped_column(FactsColumn)

    _keeps_facts = keeps_facts("address_failed_because")

    committees: Mapped[list[Committee]] = relationship(secondary="secretaries", back_populates="secretaries")

    @hybrid_property
    def reachable(self) -> bool:
        """Whether mails can be sent to the user."""
        return self.active and self.address_failed_at is None

    @reachable.inplace.expression
    @classmethod
    def _reachable(cls) -> ColumnElement[bool]:
        return and_(cls.active, cls.address_failed_at.is_(None))


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


class CalendarFeed(Base):
    """A calendar that other programs fetch by a secret address: a committee's, or else the user's own tasks."""

    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    committee_id: Mapped[int | None] = mapped_column(ForeignKey("committees.id", ondelete="CASCADE"))
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    last_read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()
    committee: Mapped[Committee | None] = relationship()


class SavedView(Base):
    """A list of tasks that a user keeps under a name; `address` is its filter and order as the pages write them."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("user_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(60))
    address: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)

    user: Mapped[User] = relationship()


class SignInAttempt(Base):
    """A failed sign-in: counted to slow down guessing, by e-mail and by address."""

    __tablename__ = "sign_in_attempts"
    __table_args__ = (Index(None, "email", "at"), Index(None, "address", "at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime] = mapped_column(UtcDateTime)
