"""What holds for a whole document: whose minutes it is."""

from __future__ import annotations

import pytest

from tracker.agreement.reader import read

SECTIONS = """
1.1. Cykler
Parterne ønsker, at der udarbejdes en plan for cykelstier i hele kommunen inden udgangen af 2019.

1.2. Bænke
Parterne ønsker, at der udarbejdes en plan for flere bænke langs åen inden udgangen af 2020.

1.3. Træer
Parterne ønsker, at der udarbejdes en plan for flere træer i gaderne inden udgangen af 2021.
"""


def owners(opening: str) -> set[tuple[str, ...]]:
    commitments = read(opening + SECTIONS).commitments
    return {commitment.committees for commitment in commitments if commitment.section != "Indledning"}


@pytest.mark.parametrize(
    "opening", ["Referat", "Mødedato: 11. marts 2019", "Udvalgsmøde den 3. april 2019", "DAGSORDEN"]
)
def test_minutes_give_what_nobody_is_named_for_to_the_body_that_met(opening: str) -> None:
    assert owners(f"{opening}\n\nKommunalbestyrelsen\n") == {("Kommunalbestyrelsen",)}


@pytest.mark.parametrize("words", ["De store udfordringer mødes med nye løsninger.", "Byen imødekommer sine borgere."])
def test_words_that_only_hold_a_word_for_a_meeting_make_no_minutes(words: str) -> None:
    assert owners(f"Kommunalbestyrelsen har en vision for byen. {words}\n") == {()}
