"""What becomes of a mail after each try: the states, the waiting times and the limits, as pure arithmetic.

Over SMTP nobody can know what happened when the line broke after the final dot: the mail may have arrived. Such a mail
is `unknown`, and the same bytes go again, a few times. Everything that certainly did not arrive is tried again for a
week. Every state that is not final has an end and a time after which a person is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tracker.sayings import Saying


class ReminderState(StrEnum):
    """What became of a reminder that fell due."""

    QUEUED = "queued"  # its message stands in the outbox
    SENT = "sent"  # the server accepted its message
    SUPERSEDED = "superseded"  # a later turn of the same task stands in the same or a later mail
    VOID = "void"  # it no longer applied; `reason` says why
    FAILED = "failed"  # its message could not be delivered; a person is told
    BOUNCED = "bounced"  # its message was accepted and came back; a person is told


class MessageState(StrEnum):
    """Where a message stands on its way to the mail server."""

    QUEUED = "queued"
    HANDING_OVER = "handing_over"  # committed before DATA
    ACCEPTED = "accepted"
    RETRY = "retry"
    UNKNOWN = "unknown"  # the server's answer was lost: the same bytes again
    FAILED = "failed"
    BOUNCED = "bounced"  # it came back after it had been accepted
    VOID = "void"  # nothing in it applied any more when it was looked at again

    @property
    def is_final(self) -> bool:
        """Whether nothing more happens to the message."""
        return self in _FINAL


GIVEN = Saying("Regnes som sendt: databasen er lagt tilbage fra en kopi.")
"""The reason at what counts as sent after a copy of the database, which cannot know it, was put back."""

_FINAL = frozenset({MessageState.ACCEPTED, MessageState.FAILED, MessageState.BOUNCED, MessageState.VOID})

NOT_DELIVERED = frozenset({MessageState.FAILED, MessageState.BOUNCED})
"""Where a message ends that its recipient has not got: it stands on the list until a person acts."""


class Result(StrEnum):
    """How a try ended."""

    ACCEPTED = "accepted"  # the server took the message and said so
    DEFERRED = "deferred"  # the server said «not now» (4xx) to this message
    REFUSED = "refused"  # the server said «never» (5xx) to this message
    BROKEN = "broken"  # the conversation ended before the final dot, so the server does not have it
    LOST = "lost"  # the conversation ended after the final dot: the server may have it
    UNREACHABLE = "unreachable"  # there was no conversation: the fault is not this message's
    UNWRITABLE = "unwritable"  # the mail could not be written; nothing was tried


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a try ended, and what the server (or the machine) said. `exposed`: bytes of the mail left the machine."""

    result: Result
    reply: str
    exposed: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What comes next; `next_attempt_at` is none for a state that is final."""

    state: MessageState
    next_attempt_at: datetime | None = None


BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=15), timedelta(minutes=60))
"""Waiting times after the first, second … failed try; the last one holds from then on."""

ATTEMPTS_LIMIT = 171
"""So many tries are made: a week with these waiting times, so that a server that is away over Easter costs no mail.
Time in which no worker runs does not count."""

LOST_ANSWERS_LIMIT = 3
"""So often the answer may be lost and the mail be sent again: each time the recipient may have got a copy."""

CLAIM_TIME = timedelta(minutes=10)
"""How long a worker has a message to itself."""

CONVERSATION_TIME = CLAIM_TIME - timedelta(minutes=1)
"""How long handing over one mail may take in all: it must have ended before another worker may take the mail over."""

CLOCK_WENT_BACK = timedelta(hours=2)
"""No mail waits longer than this for its next try. One that seems to was written before the machine's clock was set
back, and would otherwise lie until the clock has caught up."""

CLAIM_OUTLIVED = timedelta(days=1)
"""A claim that seems to last longer than this was given before the machine's clock was set back. It is the wider
measure, since whoever holds a claim may be in the middle of a conversation."""

ALARM_AFTER = {
    MessageState.QUEUED: timedelta(minutes=15),
    MessageState.HANDING_OVER: timedelta(minutes=5),
    MessageState.RETRY: timedelta(hours=1),
    MessageState.UNKNOWN: timedelta(0),
}
"""When a person is told that a message still stands in a state: after it should have been tried, after the claim of
whoever hands it over, after the first try, and at once where it may or may not have arrived."""


def waiting_time(attempts: int) -> timedelta:
    """How long to wait after `attempts` failed tries (at least one)."""
    return BACKOFF[min(attempts, len(BACKOFF)) - 1]


def decide(outcome: Outcome, *, attempts: int, lost_answers: int, now: datetime) -> Decision:
    """What comes after a try that ended in `outcome` at `now`.

    `attempts` counts the tries, this one included; `lost_answers` those whose answer was lost, this one included.
    """
    if outcome.result is Result.ACCEPTED:
        return Decision(MessageState.ACCEPTED)
    if outcome.result is Result.REFUSED or attempts >= ATTEMPTS_LIMIT or lost_answers > LOST_ANSWERS_LIMIT:
        return Decision(MessageState.FAILED)
    state = MessageState.UNKNOWN if lost_answers else MessageState.RETRY
    return Decision(state, now + waiting_time(attempts))
