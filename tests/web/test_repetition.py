"""How often a task falls due, on its pages: looked at before it is saved, and told wherever the task is."""

from __future__ import annotations

import re
from datetime import date, timedelta
from http import HTTPStatus

import icalendar

from tests.factories import ADMINISTRATION
from tests.web.browser import Client, Page
from tests.web.test_feeds import events, fetch, make
from tests.web.world import DOMAIN_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.tasks import repetition, tasks

QUARTERLY = "FREQ=MONTHLY;INTERVAL=3"
FORM = {"rule": QUARTERLY, "due": "2019-06-30", "until": "2020-06-30", "reason": "Aftalt på mødet."}


def send(client: Client, task: int, step: str, **changed: str) -> Page:
    address = f"/opgaver/{task}/gentagelse/"
    return client.send(address, address, step=step, **(FORM | changed))


def repeat(runtime: Runtime, task: int, due: date = date(2019, 6, 30), until: date | None = date(2020, 6, 30)) -> None:
    with runtime.database.writing() as session:
        repetition.set_rule(
            session,
            task,
            QUARTERLY,
            due,
            until,
            reason="Aftalt.",
            revision=None,
            actor=ADMINISTRATION,
            now=DOMAIN_NOW,
        )


def report(runtime: Runtime, task: int) -> None:
    with runtime.database.writing() as session:
        tasks.set_status(
            session,
            task,
            Status.PRESENTED,
            presented_on=DOMAIN_NOW.date() - timedelta(days=1),
            revision=None,
            actor=ADMINISTRATION,
            now=DOMAIN_NOW,
        )


