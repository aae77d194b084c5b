"""The head of a document: the lines above its first section, in which it tells what it is and whose."""

from __future__ import annotations

import re
from itertools import groupby, takewhile

from tracker.agreement.structure.heads.written_days import DAY
from tracker.agreement.tables.columns import split_cells
from tracker.agreement.tables.initiative_tables import columns_of
from tracker.agreement.text.lines import Line, is_contents_entry

TOP_LINES = 60  # a cover and a contents list's beginning; the document speaks of itself here
_HEAD_LINES = 20  # that hold words
_ITEMS_OF_A_LIST = 3  # so many numbered lines one under the other are a contents list, and no section
# «1. Skolerne», «Pkt. 41», «Sag nr. 3»; no number of a file («Sag nr. 24/118»), no «§ 17, stk. 4-udvalg»
_SECTION = re.compile(
    r"\W*(?:(?i:punkt|pkt|sag|kapitel|indsats|afsnit|§|ad)\b\.?\s*(?i:nr\.?\s*)?\d{1,3}(?![\d/-]|,?\s*stk)"
    r"|\d{1,2}(?:\.\d+)?\t\s*[A-ZÆØÅ]|\d{1,3}(?:\.\d+)*[.):]\s+[A-ZÆØÅ«\"]|1(?:\.\d+)?\s+[A-ZÆØÅ])"
)
_DAY = re.compile(DAY, re.IGNORECASE)


def head_of(lines: list[Line]) -> list[Line]:
    """The lines above the first section and above a table of initiatives, as far as a head reaches."""
    top = list(takewhile(lambda line: not _opens_table(line), lines[:TOP_LINES]))
    filled = [at for at, line in enumerate(top) if not line.blank and not is_contents_entry(line)]
    for opens, run in groupby(filled, key=lambda at: _opens_section(lines[at])):
        numbered = list(run)
        # An extract opens with its one item, and tells below that of which meeting it is.
        if opens and len(numbered) < _ITEMS_OF_A_LIST and numbered[0] != filled[0]:
            return lines[: numbered[0]]
    return top[: filled[_HEAD_LINES - 1] + 1] if len(filled) >= _HEAD_LINES else top


def _opens_table(line: Line) -> bool:
    """Whether the line is the header of a table of initiatives, in which days are limits and no day of the paper."""
    return bool(columns_of([cell.text for cell in split_cells(line)[1]]))


def _opens_section(line: Line) -> bool:
    return bool(_SECTION.match(line.plain)) and not _DAY.match(line.plain.lstrip("(|–- "))
