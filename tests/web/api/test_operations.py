"""Another program reads and changes tasks: by the rights of its user, and never over somebody else's change."""

from __future__ import annotations

import re
from datetime import date
from http import HTTPStatus
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.factories import ADMINISTRATION
from tests.web.api.conftest import MakeProgram, Program
from tests.web.world import DOMAIN_NOW, MACHINE_NOW, SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import ApiToken, DeadlineVersion, Meeting, TaskEvent, User
from tracker.domain.outcomes import Outcome
from tracker.domain.roles import Role
from tracker.domain.scopes import Scope
from tracker.services.access import tokens
from tracker.services.actors import Actor
from tracker.services.meetings.outcomes import record_outcome
from tracker.services.public import publication
from tracker.services.tasks import repetition
from tracker.web.api.problems import MEDIA_TYPE

CHANGES: dict[str, dict[str, Any]] = {
    "status": {"status": "waiting", "comment": "Vi venter."},
    "deadline": {"due_on": "2019-08-31", "reason": "Udbud."},
    "owners": {"committees": [1], "reason": "Ny struktur."},
    "responsible": {"user": None},
    "comments": {"text": "Hej."},
    "drop": {"reason": "Opgivet."},
    "reopen": {},
}


def problem(answer: TestResponse, status: int) -> dict[str, Any]:
    """What the answer says is wrong."""
    assert (answer.status_code, answer.content_type) == (status, MEDIA_TYPE)
    assert answer.json is not None
    assert answer.json["status"] == status
    return answer.json


def test_the_list_is_the_list_of_the_page(program: MakeProgram, visit: SignIn, world: World) -> None:
    for query in ("", "vis=alle", f"udvalg={world.committee}", "frist=overskredet", "status=in_progress", "q=cykelsti"):
        listed = program().get(f"/tasks?antal=100&{query}").json
        assert listed is not None
        page = visit(Role.MANAGEMENT).get(f"/opgaver/?antal=100&{query}")
        shown = [int(link.removeprefix("/opgaver/")) for link in page.links if link.removeprefix("/opgaver/").isdigit()]
        assert [task["id"] for task in listed["tasks"]] == shown
        assert listed["total"] == len(shown)


