"""The list in a mail equals the list on the screen: the link in the mail is followed and compared."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import cast

import pytest

from tests.outboxes import FakeTransport
from tests.web.world import SignIn
from tracker.bootstrap import Runtime
from tracker.domain.roles import Role
from tracker.jobs import Worker, deliver, plan_and_queue

BASE = "http://127.0.0.1:8000"


def mails(runtime: Runtime) -> list[EmailMessage]:
    """Everything that is due, as its readers get it."""
    transport = FakeTransport()
    worker = Worker(runtime, "w", open_transport=lambda: transport)
    plan_and_queue(worker)
    deliver(worker)
    return [cast(EmailMessage, message_from_bytes(content, policy=default)) for _, content in transport.handed_over]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def tasks_in(mail: EmailMessage) -> list[str]:
    """The addresses of the tasks, in the order of the mail."""
    return [
        line.strip().removeprefix(BASE)
        for line in text_of(mail).splitlines()
        if "/opgaver/" in line and "?" not in line
    ]


def list_link(mail: EmailMessage) -> str:
    return next(line.strip() for line in text_of(mail).splitlines() if "mail=" in line).removeprefix(BASE)


@pytest.mark.parametrize("role", [Role.SECRETARY, Role.MANAGEMENT, Role.ADMINISTRATOR])
def test_the_list_of_a_mail_is_the_list_on_the_screen(role: Role, runtime: Runtime, visit: SignIn) -> None:
    found = mails(runtime)
    assert len(found) >= 2
    for mail in found:
        page = visit(role).get(list_link(mail) + "&antal=100")
        links = [
            link for link in page.links if link.startswith("/opgaver/") and link.removeprefix("/opgaver/").isdigit()
        ]
        assert sorted(set(links)) == sorted(tasks_in(mail)), mail["Subject"]
        for address in tasks_in(mail):
            assert visit(role).get(address).status == 200


def test_the_answers_in_a_mail_open_without_a_sign_in(runtime: Runtime, visit: SignIn) -> None:
    (mail, *_others) = [mail for mail in mails(runtime) if "/svar/" in text_of(mail)]
    links = [line.strip().removeprefix(BASE) for line in text_of(mail).splitlines() if "/svar/" in line]
    assert len(links) == 4 * len(tasks_in(mail))
    for link in links:
        page = visit(None).get(link)
        assert "Send svaret" in page.main
        assert "@" not in link


def test_management_gets_no_answers_that_its_role_may_not_give(runtime: Runtime) -> None:
    lists = [mail for mail in mails(runtime) if str(mail["Subject"]).startswith("Overskredne frister")]
    assert lists
    assert all("/svar/" not in text_of(mail) for mail in lists)
