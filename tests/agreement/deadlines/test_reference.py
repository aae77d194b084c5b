"""The reference list of expressions, where `TRACKER_REFERENCE` names its folder."""

from __future__ import annotations

import csv
import os
from datetime import date
from pathlib import Path

import pytest

from tracker.agreement.deadlines import find

REFERENCE = os.environ.get("TRACKER_REFERENCE")


def _rows() -> list[dict[str, str]]:
    if REFERENCE is None:
        return []
    with (Path(REFERENCE) / "gold" / "expressions.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


@pytest.mark.reference
@pytest.mark.skipif(REFERENCE is None, reason="TRACKER_REFERENCE is not set")
def test_every_reference_expression_means_what_it_should() -> None:
    rows = _rows()
    wrong = []
    for row in rows:
        found = find(row["expression"].replace("\\n", "\n"), signed_on=_day(row["signed_on"]))
        got = [(deadline.start, deadline.due, deadline.kind.value) for deadline in found]
        if got != [(_day(row["start"]), _day(row["due"]), row["kind"])]:
            wrong.append((row["expression"], got))
    assert rows
    assert not wrong
