"""A year's wheel: what comes in each of its months, every year unless it names one."""

from __future__ import annotations

import pytest

from tests.agreement.spoken import dated

HEAD = "Budgetaftale\n\n1. Opfølgning\n\nUdvalget følger aftalen.\n\n2. Årets gang\n\n"


def promised(text: str) -> list[tuple[str, str, str | None]]:
    return [
        (one.task, f"{one.deadline.start} {one.deadline.due}", one.deadline.recurrence) for one in dated(HEAD + text)
    ]


EACH_YEAR = [
    ("Status på aftalen", "2019-01-01 2019-01-31", "FREQ=YEARLY;BYMONTH=1"),
    ("Drøftelse af rammerne", "2019-03-01 2019-03-31", "FREQ=YEARLY;BYMONTH=3"),
]


@pytest.mark.parametrize(
    "text",
    [
        "Årshjul: Januar: status på aftalen, Marts: drøftelse af rammerne.\n",
        "Arbejdet følger et årshjul: januar: status på aftalen, og marts: drøftelse af rammerne.\n",
        "Årshjul for udvalget\nJanuar: Status på aftalen\nMarts: Drøftelse af rammerne\n",
        "Udvalgets årshjul:\n\n- Januar: status på aftalen\n- Marts: drøftelse af rammerne\n",
        "Årshjul\n\nJanuar\tStatus på aftalen\nMarts\tDrøftelse af\nrammerne\n",
        "Årshjul\n\nJanuar   Status på aftalen\nMarts    Drøftelse af rammerne\n",
    ],
)
def test_what_stands_in_a_years_wheel_comes_every_year(text):
    assert promised(text) == EACH_YEAR


def test_a_wheel_of_one_year_says_when_once():
    assert promised("Årshjul 2020: Januar: status på aftalen, 2. kvartal: evaluering af skolerne.\n") == [
        ("Status på aftalen", "2020-01-01 2020-01-31", None),
        ("Evaluering af skolerne", "2020-04-01 2020-06-30", None),
    ]


def test_whose_wheel_it_is_owns_what_names_nobody_else():
    text = "Årshjul for Økonomiudvalget\nJanuar: Status på aftalen\nMarts: Drøftelse i Børneudvalget\n"
    assert [(one.committees, one.committees_inferred) for one in dated(HEAD + text)] == [
        (("Økonomiudvalget",), False),
        (("Børneudvalget",), False),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Udvalgets årshjul blev godkendt. Januar: koldt, marts: vådt.\n",
        "Årshjulet er et godt redskab.\n\nVejret er skiftende.\n",
        "Regionen har et årshjul: Januar: status på aftalen, marts: drøftelse af rammerne.\n",
        "Januar: koldt\nMarts: vådt\n",
    ],
)
def test_months_that_no_wheel_of_ours_holds_promise_nothing(text):
    assert promised(text) == []


def test_the_words_of_an_entry_stand_in_the_text():
    text = HEAD + "Årshjul\n\nJanuar: Status på aftalen\n"
    [one] = dated(text)
    assert text[one.start : one.end] == one.quote == "Januar: Status på aftalen"
    assert text[one.deadline.expression_start : one.deadline.expression_end] == "Januar"
