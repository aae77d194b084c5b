"""Starts a real IMAP server, Debian's dovecot, on free ports of this machine and without any rights of its own.

With REQUIRE_DOVECOT=1 a missing dovecot is an error, and not a reason to skip.
"""

from __future__ import annotations

import grp
import json
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

USER, PASSWORD = "retur@example.dk", "hemmelig"
MISSING = "dovecot 2.3 or 2.4 is missing: it is the IMAP server that mails are read from"
START_SECONDS = 60
NOBODY = "nobody"

_COMMON = """\
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
listen = 127.0.0.1
default_internal_user = {user}
default_internal_group = {group}
default_login_user = {user}
first_valid_uid = 1
first_valid_gid = 1
ssl = yes
auth_mechanisms = plain xoauth2
auth_failure_delay = 0
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = {tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""
_OAUTH2 = """\
introspection_mode = post
introspection_url = http://127.0.0.1:{token_port}/introspect
username_attribute = username
active_attribute = active
active_value = true
"""
_OF_2_3 = """\
protocols = imap
ssl_cert = <{folder}/own.pem
ssl_key = <{folder}/own.key
disable_plaintext_auth = no
mail_location = maildir:{folder}/mail
passdb {{
  driver = passwd-file
  args = {folder}/passwords
  mechanisms = plain
}}
passdb {{
  driver = oauth2
  args = {folder}/oauth2.conf
  mechanisms = xoauth2
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/home
}}
"""
_OF_2_4 = """\
protocols {{
  imap = yes
}}
ssl_server_cert_file = {folder}/own.pem
ssl_server_key_file = {folder}/own.key
auth_allow_cleartext = yes
mail_driver = maildir
mail_path = {folder}/mail
namespace inbox {{
  inbox = yes
}}
passdb passwd-file {{
  passwd_file_path = {folder}/passwords
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/home
  }}
}}
"""
_VERSIONS_OF_2_4 = "dovecot_config_version = 2.4.0\ndovecot_storage_version = 2.4.0\n"


def configuration(version: str) -> str | None:
    """The template of dovecot.conf for what `dovecot --version` says; none for a version that is not known.

    From 2.4 on its first line must say for which version it is written, and tokens are asked about without a passdb.
    """
    if version.startswith("2.3."):
        return _COMMON + _OF_2_3
    if version.startswith("2.4."):
        return f"{_VERSIONS_OF_2_4}{_COMMON}{_OF_2_4}oauth2 {{{{\n{_OAUTH2}}}}}\n"
    return None


@dataclass
class TokenServer:
    """Gives tokens to the program, and tells dovecot which hold: a small server of both kinds."""

    url: str
    port: int
    valid: set[str] = field(default_factory=set)
    asked: list[dict[str, str]] = field(default_factory=list)
    answer: tuple[int, bytes] | None = None  # instead of a token

    def respond(self, path: str, form: dict[str, str]) -> tuple[int, bytes]:
        if path == "/introspect":
            token = form.get("token", "")
            return 200, json.dumps({"active": token in self.valid, "username": USER}).encode()
        self.asked.append(form)
        if self.answer is not None:
            return self.answer
        token = f"token-{len(self.asked)}"
        self.valid.add(token)
        return 200, json.dumps({"access_token": token, "expires_in": 3600}).encode()


@dataclass(frozen=True, slots=True)
class ImapMachine:
    """A running server, seen from a test: one mailbox, a Maildir under `folder`."""

    folder: Path
    port: int
    tls_port: int
    tokens: TokenServer

    def deliver(self, *contents: bytes) -> None:
        """Lays mails into the mailbox, unread."""
        box = self.folder / "mail"
        for content in contents:
            number = len(list((box / "new").iterdir())) + len(list((box / "cur").iterdir()))
            file = box / "tmp" / f"{number:04}.{time.monotonic_ns()}.test"
            file.write_bytes(content)
            file.chmod(0o666)
            file.rename(box / "new" / file.name)

    def clear(self) -> None:
        """Takes everything out of the mailbox and its folders."""
        for part in ("new", "cur", "tmp"):
            for file in (self.folder / "mail").rglob(f"{part}/*"):
                file.unlink()

    def flags(self, folder: str | None = None) -> list[tuple[str, str]]:
        """The subject and the flags of each mail in a folder, the mailbox itself by default."""
        box = self.folder / "mail" / (f".{folder}" if folder else "")
        files = sorted([*(box / "new").iterdir(), *(box / "cur").iterdir()], key=lambda each: each.name)
        return [(message_from_bytes(each.read_bytes())["Subject"], each.name.partition(":2,")[2]) for each in files]


@pytest.fixture(scope="session")
def imap_machine(certificates: Path) -> Iterator[ImapMachine]:
    """A server for all tests of a process; whoever uses it empties its mailbox first."""
    binary = shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")
    template = configuration(_version(binary)) if binary else None
    if binary is None or template is None:
        if os.environ.get("REQUIRE_DOVECOT") == "1":
            pytest.fail(f"REQUIRE_DOVECOT=1, but {MISSING}.")
        pytest.skip(MISSING)
    with tempfile.TemporaryDirectory(prefix="imap-") as name, _token_server() as tokens:
        folder = Path(name)
        account = pwd.getpwnam(NOBODY) if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        machine = ImapMachine(folder, _free_port(), _free_port(), tokens)
        _prepare(machine, certificates, account, template)
        with _running(binary, machine, account):
            yield machine


def _prepare(machine: ImapMachine, certificates: Path, account: pwd.struct_passwd, template: str) -> None:
    folder = machine.folder
    for part in ("run", "state", "home", "mail/new", "mail/cur", "mail/tmp"):
        (folder / part).mkdir(parents=True)
    for file in ("own.pem", "own.key"):
        shutil.copy(certificates / file, folder / file)
    (folder / "passwords").write_text(f"{USER}:{{PLAIN}}{PASSWORD}\n")
    (folder / "oauth2.conf").write_text(_OAUTH2.format(token_port=machine.tokens.port))
    (folder / "dovecot.conf").write_text(
        template.format(
            folder=folder,
            user=account.pw_name,
            group=grp.getgrgid(account.pw_gid).gr_name,
            uid=account.pw_uid,
            gid=account.pw_gid,
            port=machine.port,
            tls_port=machine.tls_port,
            token_port=machine.tokens.port,
        )
    )
    if os.geteuid() == 0:
        for each in (folder, *folder.rglob("*")):
            os.chown(each, account.pw_uid, account.pw_gid)


@contextmanager
def _running(binary: str, machine: ImapMachine, account: pwd.struct_passwd) -> Iterator[None]:
    rights: dict[str, object] = {}
    if os.geteuid() == 0:
        rights = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    command = [binary, "-F", "-c", str(machine.folder / "dovecot.conf")]
    process = subprocess.Popen(  # type: ignore[call-overload]
        command, cwd=machine.folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **rights
    )
    try:
        _wait_for(machine, process)
        yield
    finally:
        process.terminate()
        process.communicate(timeout=START_SECONDS)


def _wait_for(machine: ImapMachine, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with socket.create_connection(("127.0.0.1", machine.port), timeout=5) as line:
                if line.recv(100).startswith(b"* OK"):
                    return
        except OSError:
            time.sleep(0.05)
    log = machine.folder / "log"
    pytest.fail(f"dovecot did not start: {log.read_text() if log.exists() else process.communicate()[1]!r}")


@contextmanager
def _token_server() -> Iterator[TokenServer]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            form = {name: values[0] for name, values in parse_qs(body).items()}
            status, answer = tokens.respond(urlsplit(self.path).path, form)
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    tokens = TokenServer(f"http://127.0.0.1:{server.server_port}/token", server.server_port)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield tokens
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _version(binary: str) -> str:
    return subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
