"""/metrics: figures for those who may see them, and the page of the promise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from tests.web.browser import Client
from tests.web.world import SignIn
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.settings import WatchingSettings
from tracker.web.app import create_app

TOKEN = "et-langt-og-hemmeligt-ord"
DOCS = Path(__file__).parents[2] / "docs" / "reminders.md"


def ask(runtime: Runtime, headers: dict[str, str] | None = None, **watching: Any) -> tuple[int, str]:
    settings = runtime.settings.model_copy(update={"watching": WatchingSettings(**watching)})
    client = create_app(replace(runtime, settings=settings)).test_client()
    response = client.get("/metrics", headers=headers or {}, environ_base={"REMOTE_ADDR": "10.1.2.3"})
    return response.status_code, response.get_data(as_text=True)


def test_there_is_no_such_page_unless_it_is_configured(runtime: Runtime) -> None:
    assert ask(runtime)[0] == 404


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer et-andet-ord"}, {"Authorization": TOKEN}])
def test_without_the_token_nothing_is_told(runtime: Runtime, headers: dict[str, str]) -> None:
    assert ask(runtime, headers, metrics_token=TOKEN) == (401, "")


def test_the_figures_are_told_to_who_has_the_token(runtime: Runtime) -> None:
    status, text = ask(runtime, {"Authorization": f"Bearer {TOKEN}"}, metrics_token=TOKEN)
    assert status == 200
    lines = text.splitlines()
    for line in (
        'tracker_messages{state="accepted"} 1',
        'tracker_messages{state="failed"} 1',
        'tracker_messages{state="queued"} 0',
        'tracker_reminders{state="sent"} 1',
        'tracker_troubles{code="mails-failed"} 1',
        "tracker_planned_today 1",
        "tracker_sent_today 1",
        "tracker_heartbeat_age_seconds 0",
        "tracker_oldest_waiting_seconds 0",
    ):
        assert line in lines
    assert text.endswith("\n")
    assert "@" not in text


@pytest.mark.parametrize(("address", "status"), [("10.0.0.0/8", 200), ("10.1.2.3", 200), ("192.0.2.0/24", 401)])
def test_the_figures_are_told_to_configured_addresses(runtime: Runtime, address: str, status: int) -> None:
    assert ask(runtime, metrics_addresses=(address,))[0] == status


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(ValidationError):
        WatchingSettings(metrics_addresses=("kommunen",))


def test_the_promise_is_open_to_everybody_and_linked_from_every_page(runtime: Runtime, visit: SignIn) -> None:
    stranger = Client(create_app(runtime))
    assert "/paamindelser/" in stranger.get("/log-ind").links
    assert "Løftet om påmindelser" in stranger.get("/paamindelser/").main
    assert "/paamindelser/" in visit(Role.ADMINISTRATOR).get("/drift/").links


def test_the_promise_on_the_page_is_that_of_the_documentation(runtime: Runtime) -> None:
    page = Client(create_app(runtime)).get("/paamindelser/").main
    quoted = [line.lstrip("> ") for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith(">")]
    promise = " ".join(" ".join(quoted).split())
    assert len(promise) > 300
    assert promise in page
