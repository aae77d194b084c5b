"""A sheet goes out, is edited, and comes back: shown first, taken in, its bad rows fetched, and taken back."""

from __future__ import annotations

import csv
import io
import re
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from tests.services.sheets.round_trip import edited
from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role

PAGE = "/opgaver/regneark/"


def export(client: Client, ending: str = "xlsx") -> bytes:
    return client.http.get(f"/rapport/opgaver.{ending}?vis=alle").data


def send(client: Client, content: bytes, name: str = "status.xlsx") -> Page:
    return client.send(PAGE, PAGE, file=(BytesIO(content), name))


def number(page: Page) -> int:
    """The id of the import that a page is about."""
    found = re.search(r"/opgaver/regneark/(\d+)", page.response.get_data(as_text=True))
    assert found is not None
    return int(found[1])


def press(client: Client, page: Page, what: str) -> Page:
    address = f"{PAGE}{number(page)}/{what}"
    return client.post(address, page.form(address).fields)


def changed(client: Client, world: World, **more: Any) -> bytes:
    """The export with a good change, a bad one, and a conflict."""
    content = edited(
        export(client),
        {
            world.task: {"Status": "Afventer", "Frist": "30. august 2019", "Begrundelse": "Høring.", **more},
            world.foreign: {"Status": "Måske"},
            world.overdue: {"Status": "I gang"},
        },
    )
    client.send(f"/opgaver/{world.overdue}", f"/opgaver/{world.overdue}/status", status="waiting")
    return content


