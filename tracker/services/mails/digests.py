"""What stands in a mail when it is written: the lines of the ledger that still apply, as the lists show them."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session, aliased

from tracker.db.models import Message, Reminder, ReminderState, Task, TaskEvent, User
from tracker.db.queries.reminders.reminders import Followed, load_followed
from tracker.db.queries.tasks.rows import TaskRow
from tracker.domain.answers import offered
from tracker.domain.calendar_names import sequence_of
from tracker.domain.facts import MailKind, TaskFacts
from tracker.domain.notices import Notice
from tracker.domain.planning import dropped_because
from tracker.domain.reasons import why
from tracker.domain.status import Status
from tracker.domain.turns import MONTH, QUARTER, Family, family_of
from tracker.domain.waits import awaited_words
from tracker.language import day_words, gettext, speaking
from tracker.mail.content import DigestContent, Entry, Part
from tracker.mail.rendering import Headers, Written, write_digest
from tracker.sayings import Saying
from tracker.services.mails.answer_links import AnswerLinks
from tracker.services.mails.answers import may_answer
from tracker.services.mails.return_paths import ReturnPaths
from tracker.services.reminders.notices import events_of, sentence_of

log = logging.getLogger(__name__)

ADDRESS_FAILED = Saying("Mails til modtagerens adresse kommer retur.")
"""Why a line falls away whose recipient no mail can be sent to; it is taken up again when the address was corrected."""

NOT_ACTIVE = Saying("Modtageren er ikke længere aktiv.")


@dataclass(frozen=True, slots=True)
class Look:
    """What was found on looking again at a mail.

    `dropped` has, by the id of a line of the ledger, the state in which it ends and why; `kept` the lines that still
    apply and the task of each as it stands now, `events` what a line tells of, where it is told at once.
    """

    dropped: Mapping[int, tuple[ReminderState, Saying]]
    kept: Sequence[tuple[Reminder, TaskRow]]
    events: Mapping[int, TaskEvent] = field(default_factory=dict)


def look_again(
    session: Session, messages: Sequence[Message], *, today: date, zone: ZoneInfo
) -> Iterator[tuple[Message, Look]]:
    """Which lines of each mail still apply, and which do not any more; what they need is loaded once for all.

    A mail that cannot be looked at stops no other: it is left out.
    """
    ids = [message.id for message in messages]
    followed = load_followed(session, today=today, zone=zone, where=_tasks_of(ids))
    tasks = {task.id: task for task in followed.facts.tasks}
    recipients = {message.recipient_id for message in messages}
    gone = _gone(session, recipients)
    later = _told_later(session, ids)
    events = events_of(session, [row for each in messages if each.kind == MailKind.AT_ONCE for row in each.reminders])
    for message in messages:
        try:
            look = _look(message, followed, tasks, later, gone=gone.get(message.recipient_id), today=today)
            yield message, replace(look, events=events)
        except Exception:
            if len(messages) == 1:
                raise
            log.exception("message %s cannot be looked at", message.id)


def _look(
    message: Message,
    followed: Followed,
    tasks: Mapping[int, TaskFacts],
    later: Mapping[int, date],
    *,
    gone: Saying | None,
    today: date,
) -> Look:
    queued = [row for row in message.reminders if row.state is ReminderState.QUEUED]
    dropped: dict[int, tuple[ReminderState, Saying]] = {}
    for row in queued:
        reason = dropped_because(
            tasks[row.task_id],
            followed.facts,
            version=row.deadline_version,
            recipient=row.recipient_id,
            kind=MailKind(message.kind),
            rule=row.rule,
            occurrence=row.occurrence,
            today=today,
        )
        if gone is not None:
            dropped[row.id] = ReminderState.VOID, gone
        elif reason is not None:
            dropped[row.id] = ReminderState.VOID, reason
        elif row.id in later:
            words = Saying("En senere påmindelse om samme opgave står i mailen %(day)s.", day=later[row.id])
            dropped[row.id] = ReminderState.SUPERSEDED, words
    kept = [(row, followed.rows[row.task_id]) for row in queued if row.id not in dropped]
    return Look(dropped, kept)


def _gone(session: Session, user_ids: Collection[int]) -> dict[int, Saying]:
    """Those of the users whom no mail can be sent to, and why."""
    found = session.execute(select(User.id, User.active).where(User.id.in_(user_ids), ~User.reachable))
    return {user: ADDRESS_FAILED if active else NOT_ACTIVE for user, active in found}


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom mails come from, and where their links lead; `links` makes those that answer without signing in,
    `return_paths` the envelope senders, where mails that come back are read.
    """

    address: str
    name: str
    base_url: str
    links: AnswerLinks | None = None
    return_paths: ReturnPaths | None = None

    @property
    def reads_returns(self) -> bool:
        """Whether mails that come back are read."""
        return self.return_paths is not None

    def envelope_of(self, message_id: int, header_message_id: str) -> str | None:
        """The envelope sender of a mail; none where it is the sender that every mail has."""
        return self.return_paths.of(message_id, header_message_id) if self.return_paths else None

    @property
    def mark(self) -> str:
        """Says whether two senders write the same, and gives nothing away of the key that signs links."""
        return sha256(repr((self.address, self.name, self.base_url, self.links)).encode("utf-8")).hexdigest()


