"""A language that nobody speaks, in which a page is read to see whether a text of it is left untranslated.

In it the letters of a text that passes the catalogue are wide ones («Ｆｒｉｓｔ»), and whatever people or agreements
have written is Greek. Any other word of Latin letters that is seen on a page went past the catalogue.

Greek stands for Danish: it must be within `lang="da"`, and nothing else may. The names of committees are Georgian, and
may stand in a sentence of the page's own language, as names do; those of people are Armenian, and stand anywhere.

The Danish of a sentence that the program itself has stored is Cherokee, and seen nowhere: the page says it anew.
"""

from __future__ import annotations

import gettext as catalogues
import json
import re
import shutil
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Enum, FromClause, String, literal_column, select, text, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.web.browser import VOID
from tests.web.world import DOMAIN_NOW, World
from tracker import language
from tracker.db.base import Base
from tracker.db.engine import Database
from tracker.db.models import (
    Bounce,
    FindingRow,
    Lease,
    Message,
    MessageState,
    Proposal,
    Reminder,
    ReviewEvent,
    Task,
    TaskEvent,
    User,
)
from tracker.domain.bounces import Returned
from tracker.domain.history import EventKind
from tracker.domain.roles import Role
from tracker.sayings import Quote, Saying
from tracker.services.actors import PROGRAM
from tracker.services.operation import leases
from tracker.services.tasks.record import add_deadline, record_event

