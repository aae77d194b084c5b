"""A text that comes in is known, a corrected version of an agreement, or new."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests.readings import READING
from tests.readings import TEXT as SMALL
from tests.revised import CORRECTED, TEXT, bring_in
from tracker.agreement.reader import read
from tracker.services.agreements import recognition
from tracker.services.agreements.recognition import Arrival


def test_a_text_is_recognised_for_what_it_is(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    found = recognition.recognise(session, CORRECTED, read(CORRECTED))
    assert (found.arrival, found.agreement_id, found.title) == (Arrival.RESEMBLES, agreement, "Aftale om budget 2021")
    assert 0.5 < found.share < 0.7
    assert recognition.recognise(session, TEXT.replace(" ", "\n"), read(TEXT)).arrival is Arrival.KNOWN
    assert recognition.recognise(session, SMALL, READING).arrival is Arrival.NEW


def test_another_file_of_the_same_agreement_is_known_by_its_promises(session: Session) -> None:
    agreement = bring_in(session).agreement_id
    printed = TEXT.replace("1.3 Skolernes", "Side 2 af 2\n\n1.3 Skolernes")
    found = recognition.recognise(session, printed, read(printed))
    assert (found.arrival, found.agreement_id, found.share < 1) == (Arrival.KNOWN, agreement, True)
    other = printed.replace("oktober 2021", "november 2021")
    assert recognition.recognise(session, other, read(other)).arrival is Arrival.RESEMBLES
