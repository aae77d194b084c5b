"""Figures about the machine in the text format of Prometheus, without anything about the content.

They are given to whoever shows the configured token or comes from a configured address, and to nobody where neither is
configured.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator, Mapping
from datetime import timedelta
from ipaddress import ip_address, ip_network

from tracker.bootstrap import Runtime
from tracker.db.queries.operation import figures
from tracker.db.queries.operation.heartbeat import BOUNCES, last_beat, work_of
from tracker.domain.delivery import MessageState, ReminderState
from tracker.services.operation.watching import find_troubles
from tracker.settings import WatchingSettings

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def is_offered(settings: WatchingSettings) -> bool:
    """Whether anybody may see the figures."""
    return settings.metrics_token is not None or bool(settings.metrics_addresses)


def may_see(settings: WatchingSettings, authorization: str, address: str | None) -> bool:
    """Whether the header `authorization` or the caller's `address` gives a right to them."""
    if settings.metrics_token is not None:
        wanted = f"Bearer {settings.metrics_token.get_secret_value()}"
        if hmac.compare_digest(authorization.encode(), wanted.encode()):
            return True
    if not address or not settings.metrics_addresses:
        return False
    return any(ip_address(address) in ip_network(each) for each in settings.metrics_addresses)


def measure(runtime: Runtime) -> str:
    """The figures now."""
    times = runtime.times()
    with runtime.database.reading() as session:
        today = figures.figures_of(session, runtime.today())
        beat, oldest = last_beat(session), figures.oldest_waiting(session)
        messages, reminders = figures.messages_by_state(session), figures.reminders_by_state(session)
        reading = work_of(session, BOUNCES)
        troubles = find_troubles(session, times, reads_returns=runtime.reads_returns)
    second = timedelta(seconds=1)
    lines = [
        *_family("messages", "Mails in the outbox by state", _states(MessageState, messages)),
        *_family("reminders", "Lines of the ledger by state", _states(ReminderState, reminders)),
        *_family("troubles", "What needs a person, by code", _counted([each.code for each in troubles])),
        *_family("planned_today", "Mails planned today", {"": today.planned}),
        *_family("sent_today", "Mails of today that the server accepted", {"": today.sent}),
        *_family("failed_today", "Mails of today that failed", {"": today.failed}),
        *_family("bounced_today", "Mails of today that came back", {"": today.bounced}),
    ]
    waited = (times.machine - oldest) / second if oldest else 0.0
    lines += _family("oldest_waiting_seconds", "Age of the oldest mail that has not come to an end", {"": waited})
    if beat is not None:
        age = (times.machine - beat) / second
        lines += _family("heartbeat_age_seconds", "Time since planning last came to its end", {"": age})
    if reading is not None and reading.completed_at is not None:
        age = (times.machine - reading.completed_at) / second
        lines += _family("bounces_age_seconds", "Time since mails that came back were last read", {"": age})
    return "\n".join(lines) + "\n"


def _family(name: str, words: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP tracker_{name} {words}"
    yield f"# TYPE tracker_{name} gauge"
    for labels, value in values.items():
        yield f"tracker_{name}{labels} {value:g}"


def _states(
    kind: type[MessageState] | type[ReminderState], counts: Mapping[MessageState, int] | Mapping[ReminderState, int]
) -> dict[str, float]:
    found = {state.value: number for state, number in counts.items()}
    return {f'{{state="{state.value}"}}': found.get(state.value, 0) for state in kind}


def _counted(codes: list[str]) -> dict[str, float]:
    return {f'{{code="{code}"}}': codes.count(code) for code in dict.fromkeys(codes)}
