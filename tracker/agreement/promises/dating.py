"""Which act a time belongs to, if any.

Each time expression is asked in turn: is it background, does it belong to the money, and which act of its clause, or of
the clause that its own hangs on, does it date?
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tracker.agreement.acts.act import Act, Standing
from tracker.agreement.acts.clauses import Opener, clause_index, masked
from tracker.agreement.acts.denied import affirmed, is_not_before
from tracker.agreement.acts.effects import sets_price
from tracker.agreement.acts.presumed import When, bounded_act, opened_act, presumed_act
from tracker.agreement.acts.standing import NOT, TIME
from tracker.agreement.acts.subjects import resumed_subject
from tracker.agreement.acts.unknown import lifts, unknown_act, unknown_aim
from tracker.agreement.acts.verbs import Inflection
from tracker.agreement.deadlines import not_before
from tracker.agreement.promises import background, others
from tracker.agreement.promises.alone import NUMBERED_STEP
from tracker.agreement.promises.asides import dates_nothing
from tracker.agreement.promises.money import is_of_money
from tracker.agreement.promises.nominal import expected_paper, nominal_act, sets_limit, wishes
from tracker.agreement.promises.promised import HAS_BEEN, OF_ITS_OWN, is_usable
from tracker.agreement.promises.readings import Context, Read, timeless
from tracker.agreement.promises.steps import labelled_activity, step_of_course, tells_of_past_course
from tracker.agreement.promises.to_come import is_limit, is_to_come, without_former
from tracker.agreement.promises.told_times import in_each_year, is_told_closer, without_lesser
from tracker.agreement.structure.passages import Form
from tracker.agreement.tables.amounts import find_amounts
from tracker.agreement.values import Deadline, DeadlineKind

_CARRY_ON = (Opener.RESULT, Opener.CONTENT)  # their time can be that of what they hang on
_GOES_ON_FROM_AT = re.compile(r"\bat:?\s*$")
# «En ny aftale indgås, inden den nuværende udløber den …»
_BEFORE_ITS_END = re.compile(
    r"\b(?:inden|før)\s(?:[\w-]+\s){1,5}(?:udløber|ophører|slutter|stopper|bortfalder|lukker)\s(?:$|den\b|d\.|\d)",
    re.IGNORECASE,
)
# «Ansøgningsfristen udløber den …» ends no agreement
_LIMIT_ENDS = re.compile(r"\W*(?:den \w+ )?\w*frist(?:en)?\b", re.IGNORECASE)
_PUT_IN = (Opener.RELATIVE, Opener.REASON, Opener.PARALLEL, Opener.QUESTION, Opener.CONTENT)
_OCCASION = re.compile(r"\W*(?:når|så snart|efter at|inden|før|senest når)\b", re.IGNORECASE)
_AS_OF = re.compile(r"pr\.?\s", re.IGNORECASE)
_WHEN = re.compile(r"(?:når|så snart)\b", re.IGNORECASE)
_DECIDED_TO = re.compile(
    r"\b(?:besluttede|vedtog|aftalte|valgte|har\s(?:[\w-]+\s){0,3}?(?:besluttet|vedtaget|aftalt|valgt))\s(?:[\w-]+\s){0,2}?at\s"
)
_TIMES_OVER = re.compile(r"\b(?:første|næste|en|én|to|tre|fire|flere) gang(?:e)?\b", re.IGNORECASE)
# «Ordningen løber i 2023 og evalueres i maj»: the first time is of what the thing does by itself
_DOES = re.compile(r"\W*(?:(?:Den|Det|De)\s(?:\w+e\s)?)?[A-ZÆØÅa-zæøå][\w-]+(?:en|et|ne)\s[a-zæøå]{3,}(?:er|ør|år)\s")
# «… er screenet medio marts»
_IS_DONE_AT = re.compile(r"(?<!det )(?<!der )\ber\s(?!u)[a-zæøå]{4,}(?:et|gt|kt|ført|bragt)\s$")
_POINT = re.compile(r"(?:primo|medio|ultimo|den \d|d\. ?\d|i uge|i (?:begyndelsen|slutningen) af)\b", re.IGNORECASE)
_STEP = re.compile(rf"\W*{NUMBERED_STEP}\b", re.IGNORECASE)  # «Trin 1 (oktober 2019): …»
_HAD_TO = re.compile(r"\bmåtte\b")  # «I januar måtte der saltes 22 gange»
_FEW_WORDS = 4
_LONGEST_NOTE = 24
# Whom something is opened to; what the municipality itself can do from a day on is no more than a right
_PEOPLE_CAN = re.compile(
    r"\b(?:kan\s(?:[\w-]+\s){0,6}?)?(?:alle|man|[\w-]*(?:borger|forældre|elev|ansatte|medarbejder|forening|bruger|beboer|ældre"
    r"|unge|børn|patient|pårørende|husstand|frivillig|virksomhed)\w{0,4})\b",
    re.IGNORECASE,
)
_THE_MEETING = re.compile(r"\W*Mødet\s(?:holdes|afholdes|finder sted|ligger|er)\b")
_A_MEETING = re.compile(
    r"\b(?:et|nyt|fælles|ekstra|ekstraordinært|til)\s(?:[\w-]+\s){0,2}?[\w-]*(?:møde|seminar|træf|samråd)\b",
    re.IGNORECASE,
)
_BEGINS = re.compile(r"(?:(?:med virkning |med start |gældende |allerede )?fra|pr|efter)\b", re.IGNORECASE)
_DAY = re.compile(r"den \d|d\. ?\d", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\d[./-]\d\d\b")
# «fra køreplansskiftet den 28. juni»
_FROM_EVENT = re.compile(
    r"\bfra\s(?:og med\s)?(?:[\w-]+s\s)?[\w-]*(?:skiftet|start(?:en)?|åbningen|indvielsen|begyndelsen"
    r"|omlægningen|overtagelsen)\s$"
)
_FROM = re.compile(r"(?:(?:(?:med virkning|med start|gældende) )?fra|gældende pr)\b", re.IGNORECASE)


def dated_acts(read: Read, paragraph: Sequence[str], context: Context) -> Iterator[tuple[Act, Deadline, int, int]]:
    """The acts of a sentence that have a time, each with that time and its span in the sentence.

    `paragraph`: the sentences of the paragraph that it stands in.
    """
    given: dict[int, list[tuple[Act, Deadline, int, int]]] = {}
    for time, start, end in read.times:
        if dates_nothing(read, time, start, end, paragraph, context) or is_told_closer(read, time, start, end):
            continue
        act = _act_of(read, time, start, end, context, meeting=_goes_on_about_meeting(read, paragraph))
        if act is not None:
            now = without_former(act, time, read.sentence.text, start, end)
            later = is_not_before(read.sentence.text, start) or _FROM_EVENT.search(read.sentence.text, 0, start)
            when = not_before(now) if later else now
            given.setdefault(act.start, []).append((act, when, start, end))
    for pairs in given.values():
        for act, time, start, end in without_lesser(pairs, read.sentence.text):
            yield from ((act, each, start, end) for each in in_each_year(act, time))


def act_without_time(read: Read, context: Context) -> Act | None:
    """The first promise of a sentence that has no time of its own, by whatever verb."""
    listed = next((act for act in read.acts if is_usable(read, act, act.clause, context, moved=False)), None)
    if listed is not None or read.acts or not read.clauses:
        return listed
    if others.speaks_of_others(read.sentence.text, context.organisation):
        return None
    silent = _of_no_verb_known(read, 0, len(read.sentence.text), context, limit=False)
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
    asked = list(_clauses_to_ask(read, index, start))
    if not meeting and _is_no_time_of_ours(read, index, start, end):
        asked = [index + 1] if _is_when(read, index) else []
    for candidate in asked:
        clause = read.clauses[candidate]
        words = _with_subject(read, candidate)
        own = [act for act in read.acts if act.clause == candidate]
        if not own and clause.opener in OF_ITS_OWN and others.speaks_of_others(words, context.organisation):
            return None
        usable = [
            act
            for act in own
            if is_usable(read, act, candidate, context, moved=is_to_come(read, act, words, time, start, end))
        ]
        if usable:
            return _nearest(usable, start, end)
        silent = _silent(read, own, candidate, time, start, end, context)
        if silent is not None:
            return silent
        if candidate == index and clause.opener is Opener.RESULT:
            continue  # «…, så resultatet kan indgå i budgettet»: what is made possible dates what makes it so
        if candidate == index and own and (opened := _opened_to_people(read, own, index, start, end)):
            return opened
        if (
            (candidate == index or _is_only_time(read, index))
            and (not own or _is_priced(own, words))
            and (presumed := _presumed(read, candidate, time, start, end, context))
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


def _silent(
    read: Read, own: Sequence[Act], candidate: int, time: Deadline, start: int, end: int, context: Context
) -> Act | None:
    """What clause `candidate`, with `own` acts, promises by a noun or by a verb that the lexicon lacks."""
    index = clause_index(read.clauses, start)
    if _tells_or_asks(read, candidate, time, start, end):
        return None
    detached = candidate != index and not own and _is_detached(read, index, start)
    if not detached and not _may_be_of_no_verb_known(read, own, candidate, start):
        return None
    words = read.sentence.text[start:end]
    done = _IS_DONE_AT.search(read.sentence.text[:start]) and _POINT.match(words)
    limit = candidate == index and (is_limit(time, words) or bool(_AS_OF.match(words) or done))
    silent = _of_no_verb_known(read, candidate, start, context, limit=limit)
    return silent if silent is not None and not _is_habit(silent, time, read.sentence.text) else None


def _tells_or_asks(read: Read, index: int, time: Deadline, start: int, end: int) -> bool:
    """«Opgaven har i foråret været i udbud», «… hvad vi vil opnå i de kommende år»: no verb unknown promises there."""
    clause = read.clauses[index]
    has_been = HAS_BEEN.search(read.sentence.text, clause.start, clause.end)
    if _HAD_TO.search(read.sentence.text, clause.start, clause.end):
        return True
    return clause.opener is Opener.QUESTION or (
        has_been is not None and not is_limit(time, read.sentence.text[start:end])
    )


def _keeps_its_time(read: Read, own: Sequence[Act], candidate: int, start: int, words: str) -> bool:
    """Whether clause `candidate`, which promises nothing, keeps the time at `start` from every other one."""
    index = clause_index(read.clauses, start)
    clause = read.clauses[candidate]
    if candidate == index == 0 and len(read.clauses) > 1 and _opens_with_occasion(read):
        return False
    detached = _is_detached(read, candidate, start)
    if candidate == index and _is_when(read, index):
        return False
    describes = candidate == index and clause.opener not in _CARRY_ON and not detached
    if describes and not own and NOT.search(timeless(read, clause)):
        return True
    return not detached and _is_settled(own, words, describes=describes)


def _is_when(read: Read, index: int) -> bool:
    """«Mødet ligger den 3. maj, hvor udvalget behandler planen»: what is done then stands in the next clause."""
    after = read.clauses[index + 1].start if index + 1 < len(read.clauses) else len(read.sentence.text)
    return bool(re.match(r"hvor\b", read.sentence.text[after:]))


def _is_habit(act: Act, time: Deadline, words: str) -> bool:
    """«Huset bruges hver sommer»: what goes on again and again, without a first time, by a verb that no list has."""
    required = act.inflection is Inflection.INFINITIVE
    return bool(time.recurrence) and act.noun is None and not required and not _TIMES_OVER.search(words)


def _presumed(read: Read, index: int, time: Deadline, start: int, end: int, context: Context) -> Act | None:
    """What the time's own clause promises though no verb of it is known."""
    clause = read.clauses[index]
    if _tells_or_asks(read, index, time, start, end):
        return None
    if read.sentence.form is Form.LINE or is_of_money(read.sentence.text[clause.start : clause.end]):
        return None
    words = read.sentence.text[start:end]
    limit = is_limit(time, words)
    act = presumed_act(
        read.sentence.text,
        read.clauses,
        index,
        timeless(read, clause),
        When(
            limit=limit or bool(_FROM.match(words)),
            begins=time.kind is DeadlineKind.FROM or bool(_BEGINS.match(words)),
            day=bool(_DAY.match(words)),
            sure=limit or bool(_YEAR.search(words)),
        ),
        listed=read.sentence.form is Form.ITEM or _is_note(read),
    )
    if act is None and _FROM.match(words):
        act = bounded_act(read.clauses, index, timeless(read, clause)) or opened_act(
            read.sentence.text, read.clauses, index, timeless(read, clause)
        )
    if act is None or (time.recurrence and act.inflection is not Inflection.PRESENT and "gang" not in time.expression):
        return None
    return act if is_usable(read, act, index, context, moved=False) else None


