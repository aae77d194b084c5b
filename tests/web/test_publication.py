"""Approving what citizens see, as it is done on the pages: look, approve, take off, show again."""

from __future__ import annotations

from sqlalchemy import update

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import Agreement
from tracker.domain.roles import Role


def approval(world: World) -> str:
    return f"/opgaver/{world.promised}/offentlig/"


def citizens(world: World) -> str:
    return f"/offentlig/{world.agreement}"


def looked_at(client: Client, world: World, **words: str) -> Page:
    """The page after the words were written and are shown as citizens would see them."""
    return client.send(approval(world), approval(world), trin="vis", **words)


def approve(client: Client, page: Page, world: World) -> Page:
    form = page.parsed.forms[-1]
    assert "seal" in form.fields
    return client.post(approval(world), form.fields | {"trin": "godkend"})


def test_what_is_written_is_seen_then_approved_then_seen_by_citizens(visit: SignIn, world: World) -> None:
    client, citizen = visit(Role.ADMINISTRATION), visit(None)
    page = client.get(approval(world))
    assert "Intet vises, før det er godkendt" in page.main
    page = looked_at(client, world, title="Besparelse på annoncer", status_text="Annoncerne\ner færre.", extent="none")
    assert "Sådan vil borgerne se det Besparelse på annoncer" in page.main
    assert "Annoncerne er færre." in page.main
    assert "Besparelse på annoncer" not in citizen.get(citizens(world)).main
    done = approve(client, page, world)
    assert "Teksten er godkendt og vises på den offentlige side." in done.text
    assert "Sådan ser borgerne det nu" in done.main
    assert "Sådan vil borgerne se det" not in done.main
    address = f"{citizens(world)}/{world.promised}"
    assert address in done.links
    seen = citizen.get(address).main
    assert "Besparelse på annoncer" in seen
    assert "Annoncerne er færre." in seen
    assert "Det står i aftalen" not in seen


def test_one_click_takes_it_off_and_one_shows_it_again(visit: SignIn, world: World) -> None:
    client, citizen = visit(Role.ADMINISTRATOR), visit(None)
    address, page = f"/opgaver/{world.published}/offentlig/", f"{citizens(world)}/{world.published}"
    assert citizen.get(page).status == 200
    done = client.send(address, f"{address}tag-ned")
    assert "Opgaven er taget af den offentlige side." in done.main
    assert citizen.get(page).status == 404
    assert "Taget af den offentlige side" in client.get(f"/opgaver/{world.published}").main
    client.send(address, f"{address}vis-igen")
    assert citizen.get(page).status == 200


