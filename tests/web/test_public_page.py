"""What anybody may read: approved words and facts, the same for everybody, and no person."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.town_hall import TODAY as SHOWN_DAY
from tests.web.browser import Client, Page
from tests.web.world import NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.clock import COPENHAGEN, FixedClock, MovedClock
from tracker.db.engine import Database
from tracker.db.models import (
    Agreement,
    Committee,
    DeadlineVersion,
    PublicWording,
    PublishedTask,
    Task,
    TaskEvent,
    TaskLink,
    User,
)
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.access import accounts
from tracker.services.actors import Actor
from tracker.services.public.publication import withdraw
from tracker.services.tasks import tasks
from tracker.services.tasks.links import LinkKind, add_link
from tracker.settings import PublicSettings, Settings
from tracker.web.app import create_app

LIST = "/offentlig/"
ELSEWHERE = re.compile(r"/tilgaengelighed/|#")
"""Where the public page leads beside itself."""


def address_of(world: World) -> str:
    return f"/offentlig/{world.agreement}"


@pytest.fixture
def anybody(app: Flask) -> Client:
    return Client(app)


def without_the_page(runtime: Runtime) -> Client:
    return Client(create_app(replace(runtime, settings=Settings())))


@pytest.mark.parametrize("place", ["", "{0}", "{0}/{1}", "{0}.json", "{0}.csv"])
def test_while_it_is_off_there_is_no_such_page(place: str, runtime: Runtime, world: World, visit: SignIn) -> None:
    address = LIST + place.format(world.agreement, world.published)
    assert Client(create_app(runtime)).http.get(address).status_code == 200
    response = without_the_page(runtime).http.get(address)
    assert response.status_code == 404
    unknown = without_the_page(runtime).http.get("/findes-ikke").get_data()
    assert re.sub(rb"sprog=en|/offentlig/[\w./]*|/findes-ikke", b"", response.get_data()) == re.sub(
        rb"sprog=en|/findes-ikke", b"", unknown
    )


def test_while_it_is_off_nothing_is_approved_and_nothing_is_offered(runtime: Runtime, world: World) -> None:
    assert Settings().public.enabled is False
    client = without_the_page(runtime)
    with runtime.database.writing() as session:
        now = runtime.machine_clock.now()
        token = accounts.open_session(session, world.users[Role.ADMINISTRATOR], now=now, lifetime=timedelta(hours=1))
    client.http.set_cookie("tracker", token)
    pages = [client.get(each) for each in ("/opgaver/", f"/aftaler/{world.agreement}", f"/opgaver/{world.published}")]
    assert not [link for page in pages for link in page.links if "offentlig" in link]
    assert not [each for page in pages for each in page.parsed.all("option") if "offentlig" in each.attributes["value"]]
    assert not [each for page in pages for each in page.parsed.all("select") if each.attributes["name"] == "offentlig"]
    assert "På den offentlige side" not in pages[-1].main
    assert client.get(f"/opgaver/{world.promised}/offentlig/").status == 404
    assert client.get(f"/aftaler/{world.agreement}/offentlig/").status == 404
    assert client.get(f"/opgaver/ret/?hvad=offentlig&opgave={world.promised}").status == 404
    assert client.http.get("/robots.txt").status_code == 404


def test_search_engines_are_let_in_here_and_nowhere_else(anybody: Client, world: World) -> None:
    response = anybody.http.get("/robots.txt")
    assert response.mimetype == "text/plain"
    assert response.text.splitlines()[:2] == ["User-agent: *", "Allow: /offentlig/"]
    assert response.text.endswith("Disallow: /\n")
    assert "noindex" not in anybody.http.get(address_of(world)).text
    assert "noindex" in anybody.http.get("/log-ind").text


def test_the_list_leads_to_the_agreement_and_it_to_each_commitment(anybody: Client, world: World) -> None:
    page = anybody.get(LIST)
    assert "Aftale om budgettet" in page.main
    assert "Indgået 8. oktober 2018. 1 løfte: 1 ikke begyndt." in page.main
    assert address_of(world) in page.links
    assert f"{address_of(world)}/{world.published}" in anybody.get(address_of(world)).links
    page = anybody.get(f"{address_of(world)}/{world.published}")
    assert "Et løfte til borgerne" in page.main
    assert "Det går fremad. Kommunens ord, 27. april 2019" in page.main
    assert "Ikke begyndt" in page.main
    assert "inden sommeren 2019" in [mark.text for mark in page.parsed.all("mark")]


def test_what_is_not_approved_is_not_there(anybody: Client, world: World) -> None:
    for place in (f"{address_of(world)}/{world.promised}", f"{address_of(world)}/{world.task}", "/offentlig/99"):
        page = anybody.get(place)
        assert page.status == 404
        assert LIST in page.links
        assert "log-ind" not in page.response.text
        assert page.response.headers["Cache-Control"] == "no-store"
    assert anybody.get(f"/offentlig/{world.agreement + 1}/{world.published}").status == 404


def test_a_page_can_be_kept_and_is_not_sent_again_while_it_is_the_same(anybody: Client, world: World) -> None:
    for place in (LIST, address_of(world), f"{address_of(world)}/{world.published}", f"{address_of(world)}.json"):
        first = anybody.http.get(place)
        assert first.headers["Cache-Control"] == "public, max-age=300"
        again = anybody.http.get(place, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert anybody.http.head(place).headers["ETag"] == first.headers["ETag"]


def test_it_is_not_sent_again_either_to_who_tells_the_time_of_the_last_change(
    anybody: Client, runtime: Runtime, world: World
) -> None:
    places = LIST, address_of(world), f"{address_of(world)}/{world.published}", f"{address_of(world)}.csv"
    seen = {place: anybody.http.get(place).headers for place in places}
    for place in places:
        told = {"If-Modified-Since": seen[place]["Last-Modified"]}
        again = anybody.http.get(place, headers=told)
        assert (again.status_code, again.get_data(), again.headers["ETag"]) == (304, b"", seen[place]["ETag"])
        # Where both are sent, the tag decides.
        assert anybody.http.get(place, headers={**told, "If-None-Match": '"another"'}).status_code == 200
    with runtime.database.writing() as session:
        actor = Actor.of(session.get_one(User, world.users[Role.ADMINISTRATION]))
        withdraw(session, world.published, actor=actor, now=runtime.now() + timedelta(minutes=5))
    for place in (LIST, address_of(world), f"{address_of(world)}.csv"):
        after = anybody.http.get(place, headers={"If-Modified-Since": seen[place]["Last-Modified"]})
        assert after.status_code == 200, place


def test_a_new_day_is_a_change_since_what_was_not_late_may_be(runtime: Runtime, world: World) -> None:
    def get(days: int, **headers: str) -> TestResponse:
        clock = FixedClock(runtime.now() + timedelta(days=days))
        return Client(create_app(replace(runtime, clock=clock))).http.get(address_of(world), headers=headers)

    seen = {"If-Modified-Since": get(0).headers["Last-Modified"]}
    assert get(0, **seen).status_code == 304
    assert get(1, **seen).status_code == 200


def test_a_changed_status_changes_what_is_kept(anybody: Client, runtime: Runtime, world: World) -> None:
    place = f"{address_of(world)}/{world.published}"
    before = anybody.http.get(place)
    with runtime.database.writing() as session:
        actor = Actor.of(session.get_one(User, world.users[Role.ADMINISTRATION]))
        how = {"revision": None, "actor": actor, "now": NOW + timedelta(days=210)}
        tasks.set_status(session, world.published, Status.IN_PROGRESS, comment="Internt", **how)
        tasks.move_deadline(session, world.published, date(2019, 8, 31), reason="Internt", **how)
    after = anybody.http.get(place, headers={"If-None-Match": before.headers["ETag"]})
    assert after.status_code == 200
    page = anybody.checked(after, place).main
    assert "I gang" in page
    assert "Frist 31. august 2019 Oprindelig frist 31. maj 2019 (flyttet 1 gang)" in page
    assert "Internt" not in page


def test_how_long_it_is_kept_is_a_setting(runtime: Runtime, world: World) -> None:
    settings = Settings(public=PublicSettings(enabled=True, max_age_seconds=0))
    client = Client(create_app(replace(runtime, settings=settings)))
    assert client.http.get(LIST).headers["Cache-Control"] == "public, max-age=0"


@pytest.mark.parametrize("role", Role)
def test_whoever_is_signed_in_gets_the_very_same_page(role: Role, visit: SignIn, anybody: Client, world: World) -> None:
    client = visit(role)
    for place in (LIST, f"{address_of(world)}?status=i-gang", f"{address_of(world)}/{world.published}", "/offentlig/9"):
        client.http.set_cookie("tracker-form", "noget")
        mine, theirs = client.http.get(place), anybody.http.get(place)
        assert mine.get_data() == theirs.get_data()
        assert {**mine.headers, "Date": ""} == {**theirs.headers, "Date": ""}


def test_it_is_read_in_english_by_its_address_and_what_was_approved_stays_danish(anybody: Client, world: World) -> None:
    page = anybody.get(f"{address_of(world)}?sprog=en")
    assert page.parsed.all("html")[0].attributes["lang"] == "en"
    assert "Not begun" in page.main
    assert [each.attributes.get("lang") for each in page.parsed.all("h1")] == ["da"]
    assert f"{address_of(world)}/{world.published}?sprog=en" in page.links
    assert page.form(address_of(world)).fields["sprog"] == "en"
    alternates = {each.attributes.get("hreflang"): each.attributes["href"] for each in page.parsed.all("link")}
    assert alternates["da"] == f"http://127.0.0.1:8000{address_of(world)}?sprog=da"


def test_it_is_searched_in_approved_words_alone(anybody: Client, world: World) -> None:
    place = address_of(world)
    assert "Et løfte til borgerne" in anybody.get(f"{place}?q=borger").main
    for words in ("Anna Holm", "høringssvar", "findesikke"):
        page = anybody.get(place, query_string={"q": words})
        assert "Ingen løfter passer til det, du søger" in page.main
        assert place in page.links


@pytest.mark.parametrize(
    "odd", ["?udvalg=x&status=x&saml=x&side=x", "?udvalg=99999999999", "?side=0", "?side=77", "?q=%25"]
)
def test_an_address_that_says_nothing_is_no_fault(odd: str, anybody: Client, world: World) -> None:
    assert anybody.get(address_of(world) + odd).status == 200


@pytest.fixture
def fair(town_hall: Path) -> Iterator[Runtime]:
    """The demonstration, as its own command serves it."""
    database = Database(f"sqlite:///{town_hall}")
    settings = Settings(public=PublicSettings(enabled=True))
    yield Runtime(settings, database, MovedClock.starting_on(SHOWN_DAY, COPENHAGEN), FixedClock(NOW), True)
    database.dispose()


def every_answer(client: FlaskClient) -> dict[str, TestResponse]:
    """What every address answers that can be reached from the list, in both languages, and the files."""
    found: dict[str, TestResponse] = {}
    waiting = [LIST, f"{LIST}?sprog=en", "/robots.txt"]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        found[address] = response = client.get(address)
        if response.mimetype == "text/html":
            page = Client(client.application).checked(response, address)
            waiting += _onward(page, address)
    return found


def _onward(page: Page, address: str) -> Iterator[str]:
    for link in page.links:
        parts = urlsplit(link)
        if ELSEWHERE.match(link):
            continue
        assert parts.path.startswith(LIST), f"{address} leads to {link}"
        yield link


def secrets(session_of: Database) -> set[str]:
    """What must be on no public page: persons, what people wrote, and what nobody approved."""
    with session_of.reading() as session:
        unapproved = select(Task.title).where(Task.id.not_in(select(PublishedTask.task_id).where(PublishedTask.shown)))
        columns = [
            select(User.name),
            select(User.email),
            select(Committee.chair),
            select(TaskEvent.actor_name),
            select(TaskEvent.comment),
            select(DeadlineVersion.reason),
            select(TaskLink.address),
            select(PublicWording.approved_by),
            select(Agreement.file_name),
        ]
        found = {text for query in columns for text in session.scalars(query) if text}
        approved = select(PublicWording).join(PublishedTask, PublishedTask.wording_id == PublicWording.id)
        wordings = session.scalars(approved.where(PublishedTask.shown)).all()
        words = "\n".join(f"{each.title}\n{each.section}\n{each.passage}" for each in wordings)
        # What a heading or a passage says that was approved can be the title of another task.
        return found | {title for title in session.scalars(unapproved) if title not in words}


def test_no_page_of_the_demonstration_tells_of_a_person_or_of_what_is_internal(fair: Runtime) -> None:
    answers = every_answer(create_app(fair).test_client())
    hidden = secrets(fair.database)
    assert len(answers) > 240
    assert len(hidden) > 60
    for address, response in answers.items():
        assert response.status_code == 200, address
        assert "Set-Cookie" not in response.headers, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert response.headers["Cache-Control"].startswith("public"), address
        body = response.text
        assert [text for text in hidden if text in body] == [], address
        assert not re.search(r"@|csrf|/opgaver|/log-ind|/udvalg/\d|/profil", body), address


def test_the_guard_finds_what_would_be_a_breach(fair: Runtime) -> None:
    hidden = secrets(fair.database)
    with fair.database.reading() as session:
        assert {session.scalars(select(User.name)).first(), session.scalars(select(User.email)).first()} <= hidden


def test_every_figure_leads_to_as_many_commitments_as_it_counts(fair: Runtime) -> None:
    client = Client(create_app(fair))
    page = client.get("/offentlig/1")
    figures = [each for each in page.parsed.all("a") if "count" in each.attributes.get("class", "").split()]
    counted = {each.attributes["href"]: int(re.findall(r"\d+", each.text)[0]) for each in figures}
    total, *states = counted.values()
    assert (len(states), sum(states)) == (5, total)
    for address, number in counted.items():
        told = client.get(address)
        assert f"af {number} løfter" in told.main or (number == 0 and "Ingen løfter passer" in told.main)


def test_a_committee_is_chosen_and_groups_the_list(fair: Runtime) -> None:
    client = Client(create_app(fair))
    options = client.get("/offentlig/1").parsed.all("option")
    committee = next(each for each in options if each.text.strip() == "Kultur- og Fritidsudvalget")
    page = client.get(f"/offentlig/1?udvalg={committee.attributes['value']}&saml=udvalg")
    assert {each.text for each in page.parsed.all("h2")} >= {"Kultur- og Fritidsudvalget"}
    owned = [each for each in page.parsed.all("dd") if "Kultur- og Fritidsudvalget" in each.text]
    assert len(owned) == len(re.findall(r'class="promise"', page.response.text)) > 3


def test_pages_follow_each_other_and_hold_everything_once(fair: Runtime) -> None:
    client = Client(create_app(fair))
    seen: list[str] = []
    address: str | None = "/offentlig/1"
    while address:
        page = client.get(address)
        seen += re.findall(r"/offentlig/1/(\d+)", " ".join(page.links))
        address = next(
            (each.attributes["href"] for each in page.parsed.all("a") if each.attributes.get("rel") == "next"), None
        )
    [total] = {int(found) for found in re.findall(r"af (\d+) løfter", client.get("/offentlig/1").main)}
    assert len(seen) == len(set(seen)) == total > 50


def test_programs_and_spreadsheets_get_the_same_facts(fair: Runtime) -> None:
    client = create_app(fair).test_client()
    response = client.get("/offentlig/1.json")
    told = json.loads(response.text)
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert (told["signed_on"], told["as_of"], told["next"]) == ("2018-10-08", "2019-05-15", None)
    commitments = told["commitments"]
    assert told["figures"]["promised"] == len(commitments) == sum(told["figures"].values()) / 2
    moved = [each for each in commitments if each["moves"]]
    assert moved
    assert all(each["first_due_on"] < each["due_on"] for each in moved)
    sheet = client.get("/offentlig/1.csv")
    rows = list(csv.DictReader(io.StringIO(sheet.get_data().decode("utf-8-sig")), delimiter=";"))
    assert [(row["Løfte"], row["Adresse"]) for row in rows] == [
        (each["title"], each["address"]) for each in commitments
    ]
    assert "attachment" in sheet.headers["Content-Disposition"]
    assert {row["Status"] for row in rows} >= {"Indfriet", "I gang", "Ikke begyndt", "Forsinket"}


def test_what_is_withdrawn_is_gone_everywhere_at_once(anybody: Client, runtime: Runtime, world: World) -> None:
    with runtime.database.writing() as session:
        actor = Actor.of(session.get_one(User, world.users[Role.ADMINISTRATION]))
        add_link(
            session, world.published, LinkKind.CASE, title="", address="https://sager.example.dk", actor=actor, now=NOW
        )
        withdraw(session, world.published, actor=actor, now=NOW)
    assert anybody.get(f"{address_of(world)}/{world.published}").status == 404
    assert "Der er ingen løfter at se endnu" in anybody.get(address_of(world)).main
    assert json.loads(anybody.http.get(f"{address_of(world)}.json").text)["commitments"] == []
