"""A committee's meetings and rules: changed by those who may, with the effect shown before it is saved."""

from __future__ import annotations

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role


def token(page: Page) -> str:
    return next(form.fields["csrf_token"] for form in page.parsed.forms if "csrf_token" in form.fields)


def go_through(client: Client, page: Page, action: str) -> Page:
    """Presses the button under the effect."""
    form = page.form(action)
    assert form.fields["seen"] == "1"
    return client.post(action, dict(form.fields))


def test_the_effect_of_a_rule_is_shown_and_saved_only_when_it_was_seen(visit: SignIn, world: World) -> None:
    client, page_of = visit(Role.SECRETARY), f"/udvalg/{world.committee}/moeder"
    action = f"/udvalg/{world.committee}/regel"
    shown = client.send(page_of, action, cutoff_days="4", cutoff_at="12")
    assert "Intet er gemt endnu" in shown.text
    assert "1 opgave får en anden sidste dag" in shown.text
    assert "27. maj 2019" in shown.text  # eight working days before 8 June, Grundlovsdag and Ascension Day left out
    assert "3. juni 2019 kl. 12" in shown.text
    assert "8 arbejdsdage før mødet" in client.get(page_of).text
    saved = go_through(client, shown, action)
    assert "Reglen er gemt." in saved.text
    assert "Sidste dag for materialet er flyttet for 1 opgave." in saved.text
    assert "4 arbejdsdage før mødet kl. 12." in saved.text
    assert "3. juni 2019 kl. 12, 4 arbejdsdage før mødet" in client.get(f"/opgaver/{world.task}").text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"cutoff_days": "otte", "cutoff_at": ""}, "Skriv et helt antal arbejdsdage."),
        ({"cutoff_days": "99", "cutoff_at": ""}, "fra 0 til 60"),
        ({"cutoff_days": "8", "cutoff_at": "middag"}, "«middag» er ikke et klokkeslæt"),
    ],
)
def test_a_wrong_rule_is_told_beside_its_field(values: dict[str, str], words: str, visit: SignIn, world: World) -> None:
    page = visit(Role.ADMINISTRATOR).send(
        f"/udvalg/{world.committee}/moeder", f"/udvalg/{world.committee}/regel", **values
    )
    assert page.status == 422
    assert words in page.text


def test_a_route_is_shown_with_what_it_moves_and_then_saved(visit: SignIn, world: World) -> None:
    client, page_of = visit(Role.ADMINISTRATOR), f"/udvalg/{world.committee}/moeder"
    action = f"/udvalg/{world.committee}/rute"
    shown = client.send(page_of, action, presentation="1", body_1=str(world.other))
    assert "Ændringen flytter ingen åbne opgaver." in shown.text  # the other committee's meetings are not known
    saved = go_through(client, shown, action)
    assert "Forelæggelse Teknik- og Miljøudvalget → Erhvervs- og Beskæftigelsesudvalget" in saved.text
    task = client.get(f"/opgaver/{world.task}").text
    assert "Mødekalenderen for Erhvervs- og Beskæftigelsesudvalget mangler" in task
    page = client.send(page_of, action, body_1=str(world.other), decision="", presentation="")
    assert page.status == 422
    assert "Vælg mindst én slags sag." in page.text


@pytest.mark.parametrize("role", Role)
def test_the_forms_are_offered_to_those_whose_meetings_they_are(role: Role, visit: SignIn, world: World) -> None:
    client = visit(role)
    for committee, may in (
        (world.committee, role is not Role.MANAGEMENT),
        (world.other, role in {Role.ADMINISTRATION, Role.ADMINISTRATOR}),
    ):
        page = client.get(f"/udvalg/{committee}/moeder")
        action = f"/udvalg/{committee}/regel"
        assert page.has_form(action) is may
        assert page.has_form(f"/udvalg/{committee}/rute") is may
        sent = client.post(action, {"cutoff_days": "5", "seen": "1", "csrf_token": token(page)})
        assert sent.status == (200 if may else 403)


def test_a_meeting_is_added_moved_cancelled_and_held_after_all(visit: SignIn, world: World) -> None:
    client, page_of = visit(Role.SECRETARY), f"/udvalg/{world.committee}/moeder"
    added = client.send(page_of, page_of, held_on="2019-06-25", starts_at="16.30")
    assert "Mødet er tilføjet." in added.text
    assert "25. juni 2019 kl. 16.30" in added.text
    assert "Sidste dag for materialet er flyttet for 1 opgave." in added.text
    agenda = next(link for link in added.links if link.startswith("/udvalg/moeder/") and "indlaes" not in link)
    page = client.get(agenda)
    while "25. juni 2019" not in page.parsed.all("h1")[0].text:
        agenda = f"/udvalg/moeder/{int(agenda.rsplit('/', 1)[1]) + 1}"
        page = client.get(agenda)
    assert "Skal på mødet og mangler (1)" in page.text
    shown = client.send(agenda, f"{agenda}/flyt", held_on="2019-06-27", starts_at="")
    assert "1 opgave får en anden sidste dag" in shown.text
    assert "Mødet er flyttet." in go_through(client, shown, f"{agenda}/flyt").text
    cancelled = go_through(client, client.send(agenda, f"{agenda}/aflys"), f"{agenda}/aflys")
    assert "Mødet er aflyst. Ingen opgaver regnes med det." in cancelled.text
    assert "Aflyst" in client.get(page_of).text
    held = go_through(client, client.send(agenda, f"{agenda}/hold"), f"{agenda}/hold")
    assert "Mødet holdes alligevel." in held.text


def test_a_meeting_that_cannot_be_added_or_moved_says_why(visit: SignIn, world: World) -> None:
    client, page_of = visit(Role.ADMINISTRATOR), f"/udvalg/{world.committee}/moeder"
    page = client.send(page_of, page_of, held_on="2019-06-08", starts_at="")
    assert page.status == 422
    assert "Udvalget har allerede et møde 8. juni 2019." in page.text
    assert client.send(page_of, page_of, held_on="", starts_at="").status == 422
    agenda = f"/udvalg/moeder/{world.meeting}"
    moved = client.send(agenda, f"{agenda}/flyt", held_on="2019-05-08", starts_at="")
    assert moved.status == 422
    assert "allerede et møde 8. maj 2019" in moved.text
    assert client.get("/udvalg/moeder/4711").status == 404
