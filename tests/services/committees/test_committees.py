"""The register of committees, and their meetings."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import make_committee
from tracker.db.models import Committee
from tracker.domain.meetings import DEFAULT_CUTOFF_DAYS
from tracker.errors import NotFoundError
from tracker.services.committees.committees import find_committee
from tracker.services.committees.register import register_committees
from tracker.settings import CommitteeSettings

REGISTER = [
    CommitteeSettings(name="Økonomiudvalget", abbreviations=("ØU", "ØKU"), cutoff_days=5),
    CommitteeSettings(name="Kulturudvalget"),
]


def test_registering_adds_what_is_missing_and_keeps_what_is_known(session: Session) -> None:
    known = make_committee(session, "Kulturudvalget").id
    register_committees(session, REGISTER)
    register_committees(session, REGISTER)
    found = {each.name: each for each in session.scalars(select(Committee))}
    assert set(found) == {"Økonomiudvalget", "Kulturudvalget"}
    assert found["Kulturudvalget"].id == known
    assert (found["Økonomiudvalget"].abbreviation, found["Økonomiudvalget"].cutoff_days) == ("ØU", 5)
    assert found["Kulturudvalget"].cutoff_days == DEFAULT_CUTOFF_DAYS


def test_a_committee_is_found_by_name_or_abbreviation_whatever_the_case(session: Session) -> None:
    register_committees(session, REGISTER)
    assert find_committee(session, "øu").name == find_committee(session, " økonomiUdvalget ").name == "Økonomiudvalget"
    with pytest.raises(NotFoundError, match="Der er: Kulturudvalget, Økonomiudvalget"):
        find_committee(session, "Havneudvalget")
