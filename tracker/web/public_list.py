"""A list of commitments as the public sees it, gathered for the page itself and for whoever approves it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from sqlalchemy.orm import Session

from tracker.db.queries.public import public_page as queries
from tracker.db.queries.public.public_page import Commitment, CommitmentPage, Figures, PublicAgreement, PublicOrder
from tracker.db.queries.tasks.rows import CommitteeName
from tracker.domain.publication import Passage
from tracker.web import passages
from tracker.web.forms import Form
from tracker.web.public_selection import PublicSelection


@dataclass(frozen=True, slots=True)
class Group:
    """Commitments that follow each other under one heading; none where they have no section or no committee."""

    heading: str | None
    lines: Sequence[Commitment]


@dataclass(frozen=True, slots=True)
class CommitmentList:
    """What a list shows. `figures` count what was chosen, whatever its state."""

    selection: PublicSelection
    figures: Figures
    page: CommitmentPage
    groups: Sequence[Group]
    committees: Sequence[CommitteeName]


Address = Callable[[PublicSelection], str]


def shown(found: CommitmentList, address: Address) -> dict[str, Any]:
    """What the template of a list is told; `address` gives the address of a selection."""
    selection = found.selection
    return {
        "found": found,
        "form": Form({name: value for name, value in selection.address().items() if name != "side"}),
        "address": address,
        "page_address": lambda number: address(selection.at(number)),
        "everything": PublicSelection(),
        "committees": [(each.id, each.name) for each in found.committees],
    }


def list_of_commitments(
    session: Session, agreement: PublicAgreement, selection: PublicSelection, *, today: date
) -> CommitmentList:
    """The commitments of an agreement that a selection asks for."""
    wanted, order = selection.filter, selection.order
    page = queries.page_of_commitments(session, agreement.id, wanted, today=today, order=order, number=selection.page)
    by_committee = order is PublicOrder.COMMITTEE
    groups = groupby(page.lines, key=lambda each: each.lead if by_committee else each.section)
    return CommitmentList(
        selection=selection.at(page.number),
        figures=queries.figures_of(session, agreement.id, wanted, today=today),
        page=page,
        groups=[Group(heading, tuple(lines)) for heading, lines in groups],
        committees=queries.committees_of(session, agreement.id),
    )


def passage_blocks(passage: Passage) -> list[passages.Block]:
    """The paragraphs of an approved passage, with its sentence and the words that give the time marked."""
    sentence = passages.Sentence(
        passage.start, passage.end, words_start=passage.words_start, words_end=passage.words_end
    )
    return passages.blocks(passage.text, 0, len(passage.text), [sentence])
