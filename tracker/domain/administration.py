"""What administrators do beside the tasks, and how a line about it reads in Danish."""

from __future__ import annotations

from enum import StrEnum

from tracker.language import gettext as _
from tracker.language import mark


class AdministrationKind(StrEnum):
    """What was done. `subject` is the user, the scope of the rule, the file, or the agreement."""

    USER_ADDED = "user_added"
    USER_CHANGED = "user_changed"
    USER_DEACTIVATED = "user_deactivated"
    USER_REACTIVATED = "user_reactivated"
    LINK_SENT = "link_sent"
    HANDED_OVER = "handed_over"
    POLICY = "policy"
    BACKUP = "backup"
    AGREEMENT_PUBLISHED = "agreement_published"
    AGREEMENT_WITHDRAWN = "agreement_withdrawn"


_WORDS = {
    AdministrationKind.USER_ADDED: mark("Bruger tilføjet: %(subject)s."),
    AdministrationKind.USER_CHANGED: mark("Bruger rettet: %(subject)s."),
    AdministrationKind.USER_DEACTIVATED: mark("Bruger gjort inaktiv: %(subject)s."),
    AdministrationKind.USER_REACTIVATED: mark("Bruger gjort aktiv igen: %(subject)s."),
    AdministrationKind.LINK_SENT: mark("Link til at logge ind sendt til %(subject)s."),
    AdministrationKind.HANDED_OVER: mark("Opgaver overdraget fra %(subject)s."),
    AdministrationKind.POLICY: mark("Regel for påmindelser ændret: %(subject)s."),
    AdministrationKind.BACKUP: mark("Sikkerhedskopi lavet: %(subject)s."),
    AdministrationKind.AGREEMENT_PUBLISHED: mark("Aftale vist for offentligheden: %(subject)s."),
    AdministrationKind.AGREEMENT_WITHDRAWN: mark("Aftale taget af den offentlige side: %(subject)s."),
}


def describe(kind: AdministrationKind, subject: str) -> str:
    """One line, without who and when, in the language that is spoken."""
    return _(_WORDS[kind]) % {"subject": subject}


def written_in(kind: AdministrationKind, subject: str) -> tuple[str, ...]:
    """What stands in such a line as people and agreements have written it, and is no name of a person."""
    shown = {AdministrationKind.AGREEMENT_PUBLISHED, AdministrationKind.AGREEMENT_WITHDRAWN}
    return (subject,) if kind in shown else ()
