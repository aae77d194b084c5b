"""The one place where settings become a database, a mailer, a clock and a policy."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from pydantic import SecretStr

from tracker.agreement.deadlines import Conventions
from tracker.clock import Clock, MovedClock, SystemClock, local_date
from tracker.db.engine import Database
from tracker.domain.policy import Policy, Timing
from tracker.errors import SettingsError
from tracker.mail.imap import ImapInbox, ImapServer
from tracker.mail.inbox import Inbox, MaildirInbox
from tracker.mail.mailbox import MailboxTransport
from tracker.mail.oauth2 import TokenSource
from tracker.mail.smtp import Server, SmtpTransport
from tracker.mail.transport import Transport
from tracker.services.agreements.conventions import reading_conventions
from tracker.services.mails.answer_links import AnswerLinks, key_from
from tracker.services.mails.digests import Sender
from tracker.services.mails.return_paths import PURPOSE, ReturnPaths
from tracker.services.reminders.reminders import Times
from tracker.settings import BounceSettings, MailSettings, Settings


@dataclass(frozen=True, slots=True)
class Runtime:
    """What every entry point works with.

    `clock` is the time that the domain sees, and can be moved; `machine_clock` is the machine's own, for sessions,
    leases and the heartbeat. `demonstration` says that this is no real installation: pages show it, and links in its
    mails are signed with `passing_secret`, which ends with the process.
    """

    settings: Settings
    database: Database
    clock: Clock
    machine_clock: Clock = field(default_factory=SystemClock)
    demonstration: bool = False
    passing_secret: str = field(default_factory=lambda: secrets.token_hex(32), repr=False)

    @property
    def zone(self) -> ZoneInfo:
        """The municipality's time zone."""
        return ZoneInfo(self.settings.reminders.time_zone)

    def today(self) -> date:
        """The municipality's date, by the clock that the domain sees."""
        return local_date(self.clock.now(), self.zone)

    def now(self) -> datetime:
        """The time that the domain sees, aware, in UTC."""
        return self.clock.now()

    def times(self) -> Times:
        """Both clocks, read once."""
        return Times(self.clock.now(), self.machine_clock.now())

    @property
    def conventions(self) -> Conventions:
        """What the municipality means by its words for time."""
        return reading_conventions(self.settings.conventions)

    @property
    def policy(self) -> Policy:
        """When reminders are sent, as the configuration says; the rules in the database come on top of it."""
        reminders = self.settings.reminders
        base = Timing(
            lead_days=reminders.lead_days,
            overdue_every_days=reminders.overdue_every_days,
            silence_days=reminders.silence_days,
            ladder=reminders.ladder,
        )
        return Policy(base, send_at=time(reminders.send_at_hour))

    @property
    def sender(self) -> Sender:
        """Whom mails come from."""
        mail = self.settings.mail
        return Sender(mail.sender, mail.sender_name, self.settings.web.base_url, self.links, self.return_paths)

    @property
    def return_paths(self) -> ReturnPaths | None:
        """The envelope senders by which mails that come back are known; none where they come back to nobody."""
        bounces, secret = self.settings.bounces, self._secret
        if bounces.address is None or secret is None:
            return None
        return ReturnPaths(key_from(secret, PURPOSE), bounces.address, bounces.separator)

    @property
    def links(self) -> AnswerLinks | None:
        """The links that answer from a mail; none where there is no secret key to sign them with."""
        web, secret = self.settings.web, self._secret
        if secret is None or not self.settings.reminders.answer_days:
            return None
        return AnswerLinks(key_from(secret), web.base_url, self.settings.reminders.answer_days)

    @property
    def _secret(self) -> str | None:
        """What keys are made from; in a demonstration one that ends with the process."""
        return self.settings.web.own_secret or (self.passing_secret if self.demonstration else None)

    @property
    def reads_returns(self) -> bool:
        """Whether there is a mailbox of mails that came back."""
        return self.settings.bounces.address is not None

    def inbox(self) -> Inbox:
        """The mailbox of mails that came back, to be used as a context; raises `SettingsError` where there is none."""
        bounces = self.settings.bounces
        if bounces.maildir is not None:
            return MaildirInbox(bounces.maildir, bounces.handled_folder)
        if bounces.imap_host is not None:
            return ImapInbox(_imap_server(bounces, bounces.imap_host))
        raise SettingsError("Der er ingen postkasse til returmails. Sæt [bounces] i indstillingerne.")

    def transport(self) -> Transport:
        """A way to deliver mails, to be used as a context."""
        mail = self.settings.mail
        return MailboxTransport() if mail.delivery == "mailbox" else SmtpTransport(_server(mail))


def build(
    settings: Settings,
    *,
    today: date | None = None,
    demonstration: bool = False,
    open_database: Callable[..., Database] = Database,
) -> Runtime:
    """The runtime for `settings`; `today` moves the clock that the domain sees to that date."""
    reading_conventions(settings.conventions)  # refused at the start rather than at the first import
    if settings.bounces.address is not None and settings.web.own_secret is None and not demonstration:
        raise SettingsError("bounces.address skal bruge web.secret_key: returadresserne underskrives med den.")
    zone = ZoneInfo(settings.reminders.time_zone)
    clock: Clock = MovedClock.starting_on(today, zone) if today else SystemClock()
    return Runtime(settings, open_database(settings.database.url, zone=zone), clock, demonstration=demonstration)


def _server(mail: MailSettings) -> Server:
    return Server(
        host=mail.host,
        port=mail.port,
        sender=mail.sender,
        security=mail.security,
        username=mail.username,
        password=_open(mail.password),
        timeout=mail.timeout_seconds,
        redirect_to=mail.redirect_to,
        ca_file=str(mail.ca_file) if mail.ca_file else None,
    )


def _imap_server(bounces: BounceSettings, host: str) -> ImapServer:
    source = None
    if bounces.token_url is not None and bounces.client_id is not None:
        source = TokenSource(
            bounces.token_url,
            bounces.client_id,
            _open(bounces.client_secret),
            _open(bounces.refresh_token),
            bounces.scope,
            timeout=bounces.timeout_seconds,
        )
    return ImapServer(
        host=host,
        port=bounces.imap_port,
        username=bounces.imap_username or "",
        password=_open(bounces.imap_password),
        fetch_token=source.fetch if source else None,
        security=bounces.imap_security,
        folder=bounces.folder,
        handled_folder=bounces.handled_folder,
        timeout=bounces.timeout_seconds,
        ca_file=str(bounces.ca_file) if bounces.ca_file else None,
    )


def _open(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
