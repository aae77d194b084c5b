"""What follows from a mail that came back: its reminders were not told, and somebody else must know.

A mail that came back is matched by its signed return path, or else by the Message-ID of the mail that it brings along,
which only those who have seen that mail can know. It counts once: it is written down together with what follows from
it, and whoever reads it again finds it there. What is not understood, or pretends, is written down for a person.

When a mail did not arrive, it and its lines in the ledger end as bounced, it stands on the list of mails that need a
person, the history of each task says so, and the secretaries' colleagues (or the administrators) are told at once.
Where the address does not work, nothing more is sent to it until somebody has corrected it: see
`tracker.services.mails.addresses`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.db.inserting import insert_new
from tracker.db.models import Bounce, Message, MessageState, Reminder, ReminderState, Task
from tracker.db.queries.reminders.reminders import people_around
from tracker.db.told import stored
from tracker.domain.bounces import Returned, sentence
from tracker.domain.history import EventKind
from tracker.domain.notices import Notice
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import NotFoundError
from tracker.language import gettext
from tracker.mail.bounces import ReturnedMail
from tracker.mail.rendering import one_line
from tracker.sayings import Saying, joined
from tracker.services.actors import PROGRAM, Actor, require
from tracker.services.mails.return_paths import ReturnPaths
from tracker.services.reminders import notices
from tracker.services.reminders.reminders import Times
from tracker.services.tasks.record import record_event

WORDS_LIMIT = 500

_MAY_COME_BACK = (MessageState.ACCEPTED, MessageState.UNKNOWN, MessageState.RETRY, MessageState.FAILED)
"""Where a mail can stand that the server had taken: its answer may have been lost."""


class Fate(StrEnum):
    """What is to be done with a mail in the mailbox, after what follows from it was committed."""

    DONE = "done"  # understood: out of the way
    KEPT = "kept"  # for a person to look at
    LATER = "later"  # its own mail is just being handed over: read it again


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of a mail that came back; `again` says that it had been read before."""

    kind: Returned
    fate: Fate
    again: bool = False


@dataclass(frozen=True, slots=True)
class _Match:
    """The mail that one is about, and why it counts for nothing, where it does not."""

    message: Message | None = None
    trouble: Saying | None = None
    is_former: bool = False  # it is about the mail as it was sent before somebody sent it again


_NOTHING = frozenset({Returned.REPLY, Returned.DELIVERED})
"""What nothing follows from."""


def take_in(
    session: Session, returned: ReturnedMail, paths: ReturnPaths | None, *, redirected: bool, times: Times
) -> Taken:
    """Writes down a mail that came back, with all that follows from it; the caller commits, and only then marks it.

    `redirected` says that all mails go to one address while trying out: then no address of a user is to blame.
    """
    if returned.kind in _NOTHING:
        return Taken(returned.kind, Fate.DONE)
    match = _match(session, returned, paths)
    kind = _kind(returned, match)
    if kind is Returned.OTHER:
        return Taken(kind, Fate.KEPT)
    if match.message is not None and match.message.state is MessageState.HANDING_OVER:
        return Taken(kind, Fate.LATER)
    fate = Fate.KEPT if kind is Returned.UNCLEAR else Fate.DONE
    if not _write_down(session, returned, kind, match, now=times.machine):
        return Taken(kind, fate, again=True)
    if match.message is not None and kind.is_lost and not match.is_former:
        _come_back(session, match.message, returned, kind, redirected=redirected, times=times)
    session.flush()
    return Taken(kind, fate)


def foresee(session: Session, returned: ReturnedMail, paths: ReturnPaths | None) -> tuple[Returned, str | None]:
    """As what `take_in` would count the mail now, and in Danish why not as what it says, where it does not."""
    if returned.kind in _NOTHING:
        return returned.kind, None
    match = _match(session, returned, paths)
    kind = _kind(returned, match)
    return kind, match.trouble if kind is not returned.kind else None


def _kind(returned: ReturnedMail, match: _Match) -> Returned:
    if returned.kind is Returned.OTHER:  # an answer to one of our mails, in whatever words, or none of our business
        return Returned.OTHER if match.message is None else Returned.UNCLEAR
    return Returned.UNCLEAR if match.message is None and match.trouble is not None else returned.kind


def note_seen(session: Session, bounce_id: int, *, actor: Actor, now: datetime) -> None:
    """Notes at `now`, by the machine's clock, that a person has looked at one that was not understood."""
    require(actor, Right.ADMINISTER)
    bounce = session.get(Bounce, bounce_id)
    if bounce is None:
        raise NotFoundError(gettext("Returmailen findes ikke."))
    bounce.handled_at = bounce.handled_at or now
    session.flush()


