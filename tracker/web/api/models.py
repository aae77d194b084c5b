"""What the interface takes and answers. Names are English, the values those of the program; texts are Danish."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from tracker.agreement.values import Basis, TaskKind
from tracker.db.queries.parts import waits
from tracker.db.queries.tasks.rows import TaskRow
from tracker.domain import outcomes as treatments
from tracker.domain.history import LONGEST_TEXT, EventKind
from tracker.domain.outcomes import Outcome
from tracker.domain.status import Light, Status
from tracker.domain.waits import comes_too_late
from tracker.services.tasks.steps import LONGEST_STEP
from tracker.web.api.operations import Answered, Taken
from tracker.web.selection import LONGEST_SEARCH, ORDERS

Id = Annotated[int, Field(ge=1, lt=10**9)]
Text = Annotated[
    str, Field(min_length=1, max_length=LONGEST_TEXT, pattern=r"^[^\x00]*[^\s\x00-\x1f\x7f-\x9f][^\x00]*$")
]
"""Words: something besides spaces must stand there, and no null character, which PostgreSQL cannot keep. The pattern
puts that into the description, which would promise to take a lone space with «at least one character»."""


class TaskQuery(Taken):
    """The filters of the page «Opgaver», under the same names: an address of the page is one of the interface."""

    aftale: Id | None = Field(None, description="The agreement.")
    udvalg: list[Id | Literal["intet"]] = Field([], description="Committees, or «intet» for tasks without one.")
    vis: Literal["aabne", "afsluttede", "alle"] = Field("aabne", description="Open tasks, closed ones, or all.")
    status: list[Status] = Field([])
    lys: list[Light] = Field([], description="Traffic lights, by `ruling_light`.")
    art: list[TaskKind] = Field([], description="Kinds of task.")
    grundlag: list[Basis] = Field([], description="What the deadline rests on.")
    frist: Literal["overskredet", "dagsorden", "uden"] | None = Field(
        None, description="Overdue, too late for the agenda, or without a date."
    )
    venter: Literal["paa-andre", "blokerer"] | None = Field(
        None, description="Tasks that wait for another open one, or that another waits for."
    )
    offentlig: Literal["godkendt", "ikke-godkendt"] | None = Field(
        None, description="Tasks that are approved for the public page and not taken off it, or those that are not."
    )
    fra: date | None = Field(None, description="Due on this day or later.")
    til: date | None = Field(None, description="Due on this day or earlier.")
    ansvarlig: Id | None = Field(None, description="The user who is responsible.")
    q: str = Field(
        "",
        max_length=LONGEST_SEARCH,
        pattern=r"^[^\x00]*$",
        description="Words that must all be found, in whatever form; the last may be unfinished.",
    )
    sorter: str | None = Field(
        None,
        pattern=f"^-?({'|'.join(ORDERS)})$",
        description="What is sorted by; with a minus from the other end. If left out: `frist`, with `q` `relevans`.",
    )
    antal: Literal["25", "50", "100"] = Field("25", description="Tasks on a page.")
    side: int = Field(1, ge=1, lt=10**9, description="Which page. One past the end gives the last.")


class Named(Answered):
    """Something with a name."""

    id: int
    name: str


class Tied(Named):
    """A task at the other end of a wait."""

    due_on: date | None
    too_late: bool = Field(description="Whether the awaited one of the two is due after the one that waits.")

    @classmethod
    def of(cls, other: waits.Tied, *, too_late: bool) -> Tied:
        """The other task."""
        return cls(id=other.id, name=other.title, due_on=other.due_on, too_late=too_late)


class ActionableDate(Answered):
    """The last day on which acting still meets the deadline."""

    on: date | None
    meeting: date | None = Field(description="The last meeting that can take the case.")
    cutoff: date | None = Field(description="When the case must be finished for that meeting.")
    possible: bool = Field(description="False where no meeting can take the case in time.")
    explanation: str


class Treatment(Answered):
    """How the case of a task fared at a meeting."""

    committee: str
    meeting: date
    outcome: Outcome
    words: str = Field(description="One sentence in Danish.")


class Task(Answered):
    """A task as it stands now."""

    id: int
    number: str | None = Field(description="The section of the agreement, or the code of the saving.")
    section: str | None
    title: str
    kind: TaskKind
    basis: Basis | None
    status: Status
    status_on: date
    presented_on: date | None
    starts_on: date | None
    due_on: date | None
    first_due_on: date | None = Field(
        description="The first due date that the task had, or of a repeated one the time at which it stands; it is "
        "never changed."
    )
    moves: int = Field(description="How often people moved the due date.")
    rule: str | None = Field(description="How often the task falls due again, as RFC 5545 writes it, without an end.")
    occurrence: int = Field(description="The number of the time at which the task stands.")
    actionable: ActionableDate
    treatment: Treatment | None = Field(description="How the case fared at the last meeting that had it.")
    light: Light = Field(description="The light that follows from the dates.")
    light_reason: str
    set_light: Light | None = Field(description="A light that a person set; shown beside the other.")
    set_light_reason: str | None
    ruling_light: Light = Field(
        description="The light that lists are filtered and sorted by: the one that a person set, while the task is "
        "open, and else the one that follows from the dates."
    )
    open: bool
    overdue: bool
    late_for_agenda: bool
    agreement: Named | None
    committees: list[Named] = Field(description="Those that own the task, the lead first.")
    responsible: Named | None
    waits_for: list[Tied] = Field(description="The open tasks that this one waits for, while it is open.")
    awaited_by: list[Tied] = Field(description="The open tasks that wait for this one, while it is open.")
    quote: str | None = Field(description="The words of the agreement.")
    revision: int = Field(description="Counts the changes; the ETag.")

    @classmethod
    def of(cls, row: TaskRow) -> Task:
        """The task of a row."""
        when = row.actionable
        return cls(
            id=row.id,
            number=row.number,
            section=row.section_title,
            title=row.title,
            kind=row.kind,
            basis=row.basis,
            status=row.status,
            status_on=row.status_on,
            presented_on=row.presented_on,
            starts_on=row.starts_on,
            due_on=row.due_on,
            first_due_on=row.first_due_on,
            moves=row.moves,
            rule=row.rule,
            occurrence=row.occurrence,
            actionable=ActionableDate(
                on=when.on,
                meeting=when.meeting,
                cutoff=when.cutoff,
                possible=when.possible,
                explanation=when.explanation,
            ),
            treatment=_treatment(row.treatment),
            light=row.light,
            light_reason=row.light_reason,
            set_light=row.set_light,
            set_light_reason=row.set_light_reason,
            ruling_light=row.ruling_light,
            open=row.is_open,
            overdue=row.is_overdue,
            late_for_agenda=row.is_late_for_agenda,
            agreement=_named(row.agreement_id, row.agreement_title),
            committees=[Named(id=each.id, name=each.name) for each in row.committees],
            responsible=_named(row.responsible_id, row.responsible),
            waits_for=[Tied.of(each, too_late=comes_too_late(each.due_on, row.due_on)) for each in row.awaited],
            awaited_by=[Tied.of(each, too_late=comes_too_late(row.due_on, each.due_on)) for each in row.waiting],
            quote=row.quote,
            revision=row.revision,
        )


def _treatment(found: treatments.Treatment | None) -> Treatment | None:
    if found is None:
        return None
    return Treatment(committee=found.committee, meeting=found.meeting, outcome=found.outcome, words=found.words)


def _named(number: int | None, name: str | None) -> Named | None:
    return Named(id=number, name=name) if number is not None and name is not None else None


class TaskPage(Answered):
    """A page of a list of tasks."""

    tasks: list[Task]
    total: int = Field(description="How many tasks there are on all pages.")
    page: int
    pages: int
    next: str | None = Field(description="The address of the next page.")


class Time(Answered):
    """A time at which a repeated task falls due."""

    number: int = Field(description="Kept for good; not the place in the order of days.")
    starts_on: date | None
    due_on: date = Field(description="The day that the rule gives, also where the date was moved.")
    closed: bool
    current: bool = Field(description="Whether the task stands at it.")
    status: Status


class Times(Answered):
    """The times of a task: those that were closed, the one at hand, and those of the next two years."""

    rule: str | None = Field(description="As RFC 5545 writes it; null where the times were told one by one.")
    first: date | None = Field(description="The day from which the rule counts.")
    until: date | None = Field(description="The last day on which a time can be due.")
    words: str | None = Field(description="The rule in Danish.")
    times: list[Time]


class Step(Answered):
    """A step on the way to a task's end."""

    id: int
    title: str
    done_at: datetime | None
    done_by: str | None


