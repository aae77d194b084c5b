"""The local mailbox of a demonstration: every mail as its reader sees it. Nothing has left the machine."""

from __future__ import annotations

from dataclasses import dataclass
from email import message_from_bytes, policy

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from tracker.db.queries.operation import outbox
from tracker.domain.roles import Right
from tracker.errors import NotFoundError
from tracker.web import context
from tracker.web.access import allowed
from tracker.web.translation import gettext as _

blueprint = Blueprint("mailbox", __name__, url_prefix="/postkasse")

MAIL_POLICY = "; ".join(
    ("sandbox", "default-src 'none'", "style-src 'unsafe-inline'", "img-src data:", "frame-ancestors 'none'")
)
"""For a mail's own page: its styles stand in its tags, as mail programs demand; nothing in it runs or is fetched."""


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail taken apart as a mail program does."""

    subject: str
    sender: str
    recipient: str
    text: str
    html: str | None

    @classmethod
    def parse(cls, content: bytes) -> Mail:
        """The mail that `content` holds."""
        message = message_from_bytes(content, policy=policy.default)
        html = message.get_body(("html",))
        text = message.get_body(("plain",))
        return cls(
            subject=str(message["Subject"] or ""),
            sender=str(message["From"] or ""),
            recipient=str(message["To"] or ""),
            text=text.get_content() if text else "",
            html=html.get_content() if html else None,
        )


@blueprint.get("/")
@allowed(Right.READ, demonstration_only=True)
def listing() -> str:
    """The mails, the newest first."""
    return render_template("mailbox/listing.html", messages=outbox.delivered_messages(context.reading()))


@blueprint.get("/<int:message_id>")
@allowed(Right.READ, demonstration_only=True)
def show(message_id: int) -> str:
    """One mail: who, when, and its text."""
    line = outbox.delivered_message(context.reading(), message_id)
    return render_template("mailbox/show.html", line=line, mail=Mail.parse(line.content or b""))


@blueprint.get("/<int:message_id>/html")
@allowed(Right.READ, demonstration_only=True)
def html(message_id: int) -> Response:
    """The HTML of a mail, alone on a page that may do nothing."""
    found = Mail.parse(outbox.delivered_message(context.reading(), message_id).content or b"")
    if found.html is None:
        raise NotFoundError(_("Mailen har ingen HTML-udgave."))
    response = Response(found.html, mimetype="text/html")
    response.headers["Content-Security-Policy"] = MAIL_POLICY
    return response
