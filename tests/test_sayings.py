"""A sentence that the program stores is Danish, and is said in the language of whoever reads it."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.language import ENGLISH, speaking
from tracker.sayings import Hour, Quote, Saying, counted, facts_of, joined, quoted, said, small

DAY = date(2019, 5, 31)
MOVED = Saying("Fristen er flyttet til %(day)s.", day=DAY)


def in_english(text: str) -> str:
    with speaking(ENGLISH):
        return said(text)


@pytest.mark.parametrize(
    ("sentence", "danish", "english"),
    [
        (MOVED, "Fristen er flyttet til 31. maj 2019.", "The deadline has been moved to 31 May 2019."),
        (
            Saying("Opgaven er afsluttet (%(status)s).", status=small("Forelagt")),
            "Opgaven er afsluttet (forelagt).",
            "The task is closed (presented).",
        ),
        (counted("om %(num)s dag", "om %(num)s dage", 1), "om 1 dag", "in 1 day"),
        (counted("om %(num)s dag", "om %(num)s dage", 3), "om 3 dage", "in 3 days"),
        (
            Saying("%(day)s kl. %(hour)s", day=DAY, hour=Hour("12:00")),
            "31. maj 2019 kl. 12",
            "31 May 2019 at 12:00",
        ),
        (
            joined(Saying("Mailen kunne ikke afleveres:"), "550 100 % full"),
            "Mailen kunne ikke afleveres: 550 100 % full",
            "The mail could not be delivered: 550 100 % full",
        ),
        (
            joined(Saying("i dag"), Saying("«%(words)s»", words=quoted("Jeg er 100% færdig"))),
            "i dag «Jeg er 100% færdig»",
            "today «Jeg er 100% færdig»",
        ),
    ],
)
def test_it_is_danish_where_it_is_stored_and_english_where_that_is_spoken(
    sentence: Saying, danish: str, english: str
) -> None:
    assert sentence == danish
    assert in_english(sentence) == english


@pytest.mark.parametrize("changed", [lambda facts: json.loads(json.dumps(facts)), lambda facts: facts])
def test_it_is_the_same_after_it_was_stored(changed: Callable[[object], dict[str, object]]) -> None:
    again = Saying.of(changed(MOVED.facts))
    assert (again, in_english(again)) == (MOVED, in_english(MOVED))


def test_a_sentence_that_is_made_while_english_is_spoken_is_stored_in_danish() -> None:
    with speaking(ENGLISH):
        assert Saying("Fristen er flyttet til %(day)s.", day=DAY) == MOVED


def test_in_danish_it_stays_as_it_was_stored_when_its_words_were_others() -> None:
    stored = Saying.of(MOVED.facts, "Fristen blev flyttet.")
    assert stored.said() == "Fristen blev flyttet."
    assert in_english(stored) == "The deadline has been moved to 31 May 2019."


def test_what_a_person_wrote_is_found_in_it_and_has_no_facts_by_itself() -> None:
    told = joined(MOVED, Saying("«%(words)s»", words=quoted("Høringen trak ud.")))
    assert told.quotes == ("Høringen trak ud.",)
    assert joined(MOVED, Saying("«%(words)s»", words=quoted(MOVED))).quotes == ()
    assert facts_of("Høringen trak ud.") is facts_of(None) is None


def test_what_is_joined_to_it_as_text_is_danish_and_nothing_false() -> None:
    assert facts_of(f"{MOVED} Tak.") is None
    assert in_english(f"{MOVED} Tak.") == "Fristen er flyttet til 31. maj 2019. Tak."


def test_it_can_be_handed_to_another_process() -> None:
    again = pickle.loads(pickle.dumps(MOVED))
    assert (again, again.facts) == (MOVED, MOVED.facts)


VALUES = st.one_of(st.text(), st.integers(), st.dates(), st.text().map(Quote))


@given(st.dictionaries(st.from_regex(r"[a-z]+", fullmatch=True), VALUES, max_size=3), st.text())
def test_whatever_is_filled_in_stands_in_it_before_and_after_it_was_stored(values: dict[str, object], end: str) -> None:
    told = joined(Saying("".join(f"%({name})s;" for name in values) or "i dag", **values), end)  # type: ignore[arg-type]
    again = Saying.of(json.loads(json.dumps(told.facts)))
    assert (again, again.quotes) == (told, told.quotes)
    assert told.endswith(end)
    assert all(str(value) in told for value in values.values() if not isinstance(value, date))
