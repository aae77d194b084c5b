"""A meeting's outcome, recorded on the task and on the agenda list."""

from __future__ import annotations

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role


def held_meeting(client: Client, world: World) -> str:
    """The id of the meeting of 8 May 2019, as the task's form offers it."""
    page = client.get(f"/opgaver/{world.task}")
    return next(
        element.attributes["value"]
        for element in page.parsed.all("option")
        if element.text.startswith("8. maj 2019, Teknik- og Miljøudvalget")
    )


def token(page: Page) -> str:
    return next(form.fields["csrf_token"] for form in page.parsed.forms if "csrf_token" in form.fields)


def test_an_outcome_is_recorded_on_the_task_and_moves_its_day(visit: SignIn, world: World) -> None:
    client = visit(Role.SECRETARY)
    address, action = f"/opgaver/{world.task}", f"/opgaver/{world.task}/udfald"
    meeting = held_meeting(client, world)
    page = client.send(address, action, meeting=meeting, outcome="sent_back", comment="Mangler økonomi")
    assert "Udfaldet er gemt." in page.text
    assert "Teknik- og Miljøudvalget 8. maj 2019: sendt tilbage. Mangler økonomi" in page.text
    assert "Sagen blev sendt tilbage på mødet i Teknik- og Miljøudvalget 8. maj 2019." in page.text
    agenda = client.get(f"/udvalg/moeder/{meeting}")
    assert "Behandlet på mødet (1)" in agenda.text
    assert "Sendt tilbage" in agenda.text
    done = client.send(address, action, meeting=meeting, outcome="decided")
    assert "Forelagt på mødet 8. maj 2019" in done.text
    assert not done.has_form(action)


def test_days_to_the_cut_off_are_counted_only_while_the_meeting_is_to_come(visit: SignIn, world: World) -> None:
    client = visit(Role.SECRETARY)
    held = client.get(f"/udvalg/moeder/{held_meeting(client, world)}")
    assert "Materiale færdigt senest 25. april 2019" in held.main
    assert "dage over" not in held.main
    assert "(om 12 dage)" in client.get(f"/udvalg/moeder/{world.meeting}").main


def test_an_outcome_is_recorded_on_the_agenda_list(visit: SignIn, world: World) -> None:
    client = visit(Role.SECRETARY)
    agenda = f"/udvalg/moeder/{world.meeting}"
    action = f"{agenda}/udfald/{world.task}"
    before = client.get(agenda)
    assert "Skal på mødet og mangler (1)" in before.text
    assert "Udsat" not in before.main  # the meeting is to come: a case can only be taken off
    page = client.send(agenda, action, outcome="taken_off")
    assert "Udfaldet er gemt." in page.text
    assert "Taget af dagsordenen" in page.text
    assert "har intet møde" in client.get(f"/opgaver/{world.task}").text
    assert "1 opgave har intet møde, der kan nå fristen." in client.get(f"/udvalg/{world.committee}").text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outcome": ""}, "Vælg, hvad der skete med sagen."),
        ({"outcome": "decided"}, "Mødet er ikke holdt endnu."),
        ({"outcome": "taken_off", "revision": "0"}, "har ændret opgaven"),
    ],
)
def test_a_wrong_outcome_is_told_at_its_form(values: dict[str, str], words: str, visit: SignIn, world: World) -> None:
    agenda = f"/udvalg/moeder/{world.meeting}"
    page = visit(Role.ADMINISTRATOR).send(agenda, f"{agenda}/udfald/{world.task}", **values)
    assert page.status == 422
    assert words in page.text


def test_the_form_on_the_task_says_what_is_missing(visit: SignIn, world: World) -> None:
    address = f"/opgaver/{world.task}"
    page = visit(Role.ADMINISTRATOR).send(address, f"{address}/udfald", meeting="", outcome="")
    assert page.status == 422
    assert "Vælg mødet." in page.text


@pytest.mark.parametrize("role", Role)
def test_outcomes_are_for_those_who_plan_the_meetings(role: Role, visit: SignIn, world: World) -> None:
    client, may = visit(role), role is not Role.MANAGEMENT
    agenda = f"/udvalg/moeder/{world.meeting}"
    page = client.get(agenda)
    assert page.has_form(f"{agenda}/udfald/{world.task}") is may
    assert client.get(f"/opgaver/{world.task}").has_form(f"/opgaver/{world.task}/udfald") is may
    sent = client.post(
        f"{agenda}/udfald/{world.task}", {"outcome": "taken_off", "revision": "-1", "csrf_token": token(page)}
    )
    assert sent.status == (422 if may else 403)


def test_a_committee_sees_who_owes_it_a_case(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/udvalg/{world.committee}")
    assert "Hvem skylder en sag?" in page.text
    assert "Anna Holm Forslag til ny cykelsti forelægges" in page.text
