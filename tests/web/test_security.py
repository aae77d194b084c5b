"""What keeps the pages safe."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus

import pytest
from flask import Flask
from hypothesis import example, given
from hypothesis import strategies as st

from tests.web.browser import Client
from tests.web.world import MACHINE_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.domain.roles import Role
from tracker.errors import SettingsError
from tracker.services.access import accounts
from tracker.settings import EXAMPLE_SECRET, Settings, WebSettings
from tracker.web.access import public
from tracker.web.app import create_app
from tracker.web.security import safe_target


@pytest.mark.parametrize("address", ["/log-ind", "/", "/nothing-here", "/static/css/theme.css", "/health"])
def test_every_answer_carries_the_strict_headers(address: str, app: Flask) -> None:
    with app.test_client().get(address) as response:
        headers = response.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'")
    assert "form-action 'self'; base-uri 'none'; frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_by_the_browser_but_files_are(app: Flask) -> None:
    assert app.test_client().get("/log-ind").headers["Cache-Control"] == "no-store"
    with app.test_client().get("/static/css/theme.css") as response:
        assert "max-age=31536000" in response.headers["Cache-Control"]


def test_a_mail_is_shown_where_nothing_in_it_can_run(visit: SignIn, world: World) -> None:
    response = visit(Role.SECRETARY).http.get(f"/postkasse/{world.mail}/html")
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("sandbox;")
    assert "script" not in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("secret", [None, EXAMPLE_SECRET])
def test_the_pages_refuse_to_start_without_a_secret_of_their_own(runtime: Runtime, secret: str | None) -> None:
    settings = Settings(web=WebSettings(secret_key=secret))
    with pytest.raises(SettingsError, match=r"web\.secret_key mangler"):
        create_app(replace(runtime, settings=settings, demonstration=False))


def test_two_demonstrations_have_different_secrets(runtime: Runtime) -> None:
    assert create_app(runtime).secret_key != create_app(runtime).secret_key


def test_a_form_without_its_token_changes_nothing(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.post(f"/opgaver/{world.task}/kommentar", {"comment": "Uden token"})
    assert page.status == HTTPStatus.BAD_REQUEST
    assert "Formularen hører til et tidligere besøg" in page.text
    assert "Uden token" not in client.get(f"/opgaver/{world.task}").text


def test_a_null_character_which_postgresql_cannot_keep_is_refused(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    address = f"/opgaver/{world.task}"
    form = client.get(address).form(f"{address}/kommentar")
    page = client.post(f"{address}/kommentar", {**form.fields, "comment": "Kvæsthus\0gade"})
    assert page.status == HTTPStatus.BAD_REQUEST
    assert "Gå tilbage, ret det, du skrev" in page.text
    assert "Kvæsthus" not in client.get(address).text
    assert client.get("/opgaver?q=a%00b").status == HTTPStatus.BAD_REQUEST


def test_a_token_of_another_visitor_is_worth_nothing(visit: SignIn, world: World) -> None:
    address = f"/opgaver/{world.task}"
    stolen = visit(Role.ADMINISTRATION).get(address).form(f"{address}/kommentar").fields["csrf_token"]
    client = visit(Role.ADMINISTRATOR)
    client.get(address)
    page = client.post(f"{address}/kommentar", {"comment": "Med en andens token", "csrf_token": stolen})
    assert page.status == HTTPStatus.BAD_REQUEST


def test_every_form_that_changes_something_asks_for_the_token(app: Flask, visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    adapter = app.url_map.bind("localhost")
    ids = {"task_id": world.task, "agreement_id": world.agreement, "proposal_id": world.proposal, "token": "x"}
    first = 1  # of whatever else has a number; the token is asked for before anything is looked up
    by_key = "api."  # other programs come without a cookie, and a cookie counts for nothing there
    rules = [rule for rule in app.url_map.iter_rules() if not rule.endpoint.startswith(by_key)]
    posts = [rule for rule in rules if "POST" in (rule.methods or ())]
    assert len(posts) >= 10
    for rule in posts:
        address = adapter.build(rule.endpoint, {name: ids.get(name, first) for name in rule.arguments}, method="POST")
        assert client.http.post(address).status_code == HTTPStatus.BAD_REQUEST, address


def test_cookies_are_out_of_reach_of_scripts_and_of_other_sites(runtime: Runtime, world: World) -> None:
    settings = Settings(web=WebSettings(secure_cookies=True))
    app = create_app(replace(runtime, settings=settings))
    with runtime.database.writing() as session:
        token = accounts.create_link(session, world.users[Role.MANAGEMENT], now=MACHINE_NOW, reusable=True)
    response = app.test_client().get(f"/log-ind/link/{token}", base_url="https://localhost")
    cookie = next(one for one in response.headers.getlist("Set-Cookie") if one.startswith("__Host-tracker="))
    assert {"HttpOnly", "Secure", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_a_session_that_was_closed_opens_nothing(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATOR)
    token = client.http.get_cookie("tracker")
    assert token is not None
    with runtime.database.writing() as session:
        accounts.close_session(session, token.value, now=MACHINE_NOW)
    assert client.http.get("/").status_code == HTTPStatus.FOUND


def test_a_session_that_is_over_opens_nothing(app: Flask, runtime: Runtime, visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    later = create_app(replace(runtime, machine_clock=FixedClock(MACHINE_NOW + timedelta(hours=12))))
    token = client.http.get_cookie("tracker")
    assert token is not None
    visitor = Client(later)
    visitor.http.set_cookie("tracker", token.value)
    assert visitor.http.get("/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(
    "target",
    [
        "https://ond.example",
        "//ond.example",
        "/\\ond.example",
        "javascript:alert(1)",
        "opgaver",
        "",
        None,
        "/\tx",
        "/\n/x",
    ],
)
def test_a_sign_in_never_leads_away(target: str | None) -> None:
    assert safe_target(target) is None


@given(st.text())
@example("/opgaver/?lys=red&q=a b")
def test_what_a_sign_in_leads_to_is_a_path_on_this_site(target: str) -> None:
    found = safe_target(target)
    assert found is None or (found[0] == "/" and found[1:2] not in {"/", "\\"})


def test_a_fault_shows_no_traceback(runtime: Runtime, visit: SignIn) -> None:
    @public
    def fail() -> str:
        raise RuntimeError("hemmelig detalje")

    app = create_app(runtime)
    app.add_url_rule("/fejler", "failing", fail)
    page = visit(Role.MANAGEMENT, app).get("/fejler")
    assert page.status == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "hemmelig" not in page.text
    assert "Der skete en fejl hos os" in page.text


def test_a_method_that_a_page_does_not_take_is_explained(visit: SignIn, world: World) -> None:
    page = visit(Role.ADMINISTRATOR).get(f"/opgaver/{world.task}/status")
    assert page.status == HTTPStatus.METHOD_NOT_ALLOWED
    assert set(page.response.headers["Allow"].split(", ")) == {"OPTIONS", "POST"}


def test_what_is_not_there_is_said_with_a_way_on(visit: SignIn) -> None:
    for address in ("/opgaver/999999", "/udvalg/999999", "/aftaler/999999", "/postkasse/999999", "/findes-ikke"):
        page = visit(Role.MANAGEMENT).get(address)
        assert page.status == HTTPStatus.NOT_FOUND, address
        assert "/opgaver/" in page.links
