"""The command that says how well the reader reads: documents against a reference, and lists of expressions."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import add
from pathlib import Path
from typing import Any

import click

from tracker.agreement.evaluation import Evaluation, Tally, evaluate_expressions, evaluate_reading
from tracker.agreement.values import Basis, Head, Reading
from tracker.cli.documents import load_document, load_reading
from tracker.cli.help import DanishCommand
from tracker.cli.parameters import DAY
from tracker.documents import read_document
from tracker.errors import InputError, ReadingError

GOLD, LIST = ".json", ".tsv"

# What every entry of a reference's lists has to say
_NEEDED: Mapping[str, Sequence[str]] = {
    "dated": ("section", "task", "phrase", "sentence", "strength", "window_start", "window_end", "committees"),
    "not_deadlines": ("section", "phrase"),
    "sections": ("number", "title"),
    "allocations": ("section", "type", "amounts"),
    "savings": ("code", "amounts"),
    "discrepancies": ("section",),
}

KEPT_BACK = "heldout"
"""The folder of what rules are not tuned on: nobody is to learn what stands in it who did not ask for that."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A reference, its document and kind, and how the reading meets it."""

    gold: Path
    file: str
    kind: str
    found: Evaluation


@click.command(cls=DanishCommand)
@click.argument("paths", metavar="FACIT.json FIL | LISTE.tsv | MAPPE …", nargs=-1, required=True)
@click.option(
    "--signed-on", type=DAY, metavar="DATO", help="Dagen, aftalen er underskrevet: 2018-10-08. Kun til ét dokument."
)
@click.option("--faults", is_flag=True, help="Nævn hver fejl, også når flere dokumenter måles.")
def evaluate(paths: tuple[str, ...], signed_on: date | None, faults: bool) -> None:
    """Hold læsningen af aftaler op mod et facit.

    Uden FIL måles det dokument, der ligger ved siden af sit facit. I en MAPPE måles hvert facit (.json) med dets
    dokument og hver liste over udtryk (.tsv), men ikke undermapper. Er der ét dokument, nævnes dets fejl, medmindre det
    ligger under en mappe ved navn heldout.
    """
    pairs, lists = _named(paths)
    if signed_on is not None and len(pairs) != 1:
        raise click.UsageError(f"--signed-on gælder ét dokument; her er der {len(pairs)}.")
    measured = [_measure(gold, file, signed_on) for gold, file in pairs]
    expressions = [(path, *evaluate_expressions(read_document(path).text)) for path in lists]
    if len(measured) == 1 and not expressions:
        click.echo(_columns(measured[0].found.rows()))
        faults = faults or not _kept_back(measured[0].gold)
    elif measured:
        click.echo(_by_kind(measured))
    if expressions:
        click.echo(_columns((f"Udtryk, {path.name}", _share(tally)) for path, tally, _ in expressions))
    if faults:
        for one in measured:
            click.echo(_faults(one, named=len(measured) > 1), nl=False)
        for path, _, wrong in expressions:
            click.echo(_titled(f"Udtryk, {path.name}", wrong), nl=False)


def _named(paths: Sequence[str]) -> tuple[list[tuple[Path, str]], list[Path]]:
    """The references with their documents, and the lists, that the words of the command line name."""
    pairs: list[tuple[Path, str]] = []
    lists: list[Path] = []
    rest = list(paths)
    while rest:
        path = Path(rest.pop(0))
        if path.is_dir():
            golds, more = sorted(path.glob(f"*{GOLD}")), sorted(path.glob(f"*{LIST}"))
            if not golds and not more:
                raise InputError(
                    f"I mappen «{path}» ligger hverken et facit ({GOLD}) eller en liste over udtryk ({LIST})."
                )
            pairs += [(gold, file) for gold in golds for file in _beside(gold)]
            lists += more
        elif path.suffix == LIST:
            lists.append(path)
        elif rest and Path(rest[0]).suffix not in (GOLD, LIST) and not Path(rest[0]).is_dir():
            pairs.append((path, rest.pop(0)))
        else:
            pairs += [(path, file) for file in _beside(path)]
    return pairs, lists


