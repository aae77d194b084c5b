"""Tables in the forms that files give them; every table is written for these tests."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.agreement.tables.allocations import Tables, read_tables
from tracker.agreement.values import Allocation, AllocationType, Saving, Section


def section(number: str, title: str) -> Section:
    return Section(number, title, None, 0, 0)


def amounts(tables: Tables) -> list[tuple[str, str, dict[int, int]]]:
    return [(row.section, row.type.value, dict(row.amounts)) for row in tables.allocations]


def saving(tables: Tables, code: str) -> Saving:
    (row,) = [row for row in tables.savings if row.code == code]
    return row


ALLOCATIONS = """DRIFT (1.000 kr.)\tDriftsudgifter\t\t
\t2024\t2025\t2026
1. Børn\t\t\t
1.1 Ny skole\t500\t\t-40
1.12 Nyt bad - ombygning\t\t23.500\t
I alt\t500\t23.500\t-40


ANLÆG (1.000 kr.)\tAnlægsudgifter\t\t
\t2024\t2025\t2026
1.1 Ny skole\t1.000\t2.000\t3.000
2. By\t\t\t
"""


def test_allocations_have_their_type_section_and_kroner_by_year() -> None:
    tables = read_tables(ALLOCATIONS)
    assert amounts(tables) == [
        ("1.1", "drift", {2024: 500_000, 2026: -40_000}),
        ("1.12", "drift", {2025: 23_500_000}),
        ("1.1", "anlæg", {2024: 1_000_000, 2025: 2_000_000, 2026: 3_000_000}),
    ]
    assert [row.title for row in tables.allocations] == ["Ny skole", "Nyt bad - ombygning", "Ny skole"]
    assert tables.unplaced == ()


def test_a_row_lies_where_its_offsets_say() -> None:
    row = read_tables(ALLOCATIONS).allocations[1]
    assert ALLOCATIONS[row.start : row.end] == "1.12 Nyt bad - ombygning\t\t23.500\t"


SAVINGS = """Oversigt over besparelser i budget 2024 (mio. kr.)

Nr. *\tIndsats\t2024\t2025\tAnlægsinvestering
Skole- og Fritidsudvalget\t\t\t\t
SFU-01\tFærre kontorer\t-0,05\t-0,10\t
SFU-02A\tMindre frugt- ordning\t0,00\t0,00\t1,70

Oversigt over besparelser i budget 2024 (mio. kr.)



Nr. *\tIndsats\t2024\t2025\tAnlægs- investering
SFU-03\tLys\t\t-0,025\t
Byudvalget\t\t\t\t
BYU-01\tVogne\t0,60\t-0,50\t10,00
"""


def test_savings_have_code_committee_investment_and_exact_kroner() -> None:
    tables = read_tables(SAVINGS)
    assert [row.code for row in tables.savings] == ["SFU-01", "SFU-02A", "SFU-03", "BYU-01"]
    assert dict(saving(tables, "SFU-01").amounts) == {2024: -50_000, 2025: -100_000}
    assert dict(saving(tables, "SFU-03").amounts) == {2025: -25_000}
    assert saving(tables, "BYU-01").investment == 10_000_000
    assert saving(tables, "SFU-01").investment is None
    assert saving(tables, "SFU-01").committee == "Skole- og Fritidsudvalget"
    assert saving(tables, "BYU-01").committee == "Byudvalget"


def test_a_committee_alone_on_a_line_among_the_rows_owns_those_below() -> None:
    text = (
        "Besparelser (mio. kr.)\nNr.\tIndsats\t2024\t2025\nSkoleudvalget\nA-1\tLys\t-1\t-1\nByudvalget\n"
        "B-1\tVand\t-2\t-2\n\nOverblik over besparelser\n\nNr.\tIndsats\t2024\t2025\nB-2\tVej\t-3\t-3\n"
    )
    owners = {row.code: row.committee for row in read_tables(text).savings}
    assert (owners["A-1"], owners["B-1"]) == ("Skoleudvalget", "Byudvalget")
    assert owners["B-2"] is None


def test_a_row_of_zeros_is_kept_as_zeros() -> None:
    assert dict(saving(read_tables(SAVINGS), "SFU-02A").amounts) == {2024: 0, 2025: 0}


def test_hyphens_that_a_cell_broke_are_mended_and_suspended_ones_kept() -> None:
    assert saving(read_tables(SAVINGS), "SFU-02A").title == "Mindre frugtordning"
    text = "Besparelser (mio. kr.)\nNr.\tIndsats\t2024\t2025\nA-1\tDrifts- og anlæg i børne- og skole\t-1,0\t-1,0\n"
    assert saving(read_tables(text), "A-1").title == "Drifts- og anlæg i børne- og skole"


@pytest.mark.parametrize(
    "rows",
    [
        "A-1\tOmlægning af kørsel til borgere, som bor\nuden for byen\t-1,0\t-2,0\n",
        "A-1\tOmlægning af kørsel til borgere, som bor\t-1,0\t-2,0\nuden for byen\nA-2\tLys\t-1,0\t-1,0\n",
        "A-1\tOmlægning af kørsel til borgere, som bor uden for by-\nen\t-1,0\t-2,0\n",
    ],
)
def test_a_title_over_lines_is_one_title(rows: str) -> None:
    tables = read_tables(f"Besparelser (mio. kr.)\nNr.\tIndsats\t2024\t2025\n{rows}")
    row = saving(tables, "A-1")
    assert row.title == "Omlægning af kørsel til borgere, som bor uden for byen"
    assert dict(row.amounts) == {2024: -1_000_000, 2025: -2_000_000}


def test_pipe_tables_are_read_by_their_columns() -> None:
    text = """**Anlæg (i hele 1.000 kr.)**

