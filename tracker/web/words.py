"""What the program's own values are called on the pages; they pass through `gettext` where they are shown."""

from __future__ import annotations

from tracker.agreement.values import AllocationType, FindingKind
from tracker.db.models import MessageState, ReminderState
from tracker.language import mark

FINDING_WORDS = {
    FindingKind.NO_DEADLINE: mark("Løfte uden frist"),
    FindingKind.NO_COMMITTEE: mark("Løfte uden udvalg"),
    FindingKind.SEVERAL_ACTS: mark("Flere handlinger i én sætning"),
    FindingKind.NOT_MEASURABLE: mark("Løfte, der ikke kan måles"),
    FindingKind.REFERS_TO_EARLIER: mark("Henviser til noget tidligere"),
    FindingKind.UNKNOWN_COMMITTEE: mark("Ukendt udvalg"),
    FindingKind.TEXT_VS_TABLE: mark("Tekst og tabel stemmer ikke"),
    FindingKind.NO_TABLE_ROW: mark("Beløb uden række i tabellen"),
    FindingKind.NO_SIGNING_DATE: mark("Aftalens dato er usikker"),
    FindingKind.UNPLACED_MONEY: mark("Penge uden en opgave"),
}
REMINDER_WORDS = {
    ReminderState.QUEUED: mark("Venter på at blive sendt"),
    ReminderState.SENT: mark("Sendt"),
    ReminderState.SUPERSEDED: mark("Samlet i en senere mail"),
    ReminderState.VOID: mark("Bortfaldet"),
    ReminderState.FAILED: mark("Kunne ikke afleveres"),
    ReminderState.BOUNCED: mark("Kom retur"),
}
MONEY_WORDS = {
    AllocationType.OPERATION: mark("drift"),
    AllocationType.INVESTMENT: mark("anlæg"),
    "besparelse": mark("besparelse"),
}
LEASE_WORDS = {"planning": mark("Planlægning af påmindelser"), "bounces": mark("Læsning af returmails")}
MESSAGE_WORDS = {
    MessageState.QUEUED: mark("Venter på at blive sendt"),
    MessageState.HANDING_OVER: mark("Er ved at blive sendt"),
    MessageState.ACCEPTED: mark("Afleveret til mailserveren"),
    MessageState.RETRY: mark("Prøves igen"),
    MessageState.UNKNOWN: mark("Uvist: mailserverens svar gik tabt"),
    MessageState.FAILED: mark("Afvist"),
    MessageState.BOUNCED: mark("Kommet retur"),
    MessageState.VOID: mark("Bortfaldet, før den blev sendt"),
}
