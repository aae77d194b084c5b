"""How a line of a task's history reads."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.history import EventKind, describe


@pytest.mark.parametrize(
    ("kind", "before", "after", "presented_on", "words"),
    [
        (EventKind.CREATED, None, "not_started", None, "Opgaven er oprettet."),
        (EventKind.STATUS, "not_started", "in_progress", None, "Status: Ikke startet → I gang."),
        (EventKind.STATUS, "in_progress", "in_progress", None, "Status bekræftet: I gang."),
        (
            EventKind.STATUS,
            "done",
            "presented",
            date(2019, 5, 14),
            "Status: Færdig → Forelagt på mødet 14. maj 2019.",
        ),
        (
            EventKind.DEADLINE,
            "2019-05-31",
            "2019-09-30",
            None,
            "Frist flyttet fra 31. maj 2019 til 30. september 2019.",
        ),
        (EventKind.DEADLINE, None, "2019-09-30", None, "Frist sat til 30. september 2019."),
        (
            EventKind.OCCURRENCE,
            "2019-12-31",
            "2020-12-31",
            None,
            "Afsluttet for 31. december 2019; næste frist er 31. december 2020.",
        ),
        (EventKind.OCCURRENCE, "2020-12-31", "2019-12-31", None, "Genåbnet for 31. december 2019."),
        (EventKind.SERIES, None, "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", None, "Gentages hvert kvartal."),
        (
            EventKind.SERIES,
            "FREQ=MONTHLY;INTERVAL=3",
            "FREQ=MONTHLY;INTERVAL=6;UNTIL=20211231",
            None,
            "Gentagelsen er ændret fra hvert kvartal til hvert halve år til og med 31. december 2021.",
        ),
        (EventKind.SERIES, "FREQ=YEARLY", None, None, "Gentages ikke længere."),
        (EventKind.OWNER, None, "Kulturudvalget", None, "Udvalg ændret fra intet til Kulturudvalget."),
        (EventKind.RESPONSIBLE, "Anna", None, None, "Ansvarlig ændret fra Anna til ingen."),
        (EventKind.COMMENT, None, None, None, "Kommentar."),
        (EventKind.PUBLICATION, None, "Cykelsti", None, "Vises på den offentlige side: «Cykelsti»."),
        (EventKind.PUBLICATION, "Cykelsti", None, None, "Taget af den offentlige side: «Cykelsti»."),
        (EventKind.PUBLICATION, "Sti", "Cykelsti", None, "Teksten på den offentlige side er rettet: «Cykelsti»."),
    ],
)
def test_an_event_reads_as_a_danish_sentence(
    kind: EventKind, before: str | None, after: str | None, presented_on: date | None, words: str
) -> None:
    assert describe(kind, before, after, presented_on) == words
