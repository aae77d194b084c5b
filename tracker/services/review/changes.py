"""A person writes proposals: corrects one, splits it, merges two, or adds what the reader missed.

What is written is a `Draft`. Its words are looked up in the stored text, so that offsets always point at what they say.
Only proposals that wait are changed; a task is changed on its own page. All raise `InputError` with the field at fault.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NotRequired, TypedDict

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.deadlines import DEFAULT, Conventions
from tracker.agreement.owners.register import NO_REGISTER, Register
from tracker.agreement.reader import read_marked, read_times
from tracker.agreement.structure.outline import outline
from tracker.agreement.text.marking import find_words
from tracker.agreement.values import Basis, Deadline, DeadlineKind, TaskKind
from tracker.db.models import Agreement, Committee, Proposal, ProposalState
from tracker.domain.review import Decision, tell
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.sayings import Saying
from tracker.services.actors import Actor, require
from tracker.services.review.proposals import Seen, open_proposals, require_waiting
from tracker.services.review.record import Stroke, facts_of, name_committees, record, touch

LONGEST_TITLE = 300
BETWEEN = 300
"""How many code points may stand between two proposals for their words to be taken as one stretch."""
BY_PERSON = "person"
"""The rule of a date that a person set."""


class Who(TypedDict):
    """What every change is told: who, when, and how the municipality reads times."""

    actor: Actor
    now: datetime
    conventions: NotRequired[Conventions]


@dataclass(frozen=True, slots=True)
class Draft:
    """What a person writes of a proposal. `quote` and `expression` are words of the agreement; `repeats`: as read."""

    title: str
    kind: TaskKind
    committees: tuple[str, ...]
    starts_on: date | None
    due_on: date | None
    quote: str
    expression: str = ""
    repeats: bool = True

    @classmethod
    def of(cls, proposal: Proposal) -> Draft:
        """A proposal as it stands."""
        return cls(
            title=proposal.title,
            kind=proposal.kind,
            committees=tuple(each.name for each in proposal.committees),
            starts_on=proposal.starts_on,
            due_on=proposal.due_on,
            quote=proposal.quote,
            expression=proposal.expression or "",
            repeats=proposal.recurrence is not None,
        )

    def told(self) -> dict[str, str]:
        """The draft in Danish words, for whoever compares it with another's."""
        days = {name: day and day.isoformat() for name, day in (("starts_on", self.starts_on), ("due_on", self.due_on))}
        words = {"quote": self.quote, "expression": self.expression}
        return tell({"title": self.title, "kind": self.kind, "committees": self.committees, **days, **words})


def correct(
    session: Session,
    agreement_id: int,
    proposal_id: int,
    draft: Draft,
    *,
    revision: int | None,
    actor: Actor,
    now: datetime,
    conventions: Conventions = DEFAULT,
) -> Proposal:
    """Writes a proposal anew."""
    [proposal] = _open(session, agreement_id, {proposal_id: revision}, draft, actor)
    before = facts_of(proposal)
    _write(session, proposal, draft, actor, conventions)
    record(session, proposal, before, Decision.CORRECTED, Stroke.of(actor, now))
    session.flush()
    return proposal


def split(
    session: Session,
    agreement_id: int,
    proposal_id: int,
    first: Draft,
    second: Draft,
    *,
    revision: int | None,
    actor: Actor,
    now: datetime,
    conventions: Conventions = DEFAULT,
) -> tuple[Proposal, Proposal]:
    """Makes two proposals of one: it becomes `first`, and `second` is new. Its faults name fields with «second-»."""
    [proposal] = _open(session, agreement_id, {proposal_id: revision}, first, actor)
    _require_sentence(proposal)
    before, stroke = facts_of(proposal), Stroke.of(actor, now)
    other = _new(proposal.agreement_id, near=proposal.start_offset)
    try:
        _write(session, other, second, actor, conventions, like=proposal)
    except InputError as error:
        raise InputError(str(error), f"second-{error.field}") from None
    _write(session, proposal, first, actor, conventions)
    session.add(other)
    session.flush()
    record(session, proposal, before, Decision.SPLIT, stroke)
    record(session, other, None, Decision.SPLIT, stroke)
    session.flush()
    return proposal, other


def merge(
    session: Session,
    agreement_id: int,
    kept_id: int,
    other_id: int,
    draft: Draft,
    *,
    revisions: tuple[int | None, int | None],
    actor: Actor,
    now: datetime,
    conventions: Conventions = DEFAULT,
) -> Proposal:
    """Makes one proposal of two: the first becomes `draft`, and the other is set aside."""
    if kept_id == other_id:
        raise InputError(gettext("Vælg to forskellige forslag at samle."))
    opened = _open(session, agreement_id, {kept_id: revisions[0], other_id: revisions[1]}, draft, actor)
    kept, other = sorted(opened, key=lambda one: one.id != kept_id)
    for proposal in opened:
        _require_sentence(proposal)
    befores, stroke = [facts_of(kept), facts_of(other)], Stroke.of(actor, now)
    _write(session, kept, draft, actor, conventions)
    other.state, other.set_aside = ProposalState.REJECTED, True
    record(session, kept, befores[0], Decision.MERGED, stroke)
    record(session, other, befores[1], Decision.MERGED, stroke)
    session.flush()
    return kept


