"""Acts that are told as done, or as possible, but at a time still to come: «Sagen blev udsat til maj»."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import masked
from tracker.agreement.acts.denied import can_first_then, is_not_before
from tracker.agreement.acts.effects import have_some
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.verb import Inflection
from tracker.agreement.deadlines import find
from tracker.agreement.promises.promised import DECIDED
from tracker.agreement.promises.readings import Read
from tracker.agreement.values import Deadline, DeadlineKind

# «Sagen afgøres ikke, før udvalget har drøftet den …»
_ONCE_DISCUSSED = re.compile(r"(?:før|inden)\s.*\bhar\b", re.IGNORECASE)
# «I maj 2023 er …», «Inden jul har …», with the time in front
_HAS_OR_IS = re.compile(r"\W*(?:har|er)\b")
_DAY_OF_A_YEAR = re.compile(r"(?:i|den|d\.|primo|medio|ultimo|efter|ved)\s.*\d{4}", re.IGNORECASE | re.DOTALL)
_JOINS = re.compile(r"\W*(?:(?:og|men|så|mens|medens)\s)?\W*")
_HAS = re.compile(r"\bhar\s+(?:[\w-]+\s+){0,3}?$")
_IN_SO_LONG = re.compile(r"(?:senest )?(?:om|inden ?for)\s", re.IGNORECASE)
_ALREADY = re.compile(r"\b(?:allerede|nu|tidligere|i dag|været)\b")
# What is only planned, asked or set by then: «har søgt om tilskud», «er sat til»
_ONLY_PLANNED = re.compile(
    r"(?:planlagt|aftalt|besluttet|fastsat|afsat|bevilget|varslet|lovet|søgt|bedt|anmodet|ønsket|krævet|meddelt|oplyst"
    r"|indkaldt|inviteret|bebudet|udskudt|udsat|sat til|budgetteret|prioriteret|reserveret|indgået aftale)\b"
)
_STANDS_FOR_IT = re.compile(r"\W*(?:der|som)\b")
_MOVES = frozenset({"udsætte", "udskyde", "rykke", "flytte", "sende", "fremrykke", "forlænge"})
# «Skolen, som et parti gerne ville have flyttet til Nordby i 2020, …»
_ONLY_WISHED = re.compile(r"\b(?:ville|kunne|havde)\s(?:[\w-]+\s){0,3}?(?:have|ønsket|foreslået)\s(?:[\w-]+\s){0,3}?$")
_EXTENSION = re.compile(r"\budsættelse\b")
_IN_ITS_COURSE = re.compile(r"i løbet af\b", re.IGNORECASE)
_UNTIL = re.compile(r"\b(?:til|indtil)\s(?:[\w]+\s){0,4}$")
_UNTIL_THEN = re.compile(r"(?:ind)?til (?!(?:19|20)\d\d\b)")
_RECOMMENDS = re.compile(r"\b(?:indstill|anbefal|foreslå)\w*", re.IGNORECASE)
# «Skolen, som vi i marts udskød til maj, udskydes nu til august»: the day that it was moved to holds no more
_MOVED_AGAIN = re.compile(
    r"\b(?:udskydes|udsættes|flyttes|rykkes|skubbes|forsinkes|nu|alligevel|i stedet|yderligere|endnu|først)\b",
    re.IGNORECASE,
)
_LIMIT_NAMED = re.compile(r"\b\w*(?:frist|periode)(?:en)?\b", re.IGNORECASE)
# «…, at arbejdet udbydes i april, og at det er afsluttet senest i maj»: what the clause before is about
_POINTS_BACK = re.compile(r"^(?:og|samt)\sat\s(?:det|den|de)\s(?=er\b)", re.IGNORECASE)
# «forlænget fristen fra den 8. til den 22. april»: the former day, before the new one
_FROM_FORMER = re.compile(r"fra\s.{2,30}\stil\s", re.IGNORECASE)


def is_to_come(
    read: Read, act: Act, words: str, time: Deadline, start: int, end: int, signed_on: date | None = None
) -> bool:
    """Whether an act that is told as done is so at a time still to come. `words`: of its clause."""
    sentence, clause = read.sentence.text, read.clauses[act.clause]
    return (
        (_moves(act, sentence, start) and not _is_moved_again(read, act))
        or (act.kind in DECIDED and bool(_ONCE_DISCUSSED.match(sentence[clause.start : act.start])))
        or (
            _is_set_for(time, sentence[start:end], sentence[act.end : start])
            and not _tells_which(read, act)
            and _is_done_then(act, words, relative=clause.opener is Opener.RELATIVE)
            and (act.kind not in DECIDED or _is_recommended_by(read, act, time, sentence[start:end], signed_on))
        )
        or _will_have_been(read, act, time, start, end, signed_on)
        or (
            act.standing is Standing.OPTION and (is_not_before(sentence, start) or can_first_then(sentence, start, end))
        )
    )


def _will_have_been(read: Read, act: Act, time: Deadline, start: int, end: int, signed_on: date | None) -> bool:
    """«Inden årets udgang har vi evalueret ordningen», «I maj 2023 er alle flyttet»: done, but by then."""
    sentence, clause = read.sentence.text, read.clauses[act.clause]
    told = act.inflection is Inflection.PARTICIPLE and act.standing is Standing.HISTORY
    if not told or _ONLY_PLANNED.match(sentence, act.start):
        return False
    if clause.start <= start < act.start:
        opens = _JOINS.fullmatch(sentence, clause.start, start)
        words = sentence[start:end]
        sure = is_limit(time, words) or _DAY_OF_A_YEAR.match(words) or is_counted(time, words)
        if not _HAS.search(sentence, clause.start, start):
            return bool(opens and sure and _HAS_OR_IS.match(sentence, end))
    between = masked(sentence, [one[1:] for one in read.times])[clause.start : act.start]
    words = sentence[start:end]
    limit = is_limit(time, words) or (goes_on_after(time, words, signed_on) and have_some(between))
    return limit and bool(_HAS.search(between)) and not _ALREADY.search(between)


def is_counted(time: Deadline, words: str) -> bool:
    """«om seks uger», «inden for et halvt år»: counted from the signing, and so still to come."""
    return time.due is not None and bool(_IN_SO_LONG.match(words))


def begins_after(time: Deadline, signed_on: date | None) -> bool:
    """Whether the time begins after the day of signing, so that nothing can have been done in it."""
    return bool(signed_on and time.start and time.start > signed_on and not time.recurrence)


def goes_on_after(time: Deadline, words: str, signed_on: date | None) -> bool:
    """«i løbet af 2021»: whether something is to be done in all of that time; «til kurset i 2021» tells which one."""
    return bool(_IN_ITS_COURSE.match(words)) and begins_after(time, signed_on)


def _moves(act: Act, sentence: str, start: int) -> bool:
    """«Sagen blev udsat til …», «rykkes til …»: done already, but to a day that is still to come."""
    extends = _EXTENSION.search(sentence[act.start : start])
    if act.verb is None or not (act.verb.infinitive in _MOVES or extends):
        return False
    if _ONLY_WISHED.search(sentence, 0, act.start):
        return False
    if act.verb.infinitive == "forlænge" and not _LIMIT_NAMED.search(sentence[:start]):
        return False  # «Kontrakten er forlænget til sommeren 2021»: how long it holds
    return bool(
        _UNTIL.search(sentence[act.end : start])
        or _UNTIL_THEN.match(sentence, start)
        or _FROM_FORMER.match(sentence, start)
    )


def _is_moved_again(read: Read, act: Act) -> bool:
    """Whether the act is put in, and what goes on after it moves the same thing to another time."""
    clause, following = read.clauses[act.clause], read.clauses[act.clause + 1 : act.clause + 2]
    told = act.inflection in (Inflection.PRETERITE, Inflection.PARTICIPLE)
    if clause.opener is not Opener.RELATIVE or not told or not following:
        return False
    after = following[0]
    again = any(after.start <= start < after.end for _time, start, _end in read.times)
    return again and bool(_MOVED_AGAIN.search(read.sentence.text, after.start, after.end))


def is_limit(time: Deadline, words: str) -> bool:
    """Whether something is to be done by then; «indtil» says how long something holds."""
    return time.kind is DeadlineKind.BY and bool(
        re.match(r"(?:senest|allersenest|inden|før|ved|pr\.?|med)\b", words, re.IGNORECASE)
    )


def _is_recommended_by(read: Read, act: Act, time: Deadline, words: str, signed_on: date | None) -> bool:
    """«Det indstilles, at planen er vedtaget senest i maj»: no decision that was taken, and no law's demand."""
    over = f"{read.sentence.lead} {read.sentence.text[: read.clauses[act.clause].start]}"
    ahead = bool(signed_on and time.due and time.due > signed_on)
    return ahead and is_limit(time, words) and _RECOMMENDS.search(over) is not None


