"""How far a mail got, against a real server in another process that misbehaves in every way."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import replace

import pytest

from tests.mail_servers import MailServer
from tracker.domain.delivery import Outcome, Result
from tracker.mail.smtp import Server, SmtpTransport

CONTENT = b"Subject: Prove\r\n\r\n.en linje med punktum\r\n..to\r\nslut\r\n"
ANNA, BO, CARL = "anna@example.dk", "bo@example.dk", "carl@example.dk"


def server_of(mail_server: MailServer, timeout: float = 20) -> Server:
    return Server(host="127.0.0.1", port=mail_server.port, sender="tracker@example.dk", timeout=timeout)


def send(server: Server, *addresses: str) -> list[Outcome]:
    with SmtpTransport(server) as transport:
        return [transport.hand_over(address, CONTENT) for address in addresses]


def results(outcomes: list[Outcome]) -> list[Result]:
    return [outcome.result for outcome in outcomes]


def test_a_mail_arrives_byte_for_byte_and_the_servers_answer_is_kept(mail_server: MailServer) -> None:
    (outcome,) = send(server_of(mail_server), ANNA)
    assert outcome == Outcome(Result.ACCEPTED, "250 kept", exposed=True)
    assert mail_server.accepted() == [(ANNA, CONTENT)]


def test_a_mail_without_a_last_line_end_gets_one(mail_server: MailServer) -> None:
    with SmtpTransport(server_of(mail_server)) as transport:
        assert transport.hand_over(ANNA, b".x").result is Result.ACCEPTED
    assert mail_server.accepted() == [(ANNA, b".x\r\n")]


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ({"rcpt": {BO: "550 no such user"}}, Outcome(Result.REFUSED, "550 no such user")),
        ({"rcpt": {BO: "450 busy"}}, Outcome(Result.DEFERRED, "450 busy")),
        ({"rcpt": {BO: "421 going away"}}, Outcome(Result.DEFERRED, "421 going away")),
        ({"data": {BO: "451 later"}}, Outcome(Result.DEFERRED, "451 later")),
        ({"data": {BO: "554 no"}}, Outcome(Result.REFUSED, "554 no")),
        ({"dot": {BO: "452 full"}}, Outcome(Result.DEFERRED, "452 full", exposed=True)),
        ({"dot": {BO: "552 too large"}}, Outcome(Result.REFUSED, "552 too large", exposed=True)),
        ({"dot": {BO: "421 going away"}}, Outcome(Result.DEFERRED, "421 going away", exposed=True)),
    ],
)
def test_what_the_server_has_against_one_mail_touches_no_other(
    mail_server: MailServer, steps: dict[str, dict[str, str]], expected: Outcome
) -> None:
    mail_server.behave(**steps)
    first, second, third = send(server_of(mail_server), ANNA, BO, CARL)
    assert (first.result, third.result) == (Result.ACCEPTED, Result.ACCEPTED)
    assert second == expected
    assert mail_server.count() == {ANNA: 1, CARL: 1}


def test_a_line_that_breaks_before_the_final_dot_is_no_delivery(mail_server: MailServer) -> None:
    mail_server.behave(body={BO: "drop"})
    outcomes = send(server_of(mail_server), ANNA, BO, CARL)
    # The break may be noticed while the mail is sent, or only at the dot. In the second case nobody can know.
    assert outcomes[1].result in {Result.BROKEN, Result.LOST}
    assert outcomes[1].exposed
    assert mail_server.count() == {ANNA: 1, CARL: 1}


def test_a_line_that_breaks_in_the_middle_of_a_large_mail_is_known_not_to_have_arrived(
    mail_server: MailServer,
) -> None:
    mail_server.behave(body={BO: "drop"})
    with SmtpTransport(server_of(mail_server)) as transport:
        outcome = transport.hand_over(BO, b"x" * 70 + b"\r\n" + (b"y" * 70 + b"\r\n") * 500_000)
    assert outcome.result is Result.BROKEN
    assert mail_server.accepted() == []


def test_a_line_that_breaks_after_the_final_dot_leaves_the_mail_of_unknown_fate(mail_server: MailServer) -> None:
    mail_server.behave(dot={BO: "drop"})
    assert results(send(server_of(mail_server), ANNA, BO, CARL)) == [Result.ACCEPTED, Result.LOST, Result.ACCEPTED]
    assert mail_server.count() == {ANNA: 1, BO: 1, CARL: 1}


def test_a_server_that_hangs_is_given_up_and_the_next_mail_gets_a_fresh_line(mail_server: MailServer) -> None:
    mail_server.behave(rcpt={ANNA: "hang"}, dot={BO: "hang"})
    outcomes = send(server_of(mail_server, timeout=0.5), ANNA, BO, CARL)
    assert results(outcomes) == [Result.BROKEN, Result.LOST, Result.ACCEPTED]
    assert outcomes[0].reply == "Serveren svarede ikke i tide."


def test_a_server_that_closes_the_line_between_two_mails_costs_no_try(mail_server: MailServer) -> None:
    with SmtpTransport(server_of(mail_server)) as transport:
        assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
        mail_server.behave(rcpt={BO: "drop once"})
        assert transport.hand_over(BO, CONTENT).result is Result.ACCEPTED
    assert mail_server.count() == {ANNA: 1, BO: 1}


def test_a_server_that_turns_everybody_away_is_unreachable(mail_server: MailServer) -> None:
    mail_server.behave(connect={"*": "refuse"})
    (outcome,) = send(server_of(mail_server), ANNA)
    assert outcome.result is Result.UNREACHABLE
    assert "421" in outcome.reply


def test_a_server_that_is_not_there_is_unreachable() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound and not listening: nobody else answers on it
        server = Server(host="127.0.0.1", port=taken.getsockname()[1], sender="tracker@example.dk")
        assert send(server, ANNA) == [Outcome(Result.UNREACHABLE, "Mailserveren afviste forbindelsen.")]


def test_a_mail_can_be_redirected_and_says_itself_who_it_was_for(mail_server: MailServer) -> None:
    server = replace(server_of(mail_server), redirect_to=CARL)
    send(server, ANNA)
    assert mail_server.accepted() == [(CARL, CONTENT)]


def test_encryption_that_the_server_does_not_offer_is_no_reason_to_send_in_the_clear(mail_server: MailServer) -> None:
    server = replace(server_of(mail_server), security="starttls")
    assert results(send(server, ANNA)) == [Result.UNREACHABLE]
    assert mail_server.accepted() == []


def test_a_password_is_not_sent_to_a_server_that_asks_for_none(mail_server: MailServer) -> None:
    server = replace(server_of(mail_server), username="tracker", password="hemmelig")
    assert results(send(server, ANNA)) == [Result.UNREACHABLE]
    assert "hemmelig" not in repr(server)


def conversation(*answers: bytes) -> AbstractContextManager[int]:
    """A server that says `answers` one after the other, whatever it hears, to each who calls."""
    return slow_conversation(0, *answers)


@contextmanager
def slow_conversation(seconds: float, *answers: bytes) -> Iterator[int]:
    """The same, with some time before each answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def talk() -> None:
            try:
                while True:
                    line, _ = listening.accept()
                    with line:
                        for answer in answers:
                            time.sleep(seconds)
                            line.sendall(answer + b"\r\n")
                            if not line.recv(4096):
                                break
            except OSError:
                return

        threading.Thread(target=talk, daemon=True).start()
        yield listening.getsockname()[1]
        listening.shutdown(socket.SHUT_RDWR)


