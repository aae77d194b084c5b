"""Meetings from a table, and the line that is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.documents.meetings import MeetingLine, parse_meetings
from tracker.errors import InputError


def test_a_line_is_a_meeting() -> None:
    text = "committee,date,start\nKulturudvalget,2019-06-11,16:30\nSkoleudvalget,2019-06-12,\n"
    assert parse_meetings(text) == [
        MeetingLine(2, "Kulturudvalget", date(2019, 6, 11), "16:30"),
        MeetingLine(3, "Skoleudvalget", date(2019, 6, 12), None),
    ]


def test_a_danish_spreadsheet_separates_with_semicolons_and_marks_its_encoding() -> None:
    text = "\ufeffCommittee;Date\nKultur- og Fritidsudvalget;2019-06-11\n\n"
    assert parse_meetings(text) == [MeetingLine(2, "Kultur- og Fritidsudvalget", date(2019, 6, 11), None)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("udvalg,dato\nx,2019-06-11\n", "kolonnerne committee, date, start"),
        ("", "kolonnerne"),
        ("committee,date\n", "ingen møder"),
        ("committee,date\nKultur,11/6-2019\n", "Linje 2: «11/6-2019» er ikke en dato"),
        ("committee,date\nKultur,2019-06-11\n,2019-06-12\n", "Linje 3: udvalget mangler"),
        ("committee,date,start\nKultur,2019-06-11,kl. 16\n", "Linje 2: «kl. 16» er ikke et klokkeslæt"),
        ("committee,date,start\nKultur,2019-06-11,24:00\n", "Linje 2: «24:00» er ikke et klokkeslæt"),
    ],
)
def test_a_wrong_line_is_named_with_what_it_takes(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        parse_meetings(text)
