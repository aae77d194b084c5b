"""Which process acts in a role: a row that one holder renews, and another takes over when it has run out.

A lease keeps workers from doing the same work in vain. It is not what keeps a reminder from going out twice: the
unique keys of ledger and outbox do that, also when a holder was stopped and wakes up too late. Times are the machine's.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import case, delete, or_, update
from sqlalchemy.orm import Session

from tracker.db.inserting import insert_new
from tracker.db.models import Lease
from tracker.sayings import joined


def acquire(session: Session, name: str, holder: str, *, now: datetime, lasting: timedelta) -> bool:
    """Takes or renews the lease for `holder`; false while another holds it.

    A lease whose last sign of life lies in the future was given before the machine's clock was set back. It can be
    taken, since it would otherwise stand until the clock has caught up.
    """
    free = or_(Lease.holder == holder, Lease.expires_at <= now, Lease.beat_at > now + lasting)
    values = {"holder": holder, "expires_at": now + lasting, "beat_at": now}
    if insert_new(session, Lease, [{"name": name, "token": 1, **values}], returning="name"):
        return True
    taken = session.execute(
        update(Lease)
        .where(Lease.name == name, free)
        .values(token=case((Lease.holder == holder, Lease.token), else_=Lease.token + 1), **values)
        .returning(Lease.name)
        .execution_options(synchronize_session=False)
    )
    return taken.first() is not None


def complete(session: Session, name: str, holder: str, *, troubles: Sequence[str] = (), now: datetime) -> None:
    """Writes down that `holder` did the work of the role to its end: the heartbeat. `troubles` are the sentences that
    say what could not be done."""
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .values(completed_at=now, **_stored(troubles))
        .execution_options(synchronize_session=False)
    )


def stumble(session: Session, name: str, holder: str, *, trouble: str) -> None:
    """Writes down that the work of the role could not be done, and in a sentence why; what was done before stands."""
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .values(**_stored([trouble]))
        .execution_options(synchronize_session=False)
    )


def _stored(troubles: Sequence[str]) -> dict[str, object]:
    """The sentences, one a line, and beside them what they say."""
    lines = "\n".join(" ".join(each.split()) for each in troubles)
    return {"troubles": lines or None, "troubles_facts": joined(*troubles).facts if troubles else None}


def forget(session: Session, name: str) -> None:
    """Forgets a role that nobody is to act in any more."""
    session.execute(delete(Lease).where(Lease.name == name).execution_options(synchronize_session=False))


def release(session: Session, name: str, holder: str, *, now: datetime) -> None:
    """Lets go of the lease, so that another can act at once."""
    session.execute(
        update(Lease)
        .where(Lease.name == name, Lease.holder == holder)
        .values(expires_at=now)
        .execution_options(synchronize_session=False)
    )
