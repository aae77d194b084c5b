"""`tracker meetings import`: tables and calendars, tried out first, whole or only what is good."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.factories import make_committee
from tracker.db.engine import Database

CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//x//
BEGIN:VEVENT
UID:a
DTSTART;TZID=Europe/Copenhagen:20190611T163000
SUMMARY:Møde i Kulturudvalget
END:VEVENT
END:VCALENDAR
"""


@pytest.fixture
def file(database: Database, tmp_path: Path) -> Path:
    with database.writing() as session:
        make_committee(session, "Kulturudvalget")
    return tmp_path / "moeder.csv"


def test_a_calendar_is_taken_in_and_again_without_doubles(run: Run, file: Path) -> None:
    file.write_text(CALENDAR, encoding="utf-8")
    assert run("meetings", "import", file).output == "1 nyt møde.\n"
    assert run("meetings", "import", file).output == "1 uændret.\n"
    file.write_text(CALENDAR.replace("0611", "0618"), encoding="utf-8")
    tried = run("meetings", "import", file, "--dry-run").output
    assert tried == (
        "Kulturudvalget: flyttes fra 11. juni 2019 til 18. juni 2019\n"
        "Intet er gemt. Indlæst ville filen give: 1 flyttet.\n"
    )
    assert run("meetings", "import", file).output == "1 flyttet.\n"


def test_a_wrong_line_stops_the_whole_file_unless_the_good_ones_are_wanted(run: Run, file: Path) -> None:
    file.write_text(
        "udvalg;dato\nKulturudvalget;11-06-2019\nHavneudvalget;12-06-2019\nKulturudvalget;snart\n", "cp1252"
    )
    result = run("meetings", "import", file)
    assert result.exit_code == 2
    assert "Linje 4: «snart» er ikke en dato" in result.stderr
    assert "Udvalget «Havneudvalget» findes ikke (1 møde)" in result.stderr
    assert "Intet er gemt." in result.stderr
    assert run("meetings", "import", file, "--accept-good").stdout == "1 nyt møde.\n"


def test_a_file_that_names_no_committee_is_given_one(run: Run, file: Path) -> None:
    file.write_text("dato;start\n11-06-2019;16.30\n", encoding="utf-8")
    assert run("meetings", "import", file).exit_code == 2
    assert run("meetings", "import", file, "--committee", "kulturudvalget").output == "1 nyt møde.\n"
    assert "Der er: Kulturudvalget" in run("meetings", "import", file, "--committee", "X").stderr


@pytest.mark.parametrize("content", [b"", b"\x00\x01" * 400, b"hej", b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n"])
def test_what_is_no_file_of_meetings_ends_in_a_sentence(content: bytes, run: Run, file: Path) -> None:
    file.write_bytes(content)
    result = run("meetings", "import", file)
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert "Traceback" not in result.output
