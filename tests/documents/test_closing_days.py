"""Closing days from a table, as spreadsheets write it."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.documents.closing_days import ClosingDayLine, parse_closing_days
from tracker.errors import InputError


@pytest.mark.parametrize(
    "text",
    [
        "navn;fra;til\nEfterårsferie;14-10-2019;18-10-2019\n",
        "\ufeffNavn,Fra,Til\r\nEfterårsferie,2019-10-14,2019-10-18\r\n",
        "note\tTIL\tnavn\tfra\nx\t18. oktober 2019\tEfterårsferie\t14/10-2019\n\t\t\t\n",
        '\n\n"navn";"fra";"til"\n"Efterårsferie";"14.10.2019";"18.10.2019"',
    ],
)
def test_a_table_is_read_whatever_its_separator_order_and_dates(text: str) -> None:
    [line] = parse_closing_days(text)
    assert (line.name, line.first_on, line.last_on) == ("Efterårsferie", date(2019, 10, 14), date(2019, 10, 18))


def test_one_day_needs_no_last_day() -> None:
    assert parse_closing_days("navn;dato\nSommerfest;14-06-2019") == [
        ClosingDayLine(2, "Sommerfest", date(2019, 6, 14), date(2019, 6, 14))
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "kolonnerne «navn» og «fra». Den kan også have «til»."),
        ("navn;til\nFerie;1-7-2019", "kolonnerne «navn» og «fra»"),
        ("navn;fra\n", "ingen lukkedage"),
        ("navn;fra\nFerie;30-02-2019", "Linje 2: «30-02-2019» er ikke en dato"),
        ("navn;fra\n;1-7-2019\nFerie;i morgen", "Linje 2: navnet mangler. Linje 3: «i morgen»"),
        ('navn;fra\n"' + "Ferie;1-7-2019\n" * 20_000, "anførselstegn"),
    ],
)
def test_what_is_wrong_is_named_by_line(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words.replace("(", r"\(")):
        parse_closing_days(text)


def test_a_table_without_end_is_refused() -> None:
    with pytest.raises(InputError, match="flere end 10000 linjer"):
        parse_closing_days("navn;fra\n" + "Ferie;1-7-2019\n" * 10_002)