def add(
    session: Session,
    agreement_id: int,
    draft: Draft,
    *,
    near: int,
    actor: Actor,
    now: datetime,
    conventions: Conventions = DEFAULT,
) -> Proposal:
    """Adds a proposal that the reader missed; its words are those nearest to the offset `near`."""
    require(actor, Right.IMPORT)
    proposal = _new(agreement_id, near=near)
    _write(session, proposal, draft, actor, conventions)
    session.add(proposal)
    session.flush()
    record(session, proposal, None, Decision.ADDED, Stroke.of(actor, now))
    session.flush()
    return proposal


def merged(kept: Proposal, other: Proposal, text: str) -> Draft:
    """What the two would be as one: all committees, the earlier due, and the words of both with what stands between
    them; where that is much, the words of `kept`."""
    dated = min((one for one in (kept, other) if one.due_on), key=lambda one: one.due_on or date.max, default=kept)
    first, last = min(kept.start_offset, other.start_offset), max(kept.end_offset, other.end_offset)
    apart = max(kept.start_offset, other.start_offset) - min(kept.end_offset, other.end_offset)
    return replace(
        Draft.of(dated),
        title=kept.title,
        kind=kept.kind,
        committees=tuple(dict.fromkeys(each.name for one in (kept, other) for each in one.committees)),
        quote=text[first:last] if apart <= BETWEEN else kept.quote,
    )


def propose(
    agreement: Agreement,
    words: str,
    near: int,
    *,
    register: Register = NO_REGISTER,
    conventions: Conventions = DEFAULT,
) -> tuple[Draft, str | None]:
    """What marked words seem to promise, to be looked at, and the explanation of the date.

    Raises `InputError` for words that do not stand in the text.
    """
    start, end = _place(agreement.text, words, near, "quote")
    found = read_marked(
        agreement.text,
        start,
        end,
        signed_on=agreement.signed_on,
        organisation=agreement.organisation,
        register=register,
        conventions=conventions,
    )
    deadline = found.deadline
    draft = Draft(
        title=found.task,
        kind=found.kind,
        committees=found.committees,
        starts_on=deadline.start if deadline else None,
        due_on=deadline.due if deadline else None,
        quote=agreement.text[start:end],
        expression=deadline.expression if deadline else "",
        repeats=bool(deadline and deadline.recurrence),
    )
    return draft, deadline.explanation if deadline else None


def _open(session: Session, agreement_id: int, seen: Seen, draft: Draft, actor: Actor) -> list[Proposal]:
    require(actor, Right.IMPORT)
    opened = open_proposals(session, seen, agreement_id=agreement_id, yours=draft.told())
    for proposal in opened:
        require_waiting(proposal)
    return opened


def _require_sentence(proposal: Proposal) -> None:
    if proposal.saving_id is not None:
        raise InputError(gettext("En besparelse følges række for række og kan hverken deles eller samles."))


def _new(agreement_id: int, *, near: int) -> Proposal:
    return Proposal(
        agreement_id=agreement_id,
        state=ProposalState.WAITING,
        confidence=1.0,
        committees_inferred=False,
        start_offset=near,
        end_offset=near,
        quote="",
        title="",
        kind=TaskKind.IMPLEMENTATION,
        by_person=True,
    )


def _write(
    session: Session,
    proposal: Proposal,
    draft: Draft,
    actor: Actor,
    conventions: Conventions,
    like: Proposal | None = None,
) -> None:
    """Puts a draft into a proposal; nothing is changed when it holds a fault. `like`: what it was split from."""
    agreement = session.get(Agreement, proposal.agreement_id)
    if agreement is None:
        raise NotFoundError(gettext("Aftalen findes ikke."))
    title = _title(draft)
    known = {each.name for each in (like or proposal).committees}
    committees = _committees(session, draft, known)
    place = None if proposal.id is None else proposal.start_offset
    quote = (proposal.start_offset, proposal.end_offset)
    if draft.quote.split() != proposal.quote.split() and proposal.saving_id is None:
        quote = _place(agreement.text, draft.quote, proposal.start_offset, "quote")
    words = _expression(agreement.text, draft, proposal, quote)
    if draft.starts_on and draft.due_on and draft.starts_on > draft.due_on:
        raise InputError(gettext("Den første dag ligger efter fristen."), "starts_on")
    if committees != tuple(each.name for each in proposal.committees):
        name_committees(proposal, committees)
        proposal.committees_inferred = False
    proposal.title, proposal.kind, proposal.by_person = title, draft.kind, True
    proposal.start_offset, proposal.end_offset = quote
    proposal.quote = agreement.text[slice(*quote)]
    if like is not None:
        proposal.section = like.section
    elif quote[0] != place:
        proposal.section = outline(agreement.text).section_at(quote[0])
    _date(proposal, draft, words, _read(agreement, words, draft, conventions), actor)
    proposal.expression = agreement.text[slice(*words)] if words else None
    touch(proposal)


