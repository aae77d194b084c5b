"""Somebody who uses a page by its keys alone, and notices where the focus is, and whether it is seen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

FURTHEST = 90
"""How many presses of Tab are taken at most to get anywhere."""
PATIENCE = 20
"""How many times it is looked again whether something lies over the focus."""

LOOK = r"""
() => {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  // The design system hides a box or a button of choice, and draws it before its label.
  const drawn = focused.matches(".form-checkbox, .form-radio") ? focused.labels[0] : focused;
  const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = (colour) => {
    const [red, green, blue] = channels(colour).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const isSeen = (colour) => channels(colour)[3] !== 0;
  let behind = drawn.parentElement;
  while (behind && !isSeen(getComputedStyle(behind).backgroundColor)) behind = behind.parentElement;
  const ground = behind ? getComputedStyle(behind).backgroundColor : "rgb(255, 255, 255)";
  const style = getComputedStyle(drawn, drawn === focused ? null : "::before");
  // Within a field for a date the browser marks the button of its calendar itself.
  const isDrawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && isSeen(style.outlineColor);
  const ring = !focused.matches(":focus") ? 21 : isDrawn ? contrast(style.outlineColor, ground) : 0;
  const box = drawn.getClientRects()[0] ?? { width: 0, height: 0 };
  // A browser brings the place where is written into view, and not always the whole field.
  const at = [box.left + Math.min(box.width / 2, 40), box.top + Math.min(box.height / 2, 12)];
  const top = document.elementFromPoint(...at);
  const first = window.lastFocused;
  window.lastFocused = focused;
  return {
    what: `${focused.tagName.toLowerCase()} «${(focused.labels?.[0] ?? focused).textContent.trim().slice(0, 60)}»`,
    ring,
    covered: !(top && (drawn.contains(top) || top.contains(drawn) && top.closest("label, a, button, summary"))),
    over: top ? top.outerHTML.slice(0, 80) : `nothing at ${at}`,
    backwards: Boolean(first?.isConnected && first !== focused
      && first.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING),
  };
}
"""


@dataclass
class Keyboard:
    """The keys of one page."""

    page: Page

    def look(self) -> dict[str, Any] | None:
        """Where the focus is: that it stands out 3:1 from what is around it, and that nothing lies over it. None while
        nothing is focused."""
        seen: dict[str, Any] | None = self.page.evaluate(LOOK)
        for _turn in range(PATIENCE):
            if seen is None or not seen["covered"]:
                break
            self.page.wait_for_timeout(50)  # the page may still be moving to where the focus went
            seen |= {"covered": self.page.evaluate(LOOK)["covered"]}
        if seen is not None:
            assert seen["ring"] >= 3, f"the focus is not seen on {seen['what']} (contrast {seen['ring']:.1f})"
            assert not seen["covered"], f"{seen['over']} lies over {seen['what']}"
        return seen

    def to(self, target: Locator) -> None:
        """Presses Tab until `target` has the focus; on the way the focus follows the order of the page."""
        if target.evaluate("(wanted) => wanted === document.activeElement"):
            return
        for _press in range(FURTHEST):
            self.page.keyboard.press("Tab")
            seen = self.look()
            assert not (seen and seen["backwards"]), f"the focus goes back to {seen and seen['what']}"
            if target.evaluate("(wanted) => wanted === document.activeElement"):
                return
        raise AssertionError(f"{target} is not reached by Tab")

    def back_to(self, target: Locator) -> None:
        """Presses Shift+Tab until `target` has the focus."""
        for _press in range(FURTHEST):
            self.page.keyboard.press("Shift+Tab")
            self.look()
            if target.evaluate("(wanted) => wanted === document.activeElement"):
                return
        raise AssertionError(f"{target} is not reached by Shift+Tab")

    def press(self, *keys: str) -> None:
        """Presses keys, one after the other."""
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        """Types into what has the focus."""
        self.page.keyboard.type(text)

    def follow(self, target: Locator) -> None:
        """Goes to a link or a button, presses Enter, and waits for the next page."""
        self.to(target)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")

    def skip(self) -> None:
        """Uses the link that skips the menu, where the page did not open at its content or in a field."""
        is_there = "document.activeElement.closest('main') !== null"
        if self.page.url.endswith("#main-content") or self.page.evaluate(is_there):
            return
        self.to(self.page.locator(".skipnav"))
        self.page.keyboard.press("Enter")
        expect(self.page.locator("#main-content")).to_be_focused()

    def walk(self) -> list[str]:
        """Tabs through the whole page until the focus leaves it. What was met, in order."""
        met: list[str] = []
        for _press in range(400):
            self.page.keyboard.press("Tab")
            seen = self.look()
            if seen is None or seen["backwards"]:
                return met
            met.append(seen["what"])
        raise AssertionError(f"the focus does not leave the page; it was last on {met[-3:]}")
