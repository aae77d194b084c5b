"""Layouts that nobody writes: the work of telling their sections grows with the text and no faster."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from tracker.agreement.structure.outline import outline

HEAD = "Lindved Kommune\nReferat\n\nMødedato: 12. marts 2020\n\n"
PROSE = "Vejudvalget får i maj 2021 forelagt en plan for flere bænke i byens parker.\n\n"
LAYOUTS = {
    "a case's way without an end": lambda n: f"{HEAD}Ny asfalt\n\n" + "Sagsgang\n" * n + "\nBeslutning\nGodkendt.\n",
    "nothing but parts": lambda n: HEAD + "Indstilling\n\nBeslutning\n\n" * n,
    "numbers under parts of a paper": lambda n: (
        HEAD + "".join(f"DEL {at} - BYEN\n\n{at} Veje\n{PROSE}" for at in range(1, n // 4))
    ),
    "headings under themes": lambda n: (
        HEAD + "".join(f"Tema {at}: Byen\n\nVeje og stier\n{PROSE}" for at in range(1, n // 4))
    ),
    "items in a table": lambda n: (
        f"{HEAD}| Pkt. | Sag | Beslutning |\n"
        + "".join(f"| {at % 900} | Skolen | Godkendt og sendes i maj 2021. |\n" for at in range(n))
    ),
}


def steps(text: str) -> int:
    """How many calls telling the sections of `text` takes: the same at every run, however busy the machine is."""
    counted = 0

    def count(_frame: FrameType, event: str, _of: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        outline(text)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_the_work_grows_with_the_text_and_no_faster(layout) -> None:
    assert steps(layout(400)) <= 4.6 * steps(layout(100))
