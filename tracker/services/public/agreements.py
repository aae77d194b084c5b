"""Whether the public is shown an agreement at all: the gate before every commitment in it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.db.models import Agreement, PublishedAgreement
from tracker.db.queries.parts.versions import IN_FORCE
from tracker.domain.administration import AdministrationKind
from tracker.domain.publication import LONGEST_STATUS
from tracker.domain.roles import Right
from tracker.errors import InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.administration import record
from tracker.services.public.publication import checked_title, checked_words


def publish_agreement(
    session: Session, agreement_id: int, *, title: str, introduction: str = "", actor: Actor, now: datetime
) -> PublishedAgreement:
    """Shows an agreement with its approved commitments, under an approved title.

    Raises `InputError`, `NotFoundError` for what is no agreement in force, `ForbiddenError`.
    """
    require(actor, Right.PUBLISH)
    _lock(session, agreement_id)
    named = checked_title(title, gettext("Skriv, hvad aftalen skal hedde."))
    words = checked_words(introduction, LONGEST_STATUS, "introduction") or None
    standing = session.get(PublishedAgreement, agreement_id)
    before = standing.introduction if standing is not None and standing.shown else None
    if standing is None:
        standing = PublishedAgreement(agreement_id=agreement_id)
        session.add(standing)
    standing.shown, standing.title, standing.introduction, standing.changed_at = True, named, words, now
    record(
        session,
        AdministrationKind.AGREEMENT_PUBLISHED,
        named,
        before=before,
        after=words,
        actor=actor,
        now=now,
    )
    return standing


def withdraw_agreement(session: Session, agreement_id: int, *, actor: Actor, now: datetime) -> PublishedAgreement:
    """Shows an agreement no more, and so none of its commitments; what was approved is kept. Raises as above."""
    require(actor, Right.PUBLISH)
    _lock(session, agreement_id)
    standing = session.get(PublishedAgreement, agreement_id)
    if standing is None or not standing.shown:
        raise InputError(gettext("Aftalen vises ikke på den offentlige side."), "title")
    standing.shown, standing.changed_at = False, now
    record(
        session,
        AdministrationKind.AGREEMENT_WITHDRAWN,
        standing.title,
        before=standing.introduction,
        actor=actor,
        now=now,
    )
    return standing


def _lock(session: Session, agreement_id: int) -> None:
    """Two people who change it follow each other."""
    query = select(Agreement.id).where(Agreement.id == agreement_id, IN_FORCE).with_for_update(of=Agreement)
    if session.scalar(query) is None:
        raise NotFoundError(gettext("Aftalen findes ikke."))
