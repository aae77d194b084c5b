"""What a sheet would do, row by row: nothing, a change, a conflict with somebody else's, or an error."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.clock import COPENHAGEN, local_date
from tracker.danish import parse_day
from tracker.db.queries.exchange.sheet_rows import Known, Then, known_then, load_known
from tracker.errors import InputError
from tracker.language import day_words, gettext, mark
from tracker.reports.status_report import (
    CHANGE_HEADING,
    FIRST_DUE_HEADING,
    TASK_HEADING,
    TITLE_HEADING,
    WORD_HEADING,
)
from tracker.services.actors import Actor
from tracker.services.sheets.changes import (
    FIELD_HEADINGS,
    FieldChange,
    Names,
    Rival,
    Wish,
    field_changes,
    make,
    rivals,
    settled,
    still_asked,
    wish_of,
)
from tracker.services.sheets.lines import CellError, Said, SheetLine, said_in
from tracker.services.tasks import bulk

SETTLING = mark(
    "Send rækken ind på siden «Indlæs regneark», og vælg dér for hver kolonne, om regnearket eller opgaven gælder."
)
"""What to do about a conflict, for whoever is not on the page that asks."""

MOST_CHANGES = 1_000
"""Tasks that one sheet can change: some seconds, in which nobody else writes."""


class Fate(StrEnum):
    """What becomes of a row."""

    CHANGED = "changed"
    CONFLICT = "conflict"
    FAULT = "fault"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Settlement:
    """How somebody settles the conflict of a row: for each column by its name in `CHOICES`, whether the sheet counts
    (else what stands), as he saw the task after the line `seen` of its history."""

    seen: int
    from_sheet: Mapping[str, bool]


@dataclass(slots=True)
class PlannedRow:
    """A row and what becomes of it. `message` says why it is not taken and what to do, and `column` which cell is to
    blame; `notes` what of it is left alone; `held_up` which waiting tasks are due before the new date. A conflict has
    the columns to choose between in `rivals`, for the task as it stands after the line `last_change` of its history."""

    line: SheetLine
    fate: Fate = Fate.UNCHANGED
    task_id: int | None = None
    title: str = ""
    changes: Sequence[FieldChange] = ()
    message: str | None = None
    column: str | None = None
    notes: Sequence[str] = ()
    held_up: Sequence[str] = ()
    wish: Wish | None = None
    revision: int | None = None
    rivals: Sequence[Rival] = ()
    last_change: int | None = None

    def refuse(self, message: str, column: str | None, fate: Fate = Fate.FAULT) -> None:
        """The row is not taken."""
        self.fate, self.message, self.column = fate, message, column


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """Every row of a sheet, in its order."""

    rows: Sequence[PlannedRow]
    by_fate: Mapping[Fate, Sequence[PlannedRow]] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_fate", {fate: [row for row in self.rows if row.fate is fate] for fate in Fate})

    @property
    def counts(self) -> Counter[Fate]:
        """How many rows of each fate."""
        return Counter(row.fate for row in self.rows)


def plan_rows(
    session: Session,
    lines: Sequence[SheetLine],
    zone: ZoneInfo = COPENHAGEN,
    settlements: Mapping[int, Settlement] = MappingProxyType({}),
) -> Sequence[PlannedRow]:
    """What each row asks for; whether the task takes it, `plan_sheet` asks. Writes nothing.

    `settlements` say by the task's id how conflicts are settled.
    """
    rows = [PlannedRow(line, title=line.cells.get(TITLE_HEADING, "")) for line in lines]
    said = {place: found for place, row in enumerate(rows) if (found := _said(row)) is not None}
    times = Counter(each.task_id for each in said.values())
    known = load_known(session, times.keys())
    stale = {
        each.task_id: each.change_id
        for each in said.values()
        if each.task_id in known and each.change_id != known[each.task_id].last_change
    }
    then = known_then(session, known, stale)
    names = Names(session)
    for place, each in said.items():
        row = rows[place]
        row.task_id = each.task_id
        if times[each.task_id] > 1:
            row.refuse(gettext("Opgaven står i flere rækker. Behold den ene, og slet resten."), TASK_HEADING)
        elif each.task_id not in known:
            row.task_id = None
            missing = gettext("Der er ingen opgave med id %(task_id)s. Slet rækken, eller hent et nyt regneark.") % {
                "task_id": each.task_id
            }
            row.refuse(missing, TASK_HEADING)
        else:
            _compare(row, each, known[each.task_id], then.get(each.task_id), names)
            if row.fate is Fate.CONFLICT:
                settlement = settlements.get(each.task_id)
                _settle(row, settlement, known[each.task_id], then[each.task_id], zone)
    return rows


def plan_sheet(
    session: Session, lines: Sequence[SheetLine], *, actor: Actor, now: datetime, zone: ZoneInfo = COPENHAGEN
) -> SheetPlan:
    """What a sheet would do, by doing it and taking it back."""
    rows = plan_rows(session, lines, zone)
    make_rows(session, rows, make, run=bulk.preview, actor=actor, now=now)
    return SheetPlan(rows)


def make_rows(
    session: Session,
    rows: Sequence[PlannedRow],
    make_one: Callable[..., None],
    *,
    run: Callable[..., Sequence[bulk.Outcome]],
    actor: Actor,
    now: datetime,
) -> None:
    """Changes the tasks of the rows that ask for a change, each by `make_one` (`changes.make`, or what wraps it);
    a row that its task refuses becomes a fault. `run` is `bulk.change_many` or `bulk.preview`."""
    asking = {row.task_id: row for row in rows if row.fate is Fate.CHANGED and row.task_id is not None}
    if not asking:
        return
    if len(asking) > MOST_CHANGES:
        raise InputError(
            gettext(
                "Filen ændrer %(count)s opgaver; højst %(most_changes)s kan ændres ad gangen. Del den i flere filer."
            )
            % {"count": len(asking), "most_changes": MOST_CHANGES},
            "file",
        )

    def change(session: Session, task_id: int, revision: int | None) -> None:
        wish = asking[task_id].wish
        if wish is not None:
            make_one(session, task_id, wish, revision=revision, actor=actor, now=now)

    seen = {task_id: asking[task_id].revision for task_id in sorted(asking)}
    for outcome in run(session, seen, change, most=MOST_CHANGES):
        asking[outcome.task_id].held_up = outcome.held_up
        if outcome.refusal is not None:
            asking[outcome.task_id].refuse(outcome.refusal, FIELD_HEADINGS.get(outcome.field or ""))


def _said(row: PlannedRow) -> Said | None:
    try:
        return said_in(row.line)
    except CellError as error:
        row.refuse(str(error), error.field)
        return None


def _compare(row: PlannedRow, said: Said, now: Known, then: Then | None, names: Names) -> None:
    """Says what `said` asks for. `then` is the task as the sheet was made of it, where something has happened since."""
    row.title, row.revision = now.title, now.revision
    is_stale = said.change_id != now.last_change
    if is_stale and then is None:
        row.refuse(gettext("Udgaven hører ikke til opgaven. Hent et nyt regneark, og ret i det."), CHANGE_HEADING)
        return
    row.notes = _left_alone(row.line, now)
    try:
        wish = wish_of(said, then.task if then else now, names)
    except CellError as error:
        row.refuse(str(error), error.field)
        return
    if is_stale:
        wish = still_asked(wish, now)  # a file that comes twice asks for nothing the second time
    if not wish.asked:
        return
    row.fate, row.wish, row.changes = Fate.CHANGED, wish, field_changes(wish, now)
    if then is not None and wish.asked - {WORD_HEADING}:
        row.fate = Fate.CONFLICT


def _settle(row: PlannedRow, settlement: Settlement | None, now: Known, then: Then, zone: ZoneInfo) -> None:
    """Says what stands against what in a conflict, and takes from the row what was chosen where everything was."""
    if row.wish is None:
        return
    row.rivals, row.last_change = rivals(row.wish, then.task, now), now.last_change
    told = gettext("%(who)s har ændret opgaven %(day)s, efter at regnearket blev hentet. Den er ikke overskrevet.")
    row.message = told % {"who": then.by, "day": day_words(local_date(then.at, zone))}
    if settlement is None or any(each.field not in settlement.from_sheet for each in row.rivals):
        return
    if settlement.seen != now.last_change:
        row.message += " " + gettext("Det skete igen, efter at du valgte.")
        return
    chosen = {field for field, from_sheet in settlement.from_sheet.items() if from_sheet}
    row.wish = settled(row.wish, now, chosen)
    row.fate = Fate.CHANGED if row.wish.asked else Fate.UNCHANGED
    row.changes, row.message = field_changes(row.wish, now), None


def _left_alone(line: SheetLine, now: Known) -> Sequence[str]:
    """What somebody seems to have changed in columns that are not read."""
    first, title = line.cells.get(FIRST_DUE_HEADING, ""), line.cells.get(TITLE_HEADING, "")
    notes = []
    if first and parse_day(first) != now.first_due_on:
        notes.append(gettext("Den første frist kan ikke ændres, og bliver stående."))
    if title and " ".join(title.removeprefix("'").split()) != " ".join(now.title.split()):
        notes.append(gettext("Initiativets ord kan ikke ændres her."))
    return notes
