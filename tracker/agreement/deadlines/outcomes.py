"""The deadlines that follow from what an expression asks for, once it is known when the agreement was signed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from tracker.agreement.deadlines import almanac
from tracker.agreement.deadlines.almanac import Stretch
from tracker.agreement.deadlines.conventions import Summer
from tracker.agreement.deadlines.meanings import (
    About,
    By,
    During,
    Elsewhere,
    From,
    FromIn,
    Meaning,
    NoTime,
    Repeated,
    Vague,
    Within,
)
from tracker.agreement.deadlines.pieces import add
from tracker.agreement.deadlines.placing import Context, locate
from tracker.agreement.deadlines.times import Duration, Named, Part, Several, Time, is_beside
from tracker.agreement.values import DeadlineKind

_DAY = timedelta(days=1)
_ABOUT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outcome:
    """One deadline of an expression. `reason` is what its explanation is told from."""

    kind: DeadlineKind
    start: date | None = None
    due: date | None = None
    recurrence: str | None = None
    placed: Stretch | None = None
    year_from: str = "text"
    until: date | None = None  # where a repetition ends by custom, since the words do not say


def outcomes(meaning: Meaning, context: Context) -> list[Outcome]:
    """The deadlines that `meaning` gives in `context`, in order; without dates where none can be told."""
    match meaning:
        case By(time=time, before=before):
            return _by(time, context, before=before)
        case During(time=time, ahead=ahead):
            return _during(time, _past_the_one_that_runs(time, context) if ahead else context)
        case About(time=time):
            return [_about(outcome) for outcome in _during(time, context)]
        case Repeated(on=During(time=Several(items=items)) | By(time=Several(items=items)) as on) if not (
            _months_named(on) or meaning.first or meaning.parts
        ):
            # One rule cannot say «hvert år den 1. maj og 15. november»: each of them comes again by its own.
            each = [_repeated(replace(meaning, on=replace(on, time=item)), context) for item in items]
            return sorted(each, key=lambda outcome: outcome.due or date.max)
        case NoTime():
            return []
        case _:
            return [_single(meaning, context)]


def _single(meaning: From | Repeated | Within | FromIn | Elsewhere | Vague, context: Context) -> Outcome:
    match meaning:
        case From(time=time, after=after):
            return _from(time, context, after=after)
        case Repeated():
            return _repeated(meaning, context)
        case Within(duration=duration, starts=starts):
            return _within(duration, context, starts=starts)
        case FromIn(duration=duration):
            return Outcome(DeadlineKind.FROM, _counted(duration, context))
        case Elsewhere(duration=Duration() as duration, over=True):
            return _before_it_is_over(duration, context)
        case Elsewhere(duration=duration, sign=sign):
            return _beside(duration, sign, context)
        case Vague():
            return Outcome(DeadlineKind.VAGUE)


def _by(time: Time, context: Context, *, before: bool) -> list[Outcome]:
    """A deadline for each time named: several points in time are several deadlines."""
    placed = locate(time, context, before=before)
    if placed is None:
        return [_unplaced(time, DeadlineKind.BY, context)]
    found = []
    for stretch in placed.items:
        limit = _bound(time, stretch, context) if before else stretch
        due = limit.first - _DAY if before else limit.last
        found.append(Outcome(DeadlineKind.BY, None, due, None, limit, placed.year_from))
    return found


def _unplaced(time: Time, kind: DeadlineKind, context: Context) -> Outcome:
    """«året efter» with nothing before it counts from another event."""
    return Outcome(DeadlineKind.RELATIVE if context.previous is None and is_beside(time) else kind)


def _bound(time: Time, stretch: Stretch, context: Context) -> Stretch:
    """What «inden» and «efter» count from: for summer, where a municipality says so, the recess."""
    match time:
        case Named(shape="season", which=(2,)) if context.conventions.summer is Summer.RECESS:
            year = stretch.first.year
            return almanac.lies("summer-holiday", year, (), context.conventions) or stretch
        case _:
            return stretch


def _during(time: Time, context: Context) -> list[Outcome]:
    """One window, but a deadline for each of times that lie apart: «i maj og oktober», «maj 2019 og 2020»."""
    placed = locate(time, context)
    if placed is None:
        return [_unplaced(time, DeadlineKind.DURING, context)]
    stretches = placed.items if _is_apart(time, placed.items) else (placed.window,)
    return [
        Outcome(
            DeadlineKind.DURING,
            min(item.first, item.last),
            max(item.first, item.last),
            placed=item,
            year_from=placed.year_from,
        )
        for item in stretches
    ]


def _past_the_one_that_runs(time: Time, context: Context) -> Context:
    """«til foråret», said when most of a spring is over, is the next one."""
    placed = locate(time, context)
    if placed is None or context.signed_on is None or placed.year_from != "signing":
        return context
    first, last = placed.window.first, placed.window.last
    return replace(context, signed_on=last + _DAY) if context.signed_on > first + (last - first) * 2 / 3 else context


def _is_apart(time: Time, items: tuple[Stretch, ...]) -> bool:
    """Whether times are several deadlines: said to be apart, the same time of several years, or with time between."""
    if not isinstance(time, Several) or time.apart is False:
        return False
    if time.apart or all(isinstance(item, Named) and item.shape == "day" and item.year for item in time.items):
        return True
    kinds = {_without_year(item) for item in time.items}
    if len(kinds) == 1 and kinds != {Named("year")}:
        return True
    in_order = sorted(items, key=lambda item: item.first)
    return any(after.first > before.last + _DAY for before, after in pairwise(in_order))


def _without_year(time: Time) -> Time:
    match time:
        case Named():
            return replace(time, year=None)
        case Part(whole=whole):
            return replace(time, whole=_without_year(whole))
        case _:
            return time


def _about(outcome: Outcome) -> Outcome:
    if outcome.start is None or outcome.due is None or outcome.due - outcome.start > _DAY:
        return outcome
    return replace(outcome, start=outcome.start - _ABOUT, due=outcome.due + _ABOUT)


def _from(time: Time, context: Context, *, after: bool) -> Outcome:
    placed = locate(time, context)
    if placed is None:
        return _unplaced(time, DeadlineKind.FROM, context)
    window = placed.window
    if after:
        limit = _bound(time, window, context)
        return Outcome(DeadlineKind.FROM, limit.last + _DAY, None, None, limit, placed.year_from)
    return Outcome(DeadlineKind.FROM, window.first, None, None, window, placed.year_from)


def _beside(duration: Duration | None, sign: int, context: Context) -> Outcome:
    previous = context.previous
    if duration is None or previous is None:
        return Outcome(DeadlineKind.RELATIVE)
    day = previous.last if sign > 0 else previous.first
    due = add(day, duration, sign)
    whole_months = previous.first.day == 1 and previous.last == almanac.month_end(
        previous.last.year, previous.last.month
    )
    if sign > 0 and whole_months and not (duration.days or duration.working_days):
        due = almanac.month_end(due.year, due.month)  # three months after February is May, to its end
    return Outcome(DeadlineKind.RELATIVE, None, due, placed=Stretch(day, day))


def _before_it_is_over(duration: Duration, context: Context) -> Outcome:
    """«fra den 1. september, … inden der er gået et år» ends the day before; without a day before it from signing."""
    if context.previous is None:
        return _within(duration, context, starts=False)
    first = context.previous.first
    return Outcome(DeadlineKind.RELATIVE, None, add(first, duration) - _DAY, placed=Stretch(first, first))


def _counted(duration: Duration, context: Context) -> date | None:
    return add(context.signed_on, duration) if context.signed_on else None


def _within(duration: Duration, context: Context, *, starts: bool) -> Outcome:
    due = _counted(duration, context)
    return Outcome(DeadlineKind.RELATIVE, context.signed_on if starts else None, due)


def _repeated(meaning: Repeated, context: Context) -> Outcome:
    first = _first_time(meaning, context)
    rule = _rule(meaning, first)
    bounded = meaning.span or meaning.until
    if bounded is not None and first is not None and rule is not None:
        placed = locate(bounded, context)
        rule = f"{rule};UNTIL={placed.window.last:%Y%m%d}" if placed else rule
        return replace(first, kind=DeadlineKind.RECURRING, recurrence=rule)
    if bounded is not None:
        placed = locate(bounded, context)
        if placed is None:
            return Outcome(DeadlineKind.RECURRING, recurrence=rule)
        window = placed.window
        if rule is not None:
            rule = f"{rule};UNTIL={window.last:%Y%m%d}"
        start = window.first if meaning.span is not None else None
        return Outcome(DeadlineKind.RECURRING, start, window.last, rule, window, placed.year_from)
    goes_on = meaning.frequency is not None and meaning.frequency.unit != "DAILY"  # a habit has no times to count
    until = _end_by_custom(first, context) if goes_on else None
    if first is None:
        return Outcome(DeadlineKind.RECURRING, recurrence=rule, until=until)
    return replace(first, kind=DeadlineKind.RECURRING, recurrence=rule, until=until)


def _end_by_custom(first: Outcome | None, context: Context) -> date | None:
    """The last day of the council's term: of the one that goes on after the first time, else of the year to come."""
    begun = (first.due or first.start) if first is not None else None
    if begun is not None:
        return almanac.end_of_term(begun + _DAY, context.conventions)
    if context.term_begins is not None:
        return almanac.end_of_term(date(context.term_begins, 1, 1), context.conventions)
    if context.signed_on is None:
        return None
    return almanac.end_of_term(date(context.signed_on.year + 1, 1, 1), context.conventions)


