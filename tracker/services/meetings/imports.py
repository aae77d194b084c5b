"""Meetings from a file: compared with those that stand, taken in, and taken back.

A meeting is recognised by its lasting name (UID) where the file has one, else by its committee and day. So the same
file twice changes nothing, and a meeting that was moved in its calendar moves here too instead of standing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.agreement.owners.committees import Roll, roll
from tracker.agreement.owners.register import Committee as ReadCommittee
from tracker.agreement.owners.register import Register
from tracker.db.models import Committee, Meeting, MeetingImport
from tracker.documents.meetings import MeetingFile, MeetingLine
from tracker.documents.sheets import Fault
from tracker.domain.committees import WordKind
from tracker.domain.roles import Right, may
from tracker.errors import InputError, NotFoundError
from tracker.language import day_words, gettext, mark
from tracker.services.actors import Actor, require
from tracker.services.committees.register import load_committees
from tracker.services.meetings.meetings import reported_count, reported_words


class Change(StrEnum):
    """What a line of a file does to the meetings that stand."""

    NEW = "new"
    MOVED = "moved"
    HOUR = "hour"
    CANCELLED = "cancelled"
    RESTORED = "restored"
    UNCHANGED = "unchanged"


@dataclass(slots=True)
class PlannedMeeting:
    """A line and what it does. `meeting` is the one that stands; `was_on` its day until now."""

    line: MeetingLine
    change: Change
    committee_id: int
    committee: str
    meeting: Meeting | None = None
    was_on: date | None = None


@dataclass(frozen=True, slots=True)
class MeetingPlan:
    """What a file does. `unknown` are names of no known committee, with how many meetings each has."""

    meetings: Sequence[PlannedMeeting]
    faults: Sequence[Fault]
    unknown: Mapping[str, int] = field(default_factory=dict)

    @property
    def counts(self) -> Counter[Change]:
        """How many meetings of each sort of change."""
        return Counter(each.change for each in self.meetings)

    @property
    def changes(self) -> Sequence[PlannedMeeting]:
        """What the file changes."""
        return [each for each in self.meetings if each.change is not Change.UNCHANGED]


def plan_import(
    session: Session,
    file: MeetingFile,
    *,
    actor: Actor,
    default: int | None = None,
    chosen: Mapping[str, int] | None = None,
) -> MeetingPlan:
    """What `file` would do to the meetings that stand; writes nothing.

    `default` is the committee of every line that names none, `chosen` those that a person says unknown names mean.
    """
    finder = _Finder(session, default, chosen or {})
    meetings = list(session.scalars(select(Meeting)))
    named = {(each.committee_id, each.uid): each for each in meetings if each.uid}
    on_day = {(each.committee_id, each.held_on): each for each in meetings}
    places: list[tuple[MeetingLine, Committee, Meeting | None]] = []
    faults = list(file.faults)
    unknown: Counter[str] = Counter()
    seen: set[tuple[int, str | date]] = set()
    for line in file.lines:
        committee = finder.find(line)
        if committee is None:
            unknown[finder.name(line)] += 1
            continue
        if not may(actor.role, Right.MEETINGS, own=actor.committees, concerned={committee.id}):
            faults.append(Fault(line.number, gettext("du kan ikke ændre møder i %(name)s.") % {"name": committee.name}))
            continue
        key = committee.id, line.uid or line.held_on
        if key in seen:
            faults.append(
                Fault(line.number, gettext("mødet %(day)s står to gange i filen.") % {"day": day_words(line.held_on)})
            )
            continue
        seen.add(key)
        places.append((line, committee, named.get((committee.id, line.uid or ""))))
    leaving = {found.id for line, _committee, found in places if found and found.held_on != line.held_on}
    planned = []
    for line, committee, found in places:
        there = on_day.get((committee.id, line.held_on))
        standing = found or (there if there is not None and there.id not in leaving else None)
        planned.append(_planned(line, committee, standing))
    return MeetingPlan(_without_clashes(session, planned, meetings, faults), sorted(faults, key=_number), dict(unknown))


def import_meetings(
    session: Session, plan: MeetingPlan, *, file_name: str, actor: Actor, now: datetime
) -> MeetingImport | None:
    """Carries out what was planned in the same transaction; none when it changes nothing."""
    for committee_id in sorted({each.committee_id for each in plan.changes}):
        require(actor, Right.MEETINGS, [committee_id])
        session.execute(select(Committee.id).where(Committee.id == committee_id).with_for_update())
    standing = {each.id: each for each in session.scalars(select(Meeting))}
    before = {meeting_id: _snapshot(meeting) for meeting_id, meeting in standing.items()}
    _make_way(session, plan.changes, standing)
    for each in plan.meetings:
        _carry_out(session, each)
    session.flush()
    after = {each.id: _snapshot(each) for each in session.scalars(select(Meeting))}
    changes = [
        {"id": each, "before": before.get(each), "after": after.get(each)}
        for each in sorted(before.keys() | after.keys())
        if before.get(each) != after.get(each)
    ]
    if not changes:
        return None
    record = MeetingImport(
        at=now, actor_id=actor.user_id, actor_name=actor.name, file_name=file_name[:300], changes=changes
    )
    session.add(record)
    session.flush()
    return record


def undo_import(session: Session, import_id: int, *, actor: Actor, now: datetime) -> MeetingImport:
    """Takes an import back, all or nothing: refused when a meeting has changed since, or tasks were reported at it."""
    record = session.scalar(select(MeetingImport).where(MeetingImport.id == import_id).with_for_update())
    if record is None:
        raise NotFoundError(gettext("Indlæsningen findes ikke."))
    if record.undone_at is not None:
        raise InputError(gettext("Indlæsningen er allerede fortrudt."))
    concerned = {(each["after"] or each["before"])["committee_id"] for each in record.changes}
    for committee_id in sorted(concerned):
        require(actor, Right.MEETINGS, [committee_id])
        session.execute(select(Committee.id).where(Committee.id == committee_id).with_for_update())
    standing = {each.id: each for each in session.scalars(select(Meeting).execution_options(populate_existing=True))}
    for each in record.changes:
        _refuse_if_changed(session, each, standing.get(each["id"]))
    for place, each in enumerate(record.changes):  # no two meetings may stand on one day, not even on the way
        meeting = standing.get(each["id"])
        if meeting is not None and each["before"] is None:
            session.delete(meeting)
        elif meeting is not None:
            meeting.held_on = _ASIDE + timedelta(days=place)
    session.flush()
    for each in record.changes:
        if each["before"] is not None:
            meeting = standing.get(each["id"]) or Meeting(id=each["id"])
            _restore(meeting, each["before"])
            session.add(meeting)
    record.undone_at = now
    session.flush()
    return record


_ASIDE = date(1, 1, 1)
"""Days on which meetings stand while others change place with them."""


class _Finder:
    """Which committee a line means."""

    def __init__(self, session: Session, default: int | None, chosen: Mapping[str, int]) -> None:
        committees = load_committees(session)
        self._by_id = {each.id: each for each in committees}
        former = {word.casefold(): each for each in committees for word in each.words_of(WordKind.FORMER_NAME)}
        self._by_name = former | {
            word.casefold(): each for each in committees for word in (each.name, *each.abbreviations)
        }
        self._default = self._by_id.get(default) if default is not None else None
        self._chosen = {name: self._by_id[each] for name, each in chosen.items() if each in self._by_id}
        self._register = Register(
            tuple(
                ReadCommittee(each.name, each.abbreviations, each.words_of(WordKind.FORMER_NAME)) for each in committees
            )
        )
        self._known: dict[tuple[str, str], Committee | None] = {}

    def name(self, line: MeetingLine) -> str:
        """What the file calls the committee."""
        return line.committee or gettext("(uden udvalg)")

    def find(self, line: MeetingLine) -> Committee | None:
        """The committee by its name or abbreviation, or by a mention of it in the words of a calendar."""
        key = line.committee, line.context
        if key not in self._known:
            self._known[key] = self._find(line)
        return self._known[key]

    def _find(self, line: MeetingLine) -> Committee | None:
        if self.name(line) in self._chosen:
            return self._chosen[self.name(line)]
        exact = self._by_name.get(line.committee.casefold())
        if exact is not None:
            return exact
        for words in (line.committee, line.context):
            spoken: Roll = roll(words, self._register)
            for mention in spoken.mentions(words):
                if mention.known:
                    return self._by_name[mention.name.casefold()]
        return self._default


def _planned(line: MeetingLine, committee: Committee, standing: Meeting | None) -> PlannedMeeting:
    found = PlannedMeeting(line, Change.UNCHANGED, committee.id, committee.name, standing)
    if standing is None:
        found.change = Change.UNCHANGED if line.cancelled else Change.NEW
        return found
    found.was_on = standing.held_on
    if line.cancelled:
        found.change = Change.UNCHANGED if standing.cancelled else Change.CANCELLED
    elif standing.held_on != line.held_on:
        found.change = Change.MOVED
    elif standing.cancelled:
        found.change = Change.RESTORED
    elif line.starts_at and line.starts_at != standing.starts_at:
        found.change = Change.HOUR
    return found


def _without_clashes(
    session: Session, planned: list[PlannedMeeting], meetings: Sequence[Meeting], faults: list[Fault]
) -> list[PlannedMeeting]:
    """The plan without what cannot be done, each with its fault: a meeting at which tasks were reported cannot go, and
    two cannot stand on one day."""
    kept = []
    for each in planned:
        verb = {Change.MOVED: mark("flyttes"), Change.CANCELLED: mark("aflyses")}.get(each.change)
        why = reported_words(session, each.meeting, verb) if verb and each.meeting else None
        if why:
            faults.append(Fault(each.line.number, why))
        else:
            kept.append(each)
    while True:
        clash = _clash(kept, meetings)
        if clash is None:
            return kept
        kept.remove(clash)
        day = day_words(clash.line.held_on)
        faults.append(
            Fault(
                clash.line.number,
                gettext("%(committee)s har allerede et andet møde %(day)s.")
                % {"committee": clash.committee, "day": day},
            )
        )


def _clash(planned: list[PlannedMeeting], meetings: Sequence[Meeting]) -> PlannedMeeting | None:
    """A meeting that would come to stand on the day of another."""
    going = {id(each.meeting) for each in planned if each.change in {Change.MOVED, Change.CANCELLED}}
    taken = {(each.committee_id, each.held_on) for each in meetings if not each.cancelled and id(each) not in going}
    for each in planned:
        if each.change in {Change.NEW, Change.MOVED, Change.RESTORED}:
            key = each.committee_id, each.line.held_on
            if key in taken:
                return each
            taken.add(key)
    return None


def _make_way(session: Session, changes: Sequence[PlannedMeeting], standing: Mapping[int, Meeting]) -> None:
    """Sets aside the meetings that move, and takes away cancelled ones from days that others come to."""
    wanted = {(each.committee_id, each.line.held_on) for each in changes if each.change is Change.MOVED}
    for place, each in enumerate(changes):
        if each.change is Change.MOVED and each.meeting is not None:
            each.meeting.held_on = _ASIDE + timedelta(days=place)
    for meeting in standing.values():
        if meeting.cancelled and (meeting.committee_id, meeting.held_on) in wanted:
            session.delete(meeting)
    session.flush()


def _carry_out(session: Session, each: PlannedMeeting) -> None:
    line, meeting = each.line, each.meeting
    if each.change is Change.NEW:
        meeting = Meeting(committee_id=each.committee_id)
        session.add(meeting)
    if meeting is None:
        return
    if meeting.uid is None:
        meeting.uid = line.uid
    if each.change is Change.CANCELLED:
        meeting.cancelled = True
    elif each.change is not Change.UNCHANGED:
        meeting.held_on, meeting.cancelled = line.held_on, False
        meeting.starts_at = line.starts_at or meeting.starts_at


def _refuse_if_changed(session: Session, change: Mapping[str, Any], meeting: Meeting | None) -> None:
    now = _snapshot(meeting) if meeting is not None else None
    if now != change["after"]:
        day = day_words(date.fromisoformat((change["after"] or change["before"])["held_on"]))
        raise InputError(
            gettext("Mødet %(day)s er ændret siden indlæsningen, så den kan ikke fortrydes. Ret møderne i hånden.")
            % {"day": day}
        )
    leaves = change["before"] is None or change["before"]["held_on"] != now["held_on"] if now else False
    if meeting is not None and leaves and reported_count(session, meeting):
        raise InputError(reported_words(session, meeting, "fjernes") or "")


def _snapshot(meeting: Meeting) -> dict[str, Any]:
    return {
        "committee_id": meeting.committee_id,
        "held_on": meeting.held_on.isoformat(),
        "starts_at": meeting.starts_at,
        "uid": meeting.uid,
        "cancelled": meeting.cancelled,
    }


def _restore(meeting: Meeting, snapshot: Mapping[str, Any]) -> None:
    meeting.committee_id, meeting.held_on = snapshot["committee_id"], date.fromisoformat(snapshot["held_on"])
    meeting.starts_at, meeting.uid, meeting.cancelled = (snapshot[name] for name in ("starts_at", "uid", "cancelled"))


def _number(fault: Fault) -> int:
    return fault.number
