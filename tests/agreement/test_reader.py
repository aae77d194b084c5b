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


@pytest.mark.parametrize("text", ["", "Hej med dig", "En kort besked uden noget at følge op på.\n"])
def test_a_text_with_nothing_to_follow_is_refused(text: str) -> None:
    with pytest.raises(ReadingError, match="hverken afsnit eller forpligtelser"):
        read(text)
