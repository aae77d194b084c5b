"""A corrected text of an agreement is kept as a draft until it is decided on.

Nothing is overwritten unasked. The draft waits, with what was read from it, until a person has said of each change
(`revision_comparison`) whether it is taken over (`revision_takeover`), that the text is an agreement of its own, or
that it is thrown away.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.agreement.comparison import letters
from tracker.agreement.values import Reading
from tracker.db.models import (
    Agreement,
    AgreementVersion,
)
from tracker.documents import Document
from tracker.domain.revision import Standing
from tracker.domain.roles import Right
from tracker.errors import ConflictError, InputError, NotFoundError
from tracker.language import gettext
from tracker.services.actors import Actor, require
from tracker.services.agreements import agreements


def prepare(
    session: Session, agreement_id: int, document: Document, reading: Reading, *, actor: Actor, now: datetime
) -> None:
    """Keeps `document` as the draft of a corrected version; changes nothing that is in force.

    Raises `NotFoundError`, and `InputError` when another draft waits or the text is known already.
    """
    require(actor, Right.IMPORT)
    agreement = in_force(session, agreement_id)
    waiting = _draft(session, agreement_id, lock=True)
    if waiting is not None and letters(waiting.text.text) == letters(document.text):
        return
    if waiting is not None:
        raise _waits(agreement, waiting)
    known = agreements.find_same(session, document.text)
    if known is not None:
        raise InputError(
            gettext("Teksten er indlæst før, som «%(title)s»; der er ikke noget at rette.") % {"title": known.title},
            "revises",
        )
    draft = agreements.add_text(session, document, reading, title=agreement.title, actor=actor, now=now)
    _let_wait(session, agreement, draft, _next_number(session, agreement_id))


def prepare_again(
    session: Session, agreement_id: int, text: str, reading: Reading, *, actor: Actor, now: datetime
) -> None:
    """Keeps what was read anew of `text`, the text in force, as a draft; changes nothing that is in force.

    Raises `NotFoundError`, `InputError` when another draft waits, and `ConflictError` when another text came into force
    while `text` was read: the places that were read are none of its own.
    """
    require(actor, Right.IMPORT)
    agreement = in_force(session, agreement_id)
    waiting = _draft(session, agreement_id, lock=True)
    if waiting is not None:
        raise _waits(agreement, waiting)
    if agreement.text != text:
        raise ConflictError(gettext("Aftalen blev rettet, mens teksten blev læst. Læs den igen."))
    number = _next_number(session, agreement_id)
    document = Document(agreement.text, agreement.file_name, pages=agreement.pages)
    again_as = f"{agreement_id}.{number}"
    draft = agreements.add_text(
        session, document, reading, title=agreement.title, actor=actor, now=now, again_as=again_as
    )
    _let_wait(session, agreement, draft, number)


def _next_number(session: Session, agreement_id: int) -> int:
    former = select(func.count()).select_from(AgreementVersion).where(AgreementVersion.agreement_id == agreement_id)
    return 2 + (session.scalar(former) or 0)


def _let_wait(session: Session, agreement: Agreement, draft: Agreement | None, number: int) -> None:
    version = AgreementVersion(text=draft, agreement_id=agreement.id, standing=Standing.DRAFT, number=number)
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError:  # somebody else was faster
        raise InputError(
            gettext("Der venter allerede en rettet udgave af «%(title)s».") % {"title": agreement.title}, "revises"
        ) from None


def _waits(agreement: Agreement, waiting: AgreementVersion) -> InputError:
    return InputError(
        gettext(
            "Der venter allerede en rettet udgave af «%(title)s» (%(file_name)s). Tag stilling til "
            "den, eller kassér den først."
        )
        % {"title": agreement.title, "file_name": waiting.text.file_name},
        "revises",
    )


def release(session: Session, agreement_id: int, *, actor: Actor) -> Agreement:
    """Says that the draft is no corrected version, but an agreement of its own.

    Raises `InputError` where it is the text in force, read again.
    """
    draft = _let_go(session, agreement_id, actor)
    if draft.text == in_force(session, agreement_id).text:
        raise InputError(gettext("Det er den samme tekst, så den kan ikke være en anden aftale. Kassér den i stedet."))
    return draft


def discard(session: Session, agreement_id: int, *, actor: Actor) -> None:
    """Throws the draft away."""
    session.delete(_let_go(session, agreement_id, actor))
    session.flush()


def _let_go(session: Session, agreement_id: int, actor: Actor) -> Agreement:
    require(actor, Right.IMPORT)
    version = require_draft(session, agreement_id, lock=True)
    draft = version.text
    session.delete(version)
    session.flush()
    return draft


def in_force(session: Session, agreement_id: int) -> Agreement:
    """The agreement; raises `NotFoundError` for one that is not there, or another version of one."""
    agreement = session.get(Agreement, agreement_id)
    if agreement is None or session.get(AgreementVersion, agreement_id) is not None:
        raise NotFoundError(gettext("Aftale %(agreement_id)s findes ikke.") % {"agreement_id": agreement_id})
    return agreement


def require_draft(session: Session, agreement_id: int, *, lock: bool = False) -> AgreementVersion:
    """The draft, locked until the transaction ends if asked; raises `InputError` where none waits."""
    version = _draft(session, agreement_id, lock=lock)
    if version is None:
        raise InputError(gettext("Der venter ingen rettet udgave af aftalen."))
    return version


def _draft(session: Session, agreement_id: int, *, lock: bool = False) -> AgreementVersion | None:
    query = select(AgreementVersion).where(
        AgreementVersion.agreement_id == agreement_id, AgreementVersion.standing == Standing.DRAFT
    )
    return session.scalar(query.with_for_update().execution_options(populate_existing=True) if lock else query)
