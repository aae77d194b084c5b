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
    assert "Aftalen er indlæst" in page.text
    text = client.get(next(link for link in page.links if link.startswith("/aftaler/") and link[-1].isdigit()))
    assert "Der plantes træer langs vejene." in text.main
    assert "1.2 Flere træer" in text.main


def test_a_place_in_a_file_with_pages_is_told_by_its_page(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    page = upload(client, NEW.replace("\n\n1.1", "\n\f1.1").replace("Et forslag", "\fEt forslag").encode())
    assert "punkt 1.1, side 3" in page.main
    address = next(link for link in page.links if link.startswith("/aftaler/") and link[-1].isdigit())
    text = client.get(address).main
    assert "1.1 Nyt torv side 2 Torvet skal fornyes. side 3 Et forslag" in text
    client.send(f"{address}/forslag", f"{address}/forslag/accepter-sikre")
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
        (b"\x00\x01\x02" * 99, "billede.txt", "er ikke en tekstfil"),
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
    promises = [element for element in page.parsed.all("a") if "promise" in element.attributes.get("class", "")]
    assert any("idrætspolitik" in element.text for element in promises)


@pytest.mark.parametrize(
    ("decision", "said"), [("accept", "er blevet til en opgave"), ("reject", "Forslaget er afvist")]
)
def test_a_proposal_is_accepted_or_rejected(decision: str, said: str, visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/aftaler/{world.agreement}/forslag"
    page = client.send(address, f"{address}/{world.proposal}", decision=decision)
    assert said in page.text
    waits = [form for form in client.get(address).parsed.forms if form.action == f"{address}/{world.proposal}"]
    assert bool(waits) is (decision == "reject")  # a rejected one can be taken back


def test_a_rejected_proposal_can_wait_again(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/aftaler/{world.agreement}/forslag"
    client.send(address, f"{address}/{world.proposal}", decision="reject")
    assert "Forslaget venter igen." in client.send(address, f"{address}/{world.proposal}", decision="reconsider").text


def test_management_sees_the_proposals_and_decides_nothing(visit: SignIn, world: World) -> None:
    client, address = visit(Role.MANAGEMENT), f"/aftaler/{world.agreement}/forslag"
    page = client.get(address)
    assert not page.has_form(f"{address}/{world.proposal}")
    token = page.form("/log-ud").fields["csrf_token"]
    refused = client.post(f"{address}/{world.proposal}", {"decision": "accept", "csrf_token": token})
    assert refused.status == HTTPStatus.FORBIDDEN


def test_a_decision_that_is_none_is_refused(visit: SignIn, world: World) -> None:
    address = f"/aftaler/{world.agreement}/forslag"
    page = visit(Role.ADMINISTRATION).send(address, f"{address}/{world.proposal}", decision="måske")
    assert page.status == HTTPStatus.BAD_REQUEST
