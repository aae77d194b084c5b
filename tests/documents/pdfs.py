"""Writes small PDFs for the tests: words at places in Courier, whose signs are all 0.6 of the size wide."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.documents import DEFAULT_LIMIT_BYTES, Document
from tracker.documents.parsing import parse

A4 = (595, 842)
LANDSCAPE = (842, 595)
WIDTH = 0.6


@dataclass(frozen=True)
class Words:
    """Words on one line, from (x, y) on. `turn` are degrees against the clock."""

    x: float
    y: float
    text: str
    size: float = 10
    bold: bool = False
    turn: int = 0


@dataclass(frozen=True)
class Page:
    """A page with words on it; `rotate` is how a viewer turns it, in degrees with the clock."""

    words: Sequence[Words] = field(default=())
    size: tuple[int, int] = A4
    rotate: int = 0


def column(
    text: str, *, x: float = 70, y: float = 780, letters: int = 70, size: float = 10, **options: Any
) -> list[Words]:
    """Paragraphs parted by blank lines, each filled to lines of so many letters, with space between them."""
    placed = []
    for paragraph in text.split("\n\n"):
        lines = [
            line for part in paragraph.split("\n") for line in textwrap.wrap(part, letters, break_on_hyphens=False)
        ]
        for line in lines:
            placed.append(Words(x, y, line, size, **options))
            y -= 1.2 * size
        y -= 0.8 * size
    return placed


def row(y: float, *cells: tuple[float, str], size: float = 9, **options: Any) -> list[Words]:
    """A row of a table; a cell with a figure ends at its x, any other begins there."""
    placed = []
    for x, text in cells:
        figure = text.lstrip("-").replace(".", "").replace(",", "").isdigit()
        placed.append(Words(x - len(text) * WIDTH * size if figure else x, y, text, size, **options))
    return placed


def pdf(*pages: Page, extra: str = "") -> bytes:
    """The bytes of a PDF of these pages; `extra` goes into its trailer."""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * at} 0 R' for at in range(len(pages)))}] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Courier-Bold /Encoding /WinAnsiEncoding >>",
    ]
    for at, page in enumerate(pages):
        content = "\n".join(map(_shown, page.words))
        width, height = page.size
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {page.rotate} "
            f"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> >> /Contents {6 + 2 * at} 0 R >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    return of_objects(objects, extra)


def of_objects(objects: Sequence[str], extra: str = "") -> bytes:
    """A PDF of raw objects, numbered from 1; the first is its catalogue."""
    written, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(written)
    written += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    written += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R {extra} >>\nstartxref\n{start}\n%%EOF\n"
    return written.encode("latin-1")


def read(data: bytes, **options: Any) -> Document:
    """The document as the tracker reads it, in the process of the test."""
    return parse(data, name="aftale.pdf", **{"limit_bytes": DEFAULT_LIMIT_BYTES, **options})


def text(*pages: Page) -> str:
    """The text of a PDF of these pages, without the last line end."""
    return read(pdf(*pages)).text.rstrip("\n")


_TURNS = {0: "1 0 0 1", 45: "0.707 0.707 -0.707 0.707", 90: "0 1 -1 0", 180: "-1 0 0 -1", 270: "0 -1 1 0"}


def _shown(words: Words) -> str:
    escaped = "".join(
        f"\\{byte:03o}" if byte > 126 or byte in b"()\\" else chr(byte) for byte in words.text.encode("cp1252")
    )
    font = "/F2" if words.bold else "/F1"
    return f"BT {font} {words.size} Tf {_TURNS[words.turn]} {words.x:.2f} {words.y:.2f} Tm ({escaped}) Tj ET"
