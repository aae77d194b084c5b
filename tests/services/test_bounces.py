"""What follows from a mail that came back: it counts once, for the mail that it is about, and nobody is left untold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.bounced import plain, recipient, report
from tests.factories import make_committee, make_task, make_user
from tests.outboxes import ACCEPTED, DAY, TownHall, morning, states
from tracker.db.engine import Database
from tracker.db.models import Bounce, Message, MessageState, Reminder, ReminderState, TaskEvent, User
from tracker.db.queries.alarms import list_alarms
from tracker.domain.bounces import Returned
from tracker.domain.delivery import Outcome, Result
from tracker.domain.history import EventKind, describe
from tracker.domain.roles import Role
from tracker.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from tracker.jobs import Worker, deliver, plan_and_queue, plan_tick
from tracker.mail.bounces import read_returned
from tracker.services import failures, tasks, users
from tracker.services.actors import COMMAND_LINE, Actor
from tracker.services.answer_links import key_from
from tracker.services.bounces import Fate, Taken, note_seen, take_in
from tracker.services.reminders import Times
from tracker.services.return_paths import PURPOSE, ReturnPaths
from tracker.services.watching import find_troubles
from tracker.settings import BounceSettings, Settings, WebSettings

SECRET = "a secret of at least thirty-two signs"
PATHS = ReturnPaths(key_from(SECRET, PURPOSE), "retur@example.dk")
SETTINGS = Settings.model_validate(
    {
        "web": WebSettings.model_validate({"secret_key": SECRET}),
        "bounces": BounceSettings.model_validate({"address": "retur@example.dk", "maildir": "retur"}),
    }
)
ANNA, BO, ADA = "anna@example.dk", "bo@example.dk", "ada@example.dk"


class Hall(TownHall):
    """A committee with two secretaries, Anna and Bo, and an administrator, Ada; a task falls due."""

    def settle(self) -> None:
        with self.database.writing() as session:
            committee = make_committee(session)
            for name, email in (("Anna Holm", ANNA), ("Bo Lund", BO)):
                make_user(session, name, role=Role.SECRETARY, committees=[committee]).email = email
            make_user(session, "Ada Friis", role=Role.ADMINISTRATOR).email = ADA
            make_task(session, "Plan for stier", due=DAY, owners=[committee])

    def round(self, **answers: Outcome) -> None:
        """Plans and sends; `answers` by the name before the @."""
        self.transport.answer = lambda address: answers.get(address.partition("@")[0], ACCEPTED)
        worker = self.worker(settings=SETTINGS)
        plan_and_queue(worker)
        deliver(worker)

    def mail_to(self, address: str) -> Message:
        """The last mail to an address."""
        return [each for each in self.messages() if each.address == address][-1]

    def times(self) -> Times:
        return Times(self.clock.now(), self.machine.now())

    def take(self, content: bytes, *, redirected: bool = False) -> Taken:
        with self.database.writing() as session:
            return take_in(session, read_returned(content), PATHS, redirected=redirected, times=self.times())

    def bounce(self, address: str, **report_of: str) -> Taken:
        """The last mail to an address comes back."""
        message = self.mail_to(address)
        to = PATHS.of(message.id, message.header_message_id)
        return self.take(report(to, original="<unknown@x>", number=f"{message.id}-{report_of}", **report_of))

    def user(self, address: str) -> User:
        with self.database.reading() as session:
            return session.scalars(select(User).where(User.email == address)).one()

    def bounces(self) -> list[Bounce]:
        with self.database.reading() as session:
            return list(session.scalars(select(Bounce).order_by(Bounce.id)))

    def events(self) -> list[TaskEvent]:
        with self.database.reading() as session:
            query = select(TaskEvent).where(TaskEvent.kind == EventKind.BOUNCE).order_by(TaskEvent.id)
            return list(session.scalars(query))

    def troubles(self) -> dict[str, str]:
        with self.database.reading() as session:
            return {each.code: each.words for each in find_troubles(session, self.times(), reads_returns=False)}


def lines(message: Message) -> list[Reminder]:
    """The lines of a mail that it says, and not those that it swallowed."""
    return [row for row in message.reminders if row.state is not ReminderState.SUPERSEDED]


@pytest.fixture
def hall(database: Database) -> Hall:
    hall = Hall(database)
    hall.settle()
    hall.round()
    return hall


def test_a_mail_that_came_back_was_not_told_and_is_no_longer_counted_as_sent(hall: Hall) -> None:
    assert hall.bounce(ANNA) == Taken(Returned.ADDRESS, Fate.DONE)
    assert (hall.mail_to(ANNA).state, hall.mail_to(BO).state) == (MessageState.BOUNCED, MessageState.ACCEPTED)
    (row,) = lines(hall.mail_to(ANNA))
    assert row.state is ReminderState.BOUNCED
    assert row.reason == (
        "Mailen kom retur. Adressen virker ikke. Serveren svarede: 550 5.1.1 <anna@example.dk>: Recipient address "
        "rejected: User unknown"
    )
    assert [row.state for row in lines(hall.mail_to(BO))] == [ReminderState.SENT]


def test_it_is_on_the_list_until_a_person_acts(hall: Hall) -> None:
    hall.bounce(ANNA)
    with hall.database.reading() as session:
        (alarm,) = list_alarms(session, now=hall.machine.now())
    assert alarm.words == "Mailen kom retur. Modtageren skal have besked på anden måde."
    assert (alarm.recipient, alarm.reply) == ("Anna Holm", hall.mail_to(ANNA).reply)
    assert hall.troubles()["mails-bounced"] == "1 mail er kommet retur, og ingen har taget hånd om det."
    with hall.database.writing() as session:
        failures.note_handled(session, alarm.message_id, actor=COMMAND_LINE, now=hall.machine.now())
    assert "mails-bounced" not in hall.troubles()


def test_the_history_of_the_task_says_so(hall: Hall) -> None:
    hall.bounce(ANNA)
    (event,) = hall.events()
    assert describe(event.kind, event.before, event.after) == "Mailen til Anna Holm 31. maj 2019 kom retur."
    assert event.actor_name == "Mailserveren"


def test_the_colleague_is_told_at_once(hall: Hall) -> None:
    hall.bounce(ANNA)
    hall.round()
    mail = hall.mail_to(BO)
    assert mail.kind == "at-once"
    assert mail.subject.startswith("Mail kom retur: Plan for stier")
    assert b"En mail om opgaven til Anna Holm kom retur." in hall.transport.handed_over[-1][1]


def test_where_there_is_no_colleague_the_administrators_are_told(hall: Hall) -> None:
    hall.change(lambda session: session.execute(update(User).where(User.email == BO).values(active=False)))
    hall.bounce(ANNA)
    hall.round()
    assert hall.mail_to(ADA).kind == "at-once"


def test_a_mail_that_tells_of_another_and_comes_back_itself_tells_nobody_more(hall: Hall) -> None:
    hall.bounce(ANNA, status="5.7.1", diagnostic="smtp; 550 5.7.1 spam")
    hall.round()
    assert hall.mail_to(BO).kind == "at-once"
    before = len(hall.messages())
    hall.bounce(BO, status="5.7.1", diagnostic="smtp; 550 5.7.1 spam")
    hall.round()
    assert len(hall.messages()) == before
    assert hall.mail_to(BO).state is MessageState.BOUNCED
    assert len(hall.events()) == 2


def test_the_same_mail_read_twice_counts_once_and_so_does_another_about_the_same(hall: Hall) -> None:
    content = report(PATHS.of(hall.mail_to(ANNA).id, hall.mail_to(ANNA).header_message_id))
    assert hall.take(content) == Taken(Returned.ADDRESS, Fate.DONE)
    before = hall.mail_to(ANNA).finished_at
    hall.machine.move(hours=1)
    assert hall.take(content) == Taken(Returned.ADDRESS, Fate.DONE, again=True)
    assert hall.bounce(ANNA) == Taken(Returned.ADDRESS, Fate.DONE)  # its server writes twice
    assert hall.mail_to(ANNA).finished_at == before
    assert (len(hall.bounces()), len(hall.events())) == (2, 1)


def test_what_follows_is_all_there_or_nothing_of_it(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object, **_values: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr("tracker.services.notices.tell", fail)
        with pytest.raises(RuntimeError):
            hall.bounce(ANNA)
    assert (hall.bounces(), hall.events(), hall.mail_to(ANNA).state) == ([], [], MessageState.ACCEPTED)
    assert hall.user(ANNA).reachable
    assert hall.bounce(ANNA) == Taken(Returned.ADDRESS, Fate.DONE)  # read again


def test_a_delay_is_noted_and_changes_nothing(hall: Hall) -> None:
    assert hall.bounce(ANNA, action="delayed", status="4.4.1").kind is Returned.DELAYED
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    assert hall.user(ANNA).reachable
    assert "mails-bounced" not in hall.troubles()
    assert [(each.kind, each.message_id) for each in hall.bounces()] == [(Returned.DELAYED, hall.mail_to(ANNA).id)]


@pytest.mark.parametrize(("action", "status"), [("failed", "4.4.7"), ("failed", "5.2.2"), ("failed", "5.7.1")])
def test_a_mail_that_did_not_arrive_for_a_time_does_not_make_the_address_dead(
    hall: Hall, action: str, status: str
) -> None:
    hall.bounce(ANNA, action=action, status=status, diagnostic="smtp; x")
    assert hall.mail_to(ANNA).state is MessageState.BOUNCED
    assert hall.user(ANNA).reachable


def test_while_all_mails_go_to_one_address_no_users_address_is_to_blame(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    hall.take(report(PATHS.of(message.id, message.header_message_id)), redirected=True)
    assert hall.mail_to(ANNA).state is MessageState.BOUNCED
    assert hall.user(ANNA).reachable


def test_an_address_that_was_corrected_meanwhile_is_not_to_blame(hall: Hall) -> None:
    hall.change(lambda session: session.execute(update(User).where(User.email == ANNA).values(email="ah@example.dk")))
    hall.bounce(ANNA)
    assert hall.user("ah@example.dk").reachable


# Which mail it is about


def test_without_a_return_path_the_message_id_of_the_mail_counts(hall: Hall) -> None:
    content = report("tracker@example.dk", original=hall.mail_to(ANNA).header_message_id)
    assert hall.take(content).kind is Returned.ADDRESS
    assert hall.mail_to(ANNA).state is MessageState.BOUNCED


def test_the_return_path_counts_more_than_what_the_mail_brings_along(hall: Hall) -> None:
    to = PATHS.of(hall.mail_to(ANNA).id, hall.mail_to(ANNA).header_message_id)
    hall.take(report(to, original=hall.mail_to(BO).header_message_id))
    assert (hall.mail_to(ANNA).state, hall.mail_to(BO).state) == (MessageState.BOUNCED, MessageState.ACCEPTED)


def test_a_forged_return_path_counts_for_nothing_and_is_shown(hall: Hall) -> None:
    other = replace(PATHS, key=key_from("another secret of thirty-two signs", PURPOSE))
    message = hall.mail_to(ANNA)
    forged = report(other.of(message.id, message.header_message_id), original=message.header_message_id)
    assert hall.take(forged) == Taken(Returned.UNCLEAR, Fate.KEPT)
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    assert hall.user(ANNA).reachable
    (bounce,) = hall.bounces()
    assert bounce.trouble == "Dens returadresse er ikke lavet her: underskriften passer ikke."
    assert hall.troubles()["bounces-unclear"] == "1 returmail er ikke forstået, og ingen har set på den."


@pytest.mark.parametrize(
    ("number", "trouble"),
    [(9_999, "Den mail, som den gælder, findes ikke."), (None, "Det fremgår ikke, hvilken mail den gælder.")],
)
def test_a_bounce_of_no_mail_of_ours_is_shown(hall: Hall, number: int | None, trouble: str) -> None:
    to = "x@example.dk" if number is None else PATHS.of(number, "<a@b>")
    assert hall.take(report(to)) == Taken(Returned.UNCLEAR, Fate.KEPT)
    assert [each.trouble for each in hall.bounces()] == [trouble]


def test_one_that_names_two_mails_counts_for_neither(hall: Hall) -> None:
    to = ", ".join(PATHS.of(each.id, each.header_message_id) for each in (hall.mail_to(ANNA), hall.mail_to(BO)))
    assert hall.take(report(to)).kind is Returned.UNCLEAR
    assert {hall.mail_to(each).state for each in (ANNA, BO)} == {MessageState.ACCEPTED}


def test_one_about_a_mail_before_it_was_sent_again_does_not_count_for_the_new_one(hall: Hall) -> None:
    first = hall.mail_to(ANNA)
    hall.bounce(ANNA, status="5.2.2", diagnostic="smtp; full")
    with hall.database.writing() as session:
        failures.send_again(session, first.id, actor=COMMAND_LINE, times=hall.times())
    hall.round()
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    late = report(PATHS.of(first.id, first.header_message_id), number=77)
    assert hall.take(late) == Taken(Returned.ADDRESS, Fate.DONE)
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    assert hall.user(ANNA).reachable


def test_what_is_plainly_a_bounce_but_not_understood_is_shown_with_the_mail_that_it_is_about(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    to = PATHS.of(message.id, message.header_message_id)
    odd = plain("Hi. This is the qmail-send program.", to=to, sender="MAILER-DAEMON@x.dk", Subject="failure notice")
    assert hall.take(odd) == Taken(Returned.UNCLEAR, Fate.KEPT)
    (bounce,) = hall.bounces()
    assert (bounce.message_id, bounce.subject) == (message.id, "failure notice")
    assert "qmail-send" in bounce.excerpt
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    with hall.database.writing() as session:
        note_seen(session, bounce.id, actor=COMMAND_LINE, now=hall.machine.now())
    assert "bounces-unclear" not in hall.troubles()


def test_an_answer_by_a_person_to_a_return_path_is_shown_too(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    answer = plain("Jeg er stoppet i kommunen.", to=PATHS.of(message.id, message.header_message_id))
    assert hall.take(answer) == Taken(Returned.UNCLEAR, Fate.KEPT)


def test_whoever_is_away_and_whatever_else_lies_in_the_mailbox_counts_for_nothing(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    to = PATHS.of(message.id, message.header_message_id)
    assert hall.take(plain("Væk", to=to, Auto_Submitted="auto-replied")) == Taken(Returned.REPLY, Fate.DONE)
    assert hall.take(report(to, action="relayed", status="2.0.0")) == Taken(Returned.DELIVERED, Fate.DONE)
    assert hall.take(plain("Tilbud!", to="retur@example.dk")) == Taken(Returned.OTHER, Fate.KEPT)
    assert hall.bounces() == []
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED


def test_one_that_comes_while_its_mail_is_being_handed_over_is_read_later(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    hall.change(lambda session: session.execute(update(Message).values(state=MessageState.HANDING_OVER)))
    assert hall.bounce(ANNA).fate is Fate.LATER
    assert hall.bounces() == []
    hall.change(lambda session: session.execute(update(Message).values(state=MessageState.ACCEPTED)))
    assert hall.bounce(ANNA).fate is Fate.DONE
    assert hall.mail_to(ANNA).id == message.id


def test_a_mail_of_unknown_fate_that_comes_back_is_not_sent_again(database: Database) -> None:
    hall = Hall(database)
    hall.settle()
    hall.round(anna=Outcome(Result.LOST, "line broke", exposed=True))
    assert hall.mail_to(ANNA).state is MessageState.UNKNOWN
    hall.bounce(ANNA)
    hall.machine.move(hours=3)
    hall.round()
    assert hall.transport.addresses.count(ANNA) == 1
    assert hall.mail_to(ANNA).state is MessageState.BOUNCED


# Addresses that do not work


def test_nothing_more_is_sent_to_an_address_that_does_not_work_and_it_is_told(hall: Hall) -> None:
    hall.bounce(ANNA)
    assert hall.troubles()["addresses"] == "1 mailadresse virker ikke. Der sendes intet til den, før den er rettet."
    hall.clock.instant = morning(date(2019, 6, 7))
    hall.round()
    assert hall.transport.addresses.count(ANNA) == 1
    assert [each.kind for each in hall.messages() if each.address == BO] == ["digest", "digest", "at-once"]


def test_where_it_leaves_a_task_without_anybody_the_administrators_follow_it(hall: Hall) -> None:
    hall.bounce(ANNA)
    hall.bounce(BO)
    hall.clock.instant = morning(date(2019, 6, 7))
    hall.round()
    assert [each.kind for each in hall.messages() if each.address == ADA] == ["digest", "at-once"]


def test_a_mail_that_waits_when_its_address_is_found_dead_falls_away(hall: Hall) -> None:
    hall.clock.instant = morning(date(2019, 6, 7))
    plan_and_queue(hall.worker(settings=SETTINGS))
    (first,) = [each for each in hall.messages() if each.address == ANNA][:1]
    hall.take(report(PATHS.of(first.id, first.header_message_id)))
    hall.round()
    assert hall.transport.addresses.count(ANNA) == 1
    assert [(row.state, row.reason) for row in lines(hall.mail_to(ANNA))] == [
        (ReminderState.VOID, "Mails til modtagerens adresse kommer retur.")
    ]


def test_what_is_to_be_told_at_once_goes_to_the_secretaries_instead(hall: Hall) -> None:
    def give(session: Session) -> None:
        carl = make_user(session, "Carl Dam", role=Role.ADMINISTRATION)
        carl.address_failed_at = hall.machine.now()
        session.flush()
        (task,) = session.scalars(select(Reminder.task_id).distinct())
        tasks.set_responsible(session, task, carl.id, revision=None, actor=COMMAND_LINE, now=hall.clock.now())

    hall.change(give)
    hall.round()
    told = [each for each in hall.messages() if each.kind == "at-once"]
    assert {each.address for each in told} == {ANNA, BO}
    assert {row.on_behalf_of_id for each in told for row in each.reminders} == {4}


def test_a_corrected_address_gets_what_came_back_and_what_was_not_sent(hall: Hall) -> None:
    hall.bounce(ANNA)
    lost = hall.mail_to(ANNA)
    hall.clock.instant = morning(date(2019, 6, 7))
    hall.round()
    with hall.database.writing() as session:
        assert users.correct_address(session, 1, " Anna.Holm@example.dk ", actor=COMMAND_LINE, times=hall.times()) == 1
    hall.round()
    assert hall.transport.addresses.count("anna.holm@example.dk") == 1  # the newest says it all
    assert ReminderState.SENT in [row.state for row in hall.mail_to("anna.holm@example.dk").reminders]
    (row,) = [each for each in hall.ledger() if each.message_id == lost.id and each.rule == "on-day"]
    assert row.state is ReminderState.SUPERSEDED
    assert "addresses" not in hall.troubles()
    assert "mails-bounced" not in hall.troubles()


def test_an_address_that_works_again_needs_no_correction(hall: Hall) -> None:
    hall.bounce(ANNA)
    with hall.database.writing() as session:
        users.correct_address(session, 1, ANNA, actor=COMMAND_LINE, times=hall.times())
    hall.round()
    assert hall.mail_to(ANNA).state is MessageState.ACCEPTED
    assert hall.transport.addresses.count(ANNA) == 2


def test_a_mail_cannot_be_sent_again_to_an_address_that_does_not_work(hall: Hall) -> None:
    hall.bounce(ANNA)
    with hall.database.writing() as session, pytest.raises(ConflictError, match="Ret adressen først"):
        failures.send_again(session, hall.mail_to(ANNA).id, actor=COMMAND_LINE, times=hall.times())


def test_only_an_administrator_corrects_addresses_and_only_to_such_as_are_free(hall: Hall) -> None:
    secretary = Actor(2, "Bo Lund", Role.SECRETARY)
    with hall.database.writing() as session:
        with pytest.raises(ForbiddenError):
            users.correct_address(session, 1, "x@example.dk", actor=secretary, times=hall.times())
        with pytest.raises(ForbiddenError):
            note_seen(session, 1, actor=secretary, now=hall.machine.now())
        with pytest.raises(InputError, match="Der er allerede en bruger"):
            users.correct_address(session, 1, BO, actor=COMMAND_LINE, times=hall.times())
        with pytest.raises(InputError, match="er ikke en mailadresse"):
            users.correct_address(session, 1, "anna", actor=COMMAND_LINE, times=hall.times())
        with pytest.raises(NotFoundError):
            users.correct_address(session, 99, "x@example.dk", actor=COMMAND_LINE, times=hall.times())


def test_an_administrator_whose_address_does_not_work_gets_no_morning_mail(hall: Hall) -> None:
    worker = Worker(hall.worker(settings=SETTINGS).runtime, "w1", open_transport=lambda: hall.transport)
    hall.change(
        lambda session: session.execute(
            update(User).where(User.email == ADA).values(address_failed_at=hall.machine.now())
        )
    )
    plan_tick(worker)
    assert "operation" not in {each.kind for each in hall.messages()}


def test_a_report_about_several_people_names_the_one_it_concerns(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    to = PATHS.of(message.id, message.header_message_id)
    hall.take(report(to, action="relayed", status="2.0.0", more=recipient("x@other.dk", "failed", "5.1.1")))
    assert [(each.kind, each.recipient) for each in hall.bounces()] == [(Returned.MAIL, "x@other.dk")]
    assert hall.user(ANNA).reachable
    assert states(hall.messages()) == ["bounced", "accepted"]