| Nr. | Projekt | 2024 | 2025 | I alt |
| --- | :--- | ---: | ---: | ---: |
| 3.01 | Ny skole | 500 | | 500 |
| 3.02 | Nyt bad med et langt | | 1.250 | 1.250 |
| | navn | | | |
| | **I alt** | 500 | 1.250 | 1.750 |
"""
    tables = read_tables(text, [section("3.01", "Ny skole"), section("3.02", "Nyt bad")])
    assert amounts(tables) == [("3.01", "anlæg", {2024: 500_000}), ("3.02", "anlæg", {2025: 1_250_000})]
    assert tables.allocations[1].title == "Nyt bad med et langt navn"
    assert tables.unplaced == ()


def test_a_pipe_table_of_savings_may_have_plain_numbers_and_a_column_of_committees() -> None:
    text = """Effektiviseringer, mio. kr.

| Nr. | Forslag | Udvalg | 2024 | 2025 | Investering |
|---|---|---|---|---|---|
| 12 | Færre kopier | Økonomiudvalget | −0,4 | (0,5) | – |
"""
    row = saving(read_tables(text), "12")
    assert (row.title, row.committee, row.investment) == ("Færre kopier", "Økonomiudvalget", None)
    assert dict(row.amounts) == {2024: -400_000, 2025: -500_000}


def test_one_table_may_hold_both_types_as_groups_or_in_a_column() -> None:
    grouped = "(1.000 kr.)\n\t2024\t2025\nDrift\t\t\n1.1 Skole\t5\t\nAnlæg\t\t\n1.1 Skole\t\t7\n"
    column = "(1.000 kr.)\nNr.\tTitel\tType\t2024\t2025\n1.1\tSkole\tD\t5\t\n1.1\tSkole\tAnlæg\t\t7\n"
    for text in (grouped, column):
        assert amounts(read_tables(text)) == [("1.1", "drift", {2024: 5_000}), ("1.1", "anlæg", {2025: 7_000})]


def test_rows_without_numbers_are_placed_by_the_title_of_their_section() -> None:
    text = "Drift (1.000 kr.)\n\t2024\t2025\nFlere hænder\t5\t6\nNoget helt andet\t7\t\n"
    tables = read_tables(text, [section("Flere hænder", "Flere hænder")])
    assert amounts(tables) == [("Flere hænder", "drift", {2024: 5_000, 2025: 6_000})]
    assert [row.title for row in tables.unplaced] == ["Noget helt andet"]


@pytest.mark.parametrize(
    ("row", "placed"),
    [
        ("Flere hænder i bydelen", "Flere hænder i bydelene"),
        ("Ny sti - asfalt", "Ny sti"),
        ("NY STI", "Ny sti"),
        ("Ny stilladsvogn", None),
        ("Havnebad", None),
    ],
)
def test_tables_may_shorten_and_inflect_a_title_but_never_choose_between_two(row: str, placed: str | None) -> None:
    names = ("Flere hænder i bydelene", "Ny sti", "Havnebad syd", "Havnebad nord")
    text = f"Drift (1.000 kr.)\n\t2024\t2025\n{row}\t5\t6\n"
    tables = read_tables(text, [section(name, name) for name in names])
    assert [found.section for found in tables.allocations] == ([placed] if placed else [])
    assert len(tables.unplaced) == (0 if placed else 1)


UNDER_PROSE = (
    "4.1 Hallen\nHallen lukkes i 2021 og åbner i 2022.\n\n"
    "{above}Anlæg, 1.000 kr.\t2021\t2022\nNyt tag og gulv\t500\t0\n"
)


def test_a_row_right_under_the_prose_of_a_section_is_the_sections_whatever_it_is_called() -> None:
    text = UNDER_PROSE.format(above="")
    found = read_tables(text, [Section("4.1", "Hallen", None, 0, len(text))])
    assert amounts(found) == [("4.1", "anlæg", {2021: 500_000, 2022: 0})]
    assert found.unplaced == ()


@pytest.mark.parametrize("above", ["Bilag 1: Anlæg\n\n", "Oversigt over aftalens anlæg\n"])
def test_a_row_under_a_caption_is_nobodys_unless_it_says_so(above: str) -> None:
    text = UNDER_PROSE.format(above=above)
    found = read_tables(text, [Section("4.1", "Hallen", None, 0, len(text))])
    assert amounts(found) == []
    assert [row.title for row in found.unplaced] == ["Nyt tag og gulv"]


def test_sections_with_single_numbers_are_no_chapters() -> None:
    text = "Drift (1.000 kr.)\n\t2024\t2025\n1. Flere hænder\t5\t6\n2 Ny sti\t7\t\n"
    tables = read_tables(text, [section("1", "Flere hænder"), section("2", "Ny sti")])
    assert [row.section for row in tables.allocations] == ["1", "2"]
    assert read_tables(text, [section("1.1", "Flere hænder")]).allocations == ()


@pytest.mark.parametrize(
    "text",
    [
        "DRIFT (1.000 kr.)\n                  2024   2025   2026\n1.1 Ny skole       500             40\n",
        "DRIFT (1.000 kr.)\nNr.  Titel         2024   2025   2026\n1.1  Ny skole       500             40\n",
    ],
)
def test_aligned_columns_are_told_by_their_edges(text: str) -> None:
    assert amounts(read_tables(text)) == [("1.1", "drift", {2024: 500_000, 2026: 40_000})]


def test_flattened_columns_are_read_only_where_no_figure_is_missing() -> None:
    text = "ANLÆG (1.000 kr.)\n2024 2025 2026\n1.1 Ny skole 500 600 1.700\n1.2 Nyt bad 500 40\n"
    tables = read_tables(text)
    assert amounts(tables) == [("1.1", "anlæg", {2024: 500_000, 2025: 600_000, 2026: 1_700_000})]
    assert len(tables.unplaced) == 1


@pytest.mark.parametrize(
    ("caption", "kroner"),
    [
        ("(1.000 kr.)", 5_000),
        ("i t.kr.", 5_000),
        ("mio. kr.", 5_000_000),
        ("(i hele kroner)", 5),
        ("Mio.kr.", 5_000_000),
    ],
)
def test_the_unit_stands_in_the_caption_above_or_below(caption: str, kroner: int) -> None:
    above = f"Drift {caption}\n\n\t2024\t2025\n1.1 Skole\t5\t\n"
    below = f"Drift\n\n\t2024\t2025\n1.1 Skole\t5\t\n\nAlle beløb er i {caption.strip('()')}\n"
    for text in (above, below):
        assert amounts(read_tables(text)) == [("1.1", "drift", {2024: kroner})]


def test_a_unit_told_pages_before_holds_for_the_tables_that_go_on() -> None:
    page = "\n\n\n\nNr.\tIndsats\t2024\t2025\n"
    text = f"Besparelser (mio. kr.)\n{page}A-1\tLys\t-1\t\n{page}A-2\tVand\t-2\t\n{page}A-3\tVarme\t\t-3\n"
    assert [sum(row.amounts.values()) for row in read_tables(text).savings] == [-1_000_000, -2_000_000, -3_000_000]


def test_a_unit_may_stand_in_the_cells() -> None:
    text = "Anlæg\n\nNr.\tProjekt\t2024\t2025\n1.1\tPulje på 2 t.kr.\t1,5 mio. kr.\t-2 mio. kr.\n"
    assert amounts(read_tables(text)) == [("1.1", "anlæg", {2024: 1_500_000, 2025: -2_000_000})]


def test_pipes_may_stand_between_the_cells_only() -> None:
    text = "Drift, t.kr.\n\nNr. | Titel | 2024 | 2025\n1.1 | Skole | 5 | 6\n1.2 | Bad | | 7\nDrift i alt | | 5 | 13\n"
    tables = read_tables(text)
    assert amounts(tables) == [("1.1", "drift", {2024: 5_000, 2025: 6_000}), ("1.2", "drift", {2025: 7_000})]
    assert tables.unplaced == ()


@pytest.mark.parametrize(
    ("caption", "kind"),
    [
        ("Investeringer (1.000 kr.)", "anlæg"),
        ("Driftsinvesteringer (1.000 kr.)", "drift"),
        ("ANLÆGSPROJEKTER, t.kr.", "anlæg"),
        ("Drift og anlæg (1.000 kr.)", "drift"),
    ],
)
def test_the_type_stands_in_the_caption(caption: str, kind: str) -> None:
    assert amounts(read_tables(f"{caption}\n\t2024\t2025\n1.1 Skole\t5\t\n")) == [("1.1", kind, {2024: 5_000})]


def test_a_table_that_goes_on_over_a_page_keeps_its_type_and_committee() -> None:
    page = "\n\n\n\n\t2024\t2025\n"
    text = f"Anlæg (1.000 kr.)\n\t2024\t2025\n1.1 Skole\t5\t\n1.2 Afløb i drift\t5\t\n{page}1.3 Bad\t6\t\n"
    assert [row.type.value for row in read_tables(text).allocations] == ["anlæg"] * 3
    page = "\n\n\n\nNr.\tIndsats\t2024\t2025\n"
    text = f"Besparelser (mio. kr.){page}Byudvalget\t\t\t\n1\tLys\t-1\t\n{page}2\tVand\t-1\t\n"
    assert [(row.code, row.committee) for row in read_tables(text).savings] == [
        ("1", "Byudvalget"),
        ("2", "Byudvalget"),
    ]


def test_a_table_with_a_caption_of_its_own_takes_nothing_from_the_one_before() -> None:
    text = (
        "Besparelser, mio. kr.\nNr.\tIndsats\t2024\t2025\nByudvalget\t\t\t\nA-1\tLys\t-1\t\n\n"
        "Anlæg (1.000 kr.)\nNr.\tIndsats\t2024\t2025\n1\tSkole\t5\t\nA-2\tVand\t-1\t\n"
    )
    tables = read_tables(text, [section("1", "Skole")])
    assert amounts(tables) == [("1", "anlæg", {2024: 5_000})]
    assert (saving(tables, "A-2").committee, saving(tables, "A-2").amounts[2024]) == (None, -1_000)


def test_a_header_may_be_its_own_caption() -> None:
    text = (
        "DRIFT (1.000 kr.)\t2024\t2025\n2. Børn\n2.1 Skole\t5\t6\n\n"
        "ANLÆG (mio. kr.)\t2024\t2025\n2. Børn\n2.1 Skole\t\t7\n"
    )
    assert amounts(read_tables(text)) == [
        ("2.1", "drift", {2024: 5_000, 2025: 6_000}),
        ("2.1", "anlæg", {2025: 7_000_000}),
    ]


def test_cells_that_are_empty_at_the_end_of_a_row_may_be_missing() -> None:
    text = "Drift (1.000 kr.)\n\t2024\t2025\n1. Børn\n1.1 Skole\t5\n1.2 Bad\t\t6\n1.3 Sti\t7\n"
    assert amounts(read_tables(text)) == [
        ("1.1", "drift", {2024: 5_000}),
        ("1.2", "drift", {2025: 6_000}),
        ("1.3", "drift", {2024: 7_000}),
    ]


@pytest.mark.parametrize("after", ["\nuden for tabellen", "Kilde: kommunen", "* Tallene er foreløbige"])
def test_other_lines_after_a_row_do_not_go_on_with_its_title(after: str) -> None:
    text = f"Besparelser (mio. kr.)\nNr.\tIndsats\t2024\t2025\nA-1\tLys\t-1\t\n{after}\n"
    assert saving(read_tables(text), "A-1").title == "Lys"


def test_prose_above_and_below_a_table_does_not_tell_its_unit() -> None:
    text = (
        "Der afsættes 5 mio. kr. i 2024 til anlæg og meget andet.\n\nDrift\n\n\t2024\t2025\n1.1 Skole\t5\t\n\n"
        "Der er afsat 9 mio. kr. til alt det, som byen har brug for.\n"
    )
    assert amounts(read_tables(text)) == [("1.1", "drift", {2024: 5_000})]


def test_the_sum_of_a_chapter_is_no_money_of_its_own() -> None:
    text = "Drift (1.000 kr.)\n\t2024\t2025\n1. Børn\t5\t6\n1.1 Skole\t5\t6\nI alt\t5\t6\nBørn i alt\t5\t6\n"
    tables = read_tables(text, [section("1.1", "Skole")])
    assert amounts(tables) == [("1.1", "drift", {2024: 5_000, 2025: 6_000})]
    assert tables.unplaced == ()


def test_columns_of_sums_and_of_investments_are_no_years() -> None:
    text = (
        "Besparelser (mio. kr.)\n                    2024  2025  I alt  Investering\n"
        "A-1 Lys i gaderne     -1    -2     -3           10\n"
    )
    row = saving(read_tables(text), "A-1")
    assert (dict(row.amounts), row.investment) == ({2024: -1_000_000, 2025: -2_000_000}, 10_000_000)


def test_decimals_without_any_unit_are_millions_and_large_figures_kroner() -> None:
    assert saving(read_tables("Nr.\tIndsats\t2024\t2025\nA-1\tLys\t-0,5\t\n"), "A-1").amounts[2024] == -500_000
    assert saving(read_tables("Nr.\tIndsats\t2024\t2025\nA-1\tLys\t-1.500.000\t\n"), "A-1").amounts[2024] == -1_500_000


def test_prose_ends_a_table_and_holds_no_rows() -> None:
    text = (
        "Drift (1.000 kr.)\n\t2024\t2025\n1.1 Skole\t5\t\n\nDer gives 5 mio. kr. i 2024 og 6 mio. kr. i 2025 til den.\n"
        "1.2 Skole\t5\t6\n"
    )
    assert [row.section for row in read_tables(text).allocations] == ["1.1"]


@pytest.mark.parametrize("text", ["", "Der afsættes 5 mio. kr. i 2024.", "2024\t2025\n", "|---|---|\n", "\t\t\n"])
def test_text_without_tables_has_no_rows(text: str) -> None:
    assert read_tables(text) == Tables()


def test_rows_are_values() -> None:
    row = read_tables(ALLOCATIONS).allocations[0]
    assert isinstance(row, Allocation)
    assert row.type is AllocationType.OPERATION


@given(st.text(alphabet="A-1.2,0249 \t\n|x2024mio.kr", max_size=160))
def test_any_text_is_read_without_failing_and_rows_lie_inside_it(text: str) -> None:
    tables = read_tables(text)
    for row in (*tables.allocations, *tables.savings, *tables.unplaced):
        assert 0 <= row.start <= row.end <= len(text)
