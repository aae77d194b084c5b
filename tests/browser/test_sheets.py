"""A sheet goes out, is edited in another program, and comes back, in a real browser."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignedIn, Site
from tracker.domain.roles import Role

pytestmark = pytest.mark.browser


def fetched(page: Page, folder: Path) -> Path:
    """The list at hand as Excel."""
    with page.expect_download() as download:
        page.get_by_role("link", name="Excel").click()
    file = folder / "status.xlsx"
    download.value.save_as(file)
    return file


def edit(file: Path) -> list[str]:
    """Gives the first open task another date and the second a status that there is not; returns their titles."""
    book = openpyxl.load_workbook(file)
    sheet = book["Åbne"]
    columns = {cell.value: cell.column for cell in sheet[1]}

    def put(row: int, heading: str, value: Any) -> None:
        sheet.cell(row, columns[heading]).value = value

    put(2, "Frist", datetime(2019, 12, 31))  # noqa: DTZ001 - sheets have no zone
    put(2, "Begrundelse", "Høringen er forlænget.")
    put(2, "Statustekst", "Vi venter på høringssvar.")
    put(3, "Status", "Snart færdig")
    book.save(file)
    return [sheet.cell(row, columns["Initiativ"]).value for row in (2, 3)]


def look(page: Page, name: str) -> None:
    """Keeps a picture, where somebody wants to look at it."""
    if folder := os.environ.get("TRACKER_LOOK"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize(
    ("width", "options"), [(1280, {}), (390, {"java_script_enabled": False})], ids=["desk", "phone"]
)
def test_a_list_goes_out_is_edited_and_comes_back(
    width: int, options: dict[str, Any], site: Site, enter: SignedIn, tmp_path: Path
) -> None:
    page = enter(Role.ADMINISTRATION, width=width, **options)
    page.goto(f"{site.address}/opgaver/?frist=overskredet")
    file = fetched(page, tmp_path)
    good, bad = edit(file)
    page.get_by_role("link", name="Indlæs et rettet regneark").click()
    look(page, f"sheet-form-{width}")
    page.get_by_label("Regneark", exact=True).set_input_files(file)
    page.get_by_role("button", name="Se, hvad filen ændrer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ændringer fra status.xlsx")
    expect(page.get_by_text("Intet er ændret endnu.")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text=good)).to_contain_text("31. december 2019")
    expect(page.get_by_role("row").filter(has_text=bad)).to_contain_text("«Snart færdig» er ikke en status.")
    look(page, f"sheet-preview-{width}")
    page.get_by_role("button", name="Gem 1 ændring").click()
    expect(page.get_by_text("1 opgave er ændret.")).to_be_visible()
    look(page, f"sheet-outcome-{width}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Hent rækkerne med deres fejl (Excel)").click()
    download.value.save_as(tmp_path / "fejl.xlsx")
    assert openpyxl.load_workbook(tmp_path / "fejl.xlsx").active.max_row == 2
    page.get_by_role("link", name=good).click()
    expect(page.get_by_text("fra regnearket «status.xlsx»").first).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Fortryd hele indlæsningen").click()
    expect(page.get_by_text("Indlæsningen af 1 opgave er fortrudt.")).to_be_visible()
    look(page, f"sheet-undone-{width}")
