"""Answers from a mail: signed links that end in time, and what each answer does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, make_user
from tests.fillings import Filling
from tests.outboxes import DAY, TownHall, morning
from tracker.clock import COPENHAGEN
from tracker.db.engine import Database
from tracker.db.models import DeadlineRequest, MailAnswer, Reminder, Task, User
from tracker.domain.answers import Answer, RequestState
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.jobs import deliver, plan_and_queue
from tracker.services.actors import Actor
from tracker.services.mails import answers
from tracker.services.mails.answer_links import AnswerLinks, Ticket, key_from
from tracker.services.mails.answers import Ended
from tracker.services.tasks import tasks

LINKS = AnswerLinks(key_from("a secret of at least thirty-two signs"), "https://opfoelgning.example.dk", 30)
NEW_DAY = date(2019, 7, 1)


def _with_the_mail_of_the_day(database: Database) -> TownHall:
    hall = TownHall(database)
    hall.secretaries(1)

    def give(session: Session) -> None:
        user = make_user(session, "Bo Lund")
        tasks.set_responsible(session, 1, user.id, revision=None, actor=ADMINISTRATION, now=morning(hour=7))

    hall.change(give)
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    hall.clock.instant = morning(hour=11)
    return hall


FILLING = Filling(_with_the_mail_of_the_day)


@pytest.fixture
def hall(database: Database) -> TownHall:
    """A secretary and a person responsible, who both have the mail of the day on which their task is due."""
    return FILLING.into(database)


def ticket(hall: TownHall, name: str = "Bo Lund", last_day: date = DAY + timedelta(days=30)) -> Ticket:
    with hall.database.reading() as session:
        line = session.scalars(
            select(Reminder)
            .join(User, Reminder.recipient_id == User.id)
            .where(User.name == name, Reminder.rule == "on-day")
        ).one()
        return Ticket(line.id, last_day)


def answer(hall: TownHall, given: Answer, who: Ticket | None = None, **more: object) -> bool:
    with hall.database.writing() as session:
        return answers.give(session, who or ticket(hall), given, now=hall.clock.now(), zone=COPENHAGEN, **more)


def look(hall: TownHall, who: Ticket | None = None) -> answers.Desk:
    with hall.database.reading() as session:
        return answers.look(session, who or ticket(hall), now=hall.clock.now(), zone=COPENHAGEN)


def task(hall: TownHall) -> tuple[Status, date | None]:
    with hall.database.reading() as session:
        found = session.get_one(Task, 1)
        return found.status, found.due_on


def history(hall: TownHall) -> list[tuple[str, str, str | None, str | None]]:
    with hall.database.reading() as session:
        return [(e.kind.value, e.actor_name, e.before, e.after) for e in session.get_one(Task, 1).events]


def test_done_says_so_in_the_name_of_the_recipient_and_names_the_mail(hall: TownHall) -> None:
    assert answer(hall, Answer.DONE, comment="Sagen ligger klar.")
    assert task(hall)[0] is Status.DONE
    assert history(hall)[-2:] == [
        ("status", "Bo Lund", "not_started", "done"),
        ("answer", "Bo Lund", "2019-05-31", "faerdig"),
    ]


def test_on_track_confirms_the_status_and_breaks_a_silence(hall: TownHall) -> None:
    assert answer(hall, Answer.ON_TRACK)
    assert task(hall)[0] is Status.IN_PROGRESS
    hall.clock.instant += timedelta(hours=1)
    with hall.database.reading() as session:
        assert session.get_one(Task, 1).status_at == morning(hour=11)


def test_a_wish_for_a_new_date_moves_nothing_and_is_told_to_the_secretary(hall: TownHall) -> None:
    assert answer(hall, Answer.NEW_DATE, proposed_on=NEW_DAY, comment="Udbuddet trækker ud.")
    assert task(hall)[1] == DAY
    told = [(row.rule, row.recipient.name) for row in _rows(hall) if row.message_id is None]
    assert told == [("wished", "Sekretær 0")]
    wish = look(hall).wish
    assert wish is not None
    assert (wish.proposed_on, wish.reason, wish.state) == (NEW_DAY, "Udbuddet trækker ud.", RequestState.WAITING)


def test_the_secretary_grants_a_wish_and_the_first_date_stays(hall: TownHall) -> None:
    answer(hall, Answer.NEW_DATE, proposed_on=NEW_DAY, comment="Udbuddet trækker ud.")
    decide(hall, grant=True)
    assert task(hall)[1] == NEW_DAY
    with hall.database.reading() as session:
        found = session.get_one(Task, 1)
        assert [version.due_on for version in found.deadlines] == [DAY, NEW_DAY]
        assert found.deadlines[-1].reason == "Ønsket af Bo Lund: Udbuddet trækker ud."
    assert [(row.rule, row.recipient.name) for row in _rows(hall) if row.rule == "moved"] == [("moved", "Bo Lund")]
    assert look(hall).wish is None


def test_the_secretary_refuses_a_wish_with_a_reason_that_is_told(hall: TownHall) -> None:
    answer(hall, Answer.NEW_DATE, proposed_on=NEW_DAY, comment="Udbuddet trækker ud.")
    with pytest.raises(InputError, match="hvorfor"):
        decide(hall, grant=False)
    decide(hall, grant=False, words="Udvalget har lovet svar i juni.")
    assert task(hall)[1] == DAY
    plan_and_queue(hall.worker())
    deliver(hall.worker())
    address, content = hall.transport.handed_over[-1]
    assert "bruger" in address
    assert b"afsl=C3=A5et" in content


def test_a_wish_is_decided_once(hall: TownHall) -> None:
    answer(hall, Answer.NEW_DATE, proposed_on=NEW_DAY, comment="Udbuddet trækker ud.")
    decide(hall, grant=True)
    with pytest.raises(InputError, match="allerede afgjort"):
        decide(hall, grant=False, words="Nej")


def test_a_wish_that_a_moved_date_has_overtaken_cannot_be_granted(hall: TownHall) -> None:
    answer(hall, Answer.NEW_DATE, proposed_on=NEW_DAY, comment="Udbuddet trækker ud.")
    hall.change(_move(date(2019, 9, 1)))
    with pytest.raises(InputError, match="flyttet siden"):
        decide(hall, grant=True)
    assert task(hall)[1] == date(2019, 9, 1)


def test_only_whoever_may_move_the_date_decides(hall: TownHall) -> None:
    answer(hall, Answer.NEW_DATE, proposed_on=NEW_DAY, comment="Udbuddet trækker ud.")
    with pytest.raises(ForbiddenError):
        decide(hall, grant=True, actor=Actor(50, "Direktør", Role.MANAGEMENT))
    assert task(hall)[1] == DAY


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"comment": "Derfor"}, "proposed_on"),
        ({"proposed_on": NEW_DAY}, "comment"),
        ({"proposed_on": DAY, "comment": "Derfor"}, "proposed_on"),
        ({"proposed_on": DAY - timedelta(days=20), "comment": "Derfor"}, "proposed_on"),
    ],
)
def test_a_wish_says_when_and_why(hall: TownHall, more: dict[str, object], field: str) -> None:
    with pytest.raises(InputError) as caught:
        answer(hall, Answer.NEW_DATE, **more)
    assert caught.value.field == field
    assert _count(hall, DeadlineRequest) == _count(hall, MailAnswer) == 0


def test_not_mine_changes_nothing_and_is_told_to_the_secretary(hall: TownHall) -> None:
    before = task(hall)
    assert answer(hall, Answer.NOT_MINE, comment="Spørg Teknik.")
    assert task(hall) == before
    (line,) = [row for row in _rows(hall) if row.rule == "not-mine"]
    assert line.recipient.name == "Sekretær 0"
    assert line.reason == "Bo Lund har svaret «Ikke min opgave». «Spørg Teknik.»"


def test_a_secretary_who_disowns_a_task_is_heard_by_the_administrators(hall: TownHall) -> None:
    hall.change(lambda session: make_user(session, "Ada", role=Role.ADMINISTRATOR))
    assert answer(hall, Answer.NOT_MINE, ticket(hall, "Sekretær 0"))
    assert [row.recipient.name for row in _rows(hall) if row.rule == "not-mine"] == ["Ada"]


@pytest.mark.parametrize("given", [Answer.DONE, Answer.ON_TRACK, Answer.NOT_MINE])
def test_an_answer_that_is_sent_twice_counts_once(hall: TownHall, given: Answer) -> None:
    assert answer(hall, given)
    before = history(hall)
    assert not answer(hall, given)
    assert history(hall) == before
    assert _count(hall, MailAnswer) == 1


def test_the_second_sees_what_the_first_has_answered(hall: TownHall) -> None:
    answer(hall, Answer.ON_TRACK, comment="Vi når det.")
    seen = look(hall, ticket(hall, "Sekretær 0")).answers
    assert [(each.name, each.answer, each.comment) for each in seen] == [("Bo Lund", Answer.ON_TRACK, "Vi når det.")]


def test_looking_changes_nothing(hall: TownHall) -> None:
    before = history(hall), task(hall), len(hall.ledger())
    for _ in range(3):
        look(hall)
    assert (history(hall), task(hall), len(hall.ledger())) == before


ENDINGS: dict[Ended, Callable[[TownHall], None]] = {
    Ended.MOVED: lambda hall: hall.change(_move(date(2019, 9, 1))),
    Ended.OTHERS: lambda hall: hall.change(_give_to_nobody(hall)),
    Ended.CLOSED: lambda hall: hall.change(_drop(hall)),
    Ended.EXPIRED: lambda hall: hall.clock.move(days=31),
}


@pytest.mark.parametrize("ended", ENDINGS)
def test_a_link_ends_when_what_it_was_about_has_changed(hall: TownHall, ended: Ended) -> None:
    who = ticket(hall)
    assert look(hall, who).ended is None
    hall.clock.move(minutes=1)
    ENDINGS[ended](hall)
    assert look(hall, who).ended is ended
    with pytest.raises(InputError):
        answer(hall, Answer.ON_TRACK, who)
    assert _count(hall, MailAnswer) == 0


def test_a_link_ends_when_its_holder_has_left(hall: TownHall) -> None:
    def leave(session: Session) -> None:
        session.scalars(select(User).where(User.name == "Bo Lund")).one().active = False

    who = ticket(hall)
    hall.change(leave)
    assert look(hall, who).ended is Ended.OTHERS


def test_a_link_to_a_line_that_is_not_there_is_not_found(hall: TownHall) -> None:
    with pytest.raises(NotFoundError):
        look(hall, Ticket(999999, DAY))


@given(reminder_id=st.integers(0, 2**32 - 1), day=st.dates(date(2000, 1, 1), date(2179, 1, 1)))
def test_a_link_is_read_as_it_was_written_and_names_nobody(reminder_id: int, day: date) -> None:
    token = LINKS.token(Ticket(reminder_id, day))
    assert LINKS.read(token) == Ticket(reminder_id, day)
    assert len(token) == 30
    assert token.replace("-", "").replace("_", "").isalnum()


@given(st.integers(0, 29), st.sampled_from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"))
def test_a_link_with_another_letter_in_it_is_worth_nothing(place: int, letter: str) -> None:
    token = LINKS.token(Ticket(17, DAY))
    forged = token[:place] + letter + token[place + 1 :]
    try:
        found = LINKS.read(forged)
    except NotFoundError:
        return
    assert found == Ticket(17, DAY)  # the last letter of base64 has bits that say nothing


@given(st.text(max_size=60))
def test_whatever_is_typed_in_place_of_a_link_is_not_found(typed: str) -> None:
    with pytest.raises(NotFoundError):
        LINKS.read(typed)


def test_another_installation_cannot_make_links_for_this_one() -> None:
    other = replace(LINKS, key=key_from("another secret of thirty-two signs"))
    with pytest.raises(NotFoundError):
        LINKS.read(other.token(Ticket(17, DAY)))


def _rows(hall: TownHall) -> list[Reminder]:
    with hall.database.reading() as session:
        rows = list(session.scalars(select(Reminder).order_by(Reminder.id)))
        for row in rows:
            _ = row.recipient.name
        return rows


def _count(hall: TownHall, model: type[DeadlineRequest] | type[MailAnswer]) -> int:
    with hall.database.reading() as session:
        return len(session.scalars(select(model)).all())


def decide(hall: TownHall, *, grant: bool, words: str = "", actor: Actor | None = None) -> None:
    with hall.database.writing() as session:
        secretary = actor or Actor.of(session.get_one(User, 1))
        answers.decide(session, 1, 1, grant=grant, words=words, actor=secretary, now=hall.clock.now())


def _move(due: date) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        tasks.move_deadline(session, 1, due, reason="Derfor", revision=None, actor=ADMINISTRATION, now=morning(hour=12))

    return change


def _give_to_nobody(hall: TownHall) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        tasks.set_responsible(session, 1, None, revision=None, actor=ADMINISTRATION, now=hall.clock.now())

    return change


def _drop(hall: TownHall) -> Callable[[Session], None]:
    def change(session: Session) -> None:
        tasks.drop(session, 1, reason="Derfor", revision=None, actor=ADMINISTRATION, now=hall.clock.now())

    return change
