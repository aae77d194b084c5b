"""Pages made 400 % as large, with text spread as a reader may spread it: nothing is cut off, covered or pushed out of
the window, and the link that skips the menu works.

1280 pixels at 400 % are 320 CSS pixels. The spacing is that of WCAG 1.4.12.
"""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SignedIn, Site
from tests.browser.pages import PAGES
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser

WIDTHS = (320, 1280)
EVERY_PAGE = sorted(chain.from_iterable(PAGES.values()))
FAULTS = Path(__file__).with_name("faults.js").read_text(encoding="utf-8")
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""


def faults(page: Page, width: int) -> list[str]:
    """What is cut off, covered or outside at a width in CSS pixels."""
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(FAULTS)
    return [f"{width}: {each}" for each in found]


def skips_the_menu(page: Page) -> bool:
    """Whether the first stop of the keyboard leads past the menu, and is seen while it stands there."""
    page.evaluate("document.activeElement.blur()")
    link = page.locator(".skipnav")
    link.focus()
    box = link.bounding_box()
    page.keyboard.press("Enter")
    is_seen = box is not None and box["x"] >= 0 and box["y"] >= 0 and box["height"] >= 24
    return is_seen and bool(page.evaluate("document.activeElement.id === 'main-content'"))


def test_nothing_is_lost_on_any_page(site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATOR)
    wrong = {}
    for path in EVERY_PAGE:
        page.goto(site.address + path)
        page.evaluate(SPACED)
        found = [fault for width in WIDTHS for fault in faults(page, width)]
        if not skips_the_menu(page):
            found.append("the menu cannot be skipped")
        if found:
            wrong[path] = found
    assert wrong == {}


def test_nothing_moves_for_who_asked_for_no_motion(site: Site, enter: SignedIn) -> None:
    page = enter(Role.ADMINISTRATION, reduced_motion="reduce")
    moving = """() => [...document.querySelectorAll("*")].filter((one) => {
      const style = getComputedStyle(one);
      return parseFloat(style.transitionDuration) > 0.001 || parseFloat(style.animationDuration) > 0.001
        || style.scrollBehavior === "smooth";
    }).map((one) => one.className || one.tagName)"""
    for path in ("/", "/opgaver/1", "/aftaler/1/gennemgang/"):
        page.goto(site.address + path)
        assert page.evaluate(moving) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<p style='width: 400px'>bredt</p><p style='white-space: nowrap'>" + "ord " * 60 + "</p>", "outside"),
        ("<div style='height: 10px; overflow: hidden'>to<br>linjer</div>", "cut off"),
        ("<p>Under</p><p style='margin-top: -40px'>Over</p>", "on top of"),
        ("<div style='width: 100px; overflow: auto'><pre>" + "x" * 80 + "</pre></div>", "scrolls sideways"),
    ],
)
def test_what_is_lost_is_found(body: str, fault: str, page: Page) -> None:
    page.set_content(body)
    assert any(fault in each for each in faults(page, 320)), faults(page, 320)