def _opened_to_people(read: Read, own: Sequence[Act], index: int, start: int, end: int) -> Act | None:
    """«Fra marts kan forældrene frit vælge …»: what people can do from a day on, though the lexicon has the verb."""
    words = read.sentence.text
    clause = read.clauses[index]
    only_could = all(act.standing is Standing.OPTION for act in own) and _FROM.match(words[start:end])
    if not only_could or not _PEOPLE_CAN.search(words, clause.start, clause.end):
        return None
    return opened_act(words, read.clauses, index, timeless(read, clause))


def _is_note(read: Read) -> bool:
    """Whether the sentence is a short note in prose: «20 elever pr. halvår fra 2023.»"""
    first, *others = read.clauses
    alone = first.opener is Opener.MAIN and all(other.opener is Opener.CONDITION for other in others)
    return alone and not read.acts and len(read.sentence.text.split()) <= _LONGEST_NOTE


def _with_subject(read: Read, index: int) -> str:
    """The words of clause `index` with the subject that it goes on about."""
    sentence, clause = read.sentence.text, read.clauses[index]
    return f"{resumed_subject(sentence, read.clauses, index)} {sentence[clause.start : clause.end]}".lstrip()


def _is_no_time_of_ours(read: Read, index: int, start: int, end: int) -> bool:
    """Whether the time's own clause tells of what runs out, is given up or is ordered by law."""
    clause, words = read.clauses[index], _with_subject(read, index)
    if clause.opener is Opener.CONTENT and others.law_says(read.sentence.text[: clause.start]):
        return True
    sentence = read.sentence.text
    put_in = index + 1 < len(read.clauses) and read.clauses[index + 1].opener is Opener.RELATIVE
    after = read.clauses[index + 2 : index + 3] if put_in else ()
    if background.is_lifted(" ".join([words, *(sentence[clause.start : clause.end] for clause in after)])):
        return True  # «Den frist den 1. juli, som udvalget satte, er bortfaldet»
    occasion = index == 0 and len(read.clauses) > 1 and _opens_with_occasion(read)
    before_end = _BEFORE_ITS_END.search(sentence[:start]) or _BEFORE_ITS_END.match(sentence[start:end])
    lifted = "bortfalder" in words and lifts(sentence[: read.clauses[index].end])
    if occasion or before_end or lifted or _LIMIT_ENDS.match(words):
        return False
    return background.runs_out(words) or background.is_no_act_of_ours(words)


