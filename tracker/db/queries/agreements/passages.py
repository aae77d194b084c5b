"""Where in the agreements' text words stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, aliased

from tracker.db.models import Agreement, AgreementPassage, AgreementSection
from tracker.db.queries.parts.versions import IN_FORCE
from tracker.db.word_index import PASSAGE_WORDS
from tracker.lookup import parse


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage in which all words stand. `section` is the position of the section that it lies in, `following` that of
    the first section after it."""

    agreement_id: int
    agreement: str
    text: str
    section: int | None
    number: str | None
    title: str | None
    following: int | None


@dataclass(frozen=True, slots=True)
class PassagePage:
    """A page of passages; `total` counts the whole."""

    hits: Sequence[PassageHit]
    total: int
    number: int
    size: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // self.size))


def search_passages(
    session: Session, words: str, *, agreement_id: int | None = None, number: int = 1, size: int = 25
) -> PassagePage:
    """The passages of agreements in force that hold all of `words`: newest agreement first, then as the text runs;
    what stands in no section, such as a list of contents, last.

    A page past the end is the last one.
    """
    query = parse(words)
    if query.is_empty:
        return PassagePage((), 0, 1, size)
    where = and_(AgreementPassage.id.in_(PASSAGE_WORDS.matching(session, query)), IN_FORCE)
    if agreement_id is not None:
        where = and_(where, Agreement.id == agreement_id)
    whole = select(func.count()).select_from(AgreementPassage).join(Agreement, _OF_ITS_AGREEMENT).where(where)
    page = PassagePage((), session.scalar(whole) or 0, 1, size)
    number = min(max(number, 1), page.pages)
    return PassagePage(_hits(session, where, number, size) if page.total else (), page.total, number, size)


_OF_ITS_AGREEMENT = AgreementPassage.agreement_id == Agreement.id


def _hits(session: Session, where: ColumnElement[bool], number: int, size: int) -> Sequence[PassageHit]:
    passage, section = AgreementPassage, AgreementSection
    length = passage.end_offset - passage.start_offset
    later, around = aliased(AgreementSection), aliased(AgreementSection)
    following = select(func.min(later.position)).where(
        later.agreement_id == passage.agreement_id, later.start_offset > passage.start_offset
    )
    inside = select(func.min(around.position)).where(
        around.agreement_id == passage.agreement_id,
        around.start_offset <= passage.start_offset,
        around.end_offset > passage.start_offset,
    )
    its_own = and_(section.agreement_id == passage.agreement_id, section.position == inside.scalar_subquery())
    found = session.execute(
        select(
            passage.agreement_id,
            Agreement.title.label("agreement"),
            func.substr(Agreement.text, passage.start_offset + 1, length).label("text"),
            section.position.label("section"),
            section.number,
            section.title,
            following.scalar_subquery().label("following"),
        )
        .join(Agreement, _OF_ITS_AGREEMENT)
        .join(section, its_own, isouter=True)
        .where(where)
        .order_by(Agreement.signed_on.desc(), Agreement.id.desc(), section.position.is_(None), passage.start_offset)
        .limit(size)
        .offset((number - 1) * size)
    )
    return [PassageHit(**row) for row in found.mappings()]
