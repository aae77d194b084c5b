"""Sentences as papers write them, one file a subject: what is found and whose it is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.agreement.sentences import Case, cases, faults, read_or_missed

CASES = [case for path in sorted(Path(__file__).with_name("sentences").glob("*.txt")) for case in cases(path)]

# Not read yet; a case that comes out right must leave this list.
MISSED = {
    "»Det bliver en god dag for Lyngholm«",
    "Ældreudvalget følger udviklingen tæt.",
    "Der tilføres ressourcer til, at",
    "Hver fjerde praktikplads skal",
    "Udvalget hører under Økonomiudvalget i 2020",
    "Formanden er væk i december 2019",
    "Regningen, som skulle være sendt i går",
    "Der gives i 2020 et engangstilskud",
    "I 2030 vil hver fjerde borger",
    "Inden nytår får alle medlemmer",
    "Hvem afgør, om Havnefestivalen",
    "Hallen bruges hver uge",
    "Indstillingen, der tiltrædes",
}


@pytest.mark.parametrize("case", read_or_missed(CASES, MISSED))
def test_what_a_sentence_promises_is_found_and_nothing_else(case: Case) -> None:
    assert faults(case) == []


def test_there_are_many_sentences_of_many_kinds() -> None:
    assert len(CASES) > 2500
    assert len({case.group for case in CASES}) > 300


def test_no_sentence_stands_twice() -> None:
    assert [text for text, times in Counter(case.text for case in CASES).items() if times > 1] == []
