"""The report page, and its files as a browser gets them."""

from __future__ import annotations

import csv
import io
import re

import pytest

from tests.web.browser import Client
from tests.web.world import SignIn, World
from tracker.bootstrap import Runtime
from tracker.db.models import User
from tracker.domain.roles import Role
from tracker.language import ENGLISH
from tracker.reports.formats import FORMATS


def tasks_in(client: Client, address: str) -> set[str]:
    """The ids of the tasks in a CSV file."""
    text = client.http.get(address).data.decode("utf-8-sig")
    return {row["Opgave-id"] for row in csv.DictReader(io.StringIO(text, newline=""), delimiter=";")}


def tasks_on(client: Client, address: str) -> set[str]:
    """The ids of the tasks that a list shows."""
    return {
        found
        for link in client.get(f"{address}&antal=100").links
        if (found := link.removeprefix("/opgaver/")).isdigit()
    }


@pytest.mark.parametrize("ending", FORMATS)
def test_a_report_is_a_file_with_a_name_and_a_type(ending: str, visit: SignIn) -> None:
    response = visit(Role.MANAGEMENT).http.get(f"/rapport/opgaver.{ending}?vis=alle")
    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == f'attachment; filename="opfoelgning-2019-05-15.{ending}"'
    assert response.headers["Content-Type"] == FORMATS[ending].media_type
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "query", ["vis=aabne", "vis=alle", "frist=overskredet", "status=in_progress", "q=cykelsti", "frist=uden"]
)
def test_the_file_holds_exactly_the_tasks_of_the_list(query: str, visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    listed = tasks_on(client, f"/opgaver/?{query}")
    assert tasks_in(client, f"/rapport/opgaver.csv?{query}") == listed != set()


def test_the_list_offers_its_own_selection_as_files(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    files = [
        link
        for link in client.get("/opgaver/?status=in_progress&antal=50").links
        if "/rapport/" in link and "." in link
    ]
    assert {re.search(r"opgaver\.(\w+)", link)[1] for link in files if "opgaver." in link} == set(FORMATS)  # type: ignore[index]
    assert all("status=in_progress" in link and "antal" not in link for link in files)


def test_a_report_of_a_past_day_shows_what_was_true_then(visit: SignIn, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    before = client.get("/rapport/?pr=2019-01-15").text
    assert "Status pr. 15. januar 2019" in before
    assert "31. marts 2019" in before
    assert "30. april 2019" not in before  # it was moved in March
    assert "30. april 2019 (først 31. marts 2019)" in client.get("/rapport/").text


def test_a_report_that_looks_back_tells_what_happened_and_who_did_it(visit: SignIn) -> None:
    page = visit(Role.MANAGEMENT).get("/rapport/?siden=2019-01-01")
    assert "Ændringer siden 1. januar 2019" in page.text
    assert "Frist flyttet fra 31. marts 2019 til 30. april 2019. Udbuddet trak ud." in page.text
    assert "Anna Holm" in page.text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("pr=2019-06-01", "1. juni 2019 er ikke kommet endnu."),
        ("pr=i+morgen", "Skriv datoen som dag-måned-år"),
        ("siden=2019-05-15", "skal ligge før rapportens egen dag"),
    ],
)
def test_a_day_that_cannot_be_is_said_at_its_field(query: str, said: str, visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    page = client.get(f"/rapport/?{query}")
    assert page.status == 422
    assert said in page.text
    file = client.get(f"/rapport/opgaver.pdf?{query}")
    assert file.status == 400
    assert said in file.text


@pytest.mark.parametrize("path", ["/rapport/", "/rapport/opgaver.xlsx"])
def test_a_filter_that_cannot_be_read_gives_no_report_that_holds_more_than_was_asked(path: str, visit: SignIn) -> None:
    page = visit(Role.MANAGEMENT).get(f"{path}?udvalg=3&lys=gul")
    assert page.status == 400
    assert "Adressen har et filter, der ikke kan læses: «lys=gul»." in page.text


def test_a_file_of_an_unknown_kind_is_not_found(visit: SignIn) -> None:
    page = visit(Role.MANAGEMENT).get("/rapport/opgaver.exe")
    assert page.status == 404
    assert "Vælg Word, PDF, Excel eller CSV." in page.text


def test_a_file_is_in_the_language_that_its_address_names(visit: SignIn) -> None:
    client = visit(Role.MANAGEMENT)
    danish = client.http.get("/rapport/opgaver.csv?vis=alle")
    english = client.http.get("/rapport/opgaver.csv?vis=alle&sprog=en")
    assert english.headers["Content-Disposition"] == 'attachment; filename="opfoelgning-2019-05-15-en.csv"'
    assert "Opgave-id;Udgave" in danish.data.decode("utf-8-sig")
    assert "Task id;Version" in english.data.decode("utf-8-sig")
    assert client.http.get("/rapport/opgaver.csv?vis=alle&sprog=tlh").data == danish.data


def test_who_reads_english_is_offered_english_files(visit: SignIn, runtime: Runtime, world: World) -> None:
    client = visit(Role.MANAGEMENT)
    assert not [link for link in client.get("/rapport/").links if "sprog=" in link]
    with runtime.database.writing() as session:
        session.get_one(User, world.users[Role.MANAGEMENT]).language = ENGLISH
    for page in ("/rapport/", "/opgaver/"):
        files = [link for link in client.get(page).links if "/rapport/opgaver." in link]
        assert len(files) == len(FORMATS)
        assert all("sprog=en" in link for link in files)
