"""The pictures in README and docs: taken when TRACKER_SCREENSHOTS names a folder (`make screenshots`)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import SignedIn, Site
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser

DESK, PHONE = 1280, 390
STEPS = 12
"""How far down the queue of the review the picture of it stands."""
PICTURES = {
    "overview": ("/", DESK),
    "tasks": ("/opgaver/", DESK),
    "overdue-desktop": ("/overskredne/", DESK),
    "committee": ("/udvalg/3", DESK),
    "agreement": ("/aftaler/1", DESK),
    "task": ("/opgaver/?art=presentation&status=in_progress", DESK),
    "tasks-phone": ("/opgaver/", PHONE),
    "review": ("/aftaler/1/gennemgang/", DESK),
    "review-phone": ("/aftaler/1/gennemgang/", PHONE),
}


def take(page: Page, site: Site, name: str, path: str) -> bytes:
    page.goto(site.address + path)
    if name == "task":
        page.locator("tbody th a").first.click()
    page.wait_for_load_state("networkidle")
    if name.startswith("review"):
        for _step in range(STEPS):
            page.keyboard.press("j")
        page.wait_for_timeout(1_500)  # the text follows smoothly
    return page.screenshot()


@pytest.mark.skipif("TRACKER_SCREENSHOTS" not in os.environ, reason="pictures are taken by `make screenshots`")
def test_the_pictures_are_taken(site: Site, enter: SignedIn) -> None:
    folder = Path(os.environ["TRACKER_SCREENSHOTS"])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (path, width) in PICTURES.items():
        role = Role.ADMINISTRATION if name.startswith("review") else Role.MANAGEMENT
        picture = take(enter(role, width=width), site, name, path)
        assert picture.startswith(b"\x89PNG")
        (folder / f"{name}.png").write_bytes(picture)
