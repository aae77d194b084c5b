"""A corrected agreement: recognised, compared, taken over as a person decides, and taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW
from tests.readings import READING, saving
from tests.readings import TEXT as SMALL
from tests.revised import CORRECTED, SQUARE, SQUARE_CORRECTED, TEXT, bring_in, correct, proposal_with, task_with
from tests.services.agreements.revising import LATER, REASON, holds, outcomes, snapshot, take_over, undo
from tracker.agreement.comparison import Difference, Outcome
from tracker.agreement.reader import read
from tracker.db.engine import Database
from tracker.db.models import Agreement, AgreementVersion, FindingRow, Proposal, ProposalState, Task
from tracker.db.queries.agreements.agreement_page import all_agreements, load_agreement, sections_of
from tracker.db.queries.parts.versions import load_former, tasks_without_words, versions_of
from tracker.documents import Document
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.domain.status import Status
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import Actor
from tracker.services.agreements import agreements, recognition, revision_takeover, revision_undo, revisions
from tracker.services.agreements.recognition import Arrival
from tracker.services.agreements.revision_comparison import compare_draft
from tracker.services.agreements.revision_takeover import Takeover
from tracker.services.review import review
from tracker.services.tasks import tasks


def test_the_same_text_in_another_layout_changes_nothing(session: Session) -> None:
    first = bring_in(session)
    before = snapshot(session, first.agreement_id)
    set_anew = TEXT.replace("forelægges ", "fore-\nlægges  ").replace(". ", ".\n\n")
    again = agreements.import_reading(
        session, Document(set_anew, "aftale.pdf"), read(set_anew), actor=ADMINISTRATION, now=LATER
    )
    assert (again.already_known, again.agreement_id) == (True, first.agreement_id)
    assert snapshot(session, first.agreement_id) == before
    with pytest.raises(InputError, match="Teksten er indlæst før"):
        correct(session, first.agreement_id, set_anew)


def test_a_draft_changes_nothing_that_is_in_force(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    before = snapshot(session, agreement)
    correct(session, agreement)
    assert snapshot(session, agreement) == before
    assert [line.id for line in all_agreements(session)] == [agreement]
    draft = session.scalars(select(AgreementVersion.text_id)).one()
    with pytest.raises(NotFoundError):
        load_agreement(session, draft)
    proposal = session.scalars(select(Proposal.id).where(Proposal.agreement_id == draft)).first()
    with pytest.raises(NotFoundError):
        review.accept(session, {proposal or 0: None}, actor=ADMINISTRATION, now=NOW)
    assert review.accept_dated(session, draft, actor=ADMINISTRATION, now=NOW).task_ids == ()


def test_the_comparison_says_what_is_changed_new_gone_and_the_same(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    assert outcomes(session, agreement) == {Outcome.CHANGED: 2, Outcome.NEW: 1, Outcome.GONE: 1, Outcome.SAME: 3}
    comparison = compare_draft(session, agreement)
    square, music = comparison.of(Outcome.CHANGED)
    assert (square.pair.differences, square.asks) == ({Difference.WORDS, Difference.DATE}, True)
    assert (music.pair.differences, music.asks) == ({Difference.WORDS, Difference.OWNER}, True)


def test_what_is_taken_over_moves_the_date_as_a_new_version_and_keeps_the_first(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    task = task_with(session, "torvet")
    tasks.set_status(
        session, task.id, Status.IN_PROGRESS, comment="I gang.", revision=None, actor=ADMINISTRATION, now=NOW
    )
    correct(session, agreement)
    assert take_over(session, agreement) == Takeover(2, taken=2, kept=0, new=1, gone=1, same=3)
    task = task_with(session, "torvet")
    assert (task.due_on, task.status, task.agreement_id) == (SQUARE_CORRECTED, Status.IN_PROGRESS, agreement)
    assert [(each.due_on, each.moved, each.reason) for each in task.deadlines] == [
        (SQUARE, False, None),
        (SQUARE_CORRECTED, True, REASON),
    ]
    assert [event.kind for event in task.events] == [EventKind.CREATED, EventKind.STATUS, EventKind.DEADLINE]
    music = task_with(session, "musikskolens")
    assert [owner.committee.name for owner in music.owners] == ["Økonomiudvalget"]
    assert music.title == "Redegørelse for musikskolens ventelister forelægges Økonomiudvalget"
    assert music.events[-2].comment == (
        f"{REASON} Opgaven hed «Redegørelse for musikskolens ventelister forelægges Kultur- og Fritidsudvalget»."
    )
    holds(session, agreement)


def test_what_is_kept_stays_and_the_history_says_what_the_agreement_now_says(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    assert take_over(session, agreement, take=False) == Takeover(2, taken=0, kept=2, new=1, gone=1, same=3)
    task = task_with(session, "torvet")
    assert (task.due_on, len(task.deadlines)) == (SQUARE, 1)
    assert task.events[-1].comment == (
        f"{REASON} Frist 31. maj 2021 i stedet for 31. marts 2021; ordene er ændret. Opgaven er beholdt, som den var."
    )
    proposal = proposal_with(session, "torvet")
    assert (proposal.due_on, "udgangen af maj 2021" in proposal.quote) == (SQUARE, True)
    holds(session, agreement)


def test_the_rest_follows_the_new_text_unasked(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    take_over(session, agreement)
    trees = task_with(session, "træerne")
    assert (trees.section, len(trees.events)) == ("1.3", 1)
    waiting = session.scalars(
        select(Proposal).where(Proposal.agreement_id == agreement, Proposal.state == ProposalState.WAITING)
    )
    assert {each.title for each in waiting} == {
        "Plantning af træer langs vejene",
        "Forslag til lys i parken forelægges Teknik- og Miljøudvalget",
    }
    assert [each.number for each in sections_of(session, agreement)] == ["1.1", "1.2", "1.3", "1.4", "1.5"]


def test_a_task_whose_promise_is_gone_stays_open_until_somebody_closes_it(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    take_over(session, agreement)
    (gone,) = tasks_without_words(session, agreement)
    assert (gone.status, gone.due_on, gone.section) == (Status.NOT_STARTED, date(2021, 12, 31), None)
    task = session.get_one(Task, gone.id, populate_existing=True)
    assert task.events[-1].comment == (
        f"{REASON} Løftet står ikke længere i aftalen. Opgaven bliver, indtil nogen lader den udgå."
    )
    assert task.proposal is not None
    former = load_former(session, agreement, 1)
    assert (task.proposal.agreement_id, former.text.text) == (former.text_id, TEXT)


def test_the_former_text_stays_readable_and_is_known_when_it_comes_again(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    take_over(session, agreement)
    (version,) = versions_of(session, agreement)
    assert (version.number, version.text.file_name, version.replaced_by, version.replaced_at) == (
        1,
        "aftale.txt",
        "Anna Holm",
        LATER,
    )
    assert [each.title for each in load_former(session, agreement, 1).text.sections][1] == "Flere træer"
    assert bring_in(session, accept=False).agreement_id == agreement
    assert recognition.recognise(session, CORRECTED, read(CORRECTED)).arrival is Arrival.KNOWN


def test_a_second_correction_follows_the_first(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    take_over(session, agreement)
    correct(session, agreement, CORRECTED.replace("maj 2021", "juni 2021"))
    assert take_over(session, agreement).number == 3
    assert task_with(session, "torvet").due_on == date(2021, 6, 30)
    assert [version.number for version in versions_of(session, agreement)] == [2, 1]


def test_a_decision_that_is_missing_stops_everything(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    before = snapshot(session, agreement)
    first = compare_draft(session, agreement).asked[0]
    with pytest.raises(InputError, match="Tag stilling til 1 ændring mere"):
        revision_takeover.take_over(session, agreement, {first.key: True}, actor=ADMINISTRATION, now=LATER)
    assert snapshot(session, agreement) == before


def test_what_a_person_rejected_stays_rejected_unless_asked(session: Session) -> None:
    agreement = bring_in(session, accept=False).agreement_id
    rejected = proposal_with(session, "torvet").id
    review.reject(session, {rejected: None}, actor=ADMINISTRATION, now=NOW)
    correct(session, agreement)
    assert [change.old.id for change in compare_draft(session, agreement).asked if change.old] == [rejected]
    take_over(session, agreement, take=False)
    assert session.get_one(Proposal, rejected).state is ProposalState.REJECTED
    undo(session, agreement)
    take_over(session, agreement, take=True)
    proposal = session.get_one(Proposal, rejected)
    assert (proposal.state, proposal.due_on) == (ProposalState.WAITING, SQUARE_CORRECTED)


def test_a_closed_task_is_left_alone_and_told(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    task = task_with(session, "torvet")
    tasks.drop(session, task.id, reason="Opgivet.", revision=None, actor=ADMINISTRATION, now=NOW)
    correct(session, agreement)
    assert len(compare_draft(session, agreement).asked) == 1
    take_over(session, agreement)
    task = task_with(session, "torvet")
    assert (task.due_on, task.status) == (SQUARE, Status.DROPPED)
    assert (task.events[-1].comment or "").endswith("Det ændrer ikke opgaven.")


def test_a_date_that_a_person_has_moved_there_already_asks_nothing(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    task = task_with(session, "torvet")
    tasks.move_deadline(
        session, task.id, SQUARE_CORRECTED, reason="Aftalt.", revision=None, actor=ADMINISTRATION, now=NOW
    )
    correct(session, agreement)
    assert len(compare_draft(session, agreement).asked) == 1
    take_over(session, agreement)
    assert len(task_with(session, "torvet").deadlines) == 2


def test_a_draft_can_be_thrown_away_or_be_an_agreement_of_its_own(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    before = snapshot(session, agreement)
    correct(session, agreement)
    revisions.discard(session, agreement, actor=ADMINISTRATION)
    assert session.scalar(select(func.count()).select_from(Agreement)) == 1
    assert snapshot(session, agreement) == before
    with pytest.raises(InputError, match="ingen rettet udgave"):
        compare_draft(session, agreement)
    correct(session, agreement)
    other = revisions.release(session, agreement, actor=ADMINISTRATION)
    assert {line.id for line in all_agreements(session)} == {agreement, other.id}
    assert snapshot(session, agreement) == before
    assert len(review.accept_dated(session, other.id, actor=ADMINISTRATION, now=LATER).task_ids) == 5


def test_only_one_draft_waits_at_a_time(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    correct(session, agreement)
    with pytest.raises(InputError, match=r"Der venter allerede en rettet udgave .* \(rettet.docx\)"):
        correct(session, agreement, CORRECTED.replace("maj 2021", "juni 2021"))
    with pytest.raises(NotFoundError):
        correct(session, 4711)


def test_a_promise_that_a_person_added_or_corrected_follows_its_words(session: Session) -> None:
    agreement = bring_in(session, accept=False).agreement_id
    added = proposal_with(session, "plantes")
    added.by_person, added.quote = True, "Torvet skal fornyes."
    added.start_offset = TEXT.index("Torvet skal fornyes.")
    added.end_offset = added.start_offset + len(added.quote)
    corrected = proposal_with(session, "træerne")
    corrected.by_person, corrected.due_on = True, date(2021, 6, 15)
    session.flush()
    correct(session, agreement)
    take_over(session, agreement)
    assert (session.get_one(Proposal, added.id).agreement_id, session.get_one(Proposal, added.id).section) == (
        agreement,
        "1.1",
    )
    assert session.get_one(Proposal, corrected.id).due_on == date(2021, 6, 15)
    holds(session, agreement)


def test_a_secretary_cannot_take_over_what_concerns_the_tasks_of_others(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    secretary = Actor(None, "Rita Lund", Role.SECRETARY)
    keys = [change.key for change in compare_draft(session, agreement).asked]
    with pytest.raises(ForbiddenError):
        revision_takeover.take_over(session, agreement, dict.fromkeys(keys, True), actor=secretary, now=LATER)
    session.rollback()


def test_management_may_do_none_of_it(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    director = Actor(None, "Dorte Dam", Role.MANAGEMENT)
    for act in (
        lambda: revisions.discard(session, agreement, actor=director),
        lambda: revisions.release(session, agreement, actor=director),
        lambda: revision_takeover.take_over(session, agreement, {}, actor=director, now=LATER),
        lambda: revision_undo.undo(session, agreement, actor=director, now=LATER),
    ):
        with pytest.raises(ForbiddenError):
            act()


def test_a_saving_with_other_years_gets_and_loses_its_times(session: Session) -> None:
    first = agreements.import_reading(
        session, Document(SMALL, "a"), READING, actor=ADMINISTRATION, now=NOW
    ).agreement_id
    review.accept_dated(session, first, actor=ADMINISTRATION, now=NOW)
    task = session.scalars(select(Task).where(Task.title == "Færre annoncer")).one()
    text = SMALL + "\nRettet."
    moved = saving("KFU-01", "Færre annoncer", {2020: -100_000, 2021: -300_000}, text=text)
    reading = replace(READING, savings=(moved, READING.savings[1]))
    revisions.prepare(session, first, Document(text, "b"), reading, actor=ADMINISTRATION, now=NOW)
    assert [change.task.id for change in compare_draft(session, first).asked if change.task] == [task.id]
    take_over(session, first)
    task = session.get_one(Task, task.id)
    assert [(each.due_on.year, each.status) for each in task.occurrences] == [
        (2019, Status.DROPPED),
        (2020, Status.NOT_STARTED),
        (2021, Status.NOT_STARTED),
    ]
    assert (task.starts_on, task.due_on) == (date(2020, 1, 1), date(2020, 12, 31))
    assert task.proposal is not None
    assert {each.year: each.kroner for each in task.proposal.saving.amounts} == {2020: -100_000, 2021: -300_000}  # type: ignore[union-attr]
    undo(session, first)
    task = session.get_one(Task, task.id)
    open_years = [each.due_on.year for each in task.occurrences if each.status is Status.NOT_STARTED]
    assert (open_years, task.due_on) == ([2019, 2020], date(2019, 12, 31))
    assert {each.year: each.kroner for each in task.proposal.saving.amounts if each.kroner} == {  # type: ignore[union-attr]
        2019: -100_000,
        2020: -100_000,
    }


def test_the_findings_are_those_of_the_text_in_force(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    correct(session, agreement)
    before = set(session.scalars(select(FindingRow.id).where(FindingRow.agreement_id == agreement)))
    take_over(session, agreement)
    after = set(session.scalars(select(FindingRow.id).where(FindingRow.agreement_id == agreement)))
    assert not before & after


def test_two_who_take_over_at_once_do_it_once(postgres_database: Database) -> None:
    import threading

    with postgres_database.writing() as session:
        agreement = bring_in(session).agreement_id
        correct(session, agreement)
    said: list[str] = []

    def run() -> None:
        try:
            with postgres_database.writing() as session:
                take_over(session, agreement)
            said.append("done")
        except InputError as error:
            said.append(str(error))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert sorted(said) == ["Der venter ingen rettet udgave af aftalen.", "done"]
    with postgres_database.reading() as session:
        assert len(task_with(session, "torvet").deadlines) == 2
