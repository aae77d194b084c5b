"""A real SMTP server in a process of its own, that misbehaves on demand.

    python -m tests.smtp_server FOLDER

It listens on a free port of 127.0.0.1, which it writes to FOLDER/port, and takes several commands together
(PIPELINING). Each mail that it accepts becomes a numbered file in FOLDER/accepted, with the envelope's recipient and
sender on the first line. How it behaves stands in FOLDER/behaviour.json, read anew for each command, as
{"step": {"recipient or *": action}}:

- step «connect»: «refuse» (421 as greeting)
- step «rcpt»: an answer as «550 no such user», «drop» or «hang»
- step «data»: an answer to DATA itself, as «451 later»
- step «body»: «drop» (the line breaks before the final dot is read)
- step «dot»: an answer, «drop» (kept, then the line breaks before the answer), «hang» (kept, and no answer)

FOLDER/tls.json, where it is there, makes it an encrypted server that wants a login (tracker, hemmelig), as
{"mode": "starttls" or "tls", "certificate": file, "key": file}.

An action may end in « once»; the server then writes it away when it has been used.
"""

from __future__ import annotations

import asyncio
import json
import os
import ssl
import sys
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HANG_SECONDS = 600


class Behaviour:
    """What the tests ask of the server."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "behaviour.json"

    def action(self, step: str, recipient: str = "*") -> str | None:
        """The action at `step` for `recipient`, if any."""
        wanted: dict[str, dict[str, str]] = json.loads(self._file.read_text()) if self._file.exists() else {}
        actions = wanted.get(step, {})
        key = recipient if recipient in actions else "*"
        action = actions.get(key)
        if action is not None and action.endswith(" once"):
            del actions[key]
            _replace(self._file, json.dumps(wanted))
            return action.removesuffix(" once")
        return action


class Handler:
    """Answers as the behaviour says, and keeps what it accepts."""

    def __init__(self, folder: Path, behaviour: Behaviour) -> None:
        self._accepted = folder / "accepted"
        self._accepted.mkdir(exist_ok=True)
        self._behaviour = behaviour

    async def handle_EHLO(
        self, server: Any, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        return [*responses[:-1], "250-PIPELINING", responses[-1]]

    async def handle_RCPT(
        self, server: Any, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        action = self._behaviour.action("rcpt", address)
        if action in {"drop", "hang"}:
            return await _break(server, action)
        if action is not None:
            return action
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:
        recipient = envelope.rcpt_tos[0]
        action = self._behaviour.action("dot", recipient)
        if action is None or action in {"drop", "hang"}:
            self._keep(f"{recipient} {envelope.mail_from}", envelope.original_content or b"")
        if action in {"drop", "hang"}:
            return await _break(server, action)
        return action or "250 kept"

    def _keep(self, envelope: str, content: bytes) -> None:
        number = len(list(self._accepted.iterdir()))
        while True:
            try:
                handle = os.open(self._accepted / f"{number:06}", os.O_CREAT | os.O_EXCL | os.O_WRONLY)
            except FileExistsError:
                number += 1
                continue
            with os.fdopen(handle, "wb") as file:
                file.write(envelope.encode() + b"\n" + content)
            return


class MisbehavingSMTP(SMTP):
    """A server whose DATA command can fail before the mail itself is read."""

    behaviour: Behaviour

    async def smtp_DATA(self, arg: str) -> None:
        recipient = self.envelope.rcpt_tos[0] if self.envelope and self.envelope.rcpt_tos else "*"
        answer = self.behaviour.action("data", recipient)
        if answer is not None:
            await self.push(answer)
            return
        if self.behaviour.action("body", recipient) == "drop":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)

    async def _handle_client(self) -> None:
        if self.behaviour.action("connect") == "refuse":
            await self.push("421 closed for today")
            self.transport.close()
            return
        await super()._handle_client()


async def _break(server: Any, action: str) -> str:
    if action == "hang":
        await asyncio.sleep(HANG_SECONDS)
    server.transport.abort()
    return "421 gone"


def _replace(file: Path, text: str) -> None:
    new = file.with_suffix(".new")
    new.write_text(text)
    new.replace(file)


def authenticate(_server: Any, _session: Any, _envelope: Any, _mechanism: str, login: Any) -> AuthResult:
    """Knows one user."""
    known = isinstance(login, LoginPassword) and (login.login, login.password) == (b"tracker", b"hemmelig")
    return AuthResult(success=known, handled=known)


async def serve(folder: Path) -> None:
    """Serves until the process is ended."""
    behaviour = Behaviour(folder)
    handler = Handler(folder, behaviour)

    tls = json.loads((folder / "tls.json").read_text()) if (folder / "tls.json").exists() else None
    options: dict[str, Any] = {}
    context = None
    if tls is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(tls["certificate"], tls["key"])
        by_command = tls["mode"] == "starttls"
        options = {"authenticator": authenticate, "auth_required": True, "auth_require_tls": by_command}
        if by_command:
            options |= {"tls_context": context, "require_starttls": True}
            context = None

    def make() -> MisbehavingSMTP:
        server = MisbehavingSMTP(handler, enable_SMTPUTF8=False, hostname="mail.example.dk", timeout=600, **options)
        server.behaviour = behaviour
        return server

    listening = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, ssl=context)
    _replace(folder / "port", str(listening.sockets[0].getsockname()[1]))
    await listening.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(Path(sys.argv[1])))
