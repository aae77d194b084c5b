"""A user's keys for other programs: made, shown once, withdrawn."""

from __future__ import annotations

import re

import pytest

from tests.web.browser import Client
from tests.web.world import SignIn
from tracker.domain.roles import Role

FORM = {"name": "Fagsystem", "scope": "read", "days": "90"}


def withdrawal(client: Client) -> str:
    """Where the form that withdraws the only key goes."""
    forms = client.get("/noegler/").parsed.forms
    return next(form.action for form in forms if form.action.endswith("/traek-tilbage"))


def test_a_key_is_shown_once_and_works(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.send("/noegler/", "/noegler/", **FORM)
    assert page.status == 201
    found = re.search(r"aft_[\w-]{43}", page.text)
    assert found
    assert client.http.get("/api/v1/tasks", headers={"Authorization": f"Bearer {found[0]}"}).status_code == 200
    listed = client.get("/noegler/").text
    assert "Fagsystem" in listed
    assert "aft_" not in listed


def test_a_withdrawn_key_is_gone(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    key = re.search(r"aft_[\w-]{43}", client.send("/noegler/", "/noegler/", **FORM).text)
    assert key
    page = client.send("/noegler/", withdrawal(client))
    assert "Nøglen er trukket tilbage" in page.text
    assert "Du har ingen nøgler" in page.text
    assert client.http.get("/api/v1/tasks", headers={"Authorization": f"Bearer {key[0]}"}).status_code == 401


def test_nobody_withdraws_the_key_of_another(visit: SignIn) -> None:
    owner = visit(Role.SECRETARY)
    owner.send("/noegler/", "/noegler/", **FORM)
    other = visit(Role.ADMINISTRATOR)
    token = other.get("/noegler/").form("/noegler/").fields["csrf_token"]
    assert other.post(withdrawal(owner), {"csrf_token": token}).status == 404
    assert "Fagsystem" in owner.get("/noegler/").text


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": " "}, "Skriv, hvad nøglen skal bruges til."),
        ({"name": "x" * 101}, "højst have 100 tegn"),
        ({"scope": "alt"}, "Vælg, hvad nøglen må."),
        ({"days": "9999"}, "Vælg, hvor længe nøglen skal gælde."),
        ({"days": "evigt"}, "Vælg, hvor længe nøglen skal gælde."),
    ],
)
def test_what_is_wrong_with_a_new_key_is_said(change: dict[str, str], said: str, visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.send("/noegler/", "/noegler/", **(FORM | change))
    assert page.status == 422
    assert said in page.text
    assert "Du har ingen nøgler" in client.get("/noegler/").text
