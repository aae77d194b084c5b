"""The demonstration's town hall behind a real server, and Chromium in front of it."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import ConsoleMessage, Page, Request, Response
from sqlalchemy import select
from werkzeug.serving import WSGIRequestHandler, make_server

from tests.browsers import arguments, find_browser
from tests.town_hall import TODAY
from tracker.bootstrap import Runtime
from tracker.clock import COPENHAGEN, MovedClock
from tracker.db.engine import Database
from tracker.db.models import Lease, User
from tracker.domain.roles import Role
from tracker.services.access import accounts
from tracker.settings import PublicSettings, Settings
from tracker.web.app import create_app


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the system's Chromium."""
    return {"executable_path": find_browser(), "args": arguments()}


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """A Danish reader."""
    return {"locale": "da-DK", "timezone_id": "Europe/Copenhagen"}


@dataclass
class Site:
    """A running site. `trouble` collects faults of scripts and pages, breaches of the policy and foreign requests."""

    address: str
    runtime: Runtime
    trouble: list[str] = field(default_factory=list)

    def link(self, role: Role, place: int = 0) -> str:
        """A sign-in link for one of the users of a role."""
        with self.runtime.database.writing() as session:
            users = session.scalars(select(User.id).where(User.role == role).order_by(User.id)).all()
            now = self.runtime.machine_clock.now()
            token = accounts.create_link(session, users[place], now=now, lifetime=timedelta(hours=1), reusable=True)
        return f"{self.address}/log-ind/link/{token}"

    def watch(self, page: Page) -> Page:
        """Notes whatever goes wrong on `page`."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.trouble.append(f"script: {error}"))
        page.on("request", self._request)
        page.on(
            "response", lambda answer: answer.status >= 500 and self.trouble.append(f"{answer.status} {answer.url}")
        )
        return page

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.trouble.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.trouble.append(f"{response.status}: {response.url}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith(self.address):
            self.trouble.append(f"request outside the origin: {request.url}")


class Quiet(WSGIRequestHandler):
    """Answers as ever, and writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Writes nothing."""


@pytest.fixture
def site(town_hall: Path, tmp_path: Path) -> Iterator[Site]:
    """A site of its own for each test; what a browser complains of fails the test."""
    file = tmp_path / "demonstration.sqlite3"
    shutil.copyfile(town_hall, file)
    runtime = Runtime(
        Settings(public=PublicSettings(enabled=True)),
        Database(f"sqlite:///{file}"),
        MovedClock.starting_on(TODAY, COPENHAGEN),
        demonstration=True,
    )
    _beat(runtime)
    # Werkzeug's own server, since it can be stopped from another thread; waitress is for the main thread.
    server = make_server("127.0.0.1", 0, create_app(runtime), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    site = Site(f"http://127.0.0.1:{server.server_port}", runtime)
    yield site
    server.shutdown()
    thread.join(timeout=10)
    server.server_close()
    runtime.database.dispose()
    assert site.trouble == []


def _beat(runtime: Runtime) -> None:
    now = runtime.machine_clock.now()
    with runtime.database.writing() as session:
        lease = Lease(
            name="planning", holder="test", expires_at=now, token=1, beat_at=now, completed_at=now + timedelta(hours=1)
        )
        session.add(lease)


SignedIn = Callable[..., Page]


@pytest.fixture
def enter(site: Site, new_context: Callable[..., Any]) -> SignedIn:
    """Opens a browser of its own that is signed in as a role."""

    def sign_in(role: Role, place: int = 0, width: int = 1280, **options: Any) -> Page:
        context = new_context(viewport={"width": width, "height": 900}, **options)
        page = site.watch(context.new_page())
        page.goto(site.link(role, place))
        return page

    return sign_in
