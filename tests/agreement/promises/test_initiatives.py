"""Tables of initiatives: each row with a time limit is a commitment of the body in its own column."""

from __future__ import annotations

import pytest

from tests.agreement.spoken import dated, read
from tracker.agreement.tables.initiative_tables import aligned_tables
from tracker.agreement.text.lines import split_lines

ROWS = [
    ("Initiativ", "Ansvarlig", "Frist", "Økonomi"),
    ("Solceller på rådhuset", "Teknik- og Miljøudvalget", "Senest 1. juli 2020", "1,2 mio. kr. i 2019"),
    ("Ny klub i Nordbyen", "Børneudvalget", "Beslutning i maj 2019, åbning i august 2020", "-"),
    ("Nye skilte", "Teknik- og Miljøudvalget", "Afsluttet i maj 2018", "-"),
    ("Byens torv", "Økonomiudvalget", "Afventer staten i 2021", "-"),
    ("Skolehaver", "Børneudvalget", "Uden frist", "-"),
]


def table(separator: str) -> str:
    if separator == "|":
        return "\n".join("| " + " | ".join(row) + " |" for row in ROWS)
    return "\n".join("\t".join(row) for row in ROWS)


@pytest.mark.parametrize("separator", ["|", "\t"])
def test_each_row_with_a_time_limit_is_a_commitment_of_the_body_beside_it(separator):
    found = dated(f"Handleplan\n\nPlanen har mange initiativer, som udvalgene følger.\n\n{table(separator)}\n")
    assert [(str(one.deadline.due), one.committees, one.committees_inferred) for one in found] == [
        ("2020-07-01", ("Teknik- og Miljøudvalget",), False),
        ("2019-05-31", ("Børneudvalget",), False),
        ("2020-08-31", ("Børneudvalget",), False),
    ]
    assert [one.kind.value for one in found][1:] == ["decision", "delivery"]


def test_a_row_without_a_time_limit_is_offered_without_a_date():
    found, _findings = read(f"Handleplan\n\nPlanen har mange initiativer.\n\n{table('|')}\n")
    assert [one.task for one in found if one.deadline is None] == ["Skolehaver"]


def test_a_table_without_a_column_of_time_limits_holds_no_commitments():
    text = "Oversigt\n\nHer står tal.\n\n| Skole | Elever | Lærere |\n| Nord | 2020 | 40 |\n"
    assert dated(text) == []


ALIGNED = """Handleplan

Udvalgene følger initiativerne.

Nr.  Aktivitet                 Ansvarlig         Frist
---  ---------                 ---------         -----
1    Plan for legepladser      Teknisk Udvalg    1. maj 2020
     i alle bydele
2    Evaluering af ordningen   Børneudvalget     juni 2020 og
                                                 december 2020

3    Ny cykelpolitik           Teknisk Udvalg    2021

Derefter fremlægger Økonomiudvalget en samlet status i oktober 2021.
"""


def test_columns_that_only_spaces_keep_apart_are_read_with_cells_of_several_lines():
    found = dated(ALIGNED)
    assert [(one.task, str(one.deadline.due), one.committees) for one in found[:4]] == [
        ("Plan for legepladser i alle bydele", "2020-05-01", ("Teknisk Udvalg",)),
        ("Evaluering af ordningen", "2020-06-30", ("Børneudvalget",)),
        ("Evaluering af ordningen", "2020-12-31", ("Børneudvalget",)),
        ("Ny cykelpolitik", "2021-12-31", ("Teknisk Udvalg",)),
    ]


def test_the_prose_under_such_a_table_is_read_as_prose():
    [status] = dated(ALIGNED)[4:]
    assert (str(status.deadline.due), status.committees) == ("2021-10-31", ("Økonomiudvalget",))


@pytest.mark.parametrize(
    "lines",
    [
        "Aktivitet     Frist\n\nPlanen blev vedtaget i maj 2019.",
        "Aktivitet     Sted\nFest          Maj 2020\nMøde          Juni 2020",
        "Aktiviteten   og fristen er ukendte i 2020",
    ],
)
def test_words_with_spaces_between_are_no_such_table(lines):
    assert aligned_tables(split_lines(lines)) == []


FOLLOW_UP = """Opfølgningsliste for Vejudvalget
Ajourført til mødet

| Nr. | Mødedato | Punkt | Beslutning / opfølgning | Ansvarlig | Frist | Status |
|---|---|---|---|---|---|---|
| 1 | 08.03.2018 | 17 | Oplæg til parkering forelægges udvalget | Vej og Park | Januar 2019 | I gang |
| 2 | 12.04.2018 | 25 | Tælling af cykler | Vej og Park | 15.01.2019 | Ikke startet |
| 3 | 12.04.2018 | 29 | Brev til Vejdirektoratet | Sekretariatet | 01.12.2018 | Afsendt – slettes |
| 4 | 10.05.2018 | 36 | Politiets svar afventes | Politiet | 01.02.2019 | |
| 5 | 10.05.2018 | 37 | Møde med beboerne | Vej og Park | Aflyst | |
"""


def test_a_list_of_what_to_follow_up_is_read_by_what_is_to_be_done():
    found = dated(FOLLOW_UP)
    assert [(one.task, str(one.deadline.due)) for one in found] == [
        ("Oplæg til parkering forelægges udvalget", "2019-01-31"),
        ("Tælling af cykler", "2019-01-15"),
    ]


def test_the_committee_of_a_list_is_meant_where_a_row_says_the_committee():
    first, _second = dated(FOLLOW_UP)
    assert (first.committees, first.committees_inferred) == (("Vejudvalget",), False)


