"""Meetings from iCalendar files, as calendars write them and as they get broken."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.meeting_files import parse_meetings
from tracker.documents.meetings import MeetingFile, MeetingLine
from tracker.errors import InputError

ZONE = ZoneInfo("Europe/Copenhagen")
UNTIL = date(2021, 12, 31)


def calendar(*events: str, head: str = "") -> str:
    """A calendar of events, each given as lines."""
    body = "".join(f"BEGIN:VEVENT\n{event.strip()}\nEND:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//test//\n{head}{body}END:VCALENDAR\n".replace("\n", "\r\n")


def read(text: str) -> MeetingFile:
    return parse_meetings(text, zone=ZONE, until=UNTIL)


def days(text: str) -> list[tuple[str, str | None, bool]]:
    return [(line.held_on.isoformat(), line.starts_at, line.cancelled) for line in read(text).lines]


def test_an_event_is_a_meeting_with_its_lasting_name() -> None:
    text = calendar("UID:a@kommune\nDTSTART;TZID=Europe/Copenhagen:20190611T163000\nSUMMARY:Kulturudvalget")
    assert read(text).lines == [MeetingLine(4, "Kulturudvalget", date(2019, 6, 11), "16:30", "a@kommune")]


@pytest.mark.parametrize(
    ("start", "day", "hour"),
    [
        ("DTSTART:20190611T143000Z", "2019-06-11", "16:30"),
        ("DTSTART:20191231T233000Z", "2020-01-01", "00:30"),  # already the next year in Denmark
        ("DTSTART;TZID=America/New_York:20190611T093000", "2019-06-11", "15:30"),
        ("DTSTART:20190611T163000", "2019-06-11", "16:30"),  # floating: the hour on the wall
        ("DTSTART;VALUE=DATE:20190611", "2019-06-11", None),
        ("DTSTART;VALUE=DATE:20190611\nDTEND;VALUE=DATE:20190613", "2019-06-11", None),
    ],
)
def test_times_are_those_of_the_town_hall(start: str, day: str, hour: str | None) -> None:
    assert days(calendar(f"UID:a\n{start}\nSUMMARY:X")) == [(day, hour, False)]


def test_a_zone_that_the_file_itself_describes_is_heeded() -> None:
    zone = (
        "BEGIN:VTIMEZONE\nTZID:Rådhuset\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0300\n"
        "TZOFFSETTO:+0300\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    assert days(calendar("UID:a\nDTSTART;TZID=Rådhuset:20190611T163000\nSUMMARY:X", head=zone)) == [
        ("2019-06-11", "15:30", False)
    ]


def test_folded_lines_and_escapes_are_read_as_one() -> None:
    text = calendar("UID:a\nDTSTART;VALUE=DATE:20190611\nSUMMARY:Møde i Kultur-\\, \n Idræts- og Fritids\n udvalget")
    assert read(text).lines[0].committee == "Møde i Kultur-, Idræts- og Fritidsudvalget"


SERIES = "UID:s\nDTSTART;TZID=Europe/Copenhagen:20190305T170000\nRRULE:FREQ=MONTHLY;BYDAY=1TU;COUNT=4\nSUMMARY:KFU"


def test_a_repeated_meeting_is_each_of_its_times_and_keeps_the_hour_through_summer_time() -> None:
    assert days(calendar(SERIES)) == [
        ("2019-03-05", "17:00", False),
        ("2019-04-02", "17:00", False),
        ("2019-05-07", "17:00", False),
        ("2019-06-04", "17:00", False),
    ]


def test_a_time_of_a_series_that_is_moved_or_cancelled_keeps_its_name() -> None:
    moved = (
        "UID:s\nRECURRENCE-ID;TZID=Europe/Copenhagen:20190402T170000\nDTSTART;TZID=Europe/Copenhagen:20190409T160000\n"
        "SUMMARY:Flyttet"
    )
    gone = (
        "UID:s\nRECURRENCE-ID;TZID=Europe/Copenhagen:20190507T170000\nDTSTART;TZID=Europe/Copenhagen:20190507T170000\n"
        "STATUS:CANCELLED\nSUMMARY:Aflyst"
    )
    lines = read(calendar(SERIES, moved, gone)).lines
    assert [(line.uid, line.held_on.isoformat(), line.cancelled) for line in lines] == [
        ("s#2019-03-05", "2019-03-05", False),
        ("s#2019-04-02", "2019-04-09", False),
        ("s#2019-05-07", "2019-05-07", True),
        ("s#2019-06-04", "2019-06-04", False),
    ]
    assert "KFU" in lines[1].context  # the name of the series still tells whose meeting it is


def test_a_time_that_a_series_leaves_out_is_cancelled() -> None:
    text = calendar(SERIES + "\nEXDATE;TZID=Europe/Copenhagen:20190507T170000")
    assert [(line.uid, line.cancelled) for line in read(text).lines] == [
        ("s#2019-03-05", False),
        ("s#2019-04-02", False),
        ("s#2019-05-07", True),
        ("s#2019-06-04", False),
    ]


def test_a_series_without_end_is_followed_to_the_horizon() -> None:
    text = calendar("UID:s\nDTSTART;VALUE=DATE:20190108\nRRULE:FREQ=MONTHLY;BYDAY=2TU\nSUMMARY:X")
    assert len(read(text).lines) == 36
    old = calendar("UID:s\nDTSTART;VALUE=DATE:19900109\nRRULE:FREQ=WEEKLY\nSUMMARY:X")
    assert 500 < len(read(old).lines) < 540  # ten years, and not thirty


def test_a_calendar_that_is_withdrawn_cancels_its_meetings() -> None:
    assert days(calendar("UID:a\nDTSTART;VALUE=DATE:20190611\nSUMMARY:X", head="METHOD:CANCEL\n")) == [
        ("2019-06-11", None, True)
    ]


def test_what_names_the_committee_is_taken_along() -> None:
    text = calendar(
        "UID:a\nDTSTART;VALUE=DATE:20190611\nSUMMARY:Ordinært møde\nCATEGORIES:Politik,KFU\nLOCATION:Salen",
        head="X-WR-CALNAME:Kulturudvalget\n",
    )
    (line,) = read(text).lines
    assert (line.committee, line.context) == (
        "Ordinært møde",
        "Kulturudvalget · Politik, KFU · Salen",
    )
    (line,) = read(calendar("UID:a\nDTSTART;VALUE=DATE:20190611", head="X-WR-CALNAME:Kulturudvalget\n")).lines
    assert line.committee == "Kulturudvalget"


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ("UID:b\nSUMMARY:X", "ingen dato, der kan læses"),
        ("UID:b\nDTSTART:i morgen\nSUMMARY:X", "ingen dato, der kan læses"),
        ("UID:b\nDTSTART;VALUE=DATE:20190230\nSUMMARY:X", "ingen dato, der kan læses"),
        ("UID:b\nDTSTART;VALUE=DATE:00010101\nSUMMARY:X", "ingen dato, der kan læses"),
        ("UID:b\nDTSTART:20190611T170000Z\nRRULE:FREQ=SECONDLY\nSUMMARY:X", "flere gange om dagen"),
        ("UID:b\nDTSTART:20190611T170000Z\nRRULE:FREQ=DAILY;BYHOUR=1,2,3\nSUMMARY:X", "flere gange om dagen"),
        ("UID:b\nDTSTART:20190611T170000Z\nRRULE:FREQ=SNART\nSUMMARY:X", "gentage"),
        ("UID:b\nDTSTART:20190611T170000Z\nRRULE:COUNT=3\nSUMMARY:X", "gentage"),
    ],
)
def test_an_event_that_cannot_be_taken_is_named_by_its_line_and_the_others_are_taken(event: str, words: str) -> None:
    found = read(calendar("UID:a\nDTSTART;VALUE=DATE:20190611\nSUMMARY:X", event))
    assert [line.uid for line in found.lines] == ["a"]
    (fault,) = found.faults
    assert fault.number == 9
    assert words in fault.message


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "tom"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR\n", "ingen begivenheder"),
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a\n", "ikke hel|kan ikke læses"),
        ("BEGIN:VCALENDAR\nikke en linje\nEND:VCALENDAR\n", "kan ikke læses"),
        (calendar(*["UID:a\nDTSTART;VALUE=DATE:20190611"] * 2001), "flere end 2000 begivenheder"),
        (calendar(*[f"UID:{n}\nDTSTART;VALUE=DATE:20190101\nRRULE:FREQ=DAILY" for n in range(5)]), "flere end 2000"),
    ],
)
def test_what_is_no_calendar_is_refused_whole(text: str, words: str) -> None:
    with pytest.raises(InputError, match=words):
        read(text)


@given(st.text(alphabet=st.sampled_from(list('ABCDEFGHUIRTVEN:;=,0123456789TZ\r\n \\"-')), max_size=200))
def test_no_text_makes_the_reading_fail_otherwise(body: str) -> None:
    for text in (f"BEGIN:VCALENDAR\r\n{body}", calendar(body or "X:1"), calendar(f"UID:a\nDTSTART:{body}")):
        with suppress(InputError):
            read(text)
