"""What a reading looks like as data and as words."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.agreement.output import deadlines_text, explained_data, reading_data, reading_text
from tracker.agreement.values import (
    Basis,
    Commitment,
    Deadline,
    DeadlineKind,
    Finding,
    FindingKind,
    Head,
    Reading,
    Section,
    TaskKind,
)


def deadline(start: date | None, due: date | None, recurrence: str | None = None) -> Deadline:
    return Deadline(
        "inden\nsommeren 2019",
        start,
        due,
        DeadlineKind.BY,
        "by-season",
        "Senest dagen før sommeren begynder.",
        10,
        30,
        Basis.EXPLICIT,
        recurrence,
        ("season", "by-season"),
    )


def commitment(found: Deadline | None, committees: tuple[str, ...] = ("Skoleudvalget",)) -> Commitment:
    return Commitment(
        "1.1",
        "Forslag forelægges",
        TaskKind.PRESENTATION,
        committees,
        True,
        found,
        "Et\nforslag " + "x" * 300,
        5,
        40,
        0.876,
    )


READING = Reading(
    agreement=Head(None, None, None),
    sections=(Section("1.1", "Ny skole", "Børn", 0, 50),),
    commitments=(commitment(deadline(None, date(2019, 5, 31))), commitment(None, ())),
    findings=(Finding(None, FindingKind.NO_SIGNING_DATE, "Dagen mangler.", 0, 0),),
)


def test_a_commitment_is_data_with_its_deadline() -> None:
    dated, undated = reading_data(READING)["commitments"]
    assert list(dated) == [
        "section",
        "task",
        "kind",
        "committees",
        "committees_inferred",
        "deadline",
        "quote",
        "start",
        "end",
        "confidence",
    ]
    assert dated["deadline"] == {
        "expression": "inden\nsommeren 2019",
        "start": None,
        "due": "2019-05-31",
        "kind": "by",
        "basis": "explicit",
        "recurrence": None,
        "rule": "by-season",
        "explanation": "Senest dagen før sommeren begynder.",
        "expression_start": 10,
        "expression_end": 30,
    }
    assert dated["confidence"] == 0.88
    assert undated["deadline"] is None


def test_an_explanation_names_every_rule() -> None:
    (found,) = explained_data([deadline(None, date(2019, 5, 31))])["deadlines"]
    assert list(found) == ["expression", "start", "due", "kind", "recurrence", "rule", "rules", "explanation"]
    assert found["rules"] == ["season", "by-season"]


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (deadline(None, date(2019, 5, 31)), "senest 31. maj 2019"),
        (deadline(date(2019, 3, 1), date(2019, 5, 31)), "1. marts 2019 til 31. maj 2019"),
        (deadline(date(2019, 3, 1), date(2019, 3, 1)), "  1. marts 2019\n"),
        (deadline(date(2021, 1, 1), None), "fra 1. januar 2021"),
        (deadline(None, None), "ingen dato i ordene"),
        (deadline(None, None, "FREQ=YEARLY"), "gentages"),
    ],
)
def test_a_deadline_is_told_in_danish_words(found: Deadline, words: str) -> None:
    text = deadlines_text([found])
    assert words in text
    assert "«inden sommeren 2019»" in text
    assert "Regler: season, by-season" in text


def test_words_without_time_are_said_to_be_so() -> None:
    assert deadlines_text([]) == "Ordene nævner ingen tid.\n"


def test_the_summary_shows_owner_deadline_confidence_and_what_is_missing() -> None:
    text = reading_text(READING)
    for words in (
        "Uden titel",
        "Underskrevet: ukendt",
        "2 forpligtelser, heraf 1 med dato",
        "1.1 Ny skole",
        "senest 31. maj 2019 · Skoleudvalget (foreslået) · sikkerhed 88 %",
        "uden frist · intet udvalg · sikkerhed 88 %",
        "Dagen mangler.",
    ):
        assert words in text
    assert max(len(line) for line in text.splitlines()) < 220