def _beside(gold: Path) -> list[str]:
    """The documents that bear the name of a reference and lie beside it."""
    if not gold.exists():
        raise InputError(f"Facit «{gold}» findes ikke.")
    files = sorted(
        str(path)
        for path in gold.parent.glob("*")
        if path.stem == gold.stem and path.suffix not in (GOLD, LIST) and path.is_file()
    )
    if not files:
        raise InputError(f"Ved siden af facit «{gold}» ligger intet dokument af samme navn. Nævn det: {gold} FIL.")
    return files


def _measure(gold: Path, file: str, signed_on: date | None) -> Measured:
    reference = _reference(gold)
    found = evaluate_reading(_reading(file, signed_on), reference)
    return Measured(gold, file, str(reference.get("document_kind") or "uden art"), found)


def _reading(file: str, signed_on: date | None) -> Reading:
    """What is read of a document; nothing where it holds nothing to follow, so that all of its reference is missed."""
    try:
        return load_reading(load_document(file), signed_on)
    except ReadingError as error:
        click.echo(f"Bemærk: «{Path(file).name}» måles som tom. {error}", err=True)
        return Reading(Head(None, None, None))


def _kept_back(gold: Path) -> bool:
    return KEPT_BACK in gold.absolute().parent.parts


def _reference(path: Path) -> Mapping[str, Any]:
    try:
        reference = json.loads(read_document(path).text)
    except json.JSONDecodeError as error:
        raise InputError(f"Facit «{path}» er ikke gyldig JSON (linje {error.lineno}).") from None
    if not isinstance(reference, dict) or not isinstance(reference.get("dated"), list):
        raise InputError(f"Facit «{path}» mangler listen «dated».")
    for name, keys in _NEEDED.items():
        for number, entry in enumerate(reference.get(name) or (), 1):
            lacks = [key for key in keys if not isinstance(entry, dict) or key not in entry]
            if lacks:
                raise InputError(f"Facit «{path}»: nr. {number} under «{name}» mangler «{lacks[0]}».")
    return reference


def _by_kind(measured: Sequence[Measured]) -> str:
    """A table with a line for each kind of document, and one for all."""
    kinds = sorted({one.kind for one in measured})
    groups = [(kind, [one.found for one in measured if one.kind == kind]) for kind in kinds]
    if len(kinds) > 1:
        groups.append(("I alt", [one.found for one in measured]))
    head = [
        "",
        "Papirer",
        "Udtrykkelige",
        "Perioder",
        "Budgetår",
        "Rigtige af fundne",
        "Start",
        "Nævnt udvalg",
        "Fælder",
    ]
    return _table([head, *(_line(name, found) for name, found in groups)])


def _line(name: str, found: Sequence[Evaluation]) -> list[str]:
    whole = reduce(add, found)
    return [
        name,
        str(len(found)),
        _share(whole.recall[Basis.EXPLICIT]),
        str(whole.recall[Basis.PERIOD]),
        str(whole.recall[Basis.BUDGET_YEAR]),
        _share(whole.precision),
        str(whole.windows),
        _share(whole.committees),
        str(len(whole.traps)),
    ]


def _share(tally: Tally) -> str:
    return f"{tally} ({tally.share:.3f})".replace(".", ",") if tally.of else "–"


def _faults(one: Measured, *, named: bool) -> str:
    found = one.found
    parts = [("Mangler", found.missed), ("For meget", found.extra), ("Andet", found.wrong)]
    words = "".join(_titled(title, items) for title, items in parts)
    return f"\n{one.file}\n{words}" if named and words else words


def _titled(title: str, items: Iterable[str]) -> str:
    lines = [f"  {item}" for item in items]
    return "\n".join(["", title, *lines, ""]) if lines else ""


def _columns(rows: Iterable[tuple[str, str]]) -> str:
    return _table([list(row) for row in rows])


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(_padded(row, widths) for row in rows)


def _padded(row: Sequence[str], widths: Sequence[int]) -> str:
    cells: Iterator[str] = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "  ".join(cells).rstrip()
