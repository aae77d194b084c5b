"""Meetings from a file: looked at, taken in, and taken back, with every bad file answered by a sentence."""

from __future__ import annotations

from io import BytesIO

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role

PAGE = "/udvalg/moeder/indlaes/"
SAVE = PAGE + "gem"
TABLE = (
    "udvalg;dato;start\nTeknik- og Miljøudvalget;25-06-2019;16.30\nTeknik- og Miljøudvalget;08-06-2019;\n"
    "Teknik- og Miljøudvalget;32-06-2019;\nHavneudvalget;26-06-2019;\n"
)


def look(client: Client, text: str = "", content: bytes | None = None, **more: str) -> Page:
    file = (BytesIO(content), "moeder.ics") if content is not None else (BytesIO(b""), "")
    return client.send(PAGE, PAGE, text=text, file=file, **more)


def save(client: Client, page: Page, **more: str) -> Page:
    return client.post(SAVE, {**page.form(SAVE).fields, **more})


def test_a_table_is_looked_at_before_anything_is_stored(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = look(client, TABLE)
    assert page.status == 200
    assert "Intet er gemt endnu." in page.text
    assert "1 Nyt møde" in page.text
    assert "1 Uændret" in page.text
    assert "Linje 4: «32-06-2019» er ikke en dato. Skriv den som 11-06-2019." in page.text
    assert "«Havneudvalget» (1 møde)" in page.text
    assert "1 åben opgave får en anden sidste dag for materialet." in page.text
    assert "25. juni 2019" not in client.get(f"/udvalg/{world.committee}/moeder").text
    saved = save(client, page, seen="1")
    assert "Indlæst. Nyt møde: 1, Uændret: 1." in saved.text
    assert "25. juni 2019 kl. 16.30" in client.get(f"/udvalg/{world.committee}/moeder").text


def test_an_unknown_committee_is_mapped_and_then_taken(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = look(client, TABLE)
    again = save(client, page, **{"chosen-1": str(world.other)})
    assert "2 Nyt møde" in again.text
    assert "Udvalg, der ikke er kendt" not in again.text
    save(client, again, seen="1")
    assert "26. juni 2019" in client.get(f"/udvalg/{world.other}/moeder").text


def test_the_same_file_again_changes_nothing_and_an_import_is_undone(visit: SignIn, world: World) -> None:
    client = visit(Role.SECRETARY)
    saved = save(client, look(client, TABLE), seen="1")
    assert "Filen ændrer ingenting." in look(client, TABLE).text
    undo = next(form.action for form in saved.parsed.forms if form.action.endswith("/fortryd"))
    undone = client.send(PAGE, undo)
    assert "Indlæsningen er fortrudt." in undone.text
    assert "Fortrudt" in undone.text
    assert "25. juni 2019" not in client.get(f"/udvalg/{world.committee}/moeder").text
    again = client.post(undo, {"csrf_token": undone.form(PAGE).fields["csrf_token"]})
    assert again.status == 422
    assert "allerede fortrudt" in again.text


def test_a_calendar_with_one_committee_in_it_is_given_one(visit: SignIn, world: World) -> None:
    event = "BEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20190625\r\nSUMMARY:Ordinært møde\r\nEND:VEVENT\r\n"
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{event}END:VCALENDAR\r\n".encode()
    client = visit(Role.ADMINISTRATOR)
    page = look(client, content=calendar, committee=str(world.committee))
    assert "25. juni 2019 Teknik- og Miljøudvalget Nyt møde" in page.text
    save(client, page, seen="1")
    moved = look(client, content=calendar.replace(b"0625", b"0627"), committee=str(world.committee))
    assert "Flyttes fra 25. juni 2019" in moved.text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "tom"),
        (b"\x00\x01\x02" * 400, "ikke en tekstfil"),
        (b"navn;telefon\nx;1", "kolonnerne «udvalg» og «dato»"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n", "Eksportér den igen"),
    ],
)
def test_a_file_that_holds_no_meetings_is_refused_with_what_to_do(content: bytes, words: str, visit: SignIn) -> None:
    page = look(visit(Role.ADMINISTRATOR), content=content)
    assert page.status == 422
    assert words in page.text


def test_nothing_sent_and_a_page_that_was_tampered_with_are_refused(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    assert "Vælg en fil med møder, eller indsæt linjerne." in look(client).text
    page = look(client, TABLE)
    for lines in ("", "{}", '{"lines": [{"held_on": "x"}], "faults": []}', page.form(SAVE).fields["lines"] + "]"):
        refused = save(client, page, lines=lines, seen="1")
        assert 400 <= refused.status < 500
        assert "Vælg filen igen" in refused.text


def test_a_secretary_takes_in_no_meetings_of_others(visit: SignIn, world: World) -> None:
    client = visit(Role.SECRETARY)
    page = look(client, "udvalg;dato\nErhvervs- og Beskæftigelsesudvalget;26-06-2019")
    assert "du kan ikke ændre møder i Erhvervs- og Beskæftigelsesudvalget" in page.text
    assert "Filen ændrer ingenting." in page.text
