"""When a task falls due again: a rule of RFC 5545, or times that are told one by one, as the years of a budget.

Followed are rules by the year, the month and the week. What happens every day is a habit and nothing to report on each
time. A rule that names no day takes it from the first time; what is due on the last day of a month stays on the last
day, and what is due on the 29th or 30th comes on the last day of a month that is shorter.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise, repeat

from dateutil.rrule import rrulestr

Window = tuple[date | None, date]
"""The first day, where there is one, and the last that still meets the commitment."""

FOLLOWED = frozenset({"YEARLY", "MONTHLY", "WEEKLY"})
_DAYS = frozenset({"BYDAY", "BYMONTHDAY", "BYMONTH"})
_SHORTEST_MONTH = 28
_MOST_BACK = 600  # times between the first and the last of a period that the words give: a week over a decade


@dataclass(frozen=True, slots=True)
class Series:
    """The times at which a task falls due: those that are `told`, and by `rule` those after the first of them.

    `rule` has no end of its own; `until` is the last day on which a time may be due, none where it goes on. A rule
    without any time told waits for somebody to say when the first is.
    """

    told: tuple[Window, ...] = ()
    rule: str | None = None
    until: date | None = None

    def windows(self) -> Iterator[Window]:
        """Every time in order: without end, where the rule has none."""
        if self.rule is None or not self.told:
            yield from self.told
            return
        first = self.told[0]
        yield first
        for window in _by_rule(on_day(self.rule, first[1]), first):
            if self.until is not None and window[1] > self.until:
                return
            if window[1] > first[1]:
                yield window


def series_of(rule: str, start: date | None, due: date | None, *, signed_on: date | None = None) -> Series | None:
    """The series that an agreement's words give; none where `rule` is not one to be followed.

    `start` and `due` are the first time or, where the rule ends on `due`, the period in which it repeats: then the
    times are counted back from its end, so that the last is due with it. Where the words name no beginning, the first
    is the one of whose time at least half lies after the signing.
    """
    plain, until = split_end(rule)
    if parts_of(plain).get("FREQ") not in FOLLOWED:
        return None
    if due is None:
        return Series((), plain, until)
    if due != until:
        return Series(((start, due),), on_day(plain, due), until)
    first = _first_in_period(plain, start, due, signed_on)
    # What names no day has that of the end: of a time on 28 February alone one cannot tell whether it is the last day.
    anchor = first[1] if parts_of(plain).keys() & _DAYS else due
    return Series((first,), on_day(plain, anchor), until)


def split_end(rule: str) -> tuple[str, date | None]:
    """A rule without its end, and the end."""
    parts = parts_of(rule)
    until = parts.pop("UNTIL", None)
    return _joined(parts), datetime.strptime(until[:8], "%Y%m%d").date() if until else None  # noqa: DTZ007 - a day


def with_end(rule: str, until: date | None) -> str:
    """A rule with its end, as RFC 5545 writes it."""
    return f"{rule};UNTIL={until:%Y%m%d}" if until else rule


def parts_of(rule: str) -> dict[str, str]:
    """The parts of a rule by name."""
    return dict(part.split("=", 1) for part in rule.split(";") if "=" in part)


def on_day(rule: str, day: date) -> str:
    """The rule that has a time on `day`: with the days that it names if `day` is one of them, else with its own."""
    parts = parts_of(rule)
    if parts.keys() & {"BYDAY", "BYMONTHDAY"} and next(_days(rule, day)) == day:
        return rule
    months = parts.get("BYMONTH", "").split(",")
    named = months if str(day.month) in months else [str(day.month)]
    kept = _plain(parts)
    if parts["FREQ"] == "YEARLY":
        kept["BYMONTH"] = ",".join(named)
    return _joined(kept | _month_days(day, parts["FREQ"], named))


def _month_days(day: date, frequency: str, months: list[str]) -> dict[str, str]:
    if frequency == "WEEKLY":
        return {}
    if _is_last(day):
        return {"BYMONTHDAY": "-1"}
    if day.day <= _SHORTEST_MONTH:
        return {"BYMONTHDAY": str(day.day)}
    if frequency == "MONTHLY":  # the latest of these that the month has
        return {"BYMONTHDAY": ",".join(str(each) for each in range(_SHORTEST_MONTH, day.day + 1)), "BYSETPOS": "-1"}
    return {"BYMONTHDAY": str(_SHORTEST_MONTH if "2" in months else day.day)}


def _by_rule(rule: str, first: Window) -> Iterator[Window]:
    """The windows of a rule from the first on. Their beginnings follow the calendar as their ends do."""
    start, due = first
    ends = _days(rule, due)
    if start is None:
        return zip(repeat(None), ends)
    parts = parts_of(rule)
    if "," in parts.get("BYMONTH", "") and start == due.replace(day=1) and _is_last(due):  # whole months
        return ((end.replace(day=1), end) for end in ends)
    if "BYDAY" in parts or "," in parts.get("BYMONTH", ""):
        length = due - start
        return ((end - length, end) for end in ends)
    return zip(_days(on_day(_joined(_plain(parts)), start), start), ends, strict=False)


def _days(rule: str, first: date) -> Iterator[date]:
    for found in rrulestr(rule, dtstart=datetime.combine(first, time())):
        yield found.date()


def _first_in_period(rule: str, start: date | None, end: date, signed_on: date | None) -> Window:
    begins = start or signed_on or end
    if parts_of(rule).keys() & _DAYS:
        whole_months = not parts_of(rule).keys() & {"BYDAY", "BYMONTHDAY"}
        days = _days(f"{rule};BYMONTHDAY=-1" if whole_months else rule, begins)
        return None, min(next(days, end), end)
    spans = _spans(list(_back_from(rule, end, begins)))
    if start is None:
        late_enough = [due for before, due in spans if before + (due - before) / 2 >= begins]
        return None, min(late_enough, default=end)
    before, due = min((each for each in spans if each[1] >= start), key=lambda each: each[1], default=(start, end))
    return start if before + timedelta(days=1) == start else None, due


def _spans(ends: list[date]) -> list[tuple[date, date]]:
    return [(before, due) for due, before in pairwise(ends)]


def _back_from(rule: str, end: date, begins: date) -> Iterator[date]:
    """The times of a rule before `end`, and the last of them before `begins`."""
    parts = parts_of(rule)
    interval = int(parts.get("INTERVAL", "1"))
    for count in range(_MOST_BACK):
        if parts["FREQ"] == "WEEKLY":
            day = end - timedelta(weeks=interval * count)
        else:
            day = _earlier(end, interval * count * (12 if parts["FREQ"] == "YEARLY" else 1))
        yield day
        if day < begins:
            return


def _earlier(day: date, months: int) -> date:
    """`months` earlier, on the day of the month that `on_day` says."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    length = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, length if _is_last(day) else min(day.day, length))


def _is_last(day: date) -> bool:
    return (day + timedelta(days=1)).day == 1


def _plain(parts: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in parts.items() if name in {"FREQ", "INTERVAL"}}


def _joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())
