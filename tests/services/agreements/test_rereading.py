"""A stored text is read again as signed on another day: shown first, taken over as decided, and taken back."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW
from tests.revised import proposal_with, task_with
from tests.services.agreements.revising import LATER, holds, outcomes, snapshot, take_over, undo
from tracker.agreement.comparison import Outcome
from tracker.agreement.deadlines import DEFAULT
from tracker.agreement.owners.register import NO_REGISTER
from tracker.agreement.reader import read
from tracker.agreement.values import FindingKind
from tracker.db.models import Agreement, FindingRow, Proposal, TaskEvent
from tracker.documents import Document
from tracker.domain.roles import Role
from tracker.errors import ConflictError, ForbiddenError, InputError
from tracker.services.actors import Actor
from tracker.services.agreements import agreements, recognition, rereading, revisions
from tracker.services.agreements.recognition import Arrival
from tracker.services.agreements.revision_comparison import compare_draft
from tracker.services.review import review

UNDATED = """Aftale om havnen
Holmby Kommune

1.1 Kajerne
En plan for kajerne forelægges Teknik- og Miljøudvalget i marts.

1.2 Kranen
Kranen males inden udgangen af juni 2021.

1.3 Bommen
En rapport om bommen forelægges Teknik- og Miljøudvalget til foråret.
"""
WRONG, RIGHT = date(2019, 9, 1), date(2020, 9, 1)


def bring_in(session: Session, signed_on: date | None = WRONG, *, accept: bool = True) -> int:
    reading = read(UNDATED, signed_on=signed_on)
    agreement = agreements.import_reading(
        session, Document(UNDATED, "havn.txt"), reading, actor=ADMINISTRATION, now=NOW
    ).agreement_id
    if accept:
        review.accept_dated(session, agreement, actor=ADMINISTRATION, now=NOW)
    return agreement


def read_again(session: Session, agreement: int, signed_on: date | None) -> bool:
    reread = rereading.read_again(session, agreement, signed_on, conventions=DEFAULT, register=NO_REGISTER)
    return rereading.prepare(session, agreement, reread, actor=ADMINISTRATION, now=LATER)


def test_another_day_of_signing_moves_what_is_counted_from_it_once_that_is_taken_over(session: Session) -> None:
    agreement = bring_in(session)
    before = snapshot(session, agreement)
    assert read_again(session, agreement, RIGHT)
    assert snapshot(session, agreement) == before
    assert outcomes(session, agreement) == {Outcome.CHANGED: 2, Outcome.SAME: 1}
    take_over(session, agreement)
    assert session.get_one(Agreement, agreement).signed_on == RIGHT
    assert [task_with(session, words).due_on for words in ("kajerne", "Kranen", "bommen")] == [
        date(2021, 3, 31),
        date(2021, 6, 30),
        date(2021, 5, 31),
    ]
    holds(session, agreement)


def test_the_first_date_stays_and_the_history_tells_of_the_day(session: Session) -> None:
    agreement = bring_in(session)
    read_again(session, agreement, RIGHT)
    take_over(session, agreement)
    task = task_with(session, "kajerne")
    assert [version.due_on for version in task.deadlines] == [date(2020, 3, 31), date(2021, 3, 31)]
    told = session.scalars(select(TaskEvent).where(TaskEvent.task_id == task.id))
    reason = "Aftalen er læst igen 8. november 2018 som indgået 1. september 2020."
    assert any(reason in (event.comment or "") for event in told)


def test_what_is_kept_stays_as_it_was(session: Session) -> None:
    agreement = bring_in(session)
    read_again(session, agreement, RIGHT)
    take_over(session, agreement, take=False)
    assert task_with(session, "kajerne").due_on == date(2020, 3, 31)
    assert session.get_one(Agreement, agreement).signed_on == RIGHT


def test_dates_that_were_open_are_filled_and_the_finding_is_gone(session: Session) -> None:
    agreement = bring_in(session, None, accept=False)
    assert proposal_with(session, "kajerne").due_on is None
    read_again(session, agreement, RIGHT)
    take_over(session, agreement)
    assert proposal_with(session, "kajerne").due_on == date(2021, 3, 31)
    kinds = select(FindingRow.kind).where(FindingRow.agreement_id == agreement)
    assert FindingKind.NO_SIGNING_DATE not in set(session.scalars(kinds))


def test_the_day_of_signing_can_be_corrected_again_and_each_correction_taken_back(session: Session) -> None:
    agreement = bring_in(session)
    for day in (RIGHT, WRONG, RIGHT):
        assert read_again(session, agreement, day)
        take_over(session, agreement)
        assert session.get_one(Agreement, agreement).signed_on == day
    undo(session, agreement)
    assert session.get_one(Agreement, agreement).signed_on == WRONG
    assert task_with(session, "kajerne").due_on == date(2020, 3, 31)
    revisions.discard(session, agreement, actor=ADMINISTRATION)
    assert read_again(session, agreement, RIGHT)


def test_what_says_nothing_else_leaves_nothing_behind(session: Session) -> None:
    agreement = bring_in(session)
    before = snapshot(session, agreement)
    assert not read_again(session, agreement, WRONG)
    assert snapshot(session, agreement) == before
    assert session.scalar(select(func.count()).select_from(Agreement)) == 1


def test_what_is_no_promise_by_the_new_day_is_gone_but_what_a_person_added_stays(session: Session) -> None:
    agreement = bring_in(session)
    proposal_with(session, "Kranen").by_person = True
    session.flush()
    read_again(session, agreement, date(2022, 9, 1))
    changes = {
        (change.old or change.new).quote.split()[0]: change.outcome  # type: ignore[union-attr]
        for change in compare_draft(session, agreement).changes
    }
    assert changes["Kranen"] is Outcome.SAME
    session.get_one(Proposal, proposal_with(session, "Kranen").id).by_person = False
    session.flush()
    assert outcomes(session, agreement)[Outcome.GONE] == 1
    take_over(session, agreement)
    (gone,) = session.scalars(select(TaskEvent).where(TaskEvent.comment.contains("læses ikke længere ud af teksten")))
    assert gone.task_id


def test_the_same_text_is_known_after_it_was_read_again(session: Session) -> None:
    agreement = bring_in(session)
    read_again(session, agreement, RIGHT)
    take_over(session, agreement)
    found = recognition.recognise(session, UNDATED, read(UNDATED, signed_on=WRONG))
    assert (found.arrival, found.agreement_id) == (Arrival.KNOWN, agreement)


def test_a_corrected_text_without_a_day_is_read_as_signed_when_the_agreement_was(session: Session) -> None:
    agreement = bring_in(session, RIGHT)
    text = UNDATED.replace("i marts", "i april")
    reading = rereading.read_corrected(session, agreement, text, read(text), conventions=DEFAULT, register=NO_REGISTER)
    assert reading.agreement.signed_on == RIGHT
    stated = text.replace("Holmby Kommune", "Holmby Kommune\nIndgået den 4. maj 2018")
    reading = rereading.read_corrected(
        session, agreement, stated, read(stated), conventions=DEFAULT, register=NO_REGISTER
    )
    assert reading.agreement.signed_on == date(2018, 5, 4)


def test_a_text_read_again_waits_alone_and_is_no_agreement_of_its_own(session: Session) -> None:
    agreement = bring_in(session)
    read_again(session, agreement, RIGHT)
    with pytest.raises(InputError, match="Der venter allerede en rettet udgave"):
        read_again(session, agreement, date(2021, 9, 1))
    with pytest.raises(InputError, match="den samme tekst"):
        revisions.release(session, agreement, actor=ADMINISTRATION)


def test_what_was_read_of_a_text_that_was_corrected_meanwhile_is_not_kept(session: Session) -> None:
    agreement = bring_in(session)
    reread = rereading.read_again(session, agreement, RIGHT, conventions=DEFAULT, register=NO_REGISTER)
    text = UNDATED.replace("i marts", "i april 2020")
    corrected = read(text, signed_on=WRONG)
    revisions.prepare(session, agreement, Document(text, "ny.txt"), corrected, actor=ADMINISTRATION, now=LATER)
    take_over(session, agreement)
    with pytest.raises(ConflictError, match="Læs den igen"):
        rereading.prepare(session, agreement, reread, actor=ADMINISTRATION, now=LATER)
    holds(session, agreement)


def test_management_may_not_have_it_read_again(session: Session) -> None:
    agreement = bring_in(session)
    reread = rereading.read_again(session, agreement, RIGHT, conventions=DEFAULT, register=NO_REGISTER)
    with pytest.raises(ForbiddenError):
        rereading.prepare(session, agreement, reread, actor=Actor(None, "Dorte Dam", Role.MANAGEMENT), now=LATER)
