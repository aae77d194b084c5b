"""A mailbox on an IMAP server, opened by a password or by XOAUTH2."""

from __future__ import annotations

import contextlib
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Literal, Self

from imapclient import FLAGGED, SEEN, IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from tracker.errors import MailboxError
from tracker.mail.inbox import Letter
from tracker.sayings import Saying


@dataclass(frozen=True, slots=True)
class ImapServer:
    """Where the mailbox is. It is opened by `password`, or else by what `fetch_token` gives, which is asked each time.

    `timeout` is in seconds and holds for each step; `ca_file` vouches for the server's certificate, beside the
    authorities that the machine trusts.
    """

    host: str
    port: int
    username: str
    password: str | None = field(default=None, repr=False)
    fetch_token: Callable[[], str] | None = None
    security: Literal["none", "starttls", "tls"] = "tls"
    folder: str = "INBOX"
    handled_folder: str | None = None
    timeout: float = 30
    ca_file: str | None = None


class ImapInbox:
    """A conversation with a server, in one folder; see `tracker.mail.inbox.Inbox`."""

    def __init__(self, server: ImapServer) -> None:
        self._server = server
        self._line: Any = None

    def __enter__(self) -> Self:
        server = self._server
        token = server.fetch_token() if server.fetch_token else None
        with _told(server):
            self._line = _connect(server)
        try:
            with _told(server):
                if token is None:
                    self._line.login(server.username, server.password or "")
                else:
                    self._line.oauth2_login(server.username, token)
                self._open_folders()
        except BaseException:
            self._hang_up()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with contextlib.suppress(OSError, IMAPClientError):  # how the goodbye goes does not matter
            self._line.logout()
        self._hang_up()

    def unread(self, limit: int, size: int) -> Iterator[Letter]:
        """See `Inbox`."""
        with _told(self._server):
            found = sorted(self._line.search(["UNSEEN"]))[:limit]
        for uid in found:
            with _told(self._server):
                answer = self._line.fetch([uid], [f"BODY.PEEK[]<0.{size}>"])
            content = answer.get(uid, {}).get(b"BODY[]<0>")
            if isinstance(content, bytes):  # else somebody has moved it meanwhile
                yield Letter(uid, content)

    def done(self, letter: Letter) -> None:
        """See `Inbox`."""
        folder = self._server.handled_folder
        with _told(self._server):
            self._line.add_flags([letter.key], [SEEN])
            if folder is None:
                return
            if self._line.has_capability("MOVE"):
                self._line.move([letter.key], folder)
                return
            self._line.copy([letter.key], folder)
            self._line.delete_messages([letter.key])
            if self._line.has_capability("UIDPLUS"):
                self._line.uid_expunge([letter.key])

    def keep(self, letter: Letter) -> None:
        """See `Inbox`."""
        with _told(self._server):
            self._line.add_flags([letter.key], [SEEN, FLAGGED])

    def _open_folders(self) -> None:
        server = self._server
        if not self._line.folder_exists(server.folder):
            raise MailboxError(
                Saying(
                    "Mappen «%(folder)s» findes ikke i postkassen %(user)s.", folder=server.folder, user=server.username
                )
            )
        if server.handled_folder is not None and not self._line.folder_exists(server.handled_folder):
            self._line.create_folder(server.handled_folder)
        self._line.select_folder(server.folder)

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError, IMAPClientError):
            self._line.shutdown()


def _connect(server: ImapServer) -> Any:
    context = None
    if server.security != "none":
        context = ssl.create_default_context(cafile=server.ca_file)
    at_once = server.security == "tls"
    line = IMAPClient(
        server.host, server.port, ssl=at_once, ssl_context=context if at_once else None, timeout=server.timeout
    )
    if server.security == "starttls":
        try:
            line.starttls(context)
        except BaseException:
            with contextlib.suppress(OSError):
                line.shutdown()
            raise
    return line


@contextlib.contextmanager
def _told(server: ImapServer) -> Iterator[None]:
    """Turns what goes wrong with the server into a sentence that says what it is."""
    try:
        yield
    except LoginError as error:
        said = Saying(
            "%(host)s lukkede ikke %(user)s ind: %(why)s.", host=server.host, user=server.username, why=_reply(error)
        )
        raise MailboxError(said) from error
    except FileNotFoundError as error:
        raise MailboxError(Saying("Certifikatet i bounces.ca_file findes ikke.")) from error
    except socket.gaierror as error:
        said = Saying("Mailserveren %(host)s kendes ikke: %(why)s.", host=server.host, why=str(error.strerror))
        raise MailboxError(said) from error
    except ConnectionRefusedError as error:
        said = Saying("%(host)s afviste forbindelsen på port %(port)s.", host=server.host, port=server.port)
        raise MailboxError(said) from error
    except TimeoutError as error:
        raise MailboxError(Saying("%(host)s svarede ikke i tide.", host=server.host)) from error
    except ssl.SSLError as error:
        why = error.reason or str(error)
        said = Saying(
            "Den krypterede forbindelse til %(host)s kunne ikke oprettes: %(why)s.", host=server.host, why=why
        )
        raise MailboxError(said) from error
    except (OSError, IMAPClientError) as error:
        said = Saying("Samtalen med %(host)s gik i stå: %(why)s.", host=server.host, why=_reply(error))
        raise MailboxError(said) from error


def _reply(error: Exception) -> str:
    """What the server said, on one line and without a full stop at its end."""
    text = str(error)
    if text.startswith("b'") and text.endswith("'"):
        text = text[2:-1]
    return " ".join(text.split())[:300].rstrip(".") or type(error).__name__
