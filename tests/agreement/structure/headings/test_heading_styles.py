"""The same sections are seen however a municipality writes the headings over them."""

from __future__ import annotations

import pytest

from tracker.agreement.structure.outline import outline

TITLES = ["Flere bænke i parken", "Skolernes svømmehal", "Ny frivilligpolitik", "Grøn varme"]
PROSE = [
    "Teknik- og Miljøudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker og på torvene.",
    "Børneudvalget forelægges inden udgangen af 2021 en analyse af driften. Borgerne har længe savnet et overblik.",
    "Kulturudvalget vedtager en ny politik for frivillige senest 1. oktober 2021. Tilslutningen har været stor.",
    "Forvaltningen fremlægger i foråret 2022 et forslag til varmeplan for Teknik- og Miljøudvalget.",
]
NUMBERED = {
    "Indsats 1: {}": "{}",
    "Initiativ 1 – {}": "{}",
    "Delmål 1. {}": "{}",
    "Forslag nr. 1: {}": "{}",
    "Hensigtserklæring 1 – {}": "{}",
    "Budgetnote 1: {}": "{}",
    "§ 1. {}": "§ {}",
    "(1) {}": "{}",
    "1) {}": "{}",
    "Pejlemærke 1.1: {}": "1.{}",
    "Kapitel 1. {}": "{}",
}
"""How headings are written, as the first one is, and how the number of a section is told then."""


def _paper(headings: list[str]) -> str:
    parts = ["Aftale om budget 2021", "Grønby Kommune, den 20. september 2020", "Partierne er enige om budgettet."]
    for heading, prose in zip(headings, PROSE, strict=True):
        parts += [heading, prose]
    return "\n\n".join(parts) + "\n"


def _counted(style: str, number: int, title: str) -> str:
    before, after = style.split("{}")
    at = before.rindex("1")
    return f"{before[:at]}{number}{before[at + 1 :]}{title}{after}"


@pytest.mark.parametrize("style", NUMBERED)
def test_a_heading_is_seen_by_its_number_whatever_it_counts(style: str) -> None:
    sections = outline(_paper([_counted(style, n, title) for n, title in enumerate(TITLES, start=1)])).sections
    assert [section.title for section in sections] == TITLES
    assert [section.number for section in sections] == [NUMBERED[style].format(n) for n in range(1, 5)]


def test_headings_are_seen_by_small_letters_and_no_list_in_a_sentence_is() -> None:
    lettered = [f"{letter}) {title}" for letter, title in zip("abcd", TITLES, strict=True)]
    assert [section.title for section in outline(_paper(lettered)).sections] == TITLES
    listed = _paper(TITLES).replace(PROSE[3], "Der ses på:\n\na) Priser\n\nb) Tider\n\nc) Steder\n\nog det vedtages.")
    assert [section.title for section in outline(listed).sections] == TITLES


@pytest.mark.parametrize("sign", "-=_~")
def test_headings_are_seen_by_the_rule_under_them(sign: str) -> None:
    sections = outline(_paper([f"{title}\n{sign * len(title)}" for title in TITLES])).sections
    assert [section.title for section in sections] == TITLES


def test_headings_are_seen_by_their_colon_and_what_opens_a_list_is_none() -> None:
    headings = [f"{title}:" for title in TITLES]
    assert [section.title for section in outline(_paper(headings)).sections] == TITLES
    listing = _paper(headings).replace(PROSE[3], PROSE[3] + "\n\nPartierne er enige om følgende:\n\n" + PROSE[0])
    assert [section.title for section in outline(listing).sections] == TITLES


def test_a_colon_makes_no_heading_where_headings_stand_without_one() -> None:
    labelled = "\n\n".join([PROSE[1], "Tidsplan:", PROSE[0], "Økonomi:", PROSE[2], "Proces:", PROSE[3]])
    paper = _paper(TITLES).replace(PROSE[1], labelled)
    assert [section.title for section in outline(paper).sections] == TITLES


