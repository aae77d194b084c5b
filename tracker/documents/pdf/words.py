"""The words of a PDF's page with their places, by PDFium. All measures are in points, y upwards, text upright.

A PDF holds signs at places and nothing else. A page may be turned, or its text may; each direction of writing is read
by itself and turned upright. Slanting text is a stamp such as «UDKAST» and is left out.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from tracker.documents.blocks import clean

HYPHEN = "-"
_QUARTER = math.pi / 2
_SLANT = 0.1  # radians from upright that still count as upright
_HYPHENS = {0x2, 0xAD, 0xFFFE, 0x2010}  # PDFium's own signs for a hyphen at a line's end among them
_BLANKS = frozenset({0x0, 0x9, 0xA, 0xD, 0x20, 0xA0})  # PDFium puts in spaces and line ends where it sees gaps
_WORD_GAP = 0.17  # of the size; less is kerning
_SAME_BASELINE = 0.12
_BOLD = re.compile(r"bold|black|heavy|semibd|demi", re.IGNORECASE)
_HEAVY = 700
_NAME_BYTES = 256


@dataclass(frozen=True, slots=True)
class Word:
    """Signs without a space between them. `order` is the place in the page's own sequence, `base` the baseline."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool
    order: int


@dataclass(slots=True)
class _Open:
    """A word that is being put together."""

    text: str
    x0: float
    x1: float
    base: float
    at: int


def page_words(text_page: Any) -> list[list[Word]]:
    """The words of a page by direction of writing, the one with most words first."""
    found: dict[int, list[Word]] = {}
    for turn, open_word in _open_words(text_page):
        word = _finished(text_page, open_word)
        if word.text:
            found.setdefault(turn, []).append(word)
    return sorted(found.values(), key=len, reverse=True)


def _open_words(text_page: Any) -> Iterator[tuple[int, _Open]]:
    """The words with the quarter turns of their direction, before their type is asked for."""
    box, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    word: _Open | None = None
    turn: int | None = 0
    for at in range(pdfium.FPDFText_CountChars(text_page)):
        sign = pdfium.FPDFText_GetUnicode(text_page, at)
        if sign in _BLANKS:
            if word and turn is not None:
                yield turn, word
            word = None
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, at, box)
        pdfium.FPDFText_GetCharOrigin(text_page, at, x, y)
        if word is None:
            turn = _turn(pdfium.FPDFText_GetCharAngle(text_page, at))
        left, right, base = _upright(turn or 0, box, x.value, y.value)
        letter = HYPHEN if sign in _HYPHENS else chr(sign) if sign < 0x110000 else ""
        size = max(box.top - box.bottom if not turn or turn == 2 else box.right - box.left, 1.0)
        if word and (abs(base - word.base) > _SAME_BASELINE * size or not -size < left - word.x1 < _WORD_GAP * size):
            if turn is not None:
                yield turn, word
            word = None
        if word is None:
            word = _Open("", left, right, base, at)
        word.text += letter
        word.x1 = max(word.x1, right)
    if word and turn is not None:
        yield turn, word


def _turn(angle: float) -> int | None:
    """The quarter turns of a direction of writing; None where it slants."""
    quarters = round(angle / _QUARTER)  # PDFium counts with the clock
    return -quarters % 4 if abs(angle - quarters * _QUARTER) <= _SLANT else None


def _upright(turn: int, box: Any, x: float, y: float) -> tuple[float, float, float]:
    """Left, right and baseline of a sign as they are when the text is turned upright."""
    if turn == 1:
        return box.bottom, box.top, -x
    if turn == 2:
        return -box.right, -box.left, -y
    if turn == 3:
        return -box.top, -box.bottom, x
    return box.left, box.right, y


def _finished(text_page: Any, word: _Open) -> Word:
    matrix = pdfium.FS_MATRIX()
    size = pdfium.FPDFText_GetFontSize(text_page, word.at)
    if pdfium.FPDFText_GetMatrix(text_page, word.at, matrix):
        size *= math.hypot(matrix.c, matrix.d)
    name = ctypes.create_string_buffer(_NAME_BYTES)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(text_page, word.at, name, _NAME_BYTES, flags)
    told = name.value.decode("utf-8", errors="replace")
    bold = bool(_BOLD.search(told)) or pdfium.FPDFText_GetFontWeight(text_page, word.at) >= _HEAVY
    return Word(clean(word.text).strip(), word.x0, word.x1, word.base, abs(size), bold, word.at)
