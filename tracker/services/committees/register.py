"""The register of committees: the configuration begins it, people keep it, and the reader reads by it.

The configuration is taken in once: a committee that it names and that the register lacks is added. What stands in the
register is never changed by it again, so that nothing is lost that a person has written; `overwrite` does it if asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select, update
from sqlalchemy.orm import Session, selectinload

from tracker.agreement.owners.register import Committee as ReadingCommittee
from tracker.agreement.owners.register import Register
from tracker.danish import sort_key
from tracker.db.models import Committee, CommitteeWord, ProposalCommittee, User
from tracker.domain.committees import WordKind
from tracker.domain.roles import Right, Role
from tracker.errors import InputError, NotFoundError
from tracker.language import day_words, gettext, list_of
from tracker.services.actors import Actor, require
from tracker.services.committees.meeting_rules import apply_configured_rules
from tracker.settings import CommitteeSettings

LONGEST_ABBREVIATION = 20


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name that a committee had, and its last day where that is known."""

    name: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """What the register says of a committee; the rules of its meetings stand in `meeting_rules`."""

    name: str
    abbreviations: tuple[str, ...] = ()
    former_names: tuple[FormerName, ...] = ()
    administrations: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    chair: str | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    successor: str | None = None

    @classmethod
    def of_settings(cls, entry: CommitteeSettings) -> Entry:
        """What the configuration says."""
        former = tuple(FormerName(each.name, each.until) for each in entry.former_names)
        return cls(
            entry.name,
            entry.abbreviations,
            former,
            entry.administrations,
            entry.subjects,
            entry.chair,
            entry.valid_from,
            entry.valid_until,
            entry.successor,
        )

    @classmethod
    def of(cls, committee: Committee) -> Entry:
        """What stands."""
        former = [word for word in committee.words if word.kind is WordKind.FORMER_NAME]
        return cls(
            committee.name,
            committee.abbreviations,
            tuple(FormerName(word.words, word.until) for word in former),
            committee.words_of(WordKind.ADMINISTRATION),
            committee.words_of(WordKind.SUBJECT),
            committee.chair,
            committee.valid_from,
            committee.valid_until,
            committee.successor.name if committee.successor else None,
        )

    def told(self) -> dict[str, str]:
        """The facts by their Danish names, as people read them; empty ones are left out."""
        former = [
            each.name + (gettext(" (til %(day)s)") % {"day": day_words(each.until)} if each.until else "")
            for each in self.former_names
        ]
        facts = {
            gettext("Forkortelser"): list_of(self.abbreviations),
            gettext("Tidligere navne"): list_of(former),
            gettext("Forvaltninger"): list_of(self.administrations),
            gettext("Emner"): list_of(self.subjects),
            gettext("Formand"): self.chair or "",
            gettext("Findes fra"): day_words(self.valid_from) if self.valid_from else "",
            gettext("Findes til"): day_words(self.valid_until) if self.valid_until else "",
            gettext("Efterfølger"): self.successor or "",
        }
        return {name: value for name, value in facts.items() if value}


def load_committees(session: Session) -> list[Committee]:
    """Every committee by name, with all that the register knows of it."""
    found = session.scalars(
        select(Committee).options(
            selectinload(Committee.words), selectinload(Committee.successor), selectinload(Committee.secretaries)
        )
    )
    return sorted(found, key=lambda each: sort_key(each.name))


def owners_by_name(session: Session, today: date) -> dict[str, Committee]:
    """Who answers by `today` for what each name means: a committee, or the successor that has taken over from it."""
    committees = load_committees(session)
    found = {word: each for each in committees for word in each.words_of(WordKind.FORMER_NAME)}
    found |= {each.name: each for each in committees}
    return {name: _answering(committee, today) for name, committee in found.items()}


def _answering(committee: Committee, today: date) -> Committee:
    seen = {committee}
    while committee.has_ended(today) and committee.successor and committee.successor not in seen:
        committee = committee.successor
        seen.add(committee)
    return committee


def load_register(session: Session, entries: Iterable[CommitteeSettings] = ()) -> Register:
    """The register as the reader takes it: what stands, and those of the configuration that would be added to it."""
    known = load_committees(session)
    standing = [Entry.of(each) for each in known if each.registered]
    missing = [Entry.of_settings(entry) for entry in entries if _lacks(known, entry)]
    return _register([*standing, *missing])


def reading_register(entries: Iterable[CommitteeSettings]) -> Register:
    """The register of the configuration alone, for reading without a database."""
    return _register([Entry.of_settings(entry) for entry in entries])


