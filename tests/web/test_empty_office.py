"""A new installation has no agreement, no task and no committee: each page says so, and leads on."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from tests.factories import make_user
from tests.web.browser import Client
from tests.web.test_pages import PAGES
from tracker.bootstrap import Runtime
from tracker.db.engine import Database
from tracker.domain.roles import Role
from tracker.services.access import accounts
from tracker.web.app import create_app


@pytest.fixture
def newcomer(sqlite_template: Path, runtime: Runtime, tmp_path: Path) -> Iterator[Client]:
    """An administrator, alone in a database in which nothing stands yet."""
    file = tmp_path / "new.sqlite3"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    with database.writing() as session:
        user = make_user(session, role=Role.ADMINISTRATOR).id
        now = runtime.machine_clock.now()
        token = accounts.open_session(session, user, now=now, lifetime=timedelta(hours=1))
    client = Client(create_app(replace(runtime, database=database)))
    client.http.set_cookie("tracker", token)
    yield client
    database.dispose()


def test_the_first_pages_lead_to_taking_in_an_agreement(newcomer: Client) -> None:
    page = newcomer.get("/")
    assert "Der er ingen opgaver endnu" in page.main
    assert "overskredne" not in page.main
    assert "/import/" in page.links
    tasks = newcomer.get("/opgaver/")
    assert "Der er ingen åbne opgaver" in tasks.main
    assert "Fjern et filter" not in tasks.main
    assert "Fjern et filter" in newcomer.get("/opgaver/?lys=red").main


def test_every_page_that_names_nothing_opens(newcomer: Client) -> None:
    addresses = []
    for address, _roles in PAGES.values():
        with suppress(AttributeError):  # of a page about something that is not there
            addresses.append(address(cast(Any, None)))
    assert len(addresses) > 20
    for each in (*addresses, "/offentlig/"):
        assert newcomer.get(each).status == 200, each
