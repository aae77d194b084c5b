"""Prose against tables: what agrees within its exactness, and what a person must look at."""

from __future__ import annotations

import pytest

from tracker.agreement.findings import money_findings
from tracker.agreement.structure.outline import outline
from tracker.agreement.tables.allocations import read_tables
from tracker.agreement.values import Finding, FindingKind


def findings(prose: str, drift: str = "", invest: str = "") -> list[Finding]:
    """The findings of section 1.1 with `prose`, and its rows (four years, in 1.000 kr.) in the two tables.

    Section 1.2 has a row of its own, so that the tables are never empty.
    """
    rows = "\t2024\t2025\t2026\t2027\n"
    text = (
        f"1.1. Ny skole\n\n{prose}\n\n1.2. Nyt bad\n\nBadet får en ny varmepumpe og et større omklædningsrum.\n\n"
        f"DRIFT (1.000 kr.)\n{rows}" + (f"1.1 Ny skole\t{drift}\n" if drift else "") + "1.2 Nyt bad\t10\t10\t10\t10\n\n"
        f"ANLÆG (1.000 kr.)\n{rows}" + (f"1.1 Ny skole\t{invest}\n" if invest else "") + "1.2 Nyt bad\t1\t1\t1\t1\n"
    )
    structure = outline(text)
    found = money_findings(text, structure, read_tables(text, structure.sections))
    assert all(text[finding.start : finding.end].strip() for finding in found)
    return list(found)


@pytest.mark.parametrize(
    ("prose", "drift", "invest"),
    [
        ("Der afsættes 4,7 mio. kr. i 2024 og 6,5 mio. kr. i 2025 til skolen.", "4.711\t6.541\t\t", ""),
        ("Der afsættes 5,3 mio. kr. i 2024 og frem til skolen.", "5.300\t5.311\t5.344\t5.256", ""),
        ("Der afsættes årligt 0,3 mio. kr. til skolen.", "300\t300\t300\t300", ""),
        ("Der afsættes 0,3 mio. kr. årligt fra 2026 og frem til skolen.", "\t\t300\t300", ""),
        ("Partierne er enige om at finansiere skolen med 0,1 mio. kr. fra og med Budget 2025.", "\t100\t100\t100", ""),
        ("Der afsættes 0,3 mio. kr. i hvert af årene 2024-2027.", "", "300\t300\t300\t300"),
        (
            "Til drift afsættes 0,2 mio. kr. årligt fra 2024 og frem, og 0,05 mio. kr. i 2024.",
            "200\t200\t200\t200",
            "50\t\t\t",
        ),
        ("Der afsættes 1 mio. kr. i 2024. Heraf bruges 0,5 mio. kr. i 2024 til lærere.", "1.000\t\t\t", ""),
        ("Der afsættes 2 mio. kr. til skolen, som bygges i 2025.", "", "\t2.000\t\t"),
        ("Der afsættes 2 mio. kr. til skolen.", "", "1.000\t1.000\t\t"),
        ("Vi afsætter 1 mio. kr. i 2024, heraf 0,5 mio. kr. i 2024 til lærere.", "1.000\t\t\t", ""),
        ("Der afsættes 1 mio. kr. i 2021 og frem.", "1.000\t1.000\t1.000\t1.000", ""),
        ("Til skolen afsættes 0,2 mio. kr. i 2024.", "200\t\t\t", "900\t\t\t"),
        ("Til skolen afsættes 0,9 mio. kr. i 2024.", "200\t\t\t", "900\t\t\t"),
        ("Der afsættes 8 mio. kr. over perioden 2024-2027.", "2.000\t2.000\t2.000\t2.000", ""),
        (
            "Med aftalen for 2023 blev der afsat 9 mio. kr. til skolen. Der afsættes yderligere 1 mio. kr. i 2024.",
            "1.000\t\t\t",
            "",
        ),
        ("Der er i dag årligt 9 mio. kr. i puljen. Der afsættes 1 mio. kr. i 2024.", "1.000\t\t\t", ""),
        ("Der spares 0,1 mio. kr. årligt på skolens drift.", "-100\t-100\t-100\t-100", ""),
        (
            "Der afsættes 1 mio. kr. i 2024. Det er vigtigt. De 1 mio. kr. i 2024 er afsat til lærere.",
            "1.000\t\t\t",
            "",
        ),
        (
            "Midlerne fordeles. Aftalen er at disponere dem sådan:\n\n1 mio. kr. i 2024 og 2 mio. kr. 2025.",
            "",
            "1.000\t2.000\t\t",
        ),
        (
            "Skolen får 1 mio. kr. i 2024. Beløbet stiger til 3 mio. kr. årligt i perioden 2025-2027. Af pengene er "
            "1 mio. kr. hvert år bundet til bøger.",
            "1.000\t3.000\t3.000\t3.000",
            "",
        ),
        ("Der afsættes 1 mio. kr. i 2024. Hele puljen er på 7 mio. kr. i 2024.", "1.000\t\t\t", ""),
        ("Skolen får en ny gård.", "1.000\t\t\t", ""),
        ("Skolen får en ny gård. Den gamle kostede 9 mio. kr. i 2014.", "1.000\t\t\t", ""),
    ],
)
def test_prose_that_agrees_with_its_rows_gives_no_finding(prose: str, drift: str, invest: str) -> None:
    assert findings(prose, drift, invest) == []