def test_a_sheet_is_shown_row_by_row_before_anything_is_changed(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = send(client, changed(client, world))
    assert page.status == 200
    assert "Intet er ændret endnu." in page.text
    assert "Status: før I gang → efter Afventer" in page.text
    assert "Frist: før 30. juni 2019 → efter 30. august 2019" in page.text
    assert "kolonnen «Status» «Måske» er ikke en status." in page.text
    assert "Anna Holm har ændret opgaven 15. maj 2019, efter at regnearket blev hentet." in page.text
    assert "rækker er uændrede" in page.text
    assert "30. august 2019" not in client.get(f"/opgaver/{world.task}").text


def test_good_rows_are_taken_and_the_history_says_from_where(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    done = press(client, send(client, changed(client, world)), "gem")
    assert "1 opgave er ændret." in done.text
    assert "Ændret af andre siden" in done.text
    assert "Rækker med fejl" in done.text
    task = client.get(f"/opgaver/{world.task}").text
    assert "I gang → Afventer" in task
    assert "Anna Holm, fra regnearket «status.xlsx»" in task
    assert "Anna Holm, fra regnearket «status.xlsx»" in client.get("/rapport/?siden=2019-05-01").text
    history = client.http.get("/api/v1/openapi.json").get_json()
    assert "sheet" in history["components"]["schemas"]["Event"]["properties"]


def test_the_bad_rows_are_fetched_mended_and_sent_in_again(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    done = press(client, send(client, changed(client, world)), "gem")
    response = client.http.get(f"{PAGE}{number(done)}/fejl.xlsx")
    assert response.headers["Content-Disposition"].startswith("attachment")
    rows = list(openpyxl.load_workbook(BytesIO(response.data)).active.iter_rows(values_only=True))
    assert rows[0][:3] == ("Fejl", "Nr.", "Initiativ")
    assert [row[2] for row in rows[1:]] == ["Redegørelse for belysning forelægges", "Jobmesse holdes"]
    assert rows[2][0].startswith("Status: «Måske» er ikke en status.")
    book = openpyxl.load_workbook(BytesIO(response.data))
    book.active.cell(3, rows[0].index("Status") + 1).value = "I gang"
    mended = BytesIO()
    book.save(mended)
    again = press(client, send(client, mended.getvalue(), "fejl.xlsx"), "gem")
    assert "1 opgave er ændret." in again.text
    assert "Ikke startet → I gang" in client.get(f"/opgaver/{world.foreign}").text


def test_a_conflict_is_settled_on_the_page_without_sending_the_file_again(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = send(client, changed(client, world))
    assert "Opgaven: Afventer" in page.text
    assert "Regnearket: I gang" in page.text
    address = f"{PAGE}{number(page)}/gem"
    fields = page.form(address).fields
    assert f"valg-{world.overdue}-status" not in fields  # both have changed it, so nobody chooses for the person
    done = client.post(address, {**fields, f"valg-{world.overdue}-status": "ark"})
    assert "2 opgaver er ændret." in done.text
    assert "Ændret af andre siden" not in done.text
    assert "Afventer → I gang" in client.get(f"/opgaver/{world.overdue}").text


def test_an_import_is_undone_with_one_press(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    done = press(client, send(client, changed(client, world)), "gem")
    undone = press(client, done, "fortryd")
    assert "Indlæsningen af 1 opgave er fortrudt." in undone.text
    task = client.get(f"/opgaver/{world.task}").text
    assert "Indlæsningen af regnearket «status.xlsx» er fortrudt." in task
    assert "Frist flyttet fra 30. august 2019 til 30. juni 2019." in task
    assert "Indlæsningen er fortrudt." in client.get(f"{PAGE}{number(done)}").text
    assert "allerede fortrudt" in press_again(client, number(done))


def press_again(client: Client, found: int) -> str:
    token = client.get(PAGE).form(PAGE).fields["csrf_token"]
    page = client.post(f"{PAGE}{found}/fortryd", {"csrf_token": token})
    assert page.status == 422
    return page.text


def test_the_same_file_twice_changes_nothing(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    content = edited(export(client), {world.task: {"Status": "Afventer", "Statustekst": "Vi venter."}})
    press(client, send(client, content), "gem")
    page = send(client, content)
    assert "Filen ændrer ingenting." in page.text
    assert not page.has_form("/nothing")
    assert "Gem" not in [element.text.strip()[:3] for element in page.parsed.all("button")]


def test_a_csv_goes_the_same_way(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    text = export(client, "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))
    for row in rows:
        if row["Opgave-id"] == str(world.task):
            row.update({"Status": "Afventer", "Statustekst": "'=1+1 står der i bilaget"})
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    page = send(client, file.getvalue().encode("windows-1252"), "status.csv")
    assert "Statustekst: efter =1+1 står der i bilaget" in page.text
    press(client, page, "gem")
    assert "=1+1 står der i bilaget" in client.get(f"/opgaver/{world.task}").text
    out = openpyxl.load_workbook(BytesIO(export(client))).worksheets[0]
    assert {cell.data_type for row in out.iter_rows() for cell in row} <= {"s", "n", "d"}


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.csv", "Filen har ikke kolonnerne «Opgave-id» og «Udgave»."),
        (b"PK\x03\x04" + bytes(60), "status.xlsx", "er beskadiget og kan ikke læses som regneark"),
        (b"%PDF-1.7", "status.pdf", "er ikke et regneark. Gem tabellen som Excel-fil (.xlsx) eller CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "billede.png", "er ikke et regneark. Gem tabellen som Excel-fil"),
        (b"\xd0\xcf\x11\xe0" + bytes(60), "status.xls", "er et ældre Office-dokument. Gem tabellen som Excel-fil"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "status.xlsx", "beskyttet med adgangskode"),
        (b"Opgave-id;Udgave\r\n" + b"1;1\r\n" * 10_001, "lang.csv", "flere end 10000 linjer"),
    ],
    ids=["empty", "damaged", "pdf", "picture", "old", "locked", "long"],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, name: str, said: str, visit: SignIn) -> None:
    page = send(visit(Role.ADMINISTRATION), content, name)
    assert page.status == 422
    assert said in page.text


def test_no_file_is_said_at_the_field(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    page = client.send(PAGE, PAGE, file=(BytesIO(b""), ""))
    assert page.status == 422
    assert "Vælg et regneark." in page.text


def test_a_sheet_of_another_person_is_not_there(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = send(client, changed(client, world))
    assert visit(Role.ADMINISTRATOR).get(f"{PAGE}{number(page)}").status == 404


def test_the_way_in_is_offered_to_those_who_may_change_tasks(visit: SignIn) -> None:
    for address in ("/rapport/", "/opgaver/"):
        assert PAGE in visit(Role.ADMINISTRATION).get(address).links
        assert PAGE not in visit(Role.MANAGEMENT).get(address).links


def test_an_english_sheet_comes_back_too(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    content = client.http.get("/rapport/opgaver.xlsx?vis=alle&sprog=en").data
    assert "Filen ændrer ingenting." in send(client, content).text
    book = openpyxl.load_workbook(BytesIO(content))
    sheet = book["Open"]
    columns = {cell.value: cell.column for cell in sheet[1]}
    row = next(row for row in range(2, 9) if sheet.cell(row, columns["Task id"]).value == world.task)
    sheet.cell(row, columns["Status"]).value = "Waiting"
    sheet.cell(row, columns["Status text"]).value = "Tak."
    file = BytesIO()
    book.save(file)
    done = press(client, send(client, file.getvalue()), "gem")
    assert "1 opgave er ændret." in done.text
    assert "I gang → Afventer" in client.get(f"/opgaver/{world.task}").text
