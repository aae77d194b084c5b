"""Every figure leads to exactly the rows that it counts."""

from __future__ import annotations

import re

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn
from tracker.domain.roles import Role


def figures(page: Page) -> dict[str, int]:
    """The links whose text is a number, or begins with one, and that lead to a list of tasks."""
    found: dict[str, int] = {}
    for element in page.parsed.all("a"):
        number = re.match(r"\s*(\d+)\b", element.text)
        if number and element.attributes["href"].startswith("/opgaver/?"):
            found[element.attributes["href"]] = int(number.group(1))
    return found


def rows(client: Client, address: str) -> int:
    """How many tasks a list shows, over all its pages."""
    page = client.get(f"{address}&antal=100")
    return sum(element.attributes.get("scope") == "row" for element in page.parsed.all("th"))


@pytest.mark.parametrize("start", ["/", "/udvalg/", "/aftaler/"])
def test_every_figure_is_the_number_of_rows_that_it_leads_to(start: str, visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    shown = figures(client.get(start))
    assert sum(shown.values()) > 0
    assert {address: rows(client, address) for address in shown} == shown


def test_the_overdue_page_shows_what_the_overview_counts(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    counted = next(number for address, number in figures(client.get("/")).items() if "frist=overskredet" in address)
    for address in ("/overskredne/", "/overskredne/?saml=udvalg"):
        page = client.get(address)
        assert sum(element.attributes.get("class") == "main" for element in page.parsed.all("th")) == counted > 0
