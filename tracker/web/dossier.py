"""Aktindsigt: everything that is stored about one task, in the order of time and in Danish words.

It says nothing that depends on the day on which it is asked for, so the same task gives the same file. It is Danish in
every language of the pages: it is the municipality's own record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.clock import local_date
from tracker.danish import date_words, kroner_words, list_words
from tracker.db.models import Reminder
from tracker.db.queries.agreements import dossier as queries
from tracker.db.queries.public.publication import wordings_of
from tracker.domain.answers import RequestState
from tracker.domain.kinds import BASIS_WORDS, KIND_WORDS
from tracker.domain.turns import rule_words
from tracker.language import DANISH, speaking
from tracker.reports.dossier import Dossier, Part
from tracker.web import context, task_page
from tracker.web.presentation import date_filter, time_filter
from tracker.web.task_page import TaskPage
from tracker.web.words import MESSAGE_WORDS, REMINDER_WORDS

_REQUEST_WORDS: Mapping[RequestState, str] = {
    RequestState.WAITING: "Ikke afgjort",
    RequestState.GRANTED: "Imødekommet",
    RequestState.REFUSED: "Afslået",
    RequestState.VOID: "Bortfaldet",
}


def read(session: Session, task_id: int) -> Dossier:
    """The file on a task; raises `NotFoundError`."""
    runtime = context.runtime()
    with speaking(DANISH):
        page = task_page.read(session, task_id, runtime.policy, now=runtime.now(), zone=runtime.zone)
        task = page.task
        parts = (
            Part("Opgaven", tuple(_facts(page))),
            Part("Aftalens ord", tuple(_words(page)), otherwise="Opgaven er skrevet i hånden, ikke læst i en aftale."),
            _dates(page),
            Part(
                "Gange",
                tuple((date_words(each.due_on), each.status.label) for each in task.occurrences),
                ("Sidste dag", "Status"),
                "Opgaven gentages ikke.",
            ),
            Part(
                "Trin",
                tuple(
                    (each.title, f"{_time(each.done_at)}, {each.done_by}" if each.done_at else "Ikke færdigt")
                    for each in task.steps
                ),
                ("Trin", "Færdigt"),
                "Opgaven er ikke delt i trin.",
            ),
            _requests(session, task_id),
            _outcomes(session, task_id),
            _history(page),
            _reminders(session, task_id),
            _answers(session, task_id),
            _public(session, task_id),
            Part(
                "Sager og dagsordener",
                tuple((each.kind.label, each.title, each.address) for each in task.links),
                ("Slags", "Titel", "Adresse"),
                "Der er ingen links. Dokumenterne ligger i sagssystemet.",
            ),
            _money(page),
        )
    last = max((event.at for event in task.events), default=task.created_at)
    subtitle = f"Opgave {task.id}{f', {task.agreement.title}' if task.agreement else ''}"
    return Dossier(task.title, subtitle, local_date(last, runtime.zone), parts)


def _facts(page: TaskPage) -> Iterator[tuple[str, str]]:
    task = page.task
    yield "Titel", task.title
    yield "Art", KIND_WORDS[task.kind]
    yield "Status", f"{task.status.label}, sat {_time(task.status_at)}"
    if task.presented_on:
        yield "Forelagt på mødet", date_words(task.presented_on)
    yield "Frist", date_filter(task.due_on, "Uden frist")
    if task.starts_on:
        yield "Perioden begynder", date_words(task.starts_on)
    if page.row.moves:
        yield "Første frist", date_filter(page.row.first_due_on)
        yield "Flyttet", f"{page.row.moves} {'gang' if page.row.moves == 1 else 'gange'}"
    committees = list_words(owner.committee.name for owner in task.owners)
    inferred = " (udledt af emnet)" if task.committees_inferred else ""
    yield "Udvalg", f"{committees}{inferred}" if committees else "Intet"
    yield "Ansvarlig", task.responsible.name if task.responsible else "Ingen"
    if task.basis:
        yield "Grundlag", BASIS_WORDS[task.basis]
    if task.set_light:
        yield "Trafiklys sat i hånden", f"{task.set_light.label}: {task.set_light_reason}"
    if task.split_from:
        yield "Del af", f"Opgave {task.split_from.id}: {task.split_from.title}"
    for part in task.parts:
        yield "Har som del", f"Opgave {part.id}: {part.title}"
    for other in page.awaited:
        yield "Venter på", f"Opgave {other.id}: {other.title}"
    for other in page.waiting:
        yield "Ventes på af", f"Opgave {other.id}: {other.title}"
    yield "Oprettet", _time(task.created_at)


def _words(page: TaskPage) -> Iterator[tuple[str, str]]:
    words = page.task.words
    if words is None:
        return
    yield "Aftale", words.agreement.title
    if words.agreement.signed_on:
        yield "Underskrevet", date_words(words.agreement.signed_on)
    if page.section:
        yield "Afsnit", page.section.heading
    if page.page_number:
        yield "Side", str(page.page_number)
    yield "Sætningen", " ".join(words.agreement.text[words.start_offset : words.end_offset].split())
    if words.expression:
        yield "Ordene om tid", " ".join(words.expression.split())
    if words.explanation:
        yield "Sådan er fristen beregnet", words.explanation


def _dates(page: TaskPage) -> Part:
    rows = tuple(
        (
            str(line.number),
            date_filter(line.due_on, "Uden frist"),
            _time(line.set_at),
            line.set_by or "",
            line.reason or ("Aftalens ord" if line.number == 1 else ""),
        )
        for line in page.dates
    )
    return Part("Frister", rows, ("Nr.", "Frist", "Sat", "Af", "Begrundelse"))


def _requests(session: Session, task_id: int) -> Part:
    rows = tuple(
        (
            _time(each.asked_at),
            each.asked_by.name,
            date_words(each.proposed_on),
            each.reason,
            ", ".join(
                word
                for word in (_REQUEST_WORDS[each.state], each.decided_by, _time(each.decided_at), each.decision)
                if word
            ),
        )
        for each in queries.requests_of(session, task_id)
    )
    columns = ("Ønsket", "Af", "Ny frist", "Begrundelse", "Afgørelse")
    return Part("Ønsker om ny frist", rows, columns, "Ingen har ønsket fristen flyttet.")


def _outcomes(session: Session, task_id: int) -> Part:
    rows = tuple(
        (date_words(each.meeting.held_on), each.meeting.committee.name, each.outcome.label, _time(each.at))
        for each in queries.outcomes_of(session, task_id)
    )
    return Part("Møder", rows, ("Møde", "Udvalg", "Udfald", "Noteret"), "Intet møde har noteret et udfald.")


def _history(page: TaskPage) -> Part:
    rows = tuple((_time(line.at), line.who, line.what, line.comment or "") for line in reversed(page.history))
    return Part("Historik og kommentarer", rows, ("Tid", "Hvem", "Hvad", "Ord"))


def _reminders(session: Session, task_id: int) -> Part:
    rows = tuple(
        (
            _time(each.due_at),
            each.recipient.name + (f" for {each.on_behalf_of.name}" if each.on_behalf_of else ""),
            rule_words(each.rule),
            ". ".join(word.rstrip(".") for word in (REMINDER_WORDS[each.state], each.reason) if word),
            _mail(each),
        )
        for each in queries.reminders_with_mails(session, task_id)
    )
    columns = ("Tid", "Modtager", "Regel", "Tilstand", "Mail")
    return Part("Påmindelser", rows, columns, "Der er ikke sendt påmindelser om opgaven.")


def _mail(line: Reminder) -> str:
    mail = line.message
    if mail is None:
        return "Ingen mail endnu"
    said = [f"«{mail.subject}» til {mail.address}", MESSAGE_WORDS[mail.state]]
    if mail.finished_at:
        said.append(_time(mail.finished_at))
    if mail.reply:
        said.append(f"serverens svar: {mail.reply}")
    return ", ".join(said)


def _answers(session: Session, task_id: int) -> Part:
    rows = tuple(
        (_time(each.at), each.name, each.answer.label, each.comment or "")
        for each in queries.answers_of(session, task_id)
    )
    return Part("Svar fra mails", rows, ("Tid", "Hvem", "Svar", "Ord"), "Ingen har svaret fra en mail.")


def _public(session: Session, task_id: int) -> Part:
    rows = tuple(
        (_time(each.approved_at), each.approved_by, each.title, each.status_text or "", each.passage or "")
        for each in reversed(wordings_of(session, task_id))
    )
    columns = ("Godkendt", "Af", "Titel", "Ord om status", "Aftalens ord")
    return Part("Tekster til den offentlige side", rows, columns, "Ingen tekst er godkendt til offentligheden.")


def _money(page: TaskPage) -> Part:
    rows = tuple(
        (f"{line.title} ({line.type})", str(year), kroner_words(line.amounts[year]))
        for line in page.money
        for year in sorted(line.amounts)
    )
    return Part("Økonomi", rows, ("Post", "År", "Kroner"), "Aftalen afsætter ingen penge til opgaven.")


def _time(instant: datetime | None) -> str:
    return time_filter(instant, "")
