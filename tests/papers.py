"""Whole papers, each of which is read and measured once, whichever tests look at it.

Workers that run beside each other share what they have read: to read a paper takes a hundred times as long as to fetch
what was read of it.
"""

from __future__ import annotations

import json
import os
import pickle
from collections.abc import Iterable
from functools import cache, reduce
from operator import add
from pathlib import Path
from typing import Any

import pytest

from tracker.agreement.evaluation import Evaluation, evaluate_reading
from tracker.agreement.reader import read
from tracker.agreement.values import Basis, Reading
from tracker.documents import read_document

_shelf: list[Path] = []
"""The folder in which workers put what they have read, where there are several."""


@pytest.fixture(scope="session", autouse=True)
def _readings_are_shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    if worker_id != "master":
        folder = tmp_path_factory.getbasetemp().parent / "readings"  # each worker's own folder is in the run's
        folder.mkdir(exist_ok=True)
        _shelf.append(folder)


@cache
def text_of(path: Path) -> str:
    """The text of the paper."""
    return read_document(path).text


@cache
def reading_of(path: Path) -> Reading:
    """What is found in the paper, as it is read without being told anything else."""
    for folder in _shelf:
        file = folder / ("-".join(path.absolute().parts[-3:]) + ".pickle")
        if not file.exists():
            mine = file.with_suffix(f".{os.getpid()}")
            mine.write_bytes(pickle.dumps(read(text_of(path))))
            mine.replace(file)
        found: Reading = pickle.loads(file.read_bytes())  # written by this run itself
        return found
    return read(text_of(path))


@cache
def measured(gold: Path) -> tuple[dict[str, Any], Reading, Evaluation]:
    """The reference, what was read of the text beside it, and how the two compare."""
    reference: dict[str, Any] = json.loads(gold.read_text(encoding="utf-8"))
    reading = reading_of(gold.with_suffix(".txt"))
    return reference, reading, evaluate_reading(reading, reference)


def shares(golds: Iterable[Path]) -> tuple[float, float]:
    """The shares of explicit deadlines that are found, and of findings that are right, in all papers together."""
    whole = reduce(add, (measured(gold)[2] for gold in golds))
    return whole.recall[Basis.EXPLICIT].share, whole.precision.share
