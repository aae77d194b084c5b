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
