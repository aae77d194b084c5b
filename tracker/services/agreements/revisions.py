"""A corrected text of an agreement: recognised, kept as a draft, and compared with the one in force.

Nothing is overwritten unasked. The draft waits, with what was read from it, until a person has said of each change
whether it is taken over (`revision_takeover`), that the text is an agreement of its own, or that it is thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from tracker.agreement.comparison import Difference, Outcome, Pair, Promise, compare, letters, resemblance
from tracker.agreement.values import Reading, TaskKind
from tracker.db.models import (
    Agreement,
    AgreementSection,
    AgreementVersion,
    AllocationRow,
    Proposal,
    ProposalState,
    SavingRow,
    Task,
    TaskOwner,
)
from tracker.domain.revision import LIKE_ANOTHER_FILE, LIKE_ENOUGH, LIKE_ENOUGH_BY_NAME, Standing
from tracker.domain.roles import Right
from tracker.domain.status import is_open
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.agreements import agreements
from tracker.services.review.proposal_tasks import series_of


class Arrival(StrEnum):
    """What a text that comes in is to those that are stored."""

    NEW = "new"
    KNOWN = "known"
    RESEMBLES = "resembles"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text is, and of which agreement; `share` is how much of the wording both have, from 0 to 1."""

    arrival: Arrival
    agreement_id: int | None = None
    title: str = ""
    share: float = 0.0


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

    def of(self, outcome: Outcome) -> list[Change]:
        """The changes of one outcome, in the order of the text."""
        return [change for change in self.changes if change.outcome is outcome]

    @property
    def asked(self) -> list[Change]:
        """Those that a person must decide."""
        return [change for change in self.changes if change.asks]


def recognise(session: Session, text: str, reading: Reading) -> Recognition:
    """Whether `text` is known, looks like a corrected version of an agreement, or is new.

    Another file of the same agreement, with other page numbers and notes but the same promises, is known.
    """
    known = agreements.find_same(session, text)
    if known is not None:
        return Recognition(Arrival.KNOWN, known.id, known.title, 1.0)
    versions = select(AgreementVersion.text_id)
    best = Recognition(Arrival.NEW)
    for stored in session.scalars(select(Agreement).where(Agreement.id.not_in(versions)).order_by(Agreement.id.desc())):
        share = resemblance(stored.text, text)
        least = LIKE_ENOUGH_BY_NAME if _same_name(stored, reading) else LIKE_ENOUGH
        if share >= least and share > best.share:
            best = Recognition(Arrival.RESEMBLES, stored.id, stored.title, share)
    if best.agreement_id is not None and best.share >= LIKE_ANOTHER_FILE and _promises_the_same(session, best, reading):
        return replace(best, arrival=Arrival.KNOWN)
    return best


def _promises_the_same(session: Session, found: Recognition, reading: Reading) -> bool:
    """Whether a text promises and allocates what an agreement does and nothing else, as its Word file and PDF do."""
    assert found.agreement_id is not None  # noqa: S101 - `recognise` has looked
    standing = _promises(session, found.agreement_id, _proposals(session, found.agreement_id).values())
    pairs = compare(standing, _promises_in(reading))
    return all(pair.outcome is Outcome.SAME for pair in pairs) and _allocated(session, found.agreement_id) == sorted(
        (row.section, row.type.value, sorted(row.amounts.items())) for row in reading.allocations
    )


def _allocated(session: Session, agreement_id: int) -> list[tuple[str, str, list[tuple[int, int]]]]:
    rows = select(AllocationRow).where(AllocationRow.agreement_id == agreement_id)
    return sorted(
        (row.section, row.type.value, [(amount.year, amount.kroner) for amount in row.amounts])
        for row in session.scalars(rows.options(selectinload(AllocationRow.amounts)))
    )


def _promises_in(reading: Reading) -> list[Promise]:
    titles = {section.number: section.title for section in reading.sections}
    found = [
        Promise(
            key=place,
            section=each.section,
            section_title=titles.get(each.section, ""),
            title=each.task,
            kind=each.kind,
            committees=tuple(dict.fromkeys(each.committees)),
            start=each.deadline.start if each.deadline else None,
            due=each.deadline.due if each.deadline else None,
            recurrence=each.deadline.series if each.deadline else None,
            quote=each.quote,
        )
        for place, each in enumerate(reading.commitments)
    ]
    for saving in reading.savings:
        first = min((year for year, kroner in saving.amounts.items() if kroner), default=None)
        found.append(
            Promise(
                key=len(found),
                section=None,
                section_title="",
                title=saving.title,
                kind=TaskKind.IMPLEMENTATION,
                committees=(saving.committee,) if saving.committee else (),
                start=date(first, 1, 1) if first else None,
                due=date(first, 12, 31) if first else None,
                recurrence=None,
                quote="",
                code=saving.code,
                amounts=tuple(sorted(saving.amounts.items())),
            )
        )
    return found