def register_committees(session: Session, entries: Sequence[CommitteeSettings]) -> list[str]:
    """Adds to the register the committees of the configuration that it lacks; returns their names.

    The rules of their meetings follow the configuration until somebody changes them by hand.
    """
    known = load_committees(session)
    by_name = {each.name.casefold(): each for each in known}
    added = []
    for entry in entries:
        if not _lacks(known, entry):
            continue
        committee = by_name.get(entry.name.casefold())
        if committee is None:
            committee = by_name[entry.name.casefold()] = Committee(name=entry.name, words=[])
            session.add(committee)
        added.append((committee, entry))
    _write_settings(session, added)
    apply_configured_rules(session, entries)
    return [committee.name for committee, _entry in added]


def differences(session: Session, entries: Iterable[CommitteeSettings]) -> dict[str, dict[str, tuple[str, str]]]:
    """Where the register says otherwise than the configuration: by committee and fact, what each of the two says."""
    standing = {each.name.casefold(): Entry.of(each) for each in load_committees(session)}
    found = {}
    for entry in entries:
        there = standing[entry.name.casefold()].told() if entry.name.casefold() in standing else {}
        wanted = Entry.of_settings(entry).told()
        facts = {name for name in (*wanted, *there) if there.get(name) != wanted.get(name)}
        if facts:
            order = [name for name in dict.fromkeys((*wanted, *there)) if name in facts]
            found[entry.name] = {name: (there.get(name, ""), wanted.get(name, "")) for name in order}
    return found


def overwrite(session: Session, entries: Sequence[CommitteeSettings], *, actor: Actor) -> None:
    """Makes the register say what the configuration says of its committees; others are left alone."""
    require(actor, Right.ADMINISTER)
    register_committees(session, entries)
    by_name = {each.name.casefold(): each for each in load_committees(session)}
    _write_settings(
        session, [(by_name[entry.name.casefold()], entry) for entry in entries if entry.name.casefold() in by_name]
    )


def add(session: Session, entry: Entry, *, actor: Actor) -> Committee:
    """Adds a committee. Raises `InputError` for one that is there, and for names that mean another one."""
    require(actor, Right.ADMINISTER)
    standing = next((each for each in load_committees(session) if each.name.casefold() == entry.name.casefold()), None)
    if standing is not None and standing.registered:
        raise InputError(gettext("%(name)s står allerede i registret.") % {"name": standing.name}, "name")
    committee = standing or Committee(name=entry.name.strip(), words=[])
    session.add(committee)
    _check(session, committee, entry)
    _write(session, committee, entry)
    return committee


def correct(session: Session, committee_id: int, entry: Entry, *, actor: Actor) -> Committee:
    """Gives a committee what `entry` says; a name that it loses becomes a former name. Raises as `add`."""
    require(actor, Right.ADMINISTER)
    committee = load_committee(session, committee_id)
    _check(session, committee, entry)
    _write(session, committee, entry)
    return committee


def rename(session: Session, committee_id: int, name: str, *, until: date | None, actor: Actor) -> Committee:
    """Gives a committee another name; the one before is kept as a former name, `until` and with a day."""
    require(actor, Right.ADMINISTER)
    committee = load_committee(session, committee_id)
    standing = Entry.of(committee)
    if committee.name == name.strip():
        raise InputError(gettext("Udvalget hedder allerede %(name)s.") % {"name": committee.name}, "name")
    former = (*standing.former_names, FormerName(committee.name, until))
    return correct(session, committee_id, replace(standing, name=name, former_names=former), actor=actor)


def load_committee(session: Session, committee_id: int) -> Committee:
    """One committee with all that the register knows of it; raises `NotFoundError`."""
    found = next((each for each in load_committees(session) if each.id == committee_id), None)
    if found is None:
        raise NotFoundError(gettext("Udvalget findes ikke."))
    return found


def _lacks(known: Iterable[Committee], entry: CommitteeSettings) -> bool:
    """Whether the register has no committee of that name, and none that has been renamed from it."""
    called = (name for each in known if each.registered for name in (each.name, *each.words_of(WordKind.FORMER_NAME)))
    return entry.name.casefold() not in {name.casefold() for name in called}


def _register(entries: Iterable[Entry]) -> Register:
    return Register(
        tuple(
            ReadingCommittee(
                name=entry.name,
                abbreviations=entry.abbreviations,
                former_names=tuple(each.name for each in entry.former_names),
                subjects=entry.subjects,
                administrations=entry.administrations,
                valid_from=entry.valid_from,
                valid_until=entry.valid_until,
                successor=entry.successor,
            )
            for entry in entries
        )
    )


