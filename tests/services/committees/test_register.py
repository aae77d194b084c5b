"""The register of committees: begun by the configuration, kept by people, and read by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories import ADMINISTRATION, NOW, import_agreement, make_committee, make_user
from tests.readings import CULTURE
from tests.readings import SCHOOLS as READ_SCHOOLS
from tracker.agreement.owners.committees import roll
from tracker.db.models import Committee, Proposal, Task
from tracker.domain.roles import Role
from tracker.errors import ForbiddenError, InputError, NotFoundError
from tracker.services.actors import COMMAND_LINE
from tracker.services.committees import register
from tracker.services.committees.committees import find_committee
from tracker.services.committees.register import Entry, FormerName, load_register, register_committees
from tracker.services.review import review
from tracker.settings import CommitteeSettings, FormerNameSettings

SCHOOLS = CommitteeSettings(
    name="Børne- og Skoleudvalget",
    abbreviations=("BSU", "BS"),
    former_names=(FormerNameSettings(name="Skoleudvalget", until=date(2013, 12, 31)), FormerNameSettings(name="BUU")),
    administrations=("Center for Skole",),
    subjects=("skole", "elev"),
    chair="Karen Holm",
    secretaries=("rita@example.dk", "ingen@example.dk"),
    valid_from=date(2014, 1, 1),
)
OLD = CommitteeSettings(name="Ungeudvalget", valid_until=date(2013, 12, 31), successor="Børne- og Skoleudvalget")


def entry_of(session: Session, name: str) -> Entry:
    session.expire_all()
    return Entry.of(find_committee(session, name))


def test_the_configuration_is_taken_in_with_all_that_it_says(session: Session) -> None:
    secretary = make_user(session, "Rita Lund", role=Role.SECRETARY)
    secretary.email = "rita@example.dk"
    assert register_committees(session, [OLD, SCHOOLS]) == [OLD.name, SCHOOLS.name]
    assert entry_of(session, SCHOOLS.name) == Entry.of_settings(SCHOOLS)
    assert entry_of(session, OLD.name).successor == SCHOOLS.name
    committee = find_committee(session, SCHOOLS.name)
    assert (committee.registered, committee.secretaries) == (True, [secretary])


def test_what_was_edited_is_never_changed_by_the_configuration(session: Session) -> None:
    register_committees(session, [SCHOOLS])
    edited = replace(entry_of(session, "BSU"), chair="Bo Dam", subjects=("skole",), abbreviations=("BØS",))
    register.correct(session, find_committee(session, "BSU").id, edited, actor=COMMAND_LINE)
    assert register_committees(session, [SCHOOLS]) == []
    assert entry_of(session, "BØS") == edited


def test_a_committee_that_was_renamed_is_not_made_again(session: Session) -> None:
    register_committees(session, [SCHOOLS])
    committee = find_committee(session, "BSU")
    register.rename(session, committee.id, "Læringsudvalget", until=date(2021, 12, 31), actor=COMMAND_LINE)
    assert register_committees(session, [SCHOOLS]) == []
    assert [each.name for each in session.scalars(select(Committee))] == ["Læringsudvalget"]
    assert FormerName(SCHOOLS.name, date(2021, 12, 31)) in entry_of(session, "Læringsudvalget").former_names


def test_the_configuration_is_compared_and_made_to_stand_when_asked(session: Session) -> None:
    register_committees(session, [SCHOOLS])
    other = make_committee(session, "Havneudvalget")
    committee_id = find_committee(session, "BSU").id
    standing = entry_of(session, "BSU")
    register.correct(session, committee_id, replace(standing, chair="Bo Dam", subjects=()), actor=COMMAND_LINE)
    assert register.differences(session, [SCHOOLS, OLD]) == {
        SCHOOLS.name: {"Emner": ("", "skole og elev"), "Formand": ("Bo Dam", "Karen Holm")},
        OLD.name: {"Findes til": ("", "31. december 2013"), "Efterfølger": ("", SCHOOLS.name)},
    }
    register.overwrite(session, [SCHOOLS, OLD], actor=COMMAND_LINE)
    assert register.differences(session, [SCHOOLS, OLD]) == {}
    assert not other.registered


def test_proposals_follow_a_committee_that_is_renamed(session: Session) -> None:
    import_agreement(session, accept=False)
    committee = find_committee(session, CULTURE)
    register.rename(session, committee.id, "Kulturudvalget", until=None, actor=COMMAND_LINE)
    named = {each.name for proposal in session.scalars(select(Proposal)) for each in proposal.committees}
    assert CULTURE not in named
    assert "Kulturudvalget" in named
    assert find_committee(session, CULTURE).name == "Kulturudvalget"


def test_the_reader_reads_by_what_a_person_wrote(session: Session) -> None:
    make_committee(session, "Havneudvalget")
    register.add(
        session,
        Entry("Kultur- og Fritidsudvalget", ("KFU",), (FormerName("Kulturudvalget"),), subjects=("musik",)),
        actor=COMMAND_LINE,
    )
    found = load_register(session, [SCHOOLS])
    assert [each.name for each in found.committees] == ["Kultur- og Fritidsudvalget", SCHOOLS.name]
    mentions = roll("", found).mentions("Kulturudvalget, KFU og BSU mødes.")
    assert [each.name for each in mentions] == ["Kultur- og Fritidsudvalget"] * 2 + [SCHOOLS.name]


@pytest.mark.parametrize(
    ("wrong", "field", "words"),
    [
        (Entry(" "), "name", "Skriv udvalgets navn"),
        (Entry("havneUdvalget"), "name", "Havneudvalget findes allerede"),
        (Entry("Nyt", ("HU",)), "abbreviations", "Forkortelsen HU bruges af Havneudvalget"),
        (Entry("Nyt", ("X" * 21,)), "abbreviations", "højst 20 tegn"),
        (Entry("Nyt", valid_from=date(2020, 1, 2), valid_until=date(2020, 1, 1)), "valid_until", "før det begynder"),
        (Entry("Nyt", successor="Havneudvalget"), "valid_until", "sidste dag"),
        (Entry("Nyt", successor="Nyt", valid_until=date(2020, 1, 1)), "successor", "afløse sig selv"),
        (Entry("Nyt", successor="Intet", valid_until=date(2020, 1, 1)), "successor", "Intet findes ikke"),
    ],
)
def test_an_entry_that_cannot_stand_is_refused(session: Session, wrong: Entry, field: str, words: str) -> None:
    register.add(session, Entry("Havneudvalget", ("HU",)), actor=COMMAND_LINE)
    own = register.add(session, Entry("Eget udvalg"), actor=COMMAND_LINE)
    with pytest.raises(InputError, match=words) as caught:
        register.correct(session, own.id, wrong, actor=COMMAND_LINE)
    assert caught.value.field == field


def test_a_committee_is_added_once_and_only_by_an_administrator(session: Session) -> None:
    found = make_committee(session, "Havneudvalget")
    with pytest.raises(ForbiddenError):
        register.add(session, Entry("Havneudvalget"), actor=ADMINISTRATION)
    assert register.add(session, Entry("Havneudvalget", chair="Bo"), actor=COMMAND_LINE) is found
    with pytest.raises(InputError, match="står allerede i registret"):
        register.add(session, Entry("Havneudvalget"), actor=COMMAND_LINE)
    with pytest.raises(NotFoundError):
        register.correct(session, 4711, Entry("X"), actor=COMMAND_LINE)


def test_what_is_accepted_later_is_owned_by_whoever_has_taken_over(session: Session) -> None:
    agreement = import_agreement(session, accept=False)
    heir = register.add(session, Entry("Fritidsudvalget"), actor=COMMAND_LINE)
    ended = Entry(CULTURE, valid_until=date(2018, 10, 8), successor="Fritidsudvalget")
    register.correct(session, find_committee(session, CULTURE).id, ended, actor=COMMAND_LINE)
    review.accept_dated(session, agreement, actor=ADMINISTRATION, now=NOW)
    owned = {owner.committee.name for task in session.scalars(select(Task)) for owner in task.owners}
    assert owned == {heir.name, READ_SCHOOLS}
