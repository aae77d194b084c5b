"""Taking in an agreement, and saying yes or no to what was found in it."""

from __future__ import annotations

import io
import re
from http import HTTPStatus

import pytest

from tests.readings import TEXT
from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role

NEW = """Aftale om byrum 2021
Indgået den 4. maj 2020

1.1 Nyt torv
Torvet skal fornyes. Et forslag til torvet forelægges Teknik- og Miljøudvalget inden udgangen af marts 2021.

1.2 Flere træer
Der plantes træer langs vejene.
"""


def upload(client: Client, content: bytes, name: str = "aftale.txt", **values: str) -> Page:
    form = client.get("/import/").form("")
    return client.post("/import/", {**form.fields, **values, "file": (io.BytesIO(content), name)})


def test_a_file_becomes_an_agreement_whose_text_can_be_read(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    page = upload(client, NEW.encode())
    assert re.search(r"Aftalen er indlæst: \d+ løfter, 0 besparelser og \d+ uklarhed(?:er)?\.", page.text)
    text = client.get(next(link for link in page.links if link.startswith("/aftaler/") and link[-1].isdigit()))
    assert "Der plantes træer langs vejene." in text.main
    assert "1.2 Flere træer" in text.main


def test_a_heading_without_a_number_stands_once_over_its_text(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    page = upload(client, NEW.replace("1.1 ", "").replace("1.2 ", "").encode())
    text = client.get(next(link for link in page.links if link.startswith("/aftaler/") and link[-1].isdigit()))
    shown = "".join(text.main.split())
    assert "FleretræerDerplantes" in shown
    assert "FleretræerFleretræer" not in shown


@pytest.fixture
def summer_means_the_recess(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CONVENTIONS__SUMMER", "recess")


@pytest.mark.usefixtures("summer_means_the_recess")
def test_a_file_is_read_by_the_conventions_of_the_settings(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    page = upload(client, NEW.replace("inden udgangen af marts 2021", "inden sommeren 2021").encode())
    proposals = client.get(next(link for link in page.links if link.endswith("/gennemgang/")))
    assert "30. juni 2021" in proposals.main
    assert "31. maj 2021" not in proposals.main


def test_a_place_in_a_file_with_pages_is_told_by_its_page(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    page = upload(client, NEW.replace("\n\n1.1", "\n\f1.1").replace("Et forslag", "\fEt forslag").encode())
    assert "punkt 1.1, side 3" in page.main
    address = next(link for link in page.links if link.startswith("/aftaler/") and link[-1].isdigit())
    text = client.get(address).main
    assert "1.1 Nyt torv side 2 Torvet skal fornyes. side 3 Et forslag" in text
    review = f"{address}/gennemgang/"
    button = next(each for each in page.parsed.all("button") if each.attributes.get("name") == "accept")
    client.send(review, review, accept=button.attributes["value"])
    task = next(link for link in client.get(address).links if re.fullmatch(r"/opgaver/\d+", link))
    assert "Aftale om byrum 2021, punkt 1.1, side 3" in client.get(task).main


def test_the_same_text_again_changes_nothing_and_says_so(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    upload(client, NEW.encode())
    page = upload(client, NEW.encode(), "kopi.txt")
    assert "Teksten er indlæst før, så der er ikke ændret noget." in page.text


def test_a_file_in_latin_1_is_read_and_that_is_said(visit: SignIn) -> None:
    page = upload(visit(Role.ADMINISTRATOR), NEW.encode("latin-1"))
    assert "Latin-1" in page.text


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "tom.txt", "er tom"),
        (b"\x00\x01\x02" * 99, "billede.png", "er ikke en tekstfil, et Word-dokument, en PDF"),
        (b"%PDF-1.7 ...", "aftale.pdf", "er beskadiget"),
        (b"Bare noget uden afsnit.", "brev.txt", "hverken afsnit eller forpligtelser"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_plain_words_and_nothing_is_stored(
    content: bytes, name: str, said: str, visit: SignIn
) -> None:
    client = visit(Role.ADMINISTRATION)
    before = client.get("/aftaler/").main
    page = upload(client, content, name)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.main
    assert "#file" in page.links
    assert client.get("/aftaler/").main == before


def test_no_file_at_all_is_told(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    form = client.get("/import/").form("")
    page = client.post("/import/", form.fields)
    assert "Vælg en fil med aftalens tekst." in page.main


def test_a_file_that_is_too_large_is_refused_before_it_is_read(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    response = client.http.post("/import/", data=b"x" * 23_000_000, content_type="multipart/form-data; boundary=x")
    page = client.checked(response, "/import/")
    assert page.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert "Serveren tager højst imod 20 MB ad gangen." in page.text


def test_the_text_stands_whole_with_its_commitments_marked(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/aftaler/{world.agreement}")
    shown = "".join(page.main.split())
    for line in TEXT.splitlines()[2:8]:
        assert "".join(line.split()) in shown, line
    promises = [element for element in page.parsed.all("span") if "promise--" in element.attributes.get("class", "")]
    assert any("idrætspolitik" in element.text for element in promises)


def test_each_promise_bears_its_state_in_words(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/aftaler/{world.agreement}")
    tags = [element.attributes for element in page.parsed.all("a") if "tag" in element.attributes.get("class", "")]
    words = [tag["data-word"] for tag in tags]
    assert {"Venter", "Opgave", "Uklart"} <= set(words)
    assert all(tag["aria-label"].startswith(tag["data-word"]) for tag in tags)


def test_what_stands_before_and_after_the_sections_is_shown_too(visit: SignIn, world: World) -> None:
    page = visit(Role.MANAGEMENT).get(f"/aftaler/{world.agreement}")
    shown = "".join(page.main.split())
    assert "Indledning" in page.main
    assert "Efter det sidste punkt" in page.main
    for line in TEXT.splitlines():
        assert "".join(line.split()) in shown, line


def test_an_unclear_place_leads_to_its_words_and_back_and_is_marked_as_seen(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/aftaler/{world.agreement}/uklarheder"
    page = client.get(address)
    assert "1 sted, der bør ses efter" in page.main
    [place] = {link for link in page.links if "#uklart-sted-" in link}
    text = client.get(place.partition("#")[0])
    ids = {element.attributes.get("id") for element in text.parsed.elements}
    assert place.partition("#")[2] in ids
    assert any(link.startswith(f"{address}#uklart-") for link in text.links)
    number = place.rpartition("-")[2]
    seen = client.send(address, f"{address}/{number}", set="ja")
    assert "Stedet er markeret som set." in seen.text
    assert "Set af Anna Holm" in seen.main
    assert "0 steder, der bør ses efter" in seen.main
    again = client.send(address, f"{address}/{number}", set="nej")
    assert "1 sted, der bør ses efter" in again.main


def test_an_unclear_place_of_no_agreement_is_not_found(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/aftaler/{world.agreement}/uklarheder"
    token = client.get(address).form("/log-ud").fields["csrf_token"]
    page = client.post(f"{address}/4711", {"set": "ja", "csrf_token": token})
    assert page.status == HTTPStatus.NOT_FOUND