def _is_set_for(time: Deadline, words: str, between: str) -> bool:
    """Whether something is done by the time, or on it: «Arbejdet er afsluttet den 14. april 2020»."""
    if is_limit(time, words):
        return True
    during = time.kind is DeadlineKind.DURING and re.match(
        r"(?:i|den|d\.|primo|medio|ultimo|omkring|ca\.|cirka|sidst|midt)(?!\w)", words, re.IGNORECASE
    )
    return bool(during) and not between.strip()


def _tells_which(read: Read, act: Act) -> bool:
    """«Initiativer, som er afsluttet inden nytår, tages ud»: put in after a subject that it only picks out."""
    clause = read.clauses[act.clause]
    return clause.opener is Opener.RELATIVE and not any(other.clause == clause.governor for other in read.acts)


def _is_done_then(act: Act, words: str, *, relative: bool) -> bool:
    """«Faste teams er indført senest i maj», «en plan, der er gennemført i 2021»: done by a day that is still to come.

    `relative`: «der» stands for what is done.
    """
    words = _STANDS_FOR_IT.sub("", words, count=1) if relative else words
    told = act.inflection is Inflection.PARTICIPLE and act.standing is Standing.HISTORY
    words = _POINTS_BACK.sub("og at arbejdet ", words)
    return (
        told
        and bool(re.match(r"(?!der\b|det\b)[^,]*\b(?:er|haves)\b", words, re.IGNORECASE))
        and not re.search(
            r"\b(?:har|havde|var|blev|allerede|nu|tidligere|i dag|været|der er|det er|planlagt|aftalt|fastsat)\b",
            words,
        )
    )


def moves_limit(act: Act, sentence: str, start: int) -> bool:
    """«har forlænget fristen fra den 8. til den 22. april»: the second day is the last one, and the first is over."""
    moves = act.verb is not None and act.verb.infinitive in _MOVES
    limit = _LIMIT_NAMED.search(sentence[:start])
    return moves and limit is not None and bool(_FROM_FORMER.match(sentence, start))


def without_former(act: Act, time: Deadline, sentence: str, start: int, end: int) -> Deadline:
    """«udskydes fra november 2019 til februar 2020»: the time that holds now, without the one that is over."""
    if time.start is None:
        return time
    if moves_limit(act, sentence, start):
        return replace(time, start=None, kind=DeadlineKind.BY)
    moves = act.verb is not None and act.verb.infinitive in _MOVES - {"sende"}
    if not moves or time.kind is not DeadlineKind.DURING or not _FROM_FORMER.match(sentence, start, end):
        return time
    now = find(sentence[start:end].rsplit(" til ", 1)[-1], signed_on=time.start)
    return replace(time, start=now[0].start if now and now[0].due == time.due else None)
