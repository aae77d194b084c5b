"""The life of a task in the demonstration: who does what when, laid out from the task's own dates.

Most goes as it should. Some tasks are late, wait for somebody, are moved, or are finished and not yet presented, so
that every list and every colour has something to show.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from tracker.db.models import Task
from tracker.db.queries.parts.calendars import Calendars
from tracker.db.queries.tasks.rows import TaskRow
from tracker.domain.status import REPORTED_KINDS, Status, is_open
from tracker.domain.workdays import WorkingDays
from tracker.services.actors import Actor
from tracker.services.tasks import repetition, tasks

Act = Callable[[Session, int, datetime], object]

BEGUN = (
    "Arbejdsgruppen er sat, og første møde er holdt.",
    "Tidsplanen er aftalt med centerchefen.",
    "Vi er i gang og har indkaldt de parter, der skal høres.",
    "Opdraget er skrevet, og opgaven er fordelt i teamet.",
    "Indledende møde holdt. Vi samler tal og erfaringer fra de andre kommuner.",
)
UNDERWAY = (
    "Udkastet ligger til faglig gennemgang i centret.",
    "Høringssvarene er kommet ind og bliver skrevet sammen.",
    "Beregningerne er færdige og bliver afstemt med Økonomi.",
    "Det går efter planen. Næste status, når workshoppen er holdt.",
    "Halvdelen er på plads; resten følger i næste kvartal.",
)
WAITING = (
    "Vi venter på svar fra samarbejdspartneren, før vi kan gå videre.",
    "Afventer en afklaring fra ministeriet.",
    "Vi mangler tilbud fra to leverandører.",
)
STUCK = (
    "Analysen mangler stadig de sidste tal. Vi regner med at være klar om en måned.",
    "Sagsbehandleren er stoppet, og opgaven er lagt om. Ny tidsplan er på vej.",
    "Vi er forsinkede. Materialet blev sendt tilbage med flere spørgsmål end ventet.",
)
QUESTIONS = ("Hvornår kan udvalget vente at se sagen?", "Hvad skal der til for at komme i mål?")
ANSWERS = (
    "Udkastet er næsten færdigt. Vi satser på et af de næste møder.",
    "Vi mangler ledelsens godkendelse og tager den op på næste chefmøde.",
    "To bilag mangler. De er lovet inden månedens udgang.",
)
FINISHED = (
    "Sagen er færdig og sendt til udvalgssekretæren.",
    "Materialet er godkendt af direktøren og klar til dagsordenen.",
    "Sagsfremstilling og bilag ligger klar.",
)
PRESENTED = (
    "Udvalget godkendte indstillingen.",
    "Udvalget tog sagen til efterretning.",
    "Udvalget godkendte forslaget med enkelte bemærkninger.",
)
COMPLETED = (
    "Indsatsen er gennemført som aftalt.",
    "Afsluttet og overgået til almindelig drift.",
    "Opgaven er løst inden for bevillingen.",
)
MOVED = "De berørte har bedt om længere tid til høringen, og udvalgsformanden er orienteret."
SAVED = ("Besparelsen er indarbejdet og realiseret.", "Rammen er sat ned, og regnskabet viser, at beløbet er sparet.")
SAVING_BEGUN = (
    "Beløbet er taget ud af rammen; virkningen følges hvert kvartal.",
    "Aftalt med lederne, hvor der spares.",
)
QUARTER = ("Første kvartal er gjort op, og vi følger planen.", "Forbruget ligger, hvor det skal, efter tre måneder.")
REPEATED = "Udvalget har bedt om en kort status hvert kvartal i resten af valgperioden."
QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"
DROPPED = "Staten har overtaget indsatsen, så kommunen skal ikke løse den."

REPEATED_PLACE = 1
"""Which of the tasks without a date in the agreement is reported on every quarter."""

DROPPED_PLACE = 10
"""Which of the tasks that are simply carried out turns out not to be needed."""


@dataclass(frozen=True, slots=True)
class Step:
    """Something that somebody does on a day."""

    on: date
    act: Act


@dataclass(frozen=True, slots=True)
class Cast:
    """Who acts in the story; `secretaries` by the id of their committee."""

    administration: tuple[Actor, ...]
    management: tuple[Actor, ...]
    secretaries: Mapping[int, Actor]

    def responsible_for(self, row: TaskRow) -> Actor:
        """The person in the administration who works for the lead committee of a task."""
        return self.administration[(row.lead.id if row.lead else 0) % len(self.administration)]

    def secretary_of(self, row: TaskRow) -> Actor:
        """The secretary of the lead committee; where it has none, the person responsible."""
        found = self.secretaries.get(row.lead.id) if row.lead else None
        return found or self.responsible_for(row)


@dataclass(frozen=True, slots=True)
class Life:
    """A task and its place among those of its sort, from which its story follows."""

    row: TaskRow
    place: int
    cast: Cast
    calendars: Calendars
    begins: date

    def steps(self) -> Iterator[Step]:
        """What happens to the task, in the order of time."""
        if self.row.due_on is None:
            yield from self._undated()
        elif self.row.is_saving:
            yield from self._saving(self.row.due_on)
        elif self.row.kind in REPORTED_KINDS:
            yield from self._reported(self.row.due_on)
        else:
            yield from self._carried_out(self.row.due_on)

    def _undated(self) -> Iterator[Step]:
        if self.place == REPEATED_PLACE:
            yield from self._repeated(date(self.begins.year + 1, 3, 31))
        elif self.place % 2 == 0:
            yield self._status(self.begins + timedelta(60 + self.place), Status.IN_PROGRESS, BEGUN)

    def _repeated(self, first: date) -> Iterator[Step]:
        """The committee wants to hear every quarter; the first time has been reported."""

        def repeat(session: Session, task_id: int, at: datetime) -> object:
            until = date(first.year + 2, 12, 31)
            secretary = self.cast.secretary_of(self.row)
            return repetition.set_rule(
                session, task_id, QUARTERLY, first, until, reason=REPEATED, revision=None, actor=secretary, now=at
            )

        yield Step(self._working_days.on_or_after(self.begins + timedelta(45)), repeat)
        yield self._status(first - timedelta(40), Status.IN_PROGRESS, BEGUN)
        if self.row.kind in REPORTED_KINDS:
            yield self._presented(self._meeting_after(first - timedelta(35)))
        else:
            yield self._status(first - timedelta(6), Status.DONE, QUARTER)

    def _saving(self, due: date) -> Iterator[Step]:
        begun = due.replace(month=1, day=15) + timedelta(self.place * 3 % 80)
        if self.place % 4:
            yield self._status(begun, Status.IN_PROGRESS, SAVING_BEGUN)
        if self.place % 3:
            yield self._status(due.replace(month=4, day=10) + timedelta(self.place % 20), Status.IN_PROGRESS, QUARTER)
        late = timedelta(120 if self.place % 9 == 4 else 0)
        for year in range(due.year, due.year + 6):
            yield Step(self._working_days.on_or_after(date(year + 1, 1, 20) + late), self._close_year)

    def _reported(self, due: date) -> Iterator[Step]:
        stories = (
            self._stuck,
            self._moved,
            self._stuck,
            self._early,
            self._late,
            self._unreported,
            self._on_time,
            self._waiting,
            self._on_time,
            self._early,
        )
        yield from stories[self.place % len(stories)](due)

    def _on_time(self, due: date) -> Iterator[Step]:
        yield from self._prepared(self._cutoff(due))
        yield self._presented(self.row.actionable.meeting or due)

    def _early(self, due: date) -> Iterator[Step]:
        last = self.row.actionable.meeting or due
        meeting = max((day for day in self._meetings() if self.begins + timedelta(60) <= day < last), default=last)
        yield from self._prepared(self._working_days.before(meeting, 10))
        yield self._presented(meeting)

    def _moved(self, due: date) -> Iterator[Step]:
        later = _end_of_month(due + timedelta(55))
        yield from self._begun(due)
        yield self._move(due - timedelta(18), later)
        yield from self._asked_about(later)
        yield from self._finished_after(later + timedelta(200))

    def _stuck(self, due: date) -> Iterator[Step]:
        yield from self._begun(due)
        yield from self._asked_about(due)
        yield from self._finished_after(due + timedelta(220))

    def _late(self, due: date) -> Iterator[Step]:
        yield self._status(due - timedelta(25), Status.IN_PROGRESS, BEGUN)
        yield from self._finished_after(due + timedelta(15))

    def _unreported(self, due: date) -> Iterator[Step]:
        yield from self._prepared(self._cutoff(due))
        yield self._presented(self._meeting_after(due + timedelta(90)))

    def _waiting(self, due: date) -> Iterator[Step]:
        yield from self._begun(due)
        yield self._status(due - timedelta(40), Status.WAITING, WAITING)
        yield self._status(due + timedelta(45), Status.IN_PROGRESS, UNDERWAY)
        yield from self._finished_after(due + timedelta(75))

    def _carried_out(self, due: date) -> Iterator[Step]:
        usual = (self.row.starts_on or due - timedelta(120)) + timedelta(self.place % 50)
        start = max(self.begins + timedelta(20), min(usual, due - timedelta(40)))
        if self.place == DROPPED_PLACE:
            yield Step(self._working_days.on_or_after(start + timedelta(60)), self._drop)
            return
        story = self.place % 5
        if story == 4:  # begun only when the date comes near
            yield self._status(due - timedelta(40), Status.IN_PROGRESS, BEGUN)
            yield self._status(due + timedelta(20), Status.DONE, COMPLETED)
            return
        yield self._status(start, Status.IN_PROGRESS, BEGUN)
        if story == 2 and start + timedelta(45) < due - timedelta(20):
            yield self._status(start + timedelta(45), Status.WAITING, WAITING)
        every = 80 if story == 1 else 50  # one that is heard of too seldom, so that its silence shows
        for days in range(every, (due - start).days - 20, every):
            yield self._status(start + timedelta(days), Status.IN_PROGRESS, UNDERWAY)
        yield self._status(due + timedelta(35 if story == 1 else -10), Status.DONE, COMPLETED)

    def _begun(self, due: date) -> Iterator[Step]:
        start = max(self.begins + timedelta(14 + self.place % 10), due - timedelta(100))
        yield self._status(start, Status.IN_PROGRESS, BEGUN)
        middle = start + (due - start) / 2
        yield self._status(middle, Status.IN_PROGRESS, UNDERWAY)

    def _prepared(self, cutoff: date) -> Iterator[Step]:
        yield from self._begun(cutoff)
        yield self._status(self._working_days.before(cutoff, 2), Status.DONE, FINISHED)

    def _asked_about(self, due: date) -> Iterator[Step]:
        yield self._comment(due + timedelta(10), self._person, STUCK)
        yield self._comment(
            due + timedelta(24), self.cast.management[self.place % len(self.cast.management)], QUESTIONS
        )
        yield self._comment(due + timedelta(28), self._person, ANSWERS)

    def _finished_after(self, day: date) -> Iterator[Step]:
        yield self._status(day, Status.DONE, FINISHED)
        yield self._presented(self._meeting_after(day + timedelta(12)))

    @property
    def _person(self) -> Actor:
        return self.cast.responsible_for(self.row)

    def _cutoff(self, due: date) -> date:
        return self.row.actionable.cutoff or self._working_days.before(due, 5)

    @property
    def _working_days(self) -> WorkingDays:
        return self.calendars.working_days

    def _meetings(self) -> tuple[date, ...]:
        return self.calendars.by_committee[self.row.lead.id].meetings if self.row.lead else ()

    def _meeting_after(self, day: date) -> date:
        return min((meeting for meeting in self._meetings() if meeting > day), default=day)

    def _status(self, on: date, status: Status, words: tuple[str, ...]) -> Step:
        def act(session: Session, task_id: int, at: datetime) -> object:
            comment = words[self.place % len(words)]
            return tasks.set_status(
                session, task_id, status, comment=comment, revision=None, actor=self._person, now=at
            )

        return Step(self._working_days.on_or_after(on), act)

    def _presented(self, meeting: date) -> Step:
        def act(session: Session, task_id: int, at: datetime) -> object:
            return tasks.set_status(
                session,
                task_id,
                Status.PRESENTED,
                comment=PRESENTED[self.place % len(PRESENTED)],
                presented_on=meeting,
                revision=None,
                actor=self.cast.secretary_of(self.row),
                now=at,
            )

        return Step(self._working_days.on_or_after(meeting + timedelta(1)), act)

    def _comment(self, on: date, actor: Actor, words: tuple[str, ...]) -> Step:
        def act(session: Session, task_id: int, at: datetime) -> object:
            return tasks.comment(session, task_id, words[self.place % len(words)], actor=actor, now=at)

        return Step(self._working_days.on_or_after(on), act)

    def _move(self, on: date, due: date) -> Step:
        def act(session: Session, task_id: int, at: datetime) -> object:
            return tasks.move_deadline(session, task_id, due, reason=MOVED, revision=None, actor=self._person, now=at)

        return Step(self._working_days.on_or_after(on), act)

    def _drop(self, session: Session, task_id: int, at: datetime) -> object:
        return tasks.drop(session, task_id, reason=DROPPED, revision=None, actor=self._person, now=at)

    def _close_year(self, session: Session, task_id: int, at: datetime) -> object:
        """Closes the year that the saving stands at, unless its last one is closed already."""
        task = session.get_one(Task, task_id)
        if not is_open(task.status, task.kind):
            return None
        comment = SAVED[self.place % len(SAVED)]
        return tasks.set_status(
            session, task_id, Status.DONE, comment=comment, revision=None, actor=self._person, now=at
        )


def _end_of_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(31)).replace(day=1) - timedelta(1)
