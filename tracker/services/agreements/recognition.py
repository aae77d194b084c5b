"""What a text that comes in is: known already, a corrected version of an agreement, or new."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from tracker.agreement.comparison import Outcome, Promise, compare, letters, resemblance
from tracker.agreement.values import Reading, TaskKind
from tracker.db.models import Agreement, AgreementVersion, AllocationRow
from tracker.domain.revision import LIKE_ANOTHER_FILE, LIKE_ENOUGH, LIKE_ENOUGH_BY_NAME
from tracker.services.agreements import agreements
from tracker.services.agreements.revision_comparison import promises_of, proposals_of


class Arrival(StrEnum):
    """What a text that comes in is to those that are stored."""

    NEW = "new"
    KNOWN = "known"
    RESEMBLES = "resembles"


@dataclass(frozen=True, slots=True)
class Recognition:
    """What a text is, and of which agreement; `share` is how much of the wording both have, from 0 to 1."""

    arrival: Arrival
    agreement_id: int | None = None
    title: str = ""
    share: float = 0.0


def recognise(session: Session, text: str, reading: Reading) -> Recognition:
    """Whether `text` is known, looks like a corrected version of an agreement, or is new.

    Another file of the same agreement, with other page numbers and notes but the same promises, is known.
    """
    known = agreements.find_same(session, text)
    if known is not None:
        return Recognition(Arrival.KNOWN, known.id, known.title, 1.0)
    versions = select(AgreementVersion.text_id)
    best = Recognition(Arrival.NEW)
    for stored in session.scalars(select(Agreement).where(Agreement.id.not_in(versions)).order_by(Agreement.id.desc())):
        share = resemblance(stored.text, text)
        least = LIKE_ENOUGH_BY_NAME if _same_name(stored, reading) else LIKE_ENOUGH
        if share >= least and share > best.share:
            best = Recognition(Arrival.RESEMBLES, stored.id, stored.title, share)
    if best.agreement_id is not None and best.share >= LIKE_ANOTHER_FILE and _promises_the_same(session, best, reading):
        return replace(best, arrival=Arrival.KNOWN)
    return best


def _promises_the_same(session: Session, found: Recognition, reading: Reading) -> bool:
    """Whether a text promises and allocates what an agreement does and nothing else, as its Word file and PDF do."""
    assert found.agreement_id is not None  # noqa: S101 - `recognise` has looked
    standing = promises_of(session, found.agreement_id, proposals_of(session, found.agreement_id).values())
    pairs = compare(standing, _promises_in(reading))
    return all(pair.outcome is Outcome.SAME for pair in pairs) and _allocated(session, found.agreement_id) == sorted(
        (row.section, row.type.value, sorted(row.amounts.items())) for row in reading.allocations
    )


def _allocated(session: Session, agreement_id: int) -> list[tuple[str, str, list[tuple[int, int]]]]:
    rows = select(AllocationRow).where(AllocationRow.agreement_id == agreement_id)
    return sorted(
        (row.section, row.type.value, [(amount.year, amount.kroner) for amount in row.amounts])
        for row in session.scalars(rows.options(selectinload(AllocationRow.amounts)))
    )


def _promises_in(reading: Reading) -> list[Promise]:
    titles = {section.number: section.title for section in reading.sections}
    found = [
        Promise(
            key=place,
            section=each.section,
            section_title=titles.get(each.section, ""),
            title=each.task,
            kind=each.kind,
            committees=tuple(dict.fromkeys(each.committees)),
            start=each.deadline.start if each.deadline else None,
            due=each.deadline.due if each.deadline else None,
            recurrence=each.deadline.series if each.deadline else None,
            quote=each.quote,
        )
        for place, each in enumerate(reading.commitments)
    ]
    for saving in reading.savings:
        first = min((year for year, kroner in saving.amounts.items() if kroner), default=None)
        found.append(
            Promise(
                key=len(found),
                section=None,
                section_title="",
                title=saving.title,
                kind=TaskKind.IMPLEMENTATION,
                committees=(saving.committee,) if saving.committee else (),
                start=date(first, 1, 1) if first else None,
                due=date(first, 12, 31) if first else None,
                recurrence=None,
                quote="",
                code=saving.code,
                amounts=tuple(sorted(saving.amounts.items())),
            )
        )
    return found


def _same_name(stored: Agreement, reading: Reading) -> bool:
    head = reading.agreement
    return (
        letters(stored.title) == letters(head.title or "")
        and stored.organisation == head.organisation
        and len({stored.signed_on, head.signed_on} - {None}) < 2
    )