def _first_time(meaning: Repeated, context: Context) -> Outcome | None:
    told = meaning.first or meaning.on
    if isinstance(told, During) and isinstance(told.time, Several):  # «i februar og i juni»: first in February
        told = During(replace(told.time, apart=True))
    if told is None:
        return None
    found = outcomes(told, replace(context, again=True))
    return next(
        (one for one in found if not context.signed_on or not one.due or one.due >= context.signed_on), found[0]
    )


def _rule(meaning: Repeated, first: Outcome | None) -> str | None:
    if meaning.frequency is None:
        return None
    months = _months_named(meaning.on) if meaning.on is not None else []
    if meaning.frequency.unit == "MONTHLY" and any((one - months[0]) % meaning.frequency.every for one in months):
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}"  # «to gange om året, i marts og oktober»
    parts = [f"FREQ={meaning.frequency.unit}"]
    if meaning.frequency.every != 1:
        parts.append(f"INTERVAL={meaning.frequency.every}")
    if meaning.parts:
        parts.append(meaning.parts)
    elif meaning.on is not None and meaning.frequency.unit == "YEARLY":
        parts.extend(_month_parts(meaning.on, first))
    return ";".join(parts)


def _month_parts(on: Meaning, first: Outcome | None) -> list[str]:
    """The month, and where the words give it the day, on which each occurrence is due."""
    if first is None or first.due is None:
        return []
    parts = [f"BYMONTH={','.join(map(str, _months_named(on) or [first.due.month]))}"]
    match on:
        case By(time=Named(shape="day"), before=False) | During(time=Named(shape="day")):
            parts.append(f"BYMONTHDAY={first.due.day}")
        case By() if (first.due + _DAY).day == 1:
            parts.append("BYMONTHDAY=-1")
        case By():
            parts.append(f"BYMONTHDAY={first.due.day}")
        case _:
            pass
    return parts


def _months_named(on: Meaning) -> list[int]:
    """The months of «hvert år i april og oktober»; nothing for what is said in any other way."""
    match on:
        case During(time=Several(items=items)):
            months = [item.which[0] for item in items if isinstance(item, Named) and item.shape == "month"]
            return sorted(set(months)) if len(months) == len(items) else []
        case _:
            return []
