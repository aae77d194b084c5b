"""Calendars to subscribe to: who may fetch them, what stands in them, and what a strict reader says of them."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import icalendar
import pytest
from werkzeug.test import TestResponse

from tests.factories import ADMINISTRATION, NOW
from tests.web.browser import Client
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import User
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.meetings import meetings
from tracker.services.tasks import tasks

REQUIRED = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "URL"}


def make(client: Client, committee: int | None) -> str:
    """Makes a calendar on the page; the path of its address."""
    page = client.send("/kalendere/", "/kalendere/", committee=str(committee) if committee else "mine")
    assert page.status == 201
    found = re.search(r"http://127\.0\.0\.1:8000(/kalendere/[\w-]{43}\.ics)", page.text)
    assert found
    return found[1]


def fetch(client: Client, path: str) -> TestResponse:
    """The calendar, as another program gets it: without a cookie."""
    return client.app.test_client().get(path)


def events(response: TestResponse) -> dict[str, icalendar.Event]:
    """The events of a calendar by their lasting names, after a strict reading."""
    assert response.status_code == 200
    text = response.data.decode("utf-8")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    whole = icalendar.Calendar.from_ical(text)
    assert isinstance(whole, icalendar.Calendar)
    assert (whole["VERSION"], whole["METHOD"]) == ("2.0", "PUBLISH")
    found = list(whole.walk("VEVENT"))
    for event in found:
        assert event.errors == []
        assert set(event) >= REQUIRED
        assert all(not isinstance(event[name], list) for name in REQUIRED)
    by_name = {str(event["UID"]): event for event in found}
    assert len(by_name) == len(found)
    return by_name


def test_a_committees_calendar_has_its_tasks_and_its_meetings(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    found = events(fetch(client, make(client, world.committee)))
    task = found[f"opgave-{world.task}@127.0.0.1"]
    assert (task["DTSTART"].dt, task["DTEND"].dt) == (date(2019, 6, 30), date(2019, 7, 1))
    assert task["SUMMARY"] == "Frist: Forslag til ny cykelsti forelægges"
    assert task["URL"] == f"http://127.0.0.1:8000/opgaver/{world.task}"
    assert sum(name.startswith("moede-") for name in found) == 11
    assert f"opgave-{world.closed}@127.0.0.1" not in found


def test_my_calendar_has_what_i_am_responsible_for(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    assert set(events(fetch(client, make(client, None)))) == {f"opgave-{world.task}@127.0.0.1"}


def test_a_moved_date_keeps_its_name_and_raises_its_sequence(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.MANAGEMENT)
    path, name = make(client, world.committee), f"opgave-{world.task}@127.0.0.1"
    before = events(fetch(client, path))[name]
    with runtime.database.writing() as session:
        tasks.move_deadline(
            session, world.task, date(2019, 9, 30), reason="Valg.", revision=None, actor=ADMINISTRATION, now=NOW
        )
    after = events(fetch(client, path))[name]
    assert after["DTSTART"].dt == date(2019, 9, 30)
    assert int(after["SEQUENCE"]) > int(before["SEQUENCE"])


def test_a_moved_meeting_too(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.MANAGEMENT)
    path = make(client, world.committee)
    before = events(fetch(client, path))
    name = next(each for each, event in before.items() if event["DTSTART"].dt == date(2019, 6, 8))
    with runtime.database.writing() as session:
        number = int(re.findall(r"\d+", name)[0])
        meetings.move_meeting(session, number, date(2019, 6, 12), None, actor=ADMINISTRATION)
    after = events(fetch(client, path))
    assert after[name]["DTSTART"].dt == date(2019, 6, 12)
    assert int(after[name]["SEQUENCE"]) > int(before[name]["SEQUENCE"])


def test_a_task_that_is_closed_leaves_the_calendar(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.MANAGEMENT)
    path = make(client, world.committee)
    with runtime.database.writing() as session:
        tasks.set_status(
            session,
            world.task,
            Status.PRESENTED,
            presented_on=NOW.date(),
            revision=None,
            actor=ADMINISTRATION,
            now=NOW,
        )
    assert f"opgave-{world.task}@127.0.0.1" not in events(fetch(client, path))


def test_a_calendar_that_has_not_changed_is_not_sent_again(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    path = make(client, world.committee)
    tag = fetch(client, path).headers["ETag"]
    assert client.app.test_client().get(path, headers={"If-None-Match": tag}).status_code == 304


def test_a_withdrawn_calendar_and_one_whose_user_has_left_are_gone(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    client, other = visit(Role.MANAGEMENT), visit(Role.SECRETARY)
    withdrawn, left = make(client, None), make(other, world.committee)
    page = client.get("/kalendere/")
    action = next(form.action for form in page.parsed.forms if form.action.endswith("/traek-tilbage"))
    assert "Kalenderen er trukket tilbage." in client.send("/kalendere/", action).text
    with runtime.database.writing() as session:
        session.get_one(User, world.users[Role.SECRETARY]).active = False
    assert [fetch(client, path).status_code for path in (withdrawn, left)] == [404, 404]


def test_nobody_withdraws_the_calendar_of_another(visit: SignIn, world: World) -> None:
    owner, other = visit(Role.SECRETARY), visit(Role.ADMINISTRATOR)
    path = make(owner, world.committee)
    action = next(
        form.action for form in owner.get("/kalendere/").parsed.forms if form.action.endswith("/traek-tilbage")
    )
    token = other.get("/kalendere/").form("/kalendere/").fields["csrf_token"]
    assert other.post(action, {"csrf_token": token}).status == 404
    assert fetch(owner, path).status_code == 200


@pytest.mark.parametrize("path", ["/kalendere/gaet.ics", f"/kalendere/{'x' * 43}.ics", "/kalendere/%00.ics"])
def test_a_guessed_address_leads_nowhere(path: str, visit: SignIn) -> None:
    assert fetch(visit(None), path).status_code == 404


@pytest.mark.parametrize(("chosen", "status"), [("kage", 422), ("", 422), ("999", 404)])
def test_a_calendar_of_nothing_is_not_made(chosen: str, status: int, visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    assert client.send("/kalendere/", "/kalendere/", committee=chosen).status == status
    assert "Du henter ingen kalendere" in client.get("/kalendere/").text


def test_a_list_becomes_a_calendar_of_the_tasks_that_have_a_date(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.get(f"/opgaver/?udvalg={world.committee}")
    (link,) = [each for each in page.links if each.startswith("/opgaver/frister.ics")]
    found = events(client.http.get(link))
    assert f"opgave-{world.task}@127.0.0.1" in found
    assert f"opgave-{world.foreign}@127.0.0.1" not in found
    assert client.get("/opgaver/frister.ics?lys=gul").status == 400


def test_a_list_tells_other_programs_where_they_find_the_same(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/opgaver/?udvalg={world.committee}&status=in_progress&side=1&antal=50")
    (told,) = re.findall(r"http://127\.0\.0\.1:8000(/api/v1/tasks\S*)", page.text)
    assert parse_qs(urlsplit(told).query) == {"udvalg": [str(world.committee)], "status": ["in_progress"]}
