"""The year on paper: one sheet of A4, lying."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.browser.conftest import SignedIn, Site
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser

A4_LYING = (842, 595)  # points


def test_the_year_of_a_whole_town_hall_is_printed_on_one_lying_sheet(site: Site, enter: SignedIn) -> None:
    page = enter(Role.SECRETARY)
    page.goto(f"{site.address}/aarshjul/2019")
    paper = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    try:
        assert [tuple(round(side) for side in paper.get_page_size(number)) for number in range(len(paper))] == [
            A4_LYING
        ]
    finally:
        paper.close()
