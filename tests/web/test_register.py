"""The register of committees on its pages: answered, corrected, handed over."""

from __future__ import annotations

from http import HTTPStatus

import pytest
from sqlalchemy import select

from tests.readings import CULTURE, SCHOOLS
from tests.web.test_agreements import upload
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import Committee, Task
from tracker.domain.roles import Role
from tracker.services.committees.committees import find_committee
from tracker.services.committees.register import Entry

REGISTER = "/udvalg/register/"
MENTIONS = """Aftale om havnen
Indgået den 4. maj 2020

1.1 Kajen
En plan for kajen forelægges Økonomiudvalget inden udgangen af 2021. Havneudvalget følger arbejdet.
"""


def entry_of(runtime: Runtime, name: str) -> Entry:
    with runtime.database.reading() as session:
        return Entry.of(find_committee(session, name))


def test_a_name_that_the_register_lacks_is_offered_and_can_be_made_a_committee(visit: SignIn) -> None:
    client = visit(Role.SECRETARY)
    page = client.get(REGISTER)
    assert f"{CULTURE} 4 forslag, 3 opgaver: Aftale om budget 2019" in page.main
    form = next(form for form in page.parsed.forms if form.fields.get("name") == CULTURE)
    page = client.post(form.action, {**form.fields, "decision": "confirm"})
    assert f"{CULTURE} står nu i registret." in page.text
    assert not any(form.fields.get("name") == CULTURE for form in page.parsed.forms)


def test_a_name_that_means_a_committee_is_joined_with_it(visit: SignIn, world: World, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATION)
    form = next(form for form in client.get(REGISTER).parsed.forms if form.fields.get("name") == CULTURE)
    page = client.post(form.action, {**form.fields, "decision": "same", "committee": str(world.other)})
    assert f"«{CULTURE}» er Erhvervs- og Beskæftigelsesudvalget. 3 opgaver har skiftet udvalg." in page.text
    with runtime.database.reading() as session:
        assert CULTURE not in set(session.scalars(select(Committee.name)))


def test_a_name_must_be_joined_with_somebody(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATION)
    form = next(form for form in client.get(REGISTER).parsed.forms if form.fields.get("name") == CULTURE)
    page = client.post(form.action, {**form.fields, "decision": "same", "committee": ""})
    assert (page.status, "Vælg det udvalg" in page.text) == (HTTPStatus.BAD_REQUEST, True)


def test_all_can_be_made_at_once(visit: SignIn) -> None:
    page = visit(Role.ADMINISTRATION).send(REGISTER, f"{REGISTER}ukendte/alle")
    assert "4 udvalg er oprettet." in page.text
    assert "men ikke i registret" not in page.main


def test_an_agreement_asks_about_the_committees_that_it_names(visit: SignIn) -> None:
    client = visit(Role.ADMINISTRATOR)
    client.send(REGISTER, f"{REGISTER}ukendte/alle")
    agreement = upload(client, MENTIONS.encode()).response.request.path.removesuffix("/gennemgang/")
    page = client.get(f"{agreement}/uklarheder")
    assert "Havneudvalget står ikke i kommunens liste over udvalg." in page.main
    form = next(form for form in page.parsed.forms if form.fields.get("name") == "Havneudvalget")
    page = client.post(form.action, {**form.fields, "decision": "confirm"})
    assert page.response.request.path == f"{agreement}/uklarheder"
    assert "Havneudvalget står ikke" not in page.main


