"""A corrected text comes into force: each change as a person decided, and all of it can be taken back.

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

from sqlalchemy import case, select, update
from sqlalchemy.orm import Session

from tracker.agreement.comparison import Difference, Outcome
from tracker.clock import local_date
from tracker.danish import date_words
from tracker.db.models import (
    Agreement,
    AgreementSection,
    AgreementVersion,
    AllocationRow,
    Committee,
    FindingRow,
    Proposal,
    ProposalCommittee,
    ProposalState,
    ReviewEvent,
    RevisionChange,
    SavingRow,
    Task,
)
from tracker.domain import recurrence
from tracker.domain.recurrence import Series
from tracker.domain.revision import Standing, tell_differences
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError
from tracker.language import count_of, gettext
from tracker.services import agreements, occurrences, task_origin
from tracker.services.actors import Actor, require
from tracker.services.proposal_tasks import owners_of, series_of
from tracker.services.register import owners_by_name
from tracker.services.review_record import facts_of, put_back, touch
from tracker.services.revisions import Change, compare_draft, in_force, require_draft

PLACE = ("section", "quote", "start_offset", "end_offset", "expression", "expression_start", "expression_end")
"""What a proposal says of where its words stand: always by the text in force."""

DECISION = ("state", "decided_at", "decided_by_id", "set_aside", "by_person")
"""What people made of a proposal: never changed by a text."""

_PARTS = (AllocationRow, SavingRow, FindingRow)
_TEXT = ("text", "pages", "file_name", "organisation", "signed_on", "imported_at", "imported_by_id")


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
    work = _Work(session, version, actor, now, comparison.draft.file_name)
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


class _Work:
    """One takeover, while it is made."""

    def __init__(self, session: Session, version: AgreementVersion, actor: Actor, now: datetime, name: str) -> None:
        self.session, self.version, self.actor, self.now = session, version, actor, now
        self.reason = f"Rettet aftale {date_words(local_date(now))} ({name})."
        self.register = owners_by_name(session, local_date(now))
        self.savings: dict[int, tuple[Proposal, Proposal]] = {}

    def follow(self, change: Change, *, taken: bool | None) -> None:
        """Brings one proposal, and its task, to what was decided."""
        if change.old is None:
            assert change.new is not None  # noqa: S101 - a pair has one of the two
            self._move(change.new, self.version.agreement_id)
            self._remember(change.new, None, Outcome.NEW, None, {}, None)
            return
        before = _facts(change.old)
        task_before = _task_facts(change.task)
        if change.outcome is Outcome.GONE:
            self._move(change.old, self.version.text_id)
            if change.task is not None:
                change.task.section = None
                self._note(change, "Løftet står ikke længere i aftalen. Opgaven bliver, indtil nogen lader den udgå.")
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
            kept = "Opgaven er beholdt, som den var." if taken is False else "Det ændrer ikke opgaven."
            self._note(change, kept)

    def _revise(self, change: Change, *, again: bool) -> None:
        """Gives the task what the text says; `again`: of when it comes again, too. Times that were closed stand."""
        old, new, task = change.old, change.new, change.task
        assert old is not None and new is not None and task is not None  # noqa: S101, PT018 - as above
        differences = change.pair.differences
        begun = new.saving is None and any(not is_open(each.status, task.kind) for each in task.occurrences)
        dated = (Difference.DATE in differences or again) and not begun
        revised = task_origin.Revised(
            title=new.title if Difference.WORDS in differences else None,
            kind=new.kind if Difference.KIND in differences else None,
            owners=owners_of(self.session, new, self.register) if Difference.OWNER in differences else None,
            window=(new.starts_on, new.due_on) if dated else None,
            series=series_of(new),
        )
        self.session.flush()
        task_origin.revise(self.session, task.id, revised, reason=self.reason, actor=self.actor, now=self.now)
        task.basis = new.basis

    def _note(self, change: Change, words: str) -> None:
        assert change.task is not None  # noqa: S101 - only tasks have a history
        differences = "; ".join(tell_differences(change.pair))
        told = f"{differences[:1].upper()}{differences[1:]}. {words}" if differences else words
        self.session.flush()
        task_origin.note_correction(
            self.session, change.task.id, f"{self.reason} {told}", actor=self.actor, now=self.now
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
                after=_facts(proposal),
                task_before=task_before,
                task_after=_task_facts(task),
            )
        )

    def finish(self) -> None:
        """Lets the two texts change places."""
        self._set_aside_follow()
        _swap_savings(self.session, self.savings)
        _swap_texts(self.session, self.version)
        self.version.standing = Standing.FORMER
        self.version.number -= 1
        self.version.replaced_at, self.version.replaced_by = self.now, self.actor.name
        self.session.flush()
        self.session.expire_all()

    def _set_aside_follow(self) -> None:
        """What a split or a merge has put aside stays with the text that it was found in."""
        self.session.execute(
            update(Proposal)
            .where(Proposal.agreement_id == self.version.agreement_id, Proposal.set_aside)
            .values(agreement_id=self.version.text_id)
            .execution_options(synchronize_session=False)
        )


class _Return:
    """One correction, while it is taken back."""

    def __init__(self, session: Session, version: AgreementVersion, actor: Actor, now: datetime) -> None:
        self.session, self.version, self.actor, self.now = session, version, actor, now
        self.reason = "Rettelsen af aftalen er fortrudt."

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
        self.session.execute(
            update(Proposal)
            .where(Proposal.agreement_id == text_id, Proposal.set_aside)
            .values(agreement_id=agreement_id)
            .execution_options(synchronize_session=False)
        )
        self.session.flush()
        _return_savings(self.session, savings, {change.proposal_id: change for change in self.version.changes})
        _swap_texts(self.session, self.version)
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
        stands = _task_facts(task) or {}
        back = {name for name in before if before[name] != after[name] and stands[name] == after[name]}
        self.session.flush()
        if not is_open(task.status, task.kind) or not back - {"section"}:
            return
        committees = self.session.scalars(select(Committee).where(Committee.id.in_(before["owners"]))).all()
        by_id = {each.id: each for each in committees}
        revised = task_origin.Revised(
            title=before["title"] if "title" in back else None,
            kind=type(task.kind)(before["kind"]) if "kind" in back else None,
            owners=[by_id[each] for each in before["owners"] if each in by_id] if "owners" in back else None,
            window=(_day(before["starts_on"]), _day(before["due_on"])) if {"starts_on", "due_on"} & back else None,
            series=_series_back(before),
        )
        task_origin.revise(self.session, task.id, revised, reason=self.reason, actor=self.actor, now=self.now)


def _day(stored: str | None) -> date | None:
    return date.fromisoformat(stored) if stored else None


def _facts(proposal: Proposal) -> dict[str, Any]:
    return {**facts_of(proposal), "saving_id": proposal.saving_id}


def _task_facts(task: Task | None) -> dict[str, Any] | None:
    if task is None:
        return None
    days = {"starts_on": task.starts_on, "due_on": task.due_on}
    return {
        "title": task.title,
        "kind": task.kind.value,
        "section": task.section,
        "owners": [owner.committee_id for owner in task.owners],
        "times": [_stored(each.starts_on, each.due_on) for each in task.occurrences if is_open(each.status, task.kind)],
        "rule": _stored_rule(task),
        **{name: day.isoformat() if day else None for name, day in days.items()},
    }


def _stored(start: date | None, due: date) -> tuple[str | None, str]:
    return start.isoformat() if start else None, due.isoformat()


def _stored_rule(task: Task) -> dict[str, Any] | None:
    series = occurrences.series_of(task)
    if series is None or series.rule is None:
        return None
    told = [_stored(start, due) for start, due in series.told]
    return {"rule": recurrence.with_end(series.rule, series.until), "told": told}


def _series_back(facts: dict[str, Any]) -> Series | None:
    """The series of a task as `_task_facts` stored it. Before there were rules, only its times were."""
    stored = facts.get("rule")
    told = tuple(
        (_day(start), date.fromisoformat(due)) for start, due in (stored["told"] if stored else facts["times"])
    )
    if stored is None:
        return Series(told) if told else None
    return Series(told, *recurrence.split_end(stored["rule"]))


def _swap_savings(session: Session, pairs: Mapping[int, tuple[Proposal, Proposal]]) -> None:
    """Gives proposals the rows of the new table; a row belongs to one proposal at any time."""
    rows = {key: new.saving_id for key, (_old, new) in pairs.items()}
    for _old, new in pairs.values():
        new.saving_id = None
    session.flush()
    for key, (old, _new) in pairs.items():
        old.saving_id = rows[key]
    session.flush()


def _return_savings(
    session: Session, pairs: Mapping[int, tuple[Proposal, Proposal]], changes: Mapping[int, RevisionChange]
) -> None:
    rows = {key: old.saving_id for key, (old, _twin) in pairs.items()}
    for key, (old, _twin) in pairs.items():
        old.saving_id = changes[key].before["saving_id"]
    session.flush()
    for key, (_old, twin) in pairs.items():
        twin.saving_id = rows[key]
    session.flush()


def _swap_texts(session: Session, version: AgreementVersion) -> None:
    """The agreement and the other text change places, with all that was read from each but its proposals."""
    here, there = version.agreement_id, version.text_id
    session.flush()
    for table in _PARTS:
        session.execute(_swapped(table, here, there))
    # Places in a text are unique, also half-way: those that come here pass below zero.
    positions = AgreementSection
    session.execute(
        update(positions)
        .where(positions.agreement_id == there)
        .values(position=-1 - positions.position)
        .execution_options(synchronize_session=False)
    )
    session.execute(_swapped(positions, here, there))
    session.execute(
        update(positions)
        .where(positions.position < 0)
        .values(position=-1 - positions.position)
        .execution_options(synchronize_session=False)
    )
    one, other = session.get_one(Agreement, here), session.get_one(Agreement, there)
    digests = one.digest, other.digest
    one.digest = f"{here} and {there}"
    session.flush()
    other.digest = digests[0]
    session.flush()
    one.digest = digests[1]
    for name in _TEXT:
        mine, theirs = getattr(one, name), getattr(other, name)
        setattr(one, name, theirs)
        setattr(other, name, mine)
    session.flush()


def _swapped(table: Any, here: int, there: int) -> Any:
    return (
        update(table)
        .where(table.agreement_id.in_([here, there]))
        .values(agreement_id=case((table.agreement_id == here, there), else_=here))
        .execution_options(synchronize_session=False)
    )
