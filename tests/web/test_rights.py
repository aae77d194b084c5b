"""Every role against every form of every page: who may send it, as the contract with the users says.

Who may is let in as far as the form's token, which is missing here, so that nothing is changed by the asking.
"""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.web.world import SignIn, World
from tracker.domain.roles import Role

EVERYBODY = frozenset(Role)
WRITERS = EVERYBODY - {Role.MANAGEMENT}
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
PUBLISHERS = ADMINISTRATORS | {Role.ADMINISTRATION}
PUBLIC = {"account.link_used", "account.send_link", "account.sign_in_sent", "account.sign_out", "answers.give"}
"""What is sent by who is not signed in: the door, and the answers from mails, which have tokens of their own."""

MAY_SEND = {
    # read; one's own lists, calendars, keys and absences
    "feeds.make": EVERYBODY,
    "feeds.withdraw": EVERYBODY,
    "profile.add_absence": EVERYBODY,
    "profile.remove_absence": EVERYBODY,
    "profile.save": EVERYBODY,
    "profile.save_password": EVERYBODY,
    "profile.switch_language": EVERYBODY,
    "tasks.forget_view": EVERYBODY,
    "tasks.save_view": EVERYBODY,
    "tokens.make": EVERYBODY,
    "tokens.withdraw": EVERYBODY,
    # comment
    "tasks.comment": EVERYBODY,
    "tasks.nudge": EVERYBODY,
    # status, link
    "bulk.change": WRITERS,
    "links.add": WRITERS,
    "links.remove": WRITERS,
    "steps.add": WRITERS,
    "steps.change": WRITERS,
    "waits.add": WRITERS,
    "waits.remove": WRITERS,
    "sheet_imports.look": WRITERS,
    "sheet_imports.take_in": WRITERS,
    "sheet_imports.undo": WRITERS,
    "tasks.reopen": WRITERS,
    "tasks.set_light": WRITERS,
    "tasks.set_status": WRITERS,
    # due date, owner, split, close as dropped
    "repetition.change": WRITERS,
    "repetition.take_away": WRITERS,
    "tasks.change_owners": WRITERS,
    "tasks.decide": WRITERS,
    "tasks.drop": WRITERS,
    "tasks.move_deadline": WRITERS,
    "tasks.set_responsible": WRITERS,
    "tasks.split": WRITERS,
    # import, review
    "agreements.mark_finding": WRITERS,
    "imports.take_in": WRITERS,
    "register.answer": WRITERS,
    "register.confirm_all": WRITERS,
    "review.decide": WRITERS,
    "review.sure": WRITERS,
    "review.undo": WRITERS,
    "review_writing.add": WRITERS,
    "review_writing.correct": WRITERS,
    "review_writing.merge": WRITERS,
    "review_writing.split": WRITERS,
    "revisions.discard": WRITERS,
    "revisions.read_again": WRITERS,
    "revisions.release": WRITERS,
    "revisions.take_over": WRITERS,
    "revisions.undo": WRITERS,
    # meetings, outcomes
    "agendas.cancel": WRITERS,
    "agendas.move": WRITERS,
    "agendas.record_outcome": WRITERS,
    "agendas.restore": WRITERS,
    "meeting_imports.look": WRITERS,
    "meeting_imports.take_in": WRITERS,
    "meeting_imports.undo": WRITERS,
    "meetings.add": WRITERS,
    "meetings.set_cutoff": WRITERS,
    "meetings.set_route": WRITERS,
    "tasks.record_outcome": WRITERS,
    # what the public is shown
    "publication.approve": PUBLISHERS,
    "publication.publish_agreement": PUBLISHERS,
    "publication.show_again": PUBLISHERS,
    "publication.withdraw": PUBLISHERS,
    "publication.withdraw_agreement": PUBLISHERS,
    # policy, users, feeds, backup
    "closing_days.add": ADMINISTRATORS,
    "closing_days.add_table": ADMINISTRATORS,
    "closing_days.remove": ADMINISTRATORS,
    "leaving.hand_over": ADMINISTRATORS,
    "operation.correct_address": ADMINISTRATORS,
    "operation.note_bounce_seen": ADMINISTRATORS,
    "operation.note_handled": ADMINISTRATORS,
    "operation.release": ADMINISTRATORS,
    "operation.send_again": ADMINISTRATORS,
    "policy.change_rule": ADMINISTRATORS,
    "register.add": ADMINISTRATORS,
    "register.correct": ADMINISTRATORS,
    "register.hand_over": ADMINISTRATORS,
    "users.add": ADMINISTRATORS,
    "users.change": ADMINISTRATORS,
    "users.deactivate": ADMINISTRATORS,
    "users.reactivate": ADMINISTRATORS,
    "users.send_link": ADMINISTRATORS,
}
LET_IN, REFUSED, TO_THE_DOOR = 400, 403, 302


def forms(app: Flask) -> dict[str, Rule]:
    """What pages send, by endpoint; other programs are the tests' of the interface."""
    rules = [rule for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())]
    return {rule.endpoint: rule for rule in rules if not rule.endpoint.startswith("api.")}


def addresses(app: Flask) -> dict[str, str]:
    """An address of each form, for the first thing of its kind."""
    adapter = app.url_map.bind("localhost")
    return {
        endpoint: adapter.build(endpoint, dict.fromkeys(rule.arguments, 1), method="POST")
        for endpoint, rule in forms(app).items()
        if endpoint not in PUBLIC
    }


def test_every_form_is_in_the_table(app: Flask) -> None:
    assert forms(app).keys() - PUBLIC == MAY_SEND.keys()


@pytest.mark.parametrize("role", Role)
def test_each_role_sends_what_it_may_and_nothing_else(role: Role, app: Flask, visit: SignIn, world: World) -> None:
    client = visit(role)
    answers = {name: client.http.post(address).status_code for name, address in addresses(app).items()}
    assert answers == {name: LET_IN if role in MAY_SEND[name] else REFUSED for name in answers}


def test_who_is_not_signed_in_is_sent_to_the_door(app: Flask, visit: SignIn, world: World) -> None:
    client = visit(None)
    answers = {name: client.http.post(address).status_code for name, address in addresses(app).items()}
    assert answers == dict.fromkeys(answers, TO_THE_DOOR)
