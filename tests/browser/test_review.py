"""The review of a whole agreement by keyboard, in a real browser: every proposal decided, and nothing lost by two."""

from __future__ import annotations

import gzip
import shutil
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect
from sqlalchemy import func, select

from tests.browser.conftest import SignedIn, Site
from tests.browser.test_accessibility import overflow, violations
from tracker.db.engine import Database
from tracker.db.models import Proposal, ProposalState, Task
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.services.actors import COMMAND_LINE
from tracker.services.agreements import agreements
from tracker.services.committees.register import register_committees
from tracker.services.demonstration import demonstration
from tracker.services.people.users import add_user

pytestmark = pytest.mark.browser

NOW = datetime(2018, 10, 9, 8, 0, tzinfo=UTC)
REVIEW = "/aftaler/1/gennemgang/"
SHORT = 14
"""How many proposals the short form decides; the long one decides them all."""
LIGHT = 150_000
"""The most bytes that the page and all it needs may weigh, packed, without the fonts."""


@pytest.fixture(scope="session")
def town_hall(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the sample agreement of forty pages as it was read: nobody has decided anything."""
    file = tmp_path_factory.mktemp("unreviewed") / "unreviewed.sqlite3"
    shutil.copyfile(sqlite_template, file)
    database = Database(f"sqlite:///{file}")
    sample = demonstration.load_sample()
    with database.writing() as session:
        register_committees(session, sample.register)
        for person in sample.people:
            add_user(
                session,
                email=person.email,
                name=person.name,
                role=person.role,
                committees=person.committees,
                actor=COMMAND_LINE,
                now=NOW,
            )
        agreements.import_reading(session, sample.agreement, sample.reading, actor=COMMAND_LINE, now=NOW)
    database.dispose()
    return file


def states(site: Site) -> Counter[ProposalState]:
    with site.runtime.database.reading() as session:
        rows = session.execute(select(Proposal.state, func.count()).where(~Proposal.set_aside).group_by(Proposal.state))
        return Counter(dict(rows.all()))


def open_review(site: Site, page: Page) -> None:
    page.goto(site.address + REVIEW)
    expect(page.locator(".proposal[open]")).to_have_count(1)


def title(page: Page) -> str:
    return page.locator(".proposal[open] .proposal__title").inner_text()


def press_and_wait(page: Page, key: str) -> None:
    """A key that sends a form or follows a link."""
    with page.expect_navigation():
        page.keyboard.press(key)


def decide(page: Page, site: Site, count: int) -> Counter[str]:
    """Says yes to two of three and no to the third, `count` times, by one key each."""
    done: Counter[str] = Counter()
    for number in range(count):
        key = "r" if number % 3 == 2 else "a"
        press_and_wait(page, key)
        done[key] += 1
    return done


@pytest.mark.parametrize(
    "whole", [pytest.param(False, id="short"), pytest.param(True, id="long", marks=pytest.mark.slow)]
)
def test_an_agreement_is_reviewed_by_keyboard_alone(whole: bool, site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    open_review(site, page)
    total = states(site)[ProposalState.WAITING]
    assert total > 150
    done = decide(page, site, total if whole else SHORT)
    found = states(site)
    assert found == {
        ProposalState.WAITING: total - done["a"] - done["r"],
        ProposalState.ACCEPTED: done["a"],
        ProposalState.REJECTED: done["r"],
    } or (whole and found[ProposalState.WAITING] == 0)
    assert (found[ProposalState.ACCEPTED], found[ProposalState.REJECTED]) == (done["a"], done["r"])
    decided = done["a"] + done["r"]
    expect(page.get_by_text(f"{decided} af {total} behandlet")).to_be_visible()
    expect(page.locator("#fremdrift")).to_have_attribute("value", str(decided))
    expect(page.locator(".tag--waiting[id]")).to_have_count(total - decided)
    expect(page.locator(".tag--accepted[id]")).to_have_count(done["a"])
    expect(page.locator(".tag--rejected[id]")).to_have_count(done["r"])
    with site.runtime.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Task)) == done["a"]
    assert violations(page) == []
    if whole:
        expect(page.get_by_text("Alle forslag er behandlet")).to_be_visible()


def test_every_key_does_what_it_says(site: Site, enter: SignedIn) -> None:
    page = enter(Role.SECRETARY)
    open_review(site, page)
    first = title(page)
    page.keyboard.press("j")
    second = title(page)
    page.keyboard.press("k")
    assert title(page) == first != second
    page.keyboard.press("ArrowDown")
    assert title(page) == second
    expect(page.locator("a.tag[data-now]")).to_be_in_viewport()
    expect(page.locator(".promise[data-now]").first).to_be_in_viewport()
    press_and_wait(page, "a")
    expect(page.locator(".review__progress")).to_contain_text("1 af")
    press_and_wait(page, "u")
    assert title(page) == second
    expect(page.locator(".review__progress")).to_contain_text("0 af")

    press_and_wait(page, "e")
    expect(page.get_by_label("Opgave", exact=True)).to_be_focused()
    assert violations(page) == []
    page.keyboard.press("Control+A")
    page.keyboard.type("Kassebeholdning, rettet")
    press_and_wait(page, "Enter")
    assert title(page) == "Kassebeholdning, rettet"

    press_and_wait(page, "s")
    assert violations(page) == []
    press_and_wait(page, "Escape")
    assert title(page) == "Kassebeholdning, rettet"
    before = states(site)[ProposalState.WAITING]
    press_and_wait(page, "m")
    press_and_wait(page, "Enter")
    assert states(site)[ProposalState.WAITING] == before - 1
    press_and_wait(page, "u")
    assert states(site)[ProposalState.WAITING] == before

    page.keyboard.press("?")
    expect(page.get_by_text("fortryd min seneste afgørelse")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_text("fortryd min seneste afgørelse")).to_be_hidden()


def test_keys_can_be_switched_off(site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    open_review(site, page)
    page.keyboard.press("?")
    page.get_by_role("button", name="Slå tasterne fra").click()
    first = title(page)
    page.keyboard.press("j")
    assert title(page) == first
    page.get_by_role("button", name="Slå tasterne til").click()
    page.keyboard.press("j")
    assert title(page) != first


def test_words_that_are_marked_become_a_proposal_at_their_place(site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    open_review(site, page)
    marked = page.evaluate(
        """() => {
          const blocks = [...document.querySelectorAll(".review__text p[data-at]")];
          const plain = blocks.filter((one) => one.children.length === 0 && one.textContent.length > 150).at(-1);
          plain.scrollIntoView();
          const range = document.createRange();
          const node = plain.firstChild;
          range.setStart(node, node.data.indexOf(" ", 40) + 1);
          range.setEnd(node, node.data.indexOf(" ", 120));
          window.getSelection().removeAllRanges();
          window.getSelection().addRange(range);
          return range.toString();
        }"""
    )
    press_and_wait(page, "n")
    words = page.get_by_label("Ordene i aftalen").input_value()
    assert words.split() == marked.split()
    assert violations(page) == []
    page.get_by_label("Opgave", exact=True).fill("Det, læseren ikke så")
    press_and_wait(page, "Enter")
    assert title(page) == "Det, læseren ikke så"
    with site.runtime.database.reading() as session:
        new = session.scalars(select(Proposal).where(Proposal.title == "Det, læseren ikke så")).one()
        sample = demonstration.load_sample().agreement.text
        assert sample[new.start_offset : new.end_offset] == new.quote
        assert new.quote.split() == marked.split()


def test_two_browsers_at_once_lose_nothing(site: Site, enter: SignedIn) -> None:
    first, second = enter(Role.ADMINISTRATION), enter(Role.ADMINISTRATION, 1)
    for page in (first, second):
        open_review(site, page)
        press_and_wait(page, "e")
        page.get_by_label("Opgave", exact=True).fill("Mit ord" if page is first else "Dit ord")
    press_and_wait(first, "Enter")
    press_and_wait(second, "Enter")
    main = second.get_by_role("main")
    expect(second.get_by_role("heading", level=1)).to_have_text("En anden har gemt imens")
    expect(main).to_contain_text("Mit ord")
    expect(main).to_contain_text("Dit ord")
    assert violations(second) == []
    with second.expect_navigation():
        second.get_by_role("button", name="Gem min ændring oven på").click()
    assert title(second) == "Dit ord"
    press_and_wait(second, "a")
    open_review(site, first)
    first.goto(f"{site.address}{REVIEW}historik")
    expect(first.get_by_role("main")).to_contain_text("Opgave: Mit ord → Dit ord")


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_day_that_does_not_exist_takes_no_deadline_away(site: Site, enter: SignedIn, script: bool) -> None:
    page = enter(Role.ADMINISTRATION, java_script_enabled=script)
    with site.runtime.database.reading() as session:
        proposal, due = session.execute(
            select(Proposal.id, Proposal.due_on).where(Proposal.due_on.is_not(None)).limit(1)
        ).one()
    form = f"{site.address}{REVIEW}{proposal}/ret"
    page.goto(form)
    page.get_by_label("Frist (frivilligt)").focus()
    page.keyboard.type("02312021")  # the browser keeps a day that no month has, and sends an empty field
    page.get_by_role("button", name="Gem").first.click()
    expect(page).to_have_url(form)
    if script:
        expect(page.locator("#due_on-half")).to_have_text(
            "Datoen er ikke hel, eller dagen findes ikke. Ret den, eller tøm feltet."
        )
        assert violations(page) == []
    with site.runtime.database.reading() as session:
        assert session.scalar(select(Proposal.due_on).where(Proposal.id == proposal)) == due


def test_it_works_without_javascript_on_a_phone(site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION, java_script_enabled=False, width=390)
    page.goto(site.address + REVIEW)
    assert overflow(page) <= 0
    page.locator(".proposal__head").nth(3).click()
    page.locator(".proposal").nth(3).get_by_role("button", name="Acceptér").click()
    expect(page.locator(".review__progress")).to_contain_text("1 af")
    page.get_by_role("link", name="Acceptér 6").click()
    page.get_by_role("button", name="Acceptér de valgte").click()
    assert states(site)[ProposalState.ACCEPTED] > 50
    page.get_by_role("button", name="Fortryd: accepteret").click()
    assert states(site)[ProposalState.ACCEPTED] == 1
    with site.runtime.database.reading() as session:
        dropped = session.scalar(select(func.count()).where(Task.status == Status.DROPPED)) or 0
    assert dropped > 50


def test_the_page_is_light(site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION)
    weights: dict[str, int] = {}

    def weigh(response: Response) -> None:
        if "/fonts/" not in response.url and response.status == 200:
            weights[response.url] = len(gzip.compress(response.body()))

    page.on("response", weigh)
    page.goto(site.address + REVIEW)
    page.wait_for_load_state("networkidle")
    assert len(weights) > 5
    assert sum(weights.values()) < LIGHT, weights
