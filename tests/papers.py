"""Whole papers, each of which is read once a session, whichever tests look at it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from tracker.agreement.reader import read
from tracker.agreement.values import Reading
from tracker.documents import read_document


@cache
def text_of(path: Path) -> str:
    """The text of the paper."""
    return read_document(path).text


@cache
def reading_of(path: Path) -> Reading:
    """What is found in the paper, as it is read without being told anything else."""
    return read(text_of(path))
