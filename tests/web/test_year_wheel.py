"""The year by month: meetings, cut-offs and deadlines, each figure the list that it leads to."""

from __future__ import annotations

import re

from tests.web.browser import Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role


def month(page: Page, name: str) -> str:
    """What stands under the heading of a month."""
    found = re.search(
        rf"{name}(.*?)(?:Januar|Februar|Marts|April|Maj|Juni|Juli|August|September|Oktober|November|December|$)",
        page.main,
    )
    assert found
    return found[1].strip()


def test_a_month_has_its_meetings_cut_offs_and_deadlines(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/aarshjul/2019?udvalg={world.committee}")
    assert month(page, "Juni") == "8. Møde 8. juni 2019 1 frist, Teknik- og Miljøudvalget, juni"
    assert "27. Materiale til mødet 8. juni" in month(page, "Maj")
    assert month(page, "Juli") == "29. Materiale til mødet 8. august"


def test_each_figure_leads_to_as_many_rows(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.get("/aarshjul/2019")
    links = [
        (int(element.text.split()[0]), element.attributes["href"])
        for element in page.parsed.all("a")
        if re.match(r"\d+ frist", element.text.strip())
    ]
    assert len(links) >= 2
    for count, address in links:
        rows = re.search(r"af (\d+) opgave", client.get(address).text)
        assert rows, address
        assert int(rows[1]) == count


def test_the_years_can_be_leafed_through_and_end(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    assert client.get("/aarshjul/").parsed.all("h1")[0].text.strip() == "Årshjul 2019"
    first = next(year for year in range(2019, 2000, -1) if f"← {year - 1}" not in client.get(f"/aarshjul/{year}").text)
    assert first > 2010
    empty = client.get("/aarshjul/2040")
    assert "Der er hverken møder eller frister i 2040" in empty.text
    assert "2041" not in empty.text
    assert client.get("/aarshjul/1066").status == 404
    assert client.get("/aarshjul/?aar=2020&udvalg=").parsed.all("h1")[0].text.strip() == "Årshjul 2020"
