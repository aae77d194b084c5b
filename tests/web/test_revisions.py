"""A corrected agreement on its pages: shown before anything changes, decided change by change, and taken back."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest

from tests.factories import ADMINISTRATION, NOW
from tests.revised import CORRECTED, TEXT
from tests.web.browser import Client, Page
from tests.web.test_agreements import upload
from tests.web.world import SignIn
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.services.review import review


def agreement_of(page: Page) -> str:
    """The address of the agreement that a page belongs to."""
    found = re.match(r"/aftaler/\d+", page.response.request.path)
    assert found
    return found[0]


def brought_in(client: Client, runtime: Runtime) -> str:
    """The address of the agreement, whose dated promises are tasks."""
    agreement = agreement_of(upload(client, TEXT.encode()))
    with runtime.database.writing() as session:
        review.accept_dated(session, int(agreement.rsplit("/", 1)[1]), actor=ADMINISTRATION, now=NOW)
    return agreement


def decided(page: Page, value: str) -> dict[str, str]:
    """The form filled in with one answer to every question."""
    names = {one.attributes["name"] for one in page.parsed.all("input") if one.attributes.get("type") == "radio"}
    form = page.form(page.response.request.path)
    return {**form.fields, **dict.fromkeys(names, value)}


def test_a_file_that_looks_corrected_is_compared_and_changes_nothing(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    page = upload(client, CORRECTED.encode(), "rettet.txt")
    assert page.response.request.path == f"{agreement}/rettelse"
    assert "Teksten ligner «Aftale om budget 2021»: 57 % af ordlyden er fælles." in page.text
    assert "2 ændret 1 nyt 1 væk 3 uændret" in page.main
    assert "Frist 31. maj 2021 i stedet for 31. marts 2021" in page.main
    assert "Flere træer: plan for træerne" in page.main
    assert "udgangen af marts 2021" in client.get(agreement).main
    assert "En rettet udgave venter på svar" in client.get("/aftaler/").main


def test_each_change_is_decided_and_what_was_chosen_is_kept(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    page = upload(client, CORRECTED.encode(), "rettet.txt")
    sent = decided(page, "tag")
    missing = next(name for name in sent if name.startswith("aendring-"))
    again = client.post(f"{agreement}/rettelse", {name: value for name, value in sent.items() if name != missing})
    assert again.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Tag stilling til 1 ændring mere" in again.main
    checked = [one for one in again.parsed.all("input") if "checked" in one.attributes]
    assert [one.attributes["value"] for one in checked if one.attributes.get("type") == "radio"] == ["tag"]
    done = client.post(f"{agreement}/rettelse", sent)
    assert "Udgave 2 gælder nu: 2 ændringer taget over, 1 nyt løfte." in done.text
    assert "udgangen af maj 2021" in client.get(agreement).main
    task = next(link for link in done.links if re.fullmatch(r"/opgaver/\d+", link))
    assert "Løftet står ikke længere i aftalen" in client.get(task).main


def test_the_former_text_can_be_read_and_put_back(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    client.post(f"{agreement}/rettelse", decided(upload(client, CORRECTED.encode(), "rettet.txt"), "behold"))
    page = client.get(f"{agreement}/udgaver")
    assert "Udgave 2 gælder" in page.main
    assert "af Anna Holm" in page.main
    assert "Havnens kajer udbedres." in client.get(f"{agreement}/udgaver/1").main
    page = client.send(f"{agreement}/udgaver", f"{agreement}/udgaver/fortryd")
    assert page.response.request.path == f"{agreement}/rettelse"
    assert "Havnens kajer udbedres." in client.get(agreement).main
    assert client.get(f"{agreement}/udgaver/1").status == HTTPStatus.NOT_FOUND


def test_a_text_can_be_an_agreement_of_its_own(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    upload(client, CORRECTED.encode(), "rettet.txt")
    page = client.send(f"{agreement}/rettelse", f"{agreement}/rettelse/anden")
    other = agreement_of(page)
    assert other != agreement
    assert "lys i parken" in client.get(other).main
    assert "Aftalen er ikke rettet" in client.get(f"{agreement}/udgaver").main


def test_it_can_be_said_at_once_what_a_file_is(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    assert agreement_of(upload(client, CORRECTED.encode(), "rettet.txt", revises="new")) != agreement
    small = "Aftale om træer\nIndgået den 5. maj 2020\n\n1.1 Træer\nEn plan forelægges Økonomiudvalget i juni 2021.\n"
    page = upload(client, small.encode(), "lille.txt", revises=agreement.rsplit("/", 1)[1])
    assert page.response.request.path == f"{agreement}/rettelse"
    page = client.send(f"{agreement}/rettelse", f"{agreement}/rettelse/kasser")
    assert "Den rettede udgave er kasseret. Intet er ændret." in page.text


def test_a_second_draft_is_refused_at_its_field(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    brought_in(client, runtime)
    upload(client, CORRECTED.encode(), "rettet.txt")
    page = upload(client, CORRECTED.replace("maj 2021", "juni 2021").encode(), "igen.txt")
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Der venter allerede en rettet udgave af «Aftale om budget 2021» (rettet.txt)." in page.main


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MANAGEMENT])
def test_who_may_not_decide_sees_what_differs_and_is_offered_less(role: Role, visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    upload(client, CORRECTED.encode(), "rettet.txt")
    page = visit(role).get(f"{agreement}/rettelse")
    assert "Frist 31. maj 2021 i stedet for 31. marts 2021" in page.main
    assert page.has_form(f"{agreement}/rettelse/kasser") is (role is Role.SECRETARY)
    if role is Role.SECRETARY:
        assert "som du ikke er sekretær for" in page.main


def test_where_no_correction_waits_the_page_says_so(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    assert client.get(f"{agreement}/rettelse").status == HTTPStatus.BAD_REQUEST
    assert client.get(f"{agreement}/udgaver/7").status == HTTPStatus.NOT_FOUND


HARBOUR = "Aftale om havnen\n\n1.1 Kajerne\nEn plan for kajerne forelægges Økonomiudvalget i marts.\n"


def test_the_day_of_signing_is_corrected_by_reading_the_text_again(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = agreement_of(upload(client, HARBOUR.encode(), signed_on="2019-09-01"))
    page = client.send(f"{agreement}/udgaver", f"{agreement}/udgaver/laes-igen", signed_on="01-09-2020")
    assert page.response.request.path == f"{agreement}/rettelse"
    assert "Læst igen som indgået 1. september 2020" in page.main
    assert "i stedet for 1. marts 2020 til 31. marts 2020" in page.main
    assert not page.has_form(f"{agreement}/rettelse/anden")
    client.post(f"{agreement}/rettelse", decided(page, "tag"))
    page = client.get(f"{agreement}/udgaver")
    assert "Indgået 1. september 2020" in page.main
    assert "Regnet som indgået 1. september 2019." in page.main


def test_a_day_that_is_none_is_refused_at_its_field(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = agreement_of(upload(client, HARBOUR.encode(), signed_on="2019-09-01"))
    page = client.send(f"{agreement}/udgaver", f"{agreement}/udgaver/laes-igen", signed_on="31-02-2020")
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Skriv datoen som dag-måned-år" in page.main
    page = client.send(f"{agreement}/udgaver", f"{agreement}/udgaver/laes-igen", signed_on="2019-09-01")
    assert "Teksten er læst igen. Der er ingen ændringer." in page.text


def test_who_brings_the_same_text_with_another_day_is_led_to_reading_it_again(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = agreement_of(upload(client, HARBOUR.encode()))
    assert "Angiv dagen" in client.get(f"{agreement}/uklarheder").main
    page = upload(client, HARBOUR.encode(), signed_on="2020-09-01")
    assert page.response.request.path == f"{agreement}/udgaver"
    assert page.form(f"{agreement}/udgaver/laes-igen").fields["signed_on"] == "2020-09-01"


def test_reading_again_while_a_correction_waits_leads_to_that(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    agreement = brought_in(client, runtime)
    sent = client.get(f"{agreement}/udgaver").form(f"{agreement}/udgaver/laes-igen").fields
    upload(client, CORRECTED.encode(), "rettet.txt")
    page = client.post(f"{agreement}/udgaver/laes-igen", {**sent, "signed_on": "2019-09-01"})
    assert page.response.request.path == f"{agreement}/rettelse"
    assert "Der venter allerede en rettet udgave" in page.text
