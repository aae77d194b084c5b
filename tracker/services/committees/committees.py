"""Committees found by what they are called; the register itself stands in `register`."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tracker.db.models import Committee
from tracker.domain.committees import WordKind
from tracker.errors import NotFoundError
from tracker.language import gettext
from tracker.services.committees.register import load_committees


def find_committee(session: Session, name: str) -> Committee:
    """The committee of that name, former name or abbreviation, whatever the case.

    A name of today stands above a former one. Raises `NotFoundError` with those there are.
    """
    committees = load_committees(session)
    wanted = name.strip().casefold()
    called = (
        lambda each: (each.name, *each.abbreviations),
        lambda each: each.words_of(WordKind.FORMER_NAME),
    )
    for names in called:
        for committee in committees:
            if wanted in {word.casefold() for word in names(committee)}:
                return committee
    there = ", ".join(committee.name for committee in committees) or "ingen endnu"
    raise NotFoundError(gettext("Udvalget «%(name)s» findes ikke. Der er: %(there)s.") % {"name": name, "there": there})