def compose(look: Look, message: Message, recipient: User, *, today: date, sender: Sender) -> DigestContent:
    """What `message` says if it is written on `today`: a mail that was held up counts its days anew.

    It is said in the language that is spoken, and every task has its answers where the recipient may give them.
    """
    swallowed: defaultdict[int, list[str]] = defaultdict(list)
    for row in message.reminders:
        swallowed[row.task_id].append(row.rule)
    base_url = sender.base_url.rstrip("/")
    entries = []
    for line, task in look.kept:
        entry = _entry(task, line.rule, swallowed[task.id], base_url)
        if line.on_behalf_of is not None:
            entry = replace(entry, on_behalf_of=line.on_behalf_of.name)
        if line.id in look.events:
            entry = _told_at_once(entry, Notice(line.rule), look.events[line.id])
        if sender.links is not None and may_answer(recipient, frozenset(each.id for each in task.committees)):
            links = sender.links
            answers = tuple((each.label, links.address(line.id, today, each)) for each in offered(task.status))
            entry = replace(entry, answers=answers)
        entries.append(entry)
    return DigestContent(
        MailKind(message.kind),
        recipient.name,
        today,
        tuple(entries),
        sender.base_url,
        list_url=f"{base_url}/opgaver/?vis=alle&mail={message.id}",
        with_calendar=recipient.calendar_attached,
    )


def _told_at_once(entry: Entry, notice: Notice, event: TaskEvent) -> Entry:
    said = sentence_of(notice, event).said()
    return replace(entry, part=Part.NEWS, reason=said, headline=notice.headline, material_by=None, meeting=None)


def write(look: Look, message: Message, recipient: User, *, today: date, sender: Sender, zone: ZoneInfo) -> Written:
    """The mail as it is to go. Raises `DeliveryError` for an address that no mail can go to."""
    headers = Headers(message.header_message_id, message.header_date, recipient.email, sender.address, sender.name)
    with speaking(recipient.language):
        return write_digest(compose(look, message, recipient, today=today, sender=sender), headers, zone=zone)


def _tasks_of(message_ids: Sequence[int]) -> ColumnElement[bool]:
    queued = Reminder.state == ReminderState.QUEUED
    return Task.id.in_(select(Reminder.task_id).where(Reminder.message_id.in_(message_ids), queued))


def _told_later(session: Session, message_ids: Sequence[int]) -> dict[int, date]:
    """The lines of mails whose task stands in a later mail of the same kind to the same person, and its day."""
    newer, newer_mail = aliased(Reminder), aliased(Message)
    query = (
        select(Reminder.id, newer_mail.day)
        .join(Message, Reminder.message_id == Message.id)
        .join(newer, and_(newer.task_id == Reminder.task_id, newer.recipient_id == Reminder.recipient_id))
        .join(newer_mail, newer.message_id == newer_mail.id)
        .where(
            Reminder.message_id.in_(message_ids),
            newer_mail.kind == Message.kind,
            newer_mail.day > Message.day,
            or_(newer_mail.kind != MailKind.AT_ONCE, newer.rule == Reminder.rule),
            newer.state.in_((ReminderState.QUEUED, ReminderState.SENT)),
        )
    )
    return dict(session.execute(query).all())


def _entry(row: TaskRow, rule: str, rules: Sequence[str], base_url: str) -> Entry:
    """The task as the mail says it; `rule` is its newest turn, `rules` are all that the mail answers."""
    part = _part(row, rule)
    foremost = {rule, *(each for each in rules if family_of(each) in {Family.SILENCE, Family.LADDER})}
    reason = why(row.due_on, row.actionable, row.status, foremost, today=row.today, status_on=row.status_on).said()
    return Entry(
        part=part,
        committee=row.lead.name if row.lead else None,
        title=row.title,
        number=row.number,
        quote=None if row.is_saving else row.quote,  # the words of a saving are a row of a table
        due=row.due_on,
        material_by=None if row.status is Status.DONE else _still_to_say(row.actionable.cutoff, part, reason),
        meeting=row.actionable.meeting,
        status=gettext(row.status.label),
        reason=reason,
        url=f"{base_url}/opgaver/{row.id}",
        task=row.id,
        sequence=sequence_of(
            row.occurrence,
            version=row.deadline_version,
            revision=row.revision,
            repeats=row.rule is not None,
        ),
        occurrence=row.occurrence,
        waits=awaited_words([each.title for each in row.awaited]) if row.awaited else "",
    )


def _still_to_say(cutoff: date | None, part: Part, reason: str) -> date | None:
    """The day by which the case must be finished, unless that is past or stands in the reason already."""
    said = cutoff is None or part in {Part.OVERDUE, Part.LATE} or day_words(cutoff) in reason
    return None if said else cutoff


def _part(row: TaskRow, rule: str) -> Part:
    if row.is_overdue:
        return Part.OVERDUE
    if row.is_late_for_agenda:
        return Part.LATE
    return {QUARTER: Part.QUARTERLY, MONTH: Part.UNDATED}.get(rule, Part.COMING)
