"""Where on the calendar a time falls, once it is known when the agreement was signed and what was named before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tracker.agreement.deadlines import almanac
from tracker.agreement.deadlines.almanac import Stretch, add_months, month_end
from tracker.agreement.deadlines.conventions import Conventions
from tracker.agreement.deadlines.pieces import add, cut, edge, halve, portion
from tracker.agreement.deadlines.times import (
    Coming,
    Edge,
    Half,
    Lasting,
    Named,
    Nth,
    Part,
    Portion,
    PreviousYear,
    Rest,
    Running,
    Same,
    Several,
    Shifted,
    SigningYear,
    Time,
    Which,
    Window,
    is_free,
)

_DAY = timedelta(days=1)
_SOON = timedelta(days=250)  # within which what a draft or a tender leads to is done


@dataclass(frozen=True, slots=True)
class Context:
    """What a passage knows: when it was signed (None: unknown), and what was named just before in the same chain."""

    signed_on: date | None
    conventions: Conventions
    term_begins: int | None = None  # the term that the document's title names
    previous: Stretch | None = None
    onward: bool = False  # the words between say that this comes after `previous`
    again: bool = False  # the time comes again and again, so that any of it may be the first
    opens: bool = False  # this opens the sentence after that of `previous`
    steps: bool = False  # what is done then follows on what is done at `previous`: «i oktober 2023 og vedtages i marts»
    soon: bool = False  # the next step of the same matter, told in the next sentence


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a time falls, item by item, and whether its year was taken from the context."""

    items: tuple[Stretch, ...]
    year_from: str = "text"  # or "signing" or "previous"

    @property
    def window(self) -> Stretch:
        if len(self.items) == 1:
            return self.items[0]
        return Stretch(min(item.first for item in self.items), max(item.last for item in self.items))


def locate(time: Time, context: Context, *, before: bool = False) -> Placed | None:
    """Where `time` falls, as `_located` has it.

    A year lent by the time before gives way to one that has the weekday told: «ultimo maj … torsdag den 5. maj».
    """
    placed = _located(time, context, before=before)
    if placed is None or placed.year_from != "previous" or _weekday_told(time) is None:
        return placed
    year = placed.window.first.year
    for stretch in (one for other in (year, year - 1, year + 1) for one in _place(time, context, other)):
        if _is_told_day(time, stretch, context, before=before):
            return placed if stretch == placed.window else Placed((stretch,), "signing")
    return placed


def _located(time: Time, context: Context, *, before: bool = False) -> Placed | None:
    """Where `time` falls; None when that takes a date of signing that is not known, or when no year has such a day.

    A time without a year lies in the year of the time before it in the same chain, else it is the next that has not
    ended at signing, never one that has; where something must be done `before` it, the next that has not begun.
    """
    if not is_free(time):
        items = _place(time, context, None)
        return Placed(items) if items else None
    previous = None if context.steps and _is_term(time) else context.previous
    if previous is not None and (turn := _turn_there(time, previous, context)):
        return Placed((turn,), "previous")
    for year in (previous.first.year, previous.first.year + 1) if previous is not None else ():
        items = _place(time, context, year)
        if _has_begun(items, context, context.signed_on, before=before):
            continue
        if items and previous and _follows(Placed(items).window, previous, context, before=before):
            return Placed(items, "previous")
    anchor = _anchor(time, context)
    if anchor is None:
        return None
    for year in range(anchor.year - 5, anchor.year + 9):
        items = _place(time, context, year)
        if _has_begun(items, context, anchor, before=before):
            continue
        if items and _is_ahead(Placed(items).window, anchor, before=before):
            return Placed(items, "signing")
    return None


def _turn_there(time: Time, previous: Stretch, context: Context) -> Stretch | None:
    """«oprettes pr. 1. januar 2022 … nedlægges ved årsskiftet»: the turn of the year that the day before is part of."""
    if time != Named("turn", (12,)) or (previous.first.month, previous.first.day) != (1, 1):
        return None
    return _whole(time, context, previous.first.year - 1)


def _weekday_told(time: Time) -> int | None:
    """The weekday by which a day without a year is told."""
    told = time.which[2:] if isinstance(time, Named) and time.shape == "day" else ()
    return told[0] if told else None


def _is_told_day(time: Time, stretch: Stretch, context: Context, *, before: bool = False) -> bool:
    """Whether a day still to come has the weekday that the words tell."""
    ahead = context.signed_on is None or _is_ahead(stretch, context.signed_on, before=before)
    return ahead and stretch.first.weekday() == _weekday_told(time)


def _has_begun(items: tuple[Stretch, ...], context: Context, anchor: date | None, *, before: bool) -> bool:
    """Whether the first of several times has ended: «i februar, maj og november» never begins before the signing."""
    several = len(items) > 1 and not context.again
    return several and anchor is not None and not _is_ahead(items[0], anchor, before=before)


