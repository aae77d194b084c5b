"""Approving what the public is shown of a task, taking it away, and showing it again.

Nothing is shown before somebody approved it, word for word; what follows from the ledger (state, dates, committees)
stays as true as it is. Whether the page exists at all is a setting, and not asked here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.agreement.text.excerpts import around, around_in_section
from tracker.db.models import AgreementSection, Proposal, PublicWording, PublishedTask, Task
from tracker.db.queries.public.publication import publication_of
from tracker.db.queries.tasks.task_page import section_of
from tracker.db.wording import public_terms
from tracker.domain.history import EventKind
from tracker.domain.publication import LONGEST_STATUS, LONGEST_TITLE, Extent, Passage, Wording
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor
from tracker.services.tasks.record import open_for_change, record_event


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody wants to be shown of a task."""

    title: str
    status_text: str = ""
    extent: Extent = Extent.AROUND


@dataclass(frozen=True, slots=True)
class _Place:
    """A sentence in an agreement's text, and the words in it (or near it) that give the time."""

    start: int
    end: int
    words_start: int | None
    words_end: int | None


def compose(session: Session, task: Task, draft: Draft) -> Wording:
    """The wording that approving `draft` would show. Raises `InputError` for what cannot be shown."""
    words = task.words
    if words is None or task.agreement_id is None:
        raise InputError(gettext("Kun opgaver fra en aftale kan vises på den offentlige side."), "title")
    section = section_of(session, words)
    return Wording(
        title=checked_title(draft.title, gettext("Skriv, hvad løftet skal hedde.")),
        status_text=checked_words(draft.status_text, LONGEST_STATUS, "status_text") or None,
        section=_heading(section),
        passage=_cut(words, section, draft.extent),
        place=words.start_offset,
    )


def approve(
    session: Session,
    task_id: int,
    draft: Draft | None = None,
    *,
    extent: Extent = Extent.SENTENCE,
    seal: str | None = None,
    revision: int | None,
    actor: Actor,
    now: datetime,
) -> Task:
    """Shows a task in the words of `draft`; without one under its own title, where nothing of it is shown yet.

    `seal` is that of the wording that was looked at (`Wording.seal`); where the words would be others by now, nothing
    is approved. Raises `InputError`, `ConflictError`, `NotFoundError`, `ForbiddenError`.
    """
    task = _open(session, task_id, revision, actor)
    standing = publication_of(session, task_id)
    if draft is None and standing is not None and standing.shown:
        raise InputError(gettext("Opgaven vises allerede. Ret teksten på opgavens egen side."), "opgave")
    wording = compose(session, task, draft or Draft(task.title, extent=extent))
    if seal is not None and seal != wording.seal:
        raise InputError(
            gettext("Teksten er en anden end den, der blev vist. Se den igennem herunder, og godkend så."), "title"
        )
    before = standing.wording.title if standing and standing.shown else None
    _show(session, task, _store(session, task, wording, actor, now))
    record_event(task, EventKind.PUBLICATION, actor, now, before=before, after=wording.title)
    session.flush()
    return task


def withdraw(session: Session, task_id: int, *, revision: int | None = None, actor: Actor, now: datetime) -> Task:
    """Shows a task no more; its wordings are kept. Raises as `approve` does."""
    task = _open(session, task_id, revision, actor)
    standing = publication_of(session, task_id)
    if standing is None or not standing.shown:
        raise InputError(gettext("Opgaven vises ikke på den offentlige side."), "opgave")
    standing.shown = False
    record_event(task, EventKind.PUBLICATION, actor, now, before=standing.wording.title)
    session.flush()
    return task


def show_again(session: Session, task_id: int, number: int, *, actor: Actor, now: datetime) -> Task:
    """Shows a wording that was approved before. Raises as `approve` does."""
    task = _open(session, task_id, None, actor)
    stored = session.scalar(
        select(PublicWording).where(PublicWording.task_id == task_id, PublicWording.number == number)
    )
    if stored is None:
        raise NotFoundError(gettext("Teksten findes ikke."))
    standing = publication_of(session, task_id)
    if standing is not None and standing.shown and standing.wording_id == stored.id:
        raise InputError(gettext("Den tekst vises allerede."), "title")
    before = standing.wording.title if standing and standing.shown else None
    _show(session, task, stored)
    record_event(task, EventKind.PUBLICATION, actor, now, before=before, after=stored.title)
    session.flush()
    return task


def checked_title(typed: str, missing: str) -> str:
    """A title in one line. Raises `InputError`, with `missing` where there is none."""
    words = checked_words(" ".join(typed.split()), LONGEST_TITLE, "title")
    if not words:
        raise InputError(missing, "title")
    return words


def checked_words(typed: str, longest: int, field: str) -> str:
    """What was typed, without needless spaces. Raises `InputError` on `field` for what is too long."""
    words = "\n".join(" ".join(line.split()) for line in typed.strip().splitlines())
    if len(words) > longest:
        said = gettext("Teksten må højst have %(limit)s tegn; den har %(count)s.")
        raise InputError(said % {"limit": longest, "count": len(words)}, field)
    return words


def _open(session: Session, task_id: int, revision: int | None, actor: Actor) -> Task:
    wish = {gettext("Offentlig side"): gettext("ændret")}
    return open_for_change(session, task_id, Right.PUBLISH, revision, actor, wish)


def _heading(section: AgreementSection | None) -> str | None:
    return section.heading if section else None


def _cut(words: Proposal, section: AgreementSection | None, extent: Extent) -> Passage | None:
    if extent is Extent.NONE:
        return None
    text = words.agreement.text
    place = _Place(words.start_offset, words.end_offset, words.expression_start, words.expression_end)
    start, end = place.start, place.end
    if extent is Extent.AROUND and words.saving_id is None:  # around a row of a table stand other rows
        if section is None:
            start, end = around(text, place)
        else:
            start, end = around_in_section(text, place, section.start_offset, section.end_offset, section.heading)
    while start < place.start and text[start].isspace():
        start += 1
    while end > place.end and text[end - 1].isspace():
        end -= 1
    marked = None not in (place.words_start, place.words_end)
    marked = marked and start <= (place.words_start or 0) and (place.words_end or 0) <= end
    return Passage(
        text[start:end],
        place.start - start,
        place.end - start,
        (place.words_start or 0) - start if marked else None,
        (place.words_end or 0) - start if marked else None,
    )


def _store(session: Session, task: Task, wording: Wording, actor: Actor, now: datetime) -> PublicWording:
    number = session.scalar(select(func.max(PublicWording.number)).where(PublicWording.task_id == task.id)) or 0
    passage = wording.passage
    stored = PublicWording(
        task_id=task.id,
        number=number + 1,
        title=wording.title,
        status_text=wording.status_text,
        section=wording.section,
        passage=passage.text if passage else None,
        sentence_start=passage.start if passage else None,
        sentence_end=passage.end if passage else None,
        words_start=passage.words_start if passage else None,
        words_end=passage.words_end if passage else None,
        place=wording.place,
        approved_at=now,
        approved_by_id=actor.user_id,
        approved_by=actor.name,
    )
    session.add(stored)
    session.flush()
    return stored


def _show(session: Session, task: Task, wording: PublicWording) -> None:
    found = public_terms(wording)
    standing = session.get(PublishedTask, task.id)
    if standing is None:
        session.add(PublishedTask(task_id=task.id, wording=wording, shown=True, words=found))
    else:
        standing.wording, standing.shown, standing.words = wording, True, found
