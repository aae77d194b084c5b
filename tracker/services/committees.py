"""The register of committees, and their meetings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.committees import Committee as ReadingCommittee
from tracker.agreement.committees import Register
from tracker.db.models import Committee, Meeting
from tracker.documents.meetings import MeetingLine
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.services.actors import Actor, require
from tracker.services.meeting_rules import apply_configured_rules
from tracker.settings import CommitteeSettings


@dataclass(frozen=True, slots=True)
class MeetingsResult:
    """How many meetings were new, and how many stood there already."""

    new: int
    known: int


def register_committees(session: Session, register: Sequence[CommitteeSettings]) -> None:
    """Makes every committee of `register` known; what the register says of one stands above what stood before."""
    known = {committee.name: committee for committee in session.scalars(select(Committee))}
    for entry in register:
        committee = known.get(entry.name)
        if committee is None:
            committee = known[entry.name] = Committee(name=entry.name)
            session.add(committee)
        if entry.abbreviations:
            committee.abbreviation = entry.abbreviations[0]
    session.flush()
    apply_configured_rules(session, register)


def reading_register(register: Iterable[CommitteeSettings]) -> Register:
    """The register as the reader takes it."""
    return Register(
        tuple(ReadingCommittee(entry.name, entry.abbreviations, subjects=entry.subjects) for entry in register)
    )


def find_committee(session: Session, name: str) -> Committee:
    """The committee of that name or abbreviation, whatever the case; raises `NotFoundError` with those there are."""
    committees = session.scalars(select(Committee).order_by(Committee.name)).all()
    wanted = name.strip().casefold()
    for committee in committees:
        if wanted in (committee.name.casefold(), (committee.abbreviation or "").casefold()):
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
