"""Changing many tasks at once, as people do it: tick, see what would happen, do it."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role
from tracker.web.bulk_form import ACTIONS

CHANGES = {
    "status": {"status": "waiting", "comment": "Afventer høring."},
    "frist": {"due": "2019-09-30", "reason": "Valget."},
    "ansvarlig": {"user": "3"},
    "udvalg": {"lead": "4", "reason": "Ny struktur."},
    "udgaaet": {"reason": "Opgivet."},
    "offentlig": {"extent": "sentence"},
    "ikke-offentlig": {},
}
SAID = {
    "status": "I gang → Afventer",
    "frist": "Frist flyttet fra 30. juni 2019 til 30. september 2019.",
    "ansvarlig": "Ansvarlig ændret fra Anna Holm til Lars Beck.",
    "udvalg": "Udvalg ændret fra Teknik- og Miljøudvalget til Erhvervs- og Beskæftigelsesudvalget.",
    "udgaaet": "I gang → Udgået",
    "offentlig": "Vises på den offentlige side: «",
    "ikke-offentlig": "Taget af den offentlige side: «Et løfte til borgerne».",
}


def concerned(name: str, world: World) -> int:
    """A task that the change can be made of."""
    return {"offentlig": world.promised, "ikke-offentlig": world.published}.get(name, world.task)


def shown(client: Client, world: World, name: str, *ids: int) -> Page:
    """The page that says what would happen."""
    chosen = "&".join(f"opgave={each}" for each in ids)
    start = client.get(f"/opgaver/ret/?hvad={name}&{chosen}").form("/opgaver/ret/")
    opgaver = [f"{each}:" for each in ids]
    fields = {"csrf_token": start.fields["csrf_token"], "hvad": name, "trin": "vis", "opgave": opgaver}
    return client.post("/opgaver/ret/", {**fields, **CHANGES[name]})


def test_every_change_is_tried_here() -> None:
    assert set(CHANGES) == set(SAID) == set(ACTIONS)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_shown_first_and_made_when_it_is_confirmed(name: str, visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    task = concerned(name, world)
    page = shown(client, world, name, task)
    assert "Det vil ske" in page.text
    assert SAID[name] in page.text
    assert SAID[name] not in client.get(f"/opgaver/{task}").text
    done = client.post("/opgaver/ret/", page.form("/opgaver/ret/").fields | {"trin": "gem"})
    assert "1 opgave er ændret." in done.text
    assert ("/offentlig/" in done.links) is ACTIONS[name].of_public_page
    assert SAID[name] in client.get(f"/opgaver/{task}").text


def test_between_showing_and_doing_nobody_is_overwritten(visit: SignIn, world: World) -> None:
    client, other = visit(Role.ADMINISTRATION), visit(Role.ADMINISTRATOR)
    page = shown(client, world, "frist", world.task)
    other.send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/status", status="waiting")
    done = client.post("/opgaver/ret/", page.form("/opgaver/ret/").fields | {"trin": "gem"})
    assert "1 opgave bliver ikke ændret" in done.text
    assert "Ada Friis har ændret opgaven" in done.text
    assert SAID["frist"] not in client.get(f"/opgaver/{world.task}").text


def test_a_secretary_is_told_which_tasks_are_not_hers(visit: SignIn, world: World) -> None:
    page = visit(Role.SECRETARY).get(f"/opgaver/ret/?hvad=status&opgave={world.task}&opgave={world.foreign}")
    assert "1 opgave er valgt." in page.text
    assert "1 opgave er udeladt" in page.text


def test_the_whole_list_can_be_chosen(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = client.get("/opgaver/ret/?hvad=status&omfang=alle&q=cykelsti")
    assert "1 opgave er valgt." in page.text
    assert "Forslag til ny cykelsti" in page.text
    assert "Ret den ene" in client.get("/opgaver/?q=cykelsti").text


def test_the_list_offers_ticks_to_those_who_may_change(visit: SignIn) -> None:
    assert visit(Role.ADMINISTRATION).get("/opgaver/").has_form("/opgaver/ret/")
    assert not visit(Role.MANAGEMENT).get("/opgaver/").has_form("/opgaver/ret/")
    assert visit(Role.MANAGEMENT).get("/opgaver/ret/?hvad=status").status == HTTPStatus.FORBIDDEN


def test_what_is_wrong_in_the_form_is_said_and_the_tasks_stay_chosen(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    start = client.get(f"/opgaver/ret/?hvad=frist&opgave={world.task}").form("/opgaver/ret/")
    page = client.post("/opgaver/ret/", start.fields | {"due": "i morgen", "trin": "vis"})
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Skriv datoen som dag-måned-år" in page.text
    assert "1 opgave er valgt." in page.text


def test_nothing_chosen_and_an_unknown_change_lead_back(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    assert "Ingen opgaver er valgt" in client.get("/opgaver/ret/?hvad=status").text
    assert client.get("/opgaver/ret/?hvad=slet").status == HTTPStatus.NOT_FOUND


def test_the_whole_list_is_not_changed_by_a_filter_that_cannot_be_read(visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATION).get("/opgaver/ret/?hvad=status&omfang=alle&til=31-02-2019")
    assert page.status == HTTPStatus.BAD_REQUEST
    assert "«til=31-02-2019»" in page.text
