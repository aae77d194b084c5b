"""The policy in the database: rules on top of the configuration, their effect beforehand, and what a change ends."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_committee, make_task, make_user
from tests.outboxes import DAY, TownHall, morning
from tracker.agreement.values import Basis, TaskKind
from tracker.clock import COPENHAGEN
from tracker.db.models import Committee, MessageState, ReminderState
from tracker.db.queries.reminders.policies import stored_rules
from tracker.domain.policy import Policy, Rhythm, Scope
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.reminders import policies
from tracker.services.reminders.policies import Change
from tracker.services.reminders.policy_effects import effect

BASE = Policy()
EVERYTHING = Scope()


def save(hall: TownHall, scope: Scope, actor: Actor = COMMAND_LINE, **changes: Any) -> int:
    with hall.database.writing() as session:
        return policies.save(session, BASE, Change(scope, changes), actor=actor, now=hall.clock.now(), zone=COPENHAGEN)


def current(hall: TownHall) -> Policy:
    with hall.database.reading() as session:
        return policies.current(session, BASE)


def test_without_rules_the_configuration_holds(hall: TownHall) -> None:
    assert current(hall) == BASE


def test_a_rule_changes_what_it_says_and_nothing_else(hall: TownHall) -> None:
    scope = Scope(kind=TaskKind.REPORT)
    save(hall, scope, lead_days=[90, 10], rhythm="by-date", ladder=[0, 3, 0, 9])
    found = current(hall).timing(None, TaskKind.REPORT, Basis.EXPLICIT)
    assert (found.lead_days, found.ladder, found.rhythm) == ((90, 10), (0, 3, 0, 9), Rhythm.BY_DATE)
    assert found.silence_days == BASE.base.silence_days
    assert current(hall).timing(None, TaskKind.DELIVERY, Basis.EXPLICIT) == BASE.base


def test_a_rule_of_the_same_scope_is_changed_and_not_doubled(hall: TownHall) -> None:
    for days in (10, 20):
        save(hall, EVERYTHING, silence_days=days)
    assert current(hall).of(EVERYTHING).silence_days == 20
    assert len(current(hall).rules) == len(BASE.rules) + 1


def test_a_rule_that_is_taken_away_leaves_what_was_before(hall: TownHall) -> None:
    save(hall, EVERYTHING, silence_days=10)
    save(hall, EVERYTHING)
    assert current(hall) == BASE
    with pytest.raises(NotFoundError):
        save(hall, EVERYTHING)


def test_the_hour_and_the_days_of_sending_are_those_of_the_whole_municipality(hall: TownHall) -> None:
    save(hall, EVERYTHING, send_at_hour=6, every_day=True)
    policy = current(hall)
    assert (policy.send_at, policy.every_day) == (time(6), True)
    with pytest.raises(InputError, match="hele kommunen"):
        save(hall, Scope(kind=TaskKind.REPORT), send_at_hour=6)


@pytest.mark.parametrize(
    "changes",
    [
        {"lead_days": [0]},
        {"lead_days": [9999]},
        {"ladder": [9, 3, 0, 0]},
        {"ladder": [3, 3, 0, 0]},
        {"send_at_hour": 3},
    ],
)
def test_what_cannot_be_is_refused(hall: TownHall, changes: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        save(hall, EVERYTHING, **changes)
    assert caught.value.field in changes
    assert current(hall) == BASE


def test_only_an_administrator_changes_the_policy(hall: TownHall) -> None:
    with pytest.raises(ForbiddenError):
        save(hall, EVERYTHING, actor=ADMINISTRATION, silence_days=10)


def test_an_unknown_committee_is_refused(hall: TownHall) -> None:
    with pytest.raises(NotFoundError):
        save(hall, Scope(committee=99), silence_days=10)


def test_the_rule_of_a_committee_that_goes_goes_with_it(hall: TownHall) -> None:
    hall.change(lambda session: make_committee(session, "Kulturudvalget"))
    save(hall, Scope(committee=1), silence_days=10)
    hall.change(lambda session: session.delete(session.get(Committee, 1)))
    assert current(hall) == BASE


def test_the_rule_of_the_lead_committee_decides(hall: TownHall) -> None:
    hall.secretaries(2)
    save(hall, Scope(committee=1), on_day=False, lead_days=[], window_opens=False)
    assert plan_and_queue(hall.worker()).queued == 1
    assert hall.message().address == "s0001@example.dk"


def test_a_change_ends_the_lines_that_wait_and_says_why(hall: TownHall) -> None:
    hall.secretaries(2)
    plan_and_queue(hall.worker())
    assert save(hall, Scope(committee=1), on_day=False) == 1
    void = [row for row in hall.ledger() if row.state is ReminderState.VOID]
    assert [row.reason for row in void] == [
        "Påmindelsespolitikken er ændret 31. maj 2019: «På dagen» gælder ikke længere for opgaven."
    ]
    deliver(hall.worker())
    assert hall.transport.addresses == ["s0001@example.dk"]
    assert [message.state for message in hall.messages()] == [MessageState.VOID, MessageState.ACCEPTED]


def test_a_change_leaves_alone_what_was_sent_and_sends_nothing_again(hall: TownHall) -> None:
    hall.secretaries(1)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    assert save(hall, EVERYTHING, lead_days=[45, 20, 3], on_day=False) == 0
    assert save(hall, EVERYTHING, lead_days=[60, 30, 14, 7, 1], on_day=True) == 0
    for days in range(4):
        hall.clock.instant = morning(DAY + timedelta(days=days))
        assert plan_and_queue(hall.worker()).queued == 0
    assert [row.state for row in hall.ledger() if row.rule == "on-day"] == [ReminderState.SENT]


def look(hall: TownHall, scope: Scope, **changes: Any) -> Any:
    with hall.database.reading() as session:
        return effect(session, BASE, Change(scope, changes), now=hall.clock.now(), zone=COPENHAGEN)


def test_the_effect_names_each_line_that_comes_and_goes(hall: TownHall) -> None:
    hall.secretaries(1)
    hall.clock.instant = morning(date(2019, 5, 13))
    plan_and_queue(hall.worker())
    hall.clock.instant = morning(date(2019, 5, 14))
    found = look(hall, EVERYTHING, lead_days=[7, 2], overdue_every_days=0, ladder=[0, 0, 0, 0])
    assert [(each.is_new, each.day, each.rule) for each in found.differences][:3] == [
        (False, date(2019, 5, 20), "before-14"),  # the Friday before is a holiday
        (True, date(2019, 5, 29), "before-2"),
        (False, date(2019, 6, 7), "after-7"),
    ]
    assert found.mails[1] < found.mails[0]
    assert {each.name for each in found.reach} == {"Sekretær 0"}


def test_the_effect_is_what_is_sent_when_the_rule_is_saved(hall: TownHall) -> None:
    """The promise of the page: the mails of the next days are those that it counted."""

    def fill(session: Session) -> None:
        committee = make_committee(session, "Kulturudvalget")
        make_user(session, "Sekretær", role=Role.SECRETARY, committees=[committee])
        make_user(session, "Direktør", role=Role.MANAGEMENT)
        for number in range(4):
            make_task(
                session, f"Opgave {number}", due=date(2019, 5, 20) + timedelta(days=9 * number), owners=[committee]
            )

    hall.change(fill)
    hall.clock.instant = morning(date(2019, 5, 1), hour=7)
    changes = {"lead_days": [10, 3], "ladder": [0, 2, 5, 0]}
    promised = look(hall, EVERYTHING, **changes)
    save(hall, EVERYTHING, **changes)
    day = date(2019, 5, 1)
    while day <= promised.until:
        hall.clock.instant = morning(day)
        plan_and_queue(hall.worker())
        day += timedelta(days=1)
    queued = [row for row in hall.ledger() if row.state is ReminderState.QUEUED]
    assert (len(hall.messages()), len(queued)) == (promised.mails[1], promised.lines[1])


def test_looking_at_an_effect_writes_nothing(hall: TownHall) -> None:
    hall.secretaries(1)
    look(hall, EVERYTHING, lead_days=[7])
    assert current(hall) == BASE
    assert hall.messages() == []


def test_what_was_set_by_whom_and_when_is_kept(hall: TownHall) -> None:
    save(hall, EVERYTHING, silence_days=10)
    with hall.database.reading() as session:
        (rule,) = stored_rules(session)
        assert (rule.changed_by, rule.changed_at, rule.changes) == (
            "Kommandolinjen",
            hall.clock.now(),
            {"silence_days": 10},
        )
        assert session.scalar(select(Committee)) is None