def test_an_answer_that_asks_for_credentials_ends_no_mail() -> None:
    with conversation(b"220 hej", b"250 hej", b"530 log in first") as port:
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=5)
        assert results(send(server, ANNA)) == [Result.UNREACHABLE]


def test_a_server_that_cannot_be_trusted_gets_nothing() -> None:
    with conversation(b"220 not encrypted at all") as port:
        context = ssl.create_default_context()
        server = Server(
            host="127.0.0.1", port=port, sender="tracker@example.dk", security="tls", timeout=5, context=context
        )
        (outcome,) = send(server, ANNA)
    assert outcome.result is Result.UNREACHABLE
    assert outcome.reply.startswith("Den krypterede forbindelse")


@contextmanager
def listening(answers: dict[str, bytes], *, pipelining: bool) -> Iterator[tuple[int, list[str]]]:
    """A server that says yes, save where `answers` has another answer to a command, and what it has heard so far."""
    heard: list[str] = []
    greeting = b"250-hej\r\n250 PIPELINING" if pipelining else b"250 hej"
    usual = {"ehlo": greeting, "data": b"354 go on"}

    def talk(line: socket.socket) -> None:
        with line, line.makefile("rb") as words:
            line.sendall(b"220 hej\r\n")
            for said in words:
                command = said.decode().strip()
                heard.append(command)
                word = command[:4].lower()
                line.sendall(answers.get(word, usual.get(word, b"250 ok")) + b"\r\n")
                if word == "data" and word not in answers:
                    heard.append("".join(iter(lambda: words.readline().decode(), ".\r\n")))
                    line.sendall(b"250 kept\r\n")

    def serve(door: socket.socket) -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=talk, args=door.accept()[:1], daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as door:
        threading.Thread(target=serve, args=(door,), daemon=True).start()
        yield door.getsockname()[1], heard
        door.shutdown(socket.SHUT_RDWR)


def lower(heard: list[str]) -> list[str]:
    return [words.lower() for words in heard]


def until(heard: list[str], count: int) -> list[str]:
    """What was heard, when it has come to be so much."""
    end = time.monotonic() + 20
    while len(heard) < count:
        assert time.monotonic() < end, heard
        time.sleep(0.005)
    return lower(heard)


