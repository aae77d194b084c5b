"""Ændringer: who did what, over all tasks, users and rules."""

from __future__ import annotations

from datetime import timedelta
from http import HTTPStatus

import pytest

from tests.factories import NOW
from tests.web.browser import Client
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import DeliveryHold
from tracker.db.queries.operation import audit
from tracker.domain.roles import Role
from tracker.services.actors import COMMAND_LINE
from tracker.services.operation import restoring
from tracker.services.tasks import tasks

BASE = "/drift/aendringer/"


@pytest.fixture
def ada(visit: SignIn) -> Client:
    return visit(Role.ADMINISTRATOR)


def rows(client: Client, address: str = BASE) -> list[str]:
    """The lines of the page, as they read."""
    page = client.get(address)
    assert page.status == HTTPStatus.OK
    return [" ".join(element.text.split()) for element in page.parsed.all("tr")][1:]


def set_rule(client: Client, days: str) -> None:
    client.send("/drift/paamindelser/regel", "/drift/paamindelser/regel", step="save", lead_days=days)


def test_what_is_done_to_tasks_users_and_rules_stands_on_top(ada: Client, world: World) -> None:
    address = f"/drift/brugere/{world.users[Role.MANAGEMENT]}"
    ada.send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/kommentar", comment="Nyt fra mødet.")
    ada.send(address, address, role="administration", name="Lars Bech")
    ada.send(address, f"{address}/deaktiver")
    set_rule(ada, "30, 5")
    lines = rows(ada)
    assert any("Ada Friis Bruger gjort inaktiv: Lars Bech." in line for line in lines)
    changed = next(line for line in lines if "Bruger rettet: Lars Bech." in line)
    assert "navn Lars Beck, rolle Ledelse → navn Lars Bech, rolle Forvaltning" in changed
    (said,) = [line for line in lines if "Nyt fra mødet." in line]
    assert said.startswith("15. maj 2019")
    assert "Forslag til ny cykelsti forelægges" in said
    assert "Regel for påmindelser ændret: hele kommunen." in lines[0]


def test_a_rule_is_told_in_words_before_and_after(ada: Client) -> None:
    for days in ("30, 5", "20"):
        set_rule(ada, days)
    found = [line for line in rows(ada) if "Regel for påmindelser ændret: hele kommunen." in line]
    assert len(found) == 2
    assert "Dage før: 30, 5 → Dage før: 20" in found[0]


def test_lines_are_narrowed_to_a_person_and_a_day(ada: Client, world: World) -> None:
    anna = rows(ada, f"{BASE}?person={world.users[Role.ADMINISTRATION]}")
    assert anna
    assert all("Anna Holm" in line for line in anna)
    day = (NOW + timedelta(days=40)).date()
    (only,) = rows(ada, f"{BASE}?dag={day.isoformat()}")
    assert "Vi venter på <b>høringssvar</b>." in only
    assert "Ingen ændringer" in ada.get(f"{BASE}?dag=2017-01-01").main


def test_a_day_that_is_none_is_said_at_its_field(ada: Client) -> None:
    page = ada.get(f"{BASE}?dag=igår")
    assert "#dag" in page.links


def test_pages_follow_each_other_without_gap_or_repetition(
    ada: Client, world: World, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audit, "PAGE", 7)
    with runtime.database.writing() as session:
        for number in range(20):
            at = NOW + timedelta(days=300, minutes=number)
            tasks.comment(session, world.task, f"Ord {number}.", actor=COMMAND_LINE, now=at)
    found: list[str] = []
    address: str | None = BASE
    while address:
        page = ada.get(address)
        found += [" ".join(each.text.split()) for each in page.parsed.all("tr")][1:]
        place = f"side={page_number(address) + 1}"
        address = next((link for link in page.links if place in link), None)
    said = [line for line in found if "Ord " in line]
    assert [line.split("Ord ")[1].split(".")[0] for line in said] == [str(number) for number in range(19, -1, -1)]
    assert len(found) == len(set(found)) or len(found) > 20


def page_number(address: str) -> int:
    return int(address.partition("side=")[2] or 1)


def test_drift_tells_honestly_of_the_last_backup(ada: Client) -> None:
    assert "Ingen er lavet med «tracker backup»." in ada.get("/drift/").main


def test_the_answer_after_a_restore_stands_there_with_who_gave_it(ada: Client, world: World, runtime: Runtime) -> None:
    with runtime.database.writing() as session:
        hold = restoring.hold(session, since=NOW - timedelta(days=3))
        hold.ended_at, hold.ended_by = NOW, "Ada Friis"
        hold.sent_until = (NOW - timedelta(days=1)).date()
        session.add(DeliveryHold(since=NOW - timedelta(days=9), ended_at=NOW - timedelta(days=8), ended_by="Bo"))
        restoring.hold(session, since=NOW)  # not answered yet
    newest, older = (line for line in rows(ada) if "lagt tilbage" in line)
    assert (
        "Ada Friis Mails sendes igen, efter at databasen blev lagt tilbage fra en kopi fra 6. oktober 2018." in newest
    )
    assert newest.endswith("Mails til og med 8. oktober 2018 regnes som sendt.")
    assert older.endswith(
        "Bo Mails sendes igen, efter at databasen blev lagt tilbage fra en kopi fra 30. september 2018. "
        "Intet regnes som sendt siden kopien."
    )
    mine = rows(ada, f"{BASE}?person={world.users[Role.ADMINISTRATOR]}")
    assert [line for line in mine if "lagt tilbage" in line] == [newest]
    assert [line for line in rows(ada, f"{BASE}?dag=2018-10-01") if "lagt tilbage" in line] == [older]
