"""Mails with a link that signs in: who gets one, what it says, and what is kept of it."""

from __future__ import annotations

import re
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import make_committee, make_user
from tests.outboxes import TownHall, states
from tracker.db.engine import Database
from tracker.db.models import Message, SignInLink, User
from tracker.domain.delivery import Outcome, Result
from tracker.domain.roles import Role
from tracker.errors import NotFoundError
from tracker.jobs import deliver
from tracker.services.access import accounts
from tracker.services.actors import COMMAND_LINE
from tracker.services.mails import account_mails
from tracker.services.mails.account_mails import AccountMail
from tracker.services.mails.digests import Sender
from tracker.services.reminders.reminders import Times
from tracker.settings import MailSettings, Settings

ZONE = ZoneInfo("Europe/Copenhagen")
SENDER = Sender("tracker@example.dk", "Aftaleopfølgning", "https://opfoelgning.example.dk/")
LINK = re.compile(r"https://opfoelgning\.example\.dk/log-ind/link/(\S+)|http://127\.0\.0\.1:8000/log-ind/link/(\S+)")


@pytest.fixture
def hall(database: Database) -> TownHall:
    hall = TownHall(database)

    def begin(session: Session) -> None:
        committee = make_committee(session, "Kultur- og Fritidsudvalget")
        make_user(session, "Rita Lund", role=Role.SECRETARY, committees=[committee]).email = "rita@example.dk"

    hall.change(begin)
    return hall


def times(hall: TownHall) -> Times:
    return Times(hall.clock.now(), hall.machine.now())


def rita(session: Session) -> User:
    return session.scalars(select(User).where(User.email == "rita@example.dk")).one()


def invite(hall: TownHall, kind: AccountMail = AccountMail.INVITATION) -> None:
    hall.change(
        lambda session: account_mails.queue(session, rita(session), kind, times=times(hall), zone=ZONE, sender=SENDER)
    )


def ask(hall: TownHall, email: str) -> None:
    hall.change(lambda session: account_mails.ask_for_link(session, email, times=times(hall), zone=ZONE, sender=SENDER))


def mail(hall: TownHall, place: int = -1) -> EmailMessage:
    return cast(EmailMessage, message_from_bytes(hall.transport.handed_over[place][1], policy=default))


def text_of(found: EmailMessage) -> str:
    part = found.get_body(("plain",))
    assert part is not None
    return " ".join(part.get_content().split())


def token_in(text: str) -> str:
    found = LINK.search(text)
    assert found is not None
    return found[1] or found[2]


def test_an_invitation_tells_the_role_and_its_link_signs_in_once(hall: TownHall) -> None:
    invite(hall)
    deliver(hall.worker())
    assert hall.transport.addresses == ["rita@example.dk"]
    assert mail(hall)["Subject"] == "Du har fået adgang til aftaleopfølgningen"
    text = text_of(mail(hall))
    assert text.startswith("Kære Rita Lund Du er oprettet som bruger af kommunens aftaleopfølgning")
    assert "Din rolle: Udvalgssekretær * Kultur- og Fritidsudvalget" in text
    assert "Linket virker én gang, indtil 9. marts 2026 kl. 13.00." in text
    token = token_in(text)
    html = mail(hall).get_body(("html",))
    assert html is not None
    assert token in html.get_content()
    with hall.database.writing() as session:
        user_id = accounts.use_link(session, token, now=hall.machine.now())
        assert user_id == rita(session).id
        with pytest.raises(NotFoundError):
            accounts.use_link(session, token, now=hall.machine.now())


def test_a_mail_in_english_says_the_same(hall: TownHall) -> None:
    def speak(session: Session) -> None:
        rita(session).language = "en"

    hall.change(speak)
    invite(hall)
    deliver(hall.worker())
    assert mail(hall)["Subject"] == "You have been given access to the agreement follow-up"
    assert "Your role: Committee secretary" in text_of(mail(hall))
    assert "until 9 March 2026 at 13.00" in text_of(mail(hall))


def test_the_time_of_a_link_begins_when_its_mail_leaves(hall: TownHall) -> None:
    hall.transport.answer = lambda address: Outcome(Result.DEFERRED, "451 kom igen")
    invite(hall, AccountMail.LINK)
    deliver(hall.worker())
    hall.machine.move(days=3)
    hall.transport.answer = lambda address: Outcome(Result.ACCEPTED, "250 OK", exposed=True)
    deliver(hall.worker())
    token = token_in(text_of(mail(hall)))
    with hall.database.reading() as session:
        at = hall.machine.now() + timedelta(hours=23)
        assert accounts.look_at_link(session, token, now=at).name == "Rita Lund"
        with pytest.raises(NotFoundError):
            accounts.look_at_link(session, token, now=at + timedelta(hours=2))


def test_the_database_keeps_nothing_of_a_mail_that_could_sign_in(hall: TownHall) -> None:
    invite(hall)
    deliver(hall.worker())
    token = token_in(text_of(mail(hall)))
    assert (states(hall.messages()), hall.message().content) == (["accepted"], None)
    with hall.database.reading() as session:
        assert session.scalar(select(func.count()).where(SignInLink.token_digest == token)) == 0


def test_the_mailbox_of_a_demonstration_shows_the_mail(hall: TownHall) -> None:
    invite(hall)
    deliver(hall.worker(settings=Settings(mail=MailSettings(delivery="mailbox"))))
    assert hall.message().content is not None


def test_who_is_no_longer_active_gets_no_link(hall: TownHall) -> None:
    invite(hall)

    def leave(session: Session) -> None:
        rita(session).active = False

    hall.change(leave)
    deliver(hall.worker())
    assert states(hall.messages()) == ["void"]
    assert hall.transport.handed_over == []


def test_whoever_asks_gets_a_link_when_the_address_is_a_users(hall: TownHall) -> None:
    ask(hall, " Rita@Example.dk ")
    ask(hall, "nobody@example.dk")
    deliver(hall.worker())
    assert hall.transport.addresses == ["rita@example.dk"]
    assert "vælge en ny adgangskode" in text_of(mail(hall))


def test_asking_again_at_once_sends_no_second_mail(hall: TownHall) -> None:
    ask(hall, "rita@example.dk")
    ask(hall, "rita@example.dk")
    assert len(hall.messages()) == 1
    hall.machine.move(minutes=6)
    ask(hall, "rita@example.dk")
    assert len(hall.messages()) == 2


def test_who_has_been_here_gets_a_link_and_who_has_not_an_invitation(hall: TownHall) -> None:
    def send(session: Session) -> None:
        account_mails.queue_for(session, rita(session), actor=COMMAND_LINE, times=times(hall), zone=ZONE, sender=SENDER)

    hall.change(send)
    hall.change(
        lambda session: accounts.open_session(
            session, rita(session).id, now=hall.machine.now(), lifetime=timedelta(hours=1)
        )
    )
    hall.change(send)
    with hall.database.reading() as session:
        kinds = session.scalars(select(Message.kind).order_by(Message.id)).all()
    assert kinds == ["invitation", "sign-in-link"]
