"""What a mail that came back says about the mail that went out, and about the address that it went to.

The rules are those of RFC 3464 (the action) and RFC 3463 (the status «5.1.1»: class, subject, detail). Whether an
address works is asked of the permanent statuses alone, and not of those that are about the one mail: a full mailbox,
a size, a content, a policy. A later mail may well arrive there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.sayings import Saying, joined


class Returned(StrEnum):
    """What a mail in the mailbox for bounces is."""

    ADDRESS = "address"  # the mail did not arrive, and no mail to this address will
    MAIL = "mail"  # the mail did not arrive; the address may work
    DELAYED = "delayed"  # the mail is still on its way
    DELIVERED = "delivered"  # the mail arrived
    REPLY = "reply"  # somebody is away, or has opened the mail: no bounce
    UNCLEAR = "unclear"  # plainly a bounce, or an answer to one of our mails, but not one that is understood
    OTHER = "other"  # no bounce at all

    @property
    def is_lost(self) -> bool:
        """Whether the mail that went out did not arrive."""
        return self in {Returned.ADDRESS, Returned.MAIL}


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says of one recipient: its action, its status, and its own words where it has any."""

    action: str
    status: str
    diagnostic: str = ""


_WORDS = {
    Returned.ADDRESS: Saying("Adressen virker ikke."),
    Returned.MAIL: Saying("Modtagerens mailserver tog ikke imod mailen."),
    Returned.DELAYED: Saying("Mailen er forsinket på vej til modtageren."),
}


def sentence(kind: Returned, status: str | None, words: str) -> Saying:
    """What came of the mail, and what the server said."""
    said = words or (f"status {status}" if status else "")
    return joined(_WORDS[kind], Saying("Serveren svarede: %(words)s", words=said)) if said else _WORDS[kind]


_STATUS = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.])")
_REPLY = re.compile(r"(?<![\d.])([245]\d\d)(?![\d.])")

_ABOUT_THE_MAIL = re.compile(
    r"5\.(1\.[78]"  # the sender's address
    r"|2\.[234]"  # the mailbox is full, the mail too large, the list does not expand
    r"|4\.[67]"  # a loop; given up
    r"|[3567]\.\d+)"  # the system, the protocol, the content, a policy
)
_REPLIES_ABOUT_THE_MAIL = frozenset({"552", "554"})
_ARRIVED = frozenset({"delivered", "relayed", "expanded"})
_WORST_FIRST = (Returned.ADDRESS, Returned.MAIL, Returned.DELAYED, Returned.UNCLEAR, Returned.DELIVERED)


def status_of(report: Report) -> str | None:
    """The status that says most: the server's own where the other says no more than its class; none where none does."""
    told = _STATUS.search(report.status)
    own = _STATUS.search(report.diagnostic)
    found = own if own and (told is None or told.group().endswith(".0.0")) else told
    return found.group() if found else None


def judge(report: Report) -> Returned:
    """What became of the mail to one recipient."""
    action = report.action.strip().lower()
    status = status_of(report)
    reply = _REPLY.search(report.diagnostic)
    said = (status or (reply.group() if reply else ""))[:1]
    if action == "failed" or (not action and said == "5"):
        return _failed(status, reply.group() if reply else "")
    if action == "delayed" or (not action and said == "4"):
        return Returned.DELAYED
    if action in _ARRIVED or (not action and said == "2"):
        return Returned.DELIVERED
    return Returned.UNCLEAR


def judge_all(reports: Sequence[Report]) -> tuple[Returned, Report | None]:
    """What became of a mail of which the server reports several recipients, though it had one: the worst, and whose.

    The address then leads to several people, so it is not said to be dead when one of them is.
    """
    judged = [(judge(each), each) for each in reports]
    if not judged:
        return Returned.UNCLEAR, None
    worst, report = min(judged, key=lambda each: _WORST_FIRST.index(each[0]))
    if worst is Returned.ADDRESS and any(kind is not Returned.ADDRESS for kind, _ in judged):
        worst = Returned.MAIL
    return worst, report


def _failed(status: str | None, reply: str) -> Returned:
    if status is None or status.endswith(".0.0"):
        permanent = (status or reply).startswith("5")
        return Returned.ADDRESS if permanent and reply not in _REPLIES_ABOUT_THE_MAIL else Returned.MAIL
    return Returned.ADDRESS if status.startswith("5") and not _ABOUT_THE_MAIL.fullmatch(status) else Returned.MAIL
