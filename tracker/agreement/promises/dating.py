"""Which act a time belongs to, if any.

Each time expression is asked in turn: is it background, does it belong to the money, and which act of its clause, or of
the clause that its own hangs on, does it date?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Clause, clause_index, masked
from tracker.agreement.acts.denied import affirmed, is_earliest, is_not_before
from tracker.agreement.acts.effects import sets_price
from tracker.agreement.acts.lifted import lifts
from tracker.agreement.acts.openers import Opener
from tracker.agreement.acts.standing import NOT
from tracker.agreement.acts.subjects import resumed_subject
from tracker.agreement.acts.unknown import unknown_aim
from tracker.agreement.deadlines import not_before
from tracker.agreement.promises import background, others
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.nominal import done_first
from tracker.agreement.promises.posts import term_of_post
from tracker.agreement.promises.prior_steps import step_before
from tracker.agreement.promises.promised import OF_ITS_OWN, is_usable
from tracker.agreement.promises.readings import Context, Read, timeless
from tracker.agreement.promises.same_time import acts_at_same_time
from tracker.agreement.promises.steps import labelled_activity
from tracker.agreement.promises.time_clauses import clauses_to_ask, is_detached, is_only_time, opens_with_occasion
from tracker.agreement.promises.to_come import is_to_come, without_former
from tracker.agreement.promises.told_times import (
    in_each_year,
    is_notice,
    is_told_closer,
    since_first_time,
    without_lesser,
)
from tracker.agreement.promises.unlisted import FROM_EVENT, act_presumed, of_no_verb_known, opened_to_people, silent_act
from tracker.agreement.values import Deadline, DeadlineKind

_CARRY_ON = (Opener.RESULT, Opener.CONTENT)  # their time can be that of what they hang on
# «En ny aftale indgås, inden den nuværende udløber den …»
_BEFORE_ITS_END = re.compile(
    r"\b(?:inden|før)\s(?:[\w-]+\s){1,5}(?:udløber|ophører|slutter|stopper|bortfalder|lukker)\s(?:$|den\b|d\.|\d)",
    re.IGNORECASE,
)
# «Ansøgningsfristen udløber den …» ends no agreement
_LIMIT_ENDS = re.compile(r"\W*(?:den \w+ )?\w*frist(?:en)?\b", re.IGNORECASE)
_IS_GONE = re.compile(
    r"(?:er|blev|bliver)\s(?:(?:nu|siden|dermed|derfor|altså|helt)\s){0,2}"
    r"(?:bortfaldet|opgivet|forladt|droppet|skrinlagt|trukket tilbage|taget af bordet|forkastet|annulleret|erstattet)\b"
    r"|(?:bortfalder|holder ikke|opgives|annulleres|forlades)\b",
    re.IGNORECASE,
)
_WHEN_IT_ENDS = re.compile(r"(?:når|inden)\s\w+\s(?:udløber|slutter|ender)\b", re.IGNORECASE)
_BY_THEN = re.compile(r"\b(?:inden|før|senest)\s(?:da|den tid)\b")
_THE_MEETING = re.compile(r"\W*Mødet\s(?:holdes|afholdes|finder sted|ligger|er)\b")
_A_MEETING = re.compile(
    r"\b(?:et|nyt|fælles|ekstra|ekstraordinært|til)\s(?:[\w-]+\s){0,2}?[\w-]*(?:møde|seminar|træf|samråd)\b",
    re.IGNORECASE,
)


def dated_acts(read: Read, paragraph: Sequence[str], context: Context) -> Iterator[tuple[Act, Deadline, int, int]]:
    """The acts of a sentence that have a time, each with that time and its span in the sentence.

    `paragraph`: the sentences of the paragraph that it stands in.
    """
    given: dict[int, list[tuple[Act, Deadline, int, int]]] = {}
    for time, start, end in read.times:
        nothing = dates_nothing(read, time, start, end, paragraph, context) or is_notice(read, time, start, end)
        if nothing or is_told_closer(read, time, start, end):
            continue
        act = (
            term_of_post(read, time, start, end)
            or done_first(read, clause_index(read.clauses, start), start)
            or step_before(read, time, start, end, context)
            or _act_of(read, time, start, end, context, meeting=_goes_on_about_meeting(read, paragraph))
        )
        if act is not None:
            first = since_first_time(read, time, start, end)
            now = without_former(act, first, read.sentence.text, start, end)
            if _before_that(read, act.clause - 1) and clause_index(read.clauses, start) < act.clause:
                now = replace(now, start=None, kind=DeadlineKind.BY)
            later = _is_first_day(read.sentence.text, start) or FROM_EVENT.search(read.sentence.text, 0, start)
            when = not_before(now) if later else now
            given.setdefault(act.start, []).append((act, when, start, end))
    dated = [one for pairs in given.values() for one in without_lesser(pairs, read.sentence.text)]
    for act, time, start, end in [*dated, *acts_at_same_time(read, dated, context)]:
        yield from ((act, each, start, end) for each in in_each_year(act, time))


def _is_first_day(sentence: str, start: int) -> bool:
    return is_not_before(sentence, start) or is_earliest(sentence, start)


def act_without_time(read: Read, context: Context) -> Act | None:
    """The first promise of a sentence that has no time of its own, by whatever verb."""
    listed = next((act for act in read.acts if is_usable(read, act, act.clause, context, moved=False)), None)
    if listed is not None or read.acts or not read.clauses:
        return listed
    if others.speaks_of_others(read.sentence.text, context.organisation):
        return None
    silent = of_no_verb_known(read, 0, len(read.sentence.text), context, limit=False)
    return silent if silent is not None else labelled_activity(read)


def _goes_on_about_meeting(read: Read, paragraph: Sequence[str]) -> bool:
    """«Udvalget ønsker et fælles møde med klubberne. Mødet holdes den 28. august»: no meeting of the body itself."""
    if not _THE_MEETING.match(read.sentence.text):
        return False
    before = paragraph[: paragraph.index(read.sentence.text)]
    return any(_A_MEETING.search(sentence) for sentence in before)


def _act_of(read: Read, time: Deadline, start: int, end: int, context: Context, *, meeting: bool = False) -> Act | None:
    """The act that the time at `start` belongs to, or None where it dates nothing that is promised.

    `meeting`: whether a meeting that the words before ask for is what the sentence tells of.
    """
    index = clause_index(read.clauses, start)
    asked = list(clauses_to_ask(read, index, start))
    if not meeting and is_no_time_of_ours(read, index, start, end):
        asked = [index + 1] if _is_when(read, index) else []
    for candidate in asked:
        clause = read.clauses[candidate]
        words = with_subject(read, candidate)
        own = [act for act in read.acts if act.clause == candidate]
        if not own and clause.opener in OF_ITS_OWN and others.speaks_of_others(words, context.organisation):
            return None
        usable = [
            act
            for act in own
            if is_usable(
                read, act, candidate, context, moved=is_to_come(read, act, words, time, start, end, context.signed_on)
            )
        ]
        if usable:
            return _nearest(usable, start, end)
        silent = silent_act(read, own, candidate, time, start, end, context)
        if silent is not None:
            return silent
        if candidate == index and clause.opener is Opener.RESULT:
            continue  # «…, så resultatet kan indgå i budgettet»: what is made possible dates what makes it so
        if candidate == index and own and (opened := opened_to_people(read, own, index, start, end)):
            return opened
        if (
            (candidate == index or is_only_time(read, index))
            and (not own or _is_priced(own, words))
            and (presumed := act_presumed(read, candidate, time, start, end, context))
        ):
            return presumed
        if _keeps_its_time(read, own, candidate, start, words):
            break
    return _aimed_at(read, index, context)


def _is_priced(own: Sequence[Act], words: str) -> bool:
    """«Fra maj koster det 30 kr. at aflevere asbest»: the act at hand is only what is paid for."""
    return sets_price(words) and all(act.standing is Standing.PURPOSE for act in own)


def _aimed_at(read: Read, index: int, context: Context) -> Act | None:
    """«Vi går i dialog med klubberne med henblik på at åbne i maj»: the aim, where nothing else is promised by then."""
    clause = read.clauses[index]
    if clause.opener is not Opener.RESULT or clause.governor < 0:
        return None
    governor = read.clauses[clause.governor]
    words = read.sentence.text[governor.start : governor.end]
    told = [act for act in read.acts if act.clause == clause.governor]
    if governor.opener not in OF_ITS_OWN or background.is_history(told, words) or NOT.search(words):
        return None
    if others.speaks_of_others(words, context.organisation) or background.runs_out(words):
        return None
    for act in read.acts:
        if act.clause == index and act.standing is Standing.PURPOSE:
            aim = replace(act, standing=Standing.DESCRIBED)
            return aim if is_usable(read, aim, index, context, moved=False) else None
    return unknown_aim(timeless(read, clause), index, clause.start)


def _keeps_its_time(read: Read, own: Sequence[Act], candidate: int, start: int, words: str) -> bool:
    """Whether clause `candidate`, which promises nothing, keeps the time at `start` from every other one."""
    index = clause_index(read.clauses, start)
    clause = read.clauses[candidate]
    if candidate == index == 0 and len(read.clauses) > 1 and opens_with_occasion(read):
        return False
    detached = is_detached(read, candidate, start)
    if candidate == index and _is_when(read, index):
        return False
    describes = candidate == index and clause.opener not in _CARRY_ON and not detached
    if describes and not own and NOT.search(_affirmed(read, clause)):
        return True
    return not detached and _is_settled(own, words, describes=describes)


def _affirmed(read: Read, clause: Clause) -> str:
    """The words of `clause` without its times, and without what denies no more than a time."""
    spans = [one[1:] for one in read.times]
    return masked(affirmed(read.sentence.text, spans), spans)[clause.start : clause.end]


def _is_when(read: Read, index: int) -> bool:
    """«Mødet ligger den 3. maj, hvor udvalget behandler planen»: what is done then stands in the next clause."""
    after = read.clauses[index + 1].start if index + 1 < len(read.clauses) else len(read.sentence.text)
    return bool(re.match(r"hvor\b", read.sentence.text[after:])) or _before_that(read, index)


def _before_that(read: Read, index: int) -> bool:
    """«Aftalen udløber den 31. marts, og udvalget skal inden da tage stilling»: what is done by then."""
    following = read.clauses[index + 1 : index + 2]
    return any(_BY_THEN.search(read.sentence.text, clause.start, clause.end) for clause in following)


def with_subject(read: Read, index: int) -> str:
    """The words of clause `index` with the subject that it goes on about."""
    sentence, clause = read.sentence.text, read.clauses[index]
    return f"{resumed_subject(sentence, read.clauses, index)} {sentence[clause.start : clause.end]}".lstrip()


def is_no_time_of_ours(read: Read, index: int, start: int, end: int) -> bool:
    """Whether the time's own clause tells of what runs out, is given up or is ordered by law."""
    clause, words = read.clauses[index], with_subject(read, index)
    if _WHEN_IT_ENDS.match(read.sentence.text, start, end):
        words = words.replace(read.sentence.text[start:end], " ")  # the verb is the time's
    if clause.opener is Opener.CONTENT and others.law_says(read.sentence.text[: clause.start]):
        return True
    sentence = read.sentence.text
    put_in = index + 1 < len(read.clauses) and read.clauses[index + 1].opener is Opener.RELATIVE
    after = read.clauses[index + 2 : index + 3] if put_in else ()
    if background.is_lifted(" ".join([words, *(sentence[clause.start : clause.end] for clause in after)])):
        return True  # «Den frist den 1. juli, som udvalget satte, er bortfaldet»
    whole = read.clauses[index + 1 : index + 2] if clause.opener is Opener.RELATIVE else ()
    if any(_IS_GONE.match(sentence, one.start, one.end) for one in whole):
        return True  # «Planen, hvorefter hallen skulle åbne i maj, er opgivet»
    occasion = index == 0 and len(read.clauses) > 1 and opens_with_occasion(read)
    before_end = _BEFORE_ITS_END.search(sentence[:start]) or _BEFORE_ITS_END.match(sentence[start:end])
    lifted = "bortfalder" in words and lifts(sentence[: read.clauses[index].end])
    if occasion or before_end or lifted or _LIMIT_ENDS.match(words):
        return False
    return background.runs_out(words) or background.is_no_act_of_ours(words)


def _is_settled(own: Sequence[Act], words: str, *, describes: bool) -> bool:
    """Whether the clause, which promises nothing, keeps its time from every other one."""
    if background.is_history(own, words) or any(act.standing is Standing.OPTION for act in own):
        return True
    return describes and not own and background.only_describes(words)


def _nearest(usable: Sequence[Act], start: int, end: int) -> Act:
    def distance(act: Act) -> tuple[bool, int]:
        gap = start - act.end if act.end <= start else act.start - end
        return act.standing is not Standing.PROMISED, gap

    return min(usable, key=distance)
