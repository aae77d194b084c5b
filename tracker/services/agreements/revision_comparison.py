"""A corrected agreement against the text in force: what becomes of each promise, and what a person must decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.agreement.comparison import Difference, Outcome, Pair, Promise, compare, letters
from tracker.db.models import Agreement, AgreementSection, Proposal, ProposalState, SavingRow, Task, TaskOwner
from tracker.domain.status import is_open
from tracker.services.agreements.revisions import in_force, require_draft
from tracker.services.review.proposal_tasks import series_of


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one promise. `old` is the proposal in force, `new` that of the draft.

    `place` is where the words of a promise stand in the draft (start, end, section) that the reader did not find there
    again: they still do, so it stays. `asks`: a person must say whether the change is taken over, since a task or a
    decision stands.
    """

    pair: Pair
    old: Proposal | None
    new: Proposal | None
    task: Task | None
    asks: bool
    place: tuple[int, int, str | None] | None = None

    @property
    def key(self) -> str:
        """A name that stays while the draft waits."""
        return f"{self.old.id if self.old else 0}-{self.new.id if self.new else 0}"

    @property
    def outcome(self) -> Outcome:
        """Whether the promise is the same, changed, new or gone."""
        return Outcome.SAME if self.place else self.pair.outcome


@dataclass(frozen=True, slots=True)
class Comparison:
    """A draft against the text in force."""

    agreement: Agreement
    draft: Agreement
    number: int
    changes: tuple[Change, ...]

    @property
    def is_reread(self) -> bool:
        """Whether the text in force was read again, rather than another one brought in."""
        return self.draft.text == self.agreement.text

    def of(self, outcome: Outcome) -> list[Change]:
        """The changes of one outcome, in the order of the text."""
        return [change for change in self.changes if change.outcome is outcome]

    @property
    def asked(self) -> list[Change]:
        """Those that a person must decide."""
        return [change for change in self.changes if change.asks]


def compare_draft(session: Session, agreement_id: int) -> Comparison:
    """The draft of an agreement against the text in force. Raises `InputError` where none waits."""
    agreement = in_force(session, agreement_id)
    version = require_draft(session, agreement_id)
    old, new = proposals_of(session, agreement_id), proposals_of(session, version.text_id)
    standing = promises_of(session, agreement_id, old.values())
    pairs = compare(standing, promises_of(session, version.text_id, new.values()))
    tasks = _tasks(session, agreement_id)
    places = _Places(version.text, of_persons=version.text.text == agreement.text)
    changes = [
        _change(
            pair,
            old.get(pair.old.key) if pair.old else None,
            new.get(pair.new.key) if pair.new else None,
            tasks,
            places,
        )
        for pair in pairs
    ]
    return Comparison(agreement, version.text, version.number, tuple(changes))


def proposals_of(session: Session, text_id: int) -> dict[int, Proposal]:
    """The proposals of a text by their numbers, in the order of the text, without those that were set aside."""
    found = session.scalars(
        select(Proposal)
        .where(Proposal.agreement_id == text_id, ~Proposal.set_aside)
        .options(selectinload(Proposal.committees), joinedload(Proposal.saving).selectinload(SavingRow.amounts))
        .order_by(Proposal.start_offset, Proposal.id)
    )
    return {proposal.id: proposal for proposal in found}


def promises_of(session: Session, text_id: int, proposals: Iterable[Proposal]) -> list[Promise]:
    """Proposals of a text as they are compared."""
    sections = select(AgreementSection.number, AgreementSection.title).where(AgreementSection.agreement_id == text_id)
    titles = {row.number: row.title for row in session.execute(sections)}
    return [
        Promise(
            key=each.id,
            section=each.section,
            section_title=titles.get(each.section or "", ""),
            title=each.title,
            kind=each.kind,
            committees=tuple(committee.name for committee in each.committees),
            start=each.starts_on,
            due=each.due_on,
            recurrence=each.recurrence,
            quote=each.quote,
            code=each.saving.code if each.saving else None,
            amounts=tuple((amount.year, amount.kroner) for amount in each.saving.amounts) if each.saving else (),
        )
        for each in proposals
    ]


def _tasks(session: Session, agreement_id: int) -> dict[int, Task]:
    found = session.scalars(
        select(Task)
        .where(Task.agreement_id == agreement_id, Task.proposal_id.is_not(None))
        .options(
            selectinload(Task.owners).joinedload(TaskOwner.committee),
            selectinload(Task.occurrences),
            joinedload(Task.series),
        )
    )
    return {task.proposal_id: task for task in found if task.proposal_id is not None}


class _Places:
    """Finds the words of promises in a text by their letters, however the lines are broken.

    `of_persons`: only those that a person added or corrected. Where the same text is read again, what the reader found
    in it before and does not find now stands there all the same, and is no promise any more.
    """

    def __init__(self, agreement: Agreement, *, of_persons: bool) -> None:
        self._of_persons = of_persons
        self._sections = agreement.sections
        signs = [(offset, sign.casefold()) for offset, sign in enumerate(agreement.text) if sign.isalnum()]
        self._letters = "".join(sign for _offset, sign in signs)
        self._offsets = [offset for offset, sign in signs for _letter in sign]

    def find(self, promise: Proposal) -> tuple[int, int, str | None] | None:
        """Where its words stand, as a start, an end and the section's number; none where they do not.

        A row of savings stands in a table, and is known by its code alone.
        """
        if promise.saving or (self._of_persons and not promise.by_person):
            return None
        wanted = letters(promise.quote)
        at = self._letters.find(wanted) if wanted else -1
        if at < 0:
            return None
        start, end = self._offsets[at], self._offsets[at + len(wanted) - 1] + 1
        inside = (each.number for each in self._sections if each.start_offset <= start < each.end_offset)
        return start, end, next(inside, None)


def _change(
    pair: Pair, old: Proposal | None, new: Proposal | None, tasks: Mapping[int, Task], places: _Places
) -> Change:
    task = tasks.get(old.id) if old else None
    if old is not None and new is None:
        return Change(pair, old, None, task, False, places.find(old))
    if old is not None and new is not None and old.by_person and Difference.WORDS not in pair.differences:
        # A person corrected what the reader made of these words, and they stand as they stood.
        pair = Pair(pair.old, pair.new, pair.differences & {Difference.PLACE, Difference.MONEY})
    return Change(pair, old, new, task, _asks(pair, old, new, task))


def _asks(pair: Pair, old: Proposal | None, new: Proposal | None, task: Task | None) -> bool:
    """Whether something stands that the change would overwrite."""
    if old is None or new is None or not pair.differences - {Difference.PLACE}:
        return False
    if old.state is ProposalState.REJECTED:
        return True
    if task is None:
        return old.by_person
    if not is_open(task.status, task.kind):
        return False
    return (
        (Difference.WORDS in pair.differences and new.title != task.title)
        or (Difference.KIND in pair.differences and new.kind is not task.kind)
        or Difference.OWNER in pair.differences
        or (Difference.DATE in pair.differences and (new.starts_on, new.due_on) != (task.starts_on, task.due_on))
        or series_of(old) != series_of(new)
    )
