"""Several times of one act, or of one matter: which of them say when."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.agreement.acts.act import Act
from tracker.agreement.acts.clauses import clause_index
from tracker.agreement.deadlines import find
from tracker.agreement.deadlines.almanac import add_months, month_end
from tracker.agreement.deadlines.explanations import told_window
from tracker.agreement.promises.readings import Read
from tracker.agreement.structure.prose.item_heads import is_route
from tracker.agreement.values import Deadline, DeadlineKind, TaskKind
from tracker.danish import MONTH_WORDS

_AFTER_THAT = re.compile(r"\b(?:derefter|herefter|siden|fremover)\s(?:\w+\s)?$", re.IGNORECASE)
# «en plan i maj og derefter en månedlig status, første gang i juli»: the plan once, and what comes again after it
_ONCE_AND_THEN = re.compile(r"\s(?:derefter|herefter|dernæst|siden|efterfølgende)\s", re.IGNORECASE)
_THAT_IS = re.compile(r"\W*(?:nemlig|det vil sige|dvs\.|helt præcist|nærmere bestemt)\W*", re.IGNORECASE)
_PERHAPS = re.compile(r"\b(?:formentlig|forventeligt|sandsynligvis|gerne|helst)\s$", re.IGNORECASE)
_FIRST_TIME = re.compile(r"\b(?:første|næste) gang(?:\s$|\b)", re.IGNORECASE)
_SO_OFTEN = re.compile(r"\b(?:to|tre|fire|flere|\d) gange\b", re.IGNORECASE)
_EACH_YEAR = re.compile(r"\b(?:hvert|hver)\s(?:enkelt\s)?(?:af|at)\sårene\b", re.IGNORECASE)
_AFTER_EVENT = re.compile(
    r"\b(?:efter|på (?:bag)?grund(?:lag)? af|i forlængelse af|som opfølgning på|i lyset af|oven på)\s(?:[\w-]+\s){0,2}"
    r"[^\W\d_]{3,}(?:en|et|erne|ene|else|elser|møde)\s$",
    re.IGNORECASE,
)
_NAME_OF_EVENT = 120  # characters
_AND_EVENT = re.compile(r"\s(?:og|samt)\s(?:[\w-]+\s){0,2}[^\W\d_]{3,}(?:en|et|erne|ene|else|elser|møde)\s")
_BUDGET_OF = re.compile(r"(?:til|for|i|fra) (?:næste års )?budget", re.IGNORECASE)
_BUT = re.compile(r"\s*,?\s*dog\s*\Z")
# «den 20. august, inden forhandlingerne begynder»
_BEFORE_EVENT = re.compile(r"(?:inden|før)\s.{3,60}\s(?:begynder|starter|indledes|går i gang)", re.IGNORECASE)
# «i 2020 (inden sommerferien)»
_IN_BRACKETS = re.compile(r"\s*\((?:senest|inden|før)\b", re.IGNORECASE)
_AND_AT_LATEST = re.compile(r"\s*,\s*(?:aller)?senest\b", re.IGNORECASE)
_MOVES = frozenset({"flytte", "rykke", "udskyde", "udsætte", "fremrykke"})
# «ved skoleårets begyndelse i august»
_AT_EDGE = re.compile(r"(?:begyndelse|start|afslutning|slutning)(?:n|en)?$", re.IGNORECASE)
_A_READING = re.compile(r"(?:til|ved|i)\s(?:første|anden|1\.|2\.)\s?behandling(?:en)?", re.IGNORECASE)
_MONTH_ALONE = re.compile(r"i\s(?:" + MONTH_WORDS + r")", re.IGNORECASE)
_COUNTED_TO = frozenset({", ", " (", ", altså ", ", det vil sige ", ", dvs. "})  # between the count and the time itself
_IN_OTHER_WORDS = _COUNTED_TO - {", ", " ("}
_AGAIN = re.compile(r"\b(?:igen|påny|på ny|endnu en gang)\b")  # «efter ferien og igen inden jul»: twice
_TURN_OF_YEAR = re.compile(r"\b(?:nytår|årsskiftet)\b", re.IGNORECASE)
_YEAR_LONG = 12  # months
_A_WEEK = re.compile(r"\buge \d", re.IGNORECASE)
_IN_ADVANCE = re.compile(r"(?:(?:mindst|senest)\s)?[\w,]+\s\w+\s(?:i forvejen|forinden|før)", re.IGNORECASE)
_WHICH_IS_THEN = re.compile(r",\s(?:hvilket|og det)\s(?:sker|finder sted|foregår)\s(?:[\w-]+\s){0,4}")
_TWO = 2
_CAN_BE_SERVED = re.compile(r"kunne\s", re.IGNORECASE)
_LONG_AHEAD = 240  # days; no case goes on to its next body later than that
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


_YEAR_ALONE = re.compile(r"(?:i|for) (?:19|20)\d\d")


def _without_years_of_things(
    pairs: list[tuple[Act, Deadline, int, int]],
) -> list[tuple[Act, Deadline, int, int]]:
    """«Ansøgninger til anlæg i 2019 skal være klar senest i 2018»: a year before the act that ends after its limit."""
    return [
        pair
        for pair in pairs
        if not (
            _YEAR_ALONE.fullmatch(pair[1].expression)
            and any(
                pair[3] <= act.start <= start and time.due and pair[1].due and time.due < pair[1].due
                for act, time, start, _end in pairs
            )
        )
    ]


def without_lesser(pairs: list[tuple[Act, Deadline, int, int]], sentence: str) -> list[tuple[Act, Deadline, int, int]]:
    """Of the times of one act, those with dates; a recurring or relative one without dates adds nothing to them.

    «hvert år i april, første gang i 2024» is one time: the recurring one, where it says when it is first.
    """
    with_dates = [pair for pair in pairs if pair[1].due or pair[1].start]
    days = {time.start for _act, time, _start, _end in with_dates if time.start and time.start == time.due}
    with_dates = [
        pair
        for pair in with_dates
        if not (pair[1].kind is DeadlineKind.RELATIVE and pair[1].due in days)  # «om to måneder, den 6. maj»
        and not (days and _BEFORE_EVENT.fullmatch(sentence[pair[2] : pair[3]]))
        and not _is_how_soon(pair, with_dates[0], sentence)
        and not (pair[1].recurrence and pair is not with_dates[0] and _AFTER_THAT.search(sentence[: pair[2]]))
    ]
    if not with_dates:
        return pairs[:1]
    with_dates = [
        pair
        for pair, after in zip(with_dates, [*with_dates[1:], None], strict=True)
        if after is None or not _THAT_IS.fullmatch(sentence[pair[3] : after[2]])
    ]
    with_dates = _without_years_of_things(_without_times_of_events(with_dates, sentence))
    if (days_of_one := _moved_to(with_dates)) is not None:
        return [days_of_one]
    of_budget = [
        pair for pair in with_dates if pair[2] < pair[0].start and _BUDGET_OF.match(sentence[pair[2] : pair[3]])
    ]
    if len(of_budget) == 1 < len(with_dates) and sentence[: of_budget[0][2]].strip():
        with_dates.remove(of_budget[0])  # «Ønsker til budget 2026 meldes ind inden pinse»
    with_dates = [
        pair
        for pair, after in zip(with_dates, [*with_dates[1:], None], strict=True)
        if after is None or not _is_narrowed(pair, after, sentence)
    ]
    if len(with_dates) == 2 and _BUT.search(sentence[with_dates[0][3] : with_dates[1][2]]):
        wide, narrow = with_dates
        if _covers_end(wide[1], narrow[1]):
            return [narrow]  # «i 2024, dog senest den 1. juni»
    with_dates = [
        pair for pair in with_dates if not any(_opens_with_year(pair, other, sentence) for other in with_dates)
    ]
    again = len(with_dates) == 2 and _AGAIN.search(sentence, with_dates[0][3], with_dates[1][2])
    if len(with_dates) == 2 and not again and (merged := _window(*with_dates)):
        return [merged]
    again_pair = next((pair for pair in with_dates if pair[1].recurrence), None)
    if again_pair is None:
        return with_dates
    recurring = again_pair[1]
    for act, time, start, end in with_dates:
        if time is not recurring and (_FIRST_TIME.match(sentence[start:end]) or _FIRST_TIME.search(sentence[:start])):
            return [*_once_before(again_pair, time), (act, _beginning(recurring, time), start, end)]
    return [pair for pair in with_dates if pair[1] is recurring or not _covers(pair[1], recurring)]


def _once_before(pair: tuple[Act, Deadline, int, int], first: Deadline) -> list[tuple[Act, Deadline, int, int]]:
    """What is done once before what comes again has its `first` time: «en plan i maj og siden hver måned …»."""
    act, time, start, end = pair
    then = _ONCE_AND_THEN.search(time.expression)
    if then is None or time.due is None or first.start is None or time.due >= first.start:
        return []
    kind = DeadlineKind.BY if time.start is None else DeadlineKind.DURING
    told = told_window(time.start or time.due, time.due)
    return [(act, replace(time, kind=kind, recurrence=None, explanation=told), start, end)]


def _is_how_soon(pair: tuple[Act, Deadline, int, int], other: tuple[Act, Deadline, int, int], sentence: str) -> bool:
    """«Alle skal senest i juni kunne få en tid inden for en måned»: how soon each one is then served."""
    act, time, start, _end = pair
    served = other[3] <= act.start < start and _CAN_BE_SERVED.match(sentence, act.start)
    return bool(served) and time.kind is DeadlineKind.RELATIVE and other[1].kind is not DeadlineKind.RELATIVE


def in_each_year(act: Act, time: Deadline) -> list[Deadline]:
    """«Der gives status i hvert af årene 2023-2025» is due three times; what is carried out goes on."""
    begins, ends = time.start, time.due
    if begins is None or ends is None or act.kind is TaskKind.IMPLEMENTATION or not _EACH_YEAR.search(time.expression):
        return [time]
    years = [(date(year, 1, 1), date(year, 12, 31)) for year in range(begins.year, ends.year + 1)]
    if time.kind is not DeadlineKind.DURING or (begins, ends) != (years[0][0], years[-1][1]):
        return [time]
    return [replace(time, start=first, due=last, explanation=told_window(first, last)) for first, last in years]


def _without_times_of_events(
    pairs: list[tuple[Act, Deadline, int, int]], sentence: str
) -> list[tuple[Act, Deadline, int, int]]:
    """«Efter høringen i maj og borgermødet i juni vedtages planen i august»: when it is, not what it comes after."""
    kept = []
    event_ends = None
    for pair in pairs:
        joined = event_ends is not None and _AND_EVENT.fullmatch(sentence, event_ends, pair[2])
        if joined or _AFTER_EVENT.search(sentence[max(0, pair[2] - _NAME_OF_EVENT) : pair[2]]):
            event_ends = pair[3]
        else:
            kept.append(pair)
    return kept or pairs


def _moved_to(pairs: list[tuple[Act, Deadline, int, int]]) -> tuple[Act, Deadline, int, int] | None:
    """«Seminaret flyttes til den 15. og 16. juni»: the days in a row on which it is held then, in one expression."""
    act, first, start, end = pairs[0]
    _act, last, _start, _end = pairs[-1]
    if len(pairs) != _TWO or pairs[-1][2:] != (start, end) or act.verb is None or act.verb.infinitive not in _MOVES:
        return None
    if first.due is None or last.due is None or first.kind is not DeadlineKind.BY or (last.due - first.due).days != 1:
        return None
    return act, replace(last, start=first.due, kind=DeadlineKind.DURING), start, end


def _is_narrowed(pair: tuple[Act, Deadline, int, int], after: tuple[Act, Deadline, int, int], sentence: str) -> bool:
    """«til vinteren 2031/32, senest den 1. december 2031»: whether the time after the comma is the last day of it."""
    wide, last = pair[1], after[1]
    if wide.kind not in (DeadlineKind.DURING, DeadlineKind.BY) or wide.recurrence or last.kind is not DeadlineKind.BY:
        return False
    sooner = wide.due is not None and last.due is not None and last.due <= wide.due
    between = sentence[pair[3] : after[2]].strip()
    in_brackets = between == "(" and _IN_BRACKETS.match(sentence, pair[3]) is not None
    return sooner and (in_brackets or (_AND_AT_LATEST.match(sentence, pair[3]) is not None and between == ","))


def _opens_with_year(
    pair: tuple[Act, Deadline, int, int], other: tuple[Act, Deadline, int, int], sentence: str
) -> bool:
    """«I 2020 holdes festen i september»: whether the year that opens only says of which year the other is.

    «sættes i år op senest den 1. maj»: this year, wherever it stands before the other.
    """
    act, wide, start, end = pair
    narrow = other[1]
    this_year = sentence[start:end].casefold() == "i år"
    if this_year and end < other[2] and not narrow.recurrence and _covers_end(wide, narrow):
        return True
    opens = end < act.start < other[2] and re.fullmatch(r"i (?:år|(?:19|20)\d\d)", sentence[start:end], re.IGNORECASE)
    return bool(opens) and not narrow.recurrence and narrow.due != wide.due and _covers_end(wide, narrow)


def since_first_time(read: Read, time: Deadline, start: int, end: int) -> Deadline:
    """«Vi holder hvert år i maj en dag for alle, første gang i 2021»: `time`, and of which month it is the year."""
    sentence = read.sentence.text
    if not _FIRST_TIME.match(sentence, start, end) or not _is_whole_year(time):
        return time
    again = [one for one, _start, ends in read.times if one.recurrence and ends <= start]
    beside = [one for one, _start, ends in read.times if ends < start and not sentence[ends:start].strip(" ,(")]
    point = next((one for one in beside if one.due and not one.recurrence and not _YEAR.search(one.expression)), None)
    if len(again) == 1 and point:  # «en årlig status i marts, første gang i 2021»
        first = _beginning(replace(point, kind=DeadlineKind.RECURRING, recurrence=again[0].recurrence), time)
        return replace(first, explanation=told_window(first.start, first.due)) if first.start and first.due else first
    return _beginning(again[0], time) if len(again) == 1 and again[0].due else time


def _is_whole_year(time: Deadline) -> bool:
    return bool(time.start and time.due and (time.start.month, time.due.month) == (1, 12))


def _beginning(recurring: Deadline, first: Deadline) -> Deadline:
    """«hvert år i februar, første gang i 2024»: the recurring time from its first time on."""
    if not _is_whole_year(first) or recurring.due is None or first.due is None:
        return replace(first, recurrence=recurring.recurrence)
    if _A_WEEK.search(recurring.expression):
        [week, *_] = find(recurring.expression, signed_on=first.start)
        return replace(recurring, start=week.start, due=week.due)
    months = 12 * (first.due.year - recurring.due.year)
    last = add_months(recurring.due, months)
    if recurring.due == month_end(recurring.due.year, recurring.due.month):
        last = month_end(last.year, last.month)
    start = add_months(recurring.start, months) if recurring.start else None
    return replace(recurring, start=start, due=last)


def is_told_closer(read: Read, time: Deadline, start: int, end: int) -> bool:
    """«To gange i perioden, første gang i maj» is in May first; «i foråret, formentlig i april» is in the spring;
    «ved skoleårets start i august 2020» is in August; «til første behandling den 3. september» is on that day;
    «et år senere, i marts 2021» is in March 2021; «i 2020, hvilket sker på mødet i maj» is in May."""
    sentence = read.sentence.text
    if _is_within(read, time, end) or _is_told_again(read, time, end):
        return True
    if _A_READING.fullmatch(sentence, start, end):
        index = clause_index(read.clauses, start)
        return any(begins >= end and clause_index(read.clauses, begins) == index for _time, begins, _end in read.times)
    if not _YEAR.search(sentence[start:end]) and time.kind is DeadlineKind.DURING and not time.recurrence:
        for _beside, begins, ends in read.times:
            if begins >= end and not sentence[end:begins].strip(" (,") and _YEAR.search(sentence[begins:ends]):
                return True
            edge = begins <= end + 1 and _AT_EDGE.search(sentence[start:end])
            if edge and _MONTH_ALONE.fullmatch(sentence, begins, ends):
                return True
    often = _SO_OFTEN.search(sentence[: start + 20])
    perhaps = _PERHAPS.search(sentence[:start])
    for beside, begins, ends in read.times if often or perhaps else ():
        if perhaps and _covers(beside, time) and beside is not time:
            return True
        first = _FIRST_TIME.search(sentence[:begins]) or _FIRST_TIME.match(sentence[begins:ends])
        steps = sentence[end : end + 2] == ": "  # «tre gange i løbet af 2025: i april, i september og …»
        if often and (first or steps) and _covers(time, beside) and begins > start:
            return True
    return False


def _is_within(read: Read, time: Deadline, end: int) -> bool:
    """Whether a later time tells when within the one that ends at `end`: «i 2020, hvilket sker på mødet i maj»."""
    return not time.recurrence and any(
        begins > end and _WHICH_IS_THEN.fullmatch(read.sentence.text, end, begins) and _covers(time, beside)
        for beside, begins, _ends in read.times
    )


def _is_told_again(read: Read, time: Deadline, end: int) -> bool:
    """«et år senere, i marts 2021», «efter to år, det vil sige i efteråret 2026»: the same time in other words."""
    counted = time.kind is DeadlineKind.RELATIVE
    begins_then = time.kind is DeadlineKind.FROM and not time.recurrence and not _YEAR.search(time.expression)
    return any(
        (counted and between in _COUNTED_TO and _covers_end(beside, time))
        or (begins_then and between in _IN_OTHER_WORDS and beside.due is not None)
        for beside, between in ((beside, read.sentence.text[end:begins]) for beside, begins, _ends in read.times)
    )


def is_notice(read: Read, time: Deadline, start: int, end: int) -> bool:
    """«Fra maj får alle deres vagter otte uger i forvejen»: how long before each of them."""
    index = clause_index(read.clauses, start)
    return _IN_ADVANCE.fullmatch(read.sentence.text, start, end) is not None and any(
        other is not time and clause_index(read.clauses, begins) == index for other, begins, _ends in read.times
    )


def _window(
    first: tuple[Act, Deadline, int, int], second: tuple[Act, Deadline, int, int]
) -> tuple[Act, Deadline, int, int] | None:
    """«tidligst i september og senest i marts»: the first day of the one and the last day of the other."""
    act, begins, _start, _end = first
    _act, ends, start, end = second
    if begins.due or ends.start or begins.kind is not DeadlineKind.FROM or ends.kind is not DeadlineKind.BY:
        return None
    first_day = begins.start
    if first_day and ends.due and first_day > ends.due and _TURN_OF_YEAR.search(begins.expression):
        first_day = add_months(first_day, -_YEAR_LONG)  # «efter nytår 2021, dog senest den 15. februar 2021»
    return act, replace(ends, start=first_day), start, end


def _covers_end(wide: Deadline, narrow: Deadline) -> bool:
    return bool(wide.start and wide.due and narrow.due and wide.start <= narrow.due <= wide.due)


def _covers(wide: Deadline, narrow: Deadline) -> bool:
    return bool(
        wide.start
        and wide.due
        and narrow.start
        and narrow.due
        and wide.start <= narrow.start
        and narrow.due <= wide.due
    )


def is_stop_behind(read: Read, signed_on: date | None) -> bool:
    """«Vejudvalget den 6. september» in minutes of the 27th: a stop that the case has left, not one of next year."""
    if signed_on is None or not (read.mentions and read.times and is_route(read.sentence.text)):
        return False
    return all(
        not _YEAR.search(time.expression) and time.due is not None and (time.due - signed_on).days > _LONG_AHEAD
        for time, _start, _end in read.times
    )