def _check(session: Session, committee: Committee, entry: Entry) -> None:
    """Raises `InputError` where the entry cannot stand beside the others."""
    if not entry.name.strip():
        raise InputError(gettext("Skriv udvalgets navn."), "name")
    if entry.valid_from and entry.valid_until and entry.valid_until < entry.valid_from:
        raise InputError(gettext("Udvalget kan ikke slutte, før det begynder."), "valid_until")
    if entry.successor and entry.successor.casefold() in (entry.name.casefold(), committee.name.casefold()):
        raise InputError(gettext("Et udvalg kan ikke afløse sig selv."), "successor")
    if entry.successor and not entry.valid_until:
        raise InputError(gettext("Skriv udvalgets sidste dag, når det har en efterfølger."), "valid_until")
    if any(len(each) > LONGEST_ABBREVIATION for each in entry.abbreviations):
        raise InputError(
            gettext("En forkortelse har højst %(longest_abbreviation)s tegn.")
            % {"longest_abbreviation": LONGEST_ABBREVIATION},
            "abbreviations",
        )
    others = [each for each in load_committees(session) if each is not committee and each.name != committee.name]
    _check_beside(others, entry)


def _check_beside(others: Sequence[Committee], entry: Entry) -> None:
    for other in others:
        if other.name.casefold() == entry.name.strip().casefold():
            raise InputError(gettext("%(name)s findes allerede.") % {"name": other.name}, "name")
        taken = {each.casefold() for each in other.abbreviations} if not other.valid_until else set()
        for abbreviation in entry.abbreviations:
            if not entry.valid_until and abbreviation.casefold() in taken:
                raise InputError(
                    gettext("Forkortelsen %(abbreviation)s bruges af %(name)s.")
                    % {"abbreviation": abbreviation, "name": other.name},
                    "abbreviations",
                )
    if entry.successor and all(each.name != entry.successor for each in others):
        raise InputError(
            gettext("Efterfølgeren %(successor)s findes ikke.") % {"successor": entry.successor}, "successor"
        )


def _write(session: Session, committee: Committee, entry: Entry) -> None:
    name, before = entry.name.strip(), committee.name
    former = list(entry.former_names)
    if committee.id is not None and before != name:
        if all(each.name != before for each in former):
            former.append(FormerName(before))
        # Proposals name their committees, and go on meaning this one.
        session.execute(update(ProposalCommittee).where(ProposalCommittee.name == before).values(name=name))
    committee.name, committee.registered, committee.chair = name, True, entry.chair
    committee.valid_from, committee.valid_until = entry.valid_from, entry.valid_until
    committee.abbreviation = entry.abbreviations[0] if entry.abbreviations else None
    _write_words(committee, entry, [each for each in former if each.name != name])
    session.flush()
    committee.successor = (
        session.scalar(select(Committee).where(Committee.name == entry.successor)) if entry.successor else None
    )
    session.flush()


def _write_words(committee: Committee, entry: Entry, former: Sequence[FormerName]) -> None:
    wanted: dict[tuple[WordKind, str], date | None] = {}
    for kind, words in (
        (WordKind.ABBREVIATION, entry.abbreviations[1:]),
        (WordKind.ADMINISTRATION, entry.administrations),
        (WordKind.SUBJECT, entry.subjects),
    ):
        wanted |= {(kind, each): None for each in words}
    wanted |= {(WordKind.FORMER_NAME, each.name): each.until for each in former}
    standing = {(word.kind, word.words): word for word in committee.words}
    committee.words = [standing.get((kind, words)) or CommitteeWord(kind=kind, words=words) for kind, words in wanted]
    for word in committee.words:
        word.until = wanted[word.kind, word.words]


def _write_settings(session: Session, entries: Sequence[tuple[Committee, CommitteeSettings]]) -> None:
    for committee, settings in entries:
        entry = Entry.of_settings(settings)
        _write(session, committee, replace(entry, successor=None))
        if settings.secretaries:
            mails = [each.strip().lower() for each in settings.secretaries]
            wanted = select(User).where(User.email.in_(mails), User.role == Role.SECRETARY)
            committee.secretaries = list(session.scalars(wanted))
    by_name = {each.name: each for each in load_committees(session)}
    for committee, settings in entries:  # when all are there
        committee.successor = by_name.get(settings.successor or "")
    session.flush()
