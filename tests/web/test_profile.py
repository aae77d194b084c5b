"""Min profil: language, calendar file and absence; and everybody's absences for the administrator."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import User
from tracker.domain.roles import Role


def go_away(client: Client, world: World, **values: str) -> Page:
    filled = {
        "starts_on": "2019-06-03",
        "ends_on": "2019-06-14",
        "substitute": str(world.users[Role.SECRETARY]),
        "instead": "yes",
    }
    return client.send("/profil/", "/profil/fravaer", **{**filled, **values})


def test_the_language_of_pages_and_mails_is_chosen_on_the_profile(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    client = visit(Role.ADMINISTRATION)
    page = client.send("/profil/", "/profil/", language="en", calendar_attached="1")
    assert "My profile" in page.main
    assert "Your profile is saved." in page.text or "Din profil er gemt." in page.text
    assert 'lang="en"' in page.response.get_data(as_text=True)
    with runtime.database.reading() as session:
        user = session.get_one(User, world.users[Role.ADMINISTRATION])
        assert (user.language, user.calendar_attached) == ("en", True)
    assert "Min profil" in visit(Role.SECRETARY).get("/profil/").main


def test_a_language_that_is_not_there_is_refused(visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATION).send("/profil/", "/profil/", language="tlh")
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "#language" in page.links


def test_an_absence_names_its_substitute_and_can_be_taken_back(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = go_away(client, world)
    assert "3. juni 2019 – 14. juni 2019 Rita Lund får mailene i stedet." in page.main
    form = next(form for form in page.parsed.forms if form.action.endswith("/fjern"))
    assert "Der er ikke meldt fravær." in client.post(form.action, form.fields).main


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": ""}, "#away-starts_on"),
        ({"ends_on": "2019-06-01"}, "#away-ends_on"),
        ({"starts_on": "2019-01-01", "ends_on": "2019-01-05"}, "#away-ends_on"),
        ({"ends_on": "2029-06-01"}, "#away-ends_on"),
        ({"substitute": ""}, "#away-substitute"),
        ({"substitute": "9999"}, "#away-substitute"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(values: dict[str, str], field: str, visit: SignIn, world: World) -> None:
    page = go_away(visit(Role.ADMINISTRATION), world, **values)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field in page.links


def test_nobody_stands_in_for_himself_and_two_absences_do_not_overlap(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    own = go_away(client, world, substitute=str(world.users[Role.ADMINISTRATION]))
    assert "#away-substitute" in own.links
    go_away(client, world)
    again = go_away(client, world, starts_on="2019-06-10", ends_on="2019-06-20")
    assert "Der er allerede et fravær" in again.main


def test_an_administrator_reports_absence_for_another(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.send(
        "/profil/fravaer",
        "/profil/fravaer",
        user=str(world.users[Role.ADMINISTRATION]),
        starts_on="2019-06-03",
        ends_on="2019-06-14",
        substitute=str(world.users[Role.SECRETARY]),
        instead="no",
    )
    assert "Anna Holm 3. juni 2019 – 14. juni 2019 Rita Lund får mailene også." in page.main


def test_nobody_else_reports_or_takes_back_the_absence_of_another(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = go_away(client, world, user=str(world.users[Role.MANAGEMENT]))
    assert page.status == HTTPStatus.FORBIDDEN
    form = next(form for form in go_away(client, world).parsed.forms if form.action.endswith("/fjern"))
    other = visit(Role.SECRETARY)
    token = other.get("/profil/").form("/profil/").fields["csrf_token"]
    assert other.post(form.action, {"csrf_token": token}).status == HTTPStatus.FORBIDDEN
