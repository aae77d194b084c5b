"""What a status report holds, whatever file it becomes.

The columns are those of Danish follow-up practice: number, initiative, committee, deadline, traffic light, status, next
political treatment, money.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.domain.status import Light, Status
from tracker.language import count_of, day_words, gettext, list_of, mark, short_money_words
from tracker.sayings import by_people, said


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A task in a report. `light` follows from the dates; `set_light` is what a person set otherwise, and then what
    counts. `money` is kroner by year; `next_treatment` the meeting that should take the case, `treatment` how it fared
    at the last one; `awaited` the titles of the open tasks that it waits for; `word` what was last said about it.
    `last_change` is the id of the last line of its history that is more than a comment: it tells which state of the
    task the line shows."""

    task_id: int
    last_change: int
    number: str | None
    initiative: str
    section: str | None
    committees: tuple[str, ...]
    responsible: str | None
    due_on: date | None
    first_due_on: date | None
    moves: int
    light: Light
    light_reason: str
    set_light: Light | None
    set_light_reason: str | None
    status: Status
    presented_on: date | None
    word: str | None
    next_treatment: date | None
    treatment: str | None
    awaited: tuple[str, ...]
    money: Mapping[int, int]

    @property
    def written(self) -> Sequence[str]:
        """What in the line's words people and agreements have written."""
        texts = (self.initiative, *self.committees, *by_people(self.word), self.set_light_reason)
        return [text for text in texts if text]

    @property
    def ruling_light(self) -> Light:
        """The light that the line stands under."""
        return self.set_light or self.light

    @property
    def light_words(self) -> str:
        """«Grøn», or «Grøn (efter datoerne: rød)» where a person set it otherwise."""
        if self.set_light is None:
            return self.light.label
        said = gettext("%(light)s (efter datoerne: %(derived)s)")
        return said % {"light": self.set_light.label, "derived": self.light.label.lower()}

    @property
    def status_words(self) -> str:
        """The status, what was last said of it, and why somebody set the light."""
        words = f"{self.standing}. {said(self.word)}" if self.word else self.standing
        if self.set_light_reason is None:
            return words
        told = gettext("%(words)s. Lyset er sat med hånden: %(reason)s")
        return told % {"words": words.removesuffix("."), "reason": self.set_light_reason}

    @property
    def deadline(self) -> str:
        """The due date, with the first one where it was moved."""
        if self.due_on is None:
            return gettext("Uden frist")
        if not self.moves or self.first_due_on is None:
            return day_words(self.due_on)
        said = gettext("%(day)s (først %(first)s)")
        return said % {"day": day_words(self.due_on), "first": day_words(self.first_due_on)}

    @property
    def standing(self) -> str:
        """The status, with the meeting of what was presented."""
        meeting = f" {day_words(self.presented_on)}" if self.presented_on else ""
        return self.status.label + meeting

    @property
    def money_words(self) -> str:
        """«2019–2021: 1,2 mio. kr. om året; 2022: 500.000 kr.»"""
        spans: list[tuple[int, int, int]] = []
        for year, kroner in sorted(self.money.items()):
            if spans and spans[-1][1:] == (year - 1, kroner):
                spans[-1] = (spans[-1][0], year, kroner)
            else:
                spans.append((year, year, kroner))
        return "; ".join(
            gettext("%(first)s–%(last)s: %(amount)s om året")
            % {"first": first, "last": last, "amount": short_money_words(kroner)}
            if last > first
            else f"{first}: {short_money_words(kroner)}"
            for first, last, kroner in spans
        )


@dataclass(frozen=True, slots=True)
class Change:
    """Something that happened to a task since the day that the report looks back to. `written` is what in `words`
    people have written."""

    on: date
    initiative: str
    number: str | None
    words: str
    by: str
    written: Sequence[str]


@dataclass(frozen=True, slots=True)
class StatusReport:
    """A report as of `day`. `changes` are those after `since`, none where it looks back to no day."""

    title: str
    subtitle: str
    day: date
    since: date | None
    open: Sequence[ReportLine]
    finished: Sequence[ReportLine]
    changes: Sequence[Change]

    @property
    def summary(self) -> str:
        """How much is open, overdue and finished, in one sentence."""
        overdue = sum(1 for line in self.open if line.due_on is not None and line.due_on < self.day)
        undated = sum(1 for line in self.open if line.due_on is None)
        counts = ((overdue, gettext("over fristen")), (undated, gettext("uden frist")))
        among = list_of(f"{count} {words}" for count, words in counts if count)
        still_open = count_of(len(self.open), "åben opgave", "åbne opgaver")
        if among:
            still_open = gettext("%(count)s (heraf %(among)s)") % {"count": still_open, "among": among}
        finished = count_of(len(self.finished), "afsluttet", "afsluttede")
        return gettext("%(open)s og %(finished)s.") % {"open": still_open, "finished": finished}

    @property
    def lights(self) -> Sequence[tuple[Light, int]]:
        """How many open tasks stand under each light."""
        return [(light, sum(1 for line in self.open if line.ruling_light is light)) for light in Light]


Cell = str | int | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its share of the page's width, and what stands in it."""

    heading: str
    share: int
    value: Callable[[ReportLine], Cell]


LIGHT_HEADING = mark("Trafiklys")

