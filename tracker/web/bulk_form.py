"""What can be changed of many tasks at once: each change with its fields, read into a call of the service."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.domain.publication import Extent
from tracker.domain.roles import Right
from tracker.domain.status import Status
from tracker.language import mark
from tracker.services.public import publication
from tracker.services.tasks import tasks
from tracker.services.tasks.bulk import Change
from tracker.web import context
from tracker.web.forms import Form
from tracker.web.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Action:
    """A change: what it is called, the right that it asks for, and how its form is read (none where it is wrong)."""

    label: str
    right: Right
    read: Callable[[Form], Change | None]
    fields: tuple[str, ...]
    of_public_page: bool = False

    @property
    def is_there(self) -> bool:
        """Whether this installation has what it changes."""
        return not self.of_public_page or context.runtime().settings.public.enabled


def _status(form: Form) -> Change | None:
    status = form.choice("status", Status, missing=_("Vælg en status."))
    presented_on = form.day("presented_on") if status is Status.PRESENTED else None
    comment = form.text("comment")
    if status is None or not form.is_valid:
        return None
    return _of(tasks.set_status, status, comment=comment, presented_on=presented_on)


def _deadline(form: Form) -> Change | None:
    due = form.day("due", missing=_("Skriv den nye frist."))
    reason = form.text("reason", missing=_("Skriv hvorfor fristen flyttes."))
    return _of(tasks.move_deadline, due, reason=reason) if due and form.is_valid else None


def _owner(form: Form) -> Change | None:
    lead = form.choice("lead", int, missing=_("Vælg det udvalg, der har opgaven."))
    reason = form.text("reason", missing=_("Skriv hvorfor opgaven skifter udvalg."))
    return _of(tasks.change_owners, [lead], reason=reason) if lead is not None and form.is_valid else None


def _responsible(form: Form) -> Change | None:
    chosen = form.value("user")
    user = form.choice("user", int, missing=_("Vælg en person, eller «Ingen».")) if chosen else None
    return _of(tasks.set_responsible, user) if form.is_valid else None


def _drop(form: Form) -> Change | None:
    reason = form.text("reason", missing=_("Skriv hvorfor opgaven udgår."))
    return _of(tasks.drop, reason=reason) if form.is_valid else None


def _publish(form: Form) -> Change | None:
    extent = form.choice("extent", Extent, missing=_("Vælg, hvad der skal vises af aftalen."))
    return _of(publication.approve, extent=extent) if extent is not None and form.is_valid else None


def _withdraw(_form: Form) -> Change | None:
    return _of(publication.withdraw)


def _of(service: Callable[..., object], *values: object, **words: object) -> Change:
    actor, now = context.visitor().actor, context.runtime().now()

    def change(session: Session, task_id: int, revision: int | None) -> object:
        return service(session, task_id, *values, **words, revision=revision, actor=actor, now=now)

    return change


ACTIONS: Mapping[str, Action] = {
    "status": Action(mark("Sæt status"), Right.SET_STATUS, _status, ("status", "presented_on", "comment")),
    "frist": Action(mark("Flyt fristen"), Right.CHANGE_TASK, _deadline, ("due", "reason")),
    "ansvarlig": Action(mark("Vælg ansvarlig"), Right.CHANGE_TASK, _responsible, ("user",)),
    "udvalg": Action(mark("Giv til et andet udvalg"), Right.CHANGE_TASK, _owner, ("lead", "reason")),
    "udgaaet": Action(mark("Lad udgå"), Right.CHANGE_TASK, _drop, ("reason",)),
    "offentlig": Action(mark("Vis på den offentlige side"), Right.PUBLISH, _publish, ("extent",), of_public_page=True),
    "ikke-offentlig": Action(mark("Tag af den offentlige side"), Right.PUBLISH, _withdraw, (), of_public_page=True),
}
"""By the word in the address; labels pass through `gettext` where they are shown."""
