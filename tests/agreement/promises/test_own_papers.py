"""When minutes were sent or published themselves is no task; what somebody is to publish is one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.agreement.spoken import dated

MINUTES = """Byudvalget

Referat af mødet den 4. februar 2021

{line}

Punkt 1: Nyt torv
Godkendt. Udvalget får en status i maj 2021.
"""


@pytest.mark.parametrize(
    "line",
    [
        "Dette referat er offentliggjort den 08-02-2021.",
        "Denne protokol blev offentliggjort den 8. februar 2021.",
        "Denne dagsorden bliver offentliggjort den 8. februar 2021.",
        "Udskriften er sendt den 8. februar 2021.",
        "Referatet er udsendt den 8. februar 2021.",
        "Dette dokument er udskrevet den 8. februar 2021.",
    ],
)
def test_when_the_minutes_themselves_came_out_is_no_task(line: str) -> None:
    found = dated(MINUTES.format(line=line), signed_on=date(2021, 2, 4))
    assert [str(one.deadline.due) for one in found] == ["2021-05-31"]


@pytest.mark.parametrize(
    "line",
    [
        "Rapporten offentliggøres den 8. marts 2021.",
        "Referatet af borgermødet sendes til naboerne senest den 8. marts 2021.",
    ],
)
def test_what_somebody_is_to_publish_is_a_task(line: str) -> None:
    text = MINUTES.format(line="").replace("Godkendt.", f"Godkendt. {line}")
    found = dated(text, signed_on=date(2021, 2, 4))
    assert sorted(str(one.deadline.due) for one in found) == ["2021-03-08", "2021-05-31"]