def test_what_somebody_else_has_taken_off_already_is_said(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    address = f"/opgaver/{world.published}/offentlig/"
    form = client.get(address).form(f"{address}tag-ned")
    visit(Role.ADMINISTRATION).send(address, f"{address}tag-ned")
    assert "Opgaven vises ikke på den offentlige side." in client.post(form.action, form.fields).text


def test_a_former_text_is_kept_with_who_approved_it_and_can_be_shown_again(visit: SignIn, world: World) -> None:
    client, citizen = visit(Role.ADMINISTRATOR), visit(None)
    address = f"/opgaver/{world.published}/offentlig/"
    page = client.send(address, address, trin="vis", title="Et bedre ord")
    form = next(each for each in page.parsed.forms if "seal" in each.fields)
    page = client.post(address, form.fields | {"trin": "godkend"})
    assert "Et løfte til borgerne" in page.main
    assert "af Anna Holm" in page.main
    client.send(address, f"{address}vis-igen")
    assert "Et løfte til borgerne" in citizen.get(citizens(world)).main


def test_what_changed_since_it_was_looked_at_is_shown_and_not_approved(
    visit: SignIn, runtime: Runtime, world: World
) -> None:
    client = visit(Role.ADMINISTRATION)
    page = looked_at(client, world, title="Løftet")
    with runtime.database.writing() as session:
        session.execute(update(Agreement).values(text=Agreement.text + "x").where(Agreement.id == world.agreement))
    form = page.parsed.forms[-1]
    unseen = client.post(approval(world), form.fields | {"trin": "godkend", "title": "Andre ord"})
    assert unseen.status == 422
    assert "Teksten er en anden end den, der blev vist." in unseen.main
    assert "Sådan vil borgerne se det Andre ord" in unseen.main
    assert visit(None).get(f"{citizens(world)}/{world.promised}").status == 404


def test_whoever_did_not_see_the_task_change_approves_nothing(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = looked_at(client, world, title="Løftet")
    visit(Role.ADMINISTRATOR).send(f"/opgaver/{world.promised}", f"/opgaver/{world.promised}/status", status="waiting")
    form = page.parsed.forms[-1]
    refused = client.post(approval(world), form.fields | {"trin": "godkend"})
    assert refused.status == 409
    assert "Ada Friis har ændret opgaven" in refused.main
    assert visit(None).get(f"{citizens(world)}/{world.promised}").status == 404


def test_what_is_missing_or_too_long_is_said_at_its_field(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = looked_at(client, world, title="")
    assert (page.status, "#title" in page.links) == (422, True)
    assert "Skriv, hvad løftet skal hedde." in page.main
    page = looked_at(client, world, status_text="x" * 1001)
    assert "#status_text" in page.links


def test_a_task_without_an_agreement_cannot_be_shown(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = client.get(f"/opgaver/{world.task}/offentlig/")
    assert "Kun opgaver fra en aftale kan vises på den offentlige side." in page.main
    assert "offentlige side" not in client.get(f"/opgaver/{world.task}").main


def test_the_agreement_is_shown_and_taken_off_with_all_in_it(visit: SignIn, world: World) -> None:
    client, citizen = visit(Role.ADMINISTRATION), visit(None)
    address = f"/aftaler/{world.agreement}/offentlig/"
    assert "Aftalen vises for borgerne med 1 godkendt opgave." in client.get(address).main
    client.send(address, f"{address}tag-ned")
    assert citizen.get(citizens(world)).status == 404
    assert citizen.get(f"{citizens(world)}/{world.published}").status == 404
    assert "Der er ingen aftaler at se endnu" in citizen.get("/offentlig/").main
    page = client.send(address, address, title="Budgettet", introduction="Sådan går det.")
    assert "Aftalen vises på den offentlige side." in page.text
    seen = citizen.get(citizens(world)).main
    assert seen.startswith("Budgettet Aftalen er indgået 8. oktober 2018.")
    assert "Sådan går det." in seen
    refused = client.send(address, address, title=" ")
    assert (refused.status, "#title" in refused.links) == (422, True)
    log = visit(Role.ADMINISTRATOR).get("/drift/aendringer/").main
    assert "Aftale taget af den offentlige side: Aftale om budgettet." in log


def test_the_preview_is_the_page_itself_before_anybody_else_sees_it(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    address = f"/aftaler/{world.agreement}/offentlig/"
    client.send(address, f"{address}tag-ned")
    page = client.get(f"{address}visning")
    assert "Sådan ser borgerne det." in page.text
    assert "Et løfte til borgerne" in page.main
    assert f"/opgaver/{world.published}/offentlig/" in page.links
    assert page.response.headers["Cache-Control"] == "no-store"


def test_a_status_set_after_the_approval_is_pointed_out(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    address = f"/aftaler/{world.agreement}/offentlig/"
    assert "passer teksten?" not in client.get(address).main
    client.send(f"/opgaver/{world.published}", f"/opgaver/{world.published}/status", status="waiting")
    assert "Status er sat siden: passer teksten?" in client.get(address).main


def test_many_are_approved_after_their_sentences_were_read(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATION)
    page = client.get(f"/opgaver/ret/?hvad=offentlig&opgave={world.published}")
    assert "«En ny idrætspolitik forelægges udvalget inden sommeren 2019.»" in page.main
    assert "Læs sætningerne igennem" in page.main


def test_the_file_on_a_task_holds_what_was_approved(visit: SignIn, world: World) -> None:
    page = visit(Role.ADMINISTRATION).get(f"/opgaver/{world.published}/aktindsigt")
    assert "Tekster til den offentlige side" in page.main
    assert "Det går fremad." in page.main


def test_others_see_that_it_is_shown_and_cannot_change_it(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.get(f"/opgaver/{world.published}")
    assert "Godkendt som «Et løfte til borgerne»." in page.main
    assert f"/opgaver/{world.published}/offentlig/" not in page.links
    assert "Offentlig side" not in client.get(f"/aftaler/{world.agreement}").main
