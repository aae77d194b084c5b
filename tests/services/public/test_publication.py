"""Nothing is shown to the public before it is approved, and then in the approved words."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement, make_task, make_user
from tracker.db.listing import settle_everything
from tracker.db.models import AdministrationEvent, Agreement, Proposal, PublicWording, PublishedTask, Task
from tracker.db.queries.public.public_page import (
    Commitment,
    PublicFilter,
    find_agreement,
    find_commitment,
    list_agreements,
    page_of_commitments,
)
from tracker.domain import administration
from tracker.domain.history import describe
from tracker.domain.publication import Extent, PublicState
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.public.agreements import publish_agreement, withdraw_agreement
from tracker.services.public.publication import Draft, approve, compose, show_again, withdraw
from tracker.services.tasks import tasks

TODAY = date(2019, 5, 15)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def agreement(session: Session) -> int:
    """The agreement, with its tasks."""
    return import_agreement(session)


@pytest.fixture
def task(session: Session, agreement: int) -> Task:
    """Its first task."""
    return session.scalars(select(Task).where(Task.agreement_id == agreement).order_by(Task.id)).first() or Task()


def shown(session: Session, agreement: int) -> list[str]:
    return [each.title for each in page_of_commitments(session, agreement, today=TODAY).lines]


def approved(session: Session, task: Task, title: str = "En ny idrætspolitik", text: str = "", **how: Extent) -> Task:
    return approve(session, task.id, Draft(title, text, **how), revision=None, actor=ADMINISTRATION, now=NOW)


def seen(session: Session, task: Task) -> Commitment:
    return find_commitment(session, task.agreement_id or 0, task.id, today=TODAY)


def lines(task: Task) -> list[str]:
    return [describe(each.kind, each.before, each.after) for each in task.events]


def publish(session: Session, agreement: int, title: str = "Budgettet") -> None:
    publish_agreement(session, agreement, title=title, actor=ADMINISTRATION, now=NOW)


def test_before_anybody_approved_nothing_is_shown(session: Session, agreement: int, task: Task) -> None:
    assert list_agreements(session, today=TODAY) == []
    assert shown(session, agreement) == []
    with pytest.raises(NotFoundError):
        find_agreement(session, agreement, today=TODAY)
    with pytest.raises(NotFoundError):
        seen(session, task)


def test_what_was_approved_is_shown_in_the_approved_words(session: Session, agreement: int, task: Task) -> None:
    approved(session, task, "  En ny\n idrætspolitik ", "Klubberne er hørt.\r\nDen er på vej. ")
    found = seen(session, task)
    assert (found.title, found.status_text) == ("En ny idrætspolitik", "Klubberne er hørt.\nDen er på vej.")
    assert found.section == "1.1 Idrætspolitik"
    assert found.passage is not None
    assert found.passage.text.startswith("Politikken er slidt")
    assert found.passage.text.endswith("Klubberne høres undervejs.")
    marked = found.passage.text[found.passage.start : found.passage.end]
    assert marked == "En ny idrætspolitik forelægges udvalget inden sommeren 2019."
    words = found.passage.text[found.passage.words_start : found.passage.words_end]
    assert words == "inden sommeren 2019"
    session.refresh(task)
    assert lines(task)[-1] == "Vises på den offentlige side: «En ny idrætspolitik»."


def test_the_sentence_alone_can_be_shown_or_nothing_of_the_agreement(session: Session, task: Task) -> None:
    approved(session, task, extent=Extent.SENTENCE)
    passage = seen(session, task).passage
    assert passage is not None
    assert passage.text == "En ny idrætspolitik forelægges udvalget inden sommeren 2019."
    approved(session, task, extent=Extent.NONE)
    assert seen(session, task).passage is None


def test_status_and_dates_stay_those_of_the_ledger_and_words_the_approved_ones(session: Session, task: Task) -> None:
    approved(session, task, text="Vi er så småt begyndt.")
    first = task.due_on
    assert seen(session, task).state is PublicState.NOT_BEGUN
    how = {"revision": None, "actor": ADMINISTRATION}
    tasks.set_status(session, task.id, Status.IN_PROGRESS, comment="Intern bemærkning", now=LATER, **how)
    tasks.move_deadline(session, task.id, date(2019, 9, 30), reason="Intern grund", now=LATER, **how)
    found = seen(session, task)
    assert (found.state, found.due_on, found.first_due_on, found.moves) == (
        PublicState.UNDER_WAY,
        date(2019, 9, 30),
        first,
        1,
    )
    assert found.status_text == "Vi er så småt begyndt."
    assert "Intern" not in repr(found)


def test_a_corrected_agreement_or_title_puts_no_other_word_before_the_public(session: Session, task: Task) -> None:
    approved(session, task)
    before = seen(session, task)
    session.execute(update(Agreement).values(text="Hemmelig tekst", title="Hemmelig titel"))
    session.execute(update(Proposal).values(quote="Hemmelig", title="Hemmelig"))
    task.title = "Hemmelig"
    session.flush()
    assert seen(session, task) == before


def test_what_is_taken_off_can_be_shown_again_as_it_was(session: Session, agreement: int, task: Task) -> None:
    approved(session, task, text="På vej.")
    before = seen(session, task)
    withdraw(session, task.id, actor=ADMINISTRATION, now=LATER)
    assert shown(session, agreement) == []
    show_again(session, task.id, 1, actor=ADMINISTRATION, now=LATER)
    assert seen(session, task) == before
    session.refresh(task)
    assert lines(task)[-2:] == [
        "Taget af den offentlige side: «En ny idrætspolitik».",
        "Vises på den offentlige side: «En ny idrætspolitik».",
    ]


def test_a_corrected_text_can_be_undone_and_both_are_kept(session: Session, task: Task) -> None:
    approved(session, task, text="Første")
    approved(session, task, "Idrætspolitikken", "Anden")
    session.refresh(task)
    assert lines(task)[-1] == "Teksten på den offentlige side er rettet: «Idrætspolitikken»."
    show_again(session, task.id, 1, actor=ADMINISTRATION, now=LATER)
    assert seen(session, task).status_text == "Første"
    stored = session.scalars(select(PublicWording).order_by(PublicWording.number)).all()
    assert [each.status_text for each in stored] == ["Første", "Anden"]
    with pytest.raises(InputError, match="vises allerede"):
        show_again(session, task.id, 1, actor=ADMINISTRATION, now=LATER)
    with pytest.raises(NotFoundError):
        show_again(session, task.id, 3, actor=ADMINISTRATION, now=LATER)


def test_what_was_not_looked_at_is_not_approved(session: Session, agreement: int, task: Task) -> None:
    seal = compose(session, task, Draft("En ny idrætspolitik")).seal
    session.execute(update(Agreement).values(text=Agreement.text + " "))
    session.execute(update(Proposal).values(end_offset=Proposal.end_offset + 1))
    session.expire_all()
    with pytest.raises(InputError, match="en anden end den, der blev vist"):
        approve(session, task.id, Draft("En ny idrætspolitik"), seal=seal, revision=None, actor=ADMINISTRATION, now=NOW)
    assert shown(session, agreement) == []
    with pytest.raises(ConflictError):
        approve(session, task.id, revision=task.revision + 1, actor=ADMINISTRATION, now=NOW)


def test_many_are_approved_by_their_own_title_and_none_is_overwritten(session: Session, task: Task) -> None:
    approve(session, task.id, revision=task.revision, actor=ADMINISTRATION, now=NOW)
    found = seen(session, task)
    assert (found.title, found.status_text) == (task.title, None)
    assert found.passage is not None
    assert found.passage.text == "En ny idrætspolitik forelægges udvalget inden sommeren 2019."
    with pytest.raises(InputError, match="vises allerede"):
        approve(session, task.id, revision=None, actor=ADMINISTRATION, now=NOW)


def test_approving_leaves_the_task_as_others_saw_it(session: Session, task: Task) -> None:
    before = task.revision
    approved(session, task)
    withdraw(session, task.id, actor=ADMINISTRATION, now=LATER)
    assert task.revision == before


@pytest.mark.parametrize("role", [Role.MANAGEMENT, Role.SECRETARY])
def test_others_approve_nothing(session: Session, agreement: int, task: Task, role: Role) -> None:
    actor = Actor.of(make_user(session, role=role, committees=[owner.committee for owner in task.owners]))
    with pytest.raises(ForbiddenError, match="godkende det, som offentligheden ser"):
        approve(session, task.id, revision=None, actor=actor, now=NOW)
    with pytest.raises(ForbiddenError):
        publish_agreement(session, agreement, title="Budgettet", actor=actor, now=NOW)
    with pytest.raises(ForbiddenError):
        withdraw_agreement(session, agreement, actor=actor, now=NOW)


def test_what_cannot_be_shown_is_refused_with_a_reason(session: Session, task: Task) -> None:
    with pytest.raises(InputError, match="Skriv, hvad løftet skal hedde"):
        approved(session, task, " ")
    with pytest.raises(InputError, match="højst have 300 tegn; den har 301"):
        approved(session, task, "x" * 301)
    with pytest.raises(InputError, match="højst have 1000 tegn") as caught:
        approved(session, task, text="x" * 1001)
    assert caught.value.field == "status_text"
    with pytest.raises(InputError, match="Kun opgaver fra en aftale"):
        approved(session, make_task(session))
    with pytest.raises(InputError, match="vises ikke på den offentlige side"):
        withdraw(session, task.id, actor=ADMINISTRATION, now=NOW)
    assert session.scalars(select(PublishedTask)).all() == []


def test_an_agreement_is_the_gate_before_its_commitments(session: Session, agreement: int, task: Task) -> None:
    approved(session, task)
    publish(session, agreement)
    [found] = list_agreements(session, today=TODAY)
    assert (found.title, found.figures.promised) == ("Budgettet", 1)
    withdraw_agreement(session, agreement, actor=ADMINISTRATION, now=LATER)
    assert list_agreements(session, today=TODAY) == []
    publish(session, agreement, "Budget 2019")
    told = [
        administration.describe(each.kind, each.subject)
        for each in session.scalars(select(AdministrationEvent).order_by(AdministrationEvent.id))
    ]
    assert told == [
        "Aftale vist for offentligheden: Budgettet.",
        "Aftale taget af den offentlige side: Budgettet.",
        "Aftale vist for offentligheden: Budget 2019.",
    ]
    with pytest.raises(InputError, match="Skriv, hvad aftalen skal hedde"):
        publish(session, agreement, " ")
    with pytest.raises(NotFoundError):
        publish(session, 99)


def test_what_is_looked_for_is_found_in_approved_words_and_in_no_others(session: Session, task: Task) -> None:
    tasks.comment(session, task.id, "Direktøren er bekymret.", actor=ADMINISTRATION, now=NOW)
    approved(session, task, "Børnenes politik", "Klubberne bliver spurgt.", extent=Extent.SENTENCE)
    agreement = task.agreement_id or 0

    def found(text: str) -> int:
        return page_of_commitments(session, agreement, PublicFilter(text=text), today=TODAY).total

    assert [found(text) for text in ("børn politikker", "KLUBBER", "sommer", "idrætspol", "%")] == [1, 1, 1, 1, 1]
    assert [found(text) for text in ("direktør", "slidt", "klubber direktør")] == [0, 0, 0]


def test_what_the_public_searches_is_made_anew_with_all_the_rest(session: Session, task: Task) -> None:
    approved(session, task, "Et løfte om svømmehaller")
    asked = PublicFilter(text="svømmehal")
    found = page_of_commitments(session, task.agreement_id or 0, asked, today=TODAY)
    session.execute(update(PublishedTask).values(words=" x "))
    assert page_of_commitments(session, task.agreement_id or 0, asked, today=TODAY).total == 0
    settle_everything(session)
    assert page_of_commitments(session, task.agreement_id or 0, asked, today=TODAY) == found
    assert len(found.lines) == 1
