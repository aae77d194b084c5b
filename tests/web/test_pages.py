"""Every page for every role: who may open it, and that its HTML holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations_with_replacement
from urllib.parse import parse_qsl, urlsplit

import pytest
from flask import Flask

from tests.web.browser import Client
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.web.access import AUDIENCES
from tracker.web.app import create_app

Address = Callable[[World], str]
EVERYBODY = frozenset(Role)
IMPORTERS = EVERYBODY - {Role.MANAGEMENT}
PUBLISHERS = frozenset({Role.ADMINISTRATION, Role.ADMINISTRATOR})


def _proposal(world: World) -> str:
    return f"/aftaler/{world.agreement}/gennemgang/{world.proposal}"


PAGES: dict[str, tuple[Address, frozenset[Role]]] = {
    "overview.show": (lambda world: "/", EVERYBODY),
    "tasks.listing": (lambda world: "/opgaver/", EVERYBODY),
    "tasks.show": (lambda world: f"/opgaver/{world.task}", EVERYBODY),
    "audit.listing": (lambda world: "/drift/aendringer/", frozenset({Role.ADMINISTRATOR})),
    "dossiers.show": (
        lambda world: f"/opgaver/{world.overdue}/aktindsigt",
        frozenset({Role.ADMINISTRATION, Role.ADMINISTRATOR}),
    ),
    "bulk.choose": (lambda world: f"/opgaver/ret/?hvad=status&opgave={world.task}", IMPORTERS),
    "sheet_imports.show": (lambda world: "/opgaver/regneark/", IMPORTERS),
    "publication.show": (lambda world: f"/opgaver/{world.promised}/offentlig/", PUBLISHERS),
    "publication.agreement": (lambda world: f"/aftaler/{world.agreement}/offentlig/", PUBLISHERS),
    "publication.preview": (lambda world: f"/aftaler/{world.agreement}/offentlig/visning", PUBLISHERS),
    "overdue.listing": (lambda world: "/overskredne/", EVERYBODY),
    "committees.listing": (lambda world: "/udvalg/", EVERYBODY),
    "committees.show": (lambda world: f"/udvalg/{world.committee}", EVERYBODY),
    "register.listing": (lambda world: "/udvalg/register/", EVERYBODY),
    "register.new": (lambda world: "/udvalg/register/nyt", frozenset({Role.ADMINISTRATOR})),
    "register.show": (lambda world: f"/udvalg/register/{world.committee}", frozenset({Role.ADMINISTRATOR})),
    "register.hand_over_form": (
        lambda world: f"/udvalg/register/{world.committee}/overdragelse",
        frozenset({Role.ADMINISTRATOR}),
    ),
    "repetition.show": (lambda world: f"/opgaver/{world.task}/gentagelse/", EVERYBODY - {Role.MANAGEMENT}),
    "agreements.listing": (lambda world: "/aftaler/", EVERYBODY),
    "agreements.search": (lambda world: "/aftaler/soeg?q=udvalg", EVERYBODY),
    "agreements.show": (lambda world: f"/aftaler/{world.agreement}", EVERYBODY),
    "review.show": (lambda world: f"/aftaler/{world.agreement}/gennemgang/", EVERYBODY),
    "review.sure": (lambda world: f"/aftaler/{world.agreement}/gennemgang/sikre", IMPORTERS),
    "review.history": (lambda world: f"/aftaler/{world.agreement}/gennemgang/historik", EVERYBODY),
    "review_writing.correct": (lambda world: f"{_proposal(world)}/ret", IMPORTERS),
    "review_writing.split": (lambda world: f"{_proposal(world)}/del", IMPORTERS),
    "review_writing.merge": (lambda world: f"{_proposal(world)}/saml?med={world.proposal}", IMPORTERS),
    "review_writing.reject": (lambda world: f"{_proposal(world)}/afvis", IMPORTERS),
    "review_writing.add": (lambda world: f"/aftaler/{world.agreement}/gennemgang/tilfoej", IMPORTERS),
    "agreements.money": (lambda world: f"/aftaler/{world.agreement}/oekonomi", EVERYBODY),
    "agreements.findings": (lambda world: f"/aftaler/{world.agreement}/uklarheder", EVERYBODY),
    "revisions.listing": (lambda world: f"/aftaler/{world.agreement}/udgaver", EVERYBODY),
    "imports.show": (lambda world: "/import/", IMPORTERS),
    "reports.show": (lambda world: "/rapport/", EVERYBODY),
    "feeds.listing": (lambda world: "/kalendere/", EVERYBODY),
    "tokens.listing": (lambda world: "/noegler/", EVERYBODY),
    "mailbox.listing": (lambda world: "/postkasse/", EVERYBODY),
    "mailbox.show": (lambda world: f"/postkasse/{world.mail}", EVERYBODY),
    "agendas.show": (lambda world: f"/udvalg/moeder/{world.meeting}", EVERYBODY),
    "meeting_imports.show": (lambda world: "/udvalg/moeder/indlaes/", IMPORTERS),
    "year_wheel.show": (lambda world: "/aarshjul/2019", EVERYBODY),
    "year_wheel.this_year": (lambda world: "/aarshjul/", EVERYBODY),
    "meetings.show": (lambda world: f"/udvalg/{world.committee}/moeder", EVERYBODY),
    "closing_days.show": (lambda world: "/drift/lukkedage/", frozenset({Role.ADMINISTRATOR})),
    "operation.show": (lambda world: "/drift/", frozenset({Role.ADMINISTRATOR})),
    "policy.show": (lambda world: "/drift/paamindelser/", frozenset({Role.ADMINISTRATOR})),
    "policy.rule": (lambda world: "/drift/paamindelser/regel", frozenset({Role.ADMINISTRATOR})),
    "policy.preview": (lambda world: "/drift/forhaandsvisning", frozenset({Role.ADMINISTRATOR})),
    "users.listing": (lambda world: "/drift/brugere/", frozenset({Role.ADMINISTRATOR})),
    "users.new": (lambda world: "/drift/brugere/ny", frozenset({Role.ADMINISTRATOR})),
    "users.show": (
        lambda world: f"/drift/brugere/{world.users[Role.SECRETARY]}",
        frozenset({Role.ADMINISTRATOR}),
    ),
    "leaving.show": (
        lambda world: f"/drift/brugere/{world.users[Role.ADMINISTRATION]}/overdragelse",
        frozenset({Role.ADMINISTRATOR}),
    ),
    "profile.password": (lambda world: "/profil/adgangskode", EVERYBODY),
    "profile.show": (lambda world: "/profil/", EVERYBODY),
    "profile.everybody": (lambda world: "/profil/fravaer", frozenset({Role.ADMINISTRATOR})),
}
OTHER_STATES: dict[str, Address] = {
    "overdue task": lambda world: f"/opgaver/{world.overdue}",
    "closed task": lambda world: f"/opgaver/{world.closed}",
    "task of another committee": lambda world: f"/opgaver/{world.foreign}",
    "overdue by committee": lambda world: "/overskredne/?saml=udvalg",
    "list with every filter": lambda world: (
        f"/opgaver/?vis=alle&udvalg={world.committee}&status=in_progress&lys=green&art=presentation"
        "&grundlag=explicit&fra=2019-01-01&til=2019-12-31&q=cykelsti&sorter=-titel&antal=50"
    ),
    "list with nothing in it": lambda world: "/opgaver/?q=findesikke",
    "list of what was found": lambda world: "/opgaver/?q=udvalget&vis=alle",
    "text with nothing found": lambda world: "/aftaler/soeg?q=findesikke",
    "text not looked through yet": lambda world: "/aftaler/soeg",
    "report with a look back": lambda world: (
        f"/rapport/?aftale={world.agreement}&udvalg={world.committee}&pr=2019-05-14&siden=2019-01-01"
    ),
    "report with nothing in it": lambda world: "/rapport/?pr=2018-01-01",
    "accepted proposals": lambda world: f"/aftaler/{world.agreement}/gennemgang/?vis=accepteret",
    "rejected proposals": lambda world: f"/aftaler/{world.agreement}/gennemgang/?vis=afvist",
    "committee without meetings": lambda world: f"/udvalg/{world.other}",
    "year of one committee": lambda world: f"/aarshjul/2019?udvalg={world.committee}",
    "year with nothing in it": lambda world: "/aarshjul/2040",
    "meetings of a committee without any": lambda world: f"/udvalg/{world.other}/moeder",
}
REFUSED = 403
NO_PAGE = re.compile(r"/html|^/api/|/rapport/opgaver\.|\.docx$|\.ics|^/offentlig/\d+\.")
"""Links to what is no page: a mail by itself, files."""


def test_every_page_that_can_be_opened_is_in_the_table(app: Flask) -> None:
    by_link = {
        "static",
        "health.health",
        "health.show_metrics",
        "promise.show",
        "accessibility.show",
        "account.sign_in",
        "account.link",
        "account.forgotten",
        "answers.show",
        "mailbox.html",
        "feeds.fetch",
    }
    by_link |= {"sheet_imports.preview"}  # where a sheet has been sent in
    by_link |= {"revisions.show", "revisions.former"}  # where an agreement has been corrected
    by_link |= {"public.listing", "public.show", "public.commitment", "public.robots"}  # tests/web/test_public_page.py
    files = {"public.file", "dossiers.download", "reports.download", "sheet_imports.left_out", "tasks.calendar"}
    opened = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    programs = {endpoint for endpoint in opened if endpoint.startswith("api.")}
    assert opened - by_link - files - programs == set(PAGES)


def test_every_view_declares_its_audience(app: Flask) -> None:
    undeclared = [name for name, view in app.view_functions.items() if view not in AUDIENCES]
    assert undeclared == []


def test_a_view_without_a_declared_audience_is_not_served(runtime: Runtime, visit: SignIn) -> None:
    app = create_app(runtime)
    app.add_url_rule("/glemt", "forgotten", lambda: "secret")
    page = visit(Role.ADMINISTRATOR, app).get("/glemt")
    assert page.status == 500
    assert "secret" not in page.text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_open_to_its_roles_and_to_no_other(name: str, role: Role, visit: SignIn, world: World) -> None:
    address, roles = PAGES[name]
    page = visit(role).get(address(world))
    assert page.status == (200 if role in roles else REFUSED)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_sends_who_is_not_signed_in_to_the_door(name: str, visit: SignIn, world: World) -> None:
    address = PAGES[name][0](world)
    response = visit(None).http.get(address)
    assert response.status_code == 302
    assert response.headers["Location"].startswith("/log-ind")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", OTHER_STATES)
def test_a_page_holds_in_its_other_states(name: str, role: Role, visit: SignIn, world: World) -> None:
    assert visit(role).get(OTHER_STATES[name](world)).status == 200


@pytest.mark.parametrize("role", Role)
def test_the_menu_offers_exactly_what_may_be_opened(role: Role, visit: SignIn) -> None:
    client = visit(role)
    offered = {link for link in client.get("/").links if re.fullmatch(r"/(\w+/)?", link)}
    assert {client.get(link).status for link in offered} == {200}
    assert ("/drift/" in offered) is (role is Role.ADMINISTRATOR)


def test_the_demonstration_says_which_day_it_is(visit: SignIn) -> None:
    assert "Demonstration: i dag er den 15. maj 2019" in visit(Role.MANAGEMENT).get("/").text


def test_what_people_write_is_shown_as_they_wrote_it(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/opgaver/{world.task}")
    assert "Vi venter på <b>høringssvar</b>." in page.text


def pairs(address: str) -> set[frozenset[tuple[str, str]]]:
    """The page and the values that an address asks for, two by two, and each with itself."""
    asked = urlsplit(address)
    parts = [("", asked.path), *parse_qsl(asked.query, keep_blank_values=True)]
    return {frozenset(two) for two in combinations_with_replacement(parts, 2)}


def follow(client: Client, start: str, parts: Callable[[str], set[frozenset[tuple[str, str]]]] = pairs) -> set[str]:
    """The pages that can be reached by links from `start`, of which each asks for `parts` that none before did."""
    seen: set[str] = set()
    known: set[frozenset[tuple[str, str]]] = set()
    waiting = [start]
    while waiting:
        address = waiting.pop()
        if parts(address) <= known:
            continue
        known |= parts(address)
        seen.add(address)
        page = client.get(address)
        assert page.status == 200, f"{address} answers {page.status}"
        waiting += [link.split("#")[0] for link in page.links if link.startswith("/") and not NO_PAGE.search(link)]
    return seen


def test_no_link_on_any_page_is_broken(visit: SignIn) -> None:
    """A list can be asked for by each of its filters in each of its orders: every two of them are met."""
    seen = follow(visit(Role.ADMINISTRATOR), "/")
    assert len(seen) > 250


@pytest.mark.slow
def test_no_link_is_broken_on_any_page_however_it_is_asked_for(visit: SignIn) -> None:
    seen = follow(visit(Role.ADMINISTRATOR), "/", lambda address: {frozenset({("", address)})})
    assert len(seen) > 700