@pytest.mark.parametrize(
    ("prose", "drift", "invest", "told"),
    [
        ("Der afsættes 5,3 mio. kr. i 2024.", "5.364\t\t\t", "", ["i 2024", "5,364 mio. kr."]),
        ("Der afsættes 5,3 mio. kr. i 2024 og frem.", "5.300\t5.300\t5.300\t5.364", "", ["i 2027"]),
        (
            "Vi er enige om at disponere midlerne:\n\n1,5 mio. kr. i 2024 og 1 mio. kr. 2025.",
            "",
            "1.500\t400\t\t",
            ["i 2025", "400.000 kr."],
        ),
        ("Der afsættes 1 mio. kr. i 2024.", "1.000\t1.000\t\t", "", ["i 2025"]),
        ("Der afsættes 1 mio. kr. i 2024 og 2025.", "1.000\t\t\t", "", ["i 2025", "0 kr."]),
        (
            "Før var der 4 mio. kr., og dem fordeler partierne så:\n\n1,5 mio. kr. i 2024 og 1 mio. kr. 2025.",
            "",
            "1.500\t\t\t",
            ["i 2025"],
        ),
        ("Der afsættes 1 mio. kr. årligt.", "1.000\t1.000\t2.000\t1.000", "", ["i 2026"]),
        ("Der afsættes 3 mio. kr. til skolen.", "", "9.000\t\t\t", ["i alt"]),
        ("Der spares 0,1 mio. kr. årligt.", "100\t100\t100\t100", "", ["-100.000 kr."]),
        ("Der afsættes 2 mio. kr. over perioden 2024-2027.", "2.000\t2.000\t2.000\t2.000", "", ["2 mio. kr. i alt"]),
        ("Til skolen afsættes 0,5 mio. kr. i 2024.", "200\t\t\t", "900\t\t\t", ["1,1 mio. kr."]),
        ("Der afsættes 9 mio. kr. over perioden 2024-2027.", "2.000\t2.000\t2.000\t2.000", "", ["9 mio. kr. i alt"]),
    ],
)
def test_prose_that_disagrees_names_the_year_and_both_amounts(
    prose: str, drift: str, invest: str, told: list[str]
) -> None:
    (finding,) = findings(prose, drift, invest)
    assert (finding.kind, finding.section) == (FindingKind.TEXT_VS_TABLE, "1.1")
    assert all(words in finding.message for words in told)


@pytest.mark.parametrize(
    "prose",
    [
        "Inden for det budget, der allerede er vedtaget, prioriteres 8 mio. kr. i 2025 til skolen.",
        "Der er tidligere afsat midler hertil: 2 mio. kr. i 2024 og 5 mio. kr. årligt i 2025 og 2026.",
        "Der afsættes 0,5 mio. kr. til skolen.",
        "Pengene findes i det budget, der er vedtaget, og hvoraf 0,8 mio. kr. i 2025 bruges til skolen.",
        "Anlægsbudgettet rummer allerede pengene: 2 mio. kr. i 2024 og 5 mio. kr. årligt i 2025 og 2026.",
    ],
)
def test_money_without_a_row_is_told(prose: str) -> None:
    (finding,) = findings(prose)
    assert (finding.kind, finding.section) == (FindingKind.NO_TABLE_ROW, "1.1")


@pytest.mark.parametrize(
    "prose", ["I 2019 blev der afsat 4 mio. kr. til skolen.", "Med sidste aftale blev der afsat 4 mio. kr. til skolen."]
)
def test_money_of_earlier_agreements_needs_no_row(prose: str) -> None:
    assert findings(prose) == []


def test_amounts_are_listed_once_each() -> None:
    (finding,) = findings("Der prioriteres 8 mio. kr. i 2025 og 2 mio. kr. i 2026. De 8 mio. kr. prioriteres først.")
    assert "nævner 8 mio. kr. og 2 mio. kr.," in finding.message


def test_money_in_the_introduction_needs_no_row() -> None:
    text = (
        "Vi afsætter 9 mio. kr. i 2024 til det hele.\n\n1.1. Ny skole\n\nDer afsættes 5 mio. kr. i 2024 til skolen.\n\n"
        "Anlæg (1.000 kr.)\n\t2024\t2025\n1.1 Ny skole\t5.000\t\n"
    )
    structure = outline(text)
    assert money_findings(text, structure, read_tables(text, structure.sections)) == ()


def test_a_text_without_tables_cannot_disagree_with_them() -> None:
    text = "1.1. Ny skole\n\nDer afsættes 5 mio. kr. i 2024 til en ny skole.\n"
    structure = outline(text)
    assert money_findings(text, structure, read_tables(text, structure.sections)) == ()


def test_rows_of_no_section_are_unplaced_money() -> None:
    text = (
        "1.1. Ny skole\n\nDer afsættes 5 mio. kr. i 2024 til en ny skole.\n\n"
        "Anlæg (1.000 kr.)\n\t2024\t2025\n1.1 Ny skole\t5.000\t\n7.7 Ny sti\t1\t\nNoget andet\t2\t\n"
    )
    structure = outline(text)
    found = money_findings(text, structure, read_tables(text, structure.sections))
    assert [finding.kind for finding in found] == [FindingKind.UNPLACED_MONEY] * 2
    assert "Ny sti" in found[0].message
    assert "Noget andet" in found[1].message