def _may_be_of_no_verb_known(read: Read, own: Sequence[Act], candidate: int, start: int) -> bool:
    """Whether clause `candidate` may date an act that the lexicon lacks by the time at `start`."""
    index = clause_index(read.clauses, start)
    if candidate == 1 and index == 0 and not own and _opens_with_occasion(read):
        return True
    if candidate == index:
        told = all(act.standing is Standing.HISTORY for act in own)
        clause = read.clauses[index]
        paid = find_amounts(read.sentence.text[clause.start : clause.end])
        if not paid and all(act.verb is not None and act.verb.money for act in own):
            return True  # «Vi prioriterer at rydde stien i maj»: no money at all
        return (
            not own
            or _opens_with_purpose(read, candidate, own)
            or sets_limit(read, candidate)
            or _is_bare_item(read)
            or (told and (wishes(read, candidate, start) or _decides_to(read, index)))
        )
    return (
        _labels(read, candidate, index)
        or _is_only_time(read, index)
        or (not own and read.clauses[index].opener is Opener.RESULT)
    )


def _opens_with_purpose(read: Read, index: int, own: Sequence[Act]) -> bool:
    """«For at skabe tryghed tilses broerne i maj»: what the act at hand is for opens the sentence."""
    return (
        index == 0 and read.clauses[0].opener is Opener.RESULT and all(act.standing is Standing.PURPOSE for act in own)
    )


