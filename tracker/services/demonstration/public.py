"""What the demonstration's town hall shows the public: most of its tasks, some of them with words of its own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from tracker.db.models import Agreement
from tracker.db.queries.tasks.rows import TaskRow, load_rows
from tracker.domain.publication import Extent, PublicState, public_state
from tracker.services.actors import Actor
from tracker.services.demonstration.story import Step
from tracker.services.public.agreements import publish_agreement
from tracker.services.public.publication import Draft, approve, withdraw

INTRODUCTION = (
    "Partierne har aftalt budgettet for de kommende år. Her kan du se, hvad de blev enige om at sætte i gang, hvornår "
    "det skulle være gjort, og hvordan det går."
)
WORDS: dict[PublicState, Sequence[str]] = {
    PublicState.FULFILLED: (
        "Det er gjort, og udvalget har behandlet sagen. Du kan læse beslutningen i udvalgets referat.",
        "Indsatsen er gennemført og er nu en del af den daglige drift.",
    ),
    PublicState.UNDER_WAY: (
        "Arbejdet er i gang. Borgere og foreninger bliver hørt, før forslaget lægges frem.",
        "Et udkast er skrevet og bliver nu gennemgået, så det kan behandles politisk til tiden.",
    ),
    PublicState.NOT_BEGUN: ("Arbejdet begynder, når det foregående trin er afsluttet.",),
    PublicState.LATE: (
        "Vi er forsinkede, fordi undersøgelsen viste mere, end vi ventede. Sagen kommer på et af de næste møder.",
        "Det tager længere tid end aftalt. Forvaltningen lægger en ny plan frem for udvalget.",
    ),
    PublicState.GIVEN_UP: ("Staten har overtaget opgaven, og derfor gør kommunen ikke mere ved den.",),
}
SHOWN_AFTER = timedelta(days=205)
"""How long after the import the agreement was put on the public page."""

EVERY_UNAPPROVED = 7
"""Every so many of the tasks nobody has approved yet."""

EVERY_WITH_WORDS = 2
"""Every so many of the approved ones have words of their own about how it goes."""


def publishing(agreement_id: int, imported_on: date, actor: Actor, zone: ZoneInfo) -> Step:
    """The step of the story by which the public is shown the agreement."""

    def act(session: Session, _task_id: int, at: datetime) -> None:
        _publish(session, agreement_id, actor, at, zone)

    return Step(imported_on + SHOWN_AFTER, act)


def _publish(session: Session, agreement_id: int, actor: Actor, now: datetime, zone: ZoneInfo) -> None:
    """Approves most of the tasks, in their order; one is taken off again."""
    title = session.get_one(Agreement, agreement_id).title
    publish_agreement(session, agreement_id, title=title, introduction=INTRODUCTION, actor=actor, now=now)
    today = now.astimezone(zone).date()
    rows = [row for row in load_rows(session, today=today, zone=zone) if row.agreement_id == agreement_id]
    approved = [row for place, row in enumerate(rows) if place % EVERY_UNAPPROVED != EVERY_UNAPPROVED - 1]
    for place, row in enumerate(approved):
        draft = Draft(row.title, _words(row, place, today), Extent.SENTENCE if row.is_saving else Extent.AROUND)
        approve(session, row.id, draft, revision=None, actor=actor, now=now)
    if approved:
        withdraw(session, approved[-1].id, actor=actor, now=now)


def _words(row: TaskRow, place: int, today: date) -> str:
    if place % EVERY_WITH_WORDS:
        return ""
    words = WORDS[public_state(row.status, row.kind, row.due_on, today)]
    return words[place // EVERY_WITH_WORDS % len(words)]
