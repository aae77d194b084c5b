"""The tree of errors that the program raises on purpose.

A `TrackerError` carries a sentence for the user, in Danish, that says what is wrong and what to do. The command line
prints it and exits with status 2; the web shows it on a page. Everything else that is raised is a fault of the program.
"""

from __future__ import annotations

from collections.abc import Mapping


class TrackerError(Exception):
    """A fault that the user can mend; its text is the sentence that the user reads."""


class SettingsError(TrackerError):
    """The configuration is wrong; names the key and what it takes."""


class DatabaseError(TrackerError):
    """The database cannot be opened, or its schema is not the one that the program works with."""


class DocumentError(TrackerError):
    """A file cannot be read as a document."""


class ReadingError(TrackerError):
    """A text was read, but holds nothing that the tracker can follow."""


class NotFoundError(TrackerError):
    """What was asked for does not exist."""


class ForbiddenError(TrackerError):
    """The user may not do this."""


class ConflictError(TrackerError):
    """Somebody else changed the same thing in the meantime.

    `theirs` is what stands now and `yours` what was asked for, each as facts by their Danish names, so that the user
    sees both and nothing is lost.
    """

    def __init__(
        self, message: str, *, theirs: Mapping[str, str] | None = None, yours: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.theirs = dict(theirs or {})
        self.yours = dict(yours or {})


class InputError(TrackerError):
    """A value given by the user is not accepted; `field` names it, when one field is to blame."""

    def __init__(self, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


class TooManyAttemptsError(TrackerError):
    """Somebody tried to sign in too often; `retry_after` says in how many seconds a try is taken again."""

    def __init__(self, message: str, retry_after: int) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class DeliveryError(TrackerError):
    """A mail could not be handed over."""


class MailboxError(TrackerError):
    """The mailbox of mails that came back cannot be read."""
