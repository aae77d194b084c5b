"""Committees found by what they are called, and their meetings; the register itself stands in `register`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Committee, Meeting
from tracker.documents.meetings import MeetingLine
from tracker.domain.committees import WordKind
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.services.actors import Actor, require
from tracker.services.register import load_committees


@dataclass(frozen=True, slots=True)
class MeetingsResult:
    """How many meetings were new, and how many stood there already."""

    new: int
    known: int


def find_committee(session: Session, name: str) -> Committee:
    """The committee of that name, former name or abbreviation, whatever the case.

    A name of today stands above a former one. Raises `NotFoundError` with those there are.
    """
    committees = load_committees(session)
    wanted = name.strip().casefold()
    called = (
        lambda each: (each.name, *each.abbreviations),
        lambda each: each.words_of(WordKind.FORMER_NAME),
    )
    for names in called:
        for committee in committees:
            if wanted in {word.casefold() for word in names(committee)}:
                return committee
    there = ", ".join(committee.name for committee in committees) or "ingen endnu"
    raise NotFoundError(f"Udvalget «{name}» findes ikke. Der er: {there}.")


def add_meetings(session: Session, lines: Iterable[MeetingLine], *, actor: Actor) -> MeetingsResult:
    """Adds meetings; one that is known on its day keeps its row and takes the new hour.

    All or nothing: raises `InputError` that names the line of an unknown committee, and `ForbiddenError`.
    """
    found: dict[str, Committee] = {}
    known = {(meeting.committee_id, meeting.held_on): meeting for meeting in session.scalars(select(Meeting))}
    new = already = 0
    for line in lines:
        if line.committee not in found:
            try:
                found[line.committee] = find_committee(session, line.committee)
            except NotFoundError as error:
                raise InputError(f"Linje {line.number}: {error}") from None
            require(actor, Right.MEETINGS, [found[line.committee].id])
        key = found[line.committee].id, line.held_on
        if key in known:
            already += 1
            known[key].starts_at = line.starts_at or known[key].starts_at
        else:
            new += 1
            known[key] = Meeting(committee_id=key[0], held_on=line.held_on, starts_at=line.starts_at)
            session.add(known[key])
    session.flush()
    return MeetingsResult(new, already)