HEADER, *ROWS = (
    ("Initiativ", "Ansvarlig", "Frist"),
    ("Nye bænke", "Teknikudvalget", "1. maj 2021"),
    ("Nye træer", "Teknikudvalget", "1. juni 2021"),
)
TABLES = {
    "tabs": "\n".join("\t".join(row) for row in (HEADER, *ROWS)),
    "pipes": "\n".join(f"| {' | '.join(row)} |" for row in (HEADER, *ROWS)),
    "spaces": "\n".join("".join(f"{cell:18}" for cell in row).rstrip() for row in (HEADER, *ROWS)),
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_heading_is_seen_over_a_table_of_initiatives_wherever_it_stands(table: str) -> None:
    last = _paper(TITLES) + f"\nØvrige initiativer\n\n{table}\n"
    assert [section.title for section in outline(last).sections] == [*TITLES, "Øvrige initiativer"]
    between = _paper(TITLES).replace(f"{TITLES[3]}\n", f"Øvrige initiativer\n\n{table}\n\n{TITLES[3]}\n")
    assert [section.title for section in outline(between).sections] == [*TITLES[:3], "Øvrige initiativer", TITLES[3]]


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_what_only_names_a_table_makes_no_section(table: str) -> None:
    for caption in ("Oversigt over initiativer\n\n", "Tabel 1\n\n", "Øvrige initiativer\n"):
        paper = _paper(TITLES).replace(PROSE[2], f"{PROSE[2]}\n\n{caption}{table}")
        assert [section.title for section in outline(paper).sections] == TITLES
    money = "Beløb\t2021\t2022\nBænke\t100\t200\nTræer\t100\t100"
    paper = _paper(TITLES).replace(PROSE[2], f"{PROSE[2]}\n\nØvrige beløb\n\n{money}")
    assert [section.title for section in outline(paper).sections] == TITLES


def _tables(table: str, between: str) -> str:
    body = "\n\n".join(f"{title}{between}{table}" for title in TITLES[:3])
    return f"Granby Kommune\n\nAftale om budget 2021\n\nDato: 20. september 2020\n\n{body}\n\n"


@pytest.mark.parametrize("table", [TABLES["tabs"], TABLES["pipes"]], ids=["tabs", "pipes"])
def test_headings_stand_right_over_tables_where_they_stand_right_over_prose(table: str) -> None:
    paper = _tables(table, "\n")
    assert [section.title for section in outline(paper).sections] == TITLES[:3]
    prose = f"{paper}{TITLES[3]}\n{PROSE[3]}\n"
    assert [section.title for section in outline(prose).sections] == TITLES
    apart = f"{paper}{TITLES[3]}\n\n{PROSE[3]}\n"
    assert [section.title for section in outline(apart).sections] == TITLES[3:]


@pytest.mark.parametrize("sign", ["\t", " | ", "     "], ids=["tabs", "pipes", "spaces"])
def test_a_heading_stands_over_any_table_where_others_stand_over_initiatives(sign: str) -> None:
    done = "\n".join(sign.join(row) for row in (("Sag", "Besluttet", "Bemærkning"), ("Havnefest", "Maj", "Holdt")))
    over = f"Lukkede punkter\n\n{done}\n\n"
    paper = f"{_tables(TABLES['pipes'], chr(10) * 2)}{over}{TITLES[3]}\n\n{PROSE[3]}\n"
    assert [section.title for section in outline(paper).sections] == [*TITLES[:3], "Lukkede punkter", TITLES[3]]
    among_prose = _paper(TITLES).replace(f"{TITLES[3]}\n", f"{over}{TITLES[3]}\n")
    assert [section.title for section in outline(among_prose).sections] == TITLES
    money = paper.replace(done, "Beløb\t2021\t2022\nBænke\t100\t200").replace("Lukkede punkter", "Beløb i 2021-priser")
    assert "Beløb i 2021-priser" not in [section.title for section in outline(money).sections]
