"""Words are found however they are inflected and spelled."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.lookup import parse, terms, words


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("forelæggelse", "Forslaget forelægges udvalget."),
        ("forelægges", "En forelæggelse i maj"),
        ("forelagt", "Sagen forelægges"),
        ("evaluering", "Indsatsen evalueres"),
        ("udvalg", "UDVALGENES møder"),
        ("barn", "Børnene"),
        ("bog", "nye bøger"),
        ("budgetter", "budgettet"),
        ("Aalborg", "Ålborg Kommune"),
        ("ålborg", "AALBORG"),
        ("foraeldre", "Forældrenes ønsker om forældre"),
        ("ide", "en god idé"),
        ("idé", "en god ide"),
        ("itstrategi", "IT-strategien"),
        ("it-strategi", "en itstrategi"),
        ("it-strategi", "en strategi for it"),
        ("it strategi", "IT-strategien"),
        ("forelæg-\ngelse", "forelæggelse"),
        ("1.15", "Punkt 1.15 om skoler"),
        ("kfu-01", "KFU-01 Færre annoncer"),
        ("idrætspol", "en ny idrætspolitik"),
        ("forælder", "Forældrene"),
        ("register", "registret"),
        ("Søren", "Søren Østergård"),
    ],
)
def test_a_word_finds_its_other_forms(typed: str, text: str) -> None:
    assert parse(typed).is_met_by(text)


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ældre", "den gamle skole"),
        ("skole bibliotek", "en skole"),
        ("idrætspol ny", "en ny idrætspolitik"),  # only the last word may be unfinished
        ("1.1", "Punkt 1.15"),
        ("ud", "udvalg"),  # too short to be guessed at
        ("115", "1.15"),
        ("vej byen", "vejret i byen"),
    ],
)
def test_a_word_does_not_find_another(typed: str, text: str) -> None:
    assert not parse(typed).is_met_by(text)


def test_what_holds_no_word_finds_nothing() -> None:
    assert parse(" !! «» — ").is_empty


def test_the_places_are_those_of_the_words_that_were_looked_for() -> None:
    text = "Når forslaget er forelagt, forelægges det igen."
    assert [text[start:end] for start, end in parse("forelæggelse").places(text)] == ["forelagt", "forelægges"]


@settings(derandomize=True, max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_every_text_is_found_by_its_own_words(text: str) -> None:
    for word in list(words(text))[:3]:
        assert parse(text[word.start : word.end]).is_met_by(text)
    assert all(term.isascii() and term.isalnum() and term == term.lower() for term in terms(text))
