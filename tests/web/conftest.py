"""A web application over a database with one of everything, and a client for each kind of visitor."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.web.browser import Client
from tests.web.world import DOMAIN_NOW, MACHINE_NOW, SignIn, World, fill
from tracker.bootstrap import Runtime
from tracker.clock import FixedClock
from tracker.db.engine import Database
from tracker.domain.roles import Role
from tracker.services.access import accounts
from tracker.settings import PublicSettings, Settings
from tracker.web.app import create_app
from tracker.web.context import EXTENSION


@pytest.fixture
def machine_clock() -> FixedClock:
    """The machine's own time, which a test can look at."""
    return FixedClock(MACHINE_NOW)


@pytest.fixture(scope="session")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """A filled SQLite file to copy, and what stands in it."""
    file = tmp_path_factory.mktemp("world") / "filled.sqlite3"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    with database.writing() as session:
        world = fill(session)
    database.dispose()
    return file, world


@pytest.fixture
def world(filled: tuple[Path, World]) -> World:
    """What stands in the database."""
    return filled[1]


@pytest.fixture
def web_database(filled: tuple[Path, World], tmp_path: Path) -> Iterator[Database]:
    """A fresh copy of the filled database."""
    file = tmp_path / "tracker.sqlite3"
    shutil.copyfile(filled[0], file)
    database = Database(f"sqlite:///{file}")
    yield database
    database.dispose()


@pytest.fixture
def runtime(web_database: Database, machine_clock: FixedClock) -> Runtime:
    """A demonstration on 15 May 2019 over that database, with the public page."""
    return Runtime(
        Settings(public=PublicSettings(enabled=True)),
        web_database,
        FixedClock(DOMAIN_NOW),
        machine_clock=machine_clock,
        demonstration=True,
    )


@pytest.fixture(scope="session")
def made_once() -> Flask:
    """The web application, which keeps nothing between two requests but its runtime."""
    app = create_app(Runtime(Settings(), Database("sqlite://"), FixedClock(DOMAIN_NOW), demonstration=True))
    app.testing = True
    return app


@pytest.fixture
def app(made_once: Flask, runtime: Runtime) -> Flask:
    """The web application over this test's runtime. A test that changes it makes one of its own."""
    made_once.extensions[EXTENSION] = runtime
    return made_once


@pytest.fixture
def visit(app: Flask, runtime: Runtime, world: World) -> SignIn:
    """Gives a client that is signed in as a role, or as nobody, in the application or in another."""

    def sign_in(role: Role | None, within: Flask = app) -> Client:
        client = Client(within)
        if role is not None:
            with runtime.database.writing() as session:
                token = accounts.open_session(session, world.users[role], now=MACHINE_NOW, lifetime=timedelta(hours=12))
            client.http.set_cookie("tracker", token)
        return client

    return sign_in
