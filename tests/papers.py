"""Whole papers, each of which is read and measured once a session, whichever tests look at it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache, reduce
from operator import add
from pathlib import Path
from typing import Any

from tracker.agreement.evaluation import Evaluation, evaluate_reading
from tracker.agreement.reader import read
from tracker.agreement.values import Basis, Reading
from tracker.documents import read_document


@cache
def text_of(path: Path) -> str:
    """The text of the paper."""
    return read_document(path).text


@cache
def reading_of(path: Path) -> Reading:
    """What is found in the paper, as it is read without being told anything else."""
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
