"""The stored rules of the reminder policy."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import PolicyRule
from tracker.domain.policy import Scope

_VALUES = select(PolicyRule.committee_id, PolicyRule.kind, PolicyRule.basis, PolicyRule.changes)


def rule_values(session: Session) -> Sequence[tuple[Scope, Mapping[str, Any]]]:
    """What each rule is about, and what it sets."""
    return [(Scope(committee, kind, basis), changes) for committee, kind, basis, changes in session.execute(_VALUES)]


def stored_rules(session: Session) -> Sequence[PolicyRule]:
    """Every rule with its committee, the base first and the most specific last."""
    rules = session.scalars(select(PolicyRule).options(joinedload(PolicyRule.committee))).all()
    return sorted(rules, key=lambda rule: (rule.scope != "", rule.committee is not None, rule.scope, rule.id))
