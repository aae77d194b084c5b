"""Fetches the token that opens a mailbox by XOAUTH2, anew each time, since such a token soon runs out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from tracker.errors import MailboxError
from tracker.sayings import Saying

ANSWER_LIMIT = 64 * 1024


@dataclass(frozen=True, slots=True)
class TokenSource:
    """Where tokens are given, and to whom. With a `refresh_token` it is a person's who has consented, and without one
    the program's own (client credentials); `timeout` is in seconds.
    """

    url: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    refresh_token: str | None = field(default=None, repr=False)
    scope: str | None = None
    timeout: float = 30

    def fetch(self) -> str:
        """A token. Raises `MailboxError` with what the server had against it."""
        asked = {
            "grant_type": "refresh_token" if self.refresh_token else "client_credentials",
            "client_id": self.client_id,
            "client_secret": self.client_secret,
            "refresh_token": self.refresh_token,
            "scope": self.scope,
        }
        form = urlencode({name: value for name, value in asked.items() if value}).encode("ascii")
        request = Request(self.url, form, {"Accept": "application/json"})  # noqa: S310 - the settings take http and https
        try:
            with urlopen(request, timeout=self.timeout) as answer:  # noqa: S310
                token = _read(answer.read(ANSWER_LIMIT)).get("access_token")
        except HTTPError as error:
            said = _read(error.read(ANSWER_LIMIT))
            why = said.get("error_description") or said.get("error") or error.reason
            raise MailboxError(
                Saying(
                    "%(url)s gav intet token: %(why)s.",
                    url=self.url,
                    why=f"{error.code} {' '.join(str(why).split())[:300]}",
                )
            ) from error
        except (OSError, HTTPException) as error:
            raise MailboxError(Saying("%(url)s kan ikke nås: %(why)s.", url=self.url, why=str(error))) from error
        if not isinstance(token, str) or not token or not token.isascii() or not token.isprintable():
            raise MailboxError(Saying("%(url)s svarede uden et token.", url=self.url))
        return token


def _read(answer: bytes) -> dict[str, object]:
    try:
        found = json.loads(answer)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
