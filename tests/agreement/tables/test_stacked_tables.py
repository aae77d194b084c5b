"""Tables that came out with each cell on a line of its own."""

from __future__ import annotations

import pytest

from tests.agreement.spoken import dated, read
from tracker.agreement.tables.stacked_tables import stacked_tables
from tracker.agreement.text.lines import split_lines

HEADER = ("Sag", "Hvad skal der ske", "Hvem", "Hvornår")
ROWS = [
    ("Legepladser", "Plan for nye redskaber forelægges Teknisk Udvalg", "Parkchefen", "Maj 2019"),
    ("Lokalarkivet", "Flytning til rådhuset", "Kulturchefen", "Senest 1. oktober 2019"),
    ("Spejderhytten", "Nyt tag", "Ejendomschefen", "Udgår"),
    ("Vandløb", "Oprensning ved møllen", "Vandløbsmanden", "Uge 40"),
]
EXPECTED = [
    ("Legepladser: plan for nye redskaber forelægges Teknisk Udvalg", "2019-05-31"),
    ("Lokalarkivet: flytning til rådhuset", "2019-10-01"),
    ("Vandløb: oprensning ved møllen", "2019-10-06"),
]
HEAD = "Opfølgning på møderne\n\nListen viser, hvad der endnu ikke er gjort.\n\n"
AFTER = "\n\nUdvalget drøfter listen igen i december 2019.\n"


def rows_parted() -> str:
    return "\n\n".join("\n".join(row) for row in (HEADER, *ROWS))


def cells_parted() -> str:
    return "\n\n".join(cell for row in (HEADER, *ROWS) for cell in row)


def nothing_parted() -> str:
    return "\n".join(cell for row in (HEADER, *ROWS) for cell in row)


@pytest.mark.parametrize("table", [rows_parted(), cells_parted(), nothing_parted()])
def test_each_row_is_a_commitment_by_its_time_limit(table):
    *by_row, later = dated(HEAD + table + AFTER)
    assert [(one.task, str(one.deadline.due)) for one in by_row] == EXPECTED
    assert str(later.deadline.due) == "2019-12-31"


def test_a_row_that_lacks_its_last_cell_stands_between_whole_ones():
    text = HEAD + "Opgave\nHvem\nFrist\nBemærkning\n\nNye skilte\nVejchefen\n1. maj 2019\nBestilt\n\n"
    text += "Nye bænke\nParkchefen\n1. juni 2019\n\nNye stier\nParkchefen\n1. juli 2019\nI gang\n"
    assert [one.task for one in dated(text)] == ["Nye skilte", "Nye bænke", "Nye stier"]


def test_a_cell_of_several_lines_goes_on_with_a_small_letter():
    text = (
        HEAD + "Opgave\nFrist\n\nPlan for alle de\nveje, der mangler skilte\n1. maj 2019\n\nNye bænke\n1. juni 2019\n"
    )
    assert [(one.task, str(one.deadline.due)) for one in dated(text)] == [
        ("Plan for alle de veje, der mangler skilte", "2019-05-01"),
        ("Nye bænke", "2019-06-01"),
    ]


def test_the_committee_of_a_row_stands_in_its_cell():
    text = (
        HEAD + "Opgave\nUdvalg\nFrist\n\nNye skilte\nVejudvalget\n1. maj 2019\n\nNye bøger\nBørn og Kultur\nJuni 2019\n"
    )
    assert [(one.committees, one.committees_inferred) for one in dated(text)] == [
        (("Vejudvalget",), False),
        (("Børn og Kultur",), False),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        # One row may be anything
        "Opgave\nFrist\n\nNye skilte\n1. maj 2019\n",
        # No column of time limits
        "Sag\nHvad er aftalt\nHvem\n\nSkilte\nKøbes i maj 2019\nVejchefen\n\nBænke\nKøbes i juni 2019\nParkchefen\n",
        # Headings over prose
        "Opgave\nFrist\n\nDet var en lang sag.\nDen tog to år.\n\nDen er slut nu.\nDet var godt, sagde alle.\n",
        # A list
        "- Opgave\n- Frist\n\n- Nye skilte\n- 1. maj 2019\n\n- Nye bænke\n- 1. juni 2019\n",
    ],
)
def test_lines_under_each_other_are_not_always_a_table(lines):
    assert stacked_tables(split_lines(lines)) == []


def test_prose_after_such_a_table_is_read_as_prose():
    found, _findings = read(HEAD + cells_parted() + "\n\nØvrigt\n\nTaget blev skiftet i 1998." + AFTER)
    last = [one for one in found if one.deadline and "drøfter" in one.quote]
    assert [str(one.deadline.due) for one in last] == ["2019-12-31"]
