"""Taking a correction back: the former text is in force again, and what people changed since stays."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.comparison import Outcome
from tracker.db.models import (
    AgreementVersion,
    Committee,
    Proposal,
    ReviewEvent,
    RevisionChange,
    Task,
)
from tracker.domain.revision import Standing
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError
from tracker.language import gettext
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.agreements.revision_record import PLACE, stored_day, stored_series, task_facts
from tracker.services.agreements.revision_texts import move_set_aside, return_savings, swap_texts
from tracker.services.agreements.revisions import in_force
from tracker.services.review.record import facts_of, put_back, touch
from tracker.services.tasks import origin


def undo(session: Session, agreement_id: int, *, actor: Actor, now: datetime) -> None:
    """Takes the last correction back: the former text is in force again, and the corrected one waits as a draft.

    Dates that it moved are moved back, as a new version with its reason; what people changed since stays. Raises
    `InputError` where there is none, another draft waits, or a new promise of it has been decided.
    """
    require(actor, Right.IMPORT)
    in_force(session, agreement_id)
    version = session.scalar(
        select(AgreementVersion)
        .where(AgreementVersion.agreement_id == agreement_id)
        .order_by(AgreementVersion.number.desc())
        .limit(1)
        .with_for_update()
    )
    if version is None:
        raise InputError(gettext("Aftalen har ingen rettelse at fortryde."))
    if version.standing is Standing.DRAFT:
        raise InputError(gettext("Der venter en ny rettet udgave. Tag stilling til den, eller kassér den først."))
    added = [change.proposal_id for change in version.changes if change.outcome is Outcome.NEW]
    decided = select(ReviewEvent.id).where(ReviewEvent.proposal_id.in_(added))
    if session.scalar(decided.limit(1)) is not None:
        raise InputError(
            gettext("Der er taget stilling til nye løfter i den rettede udgave, så den kan ikke fortrydes.")
        )
    _Return(session, version, actor, now).run()


class _Return:
    """One correction, while it is taken back."""

    def __init__(self, session: Session, version: AgreementVersion, actor: Actor, now: datetime) -> None:
        self.session, self.version, self.actor, self.now = session, version, actor, now
        self.reason = Saying("Rettelsen af aftalen er fortrudt.")

    def run(self) -> None:
        """Puts back what the correction changed, and the texts in their places."""
        agreement_id, text_id = self.version.agreement_id, self.version.text_id
        savings = {}
        for change in self.version.changes:
            proposal = change.proposal
            if change.outcome is Outcome.NEW:
                proposal.agreement_id = text_id
            else:
                proposal.agreement_id = agreement_id
                if change.twin_id is not None and change.before["saving_id"] is not None:
                    savings[proposal.id] = (proposal, self.session.get_one(Proposal, change.twin_id))
                self._put_back(proposal, change)
                self._task(proposal, change)
            touch(proposal)
        move_set_aside(self.session, text_id, agreement_id)
        self.session.flush()
        return_savings(self.session, savings, {change.proposal_id: change for change in self.version.changes})
        swap_texts(self.session, self.version)
        self.version.changes = []
        self.version.standing = Standing.DRAFT
        self.version.number += 1
        self.version.replaced_at = self.version.replaced_by = None
        self.session.flush()
        self.session.expire_all()

    def _put_back(self, proposal: Proposal, change: RevisionChange) -> None:
        now = facts_of(proposal)
        put_back(
            proposal,
            {
                name: value
                for name, value in change.before.items()
                if name in now and (name in PLACE or now[name] == change.after[name])
            },
        )

    def _task(self, proposal: Proposal, change: RevisionChange) -> None:
        before, after = change.task_before, change.task_after
        task = self.session.scalar(select(Task).where(Task.proposal_id == proposal.id))
        if task is None or before is None or after is None:
            return
        task.section = before["section"]
        stands = task_facts(task) or {}
        back = {name for name in before if before[name] != after[name] and stands[name] == after[name]}
        self.session.flush()
        if not is_open(task.status, task.kind) or not back - {"section"}:
            return
        committees = self.session.scalars(select(Committee).where(Committee.id.in_(before["owners"]))).all()
        by_id = {each.id: each for each in committees}
        window = stored_day(before["starts_on"]), stored_day(before["due_on"])
        revised = origin.Revised(
            title=before["title"] if "title" in back else None,
            kind=type(task.kind)(before["kind"]) if "kind" in back else None,
            owners=[by_id[each] for each in before["owners"] if each in by_id] if "owners" in back else None,
            window=window if {"starts_on", "due_on"} & back else None,
            series=stored_series(before),
        )
        origin.revise(self.session, task.id, revised, reason=self.reason, actor=self.actor, now=self.now)
