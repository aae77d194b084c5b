"""Mails that came back, as mail servers write them."""

from __future__ import annotations

from email.message import EmailMessage

ORIGINAL = "<0123456789abcdef@example.dk>"
RETURN_PATH = "retur+aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@example.dk"

_REPORT = """\
Return-Path: <>
Delivered-To: retur@example.dk
Received: by mx.example.dk (Postfix) id 4XyZ; Fri, 31 May 2019 08:00:03 +0200 (CEST)
Date: Fri, 31 May 2019 08:00:03 +0200 (CEST)
From: MAILER-DAEMON@mx.example.dk (Mail Delivery System)
Subject: {subject}
To: {to}
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
	boundary="4XyZ.1559282403/mx.example.dk"
Message-Id: <{number}@mx.example.dk>

This is a MIME-encapsulated message.

--4XyZ.1559282403/mx.example.dk
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.dk.

Your message is not where it should be.

--4XyZ.1559282403/mx.example.dk
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.dk
X-Postfix-Queue-ID: 4XyZ
Arrival-Date: Fri, 31 May 2019 08:00:01 +0200 (CEST)

{recipients}
--4XyZ.1559282403/mx.example.dk
Content-Description: Undelivered Message
Content-Type: message/rfc822

Return-Path: <{to}>
From: "Tracker" <tracker@example.dk>
To: <{recipient}>
Subject: =?utf-8?q?P=C3=A5mindelse?=
Message-ID: {original}
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

Opgaven skal være færdig.

--4XyZ.1559282403/mx.example.dk--
"""

_RECIPIENT = """\
Final-Recipient: rfc822; {recipient}
Original-Recipient: rfc822;{recipient}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.other.dk
Diagnostic-Code: {diagnostic}
"""

UNKNOWN_USER = "smtp; 550 5.1.1 <anna@example.dk>: Recipient address rejected: User unknown"


def report(
    to: str = RETURN_PATH,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    diagnostic: str = UNKNOWN_USER,
    recipient: str = "anna@example.dk",
    original: str = ORIGINAL,
    number: object = 1,
    more: str = "",
) -> bytes:
    """A report about a mail as Postfix writes it; `more` are further recipients."""
    recipients = _RECIPIENT.format(recipient=recipient, action=action, status=status, diagnostic=diagnostic)
    subject = "Delayed Mail (still being retried)" if action == "delayed" else "Undelivered Mail Returned to Sender"
    text = _REPORT.format(
        to=to, recipients=recipients + more, recipient=recipient, original=original, number=number, subject=subject
    )
    return text.replace("\n", "\r\n").encode()


def recipient(address: str, action: str, status: str, diagnostic: str = "smtp; 250 ok") -> str:
    """One more recipient of a report."""
    return "\n" + _RECIPIENT.format(recipient=address, action=action, status=status, diagnostic=diagnostic)


def plain(text: str = "Hej", *, to: str = RETURN_PATH, sender: str = "anna@example.dk", **headers: str) -> bytes:
    """A mail that is no report; an underscore in a header's name stands for a hyphen."""
    mail = EmailMessage()
    mail["From"], mail["To"] = sender, to
    for name, value in {"Subject": "Re: Påmindelse", "Message-ID": "<svar@example.dk>", **headers}.items():
        del mail[name.replace("_", "-")]
        mail[name.replace("_", "-")] = value
    mail.set_content(text)
    return mail.as_bytes().replace(b"\n", b"\r\n")
