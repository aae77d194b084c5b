"""What stands around a paper's title, greets or signs is no section; what only looks like it is one."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import INTRODUCTION, outline

PROSE = "Udvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene ved stationen."
MORE = "Forvaltningen fremlægger i foråret 2022 et forslag til en varmeplan for hele den nordlige del af byen."
BODY = f"Baggrund\n\n{PROSE}\n\nVidere arbejde\n\n{MORE}\n"


def titles(text: str) -> list[str]:
    return [section.title for section in outline(text).sections]


@pytest.mark.parametrize(
    "head",
    [
        "Granby Kommune\n\nBænke i byen\n\n",
        "GRANBY KOMMUNE\nTeknik og Miljø\n\n14. maj 2020\nSagsnr. 20/4711\n\nBænke i byen\n\n",
        "NOTAT\n\nTil: Vejudvalget\nDato: 14.5.2020\n\nBænke i byen\n\n",
        "Pressemeddelelse\n\nTorsdag den 14. maj 2020\n\nNu kommer der bænke i byen\n\n",
        "Forside > Nyheder > 2020\nLæs op | Udskriv | Del\n\nNu kommer der bænke i byen\n\nUdsendt 14. maj 2020\n\n",
        "Bænke i byen\nNotat · Granby Kommune, Vej og Park · 14. maj 2020\n\n",
        "                                           Granby Kommune\n                          Vej og Park      "
        "Dato 14. maj 2020\n\nBænke i byen\n\n",
        "Aftale om bænke\n\nMellem Venstre, Det Konservative Folkeparti og Granbylisten\n\n",
        "Bilag 2\n\nGranby Kommune – Vej og Park, 14. maj 2020\n\nHandleplan for bænke\n\n",
    ],
)
def test_the_title_in_its_letterhead_is_no_section(head: str) -> None:
    assert titles(head + BODY) == ["Baggrund", "Videre arbejde"]
    assert outline(head + BODY).section_at(len(head) - 3) == INTRODUCTION


@pytest.mark.parametrize(
    "head",
    [
        "Granby Kommune\nOpfølgningsliste – Vejudvalget\nAjourført pr. 14. maj 2020\n\n",
        "Granby Kommune\nTids- og handleplan for bænke\n14. maj 2020\n\n",
        "Granby Kommune\n\nPartierne (A, C og V) er den 14. maj 2020 blevet enige om følgende om byens bænke:\n\n",
        "B u d g e t   2 0 2 1\nGranby Kommune\n\nPartierne blev den 14. maj 2020 enige om det, der står herunder:\n\n",
    ],
)
def test_under_a_title_or_a_sentence_the_first_heading_is_a_section(head: str) -> None:
    assert titles(head + BODY) == ["Baggrund", "Videre arbejde"]


def test_a_heading_may_begin_with_mellem() -> None:
    text = f"Granby Kommune\n\nBænke i byen\n\n{BODY}\nMellem skole, hjem og klub\n\n{PROSE}\n"
    assert titles(text) == ["Baggrund", "Videre arbejde", "Mellem skole, hjem og klub"]


def test_a_motto_between_title_and_day_is_no_section_and_a_heading_over_a_dated_sentence_is_one() -> None:
    name = "Budgetaftale 2021 for Granby Kommune\n\n"
    assert titles(f"{name}En by med plads til alle\n\n14. maj 2020\n\n{PROSE}\n\n{BODY}") == [
        "Baggrund",
        "Videre arbejde",
    ]
    assert titles(
        f"{name}Plads til alle\n\nDen 14. maj 2020 åbner vi en park med bænke for alle i byen.\n\n{BODY}"
    ) == [
        "Plads til alle",
        "Baggrund",
        "Videre arbejde",
    ]


def test_a_first_heading_without_a_letterhead_is_a_section() -> None:
    assert titles(BODY) == ["Baggrund", "Videre arbejde"]
    assert titles(f"Granby Kommune\n\nAftale om bænke\n\n{BODY}") == ["Baggrund", "Videre arbejde"]
    assert titles(f"Granby Kommune\n\nMøde i Vejudvalget\n14. maj 2020\n\n{BODY}") == ["Baggrund", "Videre arbejde"]


def test_a_heading_alone_over_all_the_words_is_the_title_and_one_between_them_is_a_section() -> None:
    assert titles(f"Bænke i byen\n\n{PROSE}\n\n{MORE}\n") == []
    assert titles(f"{PROSE}\n\nVarmen i byen\n\n{MORE}\n") == ["Varmen i byen"]


@pytest.mark.parametrize("name", ["Granby Kommune", "GRANBY KOMMUNE", "Granby Kommune – Vej og Park", "Region Nordhav"])
def test_the_name_of_the_sender_is_no_section(name: str) -> None:
    assert titles(f"{PROSE}\n\n{name}\n\n{MORE}\n\n{BODY}") == ["Baggrund", "Videre arbejde"]


def test_a_heading_about_the_municipality_is_one() -> None:
    headings = ["En åben kommune", "Åben kommune", "Granby Kommune som arbejdsplads", "Samarbejdet med Region Nordhav"]
    paper = "Aftale om budget 2021\n\n" + "".join(f"{heading}\n\n{PROSE}\n\n" for heading in headings)
    assert titles(paper) == headings


@pytest.mark.parametrize(
    "greeting", ["Kære udvalg", "Kære alle i Vej og Park", "Kære Anna Holm", "Hej alle sammen", "KÆRE ALLE"]
)
def test_a_greeting_is_no_section(greeting: str) -> None:
    letter = f"Bænke i byen\n\n{greeting}\n\nTak for et godt møde.\n\n{PROSE}\n\n{MORE}\n\nVenlig hilsen\n\nBo Lind\n"
    assert titles(letter) == []
    assert titles(f"{greeting}\n\n{PROSE}\n\n1. {PROSE}\n2. {MORE}\n\nMed venlig hilsen\nBo Lind, direktør\n") == []


@pytest.mark.parametrize(
    "signed",
    [
        "Granby Rådhus, d. 3/9-2020",
        "Underskrevet på Granby Kro d. 22.11.2020 kl. 23.40",
        "Granby Rådhus, den 3. september 2020",
        "Vedtaget af byrådet 3.9.2020",
    ],
)
def test_a_line_that_ends_in_a_day_is_no_section(signed: str) -> None:
    names = "Anna Holm (A)    Bo Lind (B)    Carl Vang (C)    Dorte Skov (D)"
    paper = f"Aftale om bænke\n\n{BODY}\n{signed}\n\n{names}\n"
    assert titles(paper) == ["Baggrund", "Videre arbejde"]


def test_signatures_in_columns_under_place_and_day_end_the_last_section() -> None:
    paper = f"Aftale om bænke\n\n{BODY}\nGranby Rådhus, d. 3/9-2020\n\nAnna Holm (A)    Bo Lind (B)    Carl Vang (C)\n"
    assert paper[outline(paper).tail :].startswith("Granby Rådhus")


VERSIONS = [
    "Løbetid       2021-2024",
    "Aftaleperiode: 1. januar 2021 – 31. december 2024",
    "Version       Endelig (offentliggjort 16.5.2020)",
    "Version 14.05.2020 – opdateres før hvert møde",
    "Opdateret den 14. maj 2020",
    "Udgave 2, maj 2020",
]


@pytest.mark.parametrize("line", VERSIONS)
def test_which_version_it_is_and_how_long_it_runs_is_no_part_of_what_a_paper_says(line: str) -> None:
    for head in (f"Granby Kommune\n{line}\n\n", f"Aftale om bænke\n\nAftaledato    14.5.2020\n{line}\n\n"):
        text = f"{head}{BODY}"
        assert line in [text[start:end] for start, end in outline(text).noise]
    for said in (f"{BODY}\n{line}\n", f"Granby Kommune\n\n{PROSE}\n\n{line}\n\n{BODY}"):
        assert line not in [said[start:end] for start, end in outline(said).noise]


def test_a_sentence_at_the_top_is_said() -> None:
    for sentence in ("Udgave 2 trykkes i maj 2021.", "Revideret plan kommer i maj 2021.", "Bænke males i maj 2021"):
        assert outline(f"Granby Kommune\n{sentence}\n\n{BODY}").noise == ()
