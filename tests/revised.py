"""An agreement, and the same one corrected: one of everything that a correction can do."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW
from tracker.agreement.reader import read
from tracker.db.models import Agreement, Proposal, Task
from tracker.db.queries.parts.versions import IN_FORCE
from tracker.documents import Document
from tracker.services.agreements import agreements, revisions
from tracker.services.agreements.agreements import ImportResult
from tracker.services.review import review

TEXT = """Aftale om budget 2021
Holmby Kommune
Indgået den 4. maj 2020

1.1 Nyt torv
Torvet skal fornyes. Et forslag til torvet forelægges Teknik- og Miljøudvalget inden udgangen af marts 2021.

1.2 Flere træer
Der plantes træer langs vejene. En plan for træerne forelægges Teknik- og Miljøudvalget i juni 2021.

1.3 Skolernes læsning
Indsatsen evalueres i efteråret 2022, og evalueringen forelægges Børne- og Skoleudvalget.

1.4 Musikskolen
En redegørelse for musikskolens ventelister forelægges Kultur- og Fritidsudvalget senest den 1. oktober 2021.

1.5 Havnen
Havnens kajer udbedres. En plan for kajerne forelægges Økonomiudvalget inden udgangen af 2021.
"""

CORRECTED = """Aftale om budget 2021
Holmby Kommune
Indgået den 4. maj 2020

1.1 Nyt torv
Torvet skal fornyes. Et forslag til torvet forelægges Teknik- og Miljø-
udvalget inden udgangen af maj 2021.

1.2 Lys i parken
Et forslag til lys i parken forelægges Teknik- og Miljøudvalget inden udgangen af august 2021.

1.3 Flere træer
Der plantes træer langs vejene. En plan for træerne forelægges Teknik- og Miljøudvalget i juni 2021.

1.4 Skolernes læsning
Indsatsen evalueres i efteråret 2022, og evalueringen forelægges Børne- og Skoleudvalget.

1.5 Musikskolen
En redegørelse for musikskolens ventelister forelægges Økonomiudvalget senest den 1. oktober 2021.
"""

SQUARE = date(2021, 3, 31)
SQUARE_CORRECTED = date(2021, 5, 31)


def bring_in(session: Session, *, accept: bool = True) -> ImportResult:
    """Stores the agreement and, if asked, accepts what is dated."""
    result = agreements.import_reading(session, Document(TEXT, "aftale.txt"), read(TEXT), actor=ADMINISTRATION, now=NOW)
    if accept:
        review.accept_dated(session, result.agreement_id, actor=ADMINISTRATION, now=NOW)
    return result


def correct(session: Session, agreement_id: int, text: str = CORRECTED) -> None:
    """Keeps the corrected text as a draft."""
    revisions.prepare(session, agreement_id, Document(text, "rettet.docx"), read(text), actor=ADMINISTRATION, now=NOW)


def proposal_with(session: Session, words: str) -> Proposal:
    """The only proposal that is in force and whose quote holds `words`."""
    return session.scalars(
        select(Proposal).join(Agreement).where(Proposal.quote.contains(words), ~Proposal.set_aside, IN_FORCE)
    ).one()


def task_with(session: Session, words: str) -> Task:
    """The task of that proposal."""
    return session.scalars(select(Task).where(Task.proposal_id == proposal_with(session, words).id)).one()
