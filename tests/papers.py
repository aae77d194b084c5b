"""Whole papers, each of which is read and measured once, whichever tests look at it.

Workers that run beside each other share what they have read (`_Shelf`): to read a paper takes a hundred times as long
as to fetch what was read of it.
"""

from __future__ import annotations

import json
import pickle
import time
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

_PATIENCE = 120  # seconds in which another worker has read what it took, unless it died


class _Shelf:
    """What the workers of a run have read, in a folder. Each takes a paper before it reads it, and one that needs what
    another reads just then reads the next that nobody took meanwhile: tests go through papers in the same order."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def reading(self, path: Path) -> Reading:
        """What is found in the paper, read now or by another worker."""
        file, given_up = self._place(path), time.monotonic() + _PATIENCE
        while not file.exists():
            if self._take(path) or time.monotonic() > given_up:
                self._put(path)
            elif (other := next(filter(self._take, _after(path)), None)) is not None:
                self._put(other)
            else:
                time.sleep(0.05)
        found: Reading = pickle.loads(file.read_bytes())  # written by this run itself
        return found

    def _place(self, path: Path) -> Path:
        return self._folder / ("-".join(path.absolute().parts[-3:]) + ".pickle")

    def _take(self, path: Path) -> bool:
        try:
            self._place(path).with_suffix(".taken").touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _put(self, path: Path) -> None:
        place = self._place(path)
        try:
            place.with_suffix(".written").write_bytes(pickle.dumps(read(text_of(path))))
        except Exception:
            place.with_suffix(".taken").unlink()  # nobody is to wait for what cannot be read
            raise
        place.with_suffix(".written").replace(place)


def _after(path: Path) -> Iterable[Path]:
    """The papers with a reference that follow in its folder."""
    return (gold.with_suffix(path.suffix) for gold in sorted(path.parent.glob("*.json")) if gold.stem > path.stem)


_shelves: list[_Shelf] = []
"""The one of this run, where it has several workers."""


@pytest.fixture(scope="session", autouse=True)
def _readings_are_shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> None:
    if worker_id != "master":
        folder = tmp_path_factory.getbasetemp().parent / "readings"  # each worker's own folder is in the run's
        folder.mkdir(exist_ok=True)
        _shelves.append(_Shelf(folder))


@cache
def text_of(path: Path) -> str:
    """The text of the paper."""
    return read_document(path).text


@cache
def reading_of(path: Path) -> Reading:
    """What is found in the paper, as it is read without being told anything else."""
    for shelf in _shelves:
        return shelf.reading(path)
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
