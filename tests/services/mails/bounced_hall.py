"""A town hall whose mails come back."""

from __future__ import annotations

from sqlalchemy import select

from tests.bounced import report
from tests.factories import make_committee, make_task, make_user
from tests.fillings import Filling
from tests.outboxes import ACCEPTED, DAY, TownHall
from tracker.db.engine import Database
from tracker.db.models import Bounce, Message, Reminder, ReminderState, TaskEvent, User
from tracker.domain.delivery import Outcome
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.jobs import deliver, plan_and_queue
from tracker.mail.bounces import read_returned
from tracker.services.mails.answer_links import key_from
from tracker.services.mails.bounces import Taken, take_in
from tracker.services.mails.return_paths import PURPOSE, ReturnPaths
from tracker.services.operation.watching import find_troubles
from tracker.services.reminders.reminders import Times
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


def _after_a_round(database: Database) -> Hall:
    hall = Hall(database)
    hall.settle()
    hall.round()
    return hall


SETTLED = Filling(_after_a_round)
"""The hall after the round in which its first mail left."""
