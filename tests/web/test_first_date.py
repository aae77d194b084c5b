"""The first date of a task is kept by every route on which people can move it, and each move is counted."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from sqlalchemy import select

from tests.services.sheets.round_trip import edited
from tests.web.api.conftest import Program
from tests.web.browser import Client
from tests.web.world import MACHINE_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import DeadlineVersion
from tracker.domain.roles import Role
from tracker.domain.scopes import Scope
from tracker.services.access import tokens

Move = Callable[[Client, World, Runtime], None]
FIRST, NEW = "2019-06-30", "2019-08-31"


def by_form(client: Client, world: World, _runtime: Runtime) -> None:
    client.send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/frist", due=NEW, reason="Udbuddet trak ud.")


def by_program(client: Client, world: World, runtime: Runtime) -> None:
    with runtime.database.writing() as session:
        user = world.users[Role.ADMINISTRATION]
        key = tokens.make_token(session, user, "Fagsystem", Scope.WRITE, days=30, now=MACHINE_NOW)
    Program(client.app, key).post(f"/tasks/{world.task}/deadline", {"due_on": NEW, "reason": "Udbud."}, tag="*")


def by_many_at_once(client: Client, world: World, _runtime: Runtime) -> None:
    address = "/opgaver/ret/"
    start = client.get(f"{address}?hvad=frist&opgave={world.task}").form(address)
    shown = client.post(address, {**start.fields, "due": NEW, "reason": "Udbud.", "trin": "vis"})
    client.post(address, shown.form(address).fields | {"trin": "gem"})


def by_sheet(client: Client, world: World, _runtime: Runtime) -> None:
    content = edited(
        client.http.get("/rapport/opgaver.xlsx").data,
        {world.task: {"Frist": "31. august 2019", "Første frist": "31-08-2019", "Begrundelse": "Udbud."}},
    )
    page = client.send("/opgaver/regneark/", "/opgaver/regneark/", file=(BytesIO(content), "status.xlsx"))
    address = next(form.action for form in page.parsed.forms if form.action.endswith("/gem"))
    client.post(address, page.form(address).fields)


@pytest.mark.parametrize("move", [by_form, by_program, by_many_at_once, by_sheet])
def test_the_first_date_is_kept_and_the_move_counted(move: Move, visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    move(client, world, runtime)
    query = select(DeadlineVersion).where(DeadlineVersion.task_id == world.task).order_by(DeadlineVersion.number)
    with runtime.database.reading() as session:
        versions = [(each.number, str(each.due_on), each.moved, bool(each.reason)) for each in session.scalars(query)]
    assert versions == [(1, FIRST, False, False), (2, NEW, True, True)]
    page = client.get(f"/opgaver/{world.task}").text
    assert "31. august 2019" in page
    assert "30. juni 2019Første frist" in page.replace("2019 Første", "2019Første")
