"""Structure and money of documents that the reader was not built on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tracker.agreement.evaluation import evaluate_reading
from tracker.agreement.reader import read
from tracker.documents import read_document

CORPUS = Path(__file__).parents[1] / "corpus"
SHORT_OF = {
    "noerreskaer-konstitueringsaftale-2018": "the day of signing («natten til onsdag den …») is read from a later date",
    "vesteraa-regionsbudget-2023": "rows of an aligned table that bear a dash for no amount are not read",
}
# Papers held back are measured by `make evaluate` alone: a failure here would show what stands in them.
GOLD = [
    pytest.param(path, id=path.stem, marks=[pytest.mark.xfail(reason=SHORT_OF[path.stem])])
    if path.stem in SHORT_OF
    else pytest.param(path, id=path.stem)
    for path in sorted(CORPUS.glob("*.json"))
]


@pytest.mark.parametrize("gold", GOLD)
def test_structure_money_and_head_of_an_unseen_document_are_read(gold: Path) -> None:
    reference = json.loads(gold.read_text(encoding="utf-8"))
    reading = read(read_document(gold.with_suffix(".txt")).text)
    found = evaluate_reading(reading, reference)
    for tally in (found.sections, found.allocations, found.savings, found.discrepancies):
        assert tally.hit == tally.of, found.wrong
    assert len(reading.sections) == found.sections.of
    head = reading.agreement
    assert (head.signed_on and head.signed_on.isoformat(), head.organisation) == (
        reference["signed_on"],
        reference["organisation"],
    )


def test_there_are_documents_to_read() -> None:
    assert len(GOLD) >= 8
