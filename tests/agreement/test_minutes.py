"""Minutes: what was recommended is promised only as far as it was decided."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.promises import dated

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
