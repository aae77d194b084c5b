"""What people come to do, done in a real browser."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from docx import Document
from playwright.sync_api import Page, expect
from sqlalchemy import update

from tests.browser.conftest import SignedIn, Site
from tracker.db.models import User
from tracker.domain.roles import Role
from tracker.services.access import accounts

pytestmark = pytest.mark.browser

PASSWORD = "korrekt hest batteri"
PAPER = Path(__file__).parents[1] / "corpus" / "tranehoej-budgetforlig-2017.txt"


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def test_somebody_signs_in_with_a_password(site: Site, page: Page) -> None:
    with site.runtime.database.writing() as session:
        email = "johanne.ahorneng@example.dk"
        session.execute(update(User).where(User.email == email).values(password_hash=accounts.hash_password(PASSWORD)))
    site.watch(page).goto(f"{site.address}/overskredne/")
    page.get_by_label("E-mailadresse").fill(email)
    page.get_by_label("Adgangskode").fill("forkert")
    page.get_by_role("button", name="Log ind").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.get_by_label("Adgangskode").fill(PASSWORD)
    page.get_by_role("button", name="Log ind").click()
    assert heading(page) == "Overskredne opgaver"


def test_the_administration_finds_a_task_and_says_how_it_goes(enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    page.get_by_role("link", name="Opgaver", exact=True).first.click()
    page.get_by_text("Filtre", exact=False).first.click()
    page.get_by_label("Udvalg", exact=True).select_option(label="Kultur- og Fritidsudvalget")
    page.get_by_label("Status", exact=True).select_option(label="Ikke startet")
    page.get_by_role("button", name="Vis opgaverne").click()
    expect(page.get_by_role("list", name="Valgte filtre").get_by_role("listitem")).to_have_count(2)
    page.locator("tbody th a").first.click()
    page.get_by_label("Status", exact=True).select_option(label="I gang")
    page.get_by_label("Kommentar (frivilligt)").fill("Vi er kommet godt fra start.")
    page.get_by_role("button", name="Gem status").click()
    expect(page.get_by_role("status")).to_contain_text("Status er gemt.")
    newest = page.locator(".history__line").first
    expect(newest).to_contain_text("Status: Ikke startet → I gang")
    expect(newest).to_contain_text("Vi er kommet godt fra start.")


def test_the_day_of_the_meeting_is_asked_for_only_when_a_case_was_presented(enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    page.goto(page.url + "opgaver/?art=presentation&status=in_progress")
    page.locator("tbody th a").first.click()
    day = page.get_by_label("Forelagt på mødet den")
    expect(day).to_be_hidden()
    page.get_by_label("Status", exact=True).select_option(label="Forelagt")
    expect(day).to_be_visible()


def test_a_director_sees_what_is_overdue_and_asks(enter: SignedIn) -> None:
    page = enter(Role.MANAGEMENT)
    counted = int(page.locator(".figure--red .figure__number").first.inner_text())
    page.get_by_role("link", name="Overskredne", exact=True).first.click()
    rows = page.locator(".data--cards tbody tr")
    expect(rows).to_have_count(counted)
    days = [int(re.sub(r"\D", "", text)) for text in page.locator(".days-over").all_inner_texts()]
    assert days == sorted(days, reverse=True)
    assert days[0] > 0
    expect(page.get_by_role("button", name="Udskriv")).to_be_visible()
    rows.first.get_by_role("link").first.click()
    page.get_by_label("Kommentar").fill("Hvornår kommer sagen?")
    page.get_by_role("button", name="Gem kommentar").click()
    expect(page.locator(".history__line").first).to_contain_text("Hvornår kommer sagen?")
    expect(page.get_by_role("button", name="Gem status")).to_have_count(0)


def test_two_people_at_once_lose_nothing(enter: SignedIn) -> None:
    first, second = enter(Role.ADMINISTRATION), enter(Role.ADMINISTRATION, 1)
    first.goto(first.url + "opgaver/?status=not_started")
    first.locator("tbody th a").first.click()
    second.goto(first.url)
    for page, status, words in ((first, "I gang", "Først"), (second, "Afventer", "Lige efter")):
        page.get_by_label("Status", exact=True).select_option(label=status)
        page.get_by_label("Kommentar (frivilligt)").fill(words)
        page.get_by_role("button", name="Gem status").click()
    assert heading(second) == "En anden har gemt imens"
    expect(second.get_by_role("main")).to_contain_text("Lige efter")
    second.get_by_role("button", name="Gem min ændring oven på").click()
    expect(second.locator(".history")).to_contain_text("Først")
    expect(second.locator(".history__line").first).to_contain_text("Status: I gang → Afventer")


def test_a_secretary_sees_what_must_be_on_her_next_meetings(enter: SignedIn) -> None:
    page = enter(Role.SECRETARY, 2)
    page.get_by_role("heading", name="Dine udvalg").wait_for()
    page.locator(".tidy-list a").first.click()
    assert heading(page) == "Børne- og Skoleudvalget"
    expect(page.locator(".meeting").first).to_contain_text("Materiale færdigt senest")


def test_an_agreement_is_read_and_what_is_sure_becomes_tasks_at_once(enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    page.goto(page.url + "import/")
    page.get_by_label("Fil med aftalens tekst").set_input_files(PAPER)
    page.get_by_role("button", name="Indlæs aftalen").click()
    page.wait_for_url(re.compile(r"/gennemgang/"))
    page.get_by_role("link", name=re.compile(r"Acceptér \d+ sikre forslag")).click()
    sure = page.locator("input[name=forslag]").count()
    assert sure > 20
    page.locator("input[name=forslag]").first.uncheck()  # one is looked at more closely
    page.get_by_role("button", name="Acceptér de valgte").click()
    expect(page.get_by_role("status").first).to_contain_text(str(sure - 1))
    agreement = re.search(r"/aftaler/(\d+)/", page.url)
    assert agreement
    page.goto(f"{page.url.split('/aftaler/')[0]}/opgaver/?aftale={agreement[1]}&vis=alle")
    expect(page.get_by_role("main")).to_contain_text(f"{sure - 1} opgaver")


def test_a_secretary_takes_the_report_of_her_committee_to_the_agenda(enter: SignedIn, tmp_path: Path) -> None:
    page = enter(Role.SECRETARY)
    page.get_by_role("link", name="Rapport", exact=True).first.click()
    page.get_by_label("Udvalg", exact=True).select_option(label="Børne- og Skoleudvalget")
    page.get_by_role("button", name="Vis rapporten").click()
    shown = page.locator("table").first.locator("tbody tr")
    expect(shown.nth(3)).to_be_visible()
    rows, first = shown.count(), shown.first.locator("td").nth(1).inner_text()
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Word")).click()
    file = tmp_path / "rapport.docx"
    download.value.save_as(file)
    document = Document(str(file))
    table = document.tables[0]
    assert len(table.rows) - 1 == rows > 3
    assert first in {cell.text for cell in table.rows[1].cells}


def test_the_passage_in_the_agreement_leads_to_its_task_and_back(enter: SignedIn) -> None:
    page = enter(Role.MANAGEMENT)
    page.goto(page.url + "aftaler/")
    page.locator("tbody th a").first.click()
    page.locator(".reading__text p a.tag--accepted").first.click()
    assert page.locator(".passage mark").first.inner_text()
    page.get_by_role("link", name="Se stedet i hele aftalen").click()
    expect(page.locator("a.tag--accepted:target")).to_be_in_viewport()


def test_the_keyboard_alone_reaches_the_content_and_the_phone_menu(enter: SignedIn) -> None:
    page = enter(Role.MANAGEMENT, width=390)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Gå til sidens indhold")).to_be_focused()
    menu = page.locator(".phone-menu")
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_arrows_go_from_task_to_task_in_a_list_and_x_selects(enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    page.goto(page.url + "opgaver/?vis=alle")
    links, boxes = page.locator("tbody th a"), page.locator("tbody input[type=checkbox]")
    expect(page.get_by_text("↑ og ↓ går fra opgave til opgave")).to_be_visible()
    boxes.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("x")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(links.nth(1)).to_be_focused()
    expect(page.locator("tbody input:checked")).to_have_count(1)
    expect(boxes.nth(1)).to_be_checked()
    title = links.nth(1).inner_text()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(title)


def test_everything_works_without_javascript(enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION, java_script_enabled=False, width=390)
    page.get_by_text("Menu", exact=True).click()
    page.locator(".phone-menu").get_by_role("link", name="Opgaver", exact=True).click()
    page.locator("tbody th a").first.click()
    page.get_by_label("Status", exact=True).select_option(label="Afventer")
    page.get_by_role("button", name="Gem status").click()
    expect(page.locator(".history__line").first).to_contain_text("Afventer")