class Steps(Answered):
    """The steps of a task, in their order."""

    steps: list[Step]


class Event(Answered):
    """A line of a task's history, which is never changed."""

    id: int
    at: datetime
    who: str
    kind: EventKind
    before: str | None
    after: str | None
    comment: str | None
    presented_on: date | None
    sheet: str | None = Field(description="The name of the sheet that the change came from, where it came from one.")
    words: str = Field(description="The line in Danish.")


class History(Answered):
    """What happened to a task, the oldest first."""

    events: list[Event]


class Committee(Answered):
    """A committee with its known meetings."""

    id: int
    name: str
    meetings: list[date]


class Committees(Answered):
    """Every committee, by name."""

    committees: list[Committee]


class Agreement(Answered):
    """An agreement that was taken in."""

    id: int
    title: str
    organisation: str | None
    signed_on: date | None


class Agreements(Answered):
    """Every agreement, the newest first."""

    agreements: list[Agreement]


class StatusChange(Taken):
    """Sets where a task stands. The same status again says that it still holds."""

    status: Literal[Status.NOT_STARTED, Status.IN_PROGRESS, Status.WAITING, Status.DONE, Status.PRESENTED]
    presented_on: date | None = Field(None, description="The day of the meeting; required for «presented».")
    comment: Text | None = None


class DeadlineChange(Taken):
    """Moves the due date. The first one stays, and the move is counted."""

    due_on: date
    reason: Text


class OwnersChange(Taken):
    """Gives the task to other committees, the lead first."""

    committees: list[Id] = Field(min_length=1, max_length=20)
    reason: Text


class ResponsibleChange(Taken):
    """Names the user responsible, or nobody."""

    user: Id | None


class WaitChange(Taken):
    """Lets the task wait for another, or no longer."""

    task: Id = Field(description="The other task.")
    waits: bool


class NewSteps(Taken):
    """Steps, put after those that stand."""

    text: Annotated[Text, Field(max_length=LONGEST_STEP, description="A step on each line.")]


class StepMark(Taken):
    """Ticks a step, or opens it again."""

    step: Id
    done: bool


class CommentText(Taken):
    """A comment."""

    text: Text


class Reason(Taken):
    """Why."""

    reason: Text


class OptionalComment(Taken):
    """A comment, or nothing."""

    comment: Text | None = None
