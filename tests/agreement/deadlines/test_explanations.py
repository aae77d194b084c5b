"""The sentence that tells a secretary how an expression was read."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.deadlines.phrases import read_corpus
from tracker.agreement.deadlines import explain, find

CASES = read_corpus()
SIGNED = date(2018, 10, 8)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            "inden sommeren 2019",
            "Senest 31. maj 2019, som er dagen før sommeren 2019 begynder 1. juni 2019 (efter konventionen: sommeren "
            "er 1. juni til 31. august).",
        ),
        ("senest den 1. marts 2020", "Senest 1. marts 2020; den dag er med."),
        ("inden 1. marts 2020", "Senest 29. februar 2020, som er dagen før 1. marts 2020."),
        ("senest i 2. kvartal 2019", "Senest 30. juni 2019, som er den sidste dag i 2. kvartal 2019."),
        (
            "i efteråret 2021",
            "I perioden fra 1. september 2021 til 30. november 2021, som er efteråret 2021 (efter konventionen: "
            "efteråret er 1. september til 30. november).",
        ),
        ("den 1. marts 2020", "Den 1. marts 2020."),
        ("fra 2021 og frem", "Fra 1. januar 2021 og uden slutdato."),
        ("efter påske 2021", "Fra 6. april 2021, som er dagen efter påsken 2021, og uden slutdato."),
        ("inden for 6 måneder", "Senest 8. april 2019, regnet fra aftalens dato 8. oktober 2018."),
        (
            "kvartalsvist",
            "Gentages hvert kvartal (aftalen siger ikke hvor længe, så der regnes til valgperiodens udgang "
            "31. december 2021).",
        ),
        (
            "hvert år i marts frem til 2022",
            "Gentages hvert år til og med 31. december 2022, første gang fra 1. marts 2019 til 31. marts 2019 (året er "
            "ikke skrevet; det er næste gang efter aftalens dato 8. oktober 2018).",
        ),
        (
            "hvert år i december",
            "Gentages hvert år, første gang fra 1. december 2018 til 31. december 2018 (året er ikke skrevet; det er "
            "næste gang efter aftalens dato 8. oktober 2018; aftalen siger ikke hvor længe, så der regnes til "
            "valgperiodens udgang 31. december 2021).",
        ),
        ("hver dag", "Gentages hver dag."),
        (
            "hvert andet år, første gang i 2020",
            "Gentages hvert 2. år, første gang fra 1. januar 2020 til 31. december 2020 (aftalen siger ikke hvor "
            "længe, så der regnes til valgperiodens udgang 31. december 2021).",
        ),
        ("snarest", "Ordene nævner ingen dato, så fristen skal sættes af en person."),
        (
            "tre måneder efter ibrugtagning",
            "Tiden regnes fra en anden begivenhed, så datoen skal sættes af en person.",
        ),
        (
            "til budgetforhandlingerne for 2020",
            "Senest 31. august 2019, hvor materialet til budgetlægningen for 2020 skal være klar (efter konventionen: "
            "materialet til et budget skal være klar 31. august året før).",
        ),
        (
            "i juni",
            "I perioden fra 1. juni 2019 til 30. juni 2019, som er juni 2019 (året er ikke skrevet; det er næste gang "
            "efter aftalens dato 8. oktober 2018).",
        ),
        ("inden nytår 2019", "Senest 31. december 2019, som er dagen før nytår 2019/2020 begynder 1. januar 2020."),
        ("i uge 35 2019", "I perioden fra 26. august 2019 til 1. september 2019, som er uge 35 i 2019."),
        ("omkring den 1. september 2019", "Omtrentlig tid: fra 25. august 2019 til 8. september 2019."),
        ("efter et halvt år", "Gælder fra 8. april 2019, regnet fra aftalens dato 8. oktober 2018."),
    ],
)
def test_a_reading_is_explained(words: str, sentence: str) -> None:
    (deadline,) = explain(words, signed_on=SIGNED)
    assert deadline.explanation == sentence


def test_without_a_date_of_signing_the_explanation_asks_for_it() -> None:
    (deadline,) = explain("i foråret", signed_on=None)
    assert deadline.explanation == "Datoerne kan først regnes ud, når det er kendt, hvornår aftalen er indgået."


def test_a_year_from_the_act_before_is_told() -> None:
    _, deadline = find("i marts 2024 og igen i september", signed_on=SIGNED)
    assert deadline.explanation.endswith("(året er ikke skrevet; det er taget fra tiden nævnt lige før).")


def test_every_explanation_is_one_danish_sentence_with_its_dates() -> None:
    for case in CASES:
        for deadline in find(case.phrase, signed_on=case.signed_on):
            assert deadline.explanation[0].isupper()
            assert deadline.explanation.endswith(".")
            assert "None" not in deadline.explanation
            assert "ukendt" not in deadline.explanation


def test_the_rules_that_fired_are_named_innermost_first() -> None:
    (deadline,) = explain("inden sommeren 2019", signed_on=SIGNED)
    assert deadline.rules[0] == "year-written"
    assert deadline.rules[-1] == deadline.rule == "before"
