"""Tables as spreadsheets have them: rows of cells as text, with the number that the program shows beside each row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row that is not empty. Dates are ISO 8601, whole numbers without a point; `formulas` are the places of cells
    that hold a formula, which is not calculated: such a cell is empty here."""

    number: int
    cells: Sequence[str]
    formulas: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet of a workbook by its name, or the one table of a text, which has none."""

    name: str
    rows: Sequence[TableRow] = field(default_factory=list)

    @classmethod
    def of(cls, stored: Mapping[str, Any]) -> Table:
        """The table of what `dataclasses.asdict` made of one."""
        return cls(stored["name"], [TableRow(**row) for row in stored["rows"]])
