"""What the program's own values are called on the pages; they pass through `gettext` where they are shown."""

from __future__ import annotations

from tracker.agreement.values import Basis, FindingKind
from tracker.db.models import MessageState, ReminderState

BASIS_WORDS = {
    Basis.EXPLICIT: "Frist i teksten",
    Basis.PERIOD: "Periode i teksten",
    Basis.BUDGET_YEAR: "Budgetår",
}
FINDING_WORDS = {
    FindingKind.NO_DEADLINE: "Løfte uden frist",
    FindingKind.NO_COMMITTEE: "Løfte uden udvalg",
    FindingKind.SEVERAL_ACTS: "Flere handlinger i én sætning",
    FindingKind.NOT_MEASURABLE: "Løfte, der ikke kan måles",
    FindingKind.REFERS_TO_EARLIER: "Henviser til noget tidligere",
    FindingKind.UNKNOWN_COMMITTEE: "Ukendt udvalg",
    FindingKind.TEXT_VS_TABLE: "Tekst og tabel stemmer ikke",
    FindingKind.NO_TABLE_ROW: "Beløb uden række i tabellen",
    FindingKind.NO_SIGNING_DATE: "Aftalens dato mangler",
    FindingKind.UNPLACED_MONEY: "Penge uden en opgave",
}
REMINDER_WORDS = {
    ReminderState.QUEUED: "Venter på at blive sendt",
    ReminderState.SENT: "Sendt",
    ReminderState.SUPERSEDED: "Samlet i en senere mail",
    ReminderState.VOID: "Bortfaldet",
    ReminderState.FAILED: "Kunne ikke afleveres",
}
LEASE_WORDS = {"planning": "Planlægning af påmindelser"}
MESSAGE_WORDS = {
    MessageState.QUEUED: "Venter på at blive sendt",
    MessageState.HANDING_OVER: "Er ved at blive sendt",
    MessageState.ACCEPTED: "Afleveret til mailserveren",
    MessageState.RETRY: "Prøves igen",
    MessageState.UNKNOWN: "Uvist: mailserverens svar gik tabt",
    MessageState.FAILED: "Afvist",
    MessageState.VOID: "Bortfaldet, før den blev sendt",
}
