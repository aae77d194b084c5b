"""The five journeys by keyboard alone: nothing but Tab, Enter, Space, arrows and typing. `Keyboard` looks at each step
whether the focus is seen and follows the page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import SignedIn, Site
from tests.browser.keyboard import Keyboard
from tests.browser.test_answers import link_of
from tests.browser.test_journeys import PAPER, heading
from tracker.domain.answers import Answer
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser


def menu(page: Page, name: str) -> Locator:
    return page.locator(".site-menu").get_by_role("link", name=name, exact=True)


def test_an_agreement_is_read_in_and_reviewed(enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    page.on("filechooser", lambda _chooser: None)  # the browser must know before the key is pressed
    keys = Keyboard(page)
    keys.follow(menu(page, "Aftaler"))
    keys.skip()
    keys.follow(page.get_by_role("link", name="Indlæs en aftale"))
    keys.skip()
    keys.to(page.get_by_label("Fil med aftalens tekst"))
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(PAPER)
    keys.follow(page.get_by_role("button", name="Indlæs aftalen"))
    page.wait_for_url(re.compile(r"/gennemgang/"))
    keys.skip()
    keys.follow(page.get_by_role("link", name=re.compile(r"Acceptér \d+ sikre forslag")))
    sure = page.locator("input[name=forslag]")
    taken = sure.count() - 1
    keys.skip()
    keys.to(sure.first)
    keys.press("Space")  # one is looked at more closely
    expect(sure.first).not_to_be_checked()
    keys.follow(page.get_by_role("button", name="Acceptér de valgte"))
    expect(page.get_by_role("status").first).to_contain_text(str(taken))
    keys.skip()
    first = page.locator(".proposal summary").first
    title = first.locator(".proposal__title").inner_text()
    keys.to(first)
    keys.follow(page.locator(".proposal[open]").get_by_role("button", name=re.compile("^Acceptér")))
    expect(page.get_by_role("main")).not_to_contain_text(re.compile(f"^{re.escape(title)}$"))
    expect(page.locator(".review__last")).to_contain_text("accepteret")


def test_a_secretary_goes_through_her_week(enter: SignedIn) -> None:
    page = enter(Role.SECRETARY, 2)
    keys = Keyboard(page)
    keys.skip()
    keys.follow(page.locator(".tidy-list a").first)
    assert heading(page) == "Børne- og Skoleudvalget"
    keys.skip()
    keys.follow(page.locator(".meeting__tasks a").first)
    keys.skip()
    keys.to(page.get_by_label("Status", exact=True))
    keys.type("Afventer")
    keys.to(page.get_by_label("Kommentar (frivilligt)"))
    keys.type("Materialet kommer på fredag.")
    keys.follow(page.get_by_role("button", name="Gem status"))
    expect(page.locator(".history__line").first).to_contain_text("→ Afventer")
    expect(page.locator(".history__line").first).to_contain_text("Materialet kommer på fredag.")


def test_a_mail_is_answered_and_an_error_mended(site: Site, page: Page) -> None:
    site.watch(page).goto(link_of(site, Answer.NEW_DATE))
    keys = Keyboard(page)
    keys.follow(page.get_by_role("button", name=re.compile("Send svaret")))
    expect(page).to_have_title(re.compile("^Fejl: "))
    expect(page.locator("#error-summary")).to_be_focused()
    keys.to(page.locator("#error-summary a").first)
    keys.press("Enter")
    wrong = page.get_by_label("Foreslået frist")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-invalid", "true")
    keys.type("10102019")  # the same day whether the browser asks for the day or the month first
    keys.to(page.get_by_label("Hvorfor er der behov for en ny frist?"))
    keys.type("Høringen trækker ud.")
    keys.follow(page.get_by_role("button", name=re.compile("Send svaret")))
    expect(page.get_by_text("Tak. Dit svar er gemt")).to_be_visible()


def test_a_director_begins_her_monday(enter: SignedIn) -> None:
    page = enter(Role.MANAGEMENT)
    keys = Keyboard(page)
    keys.skip()
    keys.follow(page.locator(".figure--red").first)
    keys.to(menu(page, "Overskredne"))
    with page.expect_navigation():
        keys.press("Enter")
    keys.skip()
    keys.follow(page.locator(".data--cards tbody th a").first)
    keys.skip()
    keys.to(page.get_by_label("Kommentar", exact=True))
    keys.type("Hvornår kommer sagen?")
    keys.follow(page.get_by_role("button", name="Gem kommentar"))
    expect(page.locator(".history__line").first).to_contain_text("Hvornår kommer sagen?")


def test_a_report_is_made_for_the_agenda(enter: SignedIn, tmp_path: Path) -> None:
    page = enter(Role.SECRETARY)
    keys = Keyboard(page)
    keys.follow(menu(page, "Rapport"))
    keys.skip()
    keys.to(page.get_by_label("Udvalg", exact=True))
    keys.type("Børne- og")
    keys.follow(page.get_by_role("button", name="Vis rapporten"))
    keys.skip()
    keys.to(page.get_by_role("link", name=re.compile("Word")))
    with page.expect_download() as download:
        keys.press("Enter")
    file = tmp_path / "rapport.docx"
    download.value.save_as(file)
    assert "Børne- og Skoleudvalget" in Document(str(file)).paragraphs[0].text


@pytest.mark.parametrize("path", ["/", "/opgaver/?udvalg=3", "/opgaver/1", "/aftaler/1/gennemgang/", "/profil/"])
def test_the_focus_goes_through_a_page_and_out_of_it(path: str, site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    page.goto(site.address + path)
    met = Keyboard(page).walk()
    assert len(met) > 10
    assert "Tilgængelighedserklæring" in " ".join(met)  # the foot was reached
    Keyboard(page).back_to(page.locator("footer a").last)


def test_the_menu_on_a_phone_is_opened_used_and_closed(site: Site, enter: SignedIn) -> None:
    page = enter(Role.MANAGEMENT, width=390)
    keys, fold = Keyboard(page), page.locator(".phone-menu")
    keys.to(fold.locator("summary"))
    keys.press("Enter")
    keys.to(fold.get_by_role("link", name="Opgaver", exact=True))
    keys.press("Escape")
    expect(fold).not_to_have_attribute("open", "")
    expect(fold.locator("summary")).to_be_focused()


def test_it_is_noticed_when_the_focus_is_not_seen(page: Page) -> None:
    page.set_content("<style>a { outline: none }</style><a href='#'>Et link</a>")
    with pytest.raises(AssertionError, match="not seen"):
        Keyboard(page).to(page.get_by_role("link"))
    page.set_content("<button>Et</button><p style='position: fixed; inset: 0; background: white'>Over det</p>")
    page.add_style_tag(content="button:focus { outline: 3px solid black }")
    with pytest.raises(AssertionError, match="lies over"):
        Keyboard(page).to(page.get_by_role("button"))
