"""One of everything: what the pages of the tests are about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import NOW, import_agreement, make_committee, make_task, make_user
from tests.web.browser import Client
from tracker.agreement.values import TaskKind
from tracker.db.models import (
    Committee,
    Lease,
    Message,
    MessageState,
    Proposal,
    ProposalState,
    Reminder,
    ReminderState,
    Task,
    User,
)
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.access import accounts
from tracker.services.actors import Actor
from tracker.services.public.agreements import publish_agreement
from tracker.services.public.publication import Draft, approve
from tracker.services.tasks import tasks

SignIn = Callable[..., Client]

TODAY = date(2019, 5, 15)
DOMAIN_NOW = datetime(2019, 5, 15, 7, 0, tzinfo=NOW.tzinfo)
MACHINE_NOW = datetime(2026, 3, 2, 9, 0, tzinfo=NOW.tzinfo)
PASSWORD = "korrekt hest batteri"
MAIL = """From: Aftaleopfølgning <tracker@localhost>
To: Rita Lund <rita@example.dk>
Subject: =?utf-8?q?En_frist_n=C3=A6rmer_sig?=
MIME-Version: 1.0
Content-Type: multipart/alternative; boundary="x"

--x
Content-Type: text/plain; charset=utf-8

Kære Rita. Se http://127.0.0.1:8000/opgaver/1
--x
Content-Type: text/html; charset=utf-8

<html><body><p style="color:red">Kære Rita</p><script>alert(1)</script></body></html>
--x--
"""


@dataclass(frozen=True, slots=True)
class World:
    """Ids of what stands in the database. `committee` is the secretary's own, `other` is not."""

    users: dict[Role, int]
    emails: dict[Role, str]
    committee: int
    other: int
    agreement: int
    proposal: int
    task: int
    overdue: int
    closed: int
    foreign: int
    mail: int
    meeting: int
    promised: int  # a task from the agreement, which the public is not shown
    published: int  # one that it is shown


def fill(session: Session) -> World:
    """Fills the database: two committees, one user a role, an agreement, tasks in several states, mails."""
    agreement = import_agreement(session)
    meetings = [date(2019, month, 8) for month in range(1, 13) if month != 7]
    own = make_committee(session, "Teknik- og Miljøudvalget", meetings=meetings)
    other = make_committee(session, "Erhvervs- og Beskæftigelsesudvalget")
    users = _users(session, own)
    task = make_task(session, "Forslag til ny cykelsti forelægges", due=date(2019, 6, 30), owners=[own])
    overdue = make_task(session, "Redegørelse for belysning forelægges", due=date(2019, 3, 31), owners=[own, other])
    closed = make_task(session, "Bro åbnes", due=date(2019, 4, 1), kind=TaskKind.DELIVERY, owners=[own])
    foreign = make_task(session, "Jobmesse holdes", due=None, kind=TaskKind.DELIVERY, owners=[other])
    _happenings(session, users[Role.ADMINISTRATION], task, overdue, closed)
    mail = _mails(session, users[Role.SECRETARY], overdue)
    proposal = _waiting_proposal(session)
    published, promised = _published(session, agreement, users[Role.ADMINISTRATION])
    session.flush()
    return World(
        users={role: user.id for role, user in users.items()},
        emails={role: user.email for role, user in users.items()},
        committee=own.id,
        other=other.id,
        agreement=agreement,
        proposal=proposal,
        task=task.id,
        overdue=overdue.id,
        closed=closed.id,
        foreign=foreign.id,
        mail=mail,
        meeting=next(each.id for each in own.meetings if each.held_on >= TODAY),
        promised=promised,
        published=published,
    )


def _users(session: Session, own: Committee) -> dict[Role, User]:
    users = {
        role: make_user(session, name, role=role, committees=[own] if role is Role.SECRETARY else [])
        for role, name in {
            Role.ADMINISTRATION: "Anna Holm",
            Role.SECRETARY: "Rita Lund",
            Role.MANAGEMENT: "Lars Beck",
            Role.ADMINISTRATOR: "Ada Friis",
        }.items()
    }
    users[Role.ADMINISTRATION].password_hash = accounts.hash_password(PASSWORD)
    return users


def _happenings(session: Session, user: User, task: Task, overdue: Task, closed: Task) -> None:
    actor = Actor.of(user)
    tasks.set_status(
        session,
        task.id,
        Status.IN_PROGRESS,
        comment="Vi venter på <b>høringssvar</b>.",
        revision=None,
        actor=actor,
        now=NOW + timedelta(days=40),
    )
    tasks.set_responsible(session, task.id, user.id, revision=None, actor=actor, now=NOW)
    tasks.move_deadline(
        session,
        overdue.id,
        date(2019, 4, 30),
        reason="Udbuddet trak ud.",
        revision=None,
        actor=actor,
        now=NOW + timedelta(days=150),
    )
    tasks.set_status(session, closed.id, Status.DONE, revision=None, actor=actor, now=NOW + timedelta(days=160))


def _mails(session: Session, reader: User, task: Task) -> int:
    sent = _message(reader, MessageState.ACCEPTED, "En frist nærmer sig", day=TODAY)
    failed = _message(reader, MessageState.FAILED, "En mail, der ikke kom frem", day=TODAY + timedelta(days=1))
    session.add_all([sent, failed])
    session.flush()
    session.add(
        Reminder(
            task_id=task.id,
            deadline_version=1,
            rule="14",
            recipient_id=reader.id,
            occurrence="0",
            due_at=DOMAIN_NOW,
            planned_at=DOMAIN_NOW,
            state=ReminderState.SENT,
            message_id=sent.id,
        )
    )
    beat = {"expires_at": MACHINE_NOW, "beat_at": MACHINE_NOW, "completed_at": MACHINE_NOW}
    session.add(Lease(name="planning", holder="maskine", token=1, **beat))
    session.flush()
    return sent.id


def _message(reader: User, state: MessageState, subject: str, *, day: date) -> Message:
    return Message(
        kind="digest",
        day=day,
        recipient_id=reader.id,
        address=reader.email,
        subject=subject,
        header_message_id=f"<{state.value}@example.dk>",
        header_date=DOMAIN_NOW,
        content=MAIL.encode(),
        state=state,
        attempts=1,
        queued_at=DOMAIN_NOW,
        finished_at=DOMAIN_NOW,
        reply="250 taget imod" if state is MessageState.ACCEPTED else "550 ukendt modtager",
    )


def _published(session: Session, agreement: int, user: User) -> tuple[int, int]:
    """Shows the agreement with one of its tasks to the public; returns that task, and one that is not shown."""
    shown, other = session.scalars(select(Task.id).where(Task.agreement_id == agreement).order_by(Task.id)).all()[:2]
    actor, now = Actor.of(user), NOW + timedelta(days=200)
    publish_agreement(session, agreement, title="Aftale om budgettet", actor=actor, now=now)
    draft = Draft("Et løfte til borgerne", "Det går fremad.")
    approve(session, shown, draft, revision=None, actor=actor, now=now)
    return shown, other


def _waiting_proposal(session: Session) -> int:
    found = session.scalars(select(Proposal.id).where(Proposal.state == ProposalState.WAITING)).first()
    assert found is not None
    return found
