"""axe finds nothing on the pages, whoever reads them in whichever language at three widths; none is too wide.

By default it visits each page once (`in_turn`) and looks at two of the things that are alike on it (`alike.js`), since
a list is long and its rows are marked up by one line of a template; `make a11y` visits and looks at every one.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, combinations, groupby
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from sqlalchemy import update

from tests.browser.conftest import SignedIn, Site
from tests.browser.pages import WIDTHS, Visit, every_visit, in_turn
from tracker.db.models import User
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
AXE = Axe().axe_script
ALIKE = Path(__file__).with_name("alike.js").read_text(encoding="utf-8")
# Only what is wrong crosses to us: what a page does right is told at length, node by node.
RUN = "([exclude, options]) => axe.run({exclude}, options).then(results => results.violations)"
RUN_ON_SOME = f"(options) => ({RUN})([({ALIKE})(), options])"


def violations(page: Page, *, of_all: bool = False) -> list[str]:
    """What axe finds, in two of each of the things that are alike or `of_all`."""
    if page.evaluate("() => !window.axe"):
        page.evaluate(AXE)
    found = page.evaluate(RUN, [[], OPTIONS]) if of_all else page.evaluate(RUN_ON_SOME, OPTIONS)
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


def faults(visits: Iterable[Visit], site: Site, enter: SignedIn, *, of_all: bool = False) -> dict[Visit, list[str]]:
    """What is wrong with the pages, of those with which something is. One browser serves a role in a language."""
    found = {}
    ordered = sorted(visits, key=lambda visit: (visit.role, visit.language, visit.width))
    for (role, language), group in groupby(ordered, key=lambda visit: (visit.role, visit.language)):
        with site.runtime.database.writing() as session:
            session.execute(update(User).where(User.role == role).values(language=language))
        page = enter(role)
        page.add_init_script(AXE)
        for visit in group:
            page.set_viewport_size({"width": visit.width, "height": 900})
            page.goto(site.address + visit.path)
            assert page.locator("html").get_attribute("lang") == language
            found[visit] = violations(page, of_all=of_all) + (
                [f"{overflow(page)} px too wide"] if overflow(page) > 0 else []
            )
    return {visit: wrong for visit, wrong in found.items() if wrong}


@pytest.mark.parametrize("role", Role)
def test_no_page_has_a_violation_or_is_too_wide(role: Role, site: Site, enter: SignedIn) -> None:
    assert faults((visit for visit in in_turn() if visit.role is role), site, enter) == {}


@pytest.mark.a11y
@pytest.mark.parametrize("role", Role)
def test_no_page_has_one_in_any_language_at_any_width(role: Role, site: Site, enter: SignedIn) -> None:
    assert faults((visit for visit in every_visit() if visit.role is role), site, enter, of_all=True) == {}


def test_by_default_each_page_is_seen_and_roles_languages_and_widths_meet_on_some_page() -> None:
    def pairs(visits: Iterable[Visit]) -> set[frozenset[object]]:
        seen = (combinations(enumerate((each.role, each.language, each.width)), 2) for each in visits)
        return {frozenset(pair) for pair in chain.from_iterable(seen)}

    assert pairs(in_turn()) == pairs(every_visit())
    assert {each.path for each in in_turn()} == {each.path for each in every_visit()}
    assert len(list(in_turn())) < len(list(every_visit())) / 16


@pytest.mark.parametrize("width", WIDTHS)
def test_the_door_and_other_states_have_none_either(width: int, site: Site, enter: SignedIn, page: Page) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    site.watch(page).goto(f"{site.address}/log-ind")
    page.get_by_role("button", name="Log ind").click()
    assert violations(page) == []
    page.goto(f"{site.address}/log-ind/glemt")
    assert violations(page) == []
    inside = enter(Role.ADMINISTRATION, width=width)
    inside.goto(f"{site.address}/opgaver/1")
    for fold in inside.locator("main details summary").all():
        if fold.is_visible():
            fold.click()
    assert violations(inside) == []
    assert overflow(inside) <= 0


def test_axe_finds_what_is_wrong(page: Page) -> None:
    small = "<button style='all:unset;font-size:8px'>x</button>" * 2
    page.set_content(f"<html><body><input><p style='color:#bbb'>svag skrift</p>{small}</body></html>")
    found = {each.split(":")[0] for each in violations(page)}
    assert found >= {"html-has-lang", "label", "color-contrast", "target-size"}


ROWS = 12


@pytest.mark.parametrize(
    ("one", "other", "wrong"),
    [
        ("<a href='#'>Åbn</a>", "<a href='#'></a>", "link-name"),
        ("<a href='#'>Åbn</a>", "<a href='#' class='pale'>Åbn</a>", "color-contrast"),
        ("<b lang='da'>Åbn</b>", "<b lang='dansk'>Åbn</b>", "valid-lang"),
        ("<b role='img' aria-label='Rød'></b>", "<b role='img' aria-label=''></b>", "role-img-alt"),
        ("<b role='switch' aria-checked='true'>Til</b>", "<b role='switch'>Til</b>", "aria-required-attr"),
    ],
)
def test_one_row_that_is_unlike_the_others_is_looked_at(one: str, other: str, wrong: str, page: Page) -> None:
    for odd in (0, 2, ROWS - 1):
        rows = "".join(f"<li><span>{other if row == odd else one}</span></li>" for row in range(ROWS))
        page.set_content(f"<html lang='da'><style>.pale {{ color: #ddd }}</style><body><ul>{rows}</ul></body></html>")
        assert len(page.evaluate(ALIKE)) == ROWS - 3
        assert [each.split(":")[0] for each in violations(page) if each.startswith(wrong)] == [wrong]


def test_of_rows_that_are_alike_two_are_looked_at_and_every_one_where_all_are_asked_for(page: Page) -> None:
    rows = "<li><span style='color: #ddd'>svag skrift</span></li>" * ROWS
    page.set_content(f"<html lang='da'><body><ul>{rows}</ul></body></html>")
    pale = [len([each for each in violations(page, of_all=every) if "contrast" in each]) for every in (False, True)]
    assert pale == [2, ROWS]
