"""The days of a committee's month."""

from __future__ import annotations

from datetime import date

from tracker.db.queries.tasks.year_wheel import WheelLine, WheelMeeting


def test_cut_offs_and_meetings_stand_in_the_order_of_their_days_and_a_paper_comes_before_its_meeting() -> None:
    late = WheelMeeting(1, held_on=date(2019, 1, 28), cutoff=date(2019, 1, 16))
    same_day = WheelMeeting(2, held_on=date(2019, 1, 20), cutoff=date(2019, 1, 20))
    line = WheelLine(7, "Havneudvalget", meetings=[late, same_day], cutoffs=[late, same_day])
    assert [(day.day, is_held, each.id) for day, is_held, each in line.days] == [
        (16, False, 1),
        (20, False, 2),
        (20, True, 2),
        (28, True, 1),
    ]
