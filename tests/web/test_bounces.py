"""What the administrator sees of mails that came back, and does about them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from tests.bounced import plain, report
from tests.web.browser import Client
from tests.web.world import MACHINE_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import Lease, Message, MessageState, Reminder, ReminderState, User
from tracker.domain.roles import Role
from tracker.mail.bounces import read_returned
from tracker.services.mails.bounces import take_in
from tracker.settings import Settings
from tracker.web.app import create_app

DRIFT = "/drift/"
SENT = "<accepted@example.dk>"


@pytest.fixture
def returned(runtime: Runtime, world: World) -> Runtime:
    """The machine after the mail that was sent came back."""
    take(runtime, report("tracker@example.dk", original=SENT, recipient="rita@example.dk"))
    return runtime


def take(runtime: Runtime, content: bytes) -> None:
    with runtime.database.writing() as session:
        take_in(session, read_returned(content), None, redirected=False, times=runtime.times())


def test_a_mail_that_came_back_needs_a_person(returned: Runtime, visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATOR).get(DRIFT)
    assert "2 mails kræver handling" in page.main
    assert "Mailen kom retur. Modtageren skal have besked på anden måde." in page.main
    assert "Kommet retur" in page.main


def test_an_address_that_does_not_work_is_corrected_where_it_is_shown(
    returned: Runtime, visit: SignIn, world: World
) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.get(DRIFT)
    assert "Mailadresser, der ikke virker" in page.main
    assert "Rita Lund" in page.main
    address = f"/drift/adresser/{world.users[Role.SECRETARY]}"
    refused = client.send(DRIFT, address, email="rita")
    assert refused.status == 422
    assert "«rita» er ikke en mailadresse." in refused.main
    saved = client.send(DRIFT, address, email="rita.lund@example.dk")
    assert "Adressen er gemt. 1 mail sendes igen." in saved.text
    assert "Mailadresser, der ikke virker" not in saved.main
    with returned.database.reading() as session:
        assert session.get_one(User, world.users[Role.SECRETARY]).email == "rita.lund@example.dk"
        assert session.get_one(Message, world.mail).state is MessageState.QUEUED


def test_one_that_is_not_understood_is_shown_until_somebody_has_seen_it(runtime: Runtime, visit: SignIn) -> None:
    take(runtime, plain("<b>Fejl</b>", sender="postmaster@x.dk", Subject="failure notice", In_Reply_To=SENT))
    client = visit(Role.ADMINISTRATOR)
    page = client.get(DRIFT)
    assert "Returmails, der ikke er forstået" in page.main
    assert "Gælder mailen «En frist nærmer sig» til Rita Lund." in page.main
    assert "<b>Fejl</b>" in page.main  # as text
    form = page.form("/drift/retur/1/set")
    seen = client.post(form.action, form.fields)
    assert "Det er noteret, at du har set returmailen." in seen.text
    assert "failure notice" not in seen.main
    assert client.post("/drift/retur/99/set", form.fields).status == 404


@pytest.mark.parametrize("address", ["/drift/retur/1/set", "/drift/adresser/2"])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MANAGEMENT, Role.ADMINISTRATION])
def test_nobody_but_an_administrator_does_so(returned: Runtime, visit: SignIn, role: Role, address: str) -> None:
    client = visit(role)
    fields = client.get("/profil/").form("/profil/").fields
    assert client.post(address, {**fields, "email": "x@example.dk"}).status == 403


def test_the_task_says_who_was_not_reached(returned: Runtime, visit: SignIn, world: World) -> None:
    page = visit(Role.SECRETARY).get(f"/opgaver/{world.overdue}")
    assert "Kom retur" in page.main
    assert "Mailen til Rita Lund 15. maj 2019 kom retur." in page.main
    assert "Adressen virker ikke. Serveren svarede: 550 5.1.1" in page.main


def test_the_task_says_that_a_mail_is_delayed(runtime: Runtime, visit: SignIn, world: World) -> None:
    take(runtime, report("x@example.dk", original=SENT, action="delayed", status="4.4.1", diagnostic="smtp; 450 later"))
    page = visit(Role.SECRETARY).get(f"/opgaver/{world.overdue}")
    assert "Mailen er forsinket på vej til modtageren. Serveren svarede: 450 later" in page.main
    with runtime.database.reading() as session:
        reminder = session.scalars(select(Reminder).where(Reminder.message_id == world.mail)).one()
    assert reminder.state is ReminderState.SENT


def test_it_is_shown_whether_the_mailbox_is_read(runtime: Runtime, visit: SignIn) -> None:
    assert "Returmails" not in visit(Role.ADMINISTRATOR).get(DRIFT).main
    values: dict[str, Any] = {"bounces": {"address": "retur@example.dk", "maildir": "retur"}}
    reading = replace(runtime, settings=Settings.model_validate(values))
    client = visit(Role.ADMINISTRATOR)
    token = client.http.get_cookie("tracker")
    assert token is not None
    other = Client(create_app(reading))
    other.http.set_cookie("tracker", token.value)
    assert "Ingen proces læser postkassen med returmails." in other.get(DRIFT).main
    health = create_app(reading).test_client().get("/health")
    assert [each["code"] for each in health.get_json()["reasons"] if each["code"] == "bounces"] == ["bounces"]
    with runtime.database.writing() as session:
        session.add(Lease(name="bounces", holder="m", token=1, expires_at=MACHINE_NOW, beat_at=MACHINE_NOW))
        session.flush()
        session.execute(update(Lease).where(Lease.name == "bounces").values(troubles="imap.example.dk svarede ikke."))
    page = other.get(DRIFT)
    assert "Postkassen med returmails bliver ikke læst. imap.example.dk svarede ikke." in page.main
    health = create_app(reading).test_client().get("/health")
    assert health.status_code == 503
    assert "bounces" in [each["code"] for each in health.get_json()["reasons"]]
