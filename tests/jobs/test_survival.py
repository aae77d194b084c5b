"""Workers killed at every step, and many workers on one database: nothing lost, nothing doubled but where it is said.

The processes are real, and so is the mail server, in another process. The one point at which a mail can come twice lies
between the server's answer and the record of it; the second copy is then the same, byte for byte.
"""

from __future__ import annotations

import random
import signal
from collections import Counter, defaultdict

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.mail_servers import MailServer, Workers
from tests.outboxes import TownHall
from tests.soak import SoakLine
from tracker.db.engine import Database
from tracker.db.models import Message
from tracker.jobs import Step

KILLED = -signal.SIGKILL
QUICK_CLAIM = 0.4  # seconds


@pytest.fixture
def hall(database: Database) -> TownHall:
    return TownHall(database)


def copies(server: MailServer) -> dict[str, list[bytes]]:
    """What each recipient got."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for recipient, content in server.accepted():
        found[recipient].append(content)
    return found


def finish(hall: TownHall, server: MailServer, workers: Workers) -> None:
    """Starts a worker that goes on until nothing waits, as after a restart."""
    assert workers.run(hall.database, server, hall.clock.now(), claim_seconds=QUICK_CLAIM, drain=True) == [0]


def assert_all_told(hall: TownHall, server: MailServer, addresses: list[str]) -> Counter[str]:
    """Nothing is lost, every record is final, and copies are equal; returns the recipients with more than one."""
    found = copies(server)
    assert set(found) == set(addresses)
    assert all(len(set(contents)) == 1 for contents in found.values())
    assert {message.state.value for message in hall.messages()} == {"accepted"}
    assert {row.state.value for row in hall.ledger()} == {"sent", "superseded"}
    assert sum(row.state.value == "sent" for row in hall.ledger()) == len(addresses)
    return Counter({address: len(contents) for address, contents in found.items() if len(contents) > 1})


def let_waiting_mails_go(session: Session) -> None:
    """As if the waiting time of mails to be tried again had passed."""
    session.execute(
        update(Message).where(Message.next_attempt_at.is_not(None)).values(next_attempt_at=Message.queued_at)
    )


STEPS = [
    (Step.PLANNED, 1),
    (Step.QUEUED, 1),
    (Step.QUEUED, 3),
    (Step.CLAIMED, 1),
    (Step.ANNOUNCED, 1),
    (Step.ANNOUNCED, 2),
    (Step.MARKED, 1),
    (Step.MARKED, 2),
    (Step.HANDED_OVER, 1),
    (Step.HANDED_OVER, 3),
    (Step.RECORDED, 1),
]


@pytest.mark.parametrize(("step", "after"), STEPS)
def test_a_worker_killed_at_a_step_loses_nothing_and_doubles_only_after_handing_over(
    hall: TownHall, mail_server: MailServer, workers: Workers, step: Step, after: int
) -> None:
    addresses = hall.secretaries(3)
    died = workers.run(
        hall.database, mail_server, hall.clock.now(), die_at=step, after=after, claim_seconds=QUICK_CLAIM
    )
    assert died == [KILLED]
    finish(hall, mail_server, workers)
    doubled = assert_all_told(hall, mail_server, addresses)
    # When a mail is announced, the answer to the one before is not written down yet.
    unrecorded = {Step.HANDED_OVER: after, Step.ANNOUNCED: after - 1}.get(step, 0)
    assert doubled == ({addresses[unrecorded - 1]: 2} if unrecorded else {})


@pytest.mark.parametrize("commit", [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])
def test_a_worker_killed_before_a_commit_loses_nothing(
    hall: TownHall, mail_server: MailServer, workers: Workers, commit: int
) -> None:
    """Nine commits come before a mail leaves: they queue three mails, settle in two, write ahead, queue what is told at
    once, claim, and mark the first. The next records it and marks the second, and so on."""
    addresses = hall.secretaries(3)
    died = workers.run(
        hall.database, mail_server, hall.clock.now(), die_before_commit=commit, claim_seconds=QUICK_CLAIM
    )
    assert died == [KILLED]
    finish(hall, mail_server, workers)
    doubled = assert_all_told(hall, mail_server, addresses)
    assert doubled == ({addresses[commit - 10]: 2} if commit > 9 else {})


@pytest.mark.parametrize("behaviour", [{"dot": {"*": "drop once"}}, {"rcpt": {"*": "drop once"}}])
def test_a_line_that_breaks_and_a_kill_afterwards_lose_nothing(
    hall: TownHall, mail_server: MailServer, workers: Workers, behaviour: dict[str, dict[str, str]]
) -> None:
    addresses = hall.secretaries(2)
    mail_server.behave(**behaviour)
    workers.run(hall.database, mail_server, hall.clock.now(), die_at=Step.RECORDED, claim_seconds=QUICK_CLAIM)
    hall.change(let_waiting_mails_go)
    finish(hall, mail_server, workers)
    doubled = assert_all_told(hall, mail_server, addresses)
    assert doubled == ({addresses[0]: 2} if "dot" in behaviour else {})


def test_a_few_workers_share_the_mails_and_each_goes_once(
    hall: TownHall, mail_server: MailServer, workers: Workers
) -> None:
    addresses = hall.secretaries(20)
    ended = workers.run(hall.database, mail_server, hall.clock.now(), workers=4)
    assert ended == [0] * 4
    assert assert_all_told(hall, mail_server, addresses) == {}


@pytest.mark.slow
@pytest.mark.parametrize("count", [2, 8])
def test_500_mails_go_once_each_with_two_and_with_eight_workers(
    hall: TownHall, mail_server: MailServer, workers: Workers, count: int, soak: list[SoakLine]
) -> None:
    addresses = hall.secretaries(500)
    ended = workers.run(hall.database, mail_server, hall.clock.now(), workers=count, batch=20)
    assert ended == [0] * count
    assert assert_all_told(hall, mail_server, addresses) == {}
    soak.append(SoakLine(f"{count} workers", hall.database.url.get_backend_name(), 500, None, 0, 0, "–"))


@pytest.mark.parametrize("kills", [pytest.param(8, id="8"), pytest.param(200, id="200", marks=pytest.mark.slow)])
def test_random_kills_lose_nothing_and_double_only_what_is_the_same(
    hall: TownHall, mail_server: MailServer, workers: Workers, kills: int, soak: list[SoakLine]
) -> None:
    # More than go out between the kills, some 3.7 each, or there would be nothing left to kill at.
    addresses = hall.secretaries(5 * kills)
    chance = random.Random(20190515)
    killed = Counter[Step]()
    while killed.total() < kills:
        step = chance.choice(list(Step)[2:])
        order = {"die_at": step, "after": chance.randint(1, 4), "claim_seconds": QUICK_CLAIM}
        if workers.run(hall.database, mail_server, hall.clock.now(), **order) == [0]:
            break
        killed[step] += 1
    finish(hall, mail_server, workers)
    doubled = assert_all_told(hall, mail_server, addresses)
    # Each copy too many needs a kill at the one point where the server's answer was not written down yet.
    assert sum(doubled.values()) - len(doubled) <= killed[Step.HANDED_OVER] + killed[Step.ANNOUNCED]
    if kills > 100:
        assert killed.total() == kills
        name = hall.database.url.get_backend_name()
        soak.append(SoakLine("random kills", name, len(addresses), kills, 0, len(doubled), "all"))
