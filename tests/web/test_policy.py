"""The pages of the reminder policy: the effect is seen before it is saved, and any day can be looked at."""

from __future__ import annotations

from http import HTTPStatus

import pytest

from tests.web.browser import Client, Page
from tests.web.world import SignIn, World
from tracker.domain.roles import Role

LIST, RULE = "/drift/paamindelser/", "/drift/paamindelser/regel"


def send(client: Client, address: str, **values: str) -> Page:
    form = client.get(address).form(RULE)
    return client.post(form.action, {**form.fields, **values})


def test_the_policy_is_said_in_words(visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATOR).get(LIST)
    assert "Dage før 60, 30, 14, 7, 1" in page.main
    assert "Eskalering ansvarlig 1, sekretær 7, ledelse 21, administrator 42 dage over" in page.main
    assert "Budgetår" in page.main
    assert "i én liste hvert kvartal" in page.main


def test_the_effect_is_shown_before_anything_is_saved(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = send(client, f"{RULE}?committee={world.committee}", step="look", lead_days="20, 3")
    assert page.status == HTTPStatus.OK
    assert "Virkning de næste 60 dage" in page.main
    assert "Rita Lund" in page.main
    assert "20 dage før" in page.main
    assert "Rettet af" not in client.get(LIST).main
    saved = client.post(RULE, {**page.form(RULE).fields, "step": "save"})
    assert "Påmindelsespolitikken er gemt." in saved.text
    assert "Teknik- og Miljøudvalget" in saved.main
    assert "Dage før 20, 3" in saved.main
    assert "Rettet af Ada Friis" in saved.main


def test_a_rule_can_be_changed_and_taken_away(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    address = f"{RULE}?kind=presentation"
    send(client, address, step="save", silence_days="30")
    page = client.get(address)
    assert page.form(RULE).fields["silence_days"] == "30"
    looked = send(client, address, step="look-remove")
    assert "Fjern reglen" in looked.main
    gone = client.post(RULE, {**looked.form(RULE).fields, "step": "remove"})
    assert "Reglen er fjernet." in gone.text
    assert "efter 30 dage" not in gone.main


def test_the_base_sets_the_hour_too(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    saved = send(client, RULE, step="save", send_at_hour="10", every_day="yes")
    assert "Klokken kl. 10" in saved.main
    assert "Dage alle dage" in saved.main


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "#lead_days"),
        ({"lead_days": "60, snart"}, "#lead_days"),
        ({"lead_days": "5000"}, "#lead_days"),
        ({"silence_days": "-1"}, "#silence_days"),
        ({"ladder_responsible": "9", "ladder_secretary": "3"}, "#ladder_responsible"),
        ({"send_at_hour": "2"}, "#send_at_hour"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(values: dict[str, str], field: str, visit: SignIn) -> None:
    page = send(visit(Role.ADMINISTRATOR), RULE, step="save", **values)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert field in page.links


def test_a_day_can_be_looked_at_beforehand(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.get("/drift/forhaandsvisning?dag=2019-05-16")
    assert "Rita Lund" in page.main
    assert "Redegørelse for belysning forelægges" in page.main
    assert f"/opgaver/{world.overdue}" in page.links
    sunday = client.get("/drift/forhaandsvisning?dag=2019-05-19")
    assert "Ingen får mail den dag" in sunday.main


@pytest.mark.parametrize("day", ["snart", "2219-01-01"])
def test_a_day_that_cannot_be_looked_at_is_said(day: str, visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATOR).get(f"/drift/forhaandsvisning?dag={day}")
    assert "#dag" in page.links
