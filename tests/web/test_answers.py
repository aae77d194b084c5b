"""Answering from a mail in a browser that nobody has signed in with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web.browser import Client, Page
from tests.web.world import DOMAIN_NOW, TODAY, SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import MailAnswer, Reminder, ReminderState, Task, TaskEvent, User
from tracker.domain.answers import Answer
from tracker.domain.roles import Role
from tracker.services.mails.answer_links import Ticket

Address = Callable[[Answer], str]


@pytest.fixture
def address(runtime: Runtime, world: World) -> Address:
    """The link of an answer in a mail to the secretary about the task."""
    with runtime.database.writing() as session:
        line = Reminder(
            task_id=world.task,
            deadline_version=1,
            rule="before-30",
            recipient_id=world.users[Role.SECRETARY],
            occurrence="2019-06-30",
            due_at=DOMAIN_NOW,
            planned_at=DOMAIN_NOW,
            state=ReminderState.SENT,
            message_id=world.mail,
        )
        session.add(line)
        session.flush()
        line_id = line.id
    assert runtime.links is not None
    token = runtime.links.token(Ticket(line_id, TODAY + timedelta(days=30)))
    return lambda answer: f"/svar/{token}/{answer.value}"


@pytest.fixture
def stranger(app: Flask) -> Client:
    return Client(app)


def state(runtime: Runtime, world: World) -> tuple[object, ...]:
    with runtime.database.reading() as session:
        task = session.get_one(Task, world.task)
        counts = [
            session.scalar(select(func.count()).select_from(model)) for model in (TaskEvent, MailAnswer, Reminder)
        ]
        return task.status, task.due_on, task.revision, *counts


@pytest.mark.parametrize("answer", Answer)
def test_opening_a_link_shows_the_task_and_changes_nothing(
    answer: Answer, address: Address, stranger: Client, runtime: Runtime, world: World
) -> None:
    before = state(runtime, world)
    for _ in range(3):
        page = stranger.get(address(answer))
        assert stranger.http.head(address(answer)).status_code == HTTPStatus.OK
    assert page.status == HTTPStatus.OK
    assert "Forslag til ny cykelsti forelægges" in page.main
    assert f"Send svaret: {answer.label}" in page.main
    assert "noindex" in page.response.get_data(as_text=True)
    assert state(runtime, world) == before


def test_one_press_answers_and_says_thank_you(address: Address, stranger: Client) -> None:
    page = stranger.send(address(Answer.DONE), address(Answer.DONE), comment="Sagen ligger klar.")
    assert page.status == HTTPStatus.OK
    assert "Tak. Dit svar er gemt: Færdig." in page.main
    assert "Sagen ligger klar." in page.main
    again = stranger.get(address(Answer.DONE))
    assert "Du har allerede svaret «Færdig»" in again.main


def test_what_was_answered_stands_in_the_history(
    address: Address, stranger: Client, visit: SignIn, world: World
) -> None:
    stranger.send(address(Answer.ON_TRACK), address(Answer.ON_TRACK))
    page = visit(Role.MANAGEMENT).get(f"/opgaver/{world.task}")
    assert "Svar fra mailen 15. maj 2019: på sporet. Rita Lund" in page.main


def test_a_form_that_is_sent_twice_answers_once(
    address: Address, stranger: Client, runtime: Runtime, world: World
) -> None:
    form = stranger.get(address(Answer.ON_TRACK)).form(address(Answer.ON_TRACK))
    stranger.post(form.action, form.fields)
    after = state(runtime, world)
    page = stranger.post(form.action, form.fields)
    assert page.status == HTTPStatus.OK
    assert state(runtime, world) == after


def test_without_its_token_a_form_answers_nothing(address: Address, stranger: Client) -> None:
    assert stranger.post(address(Answer.DONE), {}).status == HTTPStatus.BAD_REQUEST


def test_a_wish_goes_to_the_task_where_it_is_granted(
    address: Address, stranger: Client, visit: SignIn, world: World
) -> None:
    link = address(Answer.NEW_DATE)
    page = stranger.send(link, link, proposed_on="2019-09-01", comment="Høringen trækker ud.")
    assert "Tak. Dit svar er gemt: Behov for ny frist." in page.main
    client = visit(Role.ADMINISTRATION)
    task = client.get(f"/opgaver/{world.task}")
    assert "Rita Lund ønsker fristen flyttet til 1. september 2019." in task.main
    form = next(form for form in task.parsed.forms if "/oensker/" in form.action)
    granted = client.post(form.action, {**form.fields, "grant": "yes"})
    assert "fristen er flyttet" in granted.text
    assert "Frist flyttet fra 30. juni 2019 til 1. september 2019." in granted.main
    assert "Fristen er flyttet, siden mailen blev sendt." in stranger.get(link).main


def test_a_wish_is_refused_with_a_reason(address: Address, stranger: Client, visit: SignIn, world: World) -> None:
    link = address(Answer.NEW_DATE)
    stranger.send(link, link, proposed_on="2019-09-01", comment="Høringen trækker ud.")
    client = visit(Role.ADMINISTRATION)
    form = next(form for form in client.get(f"/opgaver/{world.task}").parsed.forms if "/oensker/" in form.action)
    empty = client.post(form.action, {**form.fields, "grant": "no"})
    assert empty.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "#decision-decision" in empty.links
    refused = client.post(form.action, {**form.fields, "grant": "no", "decision": "Svar er lovet i juni."})
    assert "Ønsket om ny frist 1. september 2019 er afslået. Svar er lovet i juni." in refused.main


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"proposed_on": "", "comment": "Derfor"}, "#proposed_on"),
        ({"proposed_on": "snart", "comment": "Derfor"}, "#proposed_on"),
        ({"proposed_on": "2019-09-01", "comment": ""}, "#comment"),
    ],
)
def test_a_wish_without_date_or_reason_is_said_at_its_field(
    values: dict[str, str], field: str, address: Address, stranger: Client
) -> None:
    link = address(Answer.NEW_DATE)
    page = stranger.send(link, link, **values)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field in page.links


def test_a_link_that_has_ended_says_why_and_leads_on(
    address: Address, stranger: Client, visit: SignIn, world: World
) -> None:
    visit(Role.ADMINISTRATION).send(
        f"/opgaver/{world.task}", f"/opgaver/{world.task}/frist", due="2019-08-01", reason="Derfor"
    )
    page = stranger.get(address(Answer.DONE))
    assert "Fristen er flyttet, siden mailen blev sendt. Linket kan derfor ikke bruges mere." in page.main
    assert f"/opgaver/{world.task}" in page.links
    assert not page.has_form(address(Answer.DONE))


@pytest.mark.parametrize("link", ["/svar/forkert/faerdig", "/svar/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/faerdig"])
def test_a_link_that_was_not_made_here_is_not_found_and_guessing_is_slow(link: str, stranger: Client) -> None:
    seen = [stranger.get(link).status for _ in range(12)]
    assert seen[0] == HTTPStatus.NOT_FOUND
    assert seen[-1] == HTTPStatus.TOO_MANY_REQUESTS


def test_an_answer_that_is_not_known_is_not_found(address: Address, stranger: Client) -> None:
    page = stranger.get(address(Answer.DONE).replace("faerdig", "maaske"))
    assert page.status == HTTPStatus.NOT_FOUND


def test_the_page_speaks_the_language_of_the_mail(
    address: Address, stranger: Client, runtime: Runtime, world: World
) -> None:
    with runtime.database.writing() as session:
        session.get_one(User, world.users[Role.SECRETARY]).language = "en"
    page = stranger.get(address(Answer.DONE))
    assert 'lang="en"' in page.response.get_data(as_text=True)
    assert "Send the answer: Done" in page.main


def nudge(client: Client, world: World) -> Page:
    return client.send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/paamind")


def test_a_task_is_reminded_of_by_hand_once_a_day(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    assert "Sendes straks til Anna Holm og Rita Lund." in client.get(f"/opgaver/{world.task}").main
    page = nudge(client, world)
    assert "Påmindelsen er på vej til Anna Holm og Rita Lund." in page.text
    assert "Påmindelse sendt til Anna Holm og Rita Lund." in page.main
    again = nudge(client, world)
    assert again.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "allerede sendt en påmindelse" in again.main


def test_what_is_planned_for_a_task_stands_on_its_page(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/opgaver/{world.task}")
    assert "Planlagt" in page.main
    assert "Rita Lund" in page.main[page.main.index("Planlagt") :]
    closed = visit(Role.MANAGEMENT).get(f"/opgaver/{world.closed}")
    assert "Der er ikke planlagt flere påmindelser om opgaven." in closed.main
