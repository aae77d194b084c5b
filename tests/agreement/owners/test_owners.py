"""Whose a promise is, by the many ways in which papers name a body."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.agreement.sentences import Case, cases, faults, read_or_missed
from tracker.agreement.reader import read

CASES = list(cases(Path(__file__).with_name("owners.txt")))

MISSED = ("Et mindretal i Socialudvalget ønskede sagen udsat.",)


@pytest.mark.parametrize("case", read_or_missed(CASES, MISSED))
def test_a_promise_is_given_to_the_bodies_that_its_words_name(case: Case) -> None:
    assert faults(case) == []


_OF_TERM = """{title}

Partierne bag aftalen har 15 af byrådets 25 mandater og stemmer for den på det konstituerende møde i december.

Skole og fritid

Børne- og Ungdomsudvalget følger normeringerne i april 2022. Udvalget sender et forslag i høring i januar 2023.
"""


@pytest.mark.parametrize(
    "title",
    [
        "Konstitueringsaftale 2022-2025",
        "Aftale om konstituering i Lundby",
        "Lundby Kommune\n\nKonstitueringsaftale",
        "Budgetforlig 2022",
        "## Lundby Kommune\n\n## Konstitueringsaftale for Lundby Byråd",
        "**Lundby Kommune**\n\n**Konstitueringsaftale 2022-2025**",
    ],
)
def test_an_agreement_that_speaks_of_a_meeting_is_not_its_minutes(title: str) -> None:
    read_so = read(_OF_TERM.format(title=title), signed_on=date(2021, 11, 19)).commitments
    assert {one.committees for one in read_so if "høring" in one.quote} == {("Børne- og Ungdomsudvalget",)}


@pytest.mark.parametrize("title", ["Referat af møde om konstitueringsaftale", "Møde i byrådet den 3. december 2021"])
def test_minutes_that_speak_of_an_agreement_stay_minutes(title: str) -> None:
    found = read(_OF_TERM.format(title=title), signed_on=date(2021, 11, 19)).commitments
    assert {one.committees for one in found if "høring" in one.quote} == {("Byrådet",)}
