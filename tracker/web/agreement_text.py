"""The whole text of an agreement as its pages show it: in parts, with what was found marked in its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tracker.agreement.text.excerpts import body_start
from tracker.db.models import Agreement, AgreementSection, FindingRow, Proposal, ProposalState
from tracker.domain.sections import title_beside
from tracker.web import passages
from tracker.web.translation import gettext as _
from tracker.web.written import danish

_URGENCY = {ProposalState.WAITING: 0, ProposalState.ACCEPTED: 1, ProposalState.REJECTED: 2}
"""Of several proposals on the same words, the most urgent gives them their look."""


AFTER_ALL = "efter"
"""The anchor of what stands after the last section, or of a text without sections."""

FIRST_POSITION = 0
"""The position of an agreement's first section."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section, or what stands before, between or after the sections. `anchor` is its id on the page.

    `chapter` is set where a new chapter begins; `page` is where the part stands in the file, where that told. `waiting`
    counts the proposals in it that nobody has decided.
    """

    anchor: str
    number: str
    title: str
    chapter: str | None
    page: int | None
    blocks: Sequence[passages.Block]
    waiting: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a part begins and ends, and its heading, before it is cut into blocks."""

    anchor: str
    start: int
    end: int
    number: str
    title: str
    chapter: str | None
    heading: str = ""


def parts(
    agreement: Agreement,
    sections: Sequence[AgreementSection],
    proposals: Sequence[Proposal],
    findings: Sequence[FindingRow] = (),
) -> list[Part]:
    """Every word of the agreement, in order."""
    text = agreement.text
    states = {one.id: one.state for one in proposals}
    opened: set[int | None] = set()
    sentences = sorted(map(_sentence, proposals), key=lambda one: _URGENCY[states[one.key or 0]])
    notes = [passages.Note(one.start_offset, one.id) for one in findings if one.end_offset > one.start_offset]
    waiting = [one.start_offset for one in proposals if one.state is ProposalState.WAITING]
    found = []
    for stretch in _stretches(text, sections):
        start = body_start(text, stretch.start, stretch.end, stretch.heading)
        blocks = passages.blocks(
            text,
            start,
            stretch.end,
            # what begins in the heading is marked where it goes on, and what goes on beyond it opens here
            [
                replace(one, anchored=one.key not in opened)
                for one in sentences
                if one.start < stretch.end and start < one.end
            ],
            notes=[one for one in notes if stretch.start <= one.start < stretch.end],
            pages=agreement.pages,
        )
        opened.update(one.key for block in blocks for piece in block.pieces for one in piece.opens)
        found.append(
            Part(
                anchor=stretch.anchor,
                number=stretch.number,
                title=stretch.title,
                chapter=stretch.chapter,
                page=agreement.page_at(stretch.start),
                blocks=blocks,
                waiting=sum(stretch.start <= one < stretch.end for one in waiting),
            )
        )
    return found


def shown_places(found: Sequence[Part]) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the proposals and of the findings that can be pointed to in the text."""
    pieces = [piece for part in found for block in part.blocks for piece in block.pieces]
    proposals = frozenset(one.key for piece in pieces for one in piece.opens if one.key is not None)
    return proposals, frozenset(note.key for piece in pieces for note in piece.notes)


def anchor_of(section: int | None, following: int | None) -> str | None:
    """The anchor of the part that a passage lies in: in a section, or before the one that follows; none where the part
    has no heading of its own."""
    if section is not None:
        return _section_anchor(section)
    if following is None:
        return AFTER_ALL
    return _before_anchor(following) if following == FIRST_POSITION else None


def _section_anchor(position: int) -> str:
    return f"afsnit-{position}"


def _before_anchor(position: int) -> str:
    return f"foran-{position}"


def _sentence(proposal: Proposal) -> passages.Sentence:
    is_rejected = proposal.state is ProposalState.REJECTED
    return passages.Sentence(
        proposal.start_offset,
        proposal.end_offset,
        proposal.id,
        None if is_rejected else proposal.expression_start,
        None if is_rejected else proposal.expression_end,
    )


def _stretches(text: str, sections: Sequence[AgreementSection]) -> Iterator[Stretch]:
    """The sections in the order of the text, and whatever they leave out."""
    place, chapter = 0, None
    for section in sections:
        new = section.chapter if section.chapter != chapter else None
        if text[place : section.start_offset].strip():
            title = _("Indledning") if place == 0 else ""
            between = _before_anchor(section.position)
            yield Stretch(between, place, section.start_offset, "", title, new if place else None, new or "")
            new = None if place else new
        title = danish(title_beside(section.number, section.title)) or ""
        anchor = _section_anchor(section.position)
        yield Stretch(anchor, section.start_offset, section.end_offset, section.number, title, new, section.heading)
        place, chapter = section.end_offset, section.chapter
    if text[place:].strip():
        title = _("Efter det sidste punkt") if place else _("Teksten")
        yield Stretch(AFTER_ALL, place, len(text), "", title, None)