WIDE = {ord(letter): ord(letter) + 0xFEE0 for letter in map(chr, chain(range(65, 91), range(97, 123)))}
WIDE |= str.maketrans("æøåÆØÅéÉ", "ӕөӓӔӨӒӗӖ")
GREEK = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZæøåÆØÅ",
    "αβψδεφγηιξκλμνοπϙρστθωςχυζΑΒΨΔΕΦΓΗΙΞΚΛΜΝΟΠϘΡΣΤΘΩϷΧΥΖάέήΆΈΉ",
)
GEORGIAN = {ord(latin): chr(0x10D0 + at) for at, latin in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
GEORGIAN |= {ord(chr(latin).upper()): own for latin, own in GEORGIAN.items()}
ARMENIAN = {ord(latin): chr(0x0561 + at) for at, latin in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
ARMENIAN |= {ord(chr(latin).upper()): own.upper() for latin, own in ARMENIAN.items()}
CHEROKEE = {ord(latin): chr(0x13A0 + at) for at, latin in enumerate("abcdefghijklmnopqrstuvwxyzæøå")}
CHEROKEE |= {ord(chr(latin).upper()): own for latin, own in CHEROKEE.items()}
IN_CHEROKEE = re.compile("[\u13a0-\u13ff]")
IN_GREEK, IN_GEORGIAN, IN_WIDE = (
    re.compile(f"[{letters}]") for letters in ("\u0370-\u03ff", "\u10d0-\u10ff", "\uff21-\uff5a")
)
KEPT = re.compile(r"%\(\w+\)s|<[^>]*>|&\w+;")
"""What stays as it is in a text: places to fill in, markup."""
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
FREE = {*MONTHS, *(month[:3] for month in MONTHS), "DKK", "million", "Dansk", "Aftaleopfølgning", "demonstrationen"}
"""Words that are no texts: months, the money, a language by its own name, what the installation is called."""
FREE |= {"Word", "PDF", "Excel", "CSV", "JSON", "HTML", "English", "localhost"}
WRITTEN = {
    "list of what was found": "udvalget",
    "text with nothing found": "findesikke",
    "closing_days.show": "maj Grundlovsdag Juleaften Nytårsaften",
    "tasks.show": "og beder dig se på opgaven",
    "mailbox.show": "En frist nærmer sig Rita Lund Kære Se",
    "list with every filter": "cykelsti",
    "list with nothing in it": "findesikke",
}
"""What stands on a page because a mail or the address says so."""
ALL_DANISH = frozenset({"dossiers.show"})
"""Pages that give out what is stored, with the program's words around it, in Danish."""
WORD = re.compile(r"[A-Za-zÆØÅæøå]{2,}")
ADDRESS = re.compile(r"\S+@\S+|https?://\S+|\S+\.dk\b")
SEEN_ATTRIBUTES = ("alt", "title", "aria-label", "placeholder", "data-title")
CONTENT = frozenset(
    [
        "title",
        "organisation",
        "file_name",
        "text",
        "chapter",
        "number",
        "section",
        "quote",
        "expression",
        "explanation",
        "message",
        "comment",
        "reason",
        "decided_by",
        "decision",
        "abbreviation",
        "chair",
        "words",
        "actor_name",
        "name",
        "changed_by",
        "set_by",
        "reply",
        "trouble",
        "address_failed_because",
        "replaced_by",
        "user_name",
        "committee",
        "code",
        "subject",
        "troubles",
        "holder",
        "status_text",
        "introduction",
        "passage",
        "approved_by",
    ]
)
"""Columns with what people and agreements have written."""
NO_CONTENT = frozenset({"leases.name"})
COMMITTEES = frozenset({"committees.name", "proposal_committees.name"})
"""Columns with names of committees."""
PEOPLE = frozenset({"users.name", "mail_answers.name", "messages.subject", "messages.reply"})
PEOPLE_COLUMNS = frozenset({"actor_name", "approved_by", "changed_by", "set_by", "user_name", "holder", "code"})
"""Columns with names of people, codes, subjects of mails and words of mail servers: what has no language of its own."""
NAMES_IN_HISTORY: dict[tuple[EventKind, ...], dict[int, Any]] = {
    (EventKind.LINK, EventKind.SPLIT, EventKind.PUBLICATION): GREEK,
    (EventKind.OWNER, EventKind.OUTCOME): GEORGIAN,
    (EventKind.RESPONSIBLE, EventKind.NUDGE): ARMENIAN,
}
"""Kinds of events that keep names of tasks, committees and people."""


EMPTY_BOUNCE = {"recipient": "", "words": "", "sender": "", "subject": "", "excerpt": ""}


class Pseudo(catalogues.NullTranslations):
    """Every text in wide letters."""

    def gettext(self, message: str) -> str:
        parts, at = [], 0
        for kept in KEPT.finditer(message):
            parts += [message[at : kept.start()].translate(WIDE), kept.group()]
            at = kept.end()
        return "".join([*parts, message[at:].translate(WIDE)])

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


class Seen(HTMLParser):
    """What is seen or read aloud of a page, and of what it says that it is Danish."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: list[str] = []
        self.danish: list[str] = []
        self._open: list[tuple[str, str | None]] = []  # each open element, and the language that it names

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs).get("lang")))
        for name, value in attrs:
            if name in SEEN_ATTRIBUTES and value:  # which has one language, whatever is named in it
                self.handle_data(IN_GREEK.sub("", value) if IN_WIDE.search(value) else value)
        if tag in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if any(tag in {"script", "style"} for tag, _ in self._open):
            return
        inside = self._open[-1][0] if self._open else ""
        if inside == "title" or (inside == "option" and IN_WIDE.search(data)):
            data = IN_GREEK.sub("", data)  # their parts cannot have languages of their own
        named = next((language for _, language in reversed(self._open) if language), "en")
        (self.danish if named == "da" else self.texts).append(data)


def read_page(page: str) -> Seen:
    """What stands on it."""
    seen = Seen()
    seen.feed(page)
    return seen


def foreign_words(seen: Seen, written: str = "") -> list[str]:
    """The words on a page that are neither content nor from the catalogue, each with the text that it stands in;
    `written` are others that may be there."""
    free = FREE | set(written.split())
    found = []
    for said in seen.texts + seen.danish:
        words = set(WORD.findall(ADDRESS.sub(" ", said))) - free
        if words:
            found.append(f"{sorted(words)} in «{shortened(said)}»")
    return found


def wrong_language(seen: Seen) -> list[str]:
    """Texts that are Danish and do not say so, and texts that say so and are not."""
    unsaid = [each for each in seen.texts if IN_GREEK.search(each)]
    unsaid += [
        each for each in seen.texts if IN_GEORGIAN.search(each) and not IN_WIDE.search(each) and not WORD.search(each)
    ]
    return [f"«{shortened(each)}» is Danish" for each in unsaid] + [
        f"«{shortened(each)}» is not Danish" for each in seen.danish if IN_WIDE.search(each)
    ]


def shortened(said: str) -> str:
    return " ".join(said.split())[:90]


@pytest.fixture(scope="module")
def greek(filled: tuple[Path, World], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The filled database, with Greek for whatever was written."""
    file = tmp_path_factory.mktemp("greek") / "greek.sqlite3"
    shutil.copyfile(filled[0], file)
    database = Database(f"sqlite:///{file}")
    with database.writing() as session:
        let_the_program_speak(session)
    write_greek(database)
    database.dispose()
    return file


@pytest.fixture
def nobodys_language(monkeypatch: pytest.MonkeyPatch, greek: Path, web_database: Database, tmp_path: Path) -> None:
    """Everybody reads the language that nobody speaks, and everything that was written is Greek."""
    monkeypatch.setattr(language, "catalogue", lambda code: Pseudo() if code == "en" else catalogues.NullTranslations())
    shutil.copyfile(greek, tmp_path / "tracker.sqlite3")


def let_the_program_speak(session: Session) -> None:
    """In every column that sentences of the program stand in, one of them."""
    told = Saying("%(who)s har givet opgaven til %(after)s.", who="Bo", after=Quote("Aftalens ord"))
    trouble = Saying("Opgave %(task)s kan ikke planlægges (%(fault)s). Ret dens frist.", task=1, fault="x")
    now = session.scalars(select(Message.queued_at)).first()
    failed = session.scalars(select(Message).where(Message.state == MessageState.FAILED)).one()
    failed.reply = told
    session.add(Bounce(fingerprint="x", kind=Returned.UNCLEAR, trouble=told, read_at=now, **EMPTY_BOUNCE))
    away = session.scalars(select(User).where(User.role == Role.SECRETARY)).one()
    away.address_failed_at, away.address_failed_because = now, told
    for task in session.scalars(select(Task)).all():
        record_event(task, EventKind.COMMENT, PROGRAM, DOMAIN_NOW, comment=told)
        add_deadline(task, task.starts_on, task.due_on, DOMAIN_NOW, PROGRAM, reason=told)
    for reminder in session.scalars(select(Reminder)):
        reminder.reason = told
    for proposal in session.scalars(select(Proposal).where(Proposal.explanation.is_not(None))):
        proposal.explanation = told
    for finding in session.scalars(select(FindingRow)):
        finding.message = told
    (lease,) = session.scalars(select(Lease))
    leases.complete(session, lease.name, lease.holder, troubles=[trouble, trouble], now=lease.beat_at)
    silent = [
        f"{table}.{facts}"
        for table, facts in _columns_of_facts()
        if not session.scalar(text(f"SELECT count({facts}) FROM {table}"))
    ]
    assert not silent


def _columns_of_facts() -> Iterator[tuple[str, str]]:
    for table in Base.metadata.sorted_tables:
        yield from ((table.name, column.name) for column in table.columns if column.name.endswith("_facts"))


def write_greek(database: Database) -> None:
    with database.writing() as session:
        for (trigger,) in session.execute(text("select name from sqlite_master where type = 'trigger'")).all():
            session.execute(text(f'drop trigger "{trigger}"'))  # the histories refuse to be changed
        for table in Base.metadata.sorted_tables:
            for column in table.columns:
                is_content = column.name in CONTENT and f"{table.name}.{column.name}" not in NO_CONTENT
                if is_content and isinstance(column.type, String) and not isinstance(column.type, Enum):
                    letters = script(table.name, column.name)
                    facts = table.columns.get(f"{column.name}_facts")
                    by_people = [] if facts is None else [facts.is_(None)]
                    _translate(
                        session, table, column, lambda value, letters=letters: value.translate(letters), *by_people
                    )
                    if facts is not None:
                        said = facts.is_not(None)
                        _translate(session, table, column, lambda value: value.translate(CHEROKEE), said)
                        _translate(session, table, facts, _facts_by_others, said)
        events = TaskEvent.__table__
        for column in (events.c.before, events.c.after):
            for kinds, letters in NAMES_IN_HISTORY.items():
                _translate(
                    session,
                    events,
                    column,
                    lambda value, letters=letters: value.translate(letters),
                    events.c.kind.in_(kinds),
                )
        decisions = ReviewEvent.__table__
        for column in (decisions.c.before, decisions.c.after):
            _translate(session, decisions, column, _greek_facts)
        session.execute(update(User).values(language="en"))


def script(table: str, column: str) -> dict[int, Any]:
    """The letters in which a column is written."""
    if f"{table}.{column}" in COMMITTEES:
        return GEORGIAN
    return ARMENIAN if column in PEOPLE_COLUMNS or f"{table}.{column}" in PEOPLE else GREEK


def _translate(
    session: Session, table: FromClause, column: Column[str], into: Callable[[str], str], *which: Any
) -> None:
    row = literal_column("rowid")
    for key, value in session.execute(select(row, column).select_from(table).where(*which)).all():
        if value is not None:
            session.execute(update(table).where(row == key).values({column.name: into(value)}))


def _facts_by_others(fact: Any) -> Any:
    """The facts of a sentence, with what people have written, and who they are."""
    match fact:
        case {"quote": words}:
            return {"quote": words.translate(GREEK)}
        case {"parts": parts}:
            return {"parts": [_facts_by_others(part) for part in parts]}
        case {"values": values}:
            return {**fact, "values": {name: _facts_by_others(value) for name, value in values.items()}}
        case str():
            return fact.translate(ARMENIAN)
    return fact


def _greek_facts(stored: str) -> str:
    facts = json.loads(stored)
    for name in {"title", "quote", "expression", "committees"} & facts.keys():
        value = facts[name]
        facts[name] = (
            [each.translate(GEORGIAN) for each in value] if isinstance(value, list) else (value or "").translate(GREEK)
        )
    return json.dumps(facts)


def check(response: TestResponse, name: str = "") -> None:
    """No foreign word is seen on the page, which says which language it and each part of it is in."""
    page = response.get_data(as_text=True)
    seen = read_page(page)
    said = f"{response.request.path} answers {response.status_code}"
    if name in ALL_DANISH:
        seen.danish.clear()
    assert foreign_words(seen, WRITTEN.get(name, "")) == [], said
    assert wrong_language(seen) == [], said
    assert [each for each in (*seen.texts, *seen.danish) if IN_CHEROKEE.search(each)] == [], said
    assert '<html lang="en">' in page
    assert response.headers["Content-Language"] == "en"