def test_pages_lead_to_each_other_until_the_last(program: MakeProgram, runtime: Runtime) -> None:
    client = program()
    first = client.get("/tasks?vis=alle&antal=25").json
    assert first is not None
    assert first["next"] is None or first["next"].startswith("/api/v1/tasks?")
    assert first["pages"] == -(-first["total"] // 25)


def test_what_is_approved_for_the_public_is_a_list_for_people_and_programs_alike(
    visit: SignIn, program: MakeProgram, runtime: Runtime, world: World
) -> None:
    client, other = visit(Role.MANAGEMENT), program()

    def listed(value: str) -> set[int]:
        links = client.get(f"/opgaver/?vis=alle&antal=100&offentlig={value}").links
        on_page = {int(link.rpartition("/")[2]) for link in links if re.fullmatch(r"/opgaver/\d+", link)}
        answer = other.get(f"/tasks?vis=alle&antal=100&offentlig={value}").json
        assert answer is not None
        assert {task["id"] for task in answer["tasks"]} == on_page
        return on_page

    approved, others = listed("godkendt"), listed("ikke-godkendt")
    assert approved == {world.published}
    assert {world.promised, world.task} <= others
    page = client.get("/opgaver/?offentlig=godkendt")
    assert "Offentlig side: godkendt" in page.text
    assert [each for each in page.parsed.all("select") if each.attributes["name"] == "offentlig"]
    report = client.get("/rapport/?vis=alle&offentlig=godkendt&pr=2019-05-10")
    assert "1 åben opgave og 0 afsluttede" in report.main
    with runtime.database.writing() as session:
        actor = Actor.of(session.get_one(User, world.users[Role.ADMINISTRATION]))
        publication.withdraw(session, world.published, actor=actor, now=runtime.now())
    assert listed("godkendt") == set()
    assert other.get("/tasks?offentlig=maaske").status_code == 422


def test_a_task_says_what_its_page_says(program: MakeProgram, world: World) -> None:
    task = program().get(f"/tasks/{world.overdue}").json
    assert task is not None
    assert task["due_on"] == "2019-04-30"
    assert (task["first_due_on"], task["moves"], task["overdue"]) == ("2019-03-31", 1, True)
    assert task["committees"][0]["name"] == "Teknik- og Miljøudvalget"


def test_a_task_that_has_not_changed_is_not_sent_again(program: MakeProgram, world: World) -> None:
    client = program()
    tag = client.get(f"/tasks/{world.task}").headers["ETag"]
    assert client.get(f"/tasks/{world.task}", **{"If-None-Match": tag}).status_code == 304


def test_a_change_answers_the_task_as_it_then_stands_with_its_new_tag(program: MakeProgram, world: World) -> None:
    client = program()
    tag = client.get(f"/tasks/{world.task}").headers["ETag"]
    answer = client.post(f"/tasks/{world.task}/status", CHANGES["status"], tag=tag)
    assert answer.status_code == 200
    assert answer.json is not None
    assert answer.json["status"] == "waiting"
    assert answer.headers["ETag"] != tag
    assert client.get(f"/tasks/{world.task}").headers["ETag"] == answer.headers["ETag"]


def test_the_first_date_is_kept_and_the_move_counted(program: MakeProgram, world: World, runtime: Runtime) -> None:
    answer = program().post(f"/tasks/{world.task}/deadline", CHANGES["deadline"], tag="*")
    assert answer.json is not None
    assert (answer.json["due_on"], answer.json["first_due_on"], answer.json["moves"]) == (
        "2019-08-31",
        "2019-06-30",
        1,
    )
    with runtime.database.reading() as session:
        versions = session.scalars(select(DeadlineVersion.due_on).where(DeadlineVersion.task_id == world.task)).all()
    assert versions == [date(2019, 6, 30), date(2019, 8, 31)]


def test_a_move_past_a_waiting_task_says_so_at_both(program: MakeProgram, world: World) -> None:
    client = program()
    client.post(f"/tasks/{world.task}/waits", {"task": world.overdue, "waits": True}, tag="*")
    before = client.get(f"/tasks/{world.overdue}").json
    moved = client.post(f"/tasks/{world.overdue}/deadline", CHANGES["deadline"], tag="*").json
    waiting = client.get(f"/tasks/{world.task}").json
    assert before is not None
    assert moved is not None
    assert waiting is not None
    assert [each["too_late"] for each in before["awaited_by"]] == [False]
    assert [(each["id"], each["due_on"], each["too_late"]) for each in moved["awaited_by"]] == [
        (world.task, "2019-06-30", True)
    ]
    assert [(each["id"], each["too_late"]) for each in waiting["waits_for"]] == [(world.overdue, True)]


def test_the_times_of_a_repeated_task_are_told_and_a_status_closes_the_one_at_hand(
    program: MakeProgram, world: World, runtime: Runtime
) -> None:
    client = program()
    assert client.get(f"/tasks/{world.task}/times").json == {
        "first": None,
        "rule": None,
        "times": [],
        "until": None,
        "words": None,
    }
    with runtime.database.writing() as session:
        repetition.set_rule(
            session,
            world.task,
            "FREQ=MONTHLY;INTERVAL=3",
            date(2019, 6, 30),
            date(2019, 12, 31),
            reason="Aftalt.",
            revision=None,
            actor=ADMINISTRATION,
            now=DOMAIN_NOW,
        )
    presented = {"status": "presented", "presented_on": "2019-05-14"}
    closed = client.post(f"/tasks/{world.task}/status", presented, tag="*").json
    assert closed is not None
    assert (closed["status"], closed["due_on"], closed["occurrence"]) == ("not_started", "2019-09-30", 2)
    told = client.get(f"/tasks/{world.task}/times").json
    assert told is not None
    assert told["rule"] == "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;UNTIL=20191231"
    assert told["words"] == "hvert kvartal til og med 31. december 2019"
    assert [(each["due_on"], each["status"], each["closed"], each["current"]) for each in told["times"]] == [
        ("2019-06-30", "presented", True, False),
        ("2019-09-30", "not_started", False, True),
        ("2019-12-31", "not_started", False, False),
    ]


def test_the_history_names_the_user_whose_key_it_is(program: MakeProgram, world: World) -> None:
    client = program()
    client.post(f"/tasks/{world.task}/comments", {"text": "Sagen er klar."}, tag="*")
    history = client.get(f"/tasks/{world.task}/history").json
    assert history is not None
    last = history["events"][-1]
    assert (last["who"], last["kind"], last["comment"]) == ("Anna Holm", "comment", "Sagen er klar.")


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_changed_without_a_tag(name: str, program: MakeProgram, world: World, runtime: Runtime) -> None:
    before = _events(runtime)
    said = problem(program().post(f"/tasks/{world.task}/{name}", CHANGES[name]), 428)
    assert "If-Match" in said["detail"]
    assert _events(runtime) == before


@pytest.mark.parametrize("name", sorted(CHANGES.keys() - {"comments", "reopen"}))
def test_nothing_is_changed_that_somebody_else_changed_meanwhile(
    name: str, program: MakeProgram, world: World, runtime: Runtime
) -> None:
    client = program()
    tag = client.get(f"/tasks/{world.task}").headers["ETag"]
    client.post(f"/tasks/{world.task}/status", {"status": "in_progress"}, tag=tag)
    before = _events(runtime)
    said = problem(client.post(f"/tasks/{world.task}/{name}", CHANGES[name], tag=tag), 412)
    assert "Anna Holm har ændret opgaven" in said["detail"]
    assert _events(runtime) == before


@pytest.mark.parametrize("tag", ['"x"', "W/", "3", '"-1"', '"99999999999999999999"', '"1", "2"'])
def test_a_tag_that_is_none_changes_nothing(tag: str, program: MakeProgram, world: World) -> None:
    problem(program().post(f"/tasks/{world.task}/status", CHANGES["status"], tag=tag), 412)


@pytest.mark.parametrize("key", [None, "", "aft_forkert", "kage"])
def test_without_a_valid_key_nothing_is_told(key: str | None, app: Flask, world: World, visit: SignIn) -> None:
    visitor = visit(Role.ADMINISTRATOR)  # a cookie counts for nothing here
    for rule in app.url_map.iter_rules():
        if not rule.endpoint.startswith("api.") or rule.endpoint == "api.openapi":
            continue
        path = rule.rule.replace("<int:task_id>", str(world.task))
        headers = {"Authorization": f"Bearer {key}"} if key is not None else {}
        method = "GET" if "GET" in (rule.methods or ()) else "POST"
        answer = visitor.http.open(path, method=method, json={} if method == "POST" else None, headers=headers)
        said = problem(answer, 401)
        assert "Bearer" in said["detail"]
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize("name", CHANGES)
def test_a_key_for_reading_changes_nothing(name: str, program: MakeProgram, world: World, runtime: Runtime) -> None:
    before = _events(runtime)
    client = program(scope=Scope.READ)
    problem(client.post(f"/tasks/{world.task}/{name}", CHANGES[name], tag="*"), 403)
    assert client.get(f"/tasks/{world.task}").status_code == 200
    assert _events(runtime) == before


def test_a_key_can_no_more_than_its_user(program: MakeProgram, world: World) -> None:
    manager, secretary = program(Role.MANAGEMENT), program(Role.SECRETARY)
    problem(manager.post(f"/tasks/{world.task}/status", CHANGES["status"], tag="*"), 403)
    assert manager.post(f"/tasks/{world.task}/comments", CHANGES["comments"], tag="*").status_code == 200
    problem(secretary.post(f"/tasks/{world.foreign}/status", CHANGES["status"], tag="*"), 403)
    assert secretary.post(f"/tasks/{world.task}/status", CHANGES["status"], tag="*").status_code == 200


def test_a_key_ends_when_it_is_withdrawn_when_it_expires_and_when_its_user_leaves(
    program: MakeProgram, world: World, runtime: Runtime, machine_clock: Any
) -> None:
    clients = [program(), program(Role.SECRETARY), program(Role.MANAGEMENT)]
    assert [client.get("/tasks").status_code for client in clients] == [200, 200, 200]
    with runtime.database.writing() as session:
        keys = session.scalars(select(ApiToken).order_by(ApiToken.id)).all()
        tokens.withdraw_token(session, keys[0].user_id, keys[0].id, now=MACHINE_NOW)
        keys[1].expires_at = MACHINE_NOW
        session.get_one(User, keys[2].user_id).active = False
    assert [client.get("/tasks").status_code for client in clients] == [401, 401, 401]


def test_when_a_key_was_last_used_is_noted(program: MakeProgram, runtime: Runtime) -> None:
    program().get("/committees")
    with runtime.database.reading() as session:
        assert session.scalars(select(ApiToken.last_used_at)).all() == [MACHINE_NOW]


@pytest.mark.parametrize(
    ("path", "pointer", "words"),
    [
        ("?vis=lukkede", "vis", "Brug en af værdierne 'aabne', 'afsluttede', 'alle'."),
        ("?fra=31-05-2019", "fra", "Skriv datoen som 2019-05-31."),
        ("?side=0", "side", "Tallet skal være mindst 1."),
        ("?side=sidste", "side", "Skriv et helt tal."),
        ("?farve=roed", "farve", "Der er ingen værdi af det navn."),
        ("?q=a&q=b", "q", "Parameteren kan kun stå én gang."),
        ("?q=a%00b", "q", "Teksten har ikke den form, som beskrivelsen af grænsefladen viser."),
    ],
)
def test_a_parameter_that_cannot_be_used_is_named(path: str, pointer: str, words: str, program: MakeProgram) -> None:
    said = problem(program().get(f"/tasks{path}"), 422)
    assert [(each["pointer"], each["detail"]) for each in said["errors"]] == [(pointer, words)]


def test_a_method_that_an_address_does_not_know_is_told_with_those_that_it_does(
    app: Flask, program: MakeProgram
) -> None:
    refused = app.test_client().delete("/api/v1/committees", headers={"Authorization": f"Bearer {program().key}"})
    assert problem(refused, 405)["detail"].startswith("Adressen kan ikke bruges med den metode.")
    assert "GET" in refused.headers["Allow"]


@pytest.mark.parametrize(
    ("body", "status"),
    [({"status": "presented"}, 409), ({"status": "dropped"}, 422), ({"status": "done", "x": 1}, 422), ([], 422)],
)
def test_a_body_that_cannot_be_used_changes_nothing(
    body: Any, status: int, program: MakeProgram, world: World, runtime: Runtime
) -> None:
    before = _events(runtime)
    problem(program().post(f"/tasks/{world.task}/status", body, tag="*"), status)
    assert _events(runtime) == before


@pytest.mark.parametrize("text", ["", "\t", " \n", "a\0b", "\x1f"])
def test_a_text_must_say_something(text: str, program: MakeProgram, world: World, runtime: Runtime) -> None:
    before = _events(runtime)
    said = problem(program().post(f"/tasks/{world.task}/comments", {"text": text}, tag="*"), 422)
    assert [each["pointer"] for each in said["errors"]] == ["/text"]
    assert _events(runtime) == before


def test_a_body_that_is_no_json_is_refused(program: MakeProgram, world: World, app: Flask) -> None:
    client = program()
    headers = {"Authorization": f"Bearer {client.key}", "If-Match": "*"}
    address = f"/api/v1/tasks/{world.task}/comments"
    problem(app.test_client().post(address, data="text=hej", headers=headers), 415)
    problem(
        app.test_client().post(address, data="{", headers=headers, content_type="application/json"),
        400,
    )


@pytest.mark.parametrize(("path", "status"), [("/findes-ikke", 404), ("/tasks/999", 404), ("/tasks/99999999999", 404)])
def test_what_is_not_there_is_a_problem_and_no_page(path: str, status: int, program: MakeProgram) -> None:
    problem(program().get(path), status)


def test_committees_and_agreements_are_told_of(program: MakeProgram, world: World) -> None:
    client: Program = program(Role.MANAGEMENT, Scope.READ)
    committees, agreements = client.get("/committees").json, client.get("/agreements").json
    assert committees is not None
    assert agreements is not None
    own = next(each for each in committees["committees"] if each["id"] == world.committee)
    assert own["meetings"][:2] == ["2019-01-08", "2019-02-08"]
    assert [each["id"] for each in agreements["agreements"]] == [world.agreement]


def _events(runtime: Runtime) -> int:
    with runtime.database.reading() as session:
        return len(session.scalars(select(TaskEvent.id)).all())


def test_a_task_tells_how_its_case_fared_at_a_meeting(program: MakeProgram, runtime: Runtime, world: World) -> None:
    before = program().get(f"/tasks/{world.task}").json
    assert before is not None
    assert before["treatment"] is None
    with runtime.database.writing() as session:
        held = session.scalars(select(Meeting.id).where(Meeting.held_on == date(2019, 5, 8))).one()
        record_outcome(
            session,
            world.task,
            held,
            Outcome.POSTPONED,
            revision=None,
            actor=Actor(world.users[Role.ADMINISTRATION], "Anna Holm", Role.ADMINISTRATION),
            now=runtime.now(),
            zone=runtime.zone,
        )
    after = program().get(f"/tasks/{world.task}").json
    assert after is not None
    assert after["treatment"] == {
        "committee": "Teknik- og Miljøudvalget",
        "meeting": "2019-05-08",
        "outcome": "postponed",
        "words": "Sagen blev udsat på mødet i Teknik- og Miljøudvalget 8. maj 2019.",
    }


def test_a_task_waits_for_another_and_its_steps_are_ticked(program: MakeProgram, world: World) -> None:
    client = program()
    waits = f"/tasks/{world.task}/waits"
    tied = client.post(waits, {"task": world.overdue, "waits": True}, tag="*").json
    assert [each["id"] for each in tied["waits_for"]] == [world.overdue]
    assert [each["id"] for each in client.get("/tasks?venter=blokerer").json["tasks"]] == [world.overdue]
    circle = client.post(f"/tasks/{world.overdue}/waits", {"task": world.task, "waits": True}, tag="*")
    assert circle.status_code == HTTPStatus.CONFLICT
    assert "de ville vente på hinanden" in circle.json["detail"]
    assert client.post(waits, {"task": world.overdue, "waits": False}, tag="*").json["waits_for"] == []
    assert client.post(waits, {"task": world.overdue, "waits": False}, tag="*").status_code == HTTPStatus.NOT_FOUND
    steps = f"/tasks/{world.task}/steps"
    client.post(steps, {"text": "Høring\nUdkast"}, tag="*")
    first = client.get(steps).json["steps"][0]
    assert (first["title"], first["done_by"]) == ("Høring", None)
    client.post(f"{steps}/done", {"step": first["id"], "done": True}, tag="*")
    assert client.get(steps).json["steps"][0]["done_by"] == "Anna Holm"