def _match(session: Session, returned: ReturnedMail, paths: ReturnPaths | None) -> _Match:
    ours = [each for each in returned.addresses if paths is not None and paths.is_ours(each)]
    found = {path for each in ours if paths is not None and (path := paths.read(each)) is not None}
    if len(found) > 1:
        return _Match(trouble=Saying("Den er sendt til returadresserne for flere forskellige mails."))
    if found:
        (path,) = found
        message = _locked(session, Message.id == path.message_id)
        if message is None:
            return _Match(trouble=Saying("Den mail, som den gælder, findes ikke."))
        if not path.is_of(message.header_message_id):
            former = Saying("Den gælder mailen, som den blev sendt første gang.")
            return _Match(message, former, is_former=True)
        return _Match(message)
    if ours:
        return _Match(trouble=Saying("Dens returadresse er ikke lavet her: underskriften passer ikke."))
    message = _locked(session, Message.header_message_id.in_(returned.message_ids)) if returned.message_ids else None
    if message is None:
        return _Match(trouble=Saying("Det fremgår ikke, hvilken mail den gælder."))
    return _Match(message)


def _locked(session: Session, condition: object) -> Message | None:
    """The only mail that meets the condition, so that no worker hands it over meanwhile."""
    query = (
        select(Message)
        .where(condition)  # type: ignore[arg-type]
        .with_for_update(of=Message)
        .options(selectinload(Message.reminders), joinedload(Message.recipient))
        .execution_options(populate_existing=True)
    )
    found = session.scalars(query).all()
    return found[0] if len(found) == 1 else None


def _write_down(session: Session, returned: ReturnedMail, kind: Returned, match: _Match, *, now: datetime) -> bool:
    """Whether the mail is new."""
    row = {
        "fingerprint": returned.fingerprint,
        "kind": kind,
        "message_id": match.message.id if match.message else None,
        "recipient": returned.recipient[:254],
        "status": returned.status,
        "words": returned.words,
        "sender": returned.sender,
        "subject": returned.subject,
        "excerpt": returned.excerpt,
        **stored("trouble", match.trouble),
        "read_at": now,
        "handled_at": None if kind is Returned.UNCLEAR else now,
    }
    return bool(insert_new(session, Bounce, [row]))


def _come_back(
    session: Session, message: Message, returned: ReturnedMail, kind: Returned, *, redirected: bool, times: Times
) -> None:
    said = sentence(kind, returned.status, one_line(returned.words, WORDS_LIMIT))
    recipient = message.recipient
    if kind is Returned.ADDRESS and not redirected and recipient.email == message.address:
        recipient.address_failed_at = recipient.address_failed_at or times.machine
        recipient.address_failed_because = said
        session.flush()
    if message.state not in _MAY_COME_BACK:
        return
    message.state, message.reply, message.finished_at = MessageState.BOUNCED, said, times.machine
    message.next_attempt_at = message.claimed_by = message.claimed_until = None
    lost = [row for row in message.reminders if row.state not in {ReminderState.SUPERSEDED, ReminderState.VOID}]
    for row in lost:
        row.state, row.reason = ReminderState.BOUNCED, joined(Saying("Mailen kom retur."), said)
    session.flush()
    _tell_others(session, message, lost, said, now=times.now)


def _tell_others(session: Session, message: Message, lost: Sequence[Reminder], said: Saying, *, now: datetime) -> None:
    """Writes into the history of each task that its mail came back, and tells those who can see to it.

    Where what came back had told of another such mail, nobody is told once more: it stands on the list all the same,
    and two who cannot be reached would otherwise tell each other without end.
    """
    day, name = message.day.isoformat(), message.recipient.name
    lines = {row.task_id: row for row in lost}
    for task in session.scalars(select(Task).where(Task.id.in_(lines)).order_by(Task.id)).all():
        event = record_event(task, EventKind.BOUNCE, PROGRAM, now, before=day, after=name, comment=said)
        if lines[task.id].rule == Notice.BOUNCED or not is_open(task.status, task.kind):
            continue
        others = notices.who_decides(people_around(session, task), but=message.recipient_id)
        told = [each for each in others if each != message.recipient_id]
        notices.tell(session, task, Notice.BOUNCED, told, event=event, actor=PROGRAM, now=now)
