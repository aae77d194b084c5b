"""What mails tell of, as the tests of their words write it: tasks in every plight, and every notice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.domain.answers import Answer
from tracker.domain.history import EventKind
from tracker.domain.meetings import Actionable
from tracker.domain.notices import Notice, sentence
from tracker.domain.reasons import why
from tracker.domain.status import Status
from tracker.domain.waits import awaited_words
from tracker.language import gettext
from tracker.mail.content import Entry, Part
from tracker.mail.rendering import (
    Headers,
)

HEADERS = Headers(
    message_id="<0123456789abcdef@example.dk>",
    date=datetime(2019, 5, 15, 6, 0, tzinfo=UTC),
    address="aase@example.dk",
    sender="tracker@example.dk",
    sender_name="Aftaleopfølgning",
)
LATE = Entry(
    part=Part.OVERDUE,
    committee="Økonomiudvalget",
    title="Forslag til ny indkøbspolitik forelægges Økonomiudvalget",
    number="2.4",
    quote="Et forslag til ny indkøbspolitik forelægges Økonomiudvalget senest i april 2019.",
    due=date(2019, 4, 30),
    material_by=None,
    meeting=None,
    status="I gang",
    reason="Fristen blev overskredet for 15 dage siden, 30. april 2019.",
    url="https://opfoelgning.example.dk/opgaver/4",
)
COMING = Entry(
    part=Part.COMING,
    committee="Kultur- og Fritidsudvalget",
    title="Plan for idrætsanlæg forelægges Kultur- og Fritidsudvalget",
    number="1.7",
    quote="Inden udgangen af juli 2019 får udvalget forelagt en plan for idrætsanlæg, "
    "så den kan indgå i budgettet for 2020.",
    due=date(2019, 7, 31),
    material_by=None,
    meeting=date(2019, 6, 11),
    status="Ikke startet",
    reason="Sagen skal være færdig til dagsordenen om 14 dage, 29. maj 2019 (møde 11. juni 2019).",
    url="https://opfoelgning.example.dk/opgaver/7",
)
OPENED = replace(
    COMING,
    title="Sundhedspolitik: udkast forelægges Kultur- og Fritidsudvalget",
    number="1.9",
    quote=None,
    material_by=date(2019, 5, 29),
    reason="Perioden er begyndt. Opgaven skal være løst senest 31. juli 2019.",
)
ESCALATED = replace(
    LATE,
    reason="Fristen blev overskredet for 15 dage siden, 30. april 2019. Opgaven er sendt videre til ledelsen, fordi "
    "den stadig er åben.",
)
SILENT = replace(
    COMING,
    status="I gang",
    reason="Fristen er om 77 dage, 31. juli 2019. Der er ikke meldt status i 66 dage.",
)
READY = replace(
    COMING,
    part=Part.LATE,
    status="Færdig",
    due=date(2019, 5, 31),
    reason="Sagen er færdig, men ikke meldt forelagt på mødet 14. maj 2019, det sidste før fristen. Den skal "
    "forelægges senest 31. maj 2019.",
)
QUARTERLY = Entry(
    part=Part.QUARTERLY,
    committee=None,
    title="Færre udgifter til tryksager & porto",
    number="ØU-03",
    quote=None,
    due=date(2019, 12, 31),
    material_by=None,
    meeting=None,
    status="Ikke startet",
    reason="Kvartalsvis opfølgning: opgaven løber til 31. december 2019.",
    url="https://opfoelgning.example.dk/opgaver/9",
)
TOO_LATE = replace(
    COMING,
    part=Part.LATE,
    title="Status på lokaler",
    due=date(2019, 5, 31),
    material_by=None,
    reason="For sent til dagsordenen: sagen skulle være færdig 2. maj 2019 til mødet 14. maj 2019. "
    "Fristen er 31. maj 2019.",
)


UNDATED = replace(
    QUARTERLY,
    part=Part.UNDATED,
    committee="Økonomiudvalget",
    title="Samarbejdet med boligselskaberne styrkes",
    number="3.2",
    quote="Samarbejdet med boligselskaberne styrkes.",
    due=None,
    reason="Opgaven har ingen frist og er ikke afsluttet.",
)
GIVEN = replace(
    COMING,
    part=Part.NEWS,
    material_by=None,
    meeting=None,
    reason="Anna Holm har givet dig opgaven.",
    headline="Ny opgave til dig",
    on_behalf_of="Bo Lund",
)


AWAITED = ("Evalueringsdesign godkendes", "Høring af forældrebestyrelser")
WAITING = replace(
    COMING,
    title="Evaluering af skoleledelsen forelægges Børne- og Skoleudvalget",
    waits="Venter på «Evalueringsdesign godkendes» og 1 mere",
)


def told(notice: Notice, kind: EventKind, before: str | None, after: str | None, comment: str | None = None) -> Entry:
    """What a mail «at once» says of an event, in the language that is spoken."""
    said = sentence(notice, "Anna Holm", kind, before, after, comment).said()
    return replace(GIVEN, title=notice.headline, reason=said, status=gettext(GIVEN.status), on_behalf_of=None)


def all_notices() -> tuple[Entry, ...]:
    """Every notice but that of a task given, which has mails of its own."""
    may, june = "2019-05-31", "2019-06-28"
    return (
        told(Notice.MOVED, EventKind.DEADLINE, may, june, "Høringen er forsinket."),
        told(Notice.MOVED, EventKind.DEADLINE, None, june, "Aftalt med formanden."),
        told(Notice.BY_HAND, EventKind.NUDGE, None, None),
        told(Notice.NOT_MINE, EventKind.ANSWER, "2019-05-15", "ikke-min", "Det er nok Teknik og Miljø."),
        told(Notice.WISHED, EventKind.REQUEST, "waiting", june, "Høringen er forsinket."),
        told(Notice.REFUSED, EventKind.REQUEST, "refused", june, "Sagen er på det næste møde."),
        told(Notice.BOUNCED, EventKind.BOUNCE, None, "Bo Lund"),
    )


def with_answers(entry: Entry) -> Entry:
    token = "AAAAEf4CY0WbOPVjvw7Oe3KQyAvgZA"
    links = ((each.label, f"https://opfoelgning.example.dk/svar/{token}/{each.value}") for each in Answer)
    return replace(entry, answers=tuple(links))


BY_MEETING = Actionable(date(2019, 5, 29), "", meeting=date(2019, 6, 11), cutoff=date(2019, 5, 29))
MISSED = Actionable(date(2019, 5, 2), "", meeting=date(2019, 5, 14), cutoff=date(2019, 5, 2))
NEVER_BY_MEETING = Actionable(None, "")
BY_DUE_DATE = Actionable(date(2019, 7, 31), "")


def as_said(entry: Entry) -> Entry:
    """The entry as the program says it in the language that is spoken: what stands above is the Danish of it."""
    today, begun, idle = date(2019, 5, 15), Status.IN_PROGRESS, Status.NOT_STARTED
    reasons = {
        LATE.reason: lambda: why(LATE.due, NEVER_BY_MEETING, begun, {"after-14"}, today=today),
        COMING.reason: lambda: why(COMING.due, BY_MEETING, idle, {"before-14"}, today=today),
        TOO_LATE.reason: lambda: why(TOO_LATE.due, MISSED, idle, {"after-7"}, today=today),
        QUARTERLY.reason: lambda: why(QUARTERLY.due, NEVER_BY_MEETING, idle, {"quarter"}, today=today),
        OPENED.reason: lambda: why(OPENED.due, BY_MEETING, idle, {"opens"}, today=today),
        ESCALATED.reason: lambda: why(LATE.due, NEVER_BY_MEETING, begun, {"escalation-3"}, today=today),
        SILENT.reason: lambda: why(
            SILENT.due, BY_DUE_DATE, begun, {"silence-60"}, today=today, status_on=date(2019, 3, 10)
        ),
        READY.reason: lambda: why(READY.due, MISSED, Status.DONE, {"after-7"}, today=today),
        UNDATED.reason: lambda: why(None, NEVER_BY_MEETING, idle, {"month"}, today=today),
        GIVEN.reason: lambda: sentence(Notice.GIVEN, "Anna Holm", EventKind.RESPONSIBLE, None, "Åse Ørum", None),
    }
    found = replace(
        entry,
        reason=reasons[entry.reason]().said(),
        status=gettext(entry.status),
        headline=entry.headline and gettext(entry.headline),
        waits=entry.waits and awaited_words(AWAITED),
    )
    return with_answers(found) if entry.answers else found
