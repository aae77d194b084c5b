"""A text of an agreement that is stored is read once more, as signed on the right day.

What is read anew of the text in force (as signed on another day, or by the rules, conventions and register of today)
waits as a draft, decided on and taken back as a corrected text is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.agreement.comparison import Outcome
from tracker.agreement.deadlines import Conventions
from tracker.agreement.owners.register import Register
from tracker.agreement.reader import read
from tracker.agreement.values import Reading
from tracker.services.actors import Actor
from tracker.services.agreements import revisions
from tracker.services.agreements.revision_comparison import compare_draft


@dataclass(frozen=True, slots=True)
class Reread:
    """A text that was in force, and what was read of it."""

    text: str
    reading: Reading


def read_again(
    session: Session, agreement_id: int, signed_on: date | None, *, conventions: Conventions, register: Register
) -> Reread:
    """What the text in force says when it counts as signed on `signed_on`, or where that is none, on the day it states.

    Stores nothing. Raises `NotFoundError`.
    """
    text = revisions.in_force(session, agreement_id).text
    return Reread(text, read(text, signed_on=signed_on, conventions=conventions, register=register))


def prepare(session: Session, agreement_id: int, reread: Reread, *, actor: Actor, now: datetime) -> bool:
    """Keeps what was read as a draft, unless it says nothing but what stands; returns whether it says something else.

    Raises as `revisions.prepare_again` does.
    """
    stood = revisions.in_force(session, agreement_id).signed_on
    revisions.prepare_again(session, agreement_id, reread.text, reread.reading, actor=actor, now=now)
    changes = compare_draft(session, agreement_id).changes
    if stood == reread.reading.agreement.signed_on and all(change.outcome is Outcome.SAME for change in changes):
        revisions.discard(session, agreement_id, actor=actor)
        return False
    return True


def read_corrected(
    session: Session, agreement_id: int, text: str, reading: Reading, *, conventions: Conventions, register: Register
) -> Reading:
    """`reading` of a corrected text; where that does not surely state its day, read as signed when the agreement was.

    Raises `NotFoundError`.
    """
    known = revisions.in_force(session, agreement_id).signed_on
    head = reading.agreement
    if known is None or (head.signed_on is not None and head.signed_surely):
        return reading
    return read(text, signed_on=known, conventions=conventions, register=register)
