"""Waiting for other tasks, and steps, on the page of a task, in lists and in the interface for other programs."""

from __future__ import annotations

from http import HTTPStatus
from io import BytesIO

import pytest

from tests.services.sheets.round_trip import edited
from tests.web.browser import Client
from tests.web.world import SignIn, World
from tracker.domain.roles import Role


def test_a_task_waits_for_another_that_is_found_by_its_words(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    page = client.send(address, f"{address}/venter-paa/", awaited="belysning")
    assert "Opgaven venter nu på den anden." in page.text
    assert "Venter på «Redegørelse for belysning forelægges»." in page.text
    assert f"/opgaver/{world.overdue}" in page.links
    other = client.get(f"/opgaver/{world.overdue}")
    assert "Venter på denne opgave Forslag til ny cykelsti forelægges" in other.text
    assert "1 opgave venter på denne: Forslag til ny cykelsti forelægges (frist 30. juni 2019)" in other.text
    waiting, blocking = (client.get(f"/opgaver/?venter={each}").text for each in ("paa-andre", "blokerer"))
    assert "1 opgave" in waiting
    assert "Venter på «Redegørelse for belysning forelægges»" in waiting
    assert "1 opgave venter på den" in blocking
    remove = f"{address}/venter-paa/{world.overdue}/fjern"
    gone = client.send(address, remove)
    assert "Opgaven venter ikke på andre." in gone.text


def test_a_number_or_an_address_names_a_task_too(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    page = client.send(address, f"{address}/venter-paa/", awaited=f"https://x.example.dk/opgaver/{world.overdue}#waits")
    assert "Opgaven venter nu på den anden." in page.text
    circle = client.send(f"/opgaver/{world.overdue}", f"/opgaver/{world.overdue}/venter-paa/", awaited=str(world.task))
    assert circle.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "så de ville vente på hinanden." in circle.text


def test_among_several_that_fit_somebody_chooses(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    page = client.send(address, f"{address}/venter-paa/", awaited="forelægges")
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Flere opgaver passer til «forelægges». Vælg en af dem." in page.text
    fields = page.form(f"{address}/venter-paa/").fields
    chosen = client.post(f"{address}/venter-paa/", {**fields, "choice": str(world.overdue)})
    assert "Opgaven venter nu på den anden." in chosen.text
    nothing = client.send(address, f"{address}/venter-paa/", awaited="findesikke")
    assert "Ingen åben opgave passer til «findesikke»." in nothing.text
    assert "Vælg en opgave, eller skriv ord" in client.send(address, f"{address}/venter-paa/").text


def test_a_move_past_a_waiting_task_is_warned_of(visit: SignIn, world: World) -> None:
    client, awaited = visit(Role.ADMINISTRATION), f"/opgaver/{world.overdue}"
    client.send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/venter-paa/", awaited=str(world.overdue))
    page = client.send(awaited, f"{awaited}/frist", due="2019-07-31", reason="Høring.")
    assert "Den nye frist ligger efter fristen på opgaver, der venter på denne: «Forslag til ny cykelsti" in page.text
    assert "før fristen på denne opgave" in page.text
    assert "efter fristen på denne opgave" in client.get(f"/opgaver/{world.task}").text


WARNED = "Den nye frist ligger efter fristen på opgaver, der venter på denne: «Forslag til ny cykelsti"


@pytest.fixture
def held_up(visit: SignIn, world: World) -> Client:
    """Somebody who has let the task wait for the overdue one."""
    client = visit(Role.ADMINISTRATION)
    client.send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/venter-paa/", awaited=str(world.overdue))
    return client


def test_a_move_of_many_tasks_is_warned_of_before_and_after(held_up: Client, world: World) -> None:
    form = held_up.get(f"/opgaver/ret/?hvad=frist&opgave={world.overdue}").form("/opgaver/ret/")
    shown = held_up.post("/opgaver/ret/", {**form.fields, "trin": "vis", "due": "2019-07-31", "reason": "Høring."})
    assert WARNED in shown.text
    done = held_up.post("/opgaver/ret/", shown.form("/opgaver/ret/").fields | {"trin": "gem"})
    assert "1 opgave er ændret." in done.text
    assert WARNED in done.text


def test_a_move_by_a_sheet_is_warned_of_before_and_after(held_up: Client, world: World) -> None:
    book = held_up.http.get("/rapport/opgaver.xlsx?vis=alle").data
    moved = edited(book, {world.overdue: {"Frist": "31. juli 2019", "Begrundelse": "Høring."}})
    page = held_up.send("/opgaver/regneark/", "/opgaver/regneark/", file=(BytesIO(moved), "status.xlsx"))
    assert WARNED in page.text
    taking = next(each for each in page.parsed.forms if each.action.endswith("/gem"))
    assert WARNED in held_up.post(taking.action, taking.fields).text


def test_steps_are_added_ticked_moved_and_removed(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    page = client.send(address, f"{address}/trin/", steps="Høring\nUdkast")
    assert "Trin (0 af 2 færdige)" in page.text
    first, second = sorted(
        {
            form.action
            for form in page.parsed.forms
            if form.action.startswith(f"{address}/trin/") and form.action[-1] != "/"
        }
    )
    page = client.send(address, first, do="done")
    assert "Trin (1 af 2 færdige)" in page.text
    assert "Trin færdigt: Høring." in page.text
    page = client.send(address, second, do="up")
    assert page.text.index("Udkast") < page.text.index("Høring")
    page = client.send(address, second, do="remove")
    assert "Trin (1 af 1 færdige)" in page.text
    assert client.send(address, first, do="dance").status == HTTPStatus.BAD_REQUEST
    assert "Skriv mindst ét trin." in client.send(address, f"{address}/trin/", steps=" ").text
