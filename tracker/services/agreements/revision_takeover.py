"""A corrected text comes into force: each change as a person decided, and all of it can be taken back
(`revision_undo`).

The agreement keeps its address, its tasks, their statuses, comments and first dates: its text changes places with the
draft's, which holds the former text from then on. A promise that is still there keeps its proposal, whose words now
stand in the new text; one that is new waits for a person; one that is gone stays with the former text, and its task
stays open until somebody closes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.comparison import Difference, Outcome
from tracker.clock import local_date
from tracker.db.models import (
    AgreementVersion,
    Proposal,
    ProposalCommittee,
    ProposalState,
    RevisionChange,
    Task,
)
from tracker.domain.revision import Standing, tell_differences
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError
from tracker.language import count_of, gettext
from tracker.sayings import Saying, capital, joined
from tracker.services.actors import Actor, require
from tracker.services.agreements import agreements
from tracker.services.agreements.revision_comparison import Change, Comparison, compare_draft
from tracker.services.agreements.revision_record import PLACE, promise_facts, task_facts
from tracker.services.agreements.revision_texts import move_set_aside, swap_savings, swap_texts
from tracker.services.agreements.revisions import require_draft
from tracker.services.committees.register import owners_by_name
from tracker.services.review.proposal_tasks import owners_of, series_of
from tracker.services.review.record import facts_of, put_back, touch
from tracker.services.tasks import origin

DECISION = ("state", "decided_at", "decided_by_id", "set_aside", "by_person")
"""What people made of a proposal: never changed by a text."""


@dataclass(frozen=True, slots=True)
class Takeover:
    """How many promises were changed as the corrected text says, kept as they stood, new, gone and the same."""

    number: int
    taken: int
    kept: int
    new: int
    gone: int
    same: int


def take_over(
    session: Session, agreement_id: int, decisions: Mapping[str, bool], *, actor: Actor, now: datetime
) -> Takeover:
    """Puts the draft into force. `decisions` says of each change that asks, by its key, whether it is taken over.

    Raises `InputError` where a decision is missing, with the key of the first such change as its field, and
    `ForbiddenError` where a change concerns a task that the actor may not change: then nothing is changed at all.
    """
    require(actor, Right.IMPORT)
    version = require_draft(session, agreement_id, lock=True)
    comparison = compare_draft(session, agreement_id)
    missing = [change for change in comparison.asked if change.key not in decisions]
    if missing:
        raise InputError(
            gettext("Tag stilling til %(count)s mere: tag dem over, eller behold opgaverne, som de er.")
            % {"count": count_of(len(missing), "ændring", "ændringer")},
            missing[0].key,
        )
    work = _Work(session, version, comparison, actor, now)
    for change in comparison.changes:
        work.follow(change, taken=decisions.get(change.key) if change.asks else None)
    work.finish()
    named = select(ProposalCommittee.name).join(Proposal).where(Proposal.agreement_id == agreement_id)
    agreements.offer_committees(session, session.scalars(named).all())
    return Takeover(
        number=comparison.number,
        taken=sum(change.taken is not False and change.outcome is Outcome.CHANGED for change in version.changes),
        kept=sum(change.taken is False for change in version.changes),
        new=sum(change.outcome is Outcome.NEW for change in version.changes),
        gone=sum(change.outcome is Outcome.GONE for change in version.changes),
        same=sum(change.outcome is Outcome.SAME for change in version.changes),
    )


STAYS = Saying("Løftet står ikke længere i aftalen. Opgaven bliver, indtil nogen lader den udgå.")
NOT_READ = Saying("Løftet læses ikke længere ud af teksten. Opgaven bliver, indtil nogen lader den udgå.")
KEPT = Saying("Opgaven er beholdt, som den var.")
CHANGES_NOTHING = Saying("Det ændrer ikke opgaven.")


def _reason(comparison: Comparison, day: date) -> Saying:
    """Why a task changes, as its history tells it."""
    draft = comparison.draft
    if not comparison.is_reread:
        return Saying("Rettet aftale %(day)s (%(name)s).", day=day, name=draft.file_name)
    if draft.signed_on is None:
        return Saying("Aftalen er læst igen %(day)s.", day=day)
    return Saying("Aftalen er læst igen %(day)s som indgået %(signed)s.", day=day, signed=draft.signed_on)


class _Work:
    """One takeover, while it is made."""

    def __init__(
        self, session: Session, version: AgreementVersion, comparison: Comparison, actor: Actor, now: datetime
    ) -> None:
        self.session, self.version, self.actor, self.now = session, version, actor, now
        self.reason = _reason(comparison, local_date(now))
        self.gone = NOT_READ if comparison.is_reread else STAYS
        self.register = owners_by_name(session, local_date(now))
        self.savings: dict[int, tuple[Proposal, Proposal]] = {}

    def follow(self, change: Change, *, taken: bool | None) -> None:
        """Brings one proposal, and its task, to what was decided."""
        if change.old is None:
            assert change.new is not None  # noqa: S101 - a pair has one of the two
            self._move(change.new, self.version.agreement_id)
            self._remember(change.new, None, Outcome.NEW, None, {}, None)
            return
        before = promise_facts(change.old)
        task_before = task_facts(change.task)
        if change.outcome is Outcome.GONE:
            self._move(change.old, self.version.text_id)
            if change.task is not None:
                change.task.section = None
                self._note(change, self.gone)
        elif change.new is None:
            self._place(change.old, change)
        else:
            self._say(change, taken)
        self._remember(change.old, change.new, change.outcome, taken, before, task_before, change.task)

    def _place(self, proposal: Proposal, change: Change) -> None:
        """Gives a promise whose words the reader did not find again the place at which they stand."""
        if change.place is not None:
            proposal.start_offset, proposal.end_offset, proposal.section = change.place
            proposal.quote = self.version.text.text[proposal.start_offset : proposal.end_offset]
            proposal.expression_start = proposal.expression_end = None
        if change.task is not None:
            change.task.section = proposal.section
        touch(proposal)

    def _say(self, change: Change, taken: bool | None) -> None:
        """Gives the proposal its place in the new text, and what the text says of it unless that is kept as it was."""
        old, new = change.old, change.new
        assert old is not None and new is not None  # noqa: S101, PT018 - `follow` has looked
        said, series = facts_of(new), series_of(old)
        corrected = old.by_person and Difference.WORDS not in change.pair.differences
        wanted = set(PLACE) if taken is False or corrected else set(said) - set(DECISION)
        put_back(old, {name: value for name, value in said.items() if name in wanted})
        if taken and old.state is ProposalState.REJECTED:
            old.state, old.decided_at, old.decided_by_id = ProposalState.WAITING, None, None
        if taken and old.state is not ProposalState.ACCEPTED:
            old.by_person = False
        if new.saving is not None:
            self.savings[old.id] = (old, new)
        if change.task is None:
            return
        change.task.section = old.section
        if taken:
            self._revise(change, again=series != series_of(new))
        elif change.outcome is Outcome.CHANGED:
            self._note(change, KEPT if taken is False else CHANGES_NOTHING)

    def _revise(self, change: Change, *, again: bool) -> None:
        """Gives the task what the text says; `again`: of when it comes again, too. Times that were closed stand."""
        old, new, task = change.old, change.new, change.task
        assert old is not None and new is not None and task is not None  # noqa: S101, PT018 - as above
        differences = change.pair.differences
        begun = new.saving is None and any(not is_open(each.status, task.kind) for each in task.occurrences)
        dated = (Difference.DATE in differences or again) and not begun
        revised = origin.Revised(
            title=new.title if Difference.WORDS in differences else None,
            kind=new.kind if Difference.KIND in differences else None,
            owners=owners_of(self.session, new, self.register) if Difference.OWNER in differences else None,
            window=(new.starts_on, new.due_on) if dated else None,
            series=series_of(new),
        )
        self.session.flush()
        origin.revise(self.session, task.id, revised, reason=self.reason, actor=self.actor, now=self.now)
        task.basis = new.basis

    def _note(self, change: Change, words: Saying) -> None:
        assert change.task is not None  # noqa: S101 - only tasks have a history
        differences = list(tell_differences(change.pair))
        told = [Saying("%(words)s.", words=capital(joined(*differences, by="; ")))] if differences else []
        self.session.flush()
        origin.note_correction(
            self.session, change.task.id, joined(self.reason, *told, words), actor=self.actor, now=self.now
        )

    def _move(self, proposal: Proposal, text_id: int) -> None:
        proposal.agreement_id = text_id
        touch(proposal)

    def _remember(
        self,
        proposal: Proposal,
        twin: Proposal | None,
        outcome: Outcome,
        taken: bool | None,
        before: dict[str, Any],
        task_before: dict[str, Any] | None,
        task: Task | None = None,
    ) -> None:
        self.session.flush()
        self.version.changes.append(
            RevisionChange(
                proposal_id=proposal.id,
                twin_id=twin.id if twin else None,
                outcome=outcome,
                taken=taken,
                before=before,
                after=promise_facts(proposal),
                task_before=task_before,
                task_after=task_facts(task),
            )
        )

    def finish(self) -> None:
        """Lets the two texts change places."""
        move_set_aside(self.session, self.version.agreement_id, self.version.text_id)
        swap_savings(self.session, self.savings)
        swap_texts(self.session, self.version)
        self.version.standing = Standing.FORMER
        self.version.number -= 1
        self.version.replaced_at, self.version.replaced_by = self.now, self.actor.name
        self.session.flush()
        self.session.expire_all()