@pytest.mark.parametrize(
    ("words", "task"),
    [
        ("Emne | Hvad er aftalt | Møde", "Torvet: ny belysning"),
        ("Sag | Hvad skal der ske | Mødedato", "Torvet: ny belysning"),
        ("Projekt | Handling | Dato", "Torvet"),
        ("Sag | Næste skridt | Set", "Torvet: ny belysning"),
        ("Punkt | Skal gøres | Nr.", "Torvet: ny belysning"),
        ("Sted | Opfølgning | Nr.", "Ny belysning"),
    ],
)
def test_what_is_to_be_done_stands_beside_what_it_is_about(words, task):
    text = f"Liste\n\n| {words} | Frist |\n| Torvet | Ny belysning | 4 | 1. juni 2019 |\n"
    assert [(one.task, str(one.deadline.due)) for one in dated(text)] == [(task, "2019-06-01")]


@pytest.mark.parametrize("words", ["Hvad koster det", "Hvad er baggrunden", "Hvad mangler", "Hvad siger naboerne"])
def test_other_questions_are_not_what_is_to_be_done(words):
    text = f"Liste\n\n| Projekt | {words} | Hvornår |\n| Nyt torv | Mange penge | 1. juni 2019 |\n"
    assert [one.task for one in dated(text)] == ["Nyt torv"]


def test_when_something_was_agreed_is_no_time_limit():
    assert dated("Liste\n\n| Projekt | Hvornår blev det aftalt |\n| Nyt torv | 1. juni 2019 |\n") == []


@pytest.mark.parametrize("cell", ["Børn og Skole", "Kultur & Fritid", "Økonomi", "Plan, Teknik og Miljø"])
def test_in_a_column_of_committees_their_names_need_no_committee(cell):
    text = f"Liste\n\n| Udvalg | Initiativ | Frist |\n| {cell} | Ny plan | 1. juni 2019 |\n"
    assert [(one.committees, one.committees_inferred) for one in dated(text)] == [((cell,), False)]


@pytest.mark.parametrize(
    ("over", "cell"), [("Udvalg", "Alle"), ("Udvalg", "-"), ("Udvalg", "2019"), ("Ansvarlig", "Børn og Skole")]
)
def test_other_cells_name_no_committee(over, cell):
    text = f"Liste\n\n| {over} | Initiativ | Frist |\n| {cell} | Ny plan | 1. juni 2019 |\n"
    assert [one.committees_inferred or not one.committees for one in dated(text)] == [True]


PARTED_CELLS = """Aktionsliste efter mødet

Sag                     Hvad er aftalt                 Hvem          Færdig
-----------------------------------------------------------------------------
2018-03  Skolegade      Skilte ved skolen sættes op    Vej og Park   13-03-2019
2018-04  Lyskryds       Ny tælling                     Vej og Park   uge 24
2017-19  Heller         Udført                         Vej og Park   01-03-2019
-----------------------------------------------------------------------------

Listen er lang.
"""


def test_a_cell_may_itself_be_parted_by_spaces_within_its_column():
    assert [(one.task, str(one.deadline.due)) for one in dated(PARTED_CELLS)] == [
        ("Skolegade: skilte ved skolen sættes op", "2019-03-13"),
        ("Lyskryds: ny tælling", "2019-06-16"),
    ]


def test_a_cell_that_reaches_into_the_next_column_ends_the_table():
    lines = "Sag        Hvad er aftalt       Frist\nSkilte     Købes                1. maj 2019\n"
    [table] = aligned_tables(split_lines(lines + "Vi så     en  lang sætning i 2019 her\n"))
    assert len(table.rows) == 1


MINUTES = """Parkudvalget
Referat af mødet den 12. september 2019

Punkt 4: Legepladser

Beslutning
Godkendt.

Tidsplan
{table}

Punkt 5: Eventuelt
Intet.
"""


@pytest.mark.parametrize("header", ["Aktivitet\tHvornår", "Opgave\tFrist", "Trin\tTidspunkt"])
def test_a_table_of_two_columns_has_one_tab_in_each_line(header: str) -> None:
    rows = "Valg af leverandør\tMedio maj 2020\nIndvielse\tLørdag den 8. august 2020"
    found = dated(MINUTES.format(table=f"{header}\n{rows}"))
    assert [(one.section, str(one.deadline.due), one.committees) for one in found] == [
        ("4", "2020-05-20", ("Parkudvalget",)),
        ("4", "2020-08-08", ("Parkudvalget",)),
    ]


@pytest.mark.parametrize("lines", ["Formand\tBo Riis\nNæstformand\tEva Lund", "Mandag\tEva Lund\nTirsdag\tBo Riis"])
def test_a_tab_alone_makes_no_table_of_promises(lines: str) -> None:
    assert dated(MINUTES.format(table=f"Navn\tAfdeling\n{lines}")) == []


@pytest.mark.parametrize("header", ["Trin | Ansvarlig | Frist", "Fase | Hvem | Hvornår", "Etape | Sted | Udføres"])
def test_the_steps_of_a_plan_are_things_to_do(header: str) -> None:
    rows = "Undersøgelse af brønden | Teknik | 2. kvartal 2020\n3 | Maling af bænke | august 2020"
    found = dated(MINUTES.format(table=f"{header}\n{rows.replace('3 | Maling af bænke', 'Maling af bænke | Park')}"))
    assert [str(one.deadline.due) for one in found] == ["2020-06-30", "2020-08-31"]


def test_what_stands_beside_a_number_is_what_it_counts() -> None:
    rows = "Indsats | Sted | Udføres\n4 | Bænke i Lunden | 2. kvartal 2020\n9 | Hegn ved søen | august 2020"
    found = dated(MINUTES.format(table=rows))
    assert [one.task for one in found] == ["Bænke i Lunden", "Hegn ved søen"]
