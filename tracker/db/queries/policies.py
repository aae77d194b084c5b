"""The stored rules of the reminder policy."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.db.models import PolicyRule


def stored_rules(session: Session) -> Sequence[PolicyRule]:
    """Every rule with its committee, the base first and the most specific last."""
    rules = session.scalars(select(PolicyRule).options(joinedload(PolicyRule.committee))).all()
    return sorted(rules, key=lambda rule: (rule.scope != "", rule.committee is not None, rule.scope, rule.id))