def _title(draft: Draft) -> str:
    title = " ".join(draft.title.split())
    if not title:
        raise InputError(gettext("Skriv, hvad opgaven er."), "title")
    if len(title) > LONGEST_TITLE:
        raise InputError(
            gettext("Opgavens navn må højst have %(longest_title)s tegn; det har %(count)s.")
            % {"longest_title": LONGEST_TITLE, "count": len(title)},
            "title",
        )
    return title


def _committees(session: Session, draft: Draft, known: set[str]) -> tuple[str, ...]:
    named = tuple(dict.fromkeys(draft.committees))
    unknown = [name for name in named if name not in known]
    there = set(session.scalars(select(Committee.name).where(Committee.name.in_(unknown)))) if unknown else set()
    for name in unknown:
        if name not in there:
            raise InputError(gettext("Udvalget «%(name)s» findes ikke.") % {"name": name}, "committees")
    return named


def _place(text: str, words: str, near: int, field: str) -> tuple[int, int]:
    if not words.strip():
        raise InputError(gettext("Skriv de ord i aftalen, som løftet står i."), field)
    found = find_words(text, words, near)
    if found is None:
        raise InputError(gettext("De ord står ikke i aftalen. Skriv dem, som de står i teksten."), field)
    return found


def _expression(text: str, draft: Draft, proposal: Proposal, quote: tuple[int, int]) -> tuple[int, int] | None:
    """Where the words that give the time stand: where they stood, else nearest to the beginning of the quote."""
    if not draft.expression.strip():
        return None
    before = proposal.expression_start
    same = draft.expression.split() == (proposal.expression or "").split()
    if same and before is not None and proposal.expression_end is not None:
        return before, proposal.expression_end
    inside = find_words(text[slice(*quote)], draft.expression, 0)
    if inside is not None:
        return inside[0] + quote[0], inside[1] + quote[0]
    return _place(text, draft.expression, quote[0], "expression")


def _date(proposal: Proposal, draft: Draft, words: tuple[int, int] | None, read: Deadline | None, actor: Actor) -> None:
    """Sets the dates, and says where they come from: the words, read by the grammar, or the person."""
    same = (draft.starts_on, draft.due_on) == (proposal.starts_on, proposal.due_on)
    moved = words != (proposal.expression_start, proposal.expression_end) and words is not None
    proposal.expression_start, proposal.expression_end = words or (None, None)
    if same and not moved and proposal.rule is not None:
        if not draft.repeats:
            proposal.recurrence = None
        return
    proposal.starts_on, proposal.due_on = draft.starts_on, draft.due_on
    if read is not None:
        proposal.deadline_kind, proposal.rule, proposal.explanation = read.kind, read.rule, read.explanation
        proposal.recurrence = read.series if draft.repeats else None
    elif draft.starts_on or draft.due_on:
        proposal.deadline_kind = DeadlineKind.DURING if draft.starts_on and draft.due_on else DeadlineKind.BY
        if draft.starts_on and not draft.due_on:
            proposal.deadline_kind = DeadlineKind.FROM
        proposal.rule, proposal.explanation = (
            BY_PERSON,
            Saying("Fristen er sat af %(name)s i gennemgangen.", name=actor.name),
        )
        proposal.recurrence = proposal.recurrence if draft.repeats else None
    else:
        proposal.deadline_kind = DeadlineKind.VAGUE if words else None
        proposal.rule = proposal.explanation = proposal.recurrence = None
    if proposal.saving_id is None:
        proposal.basis = (proposal.basis or Basis.EXPLICIT) if proposal.deadline_kind else None


def _read(
    agreement: Agreement, words: tuple[int, int] | None, draft: Draft, conventions: Conventions
) -> Deadline | None:
    """The reading of the words that gives the draft's dates."""
    if words is None:
        return None
    around = max(0, words[0] - 400), min(len(agreement.text), words[1] + 100)
    times: Sequence[Deadline] = [
        time
        for span in (words, around)
        for time in read_times(agreement.text, *span, signed_on=agreement.signed_on, conventions=conventions)
    ]
    return next(
        (
            time
            for time in times
            if (time.start, time.due) == (draft.starts_on, draft.due_on)
            and time.expression_start < words[1]
            and words[0] < time.expression_end
        ),
        None,
    )
