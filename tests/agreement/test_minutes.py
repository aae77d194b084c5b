"""Minutes: what was recommended is promised only as far as it was decided."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.promises import dated
from tracker.agreement.head import read_head

MINUTES = """Referat
Kulturudvalget
Møde den 3. september 2019

Punkt 1: Nyt museum
Indstilling
Forvaltningen indstiller,
1. at byggeriet igangsættes i foråret 2020,
2. at indgangen flyttes i efteråret 2020, og
3. at ordningen evalueres i oktober 2021.
Beslutning
{decision}
"""


@pytest.mark.parametrize(
    ("decision", "due"),
    [
        ("Godkendt.", ["2020-05-31", "2020-11-30", "2021-10-31"]),
        ("Udsat.", []),
        ("Sendt tilbage til forvaltningen.", []),
        ("Punkt 1 og 3 tiltrådt. Punkt 2 udgår.", ["2020-05-31", "2021-10-31"]),
        ("Indstillingspunkt 2-3 godkendt.", ["2020-11-30", "2021-10-31"]),
        (
            "Godkendt med den ændring, at ordningen evalueres i marts 2021.",
            ["2020-05-31", "2020-11-30", "2021-03-31"],
        ),
        ("Udsat. Sagen genoptages på mødet den 5. november 2019.", ["2019-11-05"]),
    ],
)
def test_a_recommendation_counts_as_far_as_the_decision_follows_it(decision, due):
    found = dated(MINUTES.format(decision=decision), signed_on=date(2019, 9, 3))
    assert [str(one.deadline.due) for one in found] == due


@pytest.mark.parametrize(
    "head",
    [
        "Byrådet, 25. juni 2019, referat",
        "Referat – 25. juni 2019",
        "Beslutningsprotokol for Byrådet\nTirsdag den 25. juni 2019",
        "Referat af møde i Byrådet tirsdag den 25. juni 2019 kl. 17.00",
        "Byrådet\nMødet afholdt: 25. juni 2019 kl. 15.30",
        "Referat fra Byrådet den 25-06-2019\nReferat fra mødet den 28. maj 2019 er godkendt",
    ],
)
def test_the_day_of_the_meeting_is_read_however_the_head_tells_it(head):
    assert read_head(f"{head}\n\n1. Godkendelse af referat fra mødet den 28. maj 2019\nGodkendt.").signed_on == date(
        2019, 6, 25
    )


def test_the_body_of_the_minutes_is_named_by_its_own_line_alone():
    text = """Udvalget for Sundhed, Ældre og Handicap

Referat af møde den 8. september 2021

Punkt 1: Ventetid
Beslutning
Taget til efterretning. Udvalget følger op på mødet den 8. december 2021.
"""
    [found] = dated(text, signed_on=date(2021, 9, 8))
    assert found.committees == ("Udvalget for Sundhed, Ældre og Handicap",)
