"""A corrected agreement on the command line: recognised, compared, taken over and taken back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.cli.conftest import Run
from tests.revised import CORRECTED, SQUARE, SQUARE_CORRECTED, TEXT, task_with
from tracker.db.engine import Database
from tracker.db.models import Agreement, Task
from tracker.resources import SAMPLE


@pytest.fixture
def corrected(run: Run, short_agreement: Path, tmp_path: Path) -> Path:
    """An agreement is stored, and its corrected file lies beside."""
    assert run("import", short_agreement, "--accept").exit_code == 0
    file = tmp_path / "rettet.txt"
    file.write_text(CORRECTED, encoding="utf-8")
    return file


def count(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(Agreement)) or 0


def due(database: Database) -> object:
    with database.reading() as session:
        return task_with(session, "torvet").due_on


def test_a_file_that_looks_corrected_is_refused_with_how_to_choose(
    run: Run, database: Database, corrected: Path
) -> None:
    result = run("import", corrected)
    assert (result.exit_code, count(database)) == (2, 1)
    assert "ligner «Aftale om budget 2021» (aftale 1): 57% af ordlyden er fælles" in result.stderr
    assert "--revises 1" in result.stderr
    assert "--new" in result.stderr


def test_a_corrected_file_is_compared_and_nothing_is_changed_unasked(
    run: Run, database: Database, corrected: Path
) -> None:
    result = run("import", corrected, "--revises", "1")
    assert result.exit_code == 0, result.output
    assert "2 ændret, 1 nyt, 1 væk, 3 uændret." in result.output
    assert "[1] 1.1 Nyt torv: forslag til torvet" in result.output
    assert "(opgave 1): frist 31. maj 2021 i stedet for 31. marts 2021; ordene er ændret" in result.output
    assert "før: Et forslag til torvet" in result.output
    assert "nu:  Et forslag til torvet" in result.output
    assert "2 ændringer skal afgøres" in result.output
    assert due(database) == SQUARE
    assert run("revision", "show", "1").output == result.output


def test_the_changes_that_are_named_are_taken_over_and_can_be_taken_back(
    run: Run, database: Database, corrected: Path
) -> None:
    run("import", corrected, "--revises", "1")
    result = run("revision", "take-over", "1", "--take", "1")
    assert "Udgave 2 gælder nu: 1 ændring taget over, 1 beholdt som før, 3 uændret." in result.output
    assert due(database) == SQUARE_CORRECTED
    assert "allerede indlæst" in run("import", corrected).output
    assert "fortrudt" in run("revision", "undo", "1").output
    assert due(database) == SQUARE
    assert "kasseret" in run("revision", "discard", "1").output
    assert count(database) == 1


def test_an_agreement_of_its_own_lives_beside_the_first(run: Run, database: Database, corrected: Path) -> None:
    assert run("import", corrected, "--new", "--accept").exit_code == 0
    assert run("import", SAMPLE / "agreement.txt", "--accept").exit_code == 0
    assert count(database) == 3
    assert due_of_first(database) == SQUARE


def due_of_first(database: Database) -> object:
    with database.reading() as session:
        return session.get_one(Task, 1).due_on


def test_the_same_text_in_another_kind_of_file_changes_nothing(run: Run, database: Database, corrected: Path) -> None:
    page = corrected.with_suffix(".html")
    paragraphs = "".join(f"<p>{line}</p>" for line in TEXT.splitlines() if line)
    page.write_text(f"<html><body><main>{paragraphs}</main></body></html>", encoding="utf-8")
    result = run("import", page)
    assert result.exit_code == 0, result.output
    assert "intet er ændret" in result.output
    assert count(database) == 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "{file}", "--revises", "9"), "Aftale 9 findes ikke"),
        (("import", "{file}", "--revises", "1", "--new"), "--revises bruges alene"),
        (("revision", "show", "1"), "Der venter ingen rettet udgave"),
        (("revision", "undo", "1"), "ingen rettelse at fortryde"),
        (("revision", "take-over", "1", "--take", "all"), "Der venter ingen rettet udgave"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(
    run: Run, corrected: Path, arguments: tuple[str, ...], words: str
) -> None:
    result = run(*(each.format(file=corrected) for each in arguments))
    assert (result.exit_code, words in result.stderr) == (2, True), result.output


def test_numbers_that_are_none_are_refused(run: Run, corrected: Path) -> None:
    run("import", corrected, "--revises", "1")
    result = run("revision", "take-over", "1", "--take", "1,7")
    assert (result.exit_code, "Skriv all, none eller numre fra 1 til 2" in result.stderr) == (2, True)


def test_the_day_of_signing_of_a_stored_agreement_is_corrected(run: Run, database: Database, tmp_path: Path) -> None:
    file = tmp_path / "havn.txt"
    file.write_text(
        "Aftale om torvet\n\n1.1 Torvet\nEn plan for torvet forelægges Økonomiudvalget i marts.\n", encoding="utf-8"
    )
    assert run("import", file, "--accept", "--signed-on", "2019-09-01").exit_code == 0
    again = run("import", file, "--signed-on", "2020-09-01").output
    assert "Den regnes som indgået 1. september 2019." in again
    assert "«tracker revision reread 1 --signed-on 2020-09-01»" in again
    result = run("revision", "reread", "1", "--signed-on", "2020-09-01")
    assert "«Aftale om torvet» læst igen som indgået 1. september 2020: 1 ændret" in result.output
    assert due(database) == date(2020, 3, 31)
    assert run("revision", "take-over", "1", "--take", "all").exit_code == 0
    assert due(database) == date(2021, 3, 31)
    same = run("revision", "reread", "1", "--signed-on", "2020-09-01")
    assert same.output == "Teksten er læst igen; der er ingen ændringer.\n"
