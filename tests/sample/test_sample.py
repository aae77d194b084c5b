"""The sample fits together: what the gold file says stands in the agreement, and the town hall is complete."""

from __future__ import annotations

import csv
import json
import re
import tomllib
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import holidays
import pytest

from tracker.domain.roles import Role
from tracker.resources import SAMPLE
from tracker.settings import CommitteeSettings

AGREEMENT = (SAMPLE / "agreement.txt").read_text(encoding="utf-8")
GOLD: dict[str, list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent / "gold.json").read_text(encoding="utf-8"),
)
REGISTER = [
    CommitteeSettings(**committee)
    for committee in tomllib.loads((SAMPLE / "committees.toml").read_text(encoding="utf-8"))["committees"]
]
USERS: list[dict[str, Any]] = tomllib.loads((SAMPLE / "users.toml").read_text(encoding="utf-8"))["users"]


def _meetings() -> dict[str, list[date]]:
    held = defaultdict(list)
    with (SAMPLE / "meetings.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            held[row["committee"]].append(date.fromisoformat(row["date"]))
    return held


def _one_line(text: str) -> str:
    """`text` with line and page breaks read as spaces."""
    return re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("kind", ["dated", "undated"])
def test_every_sentence_of_the_gold_file_stands_in_the_agreement(kind: str) -> None:
    body = _one_line(AGREEMENT)
    assert [entry["id"] for entry in GOLD[kind] if _one_line(entry["sentence"]) not in body] == []


def test_every_deadline_of_the_gold_file_stands_in_its_sentence() -> None:
    missing = [entry["id"] for entry in GOLD["dated"] if entry["phrase"].casefold() not in entry["sentence"].casefold()]
    assert missing == []


def test_every_trap_of_the_gold_file_stands_in_the_agreement() -> None:
    body = _one_line(AGREEMENT).casefold()
    assert [trap["phrase"] for trap in GOLD["not_deadlines"] if trap["phrase"].casefold() not in body] == []


def test_the_agreement_has_the_line_ends_and_page_breaks_of_an_extraction() -> None:
    assert "\r" not in (SAMPLE / "agreement.txt").read_bytes().decode("utf-8")
    assert re.search(r"[a-zæøå],?\n\n\f[a-zæøå]", AGREEMENT), "a form feed breaks a sentence"
    assert re.search(r"[a-zæøå],?\n{4}[a-zæøå]", AGREEMENT), "a blank run breaks a sentence"


@pytest.mark.parametrize("kind", ["dated", "undated"])
def test_every_owner_in_the_gold_file_is_in_the_register(kind: str) -> None:
    owners = {name for entry in GOLD[kind] for name in [*entry["committees"], *entry.get("committees_alt", [])]}
    assert owners <= {committee.name for committee in REGISTER}


def test_no_two_committees_share_a_name_or_an_abbreviation() -> None:
    called = [word for committee in REGISTER for word in (committee.name, *committee.abbreviations)]
    assert len(called) == len(set(called))


def test_each_committee_meets_every_month_but_july() -> None:
    months = [(year, month) for year in range(2018, 2023) for month in range(1, 13) if month != 7]
    held = _meetings()
    assert set(held) == {committee.name for committee in REGISTER}
    for committee, days in held.items():
        assert [(day.year, day.month) for day in days] == months, committee


def test_no_committee_meets_on_a_holiday_or_at_the_weekend() -> None:
    closed = holidays.country_holidays("DK", years=range(2018, 2023), categories=("public", "optional"))
    unfit = [(name, day) for name, days in _meetings().items() for day in days if day in closed or day.isoweekday() > 5]
    assert unfit == []


def test_the_finance_committee_meets_before_the_council_and_after_the_others() -> None:
    held = _meetings()
    finance, council = held.pop("Økonomiudvalget"), held.pop("Kommunalbestyrelsen")
    assert all(before < after for before, after in zip(finance, council, strict=True))
    for name, days in held.items():
        assert all(before <= after for before, after in zip(days, finance, strict=True)), name


def test_every_role_has_a_user_and_every_committee_one_secretary() -> None:
    assert {Role(user["role"]) for user in USERS} == set(Role)
    served = [name for user in USERS for name in user.get("committees", [])]
    assert sorted(served) == sorted(committee.name for committee in REGISTER)
    assert all(Role(user["role"]) is Role.SECRETARY for user in USERS if "committees" in user)


def test_each_of_the_invented_people_has_an_invented_address_of_their_own() -> None:
    addresses = [user["email"] for user in USERS]
    assert all(re.fullmatch(r"[a-z.]+@example\.dk", address) for address in addresses)
    assert len(addresses) == len(set(addresses))
