"""A process that acts, and the steps that it goes through."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from uuid import uuid4

from tracker.bootstrap import Runtime
from tracker.domain.delivery import CLAIM_TIME
from tracker.mail.transport import Transport

log = logging.getLogger(__name__)

BATCH = 100
"""Mails that a worker claims at a time."""


class Step(StrEnum):
    """The points between the steps of a mail, in their order."""

    PLANNED = "planned"
    QUEUED = "queued"
    CLAIMED = "claimed"
    ANNOUNCED = "announced"  # the server may know whom the next mail is for; the one before is not recorded yet
    MARKED = "marked"  # «handing over» is committed
    HANDED_OVER = "handed-over"
    RECORDED = "recorded"


Watch = Callable[[Step], None]


def _unwatched(step: Step) -> None:
    log.debug("reached: %s", step)


@dataclass(frozen=True, slots=True)
class Worker:
    """A process that acts: its name in leases and claims, and how it goes about it.

    `open_transport` opens a way to deliver mails, by default that of the settings; `watch` is told of every step;
    `stopping`, when set, ends the work after the mail in hand.
    """

    runtime: Runtime
    name: str = field(default_factory=lambda: f"{socket.gethostname()}:{os.getpid()}:{uuid4().hex[:8]}")
    open_transport: Callable[[], Transport] | None = None
    watch: Watch = _unwatched
    stopping: threading.Event = field(default_factory=threading.Event)
    batch: int = BATCH
    claim_time: timedelta = CLAIM_TIME
