"""Committees that documents name and the register lacks: a person says that they are new, or whom they are.

They are made when an agreement is imported, so that no owner is lost; until a person has answered, the reader does not
know them. «The same as» gives everything that names the one to the other, each task with a line in its history.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from tracker.agreement.promises.clarity import unknown_committee
from tracker.agreement.values import FindingKind
from tracker.danish import sort_key
from tracker.db.models import (
    Agreement,
    Committee,
    CommitteeWord,
    FindingRow,
    Proposal,
    ProposalCommittee,
    Task,
    TaskOwner,
)
from tracker.db.queries.parts.versions import IN_FORCE
from tracker.domain.committees import WordKind
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.sayings import Quote, Saying
from tracker.services.actors import Actor, require
from tracker.services.committees.meeting_rules import send_through
from tracker.services.committees.register import load_committee, load_committees
from tracker.services.review.record import name_committees, touch
from tracker.services.tasks import tasks


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that the register lacks; `agreements` name it, as pairs of id and title."""

    name: str
    agreements: tuple[tuple[int, str], ...]
    proposals: int
    tasks: int


def list_unknown(session: Session) -> list[Unknown]:
    """The committees that documents name and the register lacks, by name."""
    committees = load_committees(session)
    registered = {each.name for each in committees if each.registered}
    told: dict[str, set[tuple[int, str]]] = {each.name: set() for each in committees if not each.registered}
    for message, agreement_id, title in _findings(session):
        name = unknown_committee(message)
        if name and name not in registered:
            told.setdefault(name, set()).add((agreement_id, title))
    named = (
        select(ProposalCommittee.name, Agreement.id, Agreement.title, func.count())
        .join(Proposal, ProposalCommittee.proposal_id == Proposal.id)
        .join(Agreement, Proposal.agreement_id == Agreement.id)
        .where(ProposalCommittee.name.in_(told), ~Proposal.set_aside, IN_FORCE)
        .group_by(ProposalCommittee.name, Agreement.id, Agreement.title)
    )
    proposals: dict[str, int] = {}
    for name, agreement_id, title, count in session.execute(named):
        told[name].add((agreement_id, title))
        proposals[name] = proposals.get(name, 0) + count
    counted = session.execute(
        select(Committee.name, func.count())
        .join(TaskOwner, TaskOwner.committee_id == Committee.id)
        .where(Committee.name.in_(told))
        .group_by(Committee.name)
    )
    owned = {row.name: row[1] for row in counted}
    return [
        Unknown(name, tuple(sorted(told[name])), proposals.get(name, 0), owned.get(name, 0))
        for name in sorted(told, key=sort_key)
    ]


def confirm(session: Session, names: Iterable[str], *, actor: Actor) -> list[str]:
    """Takes committees into the register as they are called; returns those that were not there."""
    require(actor, Right.IMPORT)
    known = {each.name: each for each in load_committees(session)}
    taken = []
    for name in dict.fromkeys(each.strip() for each in names):
        if not name:
            raise InputError(gettext("Skriv udvalgets navn."), "name")
        committee = known.get(name)
        if committee is None:
            committee = known[name] = Committee(name=name, words=[])
            session.add(committee)
        if not committee.registered:
            committee.registered = True
            taken.append(name)
        _answer(session, name)
    session.flush()
    return taken


def map_to(session: Session, name: str, committee_id: int, *, actor: Actor, now: datetime) -> int:
    """Says that `name` is another name of a committee: proposals and tasks that name it become that committee's.

    The name is kept, so that the next document is read right. Returns how many tasks changed their owner. Raises
    `NotFoundError` for a committee that is not there, and `InputError` for a name that is the register's own.
    """
    require(actor, Right.IMPORT)
    committee = load_committee(session, committee_id)
    found = next((each for each in load_committees(session) if each.name == name), None)
    if found is committee or (found is not None and found.registered):
        raise InputError(
            gettext("%(name)s står i registret. Brug en overdragelse, hvis det er afløst af %(name2)s.")
            % {"name": name, "name2": committee.name},
            "name",
        )
    if found is None and name not in {each.name for each in list_unknown(session)}:
        raise NotFoundError(gettext("Ingen aftale nævner «%(name)s».") % {"name": name})
    committee.registered = True
    if name not in committee.words_of(WordKind.FORMER_NAME):
        committee.words.append(CommitteeWord(kind=WordKind.FORMER_NAME, words=name))
    _rename_in_proposals(session, name, committee.name)
    moved = _own_tasks(session, found, committee, actor, now) if found else 0
    _answer(session, name)
    if found is not None:
        _join(session, found, committee)
    session.flush()
    return moved


def _findings(session: Session) -> Iterable[Row[str, int, str]]:
    """Message, and the agreement's id and title, of each finding on a committee."""
    return session.execute(
        select(FindingRow.message, Agreement.id, Agreement.title)
        .join(Agreement, FindingRow.agreement_id == Agreement.id)
        .where(FindingRow.kind == FindingKind.UNKNOWN_COMMITTEE, IN_FORCE)
    )


def _answer(session: Session, name: str) -> None:
    """Takes away the findings that ask who `name` is."""
    asked = session.scalars(select(FindingRow).where(FindingRow.kind == FindingKind.UNKNOWN_COMMITTEE))
    for finding in asked:
        if unknown_committee(finding.message) == name:
            session.delete(finding)


def _rename_in_proposals(session: Session, name: str, wanted: str) -> None:
    ids = select(ProposalCommittee.proposal_id).where(ProposalCommittee.name == name)
    for proposal in session.scalars(select(Proposal).where(Proposal.id.in_(ids))):
        name_committees(proposal, [wanted if each.name == name else each.name for each in proposal.committees])
        touch(proposal)


def _own_tasks(session: Session, found: Committee, committee: Committee, actor: Actor, now: datetime) -> int:
    owned = session.scalars(
        select(Task)
        .join(TaskOwner, TaskOwner.task_id == Task.id)
        .where(TaskOwner.committee_id == found.id)
        .order_by(Task.id)
    ).all()
    for task in owned:
        owners = [committee.id if each.committee_id == found.id else each.committee_id for each in task.owners]
        reason = Saying(
            "«%(name)s» er et andet navn for %(committee)s.", name=Quote(found.name), committee=Quote(committee.name)
        )
        tasks.reassign(session, task.id, list(dict.fromkeys(owners)), reason=reason, actor=actor, now=now)
    return len(owned)


def _join(session: Session, found: Committee, committee: Committee) -> None:
    """Gives the meetings and secretaries of `found` to `committee`, and removes it."""
    days = {meeting.held_on for meeting in committee.meetings}
    for meeting in list(found.meetings):
        if meeting.held_on not in days:
            found.meetings.remove(meeting)
            committee.meetings.append(meeting)
    known = {each.id for each in committee.secretaries}
    committee.secretaries += [each for each in found.secretaries if each.id not in known]
    found.secretaries = []
    send_through(session, found.id, committee.id)
    session.flush()
    session.delete(found)
