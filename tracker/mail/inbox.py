"""A mailbox that is read: what every kind of it does, and the kind that lies on this machine."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self

from tracker.errors import MailboxError
from tracker.sayings import Saying

log = logging.getLogger(__name__)

SEEN = "S"
FLAGGED = "F"
_INFO = ":2,"
"""What stands in the name of a file of a Maildir before its flags."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in a mailbox: what the mailbox knows it by, and how it begins."""

    key: Any
    content: bytes


class Inbox(Protocol):
    """Gives the mails that nobody has read, and marks them afterwards. Used as a context.

    Every step raises `MailboxError`, whose sentence says what is wrong with the mailbox.
    """

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...

    def unread(self, limit: int, size: int) -> Iterator[Letter]:
        """At most `limit` mails that are not marked as read, the oldest first, and of each at most `size` bytes."""
        ...

    def done(self, letter: Letter) -> None:
        """Marks a mail as read, and moves it out of the way where there is a folder for that."""
        ...

    def keep(self, letter: Letter) -> None:
        """Marks a mail as read and flags it, for a person who looks into the mailbox."""
        ...


class MaildirInbox:
    """A Maildir on this machine; `handled` is a folder of it (Maildir++), made where it is missing."""

    def __init__(self, path: Path, handled: str | None = None) -> None:
        self._path = path
        self._handled = path / f".{handled}" if handled else None

    def __enter__(self) -> Self:
        if not all((self._path / part).is_dir() for part in ("new", "cur")):
            raise MailboxError(
                Saying("%(path)s er ikke en Maildir: den skal have mapperne new og cur.", path=str(self._path))
            )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None

    def unread(self, limit: int, size: int) -> Iterator[Letter]:
        """See `Inbox`."""
        try:
            files = [each for part in ("new", "cur") for each in (self._path / part).iterdir()]
        except OSError as error:
            raise _unreadable(self._path, error) from error
        waiting = [each for each in files if SEEN not in _flags(each) and not each.name.startswith(".")]
        for file in sorted(waiting, key=lambda each: each.name)[:limit]:
            try:
                if file.is_symlink() or not file.is_file():
                    continue
                with file.open("rb") as opened:
                    content = opened.read(size)
            except FileNotFoundError:
                continue  # somebody has moved it meanwhile
            except OSError as error:
                raise _unreadable(file, error) from error
            yield Letter(file, content)

    def done(self, letter: Letter) -> None:
        """See `Inbox`."""
        self._move(letter.key, self._handled or self._path, SEEN)

    def keep(self, letter: Letter) -> None:
        """See `Inbox`."""
        self._move(letter.key, self._path, FLAGGED + SEEN)

    def _move(self, file: Path, box: Path, flags: str) -> None:
        kept = "".join(sorted(_flags(file) | set(flags)))
        try:
            for part in ("new", "cur", "tmp"):
                (box / part).mkdir(parents=True, exist_ok=True)
            file.rename(box / "cur" / (file.name.partition(_INFO)[0] + _INFO + kept))
        except FileNotFoundError:
            log.info("%s was moved by somebody else", file)
        except OSError as error:
            raise _unreadable(file, error) from error


def _flags(file: Path) -> set[str]:
    return set(file.name.partition(_INFO)[2])


def _unreadable(path: Path, error: OSError) -> MailboxError:
    return MailboxError(
        Saying("%(path)s kan ikke læses eller flyttes: %(why)s.", path=str(path), why=str(error.strerror))
    )