def test_an_administrator_adds_and_corrects_a_committee(visit: SignIn, runtime: Runtime) -> None:
    client = visit(Role.ADMINISTRATOR)
    page = client.send(
        f"{REGISTER}nyt",
        f"{REGISTER}nyt",
        name="Havneudvalget",
        abbreviations="HU, HAV",
        administrations="Center for Havn\nHavnekontoret",
        subjects="havn, kaj",
        **{"former-0": "Søfartsudvalget", "until-0": "31-12-2009"},
    )
    assert "Havneudvalget (HU, HAV)" in page.main
    assert "Søfartsudvalget (til 31. december 2009)" in page.main
    entry = entry_of(runtime, "HAV")
    assert (entry.administrations, entry.subjects) == (("Center for Havn", "Havnekontoret"), ("havn", "kaj"))
    with runtime.database.reading() as session:
        committee = find_committee(session, "HU").id
    client.send(f"{REGISTER}{committee}", f"{REGISTER}{committee}", name="Havne- og Søudvalget", **{"former-0": ""})
    entry = entry_of(runtime, "HU")
    assert (entry.name, [each.name for each in entry.former_names]) == ("Havne- og Søudvalget", ["Havneudvalget"])


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"name": ""}, "Skriv udvalgets navn."),
        ({"name": SCHOOLS.upper()}, f"{SCHOOLS} findes allerede."),
        ({"valid_until": "snart"}, "Skriv datoen som dag-måned-år"),
        ({"valid_from": "2020-01-02", "valid_until": "2020-01-01"}, "før det begynder"),
    ],
)
def test_what_cannot_stand_is_told_at_its_field(values: dict[str, str], said: str, visit: SignIn, world: World) -> None:
    address = f"{REGISTER}{world.committee}"
    page = visit(Role.ADMINISTRATOR).send(address, address, **values)
    assert page.status == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in page.main
    field = next(iter(values)) if len(values) == 1 else "valid_until"
    assert f"#{field}" in page.links


def test_the_tasks_of_a_committee_are_handed_over_after_a_look_at_them(
    visit: SignIn, world: World, runtime: Runtime
) -> None:
    client = visit(Role.ADMINISTRATOR)
    address = f"{REGISTER}{world.committee}/overdragelse"
    page = client.get(f"{address}?successor={world.other}&last_day=2019-12-31")
    assert "2 åbne opgaver flytter til Erhvervs- og Beskæftigelsesudvalget" in page.main
    assert "Forslag til ny cykelsti forelægges" in page.main
    form = next(form for form in page.parsed.forms if form.method == "post" and form.action == address)
    page = client.post(address, {**form.fields, "secretaries": "1"})
    assert "2 opgaver er overdraget til Erhvervs- og Beskæftigelsesudvalget." in page.text
    assert "Rita Lund" in page.main
    with runtime.database.reading() as session:
        task = session.get_one(Task, world.task)
        assert [owner.committee_id for owner in task.owners] == [world.other]
    history = client.get(f"/opgaver/{world.task}").main
    reason = "Teknik- og Miljøudvalget findes til 31. december 2019; Erhvervs- og Beskæftigelsesudvalget tager over."
    assert reason in history


def test_a_handover_of_other_tasks_than_were_shown_is_refused(visit: SignIn, world: World) -> None:
    client = visit(Role.ADMINISTRATOR)
    address = f"{REGISTER}{world.committee}/overdragelse"
    page = client.get(f"{address}?successor={world.other}&last_day=2019-12-31")
    form = next(form for form in page.parsed.forms if form.method == "post" and form.action == address)
    page = client.post(address, {**form.fields, "seen": "7"})
    assert (page.status, "nu 2 åbne opgaver; du så 7" in page.text) == (HTTPStatus.CONFLICT, True)
    assert "Vælg det udvalg" in client.get(f"{address}?successor=&last_day=").main


@pytest.mark.parametrize("role", [Role.ADMINISTRATION, Role.SECRETARY, Role.MANAGEMENT])
def test_who_may_not_change_the_register_sees_it_and_is_offered_nothing(role: Role, visit: SignIn) -> None:
    client = visit(role)
    client_page = client.get(REGISTER)
    assert "Tilføj et udvalg" not in client_page.main
    asked = any(form.fields.get("name") == CULTURE for form in client_page.parsed.forms)
    assert asked is (role is not Role.MANAGEMENT)
    token = client_page.form("/log-ud").fields["csrf_token"]
    refused = client.post(f"{REGISTER}nyt", {"name": "X", "csrf_token": token})
    assert refused.status == HTTPStatus.FORBIDDEN
