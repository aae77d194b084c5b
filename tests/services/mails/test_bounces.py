"""What follows from a mail that came back: it counts once, for the mail that it is about, and nobody is left untold."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from tests.bounced import plain, recipient, report
from tests.outboxes import states
from tests.services.mails.bounced_hall import ADA, ANNA, BO, PATHS, SETTLED, Hall, lines
from tracker.db.engine import Database
from tracker.db.models import Message, MessageState, ReminderState, User
from tracker.db.queries.operation.alarms import list_alarms
from tracker.domain.bounces import Returned
from tracker.domain.delivery import Outcome, Result
from tracker.domain.history import describe
from tracker.services.actors import COMMAND_LINE
from tracker.services.mails import failures
from tracker.services.mails.answer_links import key_from
from tracker.services.mails.bounces import Fate, Taken, note_seen
from tracker.services.mails.return_paths import PURPOSE


@pytest.fixture
def hall(database: Database) -> Hall:
    return SETTLED.into(database)


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
        patched.setattr("tracker.services.reminders.notices.tell", fail)
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


def test_a_report_about_several_people_names_the_one_it_concerns(hall: Hall) -> None:
    message = hall.mail_to(ANNA)
    to = PATHS.of(message.id, message.header_message_id)
    hall.take(report(to, action="relayed", status="2.0.0", more=recipient("x@other.dk", "failed", "5.1.1")))
    assert [(each.kind, each.recipient) for each in hall.bounces()] == [(Returned.MAIL, "x@other.dk")]
    assert hall.user(ANNA).reachable
    assert states(hall.messages()) == ["bounced", "accepted"]
