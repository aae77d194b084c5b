"""`tracker evaluate`, as a person runs it: one document, a folder of them, and lists of expressions."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main

AGREEMENT = """Aftale om budget 2024

Dato: 4. oktober 2023

1.1. Ny skole

Skoleudvalget forelægges et forslag til en ny skole inden sommeren 2024.

Anlæg (1.000 kr.)
\t2024\t2025
1.1 Ny skole\t5.364\t
"""

PROPOSAL = {
    "section": "1.1",
    "task": "Forslag til en ny skole",
    "kind": "presentation",
    "committees": ["Skoleudvalget"],
    "phrase": "inden sommeren 2024",
    "sentence": "Skoleudvalget forelægges et forslag til en ny skole inden sommeren 2024.",
    "window_start": None,
    "window_end": "2024-05-31",
    "strength": "explicit",
}
MISSED = {**PROPOSAL, "task": "Noget, der ikke står der", "window_end": "2029-01-01"}
EXPRESSIONS = "expression\tsigned_on\tstart\tdue\tkind\ninden jul\t2023-10-04\t\t2023-12-23\tby\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *(str(argument) for argument in arguments)])


def put(folder: Path, name: str, *dated: object, **more: Any) -> tuple[Path, Path]:
    """A reference and, beside it, the agreement."""
    gold, agreement = folder / f"{name}.json", folder / f"{name}.txt"
    gold.write_text(json.dumps({"dated": dated, **more}), encoding="utf-8")
    agreement.write_text(AGREEMENT, encoding="utf-8")
    return gold, agreement


def cells(result: Result, name: str) -> list[str]:
    """The cells of the line that begins with a name, the name left out."""
    lines = [re.split(r" {2,}", line.strip()) for line in result.stdout.splitlines()]
    return next(line[1:] for line in lines if line[0] == name)


def test_one_document_is_told_by_figure_and_fault(tmp_path: Path) -> None:
    gold, agreement = put(
        tmp_path,
        "a",
        PROPOSAL,
        MISSED,
        sections=[{"number": "1.1", "title": "Ny skole"}, {"number": "1.2", "title": "Nyt bad"}],
        allocations=[{"section": "1.1", "type": "anlæg", "amounts": {"2024": 5364}}],
    )
    result = run(gold, agreement)
    assert result.exit_code == 0
    assert cells(result, "Fundet, udtrykkelige frister") == ["1 af 2"]
    assert cells(result, "Afsnit med titel") == ["1 af 2"]
    assert cells(result, "Bevillinger") == ["1 af 1"]
    assert "Noget, der ikke står der" in result.stdout
    assert run(gold).stdout == result.stdout  # the document beside it is found


def test_several_documents_are_counted_by_kind_and_in_all(tmp_path: Path) -> None:
    put(tmp_path, "a", PROPOSAL, document_kind="budgetaftale")
    put(tmp_path, "b", PROPOSAL, MISSED, document_kind="referat")
    put(tmp_path, "c", PROPOSAL, document_kind="referat")
    result = run(tmp_path)
    assert result.exit_code == 0
    assert cells(result, "budgetaftale")[:2] == ["1", "1 af 1 (1,000)"]
    assert cells(result, "referat")[:2] == ["2", "2 af 3 (0,667)"]
    assert cells(result, "I alt")[:2] == ["3", "3 af 4 (0,750)"]
    assert "Noget, der ikke står der" not in result.stdout


def test_faults_are_named_with_their_document_when_asked_for(tmp_path: Path) -> None:
    put(tmp_path, "a", PROPOSAL)
    _, agreement = put(tmp_path, "b", MISSED)
    words = run(tmp_path, "--faults").stdout
    assert words.index(str(agreement)) < words.index("Noget, der ikke står der")
    assert str(tmp_path / "a.txt") not in words


def test_a_list_of_expressions_is_measured_too(tmp_path: Path) -> None:
    path = tmp_path / "udtryk.tsv"
    path.write_text(EXPRESSIONS + "inden påske\t2023-10-04\t\t2024-12-24\tby\n", encoding="utf-8")
    result = run(path, "--faults")
    assert result.exit_code == 0
    assert cells(result, "Udtryk, udtryk.tsv")[0] == "1 af 2 (0,500)"
    assert "«inden påske»: – til 2024-03-27, by, ikke – til 2024-12-24, by" in result.stdout
    put(tmp_path, "a", PROPOSAL)
    assert "Udtryk, udtryk.tsv" in run(tmp_path).stdout


def test_what_is_kept_back_tells_its_faults_only_when_asked(tmp_path: Path) -> None:
    kept_back = tmp_path / "heldout" / "budget"
    kept_back.mkdir(parents=True)
    gold, agreement = put(kept_back, "a", MISSED)
    for arguments in ([gold], [gold, agreement], [kept_back]):
        told = run(*arguments)
        assert cells(told, "Fundet, udtrykkelige frister") == ["0 af 1"]
        assert "Noget, der ikke står der" not in told.stdout
        assert "Noget, der ikke står der" in run(*arguments, "--faults").stdout


def test_folders_within_a_folder_are_left_alone(tmp_path: Path) -> None:
    inner = tmp_path / "heldout"
    inner.mkdir()
    put(inner, "a", MISSED)
    put(tmp_path, "b", PROPOSAL)
    assert cells(run(tmp_path), "Fundet, udtrykkelige frister") == ["1 af 1"]


def test_a_line_that_is_no_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "udtryk.tsv"
    path.write_text(EXPRESSIONS + "inden påske\tet år\t\t\tby\n", encoding="utf-8")
    result = run(path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Linje 3" in result.stderr


def test_the_day_of_signing_is_for_one_document(tmp_path: Path) -> None:
    gold, _ = put(tmp_path, "a", PROPOSAL)
    assert run(gold, "--signed-on", "2023-10-04").exit_code == 0
    put(tmp_path, "b", PROPOSAL)
    result = run(tmp_path, "--signed-on", "2023-10-04")
    assert result.exit_code == 2
    assert "ét dokument" in result.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("{", "gyldig JSON"),
        ("[]", "«dated»"),
        ("{}", "«dated»"),
        (
            '{"dated": [], "savings": [{"code": "A", "amounts": {}}, {"amounts": {}}]}',
            "nr. 2 under «savings» mangler «code»",
        ),
        ('{"dated": ["i maj"]}', "nr. 1 under «dated» mangler «section»"),
    ],
)
def test_a_reference_that_is_none_is_refused(tmp_path: Path, words: str, told: str) -> None:
    gold, agreement = put(tmp_path, "a")
    gold.write_text(words, encoding="utf-8")
    result = run(gold, agreement)
    assert result.exit_code == 2
    assert told in result.stderr


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    gold, agreement = put(tmp_path, "a", PROPOSAL)
    agreement.unlink()
    (tmp_path / "tom").mkdir()
    for arguments, told in (
        ([tmp_path / "findes-ikke.json", gold], "findes-ikke.json"),
        ([tmp_path / "findes-ikke.json"], "findes ikke"),
        ([gold], "intet dokument af samme navn"),
        ([tmp_path / "tom"], "hverken et facit"),
        ([], "Der mangler «FACIT.json"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, ""), arguments
        assert told in result.stderr, arguments


def test_a_document_of_which_nothing_is_read_misses_all_and_does_not_stop_the_others(tmp_path: Path) -> None:
    put(tmp_path, "a", PROPOSAL)
    _, empty = put(tmp_path, "b", PROPOSAL)
    empty.write_text("Intet at følge.\n", encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 0
    assert "«b.txt» måles som tom." in result.stderr
    assert cells(result, "uden art")[:2] == ["2", "1 af 2 (0,500)"]
