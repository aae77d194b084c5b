"""Brugere under Drift, and the way in for whoever has no password at hand."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.browser import Client, Page
from tests.web.world import MACHINE_NOW, PASSWORD, SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import Message, User
from tracker.domain.roles import Role
from tracker.services.access import accounts

BASE = "/drift/brugere"
LONG = "fire små ord på rad"


def mails(runtime: Runtime) -> list[tuple[str, str]]:
    with runtime.database.reading() as session:
        found = session.execute(
            select(Message.kind, Message.address)
            .where(Message.kind.in_(["invitation", "sign-in-link"]))
            .order_by(Message.id)
        )
        return [(row.kind, row.address) for row in found]


def test_the_list_tells_role_committees_tasks_and_the_last_sign_in(visit: SignIn, world: World) -> None:
    page = visit(Role.ADMINISTRATOR).get(f"{BASE}/")
    assert "Rita Lund rita" not in page.main
    assert "Udvalgssekretær Teknik- og Miljøudvalget" in page.main
    assert f"/opgaver/?ansvarlig={world.users[Role.ADMINISTRATION]}" in page.links
    assert "aldrig" in page.main


def test_a_user_is_added_and_invited(visit: SignIn, world: World, runtime: Runtime) -> None:
    page = visit(Role.ADMINISTRATOR).send(
        f"{BASE}/ny", f"{BASE}/ny", name="Bo Holm", email="Bo@example.dk", role="secretary", committees=str(world.other)
    )
    assert page.status == HTTPStatus.OK
    assert "Bo Holm er tilføjet, og en invitation er på vej til Bo@example.dk." in page.text
    assert "Venter på at blive sendt" in page.main
    assert mails(runtime) == [("invitation", "bo@example.dk")]


def test_an_invitation_can_wait(visit: SignIn, runtime: Runtime) -> None:
    page = visit(Role.ADMINISTRATOR).send(
        f"{BASE}/ny", f"{BASE}/ny", name="Bo Holm", email="bo@example.dk", role="management", invite=""
    )
    assert "Bo Holm er tilføjet." in page.text
    assert mails(runtime) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "#name"),
        ({"email": "bo"}, "#email"),
        ({"role": ""}, "#role"),
        ({"role": "kejser"}, "#role"),
        ({"committees": "3"}, "#committees"),
    ],
)
def test_what_is_wrong_is_said_at_its_field(values: dict[str, str], field: str, visit: SignIn, world: World) -> None:
    filled = {"name": "Bo Holm", "email": "bo@example.dk", "role": "management", **values}
    assert world.committee == 3
    page = visit(Role.ADMINISTRATOR).send(f"{BASE}/ny", f"{BASE}/ny", **filled)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field in page.links
    address = f"{BASE}/{world.users[Role.MANAGEMENT]}"
    assert field in visit(Role.ADMINISTRATOR).send(address, address, **filled).links


def test_a_user_is_corrected(visit: SignIn, world: World, runtime: Runtime) -> None:
    address = f"{BASE}/{world.users[Role.MANAGEMENT]}"
    page = visit(Role.ADMINISTRATOR).send(address, address, name="Lars Bech", role="administration")
    assert "Lars Bech er gemt." in page.text
    with runtime.database.reading() as session:
        user = session.get_one(User, world.users[Role.MANAGEMENT])
        assert (user.name, user.role) == ("Lars Bech", Role.ADMINISTRATION)


def test_a_user_goes_out_and_comes_back(visit: SignIn, world: World) -> None:
    address = f"{BASE}/{world.users[Role.ADMINISTRATION]}"
    other = visit(Role.ADMINISTRATION)
    client = visit(Role.ADMINISTRATOR)
    assert "Brugeren er ansvarlig for 1 åben opgave. Overdrag den først" in client.get(address).main
    page = client.send(address, f"{address}/deaktiver")
    assert "Anna Holm er ikke længere aktiv" in page.text
    assert other.http.get("/").status_code == HTTPStatus.FOUND
    assert "Anna Holm er aktiv igen." in client.send(address, f"{address}/aktiver").text


def test_no_button_takes_the_administrator_away_from_herself(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATOR), f"{BASE}/{world.users[Role.ADMINISTRATOR]}"
    page = client.get(address)
    assert "Du kan ikke gøre dig selv inaktiv" in page.main
    token = page.form(address).fields["csrf_token"]
    refused = client.post(f"{address}/deaktiver", {"csrf_token": token})
    assert (refused.status, "dig selv inaktiv" in refused.main) == (HTTPStatus.BAD_REQUEST, True)


def test_a_new_link_is_sent_by_mail(visit: SignIn, world: World, runtime: Runtime) -> None:
    visit(Role.SECRETARY)
    address = f"{BASE}/{world.users[Role.SECRETARY]}"
    page = visit(Role.ADMINISTRATOR).send(address, f"{address}/link")
    assert "Et link er på vej til" in page.text
    assert mails(runtime) == [("sign-in-link", world.emails[Role.SECRETARY])]


def ask(app: Flask, email: str) -> Page:
    return Client(app).send("/log-ind/glemt", "/log-ind/glemt", email=email)


def test_who_has_forgotten_the_password_is_answered_alike_known_or_not(
    app: Flask, world: World, runtime: Runtime
) -> None:
    known, unknown = world.emails[Role.ADMINISTRATION], "nobody@example.dk"
    pages = [ask(app, email) for email in (known, unknown)]
    said = "Har {} en bruger her, er der nu en mail på vej med et link."
    assert [said.format(email) in page.text for email, page in zip((known, unknown), pages, strict=True)] == [True] * 2
    assert pages[0].main == pages[1].main
    assert mails(runtime) == [("sign-in-link", known)]


def test_asking_for_links_is_limited_like_guessing(app: Flask) -> None:
    for _ in range(accounts.ATTEMPTS_BY_EMAIL):
        assert ask(app, "nobody@example.dk").status == HTTPStatus.OK
    assert ask(app, "nobody@example.dk").status == HTTPStatus.TOO_MANY_REQUESTS


def by_link(app: Flask, runtime: Runtime, user_id: int) -> tuple[Client, Page]:
    with runtime.database.writing() as session:
        token = accounts.create_link(session, user_id, now=MACHINE_NOW)
    client, address = Client(app), f"/log-ind/link/{token}"
    return client, client.post(address, client.get(address).parsed.forms[0].fields)


def test_whoever_comes_by_a_link_chooses_a_password_and_signs_in_with_it(
    app: Flask, world: World, runtime: Runtime
) -> None:
    client, page = by_link(app, runtime, world.users[Role.ADMINISTRATION])
    assert "Vælg en adgangskode" in page.main
    assert "Din nuværende adgangskode" not in page.main
    elsewhere, _page = by_link(app, runtime, world.users[Role.ADMINISTRATION])
    page = client.send("/profil/adgangskode", "/profil/adgangskode", password=LONG, again=LONG)
    assert "Adgangskoden er gemt." in page.text
    assert elsewhere.http.get("/").status_code == HTTPStatus.FOUND
    door = Client(app).send("/log-ind", "/log-ind", email=world.emails[Role.ADMINISTRATION], password=LONG)
    assert door.parsed.all("h1")[0].text.strip() == "Overblik"
    assert "Din nuværende adgangskode" in client.get("/profil/adgangskode").main


def test_an_open_browser_does_not_give_the_user_away(visit: SignIn, app: Flask, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    address = "/profil/adgangskode"
    page = client.send(address, address, current="gættet ord", password=LONG, again=LONG)
    assert (page.status, "#current" in page.links) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    page = client.send(address, address, current=PASSWORD, password=LONG, again=LONG)
    assert "Adgangskoden er gemt." in page.text


@pytest.mark.parametrize(("password", "again", "field"), [("kort", "kort", "#password"), (LONG, LONG + "?", "#again")])
def test_a_password_that_cannot_be_is_refused_and_never_sent_back(
    password: str, again: str, field: str, visit: SignIn
) -> None:
    page = visit(Role.SECRETARY).send("/profil/adgangskode", "/profil/adgangskode", password=password, again=again)
    assert (page.status, field in page.links) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)
    assert LONG not in page.response.get_data(as_text=True)


def leave(client: Client, world: World, **values: str) -> Page:
    address = f"{BASE}/{world.users[Role.ADMINISTRATION]}/overdragelse"
    return client.send(address, address, **values)


def test_what_somebody_has_is_shown_and_handed_over(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATOR), f"{BASE}/{world.users[Role.ADMINISTRATION]}/overdragelse"
    page = client.get(address)
    assert "1 åben opgave Forslag til ny cykelsti forelægges" in page.main
    page = leave(client, world, successor=str(world.users[Role.MANAGEMENT]), leaves="1")
    assert "1 opgave fra Anna Holm er overdraget." in page.text
    assert "Ikke aktiv" in page.main
    task = client.get(f"/opgaver/{world.task}").main
    assert "Overdraget fra Anna Holm." in task


def test_a_successor_must_be_chosen(visit: SignIn, world: World) -> None:
    page = leave(visit(Role.ADMINISTRATOR), world, successor="")
    assert (page.status, "#successor" in page.links) == (HTTPStatus.UNPROCESSABLE_ENTITY, True)


def test_a_task_that_came_since_is_a_conflict(visit: SignIn, world: World) -> None:
    page = leave(visit(Role.ADMINISTRATOR), world, successor="ingen", seen="")
    assert page.status == HTTPStatus.CONFLICT
    assert "ansvarlig for 1 opgave mere" in page.text