def _decides_to(read: Read, index: int) -> bool:
    """«Udvalget besluttede at besigtige …»: decided now, and still to be done."""
    clause = read.clauses[index]
    return bool(_DECIDED_TO.search(read.sentence.text[clause.start : clause.end]))


def _is_only_time(read: Read, index: int) -> bool:
    """Whether clause `index` holds little but its time: «…, når tallene er klar, dog senest i maj»."""
    clause = read.clauses[index]
    words = len(re.findall(r"\w+", timeless(read, clause)))
    return words <= _FEW_WORDS if clause.opener is Opener.COORDINATED else clause.opener is Opener.MAIN and not words


def _labels(read: Read, candidate: int, index: int) -> bool:
    """Whether one of two clauses is the label of the other: «Frist for svar: 1. marts», «Marts 2020: behandling»."""
    first = read.clauses[min(candidate, index)]
    if abs(candidate - index) != 1 or not read.sentence.text[: first.end].rstrip().endswith(":"):
        return False
    return candidate < index or not re.search(r"\w", _STEP.sub("", timeless(read, first), count=1))


def _is_bare_item(read: Read) -> bool:
    """Whether the sentence is an item of a list that goes on from «at», and so opens with what is to be done."""
    return read.sentence.form is Form.ITEM and bool(_GOES_ON_FROM_AT.search(read.sentence.lead))


