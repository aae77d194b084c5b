"""No text of a page is left untranslated: each is read in a language that nobody speaks. And what choosing one does."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import update

from tests.web.browser import Client
from tests.web.nobodys_language import check
from tests.web.test_pages import EVERYBODY, OTHER_STATES, PAGES
from tests.web.world import SignIn, World
from tracker.db.engine import Database
from tracker.db.models import User
from tracker.domain.roles import Role


@pytest.mark.usefixtures("nobodys_language")
@pytest.mark.parametrize("name", [*PAGES, *OTHER_STATES])
def test_every_text_of_a_page_passes_the_catalogue(name: str, visit: SignIn, world: World) -> None:
    address, roles = PAGES.get(name) or (OTHER_STATES[name], EVERYBODY)
    for role in roles & {Role.SECRETARY, Role.ADMINISTRATOR} or roles:
        response = visit(role).http.get(address(world), follow_redirects=True)
        assert response.status_code == 200
        check(response, name)


@pytest.mark.usefixtures("nobodys_language")
@pytest.mark.parametrize("name", PAGES)
def test_what_a_form_answers_passes_the_catalogue_too(name: str, visit: SignIn, world: World) -> None:
    """Every form of a page is sent twice: as it stands, and with nothing filled in."""
    address, roles = PAGES[name]
    role = Role.ADMINISTRATOR if Role.ADMINISTRATOR in roles else min(roles)
    client = visit(role)
    forms = [form for form in client.get(address(world)).parsed.forms if form.method == "post"]
    for form in forms:
        if form.action in {"/log-ud", "/profil/", "/profil/sprog"}:
            continue
        kept = {"csrf_token", "revision", "seen"}
        empty = {name: value if name in kept else "" for name, value in form.fields.items()}
        for fields in (empty, form.fields):
            response = client.http.post(form.action or address(world), data=fields, follow_redirects=True)
            if response.mimetype == "text/html":
                check(response, name)


@pytest.mark.usefixtures("nobodys_language")
@pytest.mark.parametrize(
    "address",
    [
        "/log-ind?sprog=en",
        "/log-ind?next=/&sprog=en",
        "/paamindelser/?sprog=en",
        "/tilgaengelighed/?sprog=en",
        "/offentlig/?sprog=en",
        "/offentlig/1?sprog=en",
        "/offentlig/1?q=1&sprog=en",
        "/offentlig/1/1?sprog=en",
        "/offentlig/1/99?sprog=en",
    ],
)
def test_pages_for_those_who_are_not_signed_in_pass_it_too(address: str, app: Flask) -> None:
    client = app.test_client()
    check(client.get(address))
    check(client.get("/findes-ikke?sprog=en"))


@pytest.mark.usefixtures("nobodys_language")
@pytest.mark.parametrize("address", ["/opgaver/99", "/findes-ikke", "/drift/", "/opgaver/1/status", "/rapport/?pr=x"])
def test_error_pages_pass_it_too(address: str, visit: SignIn) -> None:
    check(visit(Role.MANAGEMENT).http.get(address))


def test_a_page_says_in_which_other_language_it_can_be_read_and_comes_back(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    address = f"/opgaver/?udvalg={world.committee}&q=bro"
    page = client.get(address)
    assert page.parsed.all("html")[0].attributes["lang"] == "da"
    form = page.form("/profil/sprog")
    english = client.post(form.action, {**form.fields, "language": "en"})
    assert english.response.request.full_path == address
    assert english.parsed.all("html")[0].attributes["lang"] == "en"
    assert "Open" in english.text
    back = english.form("/profil/sprog")
    assert client.post(back.action, {**back.fields, "language": "da"}).parsed.all("html")[0].attributes["lang"] == "da"


def test_who_is_not_signed_in_goes_by_the_address_and_keeps_the_language_from_page_to_page(app: Flask) -> None:
    client = Client(app)
    page = client.get("/log-ind?next=/opgaver/")
    assert "/log-ind?next=%2Fopgaver%2F&sprog=en" in page.links
    english = client.get("/log-ind?next=%2Fopgaver%2F&sprog=en")
    assert "Sign in" in english.text
    assert english.form("/log-ind").action == "/log-ind?next=/opgaver/&sprog=en"
    assert "/paamindelser/?sprog=en" in english.links
    assert "/log-ind?next=%2Fopgaver%2F&sprog=da" in english.links
    assert not [name for name, value in english.response.headers if name == "Set-Cookie" and "sprog" in value]
    assert "Log ind" in client.get("/log-ind?sprog=tlh").text


def test_dates_hours_and_money_are_written_as_the_language_does(
    visit: SignIn, web_database: Database, world: World
) -> None:
    with web_database.writing() as session:
        session.execute(update(User).values(language="en"))
    page = visit(Role.ADMINISTRATION).get(f"/opgaver/{world.overdue}").text
    assert "30 April 2019" in page
    assert re.search(r"\d{1,2} \w+ \d{4} at \d\d:\d\d", page)


def test_the_foot_of_a_page_about_two_versions_still_tells_which_version_the_program_is(
    visit: SignIn, world: World
) -> None:
    client = visit(Role.ADMINISTRATION)
    form = client.get(f"/opgaver/{world.task}").form(f"/opgaver/{world.task}/status")
    page = client.post(form.action, {**form.fields, "revision": "0", "status": "waiting"})
    assert page.status == 409
    assert "Macro" not in page.text
