"""What citizens see, from the approval to the day it is taken off again."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import product

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn, Site
from tests.browser.pages import PUBLIC_PAGES, SPOKEN, WIDTHS
from tests.browser.test_accessibility import overflow, violations
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser

STATUS = "Dette er kommunens egne ord, skrevet til borgerne."


def test_a_text_is_approved_seen_by_a_citizen_and_taken_off_again(site: Site, enter: SignedIn, page: Page) -> None:
    citizen = site.watch(page)
    clerk = enter(Role.ADMINISTRATION)
    clerk.goto(f"{site.address}/aftaler/1/offentlig/")
    clerk.get_by_role("row").filter(has_text="Ikke godkendt").get_by_role("link").first.click()
    clerk.get_by_label("Løftet").fill("Et løfte, som borgerne kan følge")
    clerk.get_by_label("Hvordan går det?").fill(STATUS)
    clerk.get_by_label("Hvad skal vises af aftalen?").select_option(label="Kun sætningen")
    clerk.get_by_role("button", name="Vis, hvordan det bliver").click()
    expect(clerk.get_by_role("region", name="Sådan vil borgerne se det")).to_contain_text(STATUS)

    citizen.goto(f"{site.address}/offentlig/")
    citizen.get_by_role("link", name="Aftale om Budget 2019").click()
    citizen.get_by_label("Søg i løfterne").fill("borgerne kan følge")
    citizen.get_by_role("button", name="Vis løfterne").click()
    expect(citizen.get_by_text("Ingen løfter passer til det, du søger")).to_be_visible()

    clerk.get_by_role("button", name="Godkend, og vis det sådan").click()
    expect(clerk.get_by_role("region", name="Sådan ser borgerne det nu")).to_contain_text(STATUS)
    citizen.reload()
    citizen.get_by_role("link", name="Et løfte, som borgerne kan følge").click()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Et løfte, som borgerne kan følge")
    expect(citizen.get_by_text(STATUS)).to_be_visible()
    expect(citizen.get_by_role("heading", name="Det står i aftalen")).to_be_visible()
    assert citizen.context.cookies() == []

    clerk.get_by_role("button", name="Tag opgaven af den offentlige side").click()
    expect(clerk.get_by_text("Opgaven er taget af den offentlige side.").first).to_be_visible()
    citizen.reload()
    expect(citizen.get_by_role("heading", level=1)).to_have_text("Siden findes ikke")
    citizen.get_by_role("link", name="Se de aftaler, der kan følges").click()
    expect(citizen.get_by_role("heading", level=1)).to_contain_text("Hvad blev der lovet")


def faults(
    visits: Iterable[tuple[str, str]], width: int, site: Site, page: Page, *, of_all: bool = False
) -> dict[tuple[str, str], list[str]]:
    """What is wrong with the pages, each in a language, of those with which something is."""
    page.set_viewport_size({"width": width, "height": 900})
    site.watch(page)
    found = {}
    for path, language in visits:
        page.goto(f"{site.address}{path}{'&' if '?' in path else '?'}sprog={language}")
        assert page.locator("html").get_attribute("lang") == language
        for fold in page.locator("main details summary").all()[:3]:
            fold.click()
        too_wide = [f"{overflow(page)} px too wide"] if overflow(page) > 0 else []
        found[path, language] = violations(page, of_all=of_all) + too_wide
    return {visit: wrong for visit, wrong in found.items() if wrong}


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_the_public_pages_and_none_is_too_wide(width: int, site: Site, page: Page) -> None:
    """Each page at each width and in each language; which two of these meet turns from page to page."""
    turn = WIDTHS.index(width)
    visits = [(path, SPOKEN[(number + turn) % len(SPOKEN)]) for number, path in enumerate(PUBLIC_PAGES)]
    assert faults(visits, width, site, page) == {}


@pytest.mark.a11y
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_on_them_in_any_language_at_any_width(width: int, site: Site, page: Page) -> None:
    assert faults(product(PUBLIC_PAGES, SPOKEN), width, site, page, of_all=True) == {}


def test_the_public_pages_work_without_javascript_and_by_keyboard(site: Site, new_context: type) -> None:
    page = site.watch(new_context(java_script_enabled=False).new_page())
    page.goto(f"{site.address}/offentlig/1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    fold = page.get_by_text("Hvad betyder ordene?")
    fold.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Fristen er overskredet, og det lovede er ikke gjort endnu.")).to_be_visible()
    page.get_by_role("link", name="Indfriet").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Saml efter").select_option(label="Udvalg")
    page.get_by_role("button", name="Vis løfterne").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".promise").first).to_contain_text("Indfriet")
    assert {"status=indfriet", "saml=udvalg"} <= set(page.url.partition("?")[2].split("&"))
