"""Items of minutes in the layouts that municipalities use (`items.txt`): which of their days hold in the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.agreement.sentences import when
from tests.agreement.spoken import dated

HEAD = """Referat
Kulturudvalget
Møde den 12. september 2019

Punkt 1: Godkendelse af dagsorden
Beslutning
Godkendt.

"""


def items() -> Iterator[object]:
    """Each item with the days that hold in it."""
    _head, *cases = Path(__file__).with_name("items.txt").read_text(encoding="utf-8").split("\n## ")
    for case in cases:
        name, rest = case.split("\n", 1)
        words, days = rest.rsplit("\n=>", 1)
        yield pytest.param(words, [day.strip() for day in days.split(",") if day.strip()], id=name)


ITEMS = list(items())


@pytest.mark.parametrize(("words", "days"), ITEMS)
def test_the_days_of_an_item_hold_as_far_as_the_decision_lets_them(words: str, days: list[str]) -> None:
    found = dated(HEAD + words, signed_on=date(2019, 9, 12))
    assert sorted(map(when, found)) == days


def test_every_item_of_the_file_is_read() -> None:
    assert len(ITEMS) == 44
