"""The reminder policy as it stands: the configuration, and the rules that people set on top of it.

A change is looked at before it is saved, with the planner itself. Saving ends the lines that wait and that the new
policy does not ask for; what was sent stands in the ledger and is never sent again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.db.models import Committee, Message, MessageState, PolicyRule, Reminder, ReminderState, Task
from tracker.db.queries.parts.calendars import load_working_days
from tracker.db.queries.reminders.policies import rule_values
from tracker.db.queries.reminders.reminders import load_followed
from tracker.domain.administration import AdministrationKind
from tracker.domain.kinds import BASIS_WORDS, KIND_WORDS
from tracker.domain.planning import still_asked_for
from tracker.domain.policy import TIMING_FIELDS, Policy, Rhythm, Rule, Scope
from tracker.domain.roles import Right
from tracker.domain.turns import rule_sentence
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.administration import record

LONGEST_LEAD = 730
SENDING_FIELDS = ("send_at_hour", "every_day")
"""What the base alone can set: when mails leave."""


@dataclass(frozen=True, slots=True)
class Change:
    """A rule that is set, or, with no changes, taken away."""

    scope: Scope
    changes: Mapping[str, Any]


def current(session: Session, base: Policy) -> Policy:
    """The policy that holds now: `base`, which the configuration gives, the stored rules, and the days on which people
    work in this town hall."""
    return _with_rules(session, base, rule_values(session))


def changed(session: Session, base: Policy, change: Change) -> Policy:
    """The policy as it would be with `change`."""
    rules = dict(rule_values(session))
    rules[change.scope] = dict(change.changes)
    return _with_rules(session, base, rules.items())


def save(session: Session, base: Policy, change: Change, *, actor: Actor, now: datetime, zone: ZoneInfo) -> int:
    """Sets, changes or takes away a rule; returns how many waiting lines end because of it.

    Raises `InputError` for values that cannot be, `NotFoundError` for an unknown committee, `ForbiddenError`.
    """
    require(actor, Right.ADMINISTER)
    check(change)
    if change.scope.committee is not None and session.get(Committee, change.scope.committee) is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    row = session.scalar(select(PolicyRule).where(PolicyRule.scope == scope_key(change.scope)))
    before = dict(row.changes) if row is not None else {}
    if not change.changes:
        if row is None:
            raise NotFoundError(gettext("Reglen findes ikke."))
        session.delete(row)
    else:
        if row is None:
            row = PolicyRule(scope=scope_key(change.scope))
            session.add(row)
        row.committee_id, row.kind, row.basis = change.scope.committee, change.scope.kind, change.scope.basis
        row.changes, row.changed_at, row.changed_by = dict(change.changes), now, actor.name
    session.flush()
    record(
        session,
        AdministrationKind.POLICY,
        _scope_words(session, change.scope),
        before=json.dumps(before, ensure_ascii=False),
        after=json.dumps(dict(change.changes), ensure_ascii=False),
        actor=actor,
        now=now,
    )
    return _void_waiting(session, current(session, base), now=now, zone=zone)


def _scope_words(session: Session, scope: Scope) -> str:
    """What a rule holds for, as the record of changes tells it."""
    committee = session.get(Committee, scope.committee) if scope.committee is not None else None
    parts = (
        committee.name if committee else "",
        KIND_WORDS[scope.kind] if scope.kind else "",
        BASIS_WORDS[scope.basis] if scope.basis else "",
    )
    return ", ".join(part for part in parts if part) or "hele kommunen"


def check(change: Change) -> None:
    """Raises `InputError`, with the field, for values that cannot be."""
    for name, value in change.changes.items():
        if name in SENDING_FIELDS and change.scope != Scope():
            raise InputError(gettext("Klokkeslæt og dage gælder for hele kommunen."), name)
        if name == "lead_days" and not all(1 <= days <= LONGEST_LEAD for days in value):
            raise InputError(
                gettext("Dage før fristen skal være hele tal fra 1 til %(longest_lead)s.")
                % {"longest_lead": LONGEST_LEAD},
                name,
            )
        if name == "ladder" and [days for days in value if days] != sorted({days for days in value if days}):
            raise InputError(gettext("Dagene skal stige fra trin til trin. Skriv 0 for at udelade et trin."), name)
        if name == "send_at_hour" and not 4 <= value <= 23:
            raise InputError(gettext("Klokkeslættet skal være en hel time fra 4 til 23."), name)


def scope_key(scope: Scope) -> str:
    """The scope as one text, and empty for the base."""
    parts = {"committee": scope.committee, "kind": scope.kind, "basis": scope.basis}
    return "|".join(f"{name}:{value}" for name, value in parts.items() if value is not None)


def _with_rules(session: Session, base: Policy, rules: Iterable[tuple[Scope, Mapping[str, Any]]]) -> Policy:
    policy = base
    found = list(policy.rules)
    for scope, changes in rules:
        if scope == Scope():
            hour = changes.get("send_at_hour", policy.send_at.hour)
            policy = replace(policy, send_at=time(hour), every_day=changes.get("every_day", policy.every_day))
        found.append(
            Rule(scope, {name: _value(name, value) for name, value in changes.items() if name in TIMING_FIELDS})
        )
    return replace(policy, rules=tuple(found), working_days=load_working_days(session))


def _value(name: str, stored: Any) -> Any:
    """A field as the domain takes it, from JSON."""
    if name == "rhythm":
        return Rhythm(stored)
    return tuple(stored) if isinstance(stored, list) else stored


def _void_waiting(session: Session, policy: Policy, *, now: datetime, zone: ZoneInfo) -> int:
    """Ends the lines that wait in the outbox and that `policy` does not ask for. What has begun to leave is let go."""
    waiting = session.scalars(
        select(Message)
        .where(Message.state.in_((MessageState.QUEUED, MessageState.RETRY)), ~Message.exposed)
        .with_for_update()
    ).all()
    rows = session.scalars(
        select(Reminder).where(
            Reminder.message_id.in_([message.id for message in waiting]), Reminder.state == ReminderState.QUEUED
        )
    ).all()
    today = local_date(now, zone)
    where = Task.id.in_({row.task_id for row in rows})
    tasks = {task.id: task for task in load_followed(session, today=today, zone=zone, where=where).facts.tasks}
    ended = 0
    for row in rows:
        if not still_asked_for(tasks[row.task_id], policy, row.rule, row.occurrence, today):
            row.state = ReminderState.VOID
            row.reason = _no_longer(row.rule, today)
            ended += 1
    session.flush()
    return ended


def _no_longer(rule: str, today: date) -> Saying:
    return Saying(
        "Påmindelsespolitikken er ændret %(day)s: «%(rule)s» gælder ikke længere for opgaven.",
        day=today,
        rule=rule_sentence(rule),
    )
