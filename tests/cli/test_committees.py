"""`tracker committees` as a person runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.cli.conftest import Run
from tracker.cli import main
from tracker.db.engine import Database

OWN, ROADS = "Kultur- og Fritidsudvalget", "Teknik- og Miljøudvalget"

REGISTER = """
[[committees]]
name = "Børne- og Skoleudvalget"
abbreviations = ["BSU"]
chair = "Karen Holm"

[[committees]]
name = "Skoleudvalget"
valid_until = 2017-12-31
successor = "Børne- og Skoleudvalget"
"""


@pytest.fixture
def run_with_register(database: Database, tmp_path: Path) -> Run:
    config = tmp_path / "tracker.toml"
    url = database.url.render_as_string(hide_password=False)
    config.write_text(f'[database]\nurl = "{url}"\n{REGISTER}', encoding="utf-8")

    def invoke(*arguments: object) -> Result:
        return CliRunner().invoke(main, ["--config", str(config), *(str(argument) for argument in arguments)])

    return invoke


def test_the_list_begins_with_the_configuration(run_with_register: Run) -> None:
    output = run_with_register("committees", "list").output
    assert "Børne- og Skoleudvalget · Forkortelser: BSU · Formand: Karen Holm" in output
    assert "Skoleudvalget · Findes til: 31. december 2017 · Efterfølger: Børne- og Skoleudvalget" in output


def test_an_empty_register_says_how_to_begin(run: Run) -> None:
    assert "tracker committees add" in run("committees", "list").output


def test_what_a_person_corrected_stands_until_the_file_is_asked_to_win(run_with_register: Run) -> None:
    run_with_register("committees", "rename", "BSU", "Læringsudvalget", "--until", "2021-12-31")
    output = run_with_register("committees", "list").output
    assert (
        "Læringsudvalget · Forkortelser: BSU · Tidligere navne: Børne- og Skoleudvalget (til 31. december 2021)"
        in output
    )
    output = run_with_register("committees", "sync").output
    assert (
        "Skoleudvalget, efterfølger: «Læringsudvalget» i registret, «Børne- og Skoleudvalget» i indstillingerne"
        in output
    )
    assert "Registret gælder" in output


def test_sync_lets_the_file_win_when_asked(run_with_register: Run) -> None:
    assert "Tilføjet: Børne- og Skoleudvalget og Skoleudvalget." in run_with_register("committees", "sync").output
    assert "siger det samme" in run_with_register("committees", "sync").output
    assert run_with_register("committees", "add", "Havneudvalget", "--abbreviation", "HU").exit_code == 0
    assert "siger det samme" in run_with_register("committees", "sync", "--overwrite").output


def test_a_committee_in_an_agreement_is_offered_and_joined(run: Run, short_agreement: Path) -> None:
    imported = run("import", short_agreement, "--accept").output
    assert "Udvalg, som ikke står i registret" in imported
    run("committees", "add", "Fritidsudvalget")
    listed = run("committees", "list").output
    assert "Står i en aftale, men ikke i registret:\n  Børne- og Skoleudvalget («" in listed
    output = run("committees", "same", OWN, "Fritidsudvalget").output
    assert f"«{OWN}» er Fritidsudvalget;" in output
    assert OWN not in run("committees", "list").output.split("Står i en aftale")[1]
    assert "Oprettet i registret: Økonomiudvalget." in run("committees", "confirm", "Økonomiudvalget").output


def test_a_committee_is_replaced_after_a_look(run: Run, short_agreement: Path) -> None:
    run("import", short_agreement, "--accept")
    arguments = ("committees", "replace", ROADS, "Økonomiudvalget", "--on", "2021-12-31")
    shown = run(*arguments, "--dry-run").output
    assert f"åbne opgaver ville flytte. {ROADS} findes til 31. december 2021; Økonomiudvalget tager over." in shown
    assert shown.startswith("2 ")
    assert "2 åbne opgaver er flyttet" in run(*arguments).output
    assert "0 åbne opgaver ville flytte" in run(*arguments, "--dry-run").output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("rename", "Intetudvalget", "Noget"), "Udvalget «Intetudvalget» findes ikke"),
        (("add", "BSU-udvalget", "--abbreviation", "BSU"), "Forkortelsen BSU bruges af Børne- og Skoleudvalget"),
        (("same", "Vejudvalget", "BSU"), "Ingen aftale nævner «Vejudvalget»"),
        (("replace", "BSU", "BSU", "--on", "2020-01-01"), "afløse sig selv"),
        (("replace", "BSU", "Skoleudvalget", "--on", "snart"), "ikke en dato"),
    ],
)
def test_what_cannot_be_is_told_in_one_sentence(run_with_register: Run, arguments: tuple[str, ...], words: str) -> None:
    result = run_with_register("committees", *arguments)
    assert (result.exit_code, words in result.stderr) == (2, True), result.output
