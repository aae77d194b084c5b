"""Through the door: with a password, with a link, and out again."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

import pytest
from flask import Flask

from tests.web.browser import Client, Page
from tests.web.world import MACHINE_NOW, PASSWORD, SignIn, World
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.services.access import accounts
from tracker.settings import Settings, WebSettings
from tracker.web.app import create_app

SECRET = "et hemmeligt ord, som kun denne prøve kender"


def enter(client: Client, email: str, password: str, address: str = "/log-ind") -> Page:
    return client.send(address, "/log-ind", email=email, password=password)


def test_who_signs_in_comes_to_the_overview(app: Flask, world: World) -> None:
    page = enter(Client(app), world.emails[Role.ADMINISTRATION], PASSWORD)
    assert (page.status, page.parsed.all("h1")[0].text.strip()) == (HTTPStatus.OK, "Overblik")
    assert "Anna Holm" in page.text


def test_who_signs_in_comes_to_the_page_that_was_asked_for(app: Flask, world: World) -> None:
    client = Client(app)
    door = client.http.get("/opgaver/?lys=red&q=cykel")
    page = enter(client, world.emails[Role.ADMINISTRATION], PASSWORD, door.headers["Location"])
    assert page.form("/opgaver/").fields["q"] == "cykel"


def test_who_signs_in_is_not_led_to_another_site(app: Flask, world: World) -> None:
    client = Client(app)
    form = client.get("/log-ind?next=https://ond.example/").form("/log-ind")
    data = {**form.fields, "email": world.emails[Role.ADMINISTRATION], "password": PASSWORD}
    response = client.http.post("/log-ind?next=https://ond.example/", data=data)
    assert response.headers["Location"] == "/"


@pytest.mark.parametrize("email", ["anna", "", "nobody@example.dk"])
def test_a_wrong_address_and_a_wrong_password_get_the_same_answer(app: Flask, world: World, email: str) -> None:
    wrong_password = enter(Client(app), world.emails[Role.ADMINISTRATION], "forkert")
    page = enter(Client(app), email, "forkert")
    assert page.status == wrong_password.status == HTTPStatus.UNPROCESSABLE_ENTITY
    if email:
        said = "E-mailadressen eller adgangskoden er forkert."
        assert said in page.main
        assert said in wrong_password.main


def test_what_was_wrong_is_told_on_top_and_leads_to_its_field(app: Flask) -> None:
    page = enter(Client(app), "", "")
    assert "Der er fejl, som skal rettes" in page.main
    assert {"#email", "#password"} <= set(page.links)


def test_a_password_is_never_sent_back(app: Flask, world: World) -> None:
    page = enter(Client(app), world.emails[Role.ADMINISTRATION], "et ganske særligt ord")
    assert "et ganske særligt ord" not in page.response.get_data(as_text=True)


def test_each_sign_in_gives_a_new_session_and_closes_the_one_before(app: Flask, world: World) -> None:
    client = Client(app)
    first, second = (_token_after_link(client, app, world) for _ in range(2))
    assert first != second
    other = Client(app)
    other.http.set_cookie("tracker", first)
    assert other.http.get("/").status_code == HTTPStatus.FOUND


def _token_after_link(client: Client, app: Flask, world: World) -> str:
    runtime: Runtime = app.extensions["tracker"]
    with runtime.database.writing() as session:
        token = accounts.create_link(session, world.users[Role.MANAGEMENT], now=MACHINE_NOW, reusable=True)
    client.get(f"/log-ind/link/{token}")
    cookie = client.http.get_cookie("tracker")
    assert cookie is not None
    return cookie.value


def test_after_too_many_tries_the_door_stays_shut_for_a_while(app: Flask, world: World) -> None:
    client = Client(app)
    email = world.emails[Role.ADMINISTRATION]
    for _ in range(accounts.ATTEMPTS_BY_EMAIL):
        assert enter(client, email, "forkert").status == HTTPStatus.UNPROCESSABLE_ENTITY
    page = enter(client, email, PASSWORD)
    assert page.status == HTTPStatus.TOO_MANY_REQUESTS
    assert page.response.headers["Retry-After"] == "900"
    assert "Vent 15 minutter" in page.text


def test_who_signs_out_is_out(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    page = client.send("/", "/log-ud")
    assert "Du er logget ud." in page.text
    assert client.http.get("/").status_code == HTTPStatus.FOUND


@pytest.fixture
def installation(runtime: Runtime) -> Runtime:
    """The same database, not in a demonstration."""
    return replace(runtime, settings=Settings(web=WebSettings(secret_key=SECRET)), demonstration=False)


def test_opening_a_link_signs_nobody_in_until_the_button_is_pressed(installation: Runtime, world: World) -> None:
    with installation.database.writing() as session:
        token = accounts.create_link(session, world.users[Role.MANAGEMENT], now=MACHINE_NOW)
    client, address = Client(create_app(installation)), f"/log-ind/link/{token}"
    for _ in range(2):
        assert "Log ind som Lars Beck" in client.get(address).text
    assert client.http.get("/").status_code == HTTPStatus.FOUND
    form = client.get(address).parsed.forms[0]
    assert "Lars Beck" in client.post(address, form.fields).text
    assert client.get(address).status == HTTPStatus.NOT_FOUND


def test_a_real_installation_has_no_mailbox_and_no_demonstration_bar(installation: Runtime, world: World) -> None:
    with installation.database.writing() as session:
        token = accounts.create_link(session, world.users[Role.ADMINISTRATOR], now=MACHINE_NOW)
    client, address = Client(create_app(installation)), f"/log-ind/link/{token}"
    page = client.post(address, client.get(address).parsed.forms[0].fields)
    assert "Demonstration" not in page.text
    assert "/postkasse/" not in page.links
    for mailbox in ("/postkasse/", f"/postkasse/{world.mail}", f"/postkasse/{world.mail}/html"):
        assert client.get(mailbox).status == HTTPStatus.NOT_FOUND
