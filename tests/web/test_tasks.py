"""Work on a task through its page: who may do what, what is saved, and what two people at once see."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest

from tests.factories import make_task
from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import Committee
from tracker.domain.roles import Role

CHANGES: dict[str, dict[str, str]] = {
    "status": {"status": "waiting", "comment": "Afventer svar"},
    "kommentar": {"comment": "En bemærkning"},
    "frist": {"due": "2019-09-01", "reason": "Høringen varer længere"},
    "udvalg": {"lead": "1", "reason": "Ny arbejdsdeling"},
    "ansvarlig": {"user": "3"},
    "udgaaet": {"reason": "Løst på en anden måde"},
    "lys": {"light": "red", "reason": "Leverandøren er gået konkurs"},
    "links/": {"kind": "case", "title": "Sag 19/1234", "address": "https://sager.example.dk/19-1234"},
}
EVERYBODY_BUT_MANAGEMENT = frozenset(Role) - {Role.MANAGEMENT}
MAY = {
    "status": EVERYBODY_BUT_MANAGEMENT,
    "kommentar": frozenset(Role),
    "frist": EVERYBODY_BUT_MANAGEMENT,
    "udvalg": EVERYBODY_BUT_MANAGEMENT,
    "ansvarlig": EVERYBODY_BUT_MANAGEMENT,
    "udgaaet": EVERYBODY_BUT_MANAGEMENT,
    "lys": EVERYBODY_BUT_MANAGEMENT,
    "links/": EVERYBODY_BUT_MANAGEMENT,
}


SAID = {
    "ansvarlig": "Ansvarlig ændret fra Anna Holm til Lars Beck.",
    "links/": "Link tilføjet: Sag 19/1234 (https://sager.example.dk/19-1234).",
}


def page_of(client: Client, task: int) -> Page:
    return client.get(f"/opgaver/{task}")


def token(page: Page) -> str:
    return next(form.fields["csrf_token"] for form in page.parsed.forms if "csrf_token" in form.fields)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_offered_and_taken_exactly_from_those_who_may(
    change: str, role: Role, visit: SignIn, world: World
) -> None:
    client, action = visit(role), f"/opgaver/{world.task}/{change}"
    before = page_of(client, world.task)
    may = role in MAY[change]
    assert before.has_form(action) is may
    revision = before.form(action).fields.get("revision", "") if may else "1"
    page = client.post(action, {**CHANGES[change], "revision": revision, "csrf_token": token(before)})
    assert page.status == (HTTPStatus.OK if may else HTTPStatus.FORBIDDEN)
    said = SAID.get(change) or CHANGES[change].get("comment") or CHANGES[change]["reason"]
    assert (said in page_of(client, world.task).text) is may


@pytest.mark.parametrize("change", CHANGES)
def test_a_secretary_changes_nothing_in_other_committees(change: str, visit: SignIn, world: World) -> None:
    client, action = visit(Role.SECRETARY), f"/opgaver/{world.foreign}/{change}"
    before = page_of(client, world.foreign)
    assert not before.has_form(action)
    page = client.post(action, {**CHANGES[change], "revision": "1", "csrf_token": token(before)})
    assert page.status == HTTPStatus.FORBIDDEN
    assert "Spørg udvalgets sekretær" in page.text


def test_a_new_status_stands_in_the_history_with_who_and_what_was_said(visit: SignIn, world: World) -> None:
    client = visit(Role.SECRETARY)
    page = client.send(
        f"/opgaver/{world.task}", f"/opgaver/{world.task}/status", status="done", comment="Sagen er klar."
    )
    assert "Status er gemt." in page.text
    assert "Status: I gang → Færdig. Sagen er klar. Rita Lund, 15. maj 2019 kl. 09.00" in page.text


def test_done_and_presented_are_two_steps(visit: SignIn, world: World) -> None:
    client, address = visit(Role.SECRETARY), f"/opgaver/{world.task}"
    page = client.send(address, f"{address}/status", status="done")
    assert page.has_form(f"{address}/status")  # still open: the committee has not had it
    page = client.send(address, f"{address}/status", status="presented", presented_on="2019-05-08")
    assert "Forelagt på mødet 8. maj 2019" in page.text
    assert not page.has_form(f"{address}/status")
    page = client.send(address, f"{address}/genaabn", comment="For tidligt")
    assert "Opgaven er åben igen." in page.text


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"presented_on": ""}, "Skriv datoen for det møde, hvor sagen blev forelagt."),
        ({"presented_on": "2019-06-12"}, "Mødet er ikke holdt endnu."),
        ({"presented_on": "31-02-2019"}, "Skriv datoen som dag-måned-år"),
    ],
)
def test_presented_asks_for_a_meeting_that_was_held(
    values: dict[str, str], said: str, visit: SignIn, world: World
) -> None:
    address = f"/opgaver/{world.task}"
    page = visit(Role.SECRETARY).send(
        address, f"{address}/status", status="presented", comment="Skrevet til ingen nytte?", **values
    )
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.main
    assert "#status-presented_on" in page.links
    assert "Skrevet til ingen nytte?" in page.main  # what was typed is still there


def test_a_moved_date_keeps_the_first_one_in_sight(visit: SignIn, world: World) -> None:
    address = f"/opgaver/{world.task}"
    page = visit(Role.ADMINISTRATION).send(address, f"{address}/frist", due="2019-09-01", reason="Høring til august")
    assert "Første frist 30. juni 2019 (flyttet 1 gang)" in page.text
    assert "Frist flyttet fra 30. juni 2019 til 1. september 2019. Høring til august" in page.text


@pytest.mark.parametrize(
    ("values", "fields"),
    [
        ({"due": "", "reason": ""}, {"#deadline-due", "#deadline-reason"}),
        ({"due": "2019-09-01", "reason": "  "}, {"#deadline-reason"}),
        ({"due": "i morgen", "reason": "Derfor"}, {"#deadline-due"}),
        ({"due": "2019-06-30", "reason": "Samme dag"}, {"#deadline-due"}),
    ],
)
def test_a_date_is_not_moved_without_a_date_and_a_reason(
    values: dict[str, str], fields: set[str], visit: SignIn, world: World
) -> None:
    address = f"/opgaver/{world.task}"
    page = visit(Role.ADMINISTRATION).send(address, f"{address}/frist", **values)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert fields <= set(page.links)


def test_the_second_of_two_sees_both_versions_and_loses_nothing(visit: SignIn, world: World) -> None:
    address = f"/opgaver/{world.task}"
    anna, rita = visit(Role.ADMINISTRATION), visit(Role.SECRETARY)
    ritas_form = page_of(rita, world.task).form(f"{address}/status")
    anna.send(address, f"{address}/status", status="waiting", comment="Annas ord")
    page = rita.post(ritas_form.action, {**ritas_form.fields, "status": "done", "comment": "Ritas ord"})
    assert page.status == HTTPStatus.CONFLICT
    assert "Anna Holm har ændret opgaven" in page.text
    assert "Sådan står opgaven nu Status Afventer" in page.main
    assert "Det ville du gemme Status Færdig Ritas ord" in page.main
    assert "Ritas ord" not in page_of(anna, world.task).text
    again = page.form(f"{address}/status")
    saved = rita.post(again.action, again.fields)
    assert "Status: Afventer → Færdig. Ritas ord" in saved.text
    assert "Annas ord" in saved.text


def test_a_comment_is_saved_whoever_else_saves(visit: SignIn, world: World) -> None:
    address = f"/opgaver/{world.task}"
    lars = visit(Role.MANAGEMENT)
    form = page_of(lars, world.task).form(f"{address}/kommentar")
    visit(Role.ADMINISTRATION).send(address, f"{address}/status", status="waiting")
    page = lars.post(form.action, {**form.fields, "comment": "Hvornår kommer sagen?"})
    assert page.status == HTTPStatus.OK
    assert "Hvornår kommer sagen?" in page.text


def test_a_form_of_an_unreadable_revision_is_an_old_one(visit: SignIn, world: World) -> None:
    client, action = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}/status"
    form = page_of(client, world.task).form(action)
    page = client.post(action, {**form.fields, "status": "done", "revision": "nonsens"})
    assert page.status == HTTPStatus.CONFLICT


def test_an_unknown_status_is_refused(visit: SignIn, world: World) -> None:
    page = visit(Role.ADMINISTRATION).send(
        f"/opgaver/{world.task}", f"/opgaver/{world.task}/status", status="næsten færdig"
    )
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "Vælg en status." in page.main


def test_the_words_of_the_agreement_are_marked_on_the_page_of_its_task(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    listed = client.get(f"/opgaver/?aftale={world.agreement}&q=idrætspolitik")
    address = next(link for link in listed.links if re.fullmatch(r"/opgaver/\d+", link))
    page = client.get(address)
    marked = " ".join(element.text for element in page.parsed.all("mark"))
    assert "inden sommeren 2019" in marked
    assert "Sådan er fristen beregnet" in page.text
    assert "Klubberne høres undervejs." in page.main  # what stands around it
    assert "Politikken er slidt" in page.main


def test_a_saving_says_year_by_year_whether_it_was_made(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    listed = client.get(f"/opgaver/?aftale={world.agreement}&q=annoncer")
    address = next(link for link in listed.links if re.fullmatch(r"/opgaver/\d+", link))
    assert "Realiseret Ikke endnu Ikke endnu" in client.get(address).text
    page = client.send(address, f"{address}/status", status="done")
    assert "Realiseret Ja Ikke endnu" in page.text


def test_a_task_goes_to_several_committees_with_the_lead_first(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = client.send(
        f"/opgaver/{world.task}",
        f"/opgaver/{world.task}/udvalg",
        lead=str(world.other),
        others=[str(world.committee), str(world.other)],
        reason="Nu er det en erhvervssag.",
    )
    both = "Erhvervs- og Beskæftigelsesudvalget og Teknik- og Miljøudvalget"
    assert f"Udvalg ændret fra Teknik- og Miljøudvalget til {both}." in page.text
    assert "Nu er det en erhvervssag." in page.text


@pytest.mark.parametrize(
    ("change", "sent", "said"),
    [
        ("udvalg", {"lead": "", "reason": "x"}, "Vælg det udvalg, der har opgaven."),
        ("udvalg", {"lead": "1", "reason": " "}, "Skriv hvorfor opgaven skifter udvalg."),
        ("ansvarlig", {"user": "kage"}, "Vælg en person, eller «Ingen»."),
        ("lys", {"light": "red", "reason": " "}, "Skriv hvorfor lyset sættes."),
        ("lys", {"light": "blue", "reason": "x"}, "Vælg grøn, gul eller rød."),
        ("lys", {"light": "", "reason": ""}, "Lyset følger allerede datoerne."),
        ("links/", {"kind": "case", "address": "javascript:alert(1)"}, "Skriv hele adressen, som den står i browseren"),
        ("del", {"title": "", "reason": "x"}, "Skriv hvad den nye opgave hedder."),
        ("del", {"title": "Evaluering", "reason": ""}, "Skriv hvorfor opgaven deles."),
    ],
)
def test_what_is_wrong_is_said_in_the_form(
    change: str, sent: dict[str, str], said: str, visit: SignIn, world: World
) -> None:
    page = visit(Role.ADMINISTRATION).send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/{change}", **sent)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.text


def test_a_light_set_by_hand_stands_beside_the_other_until_it_is_taken_away(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    page = client.send(address, f"{address}/lys", light="red", reason="Leverandøren er gået konkurs.")
    assert "Sat med hånden: Rød Leverandøren er gået konkurs." in page.text
    assert "Trafiklys sat til rød." in page.text
    assert "efter datoerne Gul" in client.get("/opgaver/?lys=red").text
    assert "Ingen opgaver passer" in client.get("/opgaver/?lys=red&status=done").text
    page = client.send(address, f"{address}/lys", light="", reason="")
    assert "Sat med hånden" not in page.text
    assert "Trafiklyset følger igen datoerne." in page.text


def test_a_link_leads_to_the_case_until_it_is_removed(visit: SignIn, world: World) -> None:
    client, address = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    case = "https://sager.example.dk/19-1234"
    page = client.send(address, f"{address}/links/", kind="agenda_item", title="Punkt 7", address=case)
    assert case in page.links
    assert "Punkt 7Punkt på dagsorden · sager.example.dk" in page.text
    removal = next(form.action for form in page.parsed.forms if form.action.endswith("/fjern"))
    page = client.send(address, removal)
    assert case not in page.links
    assert f"Link fjernet: Punkt 7 ({case})." in page.text


def test_a_part_is_split_off_with_the_dates_and_the_words_of_the_whole(visit: SignIn, world: World) -> None:
    client, whole = visit(Role.ADMINISTRATION), f"/opgaver/{world.task}"
    title = client.get(whole).parsed.all("h1")[0].text.strip()
    part = client.send(
        whole, f"{whole}/del", title="Evaluering af ordningen", due="2019-12-01", reason="To handlinger."
    )
    assert part.parsed.all("h1")[0].text.strip() == "Evaluering af ordningen"
    assert f"Del af {title}" in part.text
    assert "Frist flyttet fra" in part.text
    assert "flyttet 1 gang" in part.text
    page = client.get(whole)
    assert "Dele, der er opgaver for sig Evaluering af ordningen1. december 2019Ikke startet" in page.text
    assert "«Evaluering af ordningen» er skilt ud som en opgave for sig." in page.text
    assert page.parsed.all("h1")[0].text.strip() == title


@pytest.mark.parametrize(
    ("change", "sent"), [("udvalg", {"lead": "999", "reason": "x"}), ("ansvarlig", {"user": "999"})]
)
def test_nobody_and_no_committee_that_is_not_there_gets_a_task(
    change: str, sent: dict[str, str], visit: SignIn, world: World
) -> None:
    page = visit(Role.ADMINISTRATION).send(f"/opgaver/{world.task}", f"/opgaver/{world.task}/{change}", **sent)
    assert page.status == HTTPStatus.NOT_FOUND


def test_a_list_says_which_part_of_its_address_it_could_not_read(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.get("/opgaver/?lys=gul&status=in_progress")
    assert "«lys=gul» i adressen kan ikke læses som filter og er ikke brugt." in page.text
    assert "kan ikke læses som filter" not in client.get("/opgaver/?lys=yellow&status=in_progress").text


def test_a_long_list_is_read_in_pages_of_25_50_or_100(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.MANAGEMENT)
    assert "Opgaver pr. side" not in client.get("/opgaver/").text
    with runtime.database.writing() as session:
        committee = session.get_one(Committee, world.committee)
        for number in range(60):
            make_task(session, f"Hastighedsmåling {number}", owners=[committee])
    page = client.get("/opgaver/?q=hastighedsm%C3%A5ling&side=2")
    assert "Viser 26–50 af 60 opgaver" in page.text
    (wider,) = [link for link in page.links if "antal=50" in link]
    assert "Viser 1–50 af 60 opgaver" in client.get(wider).text
