"""The page of closing days: added, pasted from a spreadsheet, taken away, and what that moves."""

from __future__ import annotations

from io import BytesIO

from tests.web.world import SignIn
from tracker.domain.roles import Role

PAGE = "/drift/lukkedage/"


def test_a_span_is_added_and_the_page_says_what_it_moves(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.send(PAGE, PAGE, name="Kursusdag", first_on="2019-05-28", last_on="2019-05-29")
    assert "Lukkedagen er tilføjet." in page.text
    assert "28. maj 2019 – 29. maj 2019 Kursusdag" in page.text
    assert "Sidste dag for materialet er flyttet for 1 opgave." in page.text
    assert (
        "stod her i forvejen" in client.send(PAGE, PAGE, name="Igen", first_on="2019-05-28", last_on="2019-05-29").text
    )


def test_a_wrong_day_is_told_beside_its_field_and_nothing_is_stored(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.send(PAGE, PAGE, name="Ferie", first_on="i morgen")
    assert page.status == 422
    assert "Skriv datoen som dag-måned-år" in page.text
    page = client.send(PAGE, PAGE, name="Ferie", first_on="2019-07-08", last_on="2019-07-01")
    assert page.status == 422
    assert "ligger før den første" in page.text
    assert "ingen kommende lukkedage" in client.get(PAGE).text


def test_a_table_is_taken_whole_or_not_at_all(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.send(PAGE, PAGE + "tabel", table="navn;fra\nA;14-10-2019\nB;31-09-2019", file="")
    assert page.status == 422
    assert "Linje 3: «31-09-2019» er ikke en dato" in page.text
    assert "ingen kommende lukkedage" in client.get(PAGE).text
    page = client.send(
        PAGE, PAGE + "tabel", file=(BytesIO("navn;fra\nÅben by;14-10-2019\n".encode("cp1252")), "luk.csv")
    )
    assert "1 lukkedag er tilføjet; 0 stod her i forvejen." in page.text
    assert "14. oktober 2019 Åben by" in page.text


def test_a_file_that_is_no_table_is_refused(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    for content in (b"\x00\x01\x02" * 500, b""):
        page = client.send(PAGE, PAGE + "tabel", file=(BytesIO(content), "luk.csv"))
        assert page.status == 422


def test_a_customary_day_is_taken_away_and_put_back(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.get(PAGE)
    removals = [form.action for form in page.parsed.forms if form.action.endswith("/fjern")]
    page = client.send(PAGE, removals[1])
    assert "«Grundlovsdag» er fjernet." in page.text
    assert "Hold lukket: Grundlovsdag" in page.text
    again = next(form for form in page.parsed.forms if form.fields.get("name") == "Grundlovsdag")
    assert "5. juni Grundlovsdag" in client.post(again.action, dict(again.fields)).text
