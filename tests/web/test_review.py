"""The review of an agreement by its pages, without JavaScript: yes, no, written anew, taken back, by two at once."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

import pytest
from sqlalchemy import event, select

from tests.readings import PARENTS, READING_EVALUATION
from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import Proposal, ProposalCommittee, ProposalState, Task
from tracker.domain.roles import Role
from tracker.domain.status import Status


@pytest.fixture
def client(visit: SignIn) -> Client:
    return visit(Role.ADMINISTRATION)


@pytest.fixture
def address(world: World) -> str:
    return f"/aftaler/{world.agreement}/gennemgang/"


def proposal(runtime: Runtime, title: str = PARENTS.task) -> Proposal:
    with runtime.database.reading() as session:
        return session.scalars(select(Proposal).where(Proposal.title == title, ~Proposal.set_aside)).one()


def seen(runtime: Runtime, title: str = PARENTS.task) -> str:
    one = proposal(runtime, title)
    return f"{one.id}.{one.revision}"


def decide(client: Client, address: str, decision: str, value: str, **more: str) -> Page:
    token = client.get(address).form("/log-ud").fields["csrf_token"]
    return client.post(address, {decision: value, "csrf_token": token, **more})


def test_the_queue_says_what_waits_and_how_far_it_has_come(client: Client, address: str) -> None:
    page = client.get(address)
    assert "3 af 5 behandlet" in page.main
    assert "Venter 2 Accepteret 3 Afvist 0" in page.main
    [bar] = page.parsed.all("progress")
    assert (bar.attributes["value"], bar.attributes["max"]) == ("3", "5")
    assert PARENTS.task in page.main


@pytest.mark.parametrize(
    ("decision", "said", "state"),
    [("accept", "er blevet til en opgave", "accepteret"), ("reject", "Forslaget er afvist", "afvist")],
)
def test_a_proposal_is_accepted_or_rejected_and_that_is_taken_back(
    decision: str, said: str, state: str, client: Client, address: str, runtime: Runtime
) -> None:
    page = decide(client, address, decision, seen(runtime))
    assert said in page.text
    assert "4 af 5 behandlet" in page.main
    assert PARENTS.task in client.get(f"{address}?vis={state}").main
    form = page.form(f"{address}fortryd")
    [button] = [each for each in page.parsed.all("button") if each.attributes.get("name") == "afgoerelse"]
    undone = client.post(form.action, {**form.fields, "afgoerelse": button.attributes["value"]})
    assert "Fortrudt for 1 forslag" in undone.text
    assert "3 af 5 behandlet" in undone.main


def test_a_rejected_proposal_can_wait_again(client: Client, address: str, runtime: Runtime) -> None:
    decide(client, address, "reject", seen(runtime), reason="Det er en hensigt.")
    assert "Det er en hensigt." in client.get(f"{address}historik").main
    assert "Forslaget venter igen." in decide(client, address, "reconsider", seen(runtime)).text


def test_an_acceptance_is_taken_back_from_the_list_of_tasks(client: Client, address: str, runtime: Runtime) -> None:
    decide(client, address, "accept", seen(runtime))
    page = decide(client, address, "undo", seen(runtime))
    assert "Fortrudt: accepteret." in page.text
    with runtime.database.reading() as session:
        assert session.scalar(select(Task.status).where(Task.title == PARENTS.task)) is Status.DROPPED


@pytest.mark.parametrize("value", ["", "x.1", "1", "1.2.3", "99999999999.1", "²."])
def test_a_decision_that_is_none_is_refused(value: str, client: Client, address: str) -> None:
    assert decide(client, address, "accept", value).status == HTTPStatus.BAD_REQUEST
    assert decide(client, address, "maybe", "1.1").status == HTTPStatus.BAD_REQUEST


def test_a_proposal_of_no_agreement_is_not_found(client: Client, address: str) -> None:
    page = decide(client, address, "accept", "4711.1")
    assert page.status == HTTPStatus.NOT_FOUND
    assert "1 forslag findes ikke i aftale" in page.main
    for action in ("ret", "del", "saml", "afvis"):
        assert client.get(f"{address}4711/{action}").status == HTTPStatus.NOT_FOUND


def test_management_sees_the_review_and_decides_nothing(
    visit: SignIn, address: str, runtime: Runtime, world: World
) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.get(address)
    assert not [each for each in page.parsed.all("button") if each.attributes.get("name") in {"accept", "reject"}]
    assert decide(client, address, "accept", seen(runtime)).status == HTTPStatus.FORBIDDEN


def test_a_proposal_is_corrected(client: Client, address: str, runtime: Runtime) -> None:
    action = f"{address}{proposal(runtime).id}/ret"
    page = client.send(action, action, title="Forældre med", due_on="2020-01-31", kind="delivery", lead="")
    assert "Forslaget er rettet." in page.text
    assert "Forældre med" in page.main
    assert "31. januar 2020 · intet udvalg" in page.main
    assert "Opgave: Større inddragelse af forældre → Forældre med" in client.get(f"{address}historik").main


def test_a_correction_can_be_accepted_at_once(client: Client, address: str, runtime: Runtime) -> None:
    action = f"{address}{proposal(runtime).id}/ret"
    page = client.send(action, action, title="Forældre med", kind="delivery", accept_too="1")
    assert "Forslaget er rettet. Det er nu en opgave." in page.text
    assert proposal(runtime, "Forældre med").state.value == "accepted"


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "", "Skriv, hvad opgaven er."),
        ("due_on", "31-02-2020", "Skriv datoen som dag-måned-år"),
        ("quote", "Det står her ikke", "De ord står ikke i aftalen"),
        ("expression", "inden jul", "De ord står ikke i aftalen"),
        ("lead", "Festudvalget", "Udvalget «Festudvalget» findes ikke"),
        ("kind", "fest", "Vælg, hvilken art"),
    ],
)
def test_a_fault_in_a_correction_is_told_at_its_field_and_nothing_is_stored(
    field: str, value: str, said: str, client: Client, address: str, runtime: Runtime
) -> None:
    action = f"{address}{proposal(runtime).id}/ret"
    sent = {"kind": "delivery", "title": "Andet", field: value}
    page = client.send(action, action, **sent)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.main
    assert proposal(runtime).revision == 1


def test_a_proposal_is_split_and_two_are_merged(client: Client, address: str, runtime: Runtime) -> None:
    action = f"{address}{proposal(runtime).id}/del"
    page = client.send(
        action, action, **{"kind": "delivery", "title": "Det ene", "second-kind": "report", "second-title": "Det andet"}
    )
    assert "Forslaget er delt i to." in page.text
    assert "Venter 3" in page.main
    first, second = proposal(runtime, "Det ene"), proposal(runtime, "Det andet")
    action = f"{address}{first.id}/saml"
    form = client.get(f"{action}?med={second.id}").form(action)
    page = client.post(action, {**form.fields, "kind": "delivery", "title": "Det hele"})
    assert "De to forslag er samlet til ét." in page.text
    assert "Venter 2" in page.main
    assert proposal(runtime, "Det hele").quote == PARENTS.quote


def test_what_was_missed_is_added_by_its_words(client: Client, address: str, runtime: Runtime) -> None:
    page = client.get(f"{address}tilfoej?ord=Indsatsen+evalueres+i+efteråret+2021.")
    fields = page.form(f"{address}tilfoej").fields
    assert (fields["starts_on"], fields["due_on"], fields["expression"]) == (
        "2021-09-01",
        "2021-11-30",
        "i efteråret 2021",
    )
    assert "Sådan er fristen læst:" in page.main
    stored = client.post(f"{address}tilfoej", {**fields, "kind": "evaluation", "title": "Evaluering af indsatsen igen"})
    assert "Løftet er tilføjet." in stored.text
    assert "skrevet af et menneske" in stored.main


def test_words_that_are_not_in_the_agreement_are_told(client: Client, address: str) -> None:
    page = client.get(f"{address}tilfoej?ord=findes+ikke")
    assert "De ord står ikke i aftalen." in page.main
    assert client.get(f"{address}tilfoej?ord=x&ved=abc").status == HTTPStatus.OK


def test_the_sure_ones_are_shown_before_they_are_accepted_and_taken_back_at_once(
    client: Client, address: str, runtime: Runtime
) -> None:
    decide(client, address, "undo", seen(runtime, READING_EVALUATION.task))
    decide(client, address, "undo", seen(runtime, "Færre annoncer"))
    page = client.get(f"{address}sikre")
    assert "2 forslag bliver til opgaver. Systemet er mindst 90 % sikkert på dem" in page.main
    values = [each.attributes["value"] for each in page.parsed.all("input") if each.attributes.get("name") == "forslag"]
    form = page.form(f"{address}sikre")
    client.post(address, {"reject": values[0], **form.fields})
    done = client.post(f"{address}sikre", {**form.fields, "forslag": values})
    assert "1 forslag er blevet til en opgave." in done.text
    assert "1 forslag blev ændret eller afgjort af en anden imens og er ikke rørt." in done.text


def test_two_people_at_once_lose_nothing(visit: SignIn, address: str, runtime: Runtime) -> None:
    first, second = visit(Role.ADMINISTRATION), visit(Role.ADMINISTRATOR)
    action = f"{address}{proposal(runtime).id}/ret"
    before = second.get(action).form(action).fields
    first.send(action, action, title="Først", kind="delivery")
    page = second.post(action, {**before, "title": "Lige efter", "kind": "report"})
    assert page.status == HTTPStatus.CONFLICT
    assert "Anna Holm har afgjort forslaget, siden du åbnede det" in page.main
    assert "Først" in page.main
    assert "Lige efter" in page.main
    form = page.form(action)
    saved = second.post(action, form.fields)
    assert "Forslaget er rettet." in saved.text
    assert "Opgave: Først → Lige efter" in first.get(f"{address}historik").main


def test_who_decides_on_what_another_decided_is_shown_that(visit: SignIn, address: str, runtime: Runtime) -> None:
    first, second = visit(Role.ADMINISTRATION), visit(Role.ADMINISTRATOR)
    value = seen(runtime)
    decide(first, address, "reject", value)
    page = decide(second, address, "accept", value)
    assert page.status == HTTPStatus.CONFLICT
    assert "Tilstand Afvist" in page.main
    assert "Afgørelse Acceptér" in page.main
    assert "Forslaget venter ikke længere" in page.main


def test_an_undo_that_is_none_is_told(client: Client, address: str) -> None:
    token = client.get(address).form("/log-ud").fields["csrf_token"]
    page = client.post(f"{address}fortryd", {"afgoerelse": "x", "csrf_token": token})
    assert page.status == HTTPStatus.BAD_REQUEST
    assert "Afgørelsen er allerede fortrudt." in page.main


def test_a_long_queue_asks_the_database_no_more_than_a_short_one(
    client: Client, address: str, runtime: Runtime, world: World
) -> None:
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        sent.append(statement)

    def count() -> int:
        sent.clear()
        client.get(address)
        return len(sent)

    event.listen(runtime.database.engine, "before_cursor_execute", note)
    short = count()
    with runtime.database.writing() as session:
        one = session.get_one(Proposal, world.proposal)
        for number in range(300):
            copy = Proposal(agreement_id=one.agreement_id, state=ProposalState.WAITING, confidence=0.9)
            copy.title, copy.kind, copy.committees_inferred = f"Løfte {number}", one.kind, False
            copy.quote, copy.start_offset, copy.end_offset = one.quote, one.start_offset, one.end_offset
            copy.committees = [ProposalCommittee(position=0, name="Økonomiudvalget")]
            session.add(copy)
    assert count() == short
    assert "3 af 305 behandlet" in client.get(address).main


def test_the_history_tells_a_batch_as_one_and_takes_one_of_it_back_alone(
    client: Client, address: str, runtime: Runtime
) -> None:
    page = client.get(f"{address}historik")
    assert "Accepteret: 3 forslag" in page.main
    assert "Fortryd alle 3" in page.main
    form = page.form(f"{address}fortryd")
    undone = client.post(form.action, {**form.fields, "forslag": f"{proposal(runtime, READING_EVALUATION.task).id}.0"})
    assert "Fortrudt for 1 forslag: accepteret." in undone.text
    page = client.get(f"{address}historik")
    assert f"Fortrudt: {READING_EVALUATION.task}" in page.main
    assert "Fortryd 2 forslag" in page.main or "Fortryd alle 2" in page.main


def test_management_reads_the_history_and_takes_nothing_back(visit: SignIn, address: str) -> None:
    page = visit(Role.MANAGEMENT).get(f"{address}historik")
    assert "Accepteret: 3 forslag" in page.main
    assert not page.has_form(f"{address}fortryd")


def test_the_dates_of_what_repeats_are_shown_before_it_is_accepted(
    client: Client, address: str, runtime: Runtime
) -> None:
    def repeat(rule: str, due: date | None) -> str:
        with runtime.database.writing() as session:
            one = session.scalars(select(Proposal).where(Proposal.title == PARENTS.task)).one()
            one.recurrence, one.starts_on, one.due_on = rule, None, due
        return client.get(address).main

    assert "Gentages" not in client.get(address).main
    said = repeat("FREQ=MONTHLY;INTERVAL=6;UNTIL=20191231", date(2019, 12, 31))
    assert "Gentages hvert halve år til og med 31. december 2019. Frister: 30. juni 2019, 31. december 2019." in said
    said = repeat("FREQ=YEARLY", date(2019, 3, 31))
    assert "Gentages hvert år. Frister: 31. marts 2019, 31. marts 2020, " in said
    assert "31. marts 2030 … og så videre." in said
    said = repeat("FREQ=MONTHLY;UNTIL=20211231", date(2021, 12, 31))
    assert "30. september 2019 … og 27 mere; den sidste er 31. december 2021." in said
    said = repeat("FREQ=MONTHLY;INTERVAL=3", None)
    assert "Gentages hvert kvartal. Der mangler en første frist. Sæt den, så beregnes resten." in said
