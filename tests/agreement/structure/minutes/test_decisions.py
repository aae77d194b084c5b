"""What a decision leaves of the case and of what was recommended, by the ways in which committees word it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.agreement.sentences import when
from tests.agreement.spoken import dated

SIGNED_ON = date(2019, 9, 12)
HEAD = """Referat
Skovudvalget
Møde den 12. september 2019

Punkt 4: Budgetopfølgning

Beslutning
Taget til efterretning.

Punkt 5: Broerne i Østerskoven

"""
ONE = """Sagsfremstilling
Der er mange biler i Østerskoven, og broerne er slidte. Ordningen evalueres i oktober 2021.

Indstilling
Forvaltningen indstiller, at broerne i Østerskoven lukkes for biler fra den 1. marts 2020.

"""
THREE = """Sagsfremstilling
Der er mange biler i Østerskoven, og broerne er slidte.

Indstilling
Forvaltningen indstiller,
at broerne lukkes for biler fra den 1. marts 2020,
at der opsættes skilte senest den 15. maj 2020, og
at ordningen evalueres i oktober 2021.

"""
TWO = """Sagsfremstilling
Der er mange biler i Østerskoven, og broerne er slidte.

Indstilling
Forvaltningen indstiller, at broerne lukkes for biler fra den 1. marts 2020, og at lukningen evalueres i oktober 2021.

"""
ITEMS = {"one recommendation": ONE, "three points": THREE, "two in a sentence": TWO}
DAYS = {
    "case": "2021-10-31",
    "recommended": "from 2020-03-01",
    "1": "from 2020-03-01",
    "2": "2020-05-15",
    "3": "2021-10-31",
}

# Not read yet; a case that comes out right must leave this list.
MISSED = (
    "Formanden foreslog, at broerne lukkes for biler fra",
    "Formanden foreslog, at sagen udsættes til den",
    "Ole Bang (C) ønskede tilføjet, at broerne",
)


@dataclass(frozen=True)
class Decision:
    """A decision on the item, and the days that hold after it."""

    item: str
    words: str
    days: tuple[str, ...]


def _decisions() -> Iterator[Decision]:
    item, words = "", []
    for line in Path(__file__).with_name("decisions.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            item = ITEMS[line[3:]]
        elif line.startswith("    "):
            told = [] if line.strip() == "nothing" else line.strip().split(", ")
            yield Decision(item, "\n".join(words), tuple(sorted(DAYS.get(one, one) for one in told)))
            words = []
        elif line and not line.startswith("#"):
            words.append(line)


def _parameters() -> list[object]:
    return [
        pytest.param(
            one,
            id=one.words[:70],
            marks=[pytest.mark.xfail(strict=True)] if one.words.startswith(MISSED) else [],
        )
        for one in _decisions()
    ]


@pytest.mark.parametrize("decision", _parameters())
def test_the_decision_says_what_of_an_item_holds(decision: Decision) -> None:
    found = dated(f"{HEAD}{decision.item}Beslutning\n{decision.words}\n", signed_on=SIGNED_ON)
    assert sorted(map(when, found)) == list(decision.days)
