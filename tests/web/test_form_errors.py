"""Every form that can be refused is refused alike: `Client` checks each page that says what is wrong.

Every form of every page is sent empty and with nonsense in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.web.browser import Client, Form
from tests.web.test_pages import OTHER_STATES, PAGES
from tests.web.world import SignIn, World
from tracker.domain.roles import Role

KEPT = frozenset({"csrf_token", "revision", "seen", "address"})
NONSENSE = ("", "x")
ELSEWHERE = frozenset({"account.sign_out", "profile.switch_language"})
"""Forms of every page, in its head."""
REFUSED = frozenset(
    [
        "agendas.move",
        "agendas.record_outcome",
        "closing_days.add",
        "closing_days.add_table",
        "feeds.make",
        "imports.take_in",
        "leaving.hand_over",
        "links.add",
        "meeting_imports.look",
        "meetings.add",
        "meetings.set_cutoff",
        "meetings.set_route",
        "policy.change_rule",
        "profile.add_absence",
        "profile.save",
        "profile.save_password",
        "register.add",
        "register.correct",
        "repetition.change",
        "review_writing.correct",
        "review_writing.split",
        "revisions.read_again",
        "sheet_imports.look",
        "tasks.change_owners",
        "tasks.comment",
        "tasks.drop",
        "tasks.move_deadline",
        "tasks.nudge",
        "tasks.record_outcome",
        "tasks.save_view",
        "tasks.set_light",
        "tasks.set_responsible",
        "tasks.set_status",
        "tasks.split",
        "tokens.make",
        "users.add",
        "users.change",
    ]
)
"""Forms that refuse what was sent. Others have buttons only, or take whatever is written."""


def posts(client: Client, app: Flask, world: World) -> Iterator[tuple[str, str, Form]]:
    """The endpoint of each form, once, with where it is sent."""
    adapter = app.url_map.bind("localhost")
    states = ("overdue task", "closed task", "meetings of a committee without any")
    places = [address for address, _roles in PAGES.values()] + [OTHER_STATES[name] for name in states]
    met = set(ELSEWHERE)
    for address in (place(world) for place in places):
        for form in client.get(address).parsed.forms:
            if form.method == "post":
                endpoint, _ = adapter.match(urlsplit(form.action or address).path, method="POST")
                if endpoint not in met:
                    met.add(endpoint)
                    yield endpoint, form.action or address, form


def test_every_form_that_is_refused_leads_to_what_is_wrong(app: Flask, visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    refused = set()
    for endpoint, address, form in list(posts(client, app, world)):
        for text in NONSENSE:
            fields = {name: value if name in KEPT else text for name, value in form.fields.items()}
            response = client.http.post(address, data=fields)
            if response.status_code == 422:
                refused.add(endpoint)
                client.checked(response, address)
    assert refused >= REFUSED


@pytest.mark.parametrize("address", ["/log-ind", "/log-ind/glemt"])
def test_so_it_is_at_the_door(address: str, visit: SignIn) -> None:
    client = visit(None)
    assert client.post(address, client.get(address).form(address).fields).status == 422


@pytest.mark.parametrize(
    "address",
    [
        "/rapport/?pr=x",
        "/drift/aendringer/?dag=x",
        "/drift/forhaandsvisning?dag=x",
        "/udvalg/register/{committee}/overdragelse?successor=&last_day=x",
        "/aftaler/{agreement}/gennemgang/tilfoej?ord=findesikke",
    ],
)
def test_what_an_address_asks_wrongly_is_told_in_the_same_way(address: str, visit: SignIn, world: World) -> None:
    place = address.format(committee=world.committee, agreement=world.agreement)
    assert visit(Role.ADMINISTRATOR).get(place).is_refused


def test_a_page_without_an_error_does_not_speak_of_one(visit: SignIn) -> None:
    assert visit(Role.ADMINISTRATOR).get("/").parsed.all("title")[0].text.startswith("Overblik")
