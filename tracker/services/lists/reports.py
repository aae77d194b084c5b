"""The status report: what stands in it as of a day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN, end_of_day, local_date
from tracker.danish import sort_key
from tracker.db.queries.parts.choices import agreement_choices, committee_choices
from tracker.db.queries.parts.latest import Word
from tracker.db.queries.parts.words import LastWord, last_words
from tracker.db.queries.tasks.as_of import list_tasks_as_of, there_by
from tracker.db.queries.tasks.filters import TaskFilter
from tracker.db.queries.tasks.orders import TaskOrder, sort_rows
from tracker.db.queries.tasks.report import changes_between, last_changes, money_by_task
from tracker.db.queries.tasks.rows import TaskRow
from tracker.domain.history import describe, written_in
from tracker.errors import InputError
from tracker.language import day_words, gettext, list_of
from tracker.reports.status_report import Change, ReportLine, StatusReport
from tracker.sayings import by_people, said


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a report is about: which tasks, as of which day, and since which day it tells what happened."""

    filter: TaskFilter
    day: date
    since: date | None = None
    order: TaskOrder = TaskOrder.NUMBER
    descending: bool = False


def status_report(session: Session, wanted: Wanted, *, today: date, zone: ZoneInfo = COPENHAGEN) -> StatusReport:
    """The report as of the end of `wanted.day`, from the history alone, so that the same day gives the same report.

    Raises `InputError` for a day that has not come yet, and for a look back to the day itself or later.
    """
    if wanted.day > today:
        raise InputError(
            gettext("%(day)s er ikke kommet endnu. Vælg i dag eller en tidligere dag.")
            % {"day": day_words(wanted.day)},
            "pr",
        )
    if wanted.since is not None and wanted.since >= wanted.day:
        raise InputError(gettext("Dagen, som rapporten ser tilbage til, skal ligge før rapportens egen dag."), "siden")
    rows = list_tasks_as_of(session, wanted.day, wanted.filter, zone=zone)
    rows = sort_rows(rows, wanted.order, descending=wanted.descending)
    lines = _lines(session, rows, wanted, zone)
    return StatusReport(
        title=_title(session, wanted.filter),
        subtitle=gettext("Status pr. %(day)s") % {"day": day_words(wanted.day)},
        day=wanted.day,
        since=wanted.since,
        open=[line for row, line in zip(rows, lines, strict=True) if row.is_open],
        finished=[line for row, line in zip(rows, lines, strict=True) if not row.is_open],
        changes=_changes(session, rows, wanted, zone),
    )


def _lines(session: Session, rows: Sequence[TaskRow], wanted: Wanted, zone: ZoneInfo) -> Sequence[ReportLine]:
    end = end_of_day(wanted.day, zone)
    there = there_by(session, end, wanted.filter)
    words = last_words(session, there, end=end, zone=zone)
    money = money_by_task(session, there)
    changes = last_changes(session, there, end=end)
    return [_line(row, words.get(row.id), money.get(row.id, {}), changes[row.id], wanted.day) for row in rows]


def _line(row: TaskRow, word: LastWord | None, money: Mapping[int, int], change: int, day: date) -> ReportLine:
    meeting = row.actionable.meeting
    return ReportLine(
        task_id=row.id,
        last_change=change,
        number=row.number,
        initiative=row.title,
        section=row.section_title,
        committees=tuple(each.name for each in row.committees),
        responsible=row.responsible,
        due_on=row.due_on,
        first_due_on=row.first_due_on,
        moves=row.moves,
        light=row.light,
        light_reason=row.light_reason,
        set_light=row.set_light if row.is_overruled else None,
        set_light_reason=row.set_light_reason if row.is_overruled else None,
        status=row.status,
        presented_on=row.presented_on,
        word=word.text if word else None,
        next_treatment=meeting if meeting is not None and meeting >= day and row.is_open else None,
        treatment=row.treatment.words if row.treatment else None,
        awaited=tuple(each.title for each in row.awaited),
        money=money,
    )


def _changes(session: Session, rows: Sequence[TaskRow], wanted: Wanted, zone: ZoneInfo) -> Sequence[Change]:
    if wanted.since is None:
        return []
    by_id = {row.id: row for row in rows}
    found = changes_between(session, by_id.keys(), after=wanted.since, until=wanted.day, zone=zone)
    return [_change(word, by_id[word.task_id], zone) for word in found]


def _change(word: Word, row: TaskRow, zone: ZoneInfo) -> Change:
    what = describe(word.kind, word.before, word.after, word.presented_on)
    return Change(
        on=local_date(word.at, zone),
        initiative=row.title,
        number=row.number,
        words=f"{what} {said(word.comment)}" if word.comment else what,
        by=word.who,
        written=[*written_in(word.kind, word.before, word.after), *by_people(word.comment)],
    )


def _title(session: Session, wanted: TaskFilter) -> str:
    """«Aftale om Budget 2019: Kultur- og Fritidsudvalget», as far as the report is about one."""
    agreements, committees = dict(agreement_choices(session)), dict(committee_choices(session))
    about = agreements.get(wanted.agreement_id) if wanted.agreement_id is not None else None
    names = sorted((committees[each] for each in wanted.committees if each in committees), key=sort_key)
    title = about or gettext("Opfølgning på politiske aftaler")
    return f"{title}: {list_of(names)}" if names else title
