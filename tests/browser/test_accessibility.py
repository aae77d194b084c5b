"""axe finds nothing on the pages, at three widths, and no page is wider than its window."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import SignedIn, Site
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
WIDTHS = (320, 768, 1280)
PATHS = (
    "/",
    "/opgaver/",
    "/opgaver/?q=findesikke&vis=alle",
    "/opgaver/?q=forslaget",
    "/aftaler/soeg?q=forslaget",
    "/opgaver/1",
    "/opgaver/1/aktindsigt",
    "/overskredne/",
    "/overskredne/?saml=udvalg",
    "/udvalg/",
    "/udvalg/1",
    "/udvalg/1/moeder",
    "/aarshjul/2019",
    "/aarshjul/2019?udvalg=3",
    "/udvalg/register/",
    "/udvalg/register/nyt",
    "/udvalg/register/3",
    "/udvalg/register/3/overdragelse",
    "/udvalg/register/3/overdragelse?successor=4&last_day=2019-12-31",
    "/udvalg/moeder/17",
    "/udvalg/moeder/indlaes/",
    "/aftaler/",
    "/aftaler/1",
    "/aftaler/1/gennemgang/",
    "/aftaler/1/gennemgang/?vis=accepteret",
    "/aftaler/1/gennemgang/sikre",
    "/aftaler/1/gennemgang/historik",
    "/aftaler/1/oekonomi",
    "/aftaler/1/uklarheder",
    "/import/",
    "/postkasse/",
    "/drift/",
    "/drift/paamindelser/",
    "/drift/paamindelser/regel",
    "/drift/forhaandsvisning?dag=2019-05-20",
    "/profil/",
    "/profil/adgangskode",
    "/drift/aendringer/",
    "/drift/aendringer/?dag=2017-01-01",
    "/drift/brugere/",
    "/drift/brugere/ny",
    "/drift/brugere/1",
    "/drift/brugere/7/overdragelse",
    "/profil/fravaer",
    "/drift/lukkedage/",
    "/findes-ikke",
)


def violations(page: Page) -> list[str]:
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": TAGS}}).response["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_violation_or_is_too_wide(width: int, site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATOR, width=width)
    found = {}
    for path in PATHS:
        page.goto(site.address + path)
        found[path] = violations(page) + ([f"{overflow(page)} px too wide"] if overflow(page) > 0 else [])
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


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
    page.set_content("<html><body><input><p style='color:#bbb'>svag skrift</p></body></html>")
    assert {each.split(":")[0] for each in violations(page)} >= {"html-has-lang", "label", "color-contrast"}
