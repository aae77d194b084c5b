"""Sentences as secretaries write them, written before the rules were looked at: what is found and whose it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.agreement.unlisted import Case, cases, faults, read_or_missed

FILES = (
    "unlisted.txt",
    "everyday.txt",
    "classes.txt",
    "constructions.txt",
    "ordinary.txt",
    "classes_2.txt",
    "effects.txt",
    "classes_3.txt",
    "classes_4.txt",
    "papers_of_meetings.txt",
    "prose.txt",
    "classes_5.txt",
    "classes_6.txt",
    "plain_words.txt",
    "short_cases.txt",
    "minutes.txt",
    "forms.txt",
    "told_past.txt",
    "classes_7.txt",
    "promised_or_told.txt",
    "classes_12.txt",
)
CASES = [case for name in FILES for case in cases(Path(__file__).with_name(name))]

# Not read yet; a case that comes out right must leave this list.
MISSED = {
    "»Det bliver en god dag for Lyngholm«",
    "Ældreudvalget følger udviklingen tæt.",
    "Der tilføres ressourcer til, at",
    "Hver fjerde praktikplads skal",
    "Projektet har opstart i foråret 2020",
    "Der gives i 2020 et engangstilskud",
    "I 2030 vil hver fjerde borger",
    "Inden nytår får alle medlemmer",
    "Hvem afgør, om Havnefestivalen",
}


@pytest.mark.parametrize("case", read_or_missed(CASES, MISSED))
def test_what_a_sentence_promises_is_found_and_nothing_else(case: Case) -> None:
    assert faults(case) == []


def test_there_are_many_sentences_of_many_kinds() -> None:
    assert len(CASES) > 240
    assert len({case.group for case in CASES}) > 15