def _is_ahead(stretch: Stretch, anchor: date, *, before: bool) -> bool:
    return stretch.first > anchor if before else max(stretch.first, stretch.last) >= anchor


def _follows(window: Stretch, previous: Stretch, context: Context, *, before: bool) -> bool:
    """Whether a place in the chain's year will do: not ended at signing, and after the time before if it says so."""
    if context.signed_on is not None and not _is_ahead(window, context.signed_on, before=before):
        return False
    if context.soon and window.first - previous.last > _SOON:
        return False
    if context.onward:
        return window.first > previous.first or window.first < previous.first < window.last
    if context.steps:
        return window.last >= previous.first
    if context.opens and window.last < previous.first:
        return False
    return window.first.year == previous.first.year


def _anchor(time: Time, context: Context) -> date | None:
    """From which day a time must not have ended: signing, but for terms the day that the coming council begins."""
    if not _is_term(time):
        return context.signed_on
    if context.term_begins is not None:
        return date(context.term_begins, 1, 1)
    if context.signed_on is None:
        return None
    election = almanac.lies("election", context.signed_on.year, (), context.conventions)
    if election is not None and context.signed_on > election.first:
        return date(context.signed_on.year + 1, 1, 1)
    return context.signed_on


def _is_term(time: Time) -> bool:
    match time:
        case Named(shape=shape):
            return shape == "term"
        case Part(whole=whole) | Half(whole=whole) | Edge(whole=whole) | Rest(whole=whole):
            return _is_term(whole)
        case _:
            return False


def _place(time: Time, context: Context, year: int | None) -> tuple[Stretch, ...]:
    """The stretches of `time`, in `year` where it has none of its own; nothing when it cannot be placed."""
    match time:
        case Several(items=items):
            return _in_a_row(items, context, year)
        case Edge(whole=whole, last=last):
            return tuple(edge(stretch, last=last) for stretch in _place(whole, context, year))
        case Window(first=first, last=last):
            ends = _in_a_row((first, last), context, year)
            if not ends or ends[-1].last < ends[0].first:
                return ()
            return (Stretch(ends[0].first, ends[-1].last),)
        case _:
            stretch = _place_one(time, context, year)
            return (stretch,) if stretch is not None else ()


def _place_one(time: Time, context: Context, year: int | None) -> Stretch | None:
    match time:
        case Named():
            return _place_named(time, context, year)
        case Running():
            return _place_running(time, context)
        case Same(whole_month=True):
            return _month_of(context.previous) if context.previous else None
        case Same(years=years):
            return _years_on(context.previous, years) if context.previous else None
        case Coming(weekday=weekday):
            return _coming(weekday, context)
        case Nth(whole=whole, day=day):
            month = _place_one(whole, context, year)
            return _nth_of(month.first, day) if month is not None else None
        case Part(whole=of) | Half(whole=of) | Rest(whole=of) | Portion(whole=of) | Shifted(base=of) | Lasting(base=of):
            stretch = _whole(of, context, year)
            return _told_by(time, stretch, context) if stretch is not None else None
        case _:
            return _whole(time, context, year)


def _month_of(stretch: Stretch) -> Stretch:
    day = stretch.last
    return Stretch(day.replace(day=1), month_end(day.year, day.month))


def _years_on(stretch: Stretch, years: int) -> Stretch:
    last = add_months(stretch.last, 12 * years)
    whole_month = stretch.last == month_end(stretch.last.year, stretch.last.month)
    return Stretch(
        add_months(stretch.first, 12 * years), month_end(last.year, last.month) if whole_month and years else last
    )


def _told_by(
    time: Part | Half | Rest | Portion | Shifted | Lasting, stretch: Stretch, context: Context
) -> Stretch | None:
    """A time that is told by another, which lies on `stretch`: a piece of it, or so long from it."""
    match time:
        case Part(third=third, narrow=narrow):
            return cut(stretch, third, context.conventions, narrow=narrow)
        case Half(second=second):
            return halve(stretch, second=second)
        case Rest():
            if context.signed_on is None or context.signed_on > stretch.last:
                return stretch
            return Stretch(max(stretch.first, context.signed_on), stretch.last)
        case Portion(duration=duration, last=last):
            return portion(stretch, duration, last=last)
        case Shifted(duration=duration, sign=sign):
            day = add(stretch.first if sign < 0 else stretch.last, duration, sign)
            return Stretch(day, day)
        case Lasting(duration=duration):
            return Stretch(stretch.first, add(stretch.first, duration) - _DAY)


def _whole(time: Time, context: Context, year: int | None) -> Stretch | None:
    items = _place(time, context, year)
    return Placed(items).window if items else None


