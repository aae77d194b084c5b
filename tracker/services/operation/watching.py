"""What a person must be told about the machine: one list, shown wherever somebody may look.

Drift, /health, the red bar and the morning mail to the administrators all say the same. The sentences are Danish and
name nobody, so that they can be shown without a sign-in. Times are the machine's, but for `Times.now`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from http.client import HTTPException
from urllib.request import urlopen

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.db.models import MessageState, Reminder
from tracker.db.queries.operation.alarms import count_alarms
from tracker.db.queries.operation.bounces import count_failed_addresses, count_unclear
from tracker.db.queries.operation.heartbeat import BOUNCES, last_beat, planning_troubles, work_of
from tracker.db.queries.operation.holds import hold_of
from tracker.db.queries.reminders.reminders import count_without_follower
from tracker.domain.delivery import CLOCK_WENT_BACK
from tracker.language import count_of, gettext, mark, ngettext
from tracker.sayings import said
from tracker.services.operation.restoring import waiting_words
from tracker.services.reminders.reminders import Times

log = logging.getLogger(__name__)

HEARTBEAT_LIMIT = timedelta(minutes=5)
"""How old the scheduler's heartbeat may be. Reminders leave once an hour at most, so this is early enough."""

READING_LIMIT = timedelta(minutes=30)
"""How long the mailbox of mails that came back may not have been read: a server may be away for a moment."""

AHEAD_LIMIT = timedelta(days=1)
"""How far ahead of the clock a line of the ledger may be planned before the clock must have been wrong."""

_MAIL_WORDS = {
    MessageState.FAILED: (mark("er ikke afleveret, og ingen har taget hånd om det"), "mails-failed"),
    MessageState.BOUNCED: (mark("er kommet retur, og ingen har taget hånd om det"), "mails-bounced"),
    MessageState.UNKNOWN: (mark("er af uvis skæbne: mailserverens svar gik tabt"), "mails-unknown"),
    MessageState.RETRY: (mark("har ventet på mailserveren i over en time"), "mails-retry"),
    MessageState.QUEUED: (mark("ligger i udbakken, uden at nogen proces prøver at sende"), "mails-queued"),
    MessageState.HANDING_OVER: ("var ved at blive afleveret, da processen stoppede", "mails-handing-over"),
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that needs a person: a short name for machines, and a Danish sentence that names nobody."""

    code: str
    words: str


def ping(url: str, *, timeout: float) -> bool:
    """Asks for `url`, so that whoever watches it knows that planning came to its end; `timeout` is in seconds.

    Whether it was answered well. A failure is logged and nothing more: the other side notices the silence.
    """
    try:
        with urlopen(url, timeout=timeout) as answer:  # noqa: S310 - the settings take http and https alone
            answer.read(1)
    except (OSError, ValueError, HTTPException) as error:
        log.warning("the monitoring address does not answer: %s", error)
        return False
    return True


def is_silent(beat_at: datetime | None, machine: datetime) -> bool:
    """Whether the last heartbeat is too old, or lies in the future, from before the machine's clock was set back."""
    return beat_at is None or machine - beat_at > HEARTBEAT_LIMIT or beat_at - machine > CLOCK_WENT_BACK


def find_troubles(session: Session, times: Times, *, reads_returns: bool) -> list[Trouble]:
    """All that needs a person now; empty when everything runs. `reads_returns`: the configuration has a mailbox of
    mails that came back.
    """
    return [
        *_heartbeat(session, times.machine),
        *_held_back(session),
        *(Trouble("planning", said(sentence)) for sentence in planning_troubles(session)),
        *_mails(session, times.machine),
        *_came_back(session),
        *_returns_unread(session, times.machine, reads_returns=reads_returns),
        *_nobody_told(session),
        *_ahead_of_time(session, times.now),
    ]


def _heartbeat(session: Session, machine: datetime) -> Iterator[Trouble]:
    beat_at = last_beat(session)
    if beat_at is None:
        yield Trouble("heartbeat", gettext("Påmindelserne har aldrig kørt. Start tracker serve eller tracker worker."))
    elif is_silent(beat_at, machine):
        minutes = int((machine - beat_at) / timedelta(minutes=1))
        age = (
            gettext("er %(minutes)s minutter gammelt") % {"minutes": minutes}
            if minutes > 0
            else gettext("ligger i fremtiden; maskinens ur er stillet")
        )
        yield Trouble("heartbeat", gettext("Påmindelserne står stille: sidste livstegn %(age)s.") % {"age": age})


def _held_back(session: Session) -> Iterator[Trouble]:
    hold = hold_of(session)
    if hold is not None:
        yield Trouble("restored", waiting_words(hold.since))


def _mails(session: Session, machine: datetime) -> Iterator[Trouble]:
    counts = count_alarms(session, now=machine)
    for state, (words, code) in _MAIL_WORDS.items():
        if state in counts:
            yield Trouble(code, f"{count_of(counts[state], 'mail', 'mails')} {gettext(words)}.")


def _came_back(session: Session) -> Iterator[Trouble]:
    addresses, unclear = count_failed_addresses(session), count_unclear(session)
    if addresses:
        words = ngettext(
            "%(num)s mailadresse virker ikke. Der sendes intet til den, før den er rettet.",
            "%(num)s mailadresser virker ikke. Der sendes intet til dem, før de er rettet.",
            addresses,
        )
        yield Trouble("addresses", words % {"num": addresses})
    if unclear:
        words = ngettext(
            "%(num)s returmail er ikke forstået, og ingen har set på den.",
            "%(num)s returmails er ikke forstået, og ingen har set på dem.",
            unclear,
        )
        yield Trouble("bounces-unclear", words % {"num": unclear})


def _returns_unread(session: Session, machine: datetime, *, reads_returns: bool) -> Iterator[Trouble]:
    work = work_of(session, BOUNCES)
    if work is None:
        if reads_returns:
            words = gettext(
                "Ingen proces læser postkassen med returmails. Kør tracker serve eller tracker worker med de samme "
                "indstillinger som siderne."
            )
            yield Trouble("bounces", words)
        return
    since = work.completed_at or (work.began_at if not work.troubles else None)
    if since is None or machine - since > READING_LIMIT:
        why = " ".join(map(said, work.troubles)) or gettext("Se loggen.")
        yield Trouble("bounces", gettext("Postkassen med returmails bliver ikke læst. %(why)s") % {"why": why})


def _nobody_told(session: Session) -> Iterator[Trouble]:
    count = count_without_follower(session)
    if count:
        yield Trouble(
            "nobody-told",
            gettext(
                "%(count)s med frist kan ingen påmindes om: de har hverken sekretær eller ansvarlig, og "
                "der er ingen aktiv administrator."
            )
            % {"count": count_of(count, "opgave", "opgaver")},
        )


def _ahead_of_time(session: Session, now: datetime) -> Iterator[Trouble]:
    count = session.scalar(select(func.count()).where(Reminder.planned_at > now + AHEAD_LIMIT))
    if count:
        yield Trouble(
            "clock",
            gettext(
                "%(count)s er planlagt, mens maskinens ur gik forkert. De regnes som givet: se på "
                "opgaverne, hvem der skal have besked på anden måde."
            )
            % {"count": count_of(count, "påmindelse", "påmindelser")},
        )
