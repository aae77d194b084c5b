"""A corrected agreement in a real browser: the page holds at three widths, and all is decided with few presses."""

from __future__ import annotations

import pytest

from tests.browser.conftest import SignedIn, Site
from tests.browser.test_accessibility import WIDTHS, overflow, violations
from tests.revised import SQUARE_CORRECTED, bring_in, correct, task_with
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser


def waiting(site: Site) -> str:
    """An agreement with a corrected text that waits."""
    with site.runtime.database.writing() as session:
        agreement = bring_in(session).agreement_id
        correct(session, agreement)
    return f"{site.address}/aftaler/{agreement}"


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_of_a_correction_hold_and_all_is_decided_at_once(width: int, site: Site, enter: SignedIn) -> None:
    agreement = waiting(site)
    page = enter(Role.ADMINISTRATION, width=width)
    page.goto(f"{agreement}/rettelse")
    page.get_by_text("Vis 3 uændrede løfter").click()
    assert (violations(page), overflow(page) <= 0) == ([], True)
    page.get_by_role("button", name="Tag alle over").click()
    page.get_by_role("button", name="Sæt den rettede udgave i kraft").click()
    page.get_by_text("Udgave 2 gælder nu").wait_for()
    assert (violations(page), overflow(page) <= 0) == ([], True)
    page.get_by_role("link", name="Læs den tidligere tekst").click()
    assert (violations(page), overflow(page) <= 0) == ([], True)
    with site.runtime.database.reading() as session:
        assert task_with(session, "torvet").due_on == SQUARE_CORRECTED
