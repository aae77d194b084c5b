"""What is written into the indexes of words: of tasks what they say, of agreements each passage, of what the public is
shown the approved wording."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session, joinedload

from tracker.agreement.text.paragraphs import paragraphs
from tracker.db.models import (
    Agreement,
    AgreementPassage,
    AgreementSection,
    PublicWording,
    PublishedTask,
    TaskEvent,
)
from tracker.db.queries.tasks.rows import TaskRow
from tracker.db.word_index import PASSAGE_WORDS, TASK_WORDS
from tracker.lookup import terms


def write_tasks(session: Session, rows: Sequence[TaskRow]) -> None:
    """Takes tasks in as they are shown, with everything that was ever written about them."""
    comments = comments_on(session, [row.id for row in rows])
    TASK_WORDS.write(
        session,
        {
            row.id: (
                terms(row.number, row.title),
                terms(row.section_title, row.quote),
                terms(row.responsible, *(committee.name for committee in row.committees)),
                terms(*comments[row.id]),
            )
            for row in rows
        },
    )


def comments_on(session: Session, task_ids: Collection[int]) -> defaultdict[int, list[str]]:
    """What people wrote about each of the tasks, the newest first: comments and reasons."""
    found: defaultdict[int, list[str]] = defaultdict(list)
    for task_id, comment in session.execute(
        select(TaskEvent.task_id, TaskEvent.comment)
        .where(TaskEvent.task_id.in_(task_ids), TaskEvent.comment.is_not(None))
        .order_by(TaskEvent.id.desc())
    ):
        found[task_id].append(comment or "")
    return found


def public_terms(wording: PublicWording) -> str:
    """The terms by which the public finds a task in its approved wording, between spaces."""
    return f" {' '.join(terms(wording.title, wording.status_text, wording.section, wording.passage))} "


def write_public(session: Session) -> None:
    """Takes in anew what the public searches."""
    for published in session.scalars(select(PublishedTask).options(joinedload(PublishedTask.wording))):
        published.words = public_terms(published.wording)
    session.flush()


def write_agreements(session: Session, where: ColumnElement[bool]) -> None:
    """Takes in the text of the agreements that meet `where`, passage by passage."""
    for agreement_id, text in session.execute(select(Agreement.id, Agreement.text).where(where)).all():
        _forget_passages(session, agreement_id)
        sections = AgreementSection.start_offset, AgreementSection.agreement_id == agreement_id
        starts = session.scalars(select(sections[0]).where(sections[1])).all()
        passages = [
            AgreementPassage(agreement_id=agreement_id, start_offset=start, end_offset=end)
            for start, end in paragraphs(text, starts)
        ]
        session.add_all(passages)
        session.flush()
        PASSAGE_WORDS.write(
            session, {each.id: (terms(text[each.start_offset : each.end_offset]),) for each in passages}
        )


def _forget_passages(session: Session, agreement_id: int) -> None:
    mine = AgreementPassage.agreement_id == agreement_id
    PASSAGE_WORDS.forget(session, select(AgreementPassage.id).where(mine))
    session.execute(delete(AgreementPassage).where(mine))