MAIL, RCPT = "mail from:<tracker@example.dk>", "rcpt to:<{}>"
WORDS = CONTENT.decode().replace("\r\n.", "\r\n..").lower()


@pytest.mark.parametrize("pipelining", [True, False])
def test_a_server_is_told_ahead_of_the_mail_and_hears_nothing_of_it_before_it_is_handed_over(pipelining: bool) -> None:
    with listening({}, pipelining=pipelining) as (port, heard):
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=20)
        with SmtpTransport(server) as transport:
            transport.announce(ANNA)  # there is no line yet
            assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
            heard.clear()
            transport.announce(BO)
            ahead = [MAIL, RCPT.format(BO)] if pipelining else [MAIL]
            assert until(heard, len(ahead)) == ahead
            time.sleep(0.05)
            assert lower(heard) == ahead
            assert transport.hand_over(BO, CONTENT).result is Result.ACCEPTED
            assert lower(heard) == [MAIL, RCPT.format(BO), "data", WORDS]


@pytest.mark.parametrize("pipelining", [True, False])
def test_what_was_told_ahead_is_taken_back_when_another_mail_comes(pipelining: bool) -> None:
    with listening({}, pipelining=pipelining) as (port, heard):
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=20)
        with SmtpTransport(server) as transport:
            assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
            transport.announce(ANNA)
            heard.clear()
            transport.announce(BO)
            assert transport.hand_over(CARL, CONTENT).result is Result.ACCEPTED
        assert [words for words in lower(heard) if words not in {MAIL, RCPT.format(BO), RCPT.format(ANNA)}] == [
            "rset",
            "rset",
            RCPT.format(CARL),
            "data",
            WORDS,
            "quit",
        ]


@pytest.mark.parametrize("pipelining", [True, False])
@pytest.mark.parametrize(
    ("answers", "result"),
    [
        ({"rcpt": b"550 no such user"}, Result.REFUSED),
        ({"rcpt": b"450 busy"}, Result.DEFERRED),
        ({"data": b"451 later"}, Result.DEFERRED),
        ({"mail": b"550 not from you"}, Result.UNREACHABLE),
    ],
)
def test_a_refusal_of_what_was_told_ahead_is_that_mails_alone(
    pipelining: bool, answers: dict[str, bytes], result: Result
) -> None:
    misbehaving: dict[str, bytes] = {}
    with listening(misbehaving, pipelining=pipelining) as (port, heard):
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=20)
        with SmtpTransport(server) as transport:
            assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
            misbehaving |= answers
            transport.announce(BO)
            outcome = transport.hand_over(BO, CONTENT)
            assert (outcome.result, outcome.exposed) == (result, False)
            misbehaving.clear()
            transport.announce(CARL)
            assert transport.hand_over(CARL, CONTENT).result is Result.ACCEPTED
        assert heard.count(CONTENT.decode().replace("\r\n.", "\r\n..")) == 2


def test_a_line_that_closed_after_it_was_told_ahead_costs_no_try(mail_server: MailServer) -> None:
    with SmtpTransport(server_of(mail_server)) as transport:
        assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
        mail_server.behave(rcpt={BO: "drop once"})
        transport.announce(BO)
        assert transport.hand_over(BO, CONTENT).result is Result.ACCEPTED
        mail_server.behave(data={CARL: "421 going away"})
        transport.announce(CARL)
        assert transport.hand_over(CARL, CONTENT).result is Result.DEFERRED
        transport.announce(ANNA)  # the line is gone
        assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
    assert mail_server.count() == {ANNA: 2, BO: 1}


def test_an_address_that_cannot_be_said_is_not_told_ahead() -> None:
    with listening({}, pipelining=True) as (port, heard):
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=20)
        with SmtpTransport(server) as transport:
            assert transport.hand_over(ANNA, CONTENT).result is Result.ACCEPTED
            heard.clear()
            transport.announce("bo@example.dk>\r\nDATA")
            transport.announce("bø@example.dk")
        assert lower(heard) == ["quit"]


def test_a_server_that_will_not_have_the_sender_is_no_fault_of_any_one_mail() -> None:
    with conversation(b"220 hej", b"250 hej", b"550 not from you", b"250 reset") as port:
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=5)
        (outcome,) = send(server, ANNA)
    assert outcome == Outcome(Result.UNREACHABLE, "550 not from you")


def test_a_slow_server_cannot_keep_a_conversation_going_beyond_the_claim() -> None:
    with slow_conversation(0.4, b"220 hej", b"250 hej", b"250 ok", b"250 ok", b"354 go on", b"250 kept") as port:
        server = Server(host="127.0.0.1", port=port, sender="tracker@example.dk", timeout=5, patience=1)
        (outcome,) = send(server, ANNA)
    assert outcome.result is Result.BROKEN  # the final dot was never said
    assert outcome.reply == "Serveren svarede ikke i tide."
