"""The commands that read, as a person runs them: what comes out, on which stream, with which status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main

AGREEMENT = """Aftale om budget 2024

Dato: 4. oktober 2023

1.1. Ny skole

Der afsættes 5,3 mio. kr. i 2024 til en ny skole i Havneby Kommune.

Anlæg (1.000 kr.)
\t2024\t2025
1.1 Ny skole\t5.364\t
"""


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "aftale.txt"
    path.write_text(AGREEMENT, encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_read_prints_a_summary_that_a_person_understands(agreement: Path) -> None:
    result = run("read", agreement)
    assert result.exit_code == 0
    for words in (
        "Aftale om budget 2024",
        "Havneby Kommune",
        "4. oktober 2023",
        "1 afsnit",
        "5,364 mio. kr.",
        "uenige",
    ):
        assert words in result.stdout


def test_read_as_json_follows_the_contract(agreement: Path) -> None:
    result = run("read", agreement, "--json")
    data = json.loads(result.stdout)
    assert list(data) == ["agreement", "sections", "commitments", "allocations", "savings", "findings"]
    assert data["agreement"] == {
        "title": "Aftale om budget 2024",
        "signed_on": "2023-10-04",
        "organisation": "Havneby Kommune",
    }
    (section,) = data["sections"]
    assert AGREEMENT[section["start"] : section["end"]].startswith("1.1. Ny skole")
    assert data["allocations"] == [
        {"section": "1.1", "title": "Ny skole", "type": "anlæg", "amounts": {"2024": 5_364_000}}
    ]
    assert ("1.1", "text_vs_table") in [(finding["section"], finding["kind"]) for finding in data["findings"]]


def test_read_as_text_prints_exactly_what_offsets_count_in(tmp_path: Path) -> None:
    path = tmp_path / "aftale.txt"
    path.write_bytes(AGREEMENT.replace("\n", "\r\n").encode("latin-1"))
    result = run("read", path, "--text")
    assert result.stdout_bytes == AGREEMENT.encode()
    assert "Latin-1" in result.stderr


def test_the_day_of_signing_may_be_given(agreement: Path) -> None:
    data = json.loads(run("read", agreement, "--json", "--signed-on", "2023-09-01").stdout)
    assert data["agreement"]["signed_on"] == "2023-09-01"


def test_a_document_without_a_day_of_signing_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "aftale.txt"
    path.write_text(AGREEMENT.replace("Dato: 4. oktober 2023", ""), encoding="utf-8")
    data = json.loads(run("read", path, "--json").stdout)
    assert data["agreement"]["signed_on"] is None
    assert "--signed-on" in data["findings"][0]["message"]


def test_standard_input_is_read_too(agreement: Path) -> None:
    result = CliRunner().invoke(main, ["read", "-", "--text"], input=AGREEMENT.encode())
    assert result.stdout == AGREEMENT


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["read"], "Der mangler «FIL»"),
        (["read", "findes-ikke.txt"], "findes ikke"),
        (["read", "."], "en mappe"),
        (["read", "x", "--signed-on", "i går"], "2018-10-08"),
        (["read", "x", "--signed-on"], "mangler sin værdi"),
        (["read", "x", "--json", "--text"], "enten --json eller --text"),
        (["read", "x", "--nix"], "«--nix» findes ikke"),
        (["nix"], "Kommandoen «nix» findes ikke"),
    ],
)
def test_a_fault_that_the_user_can_mend_is_one_danish_sentence(arguments: list[str], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert result.stderr.startswith("Fejl: ")
    assert words in result.stderr
    assert result.stdout == ""


@pytest.mark.parametrize(
    ("data", "words"),
    [(b"", "tom"), (b"\x00\x01", "ikke en tekstfil"), (b"bare nogle ord", "hverken afsnit eller forpligtelser")],
)
def test_bad_files_give_a_sentence_and_status_two(tmp_path: Path, data: bytes, words: str) -> None:
    path = tmp_path / "fil.txt"
    path.write_bytes(data)
    result = run("read", path, "--json")
    assert result.exit_code == 2
    assert words in result.stderr


def test_the_limit_on_files_is_a_setting(agreement: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_IMPORTS__LIMIT_MEGABYTES", "1")
    agreement.write_bytes(b"a" * 1_000_001)
    result = run("read", agreement)
    assert result.exit_code == 2
    assert "grænsen er 1 MB" in result.stderr


def test_committees_bear_the_names_of_the_register(
    agreement: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = AGREEMENT.replace("Havneby Kommune.", "Havneby Kommune. En plan forelægges BSU inden sommeren 2024.")
    agreement.write_text(words, encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text('[[committees]]\nname = "Børne- og Skoleudvalget"\nabbreviations = ["BSU"]\n', encoding="utf-8")
    monkeypatch.setenv("TRACKER_CONFIG", str(config))
    owners = [found["committees"] for found in json.loads(run("read", agreement, "--json").stdout)["commitments"]]
    assert ["Børne- og Skoleudvalget"] in owners


def test_a_wrong_setting_is_told(agreement: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_IMPORTS__LIMIT_MEGABYTES", "mange")
    result = run("read", agreement)
    assert result.exit_code == 2
    assert "limit_megabytes" in result.stderr


def test_no_command_shows_the_help() -> None:
    result = run()
    assert result.exit_code == 2
    assert "read" in result.stderr
    assert "Fejl" not in result.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["read", "--help"], ["evaluate", "-h"]])
def test_help_is_in_danish(arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert result.stdout.startswith("Brug: ")
    assert "Valg:" in result.stdout
    for english in ("Usage", "Options", "OPTIONS", "Show this", "Commands:", "COMMAND"):
        assert english not in result.stdout


def test_a_fault_of_the_program_shows_no_traceback(agreement: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("uventet")

    monkeypatch.delenv("TRACKER_DEBUG", raising=False)
    monkeypatch.setattr("tracker.cli.documents.read", fail)
    result = run("read", agreement)
    assert result.exit_code == 1
    assert result.stderr.startswith("Fejl: Programmet fejlede uventet")
    assert "Traceback" not in result.stderr


def test_a_reader_that_goes_away_is_no_fault(agreement: Path) -> None:
    agreement.write_text("Aftale om noget\n\n" + AGREEMENT + "Og mere.\n" * 200_000, encoding="utf-8")
    command = [sys.executable, "-m", "tracker", "read", str(agreement), "--text"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(10)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_output_is_utf8_in_any_locale(agreement: Path) -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, "-m", "tracker", "read", str(agreement), "--text"]
    assert subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode() == AGREEMENT


def test_explain_says_what_words_mean_and_by_which_rules() -> None:
    data = json.loads(run("explain", "inden sommeren 2019", "--signed-on", "2018-10-08", "--json").stdout)
    (found,) = data["deadlines"]
    assert list(found) == ["expression", "start", "due", "kind", "recurrence", "rule", "rules", "explanation"]
    assert (found["expression"], found["start"], found["due"], found["kind"]) == (
        "inden sommeren 2019",
        None,
        "2019-05-31",
        "by",
    )
    assert found["rule"] in found["rules"]
    assert found["explanation"].endswith(".")


def test_explain_is_read_by_a_person_too() -> None:
    result = run("explain", "i efteråret 2021", "--signed-on", "2018-10-08")
    assert result.exit_code == 0
    assert "1. september 2021 til 30. november 2021" in result.stdout


def test_vague_words_are_listed_without_dates() -> None:
    (found,) = json.loads(run("explain", "snarest", "--json").stdout)["deadlines"]
    assert (found["start"], found["due"], found["kind"]) == (None, None, "vague")


def test_words_without_time_give_an_empty_list() -> None:
    result = run("explain", "en ny skole", "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {"deadlines": []}


def test_read_and_explain_follow_the_conventions_of_the_settings(tmp_path: Path) -> None:
    config, agreement = tmp_path / "config.toml", tmp_path / "aftale.txt"
    config.write_text('[conventions]\nsummer = "recess"\n', encoding="utf-8")
    agreement.write_text(
        AGREEMENT.replace("Der afsættes", "Udvalget forelægges en plan inden sommeren 2024. Der afsættes"),
        encoding="utf-8",
    )
    (commitment, *_) = json.loads(run("--config", config, "read", agreement, "--json").stdout)["commitments"]
    assert commitment["deadline"]["due"] == "2024-06-30"
    (deadline,) = json.loads(run("--config", config, "explain", "inden sommeren 2024", "--json").stdout)["deadlines"]
    assert deadline["due"] == "2024-06-30"
    assert "efter kommunens egen konvention: med sommeren menes her sommerferien" in deadline["explanation"]


def test_conventions_that_do_not_fit_together_end_in_a_sentence(tmp_path: Path) -> None:
    config = tmp_path / "config.toml"
    config.write_text("[conventions]\nmedio_ends = 5\n", encoding="utf-8")
    result = run("--config", config, "explain", "medio maj 2019")
    assert result.exit_code == 2
    assert "[conventions] kan ikke bruges: medio_ends skal være mellem 11 og 27" in result.stderr


def test_explain_as_text_and_as_json_names_every_rule_that_fired() -> None:
    result = run("explain", "hvert år inden sommeren, første gang i 2020", "--signed-on", "2018-10-08")
    data = run("explain", "hvert år inden sommeren, første gang i 2020", "--signed-on", "2018-10-08", "--json")
    (deadline,) = json.loads(data.stdout)["deadlines"]
    assert deadline["rules"][-1] == deadline["rule"] == "first-time-of-a-yearly-point"
    assert {"season", "before", "frequency"} <= set(deadline["rules"])
    assert f"Regler: {', '.join(deadline['rules'])}" in result.stdout


@pytest.mark.parametrize("words", ["snarest muligt", "senest 14 dage herefter", "kvartalsvist"])
def test_what_has_no_date_is_explained_with_nulls(words: str) -> None:
    (deadline,) = json.loads(run("explain", words, "--signed-on", "2018-10-08", "--json").stdout)["deadlines"]
    assert (deadline["start"], deadline["due"]) == (None, None)
    assert deadline["rules"]
    assert deadline["explanation"]


def test_words_without_a_time_give_an_empty_list() -> None:
    result = run("explain", "Vision 2030", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"deadlines": []})
