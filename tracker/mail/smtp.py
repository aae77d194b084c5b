"""Hands mails to an SMTP server, and tells exactly how far each got.

The standard library's `sendmail` cannot say whether the line broke before or after the final dot, and that is what
decides whether a mail may have arrived. So the conversation is held step by step here: one connection is kept for a
batch, and made anew after it broke.
"""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import time
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import Literal, Self

from tracker.domain.delivery import CONVERSATION_TIME, Outcome, Result
from tracker.sayings import Saying

OK = 250
START_DATA = 354
WILL_FORWARD = 251
PERMANENT = 500
SENDER = "mail FROM:<{}>"
CLOSING = 421
CREDENTIALS = frozenset({530, 534, 535, 538})
"""Answers that blame the installation's own credentials, so they end no mail."""

MORE_FOLLOWS = getattr(socket, "MSG_MORE", 0)
"""Lets what is sent wait a moment for what comes after it, where the system can: they travel together."""


@dataclass(frozen=True, slots=True)
class Server:
    """Where mails are handed in.

    `timeout` is in seconds and holds for each step of the conversation; `patience` for all that is said about one mail,
    so that it has ended when another worker may take the mail over. `ca_file` vouches for the server's certificate,
    beside the authorities that the machine trusts.
    """

    host: str
    port: int
    sender: str
    security: Literal["none", "starttls", "tls"] = "none"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = 30
    patience: float = CONVERSATION_TIME.total_seconds()
    redirect_to: str | None = None
    ca_file: str | None = None
    context: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a mail comes from and goes to, as the server is told."""

    sender: str
    address: str

    @property
    def commands(self) -> tuple[str, str]:
        """What says so, in the order in which it is said."""
        return SENDER.format(self.sender), f"rcpt TO:<{self.address}>"


class SmtpTransport:
    """A conversation with a server, opened when the first mail is handed over."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._line: smtplib.SMTP | None = None
        self._until = 0.0
        self._announced: Envelope | None = None
        self._unread = 0  # commands that were said ahead and whose answers were not read yet

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._line is not None:
            with contextlib.suppress(OSError):  # the mails are settled; how the goodbye goes does not matter
                self._line.quit()
            self._hang_up()

    def announce(self, address: str, envelope_sender: str | None = None) -> None:
        """Tells the server ahead who the next mail comes from and, where it takes several commands together
        (PIPELINING), who it goes to. Its answers are read when the mail is handed over.
        """
        line, envelope = self._line, self._envelope(address, envelope_sender)
        if line is None or not all(words.isascii() and words.isprintable() for words in envelope.commands):
            return
        said = envelope.commands if line.has_extn("pipelining") else envelope.commands[:1]
        try:
            self._forget_announced(line)
            line.send("".join(f"{words}\r\n" for words in said))
        except OSError:
            self._hang_up()
        else:
            self._announced, self._unread = envelope, len(said)

    def hand_over(self, address: str, content: bytes, envelope_sender: str | None = None) -> Outcome:
        """One try. With `redirect_to`, the mail goes there; what its headers say stays as it is."""
        envelope = self._envelope(address, envelope_sender)
        kept = self._line is not None
        self._until = time.monotonic() + self._server.patience
        outcome = self._try(envelope, content)
        # A server may close a kept line between two mails; that says nothing about this mail, so it gets a fresh line.
        if kept and self._line is None and not outcome.exposed:
            outcome = self._try(envelope, content)
        return outcome

    def _envelope(self, address: str, envelope_sender: str | None) -> Envelope:
        return Envelope(envelope_sender or self._server.sender, self._server.redirect_to or address)

    def _try(self, envelope: Envelope, content: bytes) -> Outcome:
        line = self._line
        if line is None:
            try:
                line = self._line = self._connect()
            except OSError as error:
                return Outcome(Result.UNREACHABLE, _words(error))
        try:
            if self._announced != envelope:
                self._forget_announced(line)
            refusal = self._begin(line, envelope)
        except OSError as error:
            self._hang_up()
            return Outcome(Result.BROKEN, _words(error))
        return refusal or self._transfer(line, content)

    def _begin(self, line: smtplib.SMTP, envelope: Envelope) -> Outcome | None:
        """MAIL, RCPT and DATA, where not said ahead; returns what the server had against it, if anything."""
        said, self._announced = self._unread, None
        for number, (command, wanted) in enumerate(
            zip((*envelope.commands, "data"), ({OK}, {OK, WILL_FORWARD}, {START_DATA}), strict=True)
        ):
            self._keep_in_time(line)
            if number >= said:
                line.putcmd(command)
            code, reply = line.getreply()
            self._unread = max(0, self._unread - 1)
            if code not in wanted:
                outcome = self._answered(code, reply, exposed=False)
                if outcome.result is Result.REFUSED and number == 0:
                    # The server will not have the sender, who is of the same kind in every mail: no fault of this one.
                    outcome = replace(outcome, result=Result.UNREACHABLE)
                self._start_over(line, code)
                return outcome
        return None

    def _keep_in_time(self, line: smtplib.SMTP) -> None:
        """Gives the next step the time that is left. Raises `TimeoutError` when there is none: then nothing is said."""
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        if line.sock is not None:
            line.sock.settimeout(min(self._server.timeout, left))

    def _transfer(self, line: smtplib.SMTP, content: bytes) -> Outcome:
        """The mail itself, and the answer to its final dot."""
        try:
            self._keep_in_time(line)
            _send_first_part(line, _stuffed(content))
            self._keep_in_time(line)
        except OSError as error:
            self._hang_up()
            return Outcome(Result.BROKEN, _words(error), exposed=True)
        try:
            line.send(b".\r\n")
            code, reply = line.getreply()
        except OSError as error:
            self._hang_up()
            return Outcome(Result.LOST, _words(error), exposed=True)
        outcome = self._answered(code, reply, exposed=True)
        if code == CLOSING:
            self._hang_up()
        return outcome

    def _answered(self, code: int, reply: bytes, *, exposed: bool) -> Outcome:
        words = f"{code} {reply.decode('utf-8', 'replace')}"
        if exposed and code == OK:
            return Outcome(Result.ACCEPTED, words, exposed=True)
        if code in CREDENTIALS:
            return Outcome(Result.UNREACHABLE, words)
        return Outcome(Result.REFUSED if code >= PERMANENT else Result.DEFERRED, words, exposed=exposed)

    def _start_over(self, line: smtplib.SMTP, code: int) -> None:
        """Takes back what was announced, so that the next mail begins afresh."""
        if code == CLOSING or code in CREDENTIALS:
            self._hang_up()
            return
        try:
            self._take_back(line)
        except OSError:
            self._hang_up()

    def _forget_announced(self, line: smtplib.SMTP) -> None:
        if self._announced is not None:
            self._take_back(line)

    def _take_back(self, line: smtplib.SMTP) -> None:
        for _ in range(self._unread):
            line.getreply()
        self._announced, self._unread = None, 0
        line.docmd("rset")

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        timeout = max(1.0, min(server.timeout, self._until - time.monotonic()))
        if server.security == "tls":
            line: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=self._context())
        else:
            line = smtplib.SMTP(server.host, server.port, timeout=timeout)
        try:
            if line.sock is not None:
                # The final dot is sent by itself, so that it is known whether it was. It must not wait for the server
                # to acknowledge what was sent before it, which takes 40 ms.
                line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            if server.security == "starttls":
                line.starttls(context=self._context())
            line.ehlo_or_helo_if_needed()
            if server.username is not None:
                line.login(server.username, server.password or "")
        except BaseException:
            line.close()
            raise
        return line

    def _context(self) -> ssl.SSLContext:
        return self._server.context or ssl.create_default_context(cafile=self._server.ca_file)

    def _hang_up(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line, self._announced, self._unread = None, None, 0


def _send_first_part(line: smtplib.SMTP, words: bytes) -> None:
    """Sends what goes on with the next sending; that it comes in two parts tells later how far it came."""
    if line.sock is None or isinstance(line.sock, ssl.SSLSocket):
        line.send(words)
    else:
        line.sock.sendall(words, MORE_FOLLOWS)


def _stuffed(content: bytes) -> bytes:
    """`content` as it goes over the line: a leading dot doubled, and a line end before the final dot."""
    lines = content.replace(b"\r\n.", b"\r\n..")
    if lines.startswith(b"."):
        lines = b"." + lines
    return lines if lines.endswith(b"\r\n") else lines + b"\r\n"


def _words(error: BaseException) -> str:
    """What went wrong: the server's own words, or a sentence where it has none."""
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, OSError):
        error = error.__context__
    if isinstance(error, smtplib.SMTPResponseException):
        reply = error.smtp_error
        return f"{error.smtp_code} {reply.decode('utf-8', 'replace') if isinstance(reply, bytes) else reply}"
    if isinstance(error, TimeoutError):
        return Saying("Serveren svarede ikke i tide.")
    if isinstance(error, socket.gaierror):
        return Saying("Mailserveren kendes ikke: %(why)s.", why=str(error.strerror))
    if isinstance(error, FileNotFoundError):
        return Saying("Certifikatet i mail.ca_file findes ikke.")
    if isinstance(error, ConnectionRefusedError):
        return Saying("Mailserveren afviste forbindelsen.")
    if isinstance(error, ssl.SSLError):
        return Saying("Den krypterede forbindelse kunne ikke oprettes: %(why)s.", why=str(error.reason or error))
    return Saying("Forbindelsen blev afbrudt: %(why)s.", why=str(error))