PAGE_COLUMNS = (
    Column(mark("Nr."), 5, lambda line: line.number),
    Column(mark("Initiativ"), 23, lambda line: line.initiative),
    Column(mark("Udvalg"), 13, lambda line: list_of(line.committees) or None),
    Column(mark("Frist"), 11, lambda line: line.deadline),
    Column(LIGHT_HEADING, 7, lambda line: line.light_words),
    Column(mark("Status"), 17, lambda line: line.status_words),
    Column(
        mark("Næste politiske behandling"),
        13,
        lambda line: " ".join(filter(None, (_sentence(line.next_treatment), line.treatment))) or None,
    ),
    Column(mark("Økonomi"), 11, lambda line: line.money_words or None),
)
"""The columns of a page that people read."""

CHANGE_HEADINGS = {mark("Dato"): 12, mark("Nr."): 6, mark("Initiativ"): 34, mark("Ændring"): 34, mark("Hvem"): 14}
"""The columns of what happened, each with its share of the page's width."""


@dataclass(frozen=True, slots=True)
class PageTable:
    """A table of a page: what stands over it, its columns with their shares of the width, and its rows in words.
    `otherwise` is said where it has no rows; `written` has for each row what people and agreements have written in it.
    Where rows have a light, `lights` has one for each, and its word stands in
    the column `light_at`."""

    heading: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[str]]
    otherwise: str
    written: Sequence[Sequence[str]] = ()
    lights: Sequence[Light] = ()
    light_at: int | None = None


def page_tables(report: StatusReport) -> Sequence[PageTable]:
    """The tables of a report that people read: open tasks, finished ones and, where it looks back, what happened."""
    tables = [
        _of_lines(gettext("Åbne opgaver"), report.open, gettext("Ingen opgaver er åbne.")),
        _of_lines(gettext("Afsluttede opgaver"), report.finished, gettext("Ingen opgaver er afsluttet endnu.")),
    ]
    if report.since:
        rows = [
            (day_words(each.on), each.number or "", each.initiative, each.words, each.by) for each in report.changes
        ]
        said = gettext("Ændringer siden %(day)s (%(count)s)")
        heading = said % {"day": day_words(report.since), "count": len(rows)}
        columns = {gettext(name): share for name, share in CHANGE_HEADINGS.items()}
        written = [(each.initiative, *each.written) for each in report.changes]
        tables.append(PageTable(heading, columns, rows, gettext("Der er ikke sket noget."), written))
    return tables


def _of_lines(heading: str, lines: Sequence[ReportLine], otherwise: str) -> PageTable:
    rows = [[str(column.value(line) or "") for column in PAGE_COLUMNS] for line in lines]
    columns = {gettext(column.heading): column.share for column in PAGE_COLUMNS}
    light_at = next(place for place, column in enumerate(PAGE_COLUMNS) if column.heading == LIGHT_HEADING)
    return PageTable(
        f"{heading} ({len(lines)})",
        columns,
        rows,
        otherwise,
        written=[line.written for line in lines],
        lights=[line.ruling_light for line in lines],
        light_at=light_at,
    )


TASK_HEADING = mark("Opgave-id")
CHANGE_HEADING = mark("Udgave")
NUMBER_HEADING = mark("Nr.")
TITLE_HEADING = mark("Initiativ")
OWNERS_HEADING = mark("Udvalg")
RESPONSIBLE_HEADING = mark("Ansvarlig")
DUE_HEADING = mark("Frist")
FIRST_DUE_HEADING = mark("Første frist")
STATUS_HEADING = mark("Status")
PRESENTED_HEADING = mark("Forelagt den")
WORD_HEADING = mark("Statustekst")
REASON_HEADING = mark("Begrundelse")
"""Why a date or an owner changes, or a task is dropped; filled in by whoever changes it."""

SHEET_COLUMNS = (
    Column(NUMBER_HEADING, 8, lambda line: line.number),
    Column(TITLE_HEADING, 50, lambda line: line.initiative),
    Column(mark("Afsnit"), 30, lambda line: line.section),
    Column(OWNERS_HEADING, 30, lambda line: list_of(line.committees) or None),
    Column(RESPONSIBLE_HEADING, 20, lambda line: line.responsible),
    Column(DUE_HEADING, 12, lambda line: line.due_on),
    Column(FIRST_DUE_HEADING, 12, lambda line: line.first_due_on),
    Column(mark("Flyttet (gange)"), 9, lambda line: line.moves),
    Column(LIGHT_HEADING, 10, lambda line: line.ruling_light.label),
    Column(mark("Begrundelse for trafiklys"), 30, lambda line: line.set_light_reason or line.light_reason),
    Column(mark("Trafiklys efter datoerne"), 12, lambda line: line.light.label),
    Column(STATUS_HEADING, 14, lambda line: line.status.label),
    Column(PRESENTED_HEADING, 12, lambda line: line.presented_on),
    Column(WORD_HEADING, 40, lambda line: line.word and said(line.word)),
    Column(mark("Næste politiske behandling"), 14, lambda line: line.next_treatment),
    Column(mark("Seneste politiske behandling"), 30, lambda line: line.treatment),
    Column(mark("Økonomi"), 30, lambda line: line.money_words or None),
    Column(mark("Venter på"), 30, lambda line: list_of(line.awaited) or None),
    Column(REASON_HEADING, 30, lambda _line: None),
    Column(TASK_HEADING, 9, lambda line: line.task_id),
    Column(CHANGE_HEADING, 8, lambda line: line.last_change),
)
"""The columns of a sheet that people sort, filter and send back. Headings pass through `gettext` where they are
written, and are known again in every language."""


def _sentence(day: date | None) -> str | None:
    return f"{day_words(day)}." if day else None
