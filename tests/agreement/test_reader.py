"""A whole agreement at once."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.agreement.reader import read
from tracker.agreement.values import FindingKind
from tracker.errors import ReadingError

AGREEMENT = """Aftale om budget 2024

1.1. Ny skole

Der afsættes 5 mio. kr. i 2024 til en ny skole i Havneby Kommune.

Havneby, den 4. oktober 2023
"""


def test_the_day_that_the_text_states_is_the_day_of_signing() -> None:
    assert read(AGREEMENT).agreement.signed_on == date(2023, 10, 4)


def test_a_given_day_stands_above_the_one_in_the_text() -> None:
    assert read(AGREEMENT, signed_on=date(2023, 9, 1)).agreement.signed_on == date(2023, 9, 1)


def test_without_any_day_of_signing_a_finding_asks_for_it() -> None:
    reading = read(AGREEMENT.replace("Havneby, den 4. oktober 2023", ""))
    (finding,) = [found for found in reading.findings if found.kind is FindingKind.NO_SIGNING_DATE]
    assert "--signed-on" in finding.message
    assert not [found for found in read(AGREEMENT).findings if found.kind is FindingKind.NO_SIGNING_DATE]


def test_a_time_goes_on_over_the_end_of_a_page_and_is_quoted_as_it_stands() -> None:
    mark = "Havneby Kommune | Budget 2024 | side 2"
    text = AGREEMENT.replace(
        "i Havneby Kommune.", f"i Havneby Kommune. Den åbner inden udgangen af\n\n{mark}\n\n2. halvår 2024."
    )
    times = [one.deadline for one in read(text).commitments if one.deadline]
    assert [time.due for time in times if time.expression.startswith("inden")] == [date(2024, 12, 31)]
    assert all(text[time.expression_start : time.expression_end] == time.expression for time in times)


def test_a_number_that_goes_on_from_the_line_above_is_no_page() -> None:
    text = AGREEMENT.replace("i Havneby Kommune.", "i Havneby Kommune. Den åbner i uge\n24.\n\n8. Børnene flytter ind.")
    assert date(2024, 6, 16) in [one.deadline.due for one in read(text).commitments if one.deadline]


@pytest.mark.parametrize("text", ["", "Hej med dig", "En kort besked uden noget at følge op på.\n"])
def test_a_text_with_nothing_to_follow_is_refused(text: str) -> None:
    with pytest.raises(ReadingError, match="hverken afsnit eller forpligtelser"):
        read(text)