def prepare(
    session: Session,
    agreement_id: int,
    *,
    text: str,
    file_name: str,
    reading: Reading,
    pages: Sequence[int] = (),
    actor: Actor,
    now: datetime,
) -> None:
    """Keeps `text` as the draft of a corrected version; changes nothing that is in force.

    Raises `NotFoundError`, and `InputError` when another draft waits or the text is known already.
    """
    require(actor, Right.IMPORT)
    agreement = in_force(session, agreement_id)
    waiting = _draft(session, agreement_id, lock=True)
    if waiting is not None and letters(waiting.text.text) == letters(text):
        return
    if waiting is not None:
        raise InputError(
            gettext(
                "Der venter allerede en rettet udgave af «%(title)s» (%(file_name)s). Tag stilling til "
                "den, eller kassér den først."
            )
            % {"title": agreement.title, "file_name": waiting.text.file_name},
            "revises",
        )
    known = agreements.find_same(session, text)
    if known is not None:
        raise InputError(
            gettext("Teksten er indlæst før, som «%(title)s»; der er ikke noget at rette.") % {"title": known.title},
            "revises",
        )
    draft = agreements.add_text(
        session,
        text=text,
        file_name=file_name,
        reading=reading,
        pages=pages,
        title=agreement.title,
        actor=actor,
        now=now,
    )
    former = select(func.count()).select_from(AgreementVersion).where(AgreementVersion.agreement_id == agreement_id)
    number = 2 + (session.scalar(former) or 0)
    try:
        with session.begin_nested():
            session.add(AgreementVersion(text=draft, agreement_id=agreement_id, standing=Standing.DRAFT, number=number))
    except IntegrityError:  # somebody else was faster
        raise InputError(
            gettext("Der venter allerede en rettet udgave af «%(title)s».") % {"title": agreement.title}, "revises"
        ) from None


def compare_draft(session: Session, agreement_id: int) -> Comparison:
    """The draft of an agreement against the text in force. Raises `InputError` where none waits."""
    agreement = in_force(session, agreement_id)
    version = require_draft(session, agreement_id)
    old, new = _proposals(session, agreement_id), _proposals(session, version.text_id)
    pairs = compare(_promises(session, agreement_id, old.values()), _promises(session, version.text_id, new.values()))
    tasks = _tasks(session, agreement_id)
    places = _Places(version.text)
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


def release(session: Session, agreement_id: int, *, actor: Actor) -> Agreement:
    """Says that the draft is no corrected version, but an agreement of its own."""
    require(actor, Right.IMPORT)
    version = require_draft(session, agreement_id, lock=True)
    draft = version.text
    session.delete(version)
    session.flush()
    return draft


def discard(session: Session, agreement_id: int, *, actor: Actor) -> None:
    """Throws the draft away."""
    session.delete(release(session, agreement_id, actor=actor))
    session.flush()


def in_force(session: Session, agreement_id: int) -> Agreement:
    """The agreement; raises `NotFoundError` for one that is not there, or another version of one."""
    agreement = session.get(Agreement, agreement_id)
    if agreement is None or session.get(AgreementVersion, agreement_id) is not None:
        raise NotFoundError(gettext("Aftale %(agreement_id)s findes ikke.") % {"agreement_id": agreement_id})
    return agreement


def require_draft(session: Session, agreement_id: int, *, lock: bool = False) -> AgreementVersion:
    """The draft, locked until the transaction ends if asked; raises `InputError` where none waits."""
    version = _draft(session, agreement_id, lock=lock)
    if version is None:
        raise InputError(gettext("Der venter ingen rettet udgave af aftalen."))
    return version


def _draft(session: Session, agreement_id: int, *, lock: bool = False) -> AgreementVersion | None:
    query = select(AgreementVersion).where(
        AgreementVersion.agreement_id == agreement_id, AgreementVersion.standing == Standing.DRAFT
    )
    return session.scalar(query.with_for_update().execution_options(populate_existing=True) if lock else query)


def _same_name(stored: Agreement, reading: Reading) -> bool:
    head = reading.agreement
    return (
        letters(stored.title) == letters(head.title or "")
        and stored.organisation == head.organisation
        and len({stored.signed_on, head.signed_on} - {None}) < 2
    )


def _proposals(session: Session, text_id: int) -> dict[int, Proposal]:
    found = session.scalars(
        select(Proposal)
        .where(Proposal.agreement_id == text_id, ~Proposal.set_aside)
        .options(selectinload(Proposal.committees), joinedload(Proposal.saving).selectinload(SavingRow.amounts))
        .order_by(Proposal.start_offset, Proposal.id)
    )
    return {proposal.id: proposal for proposal in found}


def _promises(session: Session, text_id: int, proposals: Iterable[Proposal]) -> list[Promise]:
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
    """Finds words in a text by their letters, however the lines are broken."""

    def __init__(self, agreement: Agreement) -> None:
        self._sections = agreement.sections
        signs = [(offset, sign.casefold()) for offset, sign in enumerate(agreement.text) if sign.isalnum()]
        self._letters = "".join(sign for _offset, sign in signs)
        self._offsets = [offset for offset, sign in signs for _letter in sign]

    def find(self, words: str) -> tuple[int, int, str | None] | None:
        """Where `words` stand, as a start, an end and the section's number; none where they do not."""
        wanted = letters(words)
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
        return Change(pair, old, None, task, False, None if old.saving else places.find(old.quote))
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
