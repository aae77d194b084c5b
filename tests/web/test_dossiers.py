"""Aktindsigt: everything on one task, on a page and as Word."""

from __future__ import annotations

import io
from datetime import date, timedelta
from http import HTTPStatus

import pytest
from docx import Document

from tests.factories import NOW
from tests.web.world import DOMAIN_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.db.models import (
    DeadlineRequest,
    MailAnswer,
    Meeting,
    MeetingOutcome,
    Proposal,
    Reminder,
    Task,
    TaskLink,
)
from tracker.domain.answers import Answer, RequestState
from tracker.domain.links import LinkKind
from tracker.domain.outcomes import Outcome
from tracker.domain.roles import Role
from tracker.domain.status import Light
from tracker.services.actors import COMMAND_LINE
from tracker.services.tasks import tasks


@pytest.fixture
def told(runtime: Runtime, world: World) -> int:
    """A task with one of everything; returns its id."""
    with runtime.database.writing() as session:
        reminder = session.query(Reminder).filter_by(task_id=world.overdue, message_id=world.mail).one()
        task = session.get_one(Task, world.overdue)
        task.set_light, task.set_light_reason = Light.YELLOW, "Udbuddet er sent ude"
        tasks.comment(session, world.overdue, "Tilbud\x0b er indhentet.", actor=COMMAND_LINE, now=NOW)
        meeting = Meeting(committee_id=world.committee, held_on=date(2019, 4, 9))
        session.add_all(
            [
                MailAnswer(reminder_id=reminder.id, answer=Answer.ON_TRACK, at=NOW, name="Rita Lund", comment="Snart."),
                DeadlineRequest(
                    task_id=world.overdue,
                    deadline_version=2,
                    proposed_on=date(2019, 7, 1),
                    reason="Vi venter på ministeriet.",
                    asked_by_id=world.users[Role.SECRETARY],
                    asked_at=NOW,
                    state=RequestState.REFUSED,
                    decided_by="Ada Friis",
                    decided_at=NOW,
                    decision="Nej.",
                ),
                TaskLink(
                    task_id=world.overdue,
                    kind=LinkKind.CASE,
                    title="Sag 19/204",
                    address="https://sager.example.dk/19/204",
                    added_at=NOW,
                ),
                meeting,
            ]
        )
        session.flush()
        session.add(
            MeetingOutcome(
                task_id=world.overdue, meeting_id=meeting.id, deadline_version=2, outcome=Outcome.POSTPONED, at=NOW
            )
        )
    return world.overdue


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


SAID = (
    "Redegørelse for belysning forelægges",
    "Udbuddet trak ud.",  # why the date moved
    "30. april 2019",
    "31. marts 2019",  # the first date
    "Gul: Udbuddet er sent ude",
    "er indhentet.",
    "Snart.",
    "Vi venter på ministeriet.",
    "Afslået, Ada Friis",
    "https://sager.example.dk/19/204",
    "9. april 2019",
    "«En frist nærmer sig» til",
    "Afleveret til mailserveren",
    "serverens svar: 250 taget imod",
)


def test_the_page_and_the_document_hold_everything_on_the_task(visit: SignIn, told: int) -> None:
    client = visit(Role.ADMINISTRATION)
    page = client.get(f"/opgaver/{told}/aktindsigt")
    response = client.http.get(f"/opgaver/{told}/aktindsigt.docx")
    assert response.headers["Content-Disposition"] == f'attachment; filename="aktindsigt-opgave-{told}.docx"'
    document = text_of(response.data)
    for words in SAID:
        assert words in page.main, words
        assert words in document, words


def test_every_line_of_history_reminder_and_date_is_there(visit: SignIn, told: int, runtime: Runtime) -> None:
    document = Document(io.BytesIO(visit(Role.ADMINISTRATOR).http.get(f"/opgaver/{told}/aktindsigt.docx").data))
    rows = {
        table.rows[0].cells[0].text + "|" + table.rows[0].cells[2].text: len(table.rows) - 1
        for table in document.tables
        if len(table.columns) > 2
    }
    with runtime.database.reading() as session:
        task = session.get_one(Task, told)
        reminders = session.query(Reminder).filter_by(task_id=told).count()
        assert rows["Tid|Hvad"] == len(task.events) > 2
        assert rows["Nr.|Sat"] == len(task.deadlines) == 2
        assert rows["Tid|Regel"] == reminders == 2


def test_the_words_of_the_agreement_are_given(visit: SignIn, runtime: Runtime) -> None:
    with runtime.database.reading() as session:
        task = session.query(Task).filter(Task.proposal_id.is_not(None)).order_by(Task.id).first()
        assert task is not None
        proposal = session.get_one(Proposal, task.proposal_id)
        words = " ".join(proposal.agreement.text[proposal.start_offset : proposal.end_offset].split())
        task_id = task.id
    assert words in visit(Role.ADMINISTRATION).get(f"/opgaver/{task_id}/aktindsigt").main


def test_the_same_task_gives_the_same_bytes_on_another_day_and_in_english(
    visit: SignIn, told: int, runtime: Runtime
) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{told}/aktindsigt.docx"
    before = client.http.get(address).data
    client.send("/profil/", "/profil/", language="en")
    object.__setattr__(runtime, "clock", FixedClock(DOMAIN_NOW + timedelta(days=40)))
    assert client.http.get(address).data == before


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MANAGEMENT])
def test_who_may_not_give_it_out_is_neither_offered_nor_given_it(role: Role, visit: SignIn, world: World) -> None:
    client = visit(role)
    assert f"/opgaver/{world.task}/aktindsigt" not in client.get(f"/opgaver/{world.task}").links
    assert client.http.get(f"/opgaver/{world.task}/aktindsigt.docx").status_code == HTTPStatus.FORBIDDEN


def test_a_task_that_is_not_there_has_no_file(visit: SignIn) -> None:
    assert visit(Role.ADMINISTRATOR).get("/opgaver/99999/aktindsigt").status == HTTPStatus.NOT_FOUND
