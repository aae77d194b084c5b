"""Links from a task to cases and agenda items. Each change is a line of the task's history, with the whole address."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Task, TaskLink
from tracker.domain.history import EventKind
from tracker.domain.links import MOST_LINKS, LinkKind, check_address
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.tasks.record import committees_of, lock_task, record_event

LONGEST_TITLE = 200
"""Code points in the name of a link."""


def add_link(
    session: Session, task_id: int, kind: LinkKind, *, title: str, address: str, actor: Actor, now: datetime
) -> TaskLink:
    """Adds a link; without a title its address is its name. It changes nothing else, so two people can add at once.

    Raises `InputError` for an address that is none, or stands on the task already, `NotFoundError`, `ForbiddenError`.
    """
    task = _open(session, task_id, actor)
    checked = check_address(address)
    named = " ".join(title.split())
    if len(named) > LONGEST_TITLE:
        raise InputError(
            gettext("Navnet må højst have %(longest_title)s tegn; det har %(count)s.")
            % {"longest_title": LONGEST_TITLE, "count": len(named)},
            "title",
        )
    standing = session.scalars(select(TaskLink).where(TaskLink.task_id == task_id)).all()
    if any(each.address == checked for each in standing):
        raise InputError(gettext("Den adresse står allerede på opgaven."), "address")
    if len(standing) >= MOST_LINKS:
        raise InputError(
            gettext("Der kan højst være %(most_links)s links på en opgave. Fjern et først.")
            % {"most_links": MOST_LINKS},
            "address",
        )
    link = TaskLink(task=task, kind=kind, title=named or checked, address=checked, added_at=now)
    session.add(link)
    record_event(task, EventKind.LINK, actor, now, after=_words(link))
    session.flush()
    return link


def remove_link(session: Session, task_id: int, link_id: int, *, actor: Actor, now: datetime) -> TaskLink:
    """Takes a link away; its address stays in the history. Raises `NotFoundError`, `ForbiddenError`."""
    task = _open(session, task_id, actor)
    link = session.scalar(select(TaskLink).where(TaskLink.id == link_id, TaskLink.task_id == task_id))
    if link is None:
        raise NotFoundError(gettext("Linket findes ikke længere."))
    session.delete(link)
    record_event(task, EventKind.LINK, actor, now, before=_words(link))
    session.flush()
    return link


def _open(session: Session, task_id: int, actor: Actor) -> Task:
    task = lock_task(session, task_id)
    require(actor, Right.SET_STATUS, committees_of(task))
    return task


def _words(link: TaskLink) -> str:
    return link.address if link.title == link.address else f"{link.title} ({link.address})"