def _of_no_verb_known(read: Read, index: int, start: int, context: Context, *, limit: bool) -> Act | None:
    """What a clause without a verb of the lexicon promises: by a noun, or by a verb that the lexicon lacks."""
    if tells_of_past_course(read, index):
        return None
    nominal = step_of_course(read, index, start) or nominal_act(read, index, start)
    if nominal is None and not others.speaks_of_others(read.sentence.text, context.organisation):
        nominal = expected_paper(read, index, start)
    if nominal is not None:
        return nominal
    clause = read.clauses[index]
    if is_of_money(read.sentence.text[clause.start : clause.end]):
        return None
    words, item = timeless(read, clause), _is_bare_item(read)
    spans = [one[1:] for one in read.times]
    told = affirmed(read.sentence.text, spans)
    other = unknown_act(told, masked(told, spans, TIME), read.clauses, index, words, limit=limit, item=item)
    return other if other is not None and is_usable(read, other, index, context, moved=False) else None


def _is_settled(own: Sequence[Act], words: str, *, describes: bool) -> bool:
    """Whether the clause, which promises nothing, keeps its time from every other one."""
    if background.is_history(own, words) or any(act.standing is Standing.OPTION for act in own):
        return True
    return describes and not own and background.only_describes(words)


def _is_detached(read: Read, index: int, start: int) -> bool:
    """Whether the time at `start` comes after a clause put in: «… opdateres, når alle er hørt, senest i maj»."""
    clause = read.clauses[index]
    before = read.sentence.text[clause.start : start].rstrip()
    if clause.governor < 0:
        return False
    return (clause.opener in _PUT_IN and before.endswith(",")) or _tells_when(read, index)


def _tells_when(read: Read, index: int) -> bool:
    """«Afsnittet åbnes, når byggeriet afleveres i maj»: the time of the occasion is that of the act before it."""
    clause = read.clauses[index]
    governor = read.clauses[clause.governor]
    return (
        clause.opener is Opener.CONDITION
        and governor.opener in (*OF_ITS_OWN, Opener.CONTENT)
        and bool(_WHEN.match(read.sentence.text[clause.start : clause.end]))
        and not any(clause_index(read.clauses, start) == clause.governor for _time, start, _end in read.times)
    )


def _clauses_to_ask(read: Read, index: int, start: int) -> Iterator[int]:
    """The clause of the time, then those that it can belong to: what it hangs on, or what a label leads to."""
    yield index
    following = read.clauses[index + 1] if index + 1 < len(read.clauses) else None
    if index == 0 and following is not None and _opens_with_occasion(read):
        yield index + 1
    if following is not None and re.match(r"hvor(?:efter)?\b", read.sentence.text[following.start :]):
        yield index + 1  # «i 2. kvartal, hvor udvalget får en sag om …»
    clause = read.clauses[index]
    has_act = any(act.clause == index for act in read.acts)
    if _is_detached(read, index, start):
        yield clause.governor
    if (
        clause.opener in (Opener.RESULT, Opener.RELATIVE, Opener.COORDINATED) and not has_act
    ) or clause.opener is Opener.RESULT:
        if clause.governor >= 0 and clause.opener is not Opener.RELATIVE:
            yield clause.governor
            if read.clauses[clause.governor].opener is Opener.RESULT and read.clauses[clause.governor].governor >= 0:
                yield read.clauses[clause.governor].governor
    elif clause.opener is Opener.MAIN and not has_act:
        joined = following is not None and following.opener is Opener.COORDINATED
        if following is not None and not (joined and _DOES.match(read.sentence.text, clause.start, clause.end)):
            yield index + 1
        if index > 0:
            yield index - 1


def _opens_with_occasion(read: Read) -> bool:
    """«Når svarene foreligger i maj, tager udvalget stilling»: the time of the occasion is that of the act."""
    first, following = read.clauses[0], read.clauses[1]
    body = read.sentence.text[: first.end]
    return (
        following.opener is Opener.MAIN
        and bool(_OCCASION.match(body))
        and not others.speaks_of_law(body)
        and not any(clause_index(read.clauses, start) == 1 for _time, start, _end in read.times)
    )


def _nearest(usable: Sequence[Act], start: int, end: int) -> Act:
    def distance(act: Act) -> tuple[bool, int]:
        gap = start - act.end if act.end <= start else act.start - end
        return act.standing is not Standing.PROMISED, gap

    return min(usable, key=distance)
