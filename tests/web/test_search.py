"""Searching on the pages: what was found, where, and what to do where nothing was."""

from __future__ import annotations

import re

from tests.web.browser import Client, Page
from tests.web.world import SignIn
from tracker.domain.roles import Role


def marked(page: Page) -> set[str]:
    return {element.text for element in page.parsed.all("mark")}


def client(visit: SignIn) -> Client:
    return visit(Role.ADMINISTRATION)


def test_the_words_are_marked_where_they_stand(visit: SignIn) -> None:
    page = client(visit).get("/opgaver/?q=idrætspolitikkens&vis=alle")
    assert marked(page) >= {"idrætspolitik"}


def test_a_hit_outside_the_title_says_where_it_is(visit: SignIn) -> None:
    visitor = client(visit)
    page = visitor.get("/opgaver/?q=sommer&vis=alle")
    assert re.search(r"Aftalens ord: .*sommeren", page.text)
    assert "sommeren" in marked(page)


def test_places_in_the_agreements_text_lead_to_their_section(visit: SignIn) -> None:
    visitor = client(visit)
    page = visitor.get("/opgaver/?q=klubbernes&vis=alle")
    assert "1 sted i aftalernes tekst" in page.text
    links = [each.attributes["href"] for each in page.parsed.all("a") if "#afsnit-" in each.attributes.get("href", "")]
    assert links
    address, _, anchor = links[0].partition("#")
    assert any(each.attributes.get("id") == anchor for each in visitor.get(address).parsed.all("h2"))


def test_the_text_can_be_searched_alone(visit: SignIn) -> None:
    page = client(visit).get("/aftaler/soeg?q=forælder")
    assert "1 sted" in page.text
    assert marked(page) == {"Forældrene"}


def test_where_nothing_is_found_the_page_says_what_to_try(visit: SignIn) -> None:
    visitor = client(visit)
    tasks, text = visitor.get("/opgaver/?q=findesikke").text, visitor.get("/aftaler/soeg?q=findesikke").text
    assert "Ingen opgaver passer til «findesikke»" in tasks
    assert "Søg i alle opgaver, også de afsluttede" in tasks
    assert "«findesikke» står ikke i aftalernes tekst" in text
    assert "Søg i opgaverne i stedet" in text
    assert not visitor.get("/opgaver/").parsed.all("mark")
