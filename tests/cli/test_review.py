"""`tracker review` as a person runs it: what waits, saying yes and no to it, and taking that back."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import Result

from tests.cli.conftest import Run
from tests.factories import import_agreement
from tests.readings import PARENTS, POLICY
from tracker.db.engine import Database


@pytest.fixture
def agreement(database: Database) -> int:
    with database.writing() as session:
        return import_agreement(session, accept=False)


def listed(run: Run, agreement: int, state: str = "waiting") -> dict[str, dict[str, Any]]:
    result = run("review", "list", agreement, "--state", state, "--json")
    assert result.exit_code == 0, result.output
    return {each["title"]: each for each in json.loads(result.stdout)["proposals"]}


def refused(result: Result) -> str:
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("Fejl: ")
    assert "Traceback" not in result.output
    return result.stderr


def test_the_list_says_what_waits_and_where(run: Run, agreement: int) -> None:
    result = run("review", "list", agreement)
    assert result.stdout.startswith("«Aftale om budget 2019»: 5 forslag.")
    assert f"Venter      1.1  {POLICY.task}" in result.stdout
    assert "Forelæggelse, frist 31. maj 2019, udvalg Kultur- og Fritidsudvalget, sikkerhed 95 %" in result.stdout
    policy = listed(run, agreement)[POLICY.task]
    assert (policy["due_on"], policy["expression"]) == ("2019-05-31", "inden sommeren 2019")


def test_accepting_rejecting_and_taking_back(run: Run, agreement: int) -> None:
    found = listed(run, agreement)
    policy, parents = found[POLICY.task]["id"], found[PARENTS.task]["id"]
    assert run("review", "accept", agreement, policy).stdout == "1 ny opgave. 4 forslag venter.\n"
    said = run("review", "reject", agreement, parents, "--reason", "En hensigt").stdout
    assert said == "1 forslag afvist. 3 forslag venter.\n"
    assert set(listed(run, agreement, "rejected")) == {PARENTS.task}
    assert run("review", "undo", agreement).stdout == "Fortrudt for 1 forslag (afvist). 4 forslag venter.\n"
    assert run("review", "undo", agreement, policy).stdout.startswith("Fortrudt for 1 forslag (accepteret).")
    assert len(listed(run, agreement)) == 5


def test_the_sure_ones_are_accepted_together_and_taken_back_together(run: Run, agreement: int) -> None:
    result = run("review", "accept", agreement, "--sure", "--json")
    assert (len(json.loads(result.stdout)["tasks"]), json.loads(result.stdout)["waiting"]) == (3, 2)
    undone = json.loads(run("review", "undo", agreement, "--json").stdout)
    assert (len(undone["undone"]), undone["waiting"]) == (3, 5)


def test_what_is_decided_already_is_told_and_left(run: Run, agreement: int) -> None:
    policy = listed(run, agreement)[POLICY.task]["id"]
    run("review", "accept", agreement, policy)
    again = run("review", "accept", agreement, policy)
    assert again.exit_code == 0
    assert f"0 nye opgaver. 4 forslag venter.\nForslag {policy} er allerede accepteret af Komm" in again.stdout
    assert "er allerede en opgave" in refused(run("review", "reject", agreement, policy))
    parents = listed(run, agreement)[PARENTS.task]["id"]
    run("review", "reject", agreement, parents)
    assert "er allerede afvist af Kommandolinjen" in run("review", "reject", agreement, parents).stdout
    assert "er afvist. Lad det vente igen" in refused(run("review", "accept", agreement, parents))


def test_unknown_numbers_are_told_and_nothing_is_stored(run: Run, agreement: int) -> None:
    policy = listed(run, agreement)[POLICY.task]["id"]
    said = refused(run("review", "accept", agreement, policy, 4711, 4712))
    assert f"2 forslag findes ikke i aftale {agreement}: 4711 og 4712." in said
    assert "findes ikke" in refused(run("review", "reject", agreement, 4711))
    assert "Forslag 4711 findes ikke" in refused(run("review", "undo", agreement, 4711))
    assert len(listed(run, agreement)) == 5
    for command in (["list"], ["accept", policy], ["reject", policy], ["undo"]):
        name, *rest = command
        assert "Aftalen findes ikke" in refused(run("review", name, 99, *rest))


def test_a_call_that_names_nothing_or_too_much_is_told_how(run: Run, agreement: int) -> None:
    for arguments in ([], [1, "--sure"]):
        result = run("review", "accept", agreement, *arguments)
        assert result.exit_code == 2
        assert "eller --sure; ikke begge dele" in result.output
    result = run("review", "undo", agreement)
    assert "Du har ingen afgørelse i aftalen at fortryde" in refused(result)
