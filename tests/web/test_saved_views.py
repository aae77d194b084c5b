"""Lists that people keep under a name."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn
from tracker.domain.roles import Role

LIST = "/opgaver/?status=in_progress&sorter=-titel"


def keep(client: Client, name: str, address: str = LIST, **fields: str) -> Page:
    """Keeps the list at `address`."""
    return client.send(address, "/opgaver/visninger", name=name, **fields)


def test_a_kept_list_leads_back_to_itself(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    page = keep(client, "I gang hos os")
    assert "Visningen «I gang hos os» er gemt." in page.text
    assert LIST in client.get("/opgaver/").links


def test_only_what_is_shared_is_seen_by_others(visit: SignIn) -> None:
    client, other = visit(Role.MANAGEMENT), visit(Role.ADMINISTRATION)
    keep(client, "Min egen")
    keep(client, "Til alle", shared="1")
    text = other.get("/opgaver/").text
    assert "Til alle (Lars Beck)" in text
    assert "Min egen" not in text
    assert "Slet «Til alle»" not in text


def test_the_same_name_again_replaces_ones_own(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    keep(client, "Min")
    keep(client, "Min", "/opgaver/?frist=overskredet")
    links = client.get("/opgaver/").links
    assert "/opgaver/?frist=overskredet" in links
    assert LIST not in links


def test_a_view_is_deleted_by_its_owner_alone(visit: SignIn) -> None:
    client, other = visit(Role.MANAGEMENT), visit(Role.ADMINISTRATOR)
    keep(client, "Til alle", shared="1")
    action = next(form.action for form in client.get("/opgaver/").parsed.forms if form.action.endswith("/slet"))
    token = other.get("/opgaver/").form("/opgaver/visninger").fields["csrf_token"]
    assert other.post(action, {"csrf_token": token}).status == HTTPStatus.NOT_FOUND
    assert "Visningen er slettet." in client.send("/opgaver/", action).text
    assert "Til alle" not in client.get("/opgaver/").text


@pytest.mark.parametrize(
    ("name", "said"), [(" ", "Skriv, hvad visningen skal hedde."), ("x" * 61, "højst have 60 tegn")]
)
def test_a_name_that_cannot_be_used_is_said_and_the_list_stays(name: str, said: str, visit: SignIn) -> None:
    page = keep(visit(Role.MANAGEMENT), name)
    assert said in page.text
    assert "I gang" in page.text


def test_nonsense_in_an_address_is_not_kept(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    keep(client, "Rod", address="/opgaver/?kage=1&fra=i+morgen&status=findes-ikke")
    assert "/opgaver/" in client.get("/opgaver/").links