def _place_named(time: Named, context: Context, year: int | None) -> Stretch | None:
    def lies(in_year: int) -> Stretch | None:
        return almanac.lies(time.shape, in_year, time.which, context.conventions)

    signed = context.signed_on
    match time.year:
        case None:
            return lies(year) if year is not None else None
        case int(written):
            return lies(written)
        case SigningYear(offset=offset):
            return lies(signed.year + offset) if signed else None
        case PreviousYear(offset=1) if time.shape in ("school-year", "parliament-year") and context.previous:
            return _next_after(lies, context.previous)
        case PreviousYear(offset=offset):
            return lies(context.previous.first.year + offset) if context.previous else None
        case Which() as which:
            return _search(lies, signed, which) if signed else None


def _next_after(lies: Callable[[int], Stretch | None], previous: Stretch) -> Stretch | None:
    """«det følgende skoleår»: the first of a kind that begins after a time named before."""
    found = (lies(previous.first.year + offset) for offset in (0, 1))
    return next((stretch for stretch in found if stretch and stretch.first > previous.first), None)


def _search(lies: Callable[[int], Stretch | None], signed: date, which: Which) -> Stretch | None:
    years = range(signed.year - 5, signed.year + 9)
    found = [stretch for stretch in map(lies, years) if stretch is not None]
    match which:
        case Which.NEXT:
            return next((stretch for stretch in found if stretch.first > signed), None)
        case Which.THIS:
            return next((stretch for stretch in found if stretch.last >= signed), None)
        case Which.LAST:
            return next((stretch for stretch in reversed(found) if stretch.last < signed), None)


def _coming(weekday: int, context: Context) -> Stretch | None:
    if context.signed_on is None:
        return None
    day = context.signed_on + timedelta(days=(weekday - context.signed_on.weekday() - 1) % 7 + 1)
    return Stretch(day, day)


def _nth_of(month: date, day: int) -> Stretch | None:
    in_month = day <= month_end(month.year, month.month).day
    return Stretch(found := month.replace(day=day), found) if in_month else None


def _place_running(time: Running, context: Context) -> Stretch | None:
    if context.signed_on is None:
        return None
    if time.months == 0:
        monday = context.signed_on - timedelta(days=context.signed_on.weekday() - 7 * time.offset)
        return Stretch(monday, monday + timedelta(days=6))
    start = context.signed_on.replace(day=1)
    first = add_months(start, -((start.month - 1) % time.months) + time.months * time.offset)
    last = add_months(first, time.months - 1)
    return Stretch(first, month_end(last.year, last.month))


def _in_a_row(items: tuple[Time, ...], context: Context, year: int | None) -> tuple[Stretch, ...]:
    """Times side by side, those without a year next to those that have one («november og december 2019»)."""
    fixed = [index for index, item in enumerate(items) if not is_free(item)]
    pivot = fixed[-1] if fixed else 0
    placed: dict[int, Stretch] = {}
    for index in (*fixed, *(() if fixed else (0,))):
        beside = placed.get(index - 1)  # «i 2019 og året efter» counts from its neighbour
        stretch = _whole(items[index], replace(context, previous=beside) if beside else context, year)
        if stretch is None and beside is None and _place_up_to(index, items, placed, context, year):
            stretch = _whole(items[index], replace(context, previous=placed[index - 1]), year)
        if stretch is None:
            return ()
        placed[index] = stretch
    for index in range(pivot - 1, -1, -1):
        if index not in placed:
            bound = placed[index + 1]
            found = _near(items[index], context, bound, later=False)
            if found is None:
                return ()
            placed[index] = found
    for index in range(pivot + 1, len(items)):
        found = _near(items[index], context, placed[index - 1], later=True)
        if found is None:
            return ()
        placed[index] = found
    return tuple(placed[index] for index in range(len(items)))


def _place_up_to(
    index: int, items: tuple[Time, ...], placed: dict[int, Stretch], context: Context, year: int | None
) -> bool:
    """Places those before one that counts from its neighbour: «i juni 2022, i december og i marts året efter»."""
    if index == 0:
        return False
    if not placed:
        first = locate(items[0], context)
        if first is None:
            return False
        placed[0] = first.window
    for between in range(max(placed) + 1, index):
        found = _near(items[between], context, placed[between - 1], later=True)
        if found is None:
            return False
        placed[between] = found
    return True


def _near(time: Time, context: Context, bound: Stretch, *, later: bool) -> Stretch | None:
    """The first place of `time` that does not begin before `bound`, or the last that does not begin after it."""
    year, others = bound.first.year, []
    for candidate in (year - 1, year, year + 1) if later else (year + 1, year, year - 1):
        stretch = _whole(time, context, candidate)
        if stretch and _is_told_day(time, stretch, context):
            return stretch
        others.append(stretch)
    fit = (one for one in others if one and (one.first >= bound.first if later else one.first <= bound.first))
    return next(fit, None)
