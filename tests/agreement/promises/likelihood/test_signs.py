"""The signs by which a time is judged."""

from __future__ import annotations

from datetime import date

import pytest

from tests.learning.times import times_of
from tracker.agreement.values import Head

SIGNED_ON = date(2019, 9, 12)


def signs(text: str, organisation: str = "Lyngholm Kommune") -> frozenset[str]:
    """The signs of the only time of `text`."""
    [(_part, _sentence, _time, found)] = times_of(text, Head(None, SIGNED_ON, organisation))
    return found


def test_words_are_told_by_their_stems_alone_and_in_pairs() -> None:
    found = signs("Forvaltningen forelægger planerne i maj 2020.")
    assert {"w:forvaltning", "w:forelæg", "w:plan", "w2:^_forvaltning", "w2:forelæg_plan", "v:forelæg"} <= found


def test_words_of_other_clauses_are_told_apart_from_those_of_its_own() -> None:
    found = signs("Planen er færdig i maj 2020, fordi borgerne venter på den.")
    assert {"w:plan", "o:vent"} <= found
    assert "w:vent" not in found


def test_neither_committees_nor_the_time_itself_are_words_of_the_clause() -> None:
    found = signs("Havneudvalget drøfter 14 planer i maj 2020.")
    assert {"w:drøft", "w:#", "m:True", "e:maj", "e:#"} <= found
    assert not {"w:havneudvalg", "w:maj"} & found


@pytest.mark.parametrize(
    ("time", "near"),
    [
        ("i september 2019", "days:30"),
        ("i oktober 2019", "days:120"),
        ("i maj 2020", "days:400"),
        ("i 2021", "days:1000"),
        ("i 2025", "days:2500"),
        ("i 2040", "days:far"),
        ("i 2017", "days:past"),
    ],
)
def test_how_far_off_a_time_is_is_a_sign(time: str, near: str) -> None:
    assert near in signs(f"Planen forelægges {time}.")


def test_in_a_paper_of_a_region_the_region_is_who_the_municipality_is_elsewhere() -> None:
    ours = signs("Kommunen åbner huset i maj 2020, og regionen betaler.")
    theirs = signs("Regionen åbner huset i maj 2020, og kommunen betaler.", "Region Nordkysten")
    assert ours == theirs
    assert "w:kommun" in ours
