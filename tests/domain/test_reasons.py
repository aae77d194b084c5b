"""Why a task stands in a mail, in words."""

from __future__ import annotations

from datetime import date

import pytest

from tracker.domain.meetings import Actionable
from tracker.domain.reasons import why
from tracker.domain.status import Status

DUE = date(2019, 5, 31)
BY_DUE_DATE = Actionable(DUE, "")
BY_MEETING = Actionable(date(2019, 5, 2), "", meeting=date(2019, 5, 14), cutoff=date(2019, 5, 2))
NO_MEETING = Actionable(DUE, "", possible=False)


@pytest.mark.parametrize(
    ("today", "actionable", "status", "rule", "words"),
    [
        (date(2019, 5, 17), BY_DUE_DATE, Status.IN_PROGRESS, "before-14", "Fristen er om 14 dage, 31. maj 2019."),
        (date(2019, 5, 30), BY_DUE_DATE, Status.IN_PROGRESS, "before-1", "Fristen er i morgen, 31. maj 2019."),
        (DUE, BY_DUE_DATE, Status.NOT_STARTED, "on-day", "Fristen er i dag, 31. maj 2019."),
        (date(2019, 6, 1), BY_DUE_DATE, Status.WAITING, "on-day", "Fristen blev overskredet i går, 31. maj 2019."),
        (
            date(2019, 6, 7),
            BY_MEETING,
            Status.DONE,
            "after-7",
            "Fristen blev overskredet for 7 dage siden, 31. maj 2019. Sagen er færdig, men ikke forelagt.",
        ),
        (
            date(2019, 4, 18),
            BY_MEETING,
            Status.IN_PROGRESS,
            "before-14",
            "Sagen skal være færdig til dagsordenen om 14 dage, 2. maj 2019 (møde 14. maj 2019).",
        ),
        (
            date(2019, 5, 9),
            BY_MEETING,
            Status.IN_PROGRESS,
            "after-7",
            "For sent til dagsordenen: sagen skulle være færdig 2. maj 2019 til mødet 14. maj 2019. "
            "Fristen er 31. maj 2019.",
        ),
        (
            date(2019, 4, 18),
            BY_MEETING,
            Status.DONE,
            "before-14",
            "Sagen er færdig og skal forelægges på mødet 14. maj 2019.",
        ),
        (
            date(2019, 5, 17),
            BY_DUE_DATE,
            Status.DONE,
            "before-14",
            "Sagen er færdig og skal forelægges senest 31. maj 2019.",
        ),
        (
            date(2019, 5, 16),
            BY_MEETING,
            Status.DONE,
            "after-14",
            "Sagen er færdig, men ikke meldt forelagt på mødet 14. maj 2019, det sidste før fristen. Den skal "
            "forelægges senest 31. maj 2019.",
        ),
        (
            date(2019, 5, 17),
            NO_MEETING,
            Status.IN_PROGRESS,
            "before-14",
            "Fristen er om 14 dage, 31. maj 2019. Udvalget har intet møde inden da.",
        ),
        (
            date(2019, 4, 1),
            BY_DUE_DATE,
            Status.NOT_STARTED,
            "quarter",
            "Kvartalsvis opfølgning: opgaven løber til 31. maj 2019.",
        ),
    ],
)
def test_a_reminder_says_why(today: date, actionable: Actionable, status: Status, rule: str, words: str) -> None:
    assert why(DUE, actionable, status, {rule}, today=today) == words


def test_a_silence_and_a_rung_of_the_ladder_are_said_as_well() -> None:
    said = why(
        DUE,
        BY_DUE_DATE,
        Status.WAITING,
        {"before-14", "silence-60"},
        today=date(2019, 5, 17),
        status_on=date(2019, 3, 14),
    )
    assert said == "Fristen er om 14 dage, 31. maj 2019. Der er ikke meldt status i 64 dage."
    said = why(DUE, BY_DUE_DATE, Status.WAITING, {"after-21", "escalation-3"}, today=date(2019, 6, 21))
    assert said == (
        "Fristen blev overskredet for 21 dage siden, 31. maj 2019. "
        "Opgaven er sendt videre til ledelsen, fordi den stadig er åben."
    )


def test_the_first_rung_and_a_task_without_a_date_are_said_plainly() -> None:
    said = why(DUE, BY_DUE_DATE, Status.WAITING, {"escalation-1"}, today=date(2019, 6, 1))
    assert said == "Fristen blev overskredet i går, 31. maj 2019."
    assert why(None, Actionable(None, ""), Status.WAITING, {"month"}, today=DUE) == (
        "Opgaven har ingen frist og er ikke afsluttet."
    )


def test_a_window_that_opened_is_said_until_its_end() -> None:
    said = why(DUE, BY_MEETING, Status.NOT_STARTED, {"opens-90"}, today=date(2019, 4, 1))
    assert said == "Perioden er begyndt. Opgaven skal være løst senest 31. maj 2019."