def test_the_dates_are_looked_at_before_they_are_saved(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    looked = send(client, world.task, "look", reason="")
    assert looked.status == HTTPStatus.OK
    assert "Gentages hvert kvartal til og med 30. juni 2020. Det giver 5 frister." in looked.text
    assert "30. juni 2019 næste frist 30. september 2019 31. december 2019 31. marts 2020 30. juni 2020" in looked.text
    assert "Gentag opgaven" in client.get(f"/opgaver/{world.task}").text  # nothing is saved yet
    page = send(client, world.task, "save")
    assert "Gentagelsen er gemt." in page.text
    assert "Gentages hvert kvartal til og med 30. juni 2020. Aftalt på mødet." in page.text
    assert "Næste 30. juni 2019 I gang Kommer 30. september 2019 31. december 2019" in page.text


def test_a_new_repetition_is_proposed_to_the_end_of_the_councils_term(visit: SignIn, world: World) -> None:
    page = visit(Role.SECRETARY).get(f"/opgaver/{world.task}/gentagelse/")
    fields = page.form(f"/opgaver/{world.task}/gentagelse/").fields
    assert (fields["rule"], fields["due"], fields["until"]) == ("", "2019-06-30", "2021-12-31")


def test_a_rule_of_an_agreement_that_is_no_usual_one_can_be_kept(visit: SignIn, world: World, runtime: Runtime) -> None:
    with runtime.database.writing() as session:
        repetition.set_rule(
            session,
            world.task,
            "FREQ=MONTHLY;BYDAY=1MO",
            date(2019, 7, 1),
            None,
            reason="Aftalt.",
            revision=None,
            actor=ADMINISTRATION,
            now=DOMAIN_NOW,
        )
    page = visit(Role.ADMINISTRATION).get(f"/opgaver/{world.task}/gentagelse/")
    assert "Den første mandag i hver måned" in page.text
    assert page.form(f"/opgaver/{world.task}/gentagelse/").fields["rule"] == "FREQ=MONTHLY;BYDAY=1MO"


def test_what_is_wrong_is_said_and_nothing_is_saved(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    for changed, words in (
        ({"rule": ""}, "Vælg, hvor tit opgaven skal gentages."),
        ({"rule": "kage"}, "Vælg, hvor tit opgaven skal gentages."),
        ({"rule": "FREQ=YEARLY;INTERVAL=0"}, "Vælg, hvor tit opgaven skal gentages."),
        ({"due": "snart"}, "Skriv datoen som dag-måned-år"),
        ({"until": "2019-01-01"}, "Gentagelsen slutter før den næste frist."),
        ({"reason": " "}, "Skriv hvorfor gentagelsen ændres."),
    ):
        page = send(client, world.task, "save", **changed)
        assert (page.status, words in page.text) == (HTTPStatus.UNPROCESSABLE_ENTITY, True), words
    assert "Gentag opgaven" in client.get(f"/opgaver/{world.task}").text


def test_the_dates_stay_on_the_page_when_only_the_reason_is_missing(visit: SignIn, world: World) -> None:
    page = send(visit(Role.ADMINISTRATION), world.task, "save", reason=" ")
    assert "Datoerne, hvis du gemmer" in page.text
    assert "Gem gentagelsen" in page.text


def test_a_task_is_reported_time_by_time_and_the_page_tells_them_apart(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    repeat(runtime, world.task)
    report(runtime, world.task)
    client = visit(Role.ADMINISTRATION)
    page = client.get(f"/opgaver/{world.task}")
    assert "Afsluttet 30. juni 2019 Forelagt 14. maj 2019" in page.text
    assert "Næste 30. september 2019 Ikke startet" in page.text
    moved = client.send(
        f"/opgaver/{world.task}", f"/opgaver/{world.task}/frist", due="2019-10-15", reason="Efterårsferie."
    )
    assert "Næste 30. september 2019 flyttet til 15. oktober 2019" in moved.text
    assert "Første frist 30. september 2019 (flyttet 1 gang)" in moved.text
    listed = client.get("/opgaver/?q=cykelsti").text
    assert "15. oktober 2019" in listed
    assert "hvert kvartal" in listed


def test_whoever_closes_a_time_is_told_that_the_task_goes_on_to_the_next(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    repeat(runtime, world.task)
    address = f"/opgaver/{world.task}"
    page = visit(Role.ADMINISTRATION).send(address, f"{address}/status", status="presented", presented_on="2019-05-14")
    assert "Afsluttet for 30. juni 2019; næste frist er 30. september 2019." in page.text.split("Historik")[0]
    assert "Status er gemt." not in page.text


def test_it_is_taken_away_with_a_reason_and_the_time_at_hand_is_the_last(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    repeat(runtime, world.task)
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}/gentagelse/"
    refused = client.send(address, f"{address}fjern", reason="")
    assert "Skriv hvorfor opgaven ikke gentages mere." in refused.text
    page = client.send(address, f"{address}fjern", reason="Udvalget er nedlagt.")
    assert "Gentages ikke længere. Udvalget er nedlagt." in page.text
    assert "Kommer" not in page.text


def test_of_two_people_the_second_is_told(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    address = f"/opgaver/{world.task}/gentagelse/"
    form = client.get(address).form(address)
    repeat(runtime, world.task)
    page = client.post(address, {**form.fields, **FORM, "step": "save"})
    assert page.status == HTTPStatus.CONFLICT


def test_every_time_is_an_event_of_its_own_in_a_calendar(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.MANAGEMENT)
    path = make(client, world.committee)
    repeat(runtime, world.task)
    before = _of(world.task, events(fetch(client, path)))
    assert [(name, event["DTSTART"].dt) for name, event in before.items()] == [
        ("", date(2019, 6, 30)),
        ("-2", date(2019, 9, 30)),
        ("-3", date(2019, 12, 31)),
        ("-4", date(2020, 3, 31)),
        ("-5", date(2020, 6, 30)),
    ]
    report(runtime, world.task)
    with runtime.database.writing() as session:
        tasks.move_deadline(
            session,
            world.task,
            date(2019, 10, 15),
            reason="Efterårsferie.",
            revision=None,
            actor=ADMINISTRATION,
            now=DOMAIN_NOW,
        )
    after = _of(world.task, events(fetch(client, path)))
    assert {name: event["DTSTART"].dt for name, event in after.items()} == {
        "-2": date(2019, 10, 15),
        "-3": date(2019, 12, 31),
        "-4": date(2020, 3, 31),
        "-5": date(2020, 6, 30),
    }
    assert int(after["-2"]["SEQUENCE"]) > int(before["-2"]["SEQUENCE"])


def _of(task: int, found: dict[str, icalendar.Event]) -> dict[str, icalendar.Event]:
    """The events of a task by what comes after its number in their names."""
    names = {name: re.fullmatch(rf"opgave-{task}(|-\d+)@127\.0\.0\.1", name) for name in found}
    own = {match[1]: found[name] for name, match in names.items() if match}
    return dict(sorted(own.items()))


def test_the_year_shows_the_times_ahead_once_also_when_the_one_at_hand_is_moved_past_them(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    repeat(runtime, world.task)
    with runtime.database.writing() as session:
        tasks.move_deadline(
            session,
            world.task,
            date(2019, 10, 15),
            reason="Sent.",
            revision=None,
            actor=ADMINISTRATION,
            now=DOMAIN_NOW,
        )
    page = visit(Role.MANAGEMENT).get(f"/aarshjul/2019?udvalg={world.committee}")
    assert page.text.count("Forslag til ny cykelsti forelægges") == 2  # September and December
