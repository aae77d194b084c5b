"""Meetings from a table, and the line that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.documents.meetings import MOST_MEETINGS, MeetingLine, parse_table
from tracker.errors import InputError


def test_a_line_is_a_meeting() -> None:
    text = "committee,date,start\nKulturudvalget,2019-06-11,16:30\nSkoleudvalget,2019-06-12,\n"
    assert parse_table(text).lines == [
        MeetingLine(2, "Kulturudvalget", date(2019, 6, 11), "16:30"),
        MeetingLine(3, "Skoleudvalget", date(2019, 6, 12), None),
    ]


def test_a_danish_spreadsheet_has_its_own_names_separators_and_dates() -> None:
    text = (
        "\ufeffBemærkning;Tid;Udvalg;Mødedato;Status;UID\n"
        "x;kl. 16.30;Kultur- og Fritidsudvalget;11. juni 2019;;a1\n\n"
        ";17-19;KFU;3/9-2019;Aflyst;a2\n"
    )
    assert parse_table(text).lines == [
        MeetingLine(2, "Kultur- og Fritidsudvalget", date(2019, 6, 11), "16:30", "a1"),
        MeetingLine(4, "KFU", date(2019, 9, 3), "17:00", "a2", cancelled=True),
    ]


def test_the_column_of_committees_may_be_missing_where_the_reader_says_whose_they_are() -> None:
    assert parse_table("dato\n11-06-2019", with_committee=False).lines == [MeetingLine(2, "", date(2019, 6, 11))]
    with pytest.raises(InputError, match="kolonnerne «udvalg» og «dato»"):
        parse_table("dato\n11-06-2019")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Kultur;11/6", "Linje 3: «11/6» er ikke en dato. Skriv den som 11-06-2019."),
        ("Kultur;31-06-2019", "Linje 3: «31-06-2019» er ikke en dato"),
        (";12-06-2019", "Linje 3: udvalget mangler"),
        ("Kultur;11-06-2019;om aftenen", "Linje 3: «om aftenen» er ikke et klokkeslæt"),
        ("Kultur;11-06-2019;24:00", "Linje 3: «24:00» er ikke et klokkeslæt"),
        ("Kultur", "Linje 3: «» er ikke en dato"),
    ],
)
def test_a_wrong_line_is_named_with_what_to_do_and_the_others_are_taken(line: str, words: str) -> None:
    found = parse_table(f"udvalg;dato;start\nSkole;4-6-2019;16\n{line}\nSkole;5-6-2019;\n")
    assert [each.held_on.day for each in found.lines] == [4, 5]
    assert next(str(fault) for fault in found.faults).startswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "kolonnerne"),
        ("navne;telefon\nx;y", "kolonnerne «udvalg» og «dato». Den kan også have «start», «status» og «uid»."),
        ("udvalg;dato\n", "ingen møder"),
        ("udvalg;dato\n" + "Kultur;11-06-2019\n" * (MOST_MEETINGS + 1), "flere end 2000 møder"),
    ],
)
def test_what_is_no_table_of_meetings_is_refused_whole(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_table(text)
